"""Whether a task's prompts stand in a training corpus, told by the n-grams of words that both hold.

Method: Brown et al. 2020 (arXiv 2005.14165), appendix C, with one size as lm-eval's docs/decontamination.md has it: an
item is found where any 13 of its words in a row stand in a document; what stands in more than ten documents is too
common to tell. A shorter prompt is looked for as a whole, unless it has fewer than eight words.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from ifbench.errors import UsageError
from ifbench.items import Item, Key
from ifbench.rows import place_in, read_rows, text_at
from ifbench.tasks import Task

SIZE = 13
SMALLEST = 8
TOO_COMMON = 10
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Document:
    """A text of the corpus, with the file and the row that hold it."""

    where: str
    text: str


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
        canary: the first document with the canary of the task's file; None if there is none.
    """

    task: str
    items: int
    short: int
    documents: int
    overlaps: tuple[Overlap, ...]
    canary: str | None


def contamination(task: Task, documents: Iterable[Document], size: int = SIZE) -> Contamination:
    """Look for a task's prompts in documents, each read once; memory does not grow with their number.

    Args:
        task: whose prompts are looked for.
        documents: the corpus.
        size: of an n-gram, in words, eight at least.
    """
    grams = {item.key: grams_of(item, size) for item in task.items}
    search = _Search(frozenset().union(*grams.values()), task.passport.canary)
    for document in documents:
        search.look(document)
    short = sum(not of_item for of_item in grams.values())
    overlaps = filter(None, (search.overlap(key, of_item) for key, of_item in grams.items()))
    ordered = sorted(overlaps, key=lambda one: one.shared / one.of, reverse=True)
    return Contamination(task.id, len(grams), short, search.documents, tuple(ordered), search.canary_at)


def grams_of(item: Item, size: int) -> frozenset[str]:
    """The n-grams of an item's prompts; the words of a shorter prompt are one."""
    found: set[str] = set()
    for prompt in item.prompts:
        words = _words(prompt.text)
        if len(words) >= SMALLEST:
            found.update(" ".join(words[at : at + size]) for at in range(max(len(words) - size, 0) + 1))
    return frozenset(found)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


@dataclass
class _Search:
    """Looks for n-grams in documents, one document after the other."""

    grams: frozenset[str]
    canary: str
    documents: int = 0
    canary_at: str | None = None
    _first: dict[str, tuple[int, str]] = field(default_factory=dict)
    _number: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        split = [gram.split(" ") for gram in self.grams]
        self._sizes = sorted({len(words) for words in split})
        self._starts = {(words[0], words[1]) for words in split}

    def look(self, document: Document) -> None:
        """Note what a document holds."""
        self.documents += 1
        if self.canary and self.canary_at is None and self.canary in document.text:
            self.canary_at = document.where
        for gram in set(self._in(_words(document.text))):
            self._number[gram] += 1
            self._first.setdefault(gram, (self.documents, document.where))

    def _in(self, words: Sequence[str]) -> Iterator[str]:
        for at, start in enumerate(pairwise(words)):
            if start in self._starts:
                candidates = (" ".join(words[at : at + size]) for size in self._sizes)
                yield from (gram for gram in candidates if gram in self.grams)

    def overlap(self, item: Key, grams: frozenset[str]) -> Overlap | None:
        """What was found of an item; None if nothing was that tells."""
        found = [self._first[gram] for gram in grams if 0 < self._number[gram] <= TOO_COMMON]
        return Overlap(item, len(found), len(grams), min(found)[1]) if found else None


def documents_in(paths: Iterable[Path], name: str) -> Iterator[Document]:
    """The documents of a corpus; rows whose text is null are none.

    Args:
        paths: .jsonl, .jsonl.gz or .parquet.
        name: the field with the text; "messages.-1.content" reaches inside.

    Raises:
        UsageError: a file cannot be read, or a row has no such field; names file and row.
    """
    for path in paths:
        for number, row in read_rows(path):
            try:
                text = text_at(row, name)
            except (LookupError, TypeError) as error:
                raise UsageError(f"{place_in(path, number)}: {error}; name the field with --text-field") from None
            if text is not None:
                yield Document(place_in(path, number), text)
