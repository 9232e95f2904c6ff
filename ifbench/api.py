"""The Python API: the command line minus printing."""

import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import Any, Literal, overload

from checkers import SEMANTICS, Followed, Semantics, judge
from checkers._once import kept
from ifbench.choices import named
from ifbench.errors import UsageError
from ifbench.evaluated import Evaluation
from ifbench.evaluation import Watcher
from ifbench.evaluation import evaluate as run_spec
from ifbench.items import parse_items
from ifbench.metrics import Tally
from ifbench.progress import Quiet
from ifbench.protocols import Place
from ifbench.records import VerdictRow
from ifbench.run_record import comparable, run_directory
from ifbench.scoring import Judge, followed_by, judges_in, places
from ifbench.spec import Spec, limit_of
from ifbench.stats import Estimate
from ifbench.tasks import Passport, Source, Task
from ifbench.types import Identity

Generate = Callable[[list[dict[str, str]]], str]


def _several(names: str | Sequence[str]) -> tuple[str, ...]:
    return (str(names),) if isinstance(names, str | Path) else tuple(map(str, names))


_READ: Mapping[str, Callable[[Any], Any]] = {
    "tasks": _several, "output": Path, "data": Path, "limit": limit_of, "ids": _several,
}  # fmt: skip
"""What a choice of the caller's becomes in a `Spec`; None stays None."""


def _choices(given: Mapping[str, Any]) -> dict[str, Any]:
    found = named(given, Spec, "evaluate has no choice")
    for name, value in found.items():
        if name in _READ and value is not None:
            try:
                found[name] = _READ[name](value)
            except TypeError as error:
                raise UsageError(f"{name}={value!r:.100}: {error}") from None
    return found


def evaluate(
    model: str,
    tasks: str | Sequence[str] = ("core",),
    generate: Generate | None = None,
    *,
    watcher: Watcher | None = None,
    **choices: Any,
) -> Evaluation:
    """Run a model on tasks, as `ifbench eval` does, in a notebook or a training loop.

    With `generate`, every call asks for all answers: a function looks the same with other weights. A complete run
    that its folder holds is moved aside, to a name with the time; to keep each step in a folder of its own, name it
    in `model` or `output`. Only a run that was broken off, by an interrupt or a kill, is gone on with, under a warning;
    fresh=True begins that anew too.

    Args:
        model: a name, a folder, a file; with `generate` only a name, and another name is another run.
        tasks: names or folders, or one of them.
        generate: answers a conversation, a list of {"role", "content"}, with a string; in place of an engine.
        watcher: is told how it goes on; by default nobody is.
        choices: the other fields of `Spec`, such as limit=24 (or "24:48"), temperature=0.7, output=Path("runs/mine").

    Raises:
        UsageError: a wrong choice, task or model. IncompleteError: the backend failed; what was finished is kept.
    """
    spec = Spec(model, **_choices({"tasks": tasks, **choices}))
    backend = None
    if generate is not None:
        from ifbench.backends.function import Function

        backend = Function(model, generate)
        spec = _anew_unless_broken_off(spec, backend.identity)
    return run_spec(spec, watcher or Quiet(), backend)


def _anew_unless_broken_off(spec: Spec, identity: Identity) -> Spec:
    """A function's spec: an earlier call's answers may be those of other weights, so they are reused only to end it."""
    directory = run_directory(spec, identity)
    held = directory.read_run() if directory.exists and not spec.fresh else {}
    if held.get("settings") != comparable(spec, identity):
        return spec  # none is there, or another run, which is refused
    counts = [result["counts"] for result in directory.read_summary()] if held.get("finished") else []
    lacks, failed = (any(one[name] for one in counts) for name in ("missing", "errors"))
    if counts and (failed or not lacks):
        return replace(spec, fresh=True)  # its function failed, or it is complete: nothing broke it off
    again = f"{directory.path} lacks answers of an earlier call: those that it has are kept; fresh=True begins anew"
    warnings.warn(again, stacklevel=3)
    return spec


