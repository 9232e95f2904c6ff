"""The sections of an answer, told by headers such as "Section 1" and "**DAY II:**"."""

import re
from collections.abc import Iterator

from ._characters import EMOJI, EMOJI_PARTS
from ._keywords import phrase
from ._numbering import LABEL, numbers
from ._text import Text
from ._verdict import Span
from ._words import has_word

_TAGS = r"(?:<[A-Za-z][^<>\n]*+>[ \t]*+)*"
_MARKS = rf"""[ \t\xa0>#*_+•\\"“«‹(<\[{EMOJI}{EMOJI_PARTS}-]*"""
_HEADING = re.compile(
    r"""(?mx) (?: [^\w\n#<*] | \*[ \t] | \d{1,2}[.)] )*+    # the marks of lists and quoting
        (?: \# | <[hH][1-6]\b | \*\* [^*\n]++ (?<![.!?]) \*\* [ \t:]*+ $ )"""
)
_END_OF_HEADING = re.compile(r"\n|</[hH][1-6]>")
_SMALL_WORD = re.compile(r"[ \t]+([a-zß-ÿ]+)")
_SENTENCE_WORDS = frozenset("of and or is are was were has had in to".split())


def headers(text: Text, spliter: str) -> list[re.Match[str]]:
    """Where sections begin; the group `label` has what numbers them."""
    begins = rf"(?:(?P<line>^[ \t>]*+(?:\d{{1,2}}[.)][ \t]*+)?{_TAGS})|(?<=[.!?…]\s)){_MARKS}"
    number = (
        rf"(?:\*++|_++(?=[\s#.:]))?[^\S\n]*+(?:[#.:][^\S\n]*+)?(?:(?<![^\W_])[*_]*+)?(?P<label>{LABEL})(?![^\W_]|\.\d)"
    )
    goes_on = r"(?(line)|(?=[*_]*\s?[:–—-]))"
    header = re.compile(f"{begins}{phrase(spliter.strip())}{number}{goes_on}", re.MULTILINE | re.IGNORECASE)
    return [found for found in header.finditer(text) if numbers(found["label"]) and not _goes_on(text, found)]


def _goes_on(text: str, header: re.Match[str]) -> bool:
    """Whether a sentence goes on after what looks like a header; headers in small letters are told by the next word."""
    following = _SMALL_WORD.match(text, header.end())
    if following is None or _HEADING.match(text, header.start()):
        return False
    capital = any(char.isupper() for char in header[0][: header.start("label") - header.start()])
    return capital or following[1] in _SENTENCE_WORDS


def wrong(text: Text, found: list[re.Match[str]], number: int) -> Iterator[tuple[str, Span]]:
    """The sections that are not what they should be, with what is wrong; after so many of them they begin anew."""
    for index, (header, filled) in enumerate(zip(found, _filled(text, found), strict=True)):
        label, place = header["label"], index % number + 1
        if not label.isdecimal() and place not in numbers(label):
            yield f"section {label} stands in place {place}", header.span()
        elif not filled:
            yield f"section {label} is empty", header.span()


def _filled(text: str, found: list[re.Match[str]]) -> list[bool]:
    """Whether each section has content; a title in a heading is some only if no section has more."""
    stretches = list(zip(found, [*(header.start() for header in found[1:]), len(text)], strict=False))
    below = [has_word(text[_end_of_header(text, header, end) : end]) for header, end in stretches]
    return below if any(below) else [has_word(text[header.end() : end]) for header, end in stretches]


def _end_of_header(text: str, header: re.Match[str], end: int) -> int:
    """Where a header ends, in a section that ends at `end`; that of a heading goes on to the end of its line."""
    if not _HEADING.match(text, header.start()):
        return header.end()
    found = _END_OF_HEADING.search(text, header.end(), end)
    return found.end() if found else end
