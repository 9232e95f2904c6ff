"""A task as a folder that lm-eval's own command runs, judged by our checkers."""

from pathlib import Path
from typing import Any

import msgspec
import yaml

from ifbench.errors import UsageError
from ifbench.files import to_json, write_atomically, writing
from ifbench.metrics import METRICS
from ifbench.tasks import Source, Task
from ifbench.types import Sampling

ROWS = "items.jsonl"
UTILS = '''"""Written by `ifbench export lm-eval`. lm-eval takes a task's functions from a file beside its yaml."""

from pathlib import Path

from ifbench.lm_eval.task import inst_level_acc, load

rows, process_results = load(Path(__file__).parent)
__all__ = ["inst_level_acc", "process_results", "rows"]
'''


def export(task: Task, root: Path) -> str:
    """Write `root`/ifbench_<task>, which is a task folder of ours too; gives the name that the task has in lm-eval.

    Raises:
        UsageError: the task has dialogues, which lm-eval cannot hold, or the folder cannot be written.
    """
    if any(len(item.prompts) > 1 for item in task.items):
        raise UsageError(f"{task.id} has dialogues of several turns, which lm-eval does not hold; run it with `eval`")
    name = lm_eval_name(task.id)
    folder = root / name
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
    write_atomically(folder / ROWS, "".join(to_json(item.canonical()) + "\n" for item in task.items))
    write_atomically(folder / "task.yaml", yaml.safe_dump(_passport(task), sort_keys=False))
    write_atomically(folder / "utils.py", UTILS)
    write_atomically(folder / f"{name}.yaml", _lm_eval_yaml(task, name))
    return name


def lm_eval_name(task: str) -> str:
    """The name of one of our tasks in lm-eval, where others may have a task of the same name."""
    return f"ifbench_{task}"


def _passport(task: Task) -> dict[str, Any]:
    """task.yaml for the rows as they are now, which it pins if the task pinned them."""
    rows = Source(ROWS, sha256=task.digest if task.pinned else None)
    found: dict[str, Any] = msgspec.to_builtins(msgspec.structs.replace(task.passport, source=rows))
    return found


def _lm_eval_yaml(task: Task, name: str) -> str:
    passport = task.passport
    says = {
        "task": name,
        "custom_dataset": _Function("rows"),
        "test_split": "test",
        "output_type": "generate_until",
        "doc_to_text": "prompt",
        "doc_to_target": 0,
        "num_fewshot": 0,
        "generation_kwargs": _generation(passport.sampling),
        "process_results": _Function("process_results"),
        "metric_list": [_metric(metric) for metric in METRICS],
        "metadata": {"version": passport.version},
    }
    return yaml.dump(says, Dumper=_Dumper, sort_keys=False)


def _generation(sampling: Sampling) -> dict[str, Any]:
    drawn = sampling.temperature > 0
    top_p = {"top_p": sampling.top_p} if drawn else {}
    return {
        "until": [],
        "do_sample": drawn,
        "temperature": sampling.temperature,
        **top_p,
        "max_gen_toks": sampling.max_tokens,
    }


def _metric(name: str) -> dict[str, Any]:
    averaged = _Function("inst_level_acc") if name.startswith("inst_level") else "mean"
    return {"metric": name, "aggregation": averaged, "higher_is_better": True}


class _Function(str):
    """A function of utils.py, by name."""


class _Dumper(yaml.SafeDumper):
    """Writes functions with lm-eval's tag."""


_Dumper.add_representer(_Function, lambda dumper, name: dumper.represent_scalar("!function", f"utils.{name}"))
