"""What a checker answers: a verdict that says why and where, and the one way to derive it from a count."""

import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Literal, NamedTuple, overload

from ._once import kept

MAX_SPANS = 1_000

Span = tuple[int, int]
Fault = Literal["error", "oversize"]
Relation = Literal["at least", "less than"]
Comparison = Literal["at least", "less than", "at most", "exactly"]


class Piece(NamedTuple):
    """A stretch of a text: what stands there, and its character offsets, the end excluded."""

    text: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        """The offsets alone."""
        return self.start, self.end


class Pieces(Sequence[Piece]):
    """Stretches of one text, each made when it is looked at: a text may hold a million of them."""

    def __init__(self, text: str, spans: Iterable[Span]) -> None:
        self._text = text
        self._spans = tuple(spans)

    @property
    def spans(self) -> tuple[Span, ...]:
        """The offsets of each."""
        return self._spans

    def __len__(self) -> int:
        return len(self.spans)

    @overload
    def __getitem__(self, index: int) -> Piece: ...
    @overload
    def __getitem__(self, index: slice) -> "Pieces": ...
    def __getitem__(self, index: int | slice) -> "Piece | Pieces":
        if isinstance(index, slice):
            return Pieces(self._text, self.spans[index])
        start, end = self.spans[index]
        return Piece(self._text[start:end], start, end)

    @property
    def texts(self) -> list[str]:
        """What stands there, without the offsets."""
        return [self._text[start:end] for start, end in self.spans]

    def among(self, wanted: Container[str]) -> "Pieces":
        """Those whose text is wanted."""
        return Pieces(self._text, (span for span in self.spans if self._text[slice(*span)] in wanted))

    def since(self, first: int) -> Span:
        """From one of them to the end of the last."""
        return self.spans[first][0], self.spans[-1][1]

    def __iter__(self) -> Iterator[Piece]:
        return (Piece(self._text[start:end], start, end) for start, end in self.spans)


class Counted(Pieces):
    """Stretches that can be counted sooner than found: each is done only when it is asked for."""

    def __init__(self, text: str, count: Callable[[], int], find: Callable[[], Iterable[Span]]) -> None:
        self._text, self._count, self._find = text, count, find

    @kept
    def spans(self) -> tuple[Span, ...]:
        """The offsets of each."""
        return tuple(self._find())

    @kept
    def _number(self) -> int:
        return len(self.spans) if "spans" in vars(self) else self._count()

    def __len__(self) -> int:
        return self._number


@dataclass(frozen=True, slots=True)
class Verdict:
    """One constraint's outcome on one text. Truthy iff followed.

    Args:
        ok: whether the constraint is followed.
        why: the measured value beside the wanted one, for a person to read.
        spans: the character offsets that decide, in the text as it was given.
        closeness: in [0, 1], 1 exactly when followed; derived from `ok` where it is not given.
        fault: "error" when the checker failed, "oversize" when the text is too long to judge; both never follow.
    """

    ok: bool
    why: str
    spans: tuple[Span, ...] = ()
    closeness: float = -1.0
    fault: Fault | None = None

    def __post_init__(self) -> None:
        if self.closeness < 0:
            object.__setattr__(self, "closeness", float(self.ok))

    def __bool__(self) -> bool:
        return self.ok


class Later(Verdict):
    """A verdict whose spans are found when the engine looks: relaxed texts are only asked whether they follow."""

    __slots__ = ("_find",)
    _find: Callable[[], Iterable[Span]]

    def __init__(self, ok: bool, why: str, find: Callable[[], Iterable[Span]], closeness: float) -> None:
        fill = object.__setattr__
        fill(self, "ok", ok)
        fill(self, "why", why)
        fill(self, "closeness", closeness)
        fill(self, "fault", None)
        fill(self, "_find", find)

    @property
    def spans(self) -> tuple[Span, ...]:
        """Found anew each time."""
        return tuple(islice(self._find(), MAX_SPANS))