@dataclass(frozen=True)
class RowScores:
    """Answers to given rows, scored.

    Attributes:
        strict, loose: for each row one boolean per instruction, in their order.
        metrics: the four accuracies by lm-eval's names, each with its 95 % interval; a missing answer fails.
    """

    strict: list[list[bool]] = field(repr=False)
    loose: list[list[bool]] = field(repr=False)
    metrics: Mapping[str, Estimate]
    _judge: Judge = field(repr=False)
    _answers: Mapping[Place, str | None] = field(repr=False)

    @kept
    def verdicts(self) -> tuple[VerdictRow, ...]:
        """Each constraint's, with its reason, in the order of the rows; judged once more when first asked for."""
        return tuple(chain.from_iterable(self._rows(place, answer) for place, answer in self._answers.items()))

    def _rows(self, place: Place, answer: str | None) -> list[VerdictRow]:
        if answer is None:
            return self._judge.rows(place, None)
        return self._judge.judged(place, judge(answer, self._judge.constraints(place)))


@overload
def score(
    rows: Iterable[Mapping[str, Any]], responses: Sequence[str | None], semantics: Semantics = "official"
) -> RowScores: ...


@overload
def score(
    rows: Iterable[Mapping[str, Any]], responses: Sequence[str | None], semantics: Literal["both"]
) -> dict[Semantics, RowScores]: ...


def score(
    rows: Iterable[Mapping[str, Any]],
    responses: Sequence[str | None],
    semantics: Semantics | Literal["both"] = "official",
) -> RowScores | dict[Semantics, RowScores]:
    """Score answers to IFEval-style rows; no file, no model.

    Args:
        rows: dicts with key, prompt, instruction_id_list and kwargs.
        responses: the answer to each row, None where there is none.
        semantics: "official" for the published verdicts, "corrected" for the right ones; "both" for the scores by each,
            in one pass.

    Raises:
        UsageError: a row is malformed or a constraint does not bind, with row, key, position and argument; or there are
            no such semantics.
        ValueError: not as many responses as rows.
    """
    if semantics not in (*SEMANTICS, "both"):
        raise UsageError(f"unknown semantics {semantics!r}; choose from {', '.join(SEMANTICS)}, both")
    asked = SEMANTICS if semantics == "both" else (semantics,)
    items = parse_items(enumerate(rows, 1), "rows")
    task = Task(Passport("rows", "given rows", 1, asked[0], Source("rows")), items, items, "rows")
    judges = judges_in(task, asked)
    wanted = places(task, 1)
    if len(wanted) != len(responses):
        raise ValueError(f"{len(wanted)} rows but {len(responses)} responses")
    scores = _scored(judges, dict(zip(wanted, responses, strict=True)))
    return scores if semantics == "both" else scores[semantics]


def _scored(judges: Sequence[Judge], answers: Mapping[Place, str | None]) -> dict[Semantics, RowScores]:
    found: list[tuple[list[list[bool]], list[list[bool]], Tally]] = [([], [], Tally()) for _ in judges]
    for place, answer in answers.items():
        for (strict, loose, tally), one in zip(found, _followed(judges, place, answer), strict=True):
            strict.append([either.strict for either in one])
            loose.append([either.loose for either in one])
            if one:
                tally.add(place.item, strict[-1], loose[-1])
    return {
        judge_.semantics: RowScores(strict, loose, tally.group().metrics, judge_, answers)
        for judge_, (strict, loose, tally) in zip(judges, found, strict=True)
    }


def _followed(judges: Sequence[Judge], place: Place, answer: str | None) -> list[list[Followed]]:
    if answer is None:
        return [[Followed(False, False)] * len(judge_.constraints(place)) for judge_ in judges]
    return followed_by(judges, place, answer)
