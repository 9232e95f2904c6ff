"""Which given answer belongs where, found in one pass that keeps some thirty bytes for each answer."""

import hashlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from ifbench.answers import Answer, no_answers, sample_too_high, two_answers
from ifbench.errors import UsageError
from ifbench.protocols import Place, request_id
from ifbench.tasks import Task

_HIGHEST = 2**31 - 1
"""What an array of samples can hold; a higher one is as much too high."""
_FAILED = Answer(0, "", None, None)


class Unmatched(NamedTuple):
    """Answers that nothing asked for: their number, and the line and the prompt of the first.

    `beyond` of them are samples that are not wanted, for which there would have to be `repeats` of each item; 0 where
    that is more than there are answers.
    """

    number: int
    line: int
    prompt: str
    beyond: int = 0
    repeats: int = 0

    @property
    def hint(self) -> str:
        """What to do about those samples, as the end of a sentence; "" where there are none."""
        mend = f"--repeats {self.repeats} takes them" if self.repeats else "samples count from 0"
        return f"; {self.beyond} only for a `sample` too high: {mend}" if self.beyond else ""


def none_asked_for(path: Path, task: Task, unmatched: Unmatched | None) -> UsageError:
    """What to say of a file without an answer to the task."""
    first = unmatched.prompt if unmatched else ""
    shown = repr(first if len(first) <= 80 else f"{first[:77]}...")
    asked, hint = ("asked for by", unmatched.hint) if unmatched and unmatched.beyond else ("to a prompt of", "")
    return UsageError(f"no answer in {path} is {asked} {task.id}; it begins with {shown}{hint}")


class Matches:
    """The places of given answers in a task.

    A turn takes the answer whose record names it, else the one to its prompt, else the one to its prompt but for outer
    white space. Of rows with one prompt and sample those that failed give way to one that did not, wherever that
    stands: it was tried again. Places are numbered by turn, in the order of the task, then by sample.

    Args:
        path: the file that holds the answers, for messages.
        repeats: samples of each item, None for as many as there are of any. Where there may be several, answers that do
            not say which `sample` they are count from 0 for each prompt.
        answers: in the order of the file; None where a request failed.

    Attributes:
        repeats: samples of each item. used: the answers that have a place. unmatched: those that have none.

    Raises:
        UsageError: malformed, two different answers to one prompt, or a `sample` that is too high to be one of as many
            as there are; names file and lines.
    """

    def __init__(self, path: Path, task: Task, repeats: int | None, answers: Iterable[Answer | None]) -> None:
        self.path, self._task = path, task
        self.unmatched: Unmatched | None = None
        self._turns = [(item.key, turn) for item in task.items for turn in range(len(item.prompts))]
        self._prompts = _Prompts([prompt.text for item in task.items for prompt in item.prompts])
        self._prompt, self._sample, self._named = array("i"), array("i"), array("i")
        self._lines, digests, records = array("q"), array("q"), array("b")
        for answer, prompt, sample, named in self._scan(answers, repeats):
            self._lines.append(answer.line)
            self._prompt.append(prompt)
            self._sample.append(sample)
            self._named.append(named)
            digests.append(_digest(answer.text) if prompt >= 0 else 0)
            records.append(answer.id is not None)
        self.repeats = repeats or self._most()
        first = self._first(digests, records)
        self._row = array("i", chain.from_iterable(self._rows_of(first, turn) for turn in range(len(self._turns))))
        self._take_named()
        self.used = self._count()

    def _scan(self, answers: Iterable[Answer | None], repeats: int | None) -> Iterator[tuple[Answer, int, int, int]]:
        """Each answer with its prompt, -1 for one that is not asked, its sample, and the turn that it names or -1."""
        seen: Counter[str] = Counter()
        for answer in answers:
            prompt = self._prompts.number(answer.prompt) if answer else -1
            if answer is None or prompt < 0:
                if answer is not None:
                    self.leave_out(answer.line, answer.prompt)
                yield answer or _FAILED, -1, 0, -1
                continue
            counted = answer.sample is None and repeats != 1
            sample = seen[answer.prompt] if counted else answer.sample or 0
            seen[answer.prompt] += counted
            yield answer, prompt, min(sample, _HIGHEST), self._named_by(answer, prompt)

    def _most(self) -> int:
        """How many samples there are of the prompt that has most."""
        most = 1 + max(self._sample, default=0)
        if most > max(1, len(self._lines)):
            raise sample_too_high(self.path, self._lines[self._sample.index(most - 1)], len(self._lines))
        return most

    def _named_by(self, answer: Answer, prompt: int) -> int:
        for turn in self._prompts.exact(prompt) if answer.id else ():
            if answer.id == request_id(self._place(turn, answer.sample or 0)):
                return turn
        return -1

    def _place(self, turn: int, sample: int) -> Place:
        key, number = self._turns[turn]
        return Place(self._task.id, key, "", sample, number)

    def _first(self, digests: "array[int]", records: "array[int]") -> "array[int]":
        """The first row with each prompt and sample, of those that did not fail if there is one."""
        first = array("i", [-1]) * (len(self._prompts) * self.repeats)
        for row, prompt in enumerate(self._prompt):
            if prompt < 0 or not 0 <= self._sample[row] < self.repeats:
                continue
            slot = prompt * self.repeats + self._sample[row]
            if first[slot] < 0:
                first[slot] = row
            elif not digests[row]:
                self._prompt[row] = -1  # as the record of a request that failed
            elif not digests[first[slot]]:
                self._prompt[first[slot]], first[slot] = -1, row
            elif not records[row] and digests[row] != digests[first[slot]]:
                hint = "" if self.repeats > 1 else "; if they are samples, say so with --repeats"
                raise two_answers(self.path, self._lines[first[slot]], self._lines[row], hint)
        return first

    def _rows_of(self, first: "array[int]", turn: int) -> Iterator[int]:
        """For each sample of a turn the row with its prompt, -1 where there is none."""
        exact, alike = self._prompts.of_turn(turn), self._prompts.alike(turn)
        for sample in range(self.repeats):
            row = first[exact * self.repeats + sample] if exact >= 0 else -1
            if row < 0:
                rows = [found for prompt in alike if (found := first[prompt * self.repeats + sample]) >= 0]
                row = rows[0] if len(rows) == 1 else -1
            yield row

    def _take_named(self) -> None:
        for row, turn in enumerate(self._named):
            if turn >= 0 and 0 <= self._sample[row] < self.repeats:
                self._row[turn * self.repeats + self._sample[row]] = row

    def _count(self) -> int:
        used = 0
        for row, prompt in enumerate(self._prompt):
            if self.places(row):
                used += 1
            elif prompt >= 0:
                needed = self._sample[row] + 1
                self.leave_out(self._lines[row], self._prompts.text(prompt), needed if needed > self.repeats else 0)
        if self.unmatched and self.unmatched.repeats > len(self._lines):
            self.unmatched = self.unmatched._replace(repeats=0)
        if not used:
            raise none_asked_for(self.path, self._task, self.unmatched) if self._lines else no_answers(self.path)
        return used

    def leave_out(self, line: int, prompt: str, repeats: int = 0) -> None:
        """Count one more answer among the unmatched, be it one that so many repeats would take."""
        number, first, shown, beyond, most = self.unmatched or Unmatched(0, line, prompt)
        earliest = min((first, shown), (line, prompt))
        self.unmatched = Unmatched(number + 1, *earliest, beyond + (repeats > 0), max(most, repeats))

    def places(self, row: int) -> list[int]:
        """The places of an answer; rows count from 0, failed requests among them and blank lines left out."""
        prompt, sample = self._prompt[row], self._sample[row]
        if prompt < 0 or not 0 <= sample < self.repeats:
            return []
        wanted = (turn * self.repeats + sample for turn in self._prompts.turns(prompt))
        return [place for place in wanted if self._row[place] == row]

    def row_at(self, place: int) -> int:
        """The row with the answer at a place; -1 where there is none."""
        return self._row[place]

    def placed(self, answers: Sequence[Answer | None]) -> dict[Place, Answer]:
        """The same answers, by their places in the records of a run."""
        found: dict[Place, Answer] = {}
        for number, row in enumerate(self._row):
            if row >= 0 and (answer := answers[row]):
                found[self._place(*divmod(number, self.repeats))] = answer
        return found


