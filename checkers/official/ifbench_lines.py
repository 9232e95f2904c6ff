"""IFBench's `format` as published, as to lines, lists, sentences and the answer as a whole."""

import re
from collections import defaultdict, deque
from collections.abc import Callable
from itertools import pairwise

from .._args import Keyword
from .._emoji import singles
from .._registry import ex, official
from .._text import Text
from .._verdict import Pieces, Verdict, counted, no_piece
from ._nltk import punkt, sentences
from ._patterns import compiled
from ._scan import lines
from ._tokens import trimmed, unmarked


@official(
    "format:newline",
    says="Write each word on a line of its own.",
    differs="only the numbers of lines and words are compared, and a word of marks alone is none",
    follows=(ex("one two\n \nthree"), ex("* one\n* two")),
    breaks=(ex("one two\nthree"), ex("one\n–\ntwo\n—three four")),
)
def newline(text: Text) -> Verdict:
    """Without marks there are as many lines that are not empty as words."""
    bare = unmarked(text)
    filled, words = sum(map(bool, bare.strip().split("\n"))), len(bare.split())
    return Verdict(filled == words, f"{words} words on {filled} lines, wanted one word on each")


@official(
    "format:emoji",
    says="End every sentence with an emoji.",
    differs="an emoji of several characters counts only where one is an emoji alone near the end; no flag does",
    follows=(ex("Hi 🙂."), ex("Hi. 🙂 So what?! 👍🏽"), ex("Hi 🙂s")),
    breaks=(ex("Hi."), ex("🙂 Hi. Bye 🙂"), ex("Hi 🇩🇪")),
    needs=(punkt, singles),
)
def emoji(text: Text) -> Verdict:
    """Without marks, a sentence has an emoji as one of its last two characters or as the first of the next sentence."""
    known = singles()
    found = text.view(sentences)
    values = [unmarked(sentence.text).strip() for sentence in found]
    following = [value[:1] for value in values[1:]] + [""]
    wrong = [
        sentence
        for sentence, value, after in zip(found, values, following, strict=True)
        if not value or known.isdisjoint((*value[-2:], after))
    ]
    return no_piece(wrong, "sentences without an emoji at the end")


@official(
    "format:line_indent",
    says="Indent each line more than the one before, like stairs.",
    differs="a blank line is taken out only if the line before it stays, only spaces indent, and one line passes",
    follows=(ex("one\n\n two\n   three"), ex("One line.")),
    breaks=(ex("one\n\n\n two"), ex("one\n\ttwo")),
)
def line_indent(text: Text) -> Verdict:
    """Each line that is left has more spaces before it than the one before."""
    left = _without_blank(text.view(lines))
    indents = [len(line) - len(line.lstrip(" ")) for _, line in left]
    steps = zip(left[1:], pairwise(indents), strict=True)
    wrong = ((start, start + len(line)) for (start, line), (before, own) in steps if own <= before)
    return no_piece(Pieces(text, wrong), "lines not indented more than the one before")


def _without_blank(found: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """The lines without blank ones, as a loop leaves them that takes lines out of the list that it walks through.

    It passes over the line behind one that it takes out, and takes out the first line that equals a blank one.
    """
    removed: set[int] = set()
    passed: dict[str, deque[int]] = defaultdict(deque)
    seen = True
    for index, (_, line) in enumerate(found):
        blank = not line.strip()
        if blank:
            passed[line].append(index)
        if blank and seen:
            removed.add(passed[line].popleft())
        seen = not (blank and seen)
    return [line for index, line in enumerate(found) if index not in removed]


@official(
    "format:list",
    says="Answer with a list, each item marked with {sep}.",
    differs="the mark may stand anywhere, twice is enough",
    follows=ex("A well-known, tried-and-true way.", sep="-"),
    breaks=(ex("- one\n* two", sep="-"), ex("... one", sep="...")),
)
def marked_list(text: Text, *, sep: Keyword) -> Verdict:
    """The mark occurs twice or more."""
    found = Pieces(text, (match.span() for match in compiled(re.escape(sep), 0).finditer(text)))
    return counted(found, "at least", 2, unit=f"times {sep!r}")


NO_HYPHEN_BEFORE_THE_NEXT = re.compile(r"\*[^*-]*+(?!-)")


@official(
    "format:sub-bullets",
    says="Write bullet points with * and under each at least one sub-bullet with -.",
    differs="any hyphen after a star will do, even inside a word, and no star at all passes",
    follows=(ex("* well-known"), ex("No bullets.")),
    breaks=ex("**Bold**\n* one\n  - two"),
)
def sub_bullets(text: Text) -> Verdict:
    """A hyphen stands between every star and the next."""
    wrong = (found.span() for found in NO_HYPHEN_BEFORE_THE_NEXT.finditer(text))
    return no_piece(Pieces(text, wrong), "bullets without a sub-bullet")


@official(
    "format:no_bullets_bullets",
    says="Write at least two sentences without bullet points, then at least two bullet points with *.",
    differs="one empty line at most may stand in between; any line after it that is no bullet fails",
    follows=ex("One. Two.\n\n* three\n** four"),
    breaks=(ex("One. Two.\n* three\n* four\n"), ex("One. Two.\n- three\n- four"), ex("One.\n\nTwo.\n* three\n* four")),
    needs=(punkt,),
)
def no_bullets_bullets(text: Text) -> Verdict:
    """Lines with two sentences or more, up to one blank line, then only lines that start with a star, two or more."""
    told = bullets = 0
    prose = True
    for start, line in text.view(lines):
        value = line.strip()
        if value.startswith("*"):
            prose = False
            bullets += 1
            if told < 2:
                return Verdict(False, f"{told} sentences before the bullets, wanted at least 2")
        elif not prose:
            return Verdict(False, "a line after the prose that is no bullet", ((start, start + len(line)),))
        else:
            prose = bool(value)
            told += len(Text(value).view(sentences)) if told < 2 else 0
    return counted(bullets, "at least", 2, unit="bullets")


LETTERED = re.compile(r"\W*[aA]\W*[bB]\W*[cC]\W*")


@official(
    "format:options",
    says="Answer with one of these options only: {options}",
    differs="the options are divided at / if there is one, else at or, even in a word; those by letter must be exact",
    follows=(
        ex("MAYBE.", options="yes/no/maybe"),
        ex("a)", options="a), b), c), d)"),
        ex("red, col", options="red, color"),
    ),
    breaks=(
        ex("Yes.\n", options="yes/no/maybe"),
        ex("a", options="a), b), c), d)"),
        ex("Answer: no", options="yes/no"),
    ),
)
def options(text: Text, *, options: Keyword) -> Verdict:
    """It is an option: to the letter if they are called a, b and c, otherwise in any case and without outer marks."""
    divider = next((mark for mark in ("/", "or") if mark in options), ",")
    choices = [choice.strip() for choice in options.split(divider)]
    same: Callable[[str], str] = str if LETTERED.match(options) else _loosely
    ok = same(text) in map(same, choices)
    return Verdict(ok, f"the answer is {text[:40]!r}, wanted one of: {' | '.join(choices)}")


def _loosely(value: str) -> str:
    return trimmed(value).lower()
