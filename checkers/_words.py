"""Words, as a person counts them.

A contraction, a hyphenated compound, an abbreviation with full stops, a number with its separators, a web address: one
word each. Han and kana are counted by characters; a stretch of Thai, Lao, Khmer or Burmese up to the next space is one
word, since only a dictionary could divide it. No words: punctuation, list numbers, marks of markdown and HTML, which
includes the label of a code fence and tags.
"""

import re
from functools import cache

from ._characters import APOSTROPHES, HYPHENS, IDEOGRAPHS, JOINERS, marks
from ._text import Text
from ._verdict import Counted, Pieces, Span


def words(text: str) -> Pieces:
    """The words of a text."""
    pattern = _pattern(text.isascii())
    return Counted(
        text, lambda: _number(text), lambda: (m.span() for m in pattern.finditer(text) if m.lastindex is None)
    )


def _number(text: str) -> int:
    """The number of words, line by line: no word goes over a line."""
    lines = text.split("\n")
    return sum(text.part(_in_line, line) for line in lines) if isinstance(text, Text) else sum(map(_in_line, lines))


def _in_line(line: str) -> int:
    return _pattern(line.isascii()).findall(line).count("")  # the group is of what is no word


def has_word(text: str) -> bool:
    """Whether any letter or digit stands in a text."""
    return _WORD_CHARACTER.search(text) is not None


def folded(word: str) -> str:
    """A word in the form in which words are compared: case, shapes of marks and soft hyphens are no matter."""
    return word.casefold().translate(_ONE_SHAPE)


def first_uses(found: Pieces) -> dict[str, Span]:
    """The different words, folded, each with the place where it stands first; in the order of these places."""
    first: dict[str, Span] = {}
    for word, span in dict(zip(reversed(found.texts), reversed(found.spans), strict=True)).items():
        form = folded(word)
        first[form] = min(span, first.get(form, span))
    return dict(sorted(first.items(), key=lambda item: item[1]))


_ONE_SHAPE = str.maketrans({**dict.fromkeys(APOSTROPHES, "'"), **dict.fromkeys(HYPHENS, "-"), "\u00ad": "", "*": ""})
_TAGS = "[abipqsu]|em|strong|br|hr|h[1-6]|[uo]l|li|div|span|su[bp]|small|mark|del|ins|blockquote|section|table|t[drh]"
_WORD_CHARACTER = re.compile(r"[^\W_]")


@cache
def _pattern(ascii: bool) -> re.Pattern[str]:
    """A list number, a code fence or an HTML tag is a match with a group, and no word.

    An ASCII text has no ideographs, marks and joiners.
    """
    letter = "[A-Za-z0-9]" if ascii else rf"[^\W_{IDEOGRAPHS}]"
    more = rf"{letter}*+" if ascii else rf"(?:{letter}++|[{marks()}{JOINERS}])*+"
    ideograph = "" if ascii else rf"| [{IDEOGRAPHS}][{marks()}]*+"
    stop = r"\.(?:(?<![a-zß-ÿ]\.)|(?![A-ZÀ-Þ])|(?=[A-Z]\b))"  # not between two sentences: "end.Next"
    initial = r"(?<=\*[^\W\d_])(?<![^\W_]\*.)\*{1,3}"  # "**A**pples", but not "a*b*c"
    mark = r"^[ \t>]*+(?:\d{1,3}[.)](?=[ \t])|(?:```|~~~)[ \t]*+[\w+-]*+[ \t]*+$)"
    tag = rf"<(?=/?[A-Za-z])(?<!<<)/?(?i:{_TAGS})(?:[ \t]++[\w-]++=[^<>\n]*+)?[ \t]*+/?>"
    joint = rf"(?:[{re.escape(HYPHENS + APOSTROPHES)}_@&·]|{stop}|{initial}|(?<=\d)[,:/٫٬](?=\d))"
    return re.compile(
        rf"""(?mx)
        ({mark} | {tag})
        | (?:https?://|www\.)[\w.~:/?\#@!$&*+,;=%-]+
        {ideograph}
        | {letter}{more}(?:{joint}{letter}{more})*+
        """
    )
