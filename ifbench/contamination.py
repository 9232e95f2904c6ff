"""Whether a task's prompts stand in a training corpus, told by the n-grams of words that both hold.

Method: Brown et al. 2020 (arXiv 2005.14165), appendix C, with one size as lm-eval's docs/decontamination.md has it: an
item is found where any 13 of its words in a row stand in a document; what stands in more than ten documents is too
common to tell. A shorter prompt is looked for as a whole, unless it has fewer than eight words. Words are what they
look like: case, punctuation, invisible characters and the ways to encode a letter make no difference. In scripts
without spaces two characters stand for a word.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from unicodedata import normalize

from checkers._characters import UNSPACED, is_mark, marks
from checkers._text import different
from ifbench.corpus import Document
from ifbench.items import Item, Key
from ifbench.tasks import Task

SIZE = 13
SMALLEST = 8
TOO_COMMON = 10
_PIECE = 1_000_000
_GAP = re.compile(r"[\s\u3001\u3002]")  # or an ideographic comma or full stop
_ASCII_WORD = re.compile(r"[a-z0-9]+")  # these are sooner found
_UNSPACED = re.compile(f"[{UNSPACED}]")
_PER_WORD = 2
"""Characters of a script without spaces that make about a word."""
_UNSEEN = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]")


@dataclass(frozen=True, slots=True)
class Overlap:
    """An item that stands in the corpus, whole or in part.

    Attributes:
        shared: how many of its n-grams were found. of: how many it has.
        where: the first document that holds one.
    """

    item: Key
    shared: int
    of: int
    where: str


@dataclass(frozen=True, slots=True)
class Contamination:
    """What of a task stands in a corpus.

    Attributes:
        items: how many the task has. short: how many of them are too short to tell.
        documents: how many were read.
        overlaps: the items that were found, those first of which the largest share was.
        common: the items found only in what more than ten documents hold; many copies of an item look like this.
        canary: the first document with the canary of the task's file; None if there is none.
    """

    task: str
    items: int
    short: int
    documents: int
    overlaps: tuple[Overlap, ...]
    common: tuple[Key, ...]
    canary: str | None


def contamination(
    task: Task, documents: Iterable[Document], size: int = SIZE, read: Callable[[int], None] = lambda _: None
) -> Contamination:
    """Look for a task's prompts in documents, each read once; memory does not grow with their number.

    Args:
        task: whose prompts are looked for.
        documents: the corpus.
        size: of an n-gram, in words, eight at least.
        read: is told how many documents were read.
    """
    grams = {item.key: grams_of(item, size) for item in task.items}
    search = _Search(frozenset().union(*grams.values()), task.passport.canary)
    for document in documents:
        search.look(document)
        read(search.documents)
    short = sum(not of_item for of_item in grams.values())
    overlaps = filter(None, (search.overlap(key, of_item) for key, of_item in grams.items()))
    ordered = tuple(sorted(overlaps, key=lambda one: one.shared / one.of, reverse=True))
    common = tuple(key for key, of_item in grams.items() if search.common(of_item))
    return Contamination(task.id, len(grams), short, search.documents, ordered, common, search.canary_at)


def grams_of(item: Item, size: int) -> frozenset[str]:
    """The n-grams of an item's prompts; the words of a shorter prompt are one."""
    found: set[str] = set()
    for prompt in item.prompts:
        words = _words(prompt.text)
        scale = _PER_WORD if 2 * sum(map(_is_unspaced, words)) > len(words) else 1
        if len(words) >= SMALLEST * scale:
            wanted = size * scale
            found.update(" ".join(words[at : at + wanted]) for at in range(max(len(words) - wanted, 0) + 1))
    return frozenset(found)


def _is_unspaced(word: str) -> bool:
    return _UNSPACED.match(word) is not None


def _words(text: str) -> list[str]:
    """The words, and each character of a script without spaces."""
    folded = _folded(text)
    return (_ASCII_WORD if folded.isascii() else _word()).findall(folded)


def _folded(text: str) -> str:
    """The text without what makes no difference."""
    if text.isascii():
        return text.lower()
    seen = _UNSEEN.sub("", text)
    if any(map(is_mark, different(seen))):
        seen = _many_marks().sub(r"\1", seen)
    return normalize("NFKC", normalize("NFKC", seen).casefold())


@cache
def _word() -> re.Pattern[str]:
    letter, mark = rf"[^\W_{UNSPACED}]", f"[{marks()}]"
    return re.compile(rf"[{UNSPACED}]{mark}*+|{letter}++(?:{mark}++{letter}*+)*+")


@cache
def _many_marks() -> re.Pattern[str]:
    """More marks in a row than any letter has, on which normalizing takes quadratic time."""
    return re.compile(f"([{marks()}]{{30}})[{marks()}]+")


def _pieces(text: str) -> Iterator[str]:
    """A text in parts that end between words, since the words of a whole book take many times its memory."""
    start = 0
    while start < len(text):
        gap = _GAP.search(text, start + _PIECE)
        end = gap.end() if gap else len(text)
        yield text[start:end]
        start = end


class _Search:
    """Looks for n-grams in documents, one document after the other."""

    def __init__(self, grams: frozenset[str], canary: str) -> None:
        split = [gram.split(" ") for gram in grams]
        self._grams = grams
        self._sizes = sorted({len(words) for words in split})
        self._starts = {(words[0], words[1]) for words in split}
        self._canary = _words(canary)
        self._clue = max(self._canary, key=len, default="")
        self._first: dict[str, tuple[int, str]] = {}
        self._number: Counter[str] = Counter()
        self.documents = 0
        self.canary_at: str | None = None

    def look(self, document: Document) -> None:
        """Note what a document holds."""
        if self.canary_at is None and any(map(self._has_canary, (document.text or "", *document.beside))):
            self.canary_at = document.where
        if document.text is None:
            return
        self.documents += 1
        for gram in self._grams_in(document.text):
            self._number[gram] += 1
            self._first.setdefault(gram, (self.documents, document.where))

    def _has_canary(self, text: str) -> bool:
        """Whether a text has the canary, which may be wrapped, or written in Markdown."""
        if not self._clue or self._clue not in _folded(text):
            return False
        return f" {' '.join(self._canary)} " in f" {' '.join(_words(text))} "

    def _grams_in(self, text: str) -> set[str]:
        found: set[str] = set()
        words: list[str] = []
        for piece in _pieces(text) if self._sizes else ():
            words = words[-self._sizes[-1] :] + _words(piece)
            found.update(self._in(words))
        return found

    def _in(self, words: Sequence[str]) -> Iterator[str]:
        for at, start in enumerate(pairwise(words)):
            if start in self._starts:
                candidates = (" ".join(words[at : at + size]) for size in self._sizes)
                yield from (gram for gram in candidates if gram in self._grams)

    def overlap(self, item: Key, grams: frozenset[str]) -> Overlap | None:
        """What was found of an item; None if nothing was that tells."""
        found = [self._first[gram] for gram in grams if 0 < self._number[gram] <= TOO_COMMON]
        return Overlap(item, len(found), len(grams), min(found)[1]) if found else None

    def common(self, grams: frozenset[str]) -> bool:
        """Whether nothing was found of an item but what is too common to tell."""
        found = [self._number[gram] for gram in grams if gram in self._number]
        return bool(found) and min(found) > TOO_COMMON