class _Prompts:
    """The prompts of answers that some turn may have meant, numbered as they come. `asked`: that of each turn."""

    def __init__(self, asked: Sequence[str]) -> None:
        self._turns: dict[str, list[int]] = defaultdict(list)
        self._asked = asked
        for turn, prompt in enumerate(asked):
            self._turns[prompt.strip()].append(turn)
        self._numbers: dict[str, int] = {}
        self._texts: list[str] = []
        self._alike: dict[str, list[int]] = defaultdict(list)

    def __len__(self) -> int:
        return len(self._texts)

    def number(self, prompt: str) -> int:
        """The number of a prompt; -1 if no turn has it, not even but for outer white space."""
        found = self._numbers.get(prompt)
        if found is None and prompt.strip() in self._turns:
            found = self._numbers[prompt] = len(self._texts)
            self._texts.append(prompt)
            self._alike[prompt.strip()].append(found)
        return -1 if found is None else found

    def text(self, number: int) -> str:
        """The prompt itself."""
        return self._texts[number]

    def turns(self, number: int) -> list[int]:
        """The turns that have the prompt, but for outer white space."""
        return self._turns[self._texts[number].strip()]

    def exact(self, number: int) -> list[int]:
        """The turns that have the prompt as it is."""
        return [turn for turn in self.turns(number) if self._asked[turn] == self._texts[number]]

    def of_turn(self, turn: int) -> int:
        """The number of a turn's prompt; -1 if no answer has it."""
        return self._numbers.get(self._asked[turn], -1)

    def alike(self, turn: int) -> list[int]:
        """The prompts that are a turn's but for outer white space."""
        return self._alike.get(self._asked[turn].strip(), [])


def _digest(text: str | None) -> int:
    """Eight bytes by which two texts are told apart; 0 where there is none."""
    if text is None:
        return 0
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(digest.digest(), "big", signed=True)
