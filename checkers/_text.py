"""`Text`: a str that remembers where it came from and computes each view of itself once."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from ._blocks import whole_fence
from ._verdict import Span

Edit = tuple[int, int, str]
T = TypeVar("T")
_UNKNOWN = object()

ZERO_WIDTH = "\u00ad\u200b\u2060\ufeff"
"""Invisible characters that no reader sees; the joiners U+200C and U+200D shape words and stay."""

_VISIBLE = re.compile(
    "[^\\s\x00-\x1f\x7f-\xa0\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
"""What a reader sees: neither space nor control, format and filling characters."""


class Text(str):
    """A text to judge. It is a str, and pickles as one.

    A text derived by `edit` maps its offsets back to the text as it was given, so that a checker never has to think
    about what was done to the text before.
    """

    __slots__ = ("__weakref__", "_edits", "_map", "_parent", "_parts", "_views")
    _parent: Text | None
    _edits: Callable[[], Iterable[Edit]]
    _map: tuple[list[int], list[Span]] | None
    _views: dict[Callable[..., Any], Any]
    _parts: dict[Callable[..., Any], dict[Any, Any]]

    def __new__(cls, text: str) -> Text:
        """A text as it was given. Raises TypeError for anything but a str."""
        if not isinstance(text, str):
            raise TypeError(f"a text must be a str, not {type(text).__name__}")
        self = super().__new__(cls, text)
        self._parent = self._map = None
        self._views = {}
        self._parts = {}
        return self

    def __reduce__(self) -> tuple[type[str], tuple[str]]:
        return str, (str(self),)

    def view(self, make: Callable[[Text], T]) -> T:
        """`make(self)`, computed once for this text."""
        found: T = self._views.get(make, _UNKNOWN)
        if found is _UNKNOWN:
            found = self._views[make] = make(self)
        return found

    @property
    def parent(self) -> Text | None:
        """The text that this one was derived from."""
        return self._parent

    def part(self, make: Callable[..., T], *part: Any) -> T:
        """`make(*part)` for a part of this text, computed once for all texts that were derived from the same one."""
        known = self._parts.setdefault(make, {})
        found: T = known.get(part, _UNKNOWN)
        if found is _UNKNOWN:
            found = known[part] = make(*part)
        return found

    def parts(self, make: Callable[[str], T], parts: Iterable[str]) -> list[T]:
        """`make(part)` for each of some parts, also computed once for all texts that were derived from the same one."""
        known = self._parts.setdefault(make, {})
        return [known[part] if part in known else known.setdefault(part, make(part)) for part in parts]

    def edit(self, edits: Iterable[Edit]) -> Text:
        """This text with stretches replaced.

        Args:
            edits: (start, end, replacement), ascending and not overlapping.
        """
        listed = list(edits)
        pieces: list[str] = []
        at = 0
        for start, end, new in listed:
            pieces += (str.__getitem__(self, slice(at, start)), new)
            at = end
        pieces.append(str.__getitem__(self, slice(at, None)))
        return self.edited("".join(pieces), lambda: listed)

    def edited(self, result: str, edits: Callable[[], Iterable[Edit]]) -> Text:
        """What `edit` gives where the result is known already; the edits are asked for when an offset is."""
        derived = Text(result)
        derived._parent, derived._edits, derived._parts = self, edits, self._parts
        return derived

    def _offsets(self) -> tuple[list[int], list[Span]]:
        """Where each piece starts, and its place in the parent; the end is -1 for what was kept as it is."""
        starts: list[int] = []
        origins: list[Span] = []
        at = length = 0
        end_of_parent = len(self._parent or "")
        for start, end, new in (*self._edits(), (end_of_parent, end_of_parent, "")):
            for size, origin in ((start - at, (at, -1)), (len(new), (start, end))):
                if size:
                    starts.append(length)
                    origins.append(origin)
                    length += size
            at = end
        return starts, origins

    def origin(self, span: Span) -> Span:
        """A span of this text as a span of the text as it was given."""
        start, end = span
        if self._parent is None:
            return span
        if not self:
            return self._parent.origin((0, 0))
        first = self._place(min(start, len(self) - 1))
        last = self._place(max(end - 1, 0))
        if start >= len(self):
            return self._parent.origin((last[1], last[1]))
        return self._parent.origin((first[0], max(first[0], last[1]) if end > start else first[0]))

    def _place(self, index: int) -> Span:
        """The stretch of the parent that the character at `index` came from."""
        if self._map is None:
            self._map = self._offsets()
        starts, origins = self._map
        k = bisect_right(starts, index) - 1
        origin, end = origins[k]
        if end >= 0:
            return origin, end
        place = origin + index - starts[k]
        return place, place + 1


def canonical(raw: Text) -> Text:
    """The text that `corrected` judges: LF line ends, no zero-width characters, one kind of space, NFC.

    A no-break space between digits stays, since it groups them.
    """
    if is_canonical(raw):
        return raw
    kinds = raw.view(different)
    text = raw
    if _OTHER_SPACE.search(kinds):
        text = raw.edited(_SPACE.sub(" ", raw), lambda: ((*found.span(), " ") for found in _SPACE.finditer(raw)))
    if "\r" in raw or _UNSEEN.search(kinds):
        text = text.edit((m.start(), m.end(), "\n" if m[0][0] == "\r" else "") for m in _UNSEEN.finditer(text))
    if not unicodedata.is_normalized("NFC", text):
        text = text.edit(_compositions(text))
    return text


def is_canonical(text: str) -> bool:
    """Whether a text is seen at once to be in canonical form."""
    return text.isascii() and "\r" not in text


def different(text: str) -> str:
    """The different characters of a text that are not ASCII, in any order. Also a view.

    Whether a text has some kind of character is sooner seen here.
    """
    if text.isascii():
        return ""
    others = text.encode("utf-8", "surrogatepass").translate(None, _ASCII)
    return "".join(set(others.decode("utf-8", "surrogatepass")))


def is_visible(text: Text) -> bool:
    """A view: whether a reader sees anything."""
    return _VISIBLE.search(text) is not None


def unfenced(text: Text) -> Text:
    """A text without the fence, labelled markdown, that holds all of it: the answer is what stands inside."""
    held = whole_fence(text)
    return text.edit([(0, held[0], ""), (held[1], len(text), "")]) if held else text


_ASCII = bytes(range(128))
_UNSEEN = re.compile(f"\r\n?|[{ZERO_WIDTH}]")
_OTHER_SPACE = re.compile(r"[\u00a0\u2000-\u200a\u202f\u205f]")
_SPACE = re.compile(r"[\u2000-\u200a\u205f]|(?<!\d)[\u00a0\u202f]|[\u00a0\u202f](?!\d)")


def _compositions(text: str) -> Iterator[Edit]:
    """The edits that bring a text to NFC, cluster by cluster, so that offsets stay fine-grained."""
    start = 0
    for end in range(1, len(text) + 1):
        if end < len(text) and _may_compose(text[end]):
            continue
        cluster = text[start:end]
        composed = unicodedata.normalize("NFC", cluster)
        if composed != cluster:
            yield start, end, composed
        start = end


def _may_compose(char: str) -> bool:
    """Whether NFC may join a character with the one before it: a mark, or a Hangul vowel or final."""
    return char > "\u02ff" and (unicodedata.category(char)[0] == "M" or "\u1160" <= char <= "\u11ff")
