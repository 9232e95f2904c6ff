"""Files of answers: those of other tools ({"prompt", "response"}), and our own responses.jsonl."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ifbench.errors import UsageError
from ifbench.files import read_lines
from ifbench.types import Completion, FinishReason


@dataclass(frozen=True, slots=True)
class Answer:
    """One given answer and the line it stands on. `text` is None where the file holds a null."""

    line: int
    prompt: str
    sample: int
    text: str | None
    finish_reason: FinishReason = "stop"
    prompt_tokens: int | None = None
    completion_tokens: int | None = None

    def completion(self, id: str) -> Completion:
        """The answer as a backend would have given it."""
        if self.text is None:
            return Completion(id, "", "error", error="the file of answers holds null for this prompt")
        return Completion(id, self.text, self.finish_reason, None, self.prompt_tokens, self.completion_tokens)


class Answers:
    """Given answers, found by prompt and sample: the exact prompt, else without outer white space.

    Attributes:
        unmatched: those that nothing has asked for so far, in the order of the file.
    """

    def __init__(self, path: Path, answers: Iterable[Answer]) -> None:
        self.path = path
        self._exact: dict[tuple[str, int], Answer] = {}
        for answer in answers:
            first = self._exact.setdefault((answer.prompt, answer.sample), answer)
            if first.text != answer.text:
                raise UsageError(
                    f"{path}: two different answers to one prompt, on lines {first.line} and {answer.line}"
                )
        if not self._exact:
            raise UsageError(f"{path} holds no answers")
        self._stripped = {(prompt.strip(), sample): answer for (prompt, sample), answer in self._exact.items()}
        self._asked: set[int] = set()

    def find(self, prompt: str, sample: int) -> Answer | None:
        """The answer to a prompt, None if the file has none."""
        found = self._exact.get((prompt, sample)) or self._stripped.get((prompt.strip(), sample))
        if found:
            self._asked.add(found.line)
        return found

    @property
    def unmatched(self) -> list[Answer]:
        """The answers that were not asked for."""
        return [answer for answer in self._exact.values() if answer.line not in self._asked]


def read_answers(path: Path) -> Answers:
    """A file of answers, .jsonl or .jsonl.gz.

    Raises:
        UsageError: unreadable, empty, malformed, or two different answers to one prompt; names file and line.
    """
    return Answers(path, (_answer(path, number, row) for number, row in read_lines(path) if not row.get("error")))


def _answer(path: Path, line: int, row: Mapping[str, Any]) -> Answer:
    prompt, text = row.get("prompt"), row.get("response", row.get("text"))
    if not isinstance(prompt, str) or not ("response" in row or "text" in row):
        raise UsageError(f'{path}, line {line}: expected {{"prompt": ..., "response": ...}}')
    if text is not None and not isinstance(text, str):
        raise UsageError(f"{path}, line {line}: the response is {type(text).__name__}, expected a string or null")
    sample = row.get("sample", 0)
    if not isinstance(sample, int):
        raise UsageError(f"{path}, line {line}: sample is {sample!r}, expected a whole number")
    finish: FinishReason = "length" if row.get("finish_reason") == "length" else "stop"
    return Answer(line, prompt, sample, text, finish, row.get("prompt_tokens"), row.get("completion_tokens"))
