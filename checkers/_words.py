"""Words, as a person counts them.

A contraction, a hyphenated compound, an abbreviation with full stops, a number with its separators, a web address: one
word each. Han and kana are counted by characters; a stretch of Thai, Lao, Khmer or Burmese up to the next space is one
word, since only a dictionary could divide it. No words: punctuation, list numbers, marks of markdown and HTML, which
includes the label of a code fence, a ticked box, tags, comments and entities; keycaps, which are emoji.
"""

import re
from functools import cache

from ._characters import APOSTROPHES, HYPHENS, IDEOGRAPHS, JOINERS, MAY_BE_MARKS, marks
from ._text import Text, different
from ._verdict import Counted, Pieces, Span


def words(text: str) -> Pieces:
    """The words of a text."""
    return Counted(
        text, lambda: _number(text), lambda: [m.span() for m in _pattern_for(text).finditer(text) if not m.lastindex]
    )


def _number(text: str) -> int:
    """The number of words, line by line: no word goes over a line."""
    lines = text.split("\n")
    return sum(text.parts(_in_line, lines) if isinstance(text, Text) else map(_in_line, lines))


def _in_line(line: str) -> int:
    return _pattern_for(line).findall(line).count("")  # the group is of what is no word


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
TAG_NAME = r"[A-Za-z][\w.:-]{0,40}"
WITH_ATTRIBUTES = rf"{TAG_NAME}[ \t]++[\w:-]++=[^<>\n]*+"
DECLARATION = r"<[!?][A-Za-z-][^<>\n]*+>"
"""A comment too."""
_TAGS = "[abipqsu]|em|strong|br|hr|h[1-6]|[uo]l|li|div|span|su[bp]|small|mark|del|ins|blockquote|section|table|t[drh]"
_TAG = rf"""<(?<!<<)(?:/?(?i:{_TAGS})[ \t]*+/?|/{TAG_NAME}[ \t]*+|{WITH_ATTRIBUTES})>
            | (?:^|(?<=>))[ \t]*+<{TAG_NAME}[ \t]*+/?>"""
"""Elsewhere in a line, <name> may well be what is to be filled in."""
_ENTITY = r"(?:nbsp|amp|lt|gt|quot|apos|\#\d{1,6});"
_WORD_CHARACTER = re.compile(r"[^\W_]")


def _pattern_for(text: str) -> re.Pattern[str]:
    markup = "<" in text or "&" in text
    if text.isascii():
        return _ASCII[markup]
    marked = _MARKS.search(different(text)) and _MARKED.search(text)
    return _marked(markup) if marked else _UNMARKED[markup]


_MARKS = re.compile(f"[{IDEOGRAPHS}{MAY_BE_MARKS}{JOINERS}]")
_MARKED = re.compile(rf"[{IDEOGRAPHS}]|[^\W_][{MAY_BE_MARKS}{JOINERS}]")
"""What may be an ideograph, or a letter with a mark or joiner. The class of all marks is slow to make."""


def _pattern(letter: str, markup: bool, marked: bool = False) -> re.Pattern[str]:
    """A list number, a ticked box, a code fence or what is of HTML or XML is a match with a group, and no word."""
    more = rf"(?:{letter}++|[{marks()}{JOINERS}])*+" if marked else rf"{letter}*+"
    ideograph = rf"| [{IDEOGRAPHS}][{marks()}]*+" if marked else ""
    stop = r"\.(?:(?<![a-zß-ÿ]\.)|(?![A-ZÀ-Þ])|(?=[A-Z]\b))"  # not between two sentences: "end.Next"
    initial = r"\*(?<=\*[^\W\d_]\*)(?<![^\W_]\*.\*)\*{0,2}"  # "**A**pples", but not "a*b*c"
    box = r"[ \t]++\[[xX]\](?=[ \t])"
    number = r"(?:\#{1,6}[ \t]++)?[*_]{0,3}\(?\d{1,3}(?:\.\)?|\))(?=[*_]{0,3}[ \t])"
    mark = rf"^[ \t>\"“„«]*+(?:{number}(?:{box})?|[*+•-]{box}|(?:```|~~~)[ \t]*+[\w+-]*+[ \t]*+$)"
    other = rf"| {_TAG} | {DECLARATION} | &{_ENTITY}" if markup else ""
    keycap = r"| [0-9]\ufe0f?\u20e3" if marked else ""
    joints = re.escape(HYPHENS + APOSTROPHES)
    joint = rf"(?:[{joints}_@·]|&(?!{_ENTITY})|{stop}|{initial}|[,:/٫٬](?<=\d.)(?=\d))"
    return re.compile(
        rf"""(?mx)
        ({mark}{other}{keycap})
        | (?:https?://|www\.)[\w.~:/?\#@!$&*+,;=%-]+
        {ideograph}
        | {letter}{more}(?:{joint}{letter}{more})*+
        """
    )


_ASCII = [_pattern("[A-Za-z0-9]", markup) for markup in (False, True)]
_UNMARKED = [_pattern(r"[^\W_]", markup) for markup in (False, True)]


@cache
def _marked(markup: bool) -> re.Pattern[str]:
    return _pattern(rf"[^\W_{IDEOGRAPHS}]", markup, marked=True)
