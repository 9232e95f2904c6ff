"""Which answer of a long file belongs where, found in one pass that keeps some thirty bytes for each answer."""

import hashlib
from array import array
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ifbench.answers import Answer, answer_of
from ifbench.errors import UsageError
from ifbench.protocols import Place, request_id
from ifbench.rows import Raw, raw_rows
from ifbench.tasks import Task

_STRIPPED, _EXACT, _NAMED = range(3)
"""How sure an answer is to an item: by the prompt but for outer white space, by the prompt, by its record."""


class Unmatched(NamedTuple):
    """Answers that nothing asked for: their number, and the line and the prompt of the first."""

    number: int
    line: int
    prompt: str


def none_asked_for(path: Path, task: Task, unmatched: Unmatched | None) -> UsageError:
    """What to say of a file without an answer to the task."""
    first = unmatched.prompt if unmatched else ""
    shown = repr(first if len(first) <= 80 else f"{first[:77]}...")
    return UsageError(f"no answer in {path} is to a prompt of {task.id}; it begins with {shown}")


class Matches:
    """The places of the answers in a file, to a task whose items have one turn each.

    An answer belongs to the item that its record names, else to those with its prompt, exactly or else without outer
    white space. Places are numbered by item, then by sample.

    Attributes:
        repeats: samples of each item. used: the answers that have a place.

    Raises:
        UsageError: malformed, or two different answers to one prompt; names file and lines.
    """

    def __init__(self, path: Path, task: Task, repeats: int | None) -> None:
        self.path = path
        self.unmatched: Unmatched | None = None
        self._targets = _Targets(task)
        self._target, self._sample, self._sure = array("i"), array("i"), array("b")
        lines, digests = array("q"), array("q")
        for line, target, sample, sure, digest in self._scan(repeats):
            self._target.append(target)
            self._sample.append(sample)
            self._sure.append(sure)
            lines.append(line)
            digests.append(digest)
        self.repeats = repeats or 1 + max(self._sample, default=0)
        self._row = array("i", [-1]) * (len(task.items) * self.repeats)
        for row in range(len(lines)):
            self._claim(row, lines, digests)
        self.used = 0
        for row, line in enumerate(lines):
            self.used += bool(self.places(row))
            if self._target[row] >= 0 and not self.places(row):
                self._leave_out(line, self._targets.prompts[self._target[row]])
        if not self.used:
            raise none_asked_for(path, task, self.unmatched) if lines else UsageError(f"{path} holds no answers")

    def _scan(self, repeats: int | None) -> Iterator[tuple[int, int, int, int, int]]:
        """For each row its line, target, sample, how sure that is, and a digest of the text."""
        seen: Counter[str] = Counter()
        for line, raw in raw_rows(self.path):
            answer = answer_of(self.path, line, raw)
            target, sure = (-1, 0) if answer is None else self._targets.of(answer)
            if answer is None or target < 0:
                if answer is not None:
                    self._leave_out(line, answer.prompt)
                yield line, -1, 0, 0, 0
                continue
            sample = answer.sample or 0
            if answer.sample is None and repeats != 1:
                sample = seen[answer.prompt]
                seen[answer.prompt] += 1
            yield line, target, sample, sure, _digest(answer.text)

    def _leave_out(self, line: int, prompt: str) -> None:
        number, first, shown = self.unmatched or Unmatched(0, line, prompt)
        self.unmatched = Unmatched(number + 1, *min((first, shown), (line, prompt)))

    def _claim(self, row: int, lines: "array[int]", digests: "array[int]") -> None:
        for place in self._wanted(row):
            held = self._row[place]
            if held < 0 or self._sure[row] > self._sure[held] or self._sure[row] == _NAMED:
                self._row[place] = row
            elif self._sure[row] == self._sure[held] and digests[row] != digests[held]:
                both = f"{lines[held]} and {lines[row]}"
                raise UsageError(f"{self.path}: two different answers to one prompt, on lines {both}{_HINT}")

    def _wanted(self, row: int) -> list[int]:
        target, sample = self._target[row], self._sample[row]
        if target < 0 or not 0 <= sample < self.repeats:
            return []
        return [item * self.repeats + sample for item in self._targets.items[target]]

    def places(self, row: int) -> list[int]:
        """The places of the answer in a row; rows count from 0, blank lines left out."""
        return [place for place in self._wanted(row) if self._row[place] == row]

    def row_at(self, place: int) -> int:
        """The row with the answer at a place; -1 where there is none."""
        return self._row[place]

    def rows(self) -> Iterator[tuple[int, Raw, list[int]]]:
        """The answers that have a place: line, row, places. The file is read again."""
        for row, (line, raw) in enumerate(raw_rows(self.path)):
            if places := self.places(row):
                yield line, raw, places


_HINT = "; where they are samples, say --repeats"


class _Targets:
    """The sets of items that answers may belong to, by number."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self.items: list[tuple[int, ...]] = [(at,) for at in range(len(task.items))]
        self.prompts = [item.prompts[0].text for item in task.items]
        self._exact = self._grouped(self.prompts)
        self._stripped = self._grouped([prompt.strip() for prompt in self.prompts])

    def _grouped(self, prompts: list[str]) -> dict[str, int]:
        groups: dict[str, list[int]] = {}
        for at, prompt in enumerate(prompts):
            groups.setdefault(prompt, []).append(at)
        return {prompt: items[0] if len(items) == 1 else self._add(items) for prompt, items in groups.items()}

    def _add(self, items: list[int]) -> int:
        self.items.append(tuple(items))
        self.prompts.append(self.prompts[items[0]])
        return len(self.items) - 1

    def of(self, answer: Answer) -> tuple[int, int]:
        """The target of an answer, -1 if it has none, and how sure that is."""
        exact = self._exact.get(answer.prompt)
        if exact is None:
            return self._stripped.get(answer.prompt.strip(), -1), _STRIPPED
        for item in self.items[exact] if answer.id else ():
            if answer.id == request_id(Place(self._task.id, self._task.items[item].key, "", answer.sample or 0, 0)):
                return item, _NAMED
        return exact, _EXACT


def _digest(text: str | None) -> int:
    """Eight bytes by which two texts are told apart."""
    if text is None:
        return 0
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(digest.digest(), "big", signed=True)
