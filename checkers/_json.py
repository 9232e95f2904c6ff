"""JSON as RFC 8259 has it, read without recursion: nesting may be of any depth."""

import json
import re
from bisect import bisect_left
from typing import Literal, NamedTuple

from ._text import Text, canonical
from ._verdict import Span

_CHARACTERS = r'(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*+'
_STRING = f'"{_CHARACTERS}"'
_NUMBER = r"-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][+-]?[0-9]++)?"
_TOKEN = re.compile(rf"[ \t\n\r]*+(?:([][{{}}:,])|(?P<string>{_STRING})|(?P<scalar>{_NUMBER}|true|false|null))")

_Expected = Literal["a value", "a value or ]", "a key", "a key or }", ":", ", or the end", "nothing"]


_NAMES = {"string": "a string", "scalar": "a number or a literal"}


class Flaw(NamedTuple):
    """What is wrong with a text that should be JSON, and at which offset."""

    what: str
    at: int


def flaw(text: Text, start: int, end: int) -> Flaw | None:
    """What keeps a stretch from being one JSON object or array; None if it is one.

    It is read as it was given: JSON has four kinds of white space, and keys of different characters are different.
    """
    source, span = _as_given(text, (start, end))
    found = _first_flaw(source, *span)
    if found is None or source is text:
        return found
    return Flaw(found.what, start + bisect_left(range(start, end), found.at, key=lambda at: text.origin((at, at))[0]))


def _as_given(text: Text, span: Span) -> tuple[Text, Span]:
    """The text as it was given, and the stretch there; the text itself if more than its form was changed."""
    given = text
    while given.parent is not None:
        given = given.parent
    start, end = text.origin(span)
    same = given is text or canonical(Text(given[start:end])) == text[slice(*span)]
    return (given, (start, end)) if same else (text, span)


def _first_flaw(text: str, start: int, end: int) -> Flaw | None:
    reader = _Reader()
    at = start
    while token := _TOKEN.match(text, at, end):
        kind = token.lastgroup or token[1]
        place = token.start(token.lastgroup or 1)
        wrong = reader.take(kind, token["string"])
        if wrong:
            return Flaw(wrong, place)
        at = token.end()
    at = end - len(text[at:end].lstrip(" \t\n\r"))
    if text.startswith('"', at, end):
        return _flaw_of_string(text, at, end)
    if at < end:
        return Flaw(f"expected {reader.expected}, found {text[at]!r}", at)
    return None if reader.expected == "nothing" else Flaw(f"expected {reader.expected}, found the end", end)


def _flaw_of_string(text: str, start: int, end: int) -> Flaw:
    """What is wrong with what starts like a string and is none."""
    inside = _INSIDE.match(text, start + 1, end)
    at = inside.end() if inside else end
    if at >= end:
        return Flaw("a string that never ends", start)
    if text[at] == "\\":
        return Flaw(f"a string with the bad escape {text[at : at + 2]}", at)
    return Flaw(f"a string with a raw {'line break' if text[at] in _LINE_BREAKS else 'control character'}", at)


_INSIDE = re.compile(_CHARACTERS)
_LINE_BREAKS = "\r\n"


class _Reader:
    """The arrays and objects that are open, the keys of each object, and what may come next."""

    def __init__(self) -> None:
        self.expected: _Expected = "a value"
        self.open: list[set[str] | None] = []

    def take(self, kind: str, string: str | None) -> str | None:
        """Take in a token; what is wrong with it, if anything is."""
        expected = self.expected
        if kind in "[{" and expected in ("a value", "a value or ]"):
            self.open.append(set() if kind == "{" else None)
            self.expected = "a key or }" if kind == "{" else "a value or ]"
        elif kind in "]}" and self._may_close(kind):
            self.open.pop()
            self._after_value()
        elif string is not None and expected in ("a key", "a key or }"):
            return self._key(string)
        elif kind in ("string", "scalar") and expected in ("a value", "a value or ]") and self.open:
            self._after_value()
        elif kind == ":" == expected:
            self.expected = "a value"
        elif kind == "," and expected == ", or the end":
            self.expected = "a value" if self.open[-1] is None else "a key"
        elif kind in ("string", "scalar") and not self.open and expected == "a value":
            return "expected an object or an array"
        else:
            return f"expected {expected}, found {_NAMES.get(kind, kind)}"
        return None

    def _may_close(self, kind: str) -> bool:
        if self.expected == ", or the end":
            return (kind == "}") == (self.open[-1] is not None)
        return self.expected == ("a key or }" if kind == "}" else "a value or ]")

    def _after_value(self) -> None:
        self.expected = ", or the end" if self.open else "nothing"

    def _key(self, string: str) -> str | None:
        keys = self.open[-1]
        key = json.loads(string) if "\\" in string else string[1:-1]
        self.expected = ":"
        if keys is None or key in keys:
            return f"the key {string} twice"
        keys.add(key)
        return None
