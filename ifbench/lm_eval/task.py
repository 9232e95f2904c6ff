"""What an exported task folder imports inside lm-eval: the rows, the verdicts on one answer, and their average.

Folders written by `ifbench export lm-eval` call `load` and `inst_level_acc`: both stay as they are.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ifbench.files import to_json
from ifbench.items import Item
from ifbench.protocols import Place
from ifbench.reasoning import split_reasoning
from ifbench.records import Response
from ifbench.scoring import Judge
from ifbench.tasks import Task, load_task

Rows = Callable[..., Mapping[str, Any]]
ProcessResults = Callable[[Mapping[str, Any], Sequence[str]], dict[str, Any]]


def load(folder: Path) -> tuple[Rows, ProcessResults]:
    """The functions that lm-eval asks of a task: `custom_dataset` and `process_results`.

    They are plain functions, since lm-eval copies a task's settings deeply, and everything that a method hangs on.

    Args:
        folder: an exported task, with task.yaml and its rows.

    Raises:
        UsageError: the folder is damaged.
    """
    task = load_task(str(folder))
    judge = Judge(task, task.passport.semantics)
    items = {str(item.key): item for item in task.items}

    def rows(**metadata: Any) -> Mapping[str, Any]:
        """The rows as lm-eval takes them; what it passes of the task's metadata is not needed."""
        from datasets import Dataset

        return {"test": Dataset.from_list([_row(item) for item in items.values()])}

    def process_results(doc: Mapping[str, Any], results: Sequence[str]) -> dict[str, Any]:
        """The four accuracies of one answer: at prompt level a bool, at instruction level one for each constraint."""
        return _verdicts(judge, task, items[doc["key"]], results[0])

    return rows, process_results


def _row(item: Item) -> dict[str, str | list[str]]:
    """A row in types that are the same in every row, which a data set wants: key and arguments as text."""
    prompt = item.prompts[0]
    ids = [demand.id for demand in prompt.demands]
    args = to_json([dict(demand.args) for demand in prompt.demands])
    return {"key": str(item.key), "prompt": prompt.text, "instruction_id_list": ids, "kwargs": args}


def _verdicts(judge: Judge, task: Task, item: Item, text: str) -> dict[str, Any]:
    split = split_reasoning(text, task.passport.reasoning)
    place = Place(task.id, item.key, "", 0, 0)
    answer = Response("", *place, item.prompts[0].text, text, split.answer, "stop", split.stripped)
    found = judge.rows(place, answer)
    strict, loose = [row.strict for row in found], [row.loose for row in found]
    return {
        "prompt_level_strict_acc": all(strict),
        "inst_level_strict_acc": strict,
        "prompt_level_loose_acc": all(loose),
        "inst_level_loose_acc": loose,
    }


def inst_level_acc(answers: Sequence[Sequence[bool]]) -> float:
    """The share of constraints that are followed, over all answers together, as lm-eval's ifeval averages them."""
    verdicts = [followed for answer in answers for followed in answer]
    return sum(verdicts) / len(verdicts)