def counted(
    found: Sequence[Piece] | int, comparison: Comparison, wanted: int, *, unit: str, mark: bool = True
) -> Verdict:
    """The verdict of a constraint that counts.

    Args:
        found: the pieces that count, in the order of the text, or only their number.
        comparison: how their number must compare with `wanted`; "less than" is strict, as in IFEval.
        wanted: the number to compare with.
        unit: what is counted, in the plural.
        mark: give every piece as a span; otherwise only the stretch that is too much.
    """
    n = found if isinstance(found, int) else len(found)
    low, high = bounds(comparison, wanted)
    ok = low <= n <= high
    why = f"{n} {_singular(unit) if n == 1 else unit}, wanted {comparison} {wanted}"
    if isinstance(found, int):
        return Verdict(ok, why, (), _closeness(n, low, high))
    return Later(ok, why, lambda: _spans(found, high, mark), _closeness(n, low, high))


def any_of(text: str, characters: str, *, runs: bool = False) -> Pieces:
    """Where one of some characters stands, counted sooner than found. Runs: those that stand together share a span."""

    def found() -> Iterator[Span]:
        one = f"[{re.escape(characters)}]{'+' * runs}"
        return (found.span() for found in re.finditer(one, text))

    return Counted(text, lambda: _number_of(text, characters), found)


def _number_of(text: str, characters: str) -> int:
    """How many characters of a text are among some. Those of ASCII are bytes, which are struck out all at once."""
    ascii, others = "".join(filter(str.isascii, characters)), [char for char in characters if not char.isascii()]
    if len(ascii) < 3:
        return sum(map(text.count, characters))
    encoded = text.encode("utf-8", "surrogatepass")
    return len(encoded) - len(encoded.translate(None, ascii.encode())) + sum(map(text.count, others))


@lru_cache(maxsize=1024)
def _singular(unit: str) -> str:
    """The unit for one: its first word in the plural loses its ending."""
    return re.sub(r"^((?:\w+ )*?\w+?)(?:(?<=ch)e)?s\b", r"\1", unit)


def bounds(comparison: Comparison, wanted: int) -> tuple[int, float]:
    """The smallest and the largest count that `comparison` with `wanted` accepts."""
    low = wanted if comparison in ("at least", "exactly") else 0
    if comparison == "at least":
        return low, float("inf")
    return low, wanted - 1 if comparison == "less than" else wanted


def _spans(found: Sequence[Piece], high: float, mark: bool) -> Iterable[Span]:
    if mark:
        return found.spans if isinstance(found, Pieces) else (piece.span for piece in found)
    if len(found) <= high:
        return ()
    first = max(int(high), 0)
    return (found.since(first) if isinstance(found, Pieces) else (found[first].start, found[-1].end),)


def _closeness(n: int, low: int, high: float) -> float:
    if n < low:
        return n / low
    if n > high:
        return (high + 1) / (n + 1) if high >= 0 else 0.0
    return 1.0


def right_of(right: int, wanted: int, found: int) -> float:
    """The closeness where so many things are wanted and so many found, some of them right: 1 if these three agree."""
    return min(right, wanted) / max(found, wanted, 1)


def staged(first: Verdict, rest: Callable[[], Verdict]) -> Verdict:
    """The verdict of a rule of which the rest makes sense only where the first part is followed.

    Each part is half of the way, so that who follows the first one is nearer than who does not.
    """
    verdict = rest() if first else first
    return Later(verdict.ok, verdict.why, lambda: verdict.spans, (first.ok + verdict.closeness) / 2)


def verdict_of(violations: Pieces | Iterable[Span], why: str) -> Verdict:
    """The verdict of a prohibition: followed iff there is no violation, each of which is a piece or a span."""
    if isinstance(violations, Pieces):
        return Later(not violations, why, lambda: violations.spans, 1.0 / (1 + len(violations)))
    spans = tuple(violations)
    return Verdict(not spans, why, spans, 1.0 / (1 + len(spans)))


def no_piece(wrong: Sequence[Piece], what: str) -> Verdict:
    """The verdict of a rule that holds for every piece: followed iff none breaks it. `what` says of those that do."""
    first = f"; the first is {wrong[0].text[:40]!r}" if wrong else ""
    places = wrong if isinstance(wrong, Pieces) else [piece.span for piece in wrong]
    return verdict_of(places, f"{len(wrong)} {what}, wanted none{first}")
