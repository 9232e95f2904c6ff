"""Answers from a file: for tests, for scoring again, for other people's outputs."""

import time
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path

from ifbench.answers import Answers, read_answers
from ifbench.backends._drive import one_by_one
from ifbench.backends._options import ReplayOptions, read
from ifbench.errors import UsageError
from ifbench.models import digest
from ifbench.types import Completion, Identity, Request


class Replay:
    """Plays back a file of answers: rows {"prompt", "response"}, or a responses.jsonl of ours."""

    def __init__(self, model: str, options: Mapping[str, str]) -> None:
        self._path = Path(model).expanduser()
        self._delay = read("replay", options, ReplayOptions).delay
        if not self._path.is_file():
            raise UsageError(f"no file of answers at {model}")

    @cached_property
    def identity(self) -> Identity:
        """The content of the file is the model."""
        return Identity(self._path.name, "replay", "", digest(self._path))

    def generate(self, requests: Iterable[Request | None]) -> Iterator[Completion]:
        """See `Backend.generate`. A prompt that the file does not answer is a completion with an error."""
        return one_by_one(self._answer, requests)

    @cached_property
    def _answers(self) -> Answers:
        return read_answers(self._path)

    def _answer(self, request: Request) -> Completion:
        if self._delay:
            time.sleep(self._delay)
        prompt = next((m.content for m in reversed(request.messages) if m.role == "user"), "")
        found = self._answers.find(request.id, prompt, request.sample)
        if found is None:
            return Completion(request.id, "", "error", error=f"no answer to this prompt in {self._path}")
        return found.completion(request.id)
