"""Answers from a file: for tests, for scoring again, for other people's outputs."""

import time
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path

from ifbench.answers import Answers, read_answers
from ifbench.backends._drive import one_by_one
from ifbench.backends._options import ReplayOptions, read
from ifbench.errors import UsageError
from ifbench.files import sha256_of
from ifbench.types import Completion, Identity, Request


class Replay:
    """Plays back a file of answers; see `ifbench.answers` for its rows and how a request finds its answer."""

    def __init__(self, model: str, options: Mapping[str, str]) -> None:
        self._path = Path(model).expanduser()
        self._delay = read("replay", options, ReplayOptions).delay
        if not self._path.is_file():
            raise UsageError(f"no file of answers at {model}")
        self.promise = ""

    def make_deterministic(self) -> None:
        """See `backends.make`."""
        self.promise = "the answers are given, nothing is drawn"

    @cached_property
    def identity(self) -> Identity:
        """The content of the file is the model; nobody sees which weights it came from.

        Raises UsageError for a file that cannot be read as answers.
        """
        _ = self._answers  # a damaged file is told before a run directory is made
        return Identity(self._path.name, "replay", "", sha256_of(self._path), weights="unverified")

    def generate(self, requests: Iterable[Request | None]) -> Iterator[Completion]:
        """See `Backend.generate`. A prompt that the file does not answer is a completion with an error."""
        return one_by_one(self._answer, requests)

    @cached_property
    def _answers(self) -> Answers:
        return Answers(self._path, read_answers(self._path))

    def _answer(self, request: Request) -> Completion:
        time.sleep(self._delay)
        found = self._answers.find(request.id, request.messages[-1].content, request.sample)
        if found is None:
            return Completion(request.id, "", "error", error=f"no answer to this prompt in {self._path}")
        return found.completion(request.id)
