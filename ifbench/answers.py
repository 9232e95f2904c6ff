"""Files of answers: those of other tools ({"prompt", "response"}), and our own responses.jsonl."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import msgspec

from ifbench.errors import UsageError
from ifbench.files import NOT_AS_TYPED, NOT_DECODED, parse_line
from ifbench.protocols import Place, request_id
from ifbench.rows import Raw, raw_rows
from ifbench.text import one_line
from ifbench.types import Completion, FinishReason


@dataclass(frozen=True, slots=True)
class Answer:
    """One given answer and the line it stands on.

    Attributes:
        id: the request that it answers, where the file tells; see `protocols.request_id`.
        sample: which of the answers to its prompt it is, from 0; None where the file does not tell.
        text: None where the file holds a null, or an error.
        error: what the file says of a request that failed.
    """

    line: int
    prompt: str
    sample: int | None
    text: str | None
    id: str | None = None
    finish_reason: FinishReason = "stop"
    reasoning: str | None = None
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    error: str | None = None

    def completion(self, id: str) -> Completion:
        """The answer as a backend would have given it."""
        if self.text is None:
            held = "null" if self.error is None else f"an error ({self.error})"
            return Completion(id, "", "error", error=f"the file of answers holds {held} for this prompt")
        return Completion(id, self.text, self.finish_reason, self.reasoning, self.prompt_tokens, self.completion_tokens)


class Answers:
    """Given answers, for a caller that learns only by and by what is asked; `matching.Matches` has the same rule.

    They are found by request id, else by prompt and sample, exactly or without the prompt's outer white space. One
    that did not come gives way to another to the same prompt and sample, wherever that stands: it was tried again.

    Args:
        path: the file that holds them, for messages.
        answers: None where a request failed; those that do not say which `sample` they are count as the first.

    Raises:
        UsageError: no answer, or two different answers to one prompt; names file and lines.
    """

    def __init__(self, path: Path, answers: Iterable[Answer | None]) -> None:
        self._path = path
        self._by_id: dict[str, Answer] = {}
        self._by_prompt: dict[tuple[str, int], Answer] = {}
        for answer in answers:
            if answer is not None:
                self._add(answer)
        if not self._by_prompt:
            raise no_answers(path)
        self._by_stripped = _unambiguous(self._by_prompt)

    def _add(self, answer: Answer) -> None:
        asked = answer.prompt, answer.sample or 0
        first = self._by_prompt.setdefault(asked, answer)
        if answer.id is not None:
            self._by_id[answer.id] = answer
        if first.text is None and answer.text is not None:
            self._by_prompt[asked] = answer
        elif answer.id is None and answer.text not in (None, first.text):
            raise two_answers(self._path, first.line, answer.line)

    def find(self, id: str, prompt: str, sample: int) -> Answer | None:
        """The answer to a request, None if the file has none."""
        by_id = self._by_id.get(id)
        asked = by_id if by_id and by_id.prompt == prompt else None  # an edited prompt makes an old answer no answer
        return asked or self._by_prompt.get((prompt, sample)) or self._by_stripped.get((prompt.strip(), sample))


def _unambiguous(by_prompt: Mapping[tuple[str, int], Answer]) -> dict[tuple[str, int], Answer]:
    """Answers by their prompts without outer white space, those left out where two prompts then are one."""
    found: dict[tuple[str, int], list[Answer]] = defaultdict(list)
    for (prompt, sample), answer in by_prompt.items():
        found[prompt.strip(), sample].append(answer)
    return {key: answers[0] for key, answers in found.items() if len(answers) == 1}


def read_answers(path: Path) -> Iterator[Answer | None]:
    """A file of answers, .jsonl, .jsonl.gz or .parquet: rows {"prompt", "response"}, or the records of a run directory.

    None stands for the record of a request that failed, so that the answers count as the rows do.

    Raises:
        UsageError: unreadable or malformed; names file and line.
    """
    return (answer_of(path, number, raw) for number, raw in raw_rows(path))


def two_answers(path: Path, first: int, second: int, hint: str = "") -> UsageError:
    """What to say of a file that contradicts itself."""
    return UsageError(f"{path}: two different answers to one prompt, on lines {first} and {second}{hint}")


def no_answers(path: Path) -> UsageError:
    """What to say of a file without any."""
    return UsageError(f"{path} holds no answers")


def sample_too_high(path: Path, line: int, answers: int) -> UsageError:
    """What to say of a `sample` by which there would be more samples of each item than the file has answers."""
    wrong = f"`sample` is not below {answers}, the number of answers in the file, though samples count from 0"
    return UsageError(f"{path}, line {line}: {wrong}; mend it, or say with --repeats how many samples there are")


class _Row(msgspec.Struct):
    prompt: str
    response: str | msgspec.UnsetType | None = msgspec.UNSET
    text: str | msgspec.UnsetType | None = msgspec.UNSET
    sample: Annotated[int, msgspec.Meta(ge=0)] | msgspec.UnsetType | None = msgspec.UNSET
    finish_reason: str | None = "stop"
    reasoning: str | None = None
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    error: Any = None
    task: Any = msgspec.UNSET
    item: Any = msgspec.UNSET
    variant: Any = msgspec.UNSET
    turn: Any = msgspec.UNSET

    @property
    def said(self) -> str | msgspec.UnsetType | None:
        """The text; None where none came."""
        text = self.text if self.response is msgspec.UNSET else self.response
        if self.error and not (text or "").strip():
            return None
        if text is None and (self.reasoning or self.finish_reason == "length"):
            return ""  # something came, though it holds no answer
        return text

    @property
    def place(self) -> Place | None:
        """Where a record of ours belongs; None for other rows."""
        found: tuple[Any, ...] = (self.task, self.item, self.variant, self.sample, self.turn)
        return None if msgspec.UNSET in found else Place(*found)


_decode = msgspec.json.Decoder(_Row).decode


def answer_of(path: Path, line: int, raw: Raw) -> Answer | None:
    """The answer of a row; None for the record of one that failed. Raises UsageError naming file and line."""
    row = _typed(path, line, raw)
    place, text = row.place, row.said
    if place and (row.error or text is None):
        return None
    if text is msgspec.UNSET:
        raise _unlike(path, line, ["prompt"])
    sample = None if row.sample is msgspec.UNSET else row.sample
    finish: FinishReason = "length" if row.finish_reason == "length" else "stop"
    known = (row.reasoning, row.prompt_tokens, row.completion_tokens)
    error = one_line(str(row.error), 300) if row.error else None
    return Answer(line, row.prompt, sample, text, request_id(place) if place else None, finish, *known, error)


def _typed(path: Path, line: int, raw: Raw) -> _Row:
    if isinstance(raw, bytes):
        try:
            return _decode(raw)
        except NOT_DECODED:
            raw = parse_line(path, line, raw)  # it takes lone surrogates and NaN, and says what is wrong
    try:
        return msgspec.convert(raw, _Row)
    except NOT_AS_TYPED as error:
        raise (UsageError(f"{path}, line {line}: {error}") if "prompt" in raw else _unlike(path, line, raw)) from None


def _unlike(path: Path, line: int, found: Iterable[str]) -> UsageError:
    names = ", ".join(map(repr, found)) or "nothing"
    return UsageError(f'{path}, line {line}: expected {{"prompt": ..., "response": ...}}, found {names[:200]}')
