"""The records of a run directory: one response, one verdict; plain data that goes to JSON and comes back typed."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeVar

import msgspec

from checkers import Judgement, Semantics, Span
from ifbench.errors import UsageError
from ifbench.files import NOT_AS_TYPED, digest, parse_line, raw_lines, to_json
from ifbench.items import Key
from ifbench.protocols import Place
from ifbench.types import FinishReason, Identity, Request

VerdictFault = Literal["error", "oversize", "missing"]


@dataclass(frozen=True, slots=True)
class Response:
    """One answer, or the reason why there is none, at (task, item, variant, sample, turn).

    Attributes:
        key: what the text depends on; see `response_key`.
        prompt: the last user message.
        text: what the model wrote, whole. answer: the part that is judged; None if there is none.
        stripped: whether reasoning was cut off to get the answer, by us or by the server.
        seconds: from asking to landing; the only field that differs between two equal runs.
    """

    key: str
    task: str
    item: Key
    variant: str
    sample: int
    turn: int
    prompt: str
    text: str
    answer: str | None
    finish_reason: FinishReason
    stripped: bool = False
    reasoning: str | None = None
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    error: str | None = None
    seconds: float | None = None

    @property
    def place(self) -> Place:
        """Its coordinates."""
        return Place(self.task, self.item, self.variant, self.sample, self.turn)

    @property
    def truncated(self) -> bool:
        """Whether the answer was cut off, or the reasoning before it."""
        return self.finish_reason == "length" or (self.stripped and self.answer is None)

    @property
    def empty(self) -> bool:
        """Whether an answer came, whole, that holds nothing but white space."""
        return self.error is None and not self.truncated and not (self.answer or "").strip()


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """One constraint of one answer, judged; `position` is the constraint's place in the item.

    Attributes:
        relaxation: the one that rescued the loose verdict; None if none did or none was needed.
        fault: "missing" where no answer came; "error" and "oversize" as in `checkers.Verdict`.
        checkers: the fingerprint of the checkers that judged.
    """

    task: str
    item: Key
    variant: str
    sample: int
    turn: int
    position: int
    id: str
    semantics: Semantics
    strict: bool
    loose: bool
    why: str
    relaxation: str | None = None
    spans: tuple[Span, ...] = ()
    closeness: float = 0.0
    fault: VerdictFault | None = None
    checkers: str = ""

    @property
    def place(self) -> Place:
        """The coordinates of the response."""
        return Place(self.task, self.item, self.variant, self.sample, self.turn)


def verdict_row(
    place: Place, position: int, id: str, semantics: Semantics, judged: Judgement, fingerprint: str
) -> VerdictRow:
    """The record of a judgement."""
    strict = judged.strict
    return VerdictRow(
        *place, position, id, semantics, strict.ok, judged.loose, strict.why,
        judged.relaxation, strict.spans, round(strict.closeness, 6), strict.fault, fingerprint,
    )  # fmt: skip


def as_line(record: Response | VerdictRow) -> bytes:
    """The line of a record in its file, its end included."""
    return (to_json(shallow(record)) + "\n").encode("ascii")


def shallow(record: Any) -> dict[str, Any]:
    """The fields of a record with slots; `dataclasses.asdict` would copy what they hold."""
    return {name: getattr(record, name) for name in record.__slots__}


def response_key(identity: Identity, request: Request) -> str:
    """The key under which a response is stored: a digest of everything that can change the text.

    That is the model's content, its tokenizer and template, the engine with its version, dtype and options, the
    messages and how they are rendered, sampling, seed and sample; never a path, and no model's name but a server's.
    """
    asked = shallow(request)
    del asked["id"]
    asked["messages"], asked["sampling"] = [shallow(one) for one in request.messages], shallow(request.sampling)
    return digest({"engine": identity.content(), "request": asked})[:32]


Row = TypeVar("Row", Response, VerdictRow)
T = TypeVar("T")


def read_records(path: Path, kind: type[Row], torn: bool = False) -> Iterator[Row]:
    """The records of a file; with `torn`, what stands behind the last end of a line is passed over.

    Raises:
        UsageError: the file cannot be read, or a line is no such record; names file and line.
    """
    for number, line in raw_lines(path):
        if line.endswith(b"\n") or not torn:
            yield converted(path, number, parse_line(path, number, line), kind)


def converted(path: Path, number: int, row: Any, kind: type[T]) -> T:
    """A record from its row. Raises UsageError naming file and line if it is none."""
    try:
        return msgspec.convert(row, kind)
    except NOT_AS_TYPED as error:
        raise UsageError(f"{path}, line {number}: {error}") from None
