"""Which answer of a long file belongs where, found in one pass that keeps some thirty bytes for each answer."""

import hashlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from ifbench.answers import Answer, answer_of, no_answers, sample_too_high
from ifbench.errors import UsageError
from ifbench.protocols import Place, request_id
from ifbench.rows import Raw, raw_rows
from ifbench.tasks import Task

_HIGHEST = 2**31 - 1
"""What an array of samples can hold; a higher one is as much too high."""


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

    An item takes the answer whose record names it, else the one to its prompt, else the one to its prompt but for outer
    white space, as `answers.Answers.find` does. Places are numbered by item, then by sample.

    Attributes:
        repeats: samples of each item. used: the answers that have a place. unmatched: those that have none.

    Raises:
        UsageError: malformed, two different answers to one prompt, or a `sample` that is too high to be one of as many
            as there are; names file and lines.
    """

    def __init__(self, path: Path, task: Task, repeats: int | None) -> None:
        self.path, self._task = path, task
        self.unmatched: Unmatched | None = None
        self._prompts = _Prompts(task)
        self._prompt, self._sample, self._named = array("i"), array("i"), array("i")
        self._lines, digests, records = array("q"), array("q"), array("b")
        for answer, prompt, sample, named in self._scan(repeats):
            self._lines.append(answer.line)
            self._prompt.append(prompt)
            self._sample.append(sample)
            self._named.append(named)
            digests.append(_digest(answer.text) if prompt >= 0 else 0)
            records.append(answer.id is not None)
        self.repeats = repeats or self._most()
        first = self._first(digests, records)
        self._row = array("i", chain.from_iterable(self._rows_of(first, item) for item in range(len(task.items))))
        self._take_named()
        self.used = self._count()

    def _scan(self, repeats: int | None) -> Iterator[tuple[Answer, int, int, int]]:
        """Each answer with its prompt, -1 for one that is not asked, its sample, and the item that it names or -1."""
        seen: Counter[str] = Counter()
        for line, raw in raw_rows(self.path):
            given = answer_of(self.path, line, raw)
            answer = given or Answer(line, "", 0, None)
            prompt = self._prompts.number(answer.prompt) if given else -1
            sample = answer.sample or 0
            if prompt >= 0 and answer.sample is None and repeats != 1:
                sample = seen[answer.prompt]
                seen[answer.prompt] += 1
            if given and prompt < 0:
                self._leave_out(line, answer.prompt)
            yield answer, prompt, min(sample, _HIGHEST) if prompt >= 0 else 0, self._item_of(answer, prompt)

    def _most(self) -> int:
        """How many samples there are of the prompt that has most."""
        most = 1 + max(self._sample, default=0)
        if most > max(1, len(self._lines)):
            raise sample_too_high(self.path, self._lines[self._sample.index(most - 1)], len(self._lines))
        return most

    def _item_of(self, answer: Answer, prompt: int) -> int:
        for item in self._prompts.exact(prompt) if answer.id else ():
            if answer.id == request_id(Place(self._task.id, self._task.items[item].key, "", answer.sample or 0, 0)):
                return item
        return -1

    def _first(self, digests: "array[int]", records: "array[int]") -> "array[int]":
        """The first row with each prompt and sample."""
        first = array("i", [-1]) * (len(self._prompts) * self.repeats)
        for row, prompt in enumerate(self._prompt):
            if prompt < 0 or not 0 <= self._sample[row] < self.repeats:
                continue
            slot = prompt * self.repeats + self._sample[row]
            if first[slot] < 0:
                first[slot] = row
            elif not records[row] and digests[row] != digests[first[slot]]:
                both = f"{self._lines[first[slot]]} and {self._lines[row]}"
                hint = "" if self.repeats > 1 else "; if they are samples, say so with --repeats"
                raise UsageError(f"{self.path}: two different answers to one prompt, on lines {both}{hint}")
        return first

    def _rows_of(self, first: "array[int]", item: int) -> Iterator[int]:
        """For each sample of an item the row with its prompt, -1 where there is none."""
        exact, alike = self._prompts.of_item(item), self._prompts.alike(item)
        for sample in range(self.repeats):
            row = first[exact * self.repeats + sample] if exact >= 0 else -1
            if row < 0:
                rows = [found for prompt in alike if (found := first[prompt * self.repeats + sample]) >= 0]
                row = rows[0] if len(rows) == 1 else -1
            yield row

    def _take_named(self) -> None:
        for row, item in enumerate(self._named):
            if item >= 0 and 0 <= self._sample[row] < self.repeats:
                self._row[item * self.repeats + self._sample[row]] = row

    def _count(self) -> int:
        used = 0
        for row, prompt in enumerate(self._prompt):
            if self.places(row):
                used += 1
            elif prompt >= 0:
                self._leave_out(self._lines[row], self._prompts.text(prompt))
        if not used:
            raise none_asked_for(self.path, self._task, self.unmatched) if self._lines else no_answers(self.path)
        return used

    def _leave_out(self, line: int, prompt: str) -> None:
        number, first, shown = self.unmatched or Unmatched(0, line, prompt)
        self.unmatched = Unmatched(number + 1, *min((first, shown), (line, prompt)))

    def places(self, row: int) -> list[int]:
        """The places of the answer in a row; rows count from 0, blank lines left out."""
        prompt, sample = self._prompt[row], self._sample[row]
        if prompt < 0 or not 0 <= sample < self.repeats:
            return []
        wanted = (item * self.repeats + sample for item in self._prompts.items(prompt))
        return [place for place in wanted if self._row[place] == row]

    def row_at(self, place: int) -> int:
        """The row with the answer at a place; -1 where there is none."""
        return self._row[place]

    def rows(self) -> Iterator[tuple[int, Raw, list[int]]]:
        """The answers that have a place: line, row, places. The file is read again."""
        for row, (line, raw) in enumerate(raw_rows(self.path)):
            if places := self.places(row):
                yield line, raw, places


class _Prompts:
    """The prompts of answers that some item may have meant, numbered as they come."""

    def __init__(self, task: Task) -> None:
        self._items: dict[str, list[int]] = defaultdict(list)
        self._of_items = [item.prompts[0].text for item in task.items]
        for at, prompt in enumerate(self._of_items):
            self._items[prompt.strip()].append(at)
        self._numbers: dict[str, int] = {}
        self._texts: list[str] = []
        self._alike: dict[str, list[int]] = defaultdict(list)

    def __len__(self) -> int:
        return len(self._texts)

    def number(self, prompt: str) -> int:
        """The number of a prompt; -1 if no item has it, not even but for outer white space."""
        found = self._numbers.get(prompt)
        if found is None and prompt.strip() in self._items:
            found = self._numbers[prompt] = len(self._texts)
            self._texts.append(prompt)
            self._alike[prompt.strip()].append(found)
        return -1 if found is None else found

    def text(self, number: int) -> str:
        """The prompt itself."""
        return self._texts[number]

    def items(self, number: int) -> list[int]:
        """The items that have the prompt, but for outer white space."""
        return self._items[self._texts[number].strip()]

    def exact(self, number: int) -> list[int]:
        """The items that have the prompt as it is; none for -1."""
        wanted = self._texts[number] if number >= 0 else None
        return [item for item in self.items(number) if self._of_items[item] == wanted] if wanted is not None else []

    def of_item(self, item: int) -> int:
        """The number of an item's prompt; -1 if no answer has it."""
        return self._numbers.get(self._of_items[item], -1)

    def alike(self, item: int) -> list[int]:
        """The prompts that are an item's but for outer white space."""
        return self._alike.get(self._of_items[item].strip(), [])


def _digest(text: str | None) -> int:
    """Eight bytes by which two texts are told apart."""
    if text is None:
        return 0
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(digest.digest(), "big", signed=True)
