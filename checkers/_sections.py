"""The sections of an answer, told by headers such as "Section 1" and "**DAY II:**"."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from ._blocks import lines
from ._characters import EMOJI, EMOJI_PARTS
from ._keywords import phrase
from ._numbering import LABEL, numbers
from ._text import Text
from ._verdict import Span
from ._words import has_word

_TAGS = r"(?:<[A-Za-z][^<>\n]*+>[ \t]*+)*"
_MARKS = rf"""[ \t\xa0>#*_+•\\"“«‹(<\[{EMOJI}{EMOJI_PARTS}-]*+"""
_BEGIN = re.compile(
    rf"(?m)(?:(?P<line>^[ \t>]*+(?:\d{{1,2}}[.)][ \t]*+)?{_TAGS})|(?<=[.!?…]\s))(?P<marks>{_MARKS})(?P<name>.)"
)
_NUMBER = re.compile(
    rf"(?i)(?:\*++|_++(?=[\s#.:]))?[^\S\n]*+(?:[#.:][^\S\n]*+)?(?:(?<![^\W_])[*_]*+)?"
    rf"(?P<label>{LABEL})(?![^\W_]|\.\d)"
)
_LEADS_ON = re.compile(r"[*_]*\s?[:–—-]")
_HEADING = re.compile(
    r"""(?mx) (?: [^\w\n#<*] | \*[ \t] | \d{1,2}[.)] )*+    # the marks of lists and quoting
        (?: \# | <[hH][1-6]\b | \*\* [^*\n]++ (?<![.!?]) \*\* [ \t:]*+ $ )"""
)
_END_OF_HEADING = re.compile(r"\n|</[hH][1-6]>")
_SMALL_WORD = re.compile(r"[ \t]+([a-zß-ÿ]+)")
_SENTENCE_WORDS = frozenset("of and or is are was were has had in to".split())


class Header(NamedTuple):
    """Where a section begins: the offsets of its header, of the name in it, and the label that numbers it."""

    start: int
    end: int
    name: Span
    label: str

    @property
    def span(self) -> Span:
        """The offsets of the whole."""
        return self.start, self.end


def headers(text: Text, spliter: str) -> list[Header]:
    """Where sections begin."""
    name = re.compile(phrase(spliter.strip()), re.IGNORECASE)
    named = (span for span in lines(text).spans if name.search(text, *span))
    found = (_header(text, begin, name) for span in named for begin in _BEGIN.finditer(text, *span))
    return [header for header in found if header and numbers(header.label) and not _goes_on(text, header)]


def _header(text: str, begin: re.Match[str], name: re.Pattern[str]) -> Header | None:
    """The header that begins there, if one does; its name may begin with marks itself."""
    names = (name.match(text, at) for at in range(begin.start("name"), begin.start() - 1, -1))
    named = next(filter(None, names), None)
    number = named and _NUMBER.match(text, named.end())
    if not named or not number or (begin["line"] is None and not _LEADS_ON.match(text, number.end())):
        return None
    return Header(begin.start(), number.end(), named.span(), number["label"])


def _goes_on(text: str, header: Header) -> bool:
    """Whether a sentence goes on after what looks like a header; headers in small letters are told by the next word."""
    following = _SMALL_WORD.match(text, header.end)
    if following is None or _HEADING.match(text, header.start):
        return False
    return any(char.isupper() for char in text[slice(*header.name)]) or following[1] in _SENTENCE_WORDS


def wrong(text: Text, found: list[Header], number: int) -> Iterator[tuple[str, Span]]:
    """The sections that are not what they should be, with what is wrong; after so many of them they begin anew."""
    for index, (header, filled) in enumerate(zip(found, _filled(text, found), strict=True)):
        label, place = header.label, index % number + 1
        if not label.isdecimal() and place not in numbers(label):
            yield f"section {label} stands in place {place}", header.span
        elif not filled:
            yield f"section {label} is empty", header.span


def _filled(text: str, found: list[Header]) -> list[bool]:
    """Whether each section has content; a title in a heading is some only if no section has more."""
    stretches = list(zip(found, [*(header.start for header in found[1:]), len(text)], strict=False))
    below = [has_word(text[_end_of_header(text, header, end) : end]) for header, end in stretches]
    return below if any(below) else [has_word(text[header.end : end]) for header, end in stretches]


def _end_of_header(text: str, header: Header, end: int) -> int:
    """Where a header ends, in a section that ends at `end`; that of a heading goes on to the end of its line."""
    if not _HEADING.match(text, header.start):
        return header.end
    found = _END_OF_HEADING.search(text, header.end, end)
    return found.end() if found else end
