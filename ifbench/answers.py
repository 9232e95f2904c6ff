"""Files of answers: those of other tools ({"prompt", "response"}), and our own responses.jsonl."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from ifbench.errors import UsageError
from ifbench.files import read_lines
from ifbench.protocols import Place, request_id
from ifbench.types import Completion, FinishReason


@dataclass(frozen=True, slots=True)
class Answer:
    """One given answer and the line it stands on.

    Attributes:
        id: the request that it answers, where the file tells; see `protocols.request_id`.
        text: None where the file holds a null.
    """

    line: int
    prompt: str
    sample: int
    text: str | None
    id: str | None = None
    finish_reason: FinishReason = "stop"
    reasoning: str | None = None
    prompt_tokens: int | None = None
    completion_tokens: int | None = None

    def completion(self, id: str) -> Completion:
        """The answer as a backend would have given it."""
        if self.text is None:
            return Completion(id, "", "error", error="the file of answers holds null for this prompt")
        return Completion(id, self.text, self.finish_reason, self.reasoning, self.prompt_tokens, self.completion_tokens)


class Answers:
    """Given answers, found by request id, else by prompt and sample, exactly or without the prompt's outer white space.

    Attributes:
        unmatched: those that nothing has asked for so far, in the order of the file.
    """

    def __init__(self, path: Path, answers: Iterable[Answer]) -> None:
        self.path = path
        self._by_line: dict[int, Answer] = {}
        self._by_id: dict[str, Answer] = {}
        self._by_prompt: dict[tuple[str, int], Answer] = {}
        self._asked: set[int] = set()
        for answer in answers:
            self._add(answer)
        if not self._by_line:
            raise UsageError(f"{path} holds no answers")
        self._by_stripped = _unambiguous(self._by_prompt)

    def _add(self, answer: Answer) -> None:
        first = self._by_prompt.setdefault((answer.prompt, answer.sample), answer)
        if answer.id is not None:
            self._by_id[answer.id] = answer
        elif first.text != answer.text:
            lines = f"{first.line} and {answer.line}"
            raise UsageError(f"{self.path}: two different answers to one prompt, on lines {lines}")
        self._by_line[answer.line] = answer

    def find(self, id: str, prompt: str, sample: int) -> Answer | None:
        """The answer to a request, None if the file has none."""
        by_id = self._by_id.get(id)
        asked = by_id if by_id and by_id.prompt == prompt else None  # an edited prompt makes an old answer no answer
        found = asked or self._by_prompt.get((prompt, sample)) or self._by_stripped.get((prompt.strip(), sample))
        if found:
            self._asked.add(found.line)
        return found

    @property
    def unmatched(self) -> list[Answer]:
        """The answers that were not asked for."""
        return [answer for answer in self._by_line.values() if answer.line not in self._asked]


def _unambiguous(by_prompt: Mapping[tuple[str, int], Answer]) -> dict[tuple[str, int], Answer]:
    """Answers by their prompts without outer white space, those left out where two prompts then are one."""
    found: dict[tuple[str, int], list[Answer]] = defaultdict(list)
    for (prompt, sample), answer in by_prompt.items():
        found[prompt.strip(), sample].append(answer)
    return {key: answers[0] for key, answers in found.items() if len(answers) == 1}


def read_answers(path: Path) -> Answers:
    """A file of answers, .jsonl or .jsonl.gz: rows {"prompt", "response"}, or the records of a run directory.

    Raises:
        UsageError: unreadable, empty, malformed, or two different answers to one prompt; names file and line.
    """
    rows = ((number, row) for number, row in read_lines(path) if not (row.get("error") and _place(row)))
    return Answers(path, (_answer(path, number, row) for number, row in rows))


class _Row(msgspec.Struct):
    prompt: str
    response: str | msgspec.UnsetType | None = msgspec.UNSET
    text: str | msgspec.UnsetType | None = msgspec.UNSET
    sample: int = 0
    finish_reason: str = "stop"
    reasoning: str | None = None
    prompt_tokens: int | None = None
    completion_tokens: int | None = None


def _answer(path: Path, line: int, row: Mapping[str, Any]) -> Answer:
    try:
        typed = msgspec.convert(row, _Row)
    except msgspec.ValidationError as error:
        raise UsageError(f"{path}, line {line}: {error}") from None
    text = typed.text if typed.response is msgspec.UNSET else typed.response
    if text is msgspec.UNSET:
        raise UsageError(f'{path}, line {line}: expected {{"prompt": ..., "response": ...}}')
    finish: FinishReason = "length" if typed.finish_reason == "length" else "stop"
    known = (typed.reasoning, typed.prompt_tokens, typed.completion_tokens)
    return Answer(line, typed.prompt, typed.sample, text, _place(row), finish, *known)


def _place(row: Mapping[str, Any]) -> str | None:
    """The request id of a record of ours; None for other rows."""
    return request_id(Place(*(row[name] for name in Place._fields))) if row.keys() >= set(Place._fields) else None
