"""A report from its entries: who is ranked with whom, and every figure."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from ifbench.differences import differences
from ifbench.gate.results import Result
from ifbench.items import Key
from ifbench.metrics import METRICS, by
from ifbench.metrics import Group as Scored
from ifbench.reports.data import NOTHING, Disagreement, Group, Report, Row
from ifbench.reports.folds import curves, rescued
from ifbench.reports.loading import Entry
from ifbench.reports.ranking import contests, originals, rank, ties
from ifbench.stats import Estimate, estimate
from ifbench.tables import COUNTED
from ifbench.types import REPLAYED

_SIZE = re.compile(r"(?<![\w.])(?:(\d+)x)?(\d+(?:\.\d+)?)\s?([bBmM])(?![A-Za-z])")
Together = tuple[Any, ...]


def build(title: str, entries: Sequence[Entry], notes: Sequence[str] = ()) -> Report:
    """The report on some entries, without samples."""
    found = [_group(f"g{at}", one) for at, one in enumerate(groups(entries))]
    names = distinct(f"{group.task} v{group.version} · {group.semantics}{_sampled(group)}" for group in found)
    titled = tuple(replace(group, title=name) for group, name in zip(found, names, strict=True))
    return Report(title, titled, disagreements(entries), (*notes,))


def _sampled(group: Group) -> str:
    samples = group.rows[0].settings["samples"]
    return "" if samples == "1" else f" · {samples} samples"


def groups(entries: Sequence[Entry]) -> list[list[Entry]]:
    """The entries that may be ranked together, by task; each group best first."""
    together = by(entries, _together)
    ordered = sorted(together.items(), key=lambda pair: (pair[0][0], pair[0][4] != "official", str(pair[0][:5])))
    return [sorted(found, key=_standing) for _, found in ordered]


def _together(entry: Entry) -> Together:
    result = entry.result
    same = result.conditions
    items: frozenset[Key] = frozenset(result.answers)
    return result.task, result.version, same.rows, same.checkers, same.semantics, same.headline, same.repeats, items


def _standing(entry: Entry) -> tuple[float, str, str]:
    value = metrics(entry)[entry.result.conditions.headline].value
    return -(value or 0.0), entry.result.model.name, entry.result.name


def _group(key: str, entries: Sequence[Entry]) -> Group:
    results = [entry.result for entry in entries]
    labels = label(results)
    floors: Mapping[str, float] = next((e.summary.floor.metrics for e in entries if e.summary), {})
    first = results[0]
    headline = first.conditions.headline
    keys = [f"{key}m{at}" for at in range(len(entries))]
    entered = originals(dict(zip(keys, results, strict=True)))
    found = contests([(key, result) for key, result in zip(keys, results, strict=True) if entered[key] == key])
    named = zip(keys, labels, entries, strict=True)
    rows = [_row(key, name, entry, floors.get(headline)) for key, name, entry in named]
    pinned = next((entry.summary.pinned for entry in entries if entry.summary), None)
    return Group(
        key, "", first.task, first.version, first.conditions.semantics, headline, first.conditions.rows,
        first.conditions.checkers, len(first.answers), pinned, floors.get(headline),
        tuple(replace(r, rank=rank(entered[r.key], found), ties=ties(entered[r.key], found)) for r in rows), found,
        {name: floors[name] for name in METRICS if name in floors},
    )  # fmt: skip


def label(results: Sequence[Result]) -> list[str]:
    """A name for each that no other of them has: the model's, with the run's and a number where that is needed.

    A baseline leaves the model's name alone to the run.
    """
    runs = Counter(result.model.name for result in results if result.path)
    rivals = Counter(result.model.name for result in results)
    return distinct(
        r.model.name if (runs if r.path else rivals)[r.model.name] == 1 else f"{r.model.name} · {r.label}"
        for r in results
    )


def distinct(names: Iterable[str]) -> list[str]:
    """Names with a number behind those that came before."""
    seen: Counter[str] = Counter()
    unique = []
    for name in names:
        seen[name] += 1
        unique.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return unique


def _row(key: str, name: str, entry: Entry, floor: float | None) -> Row:
    result, summary = entry.result, entry.summary
    found = metrics(entry)
    by_relaxation, rescue = rescued(entry)
    known = asdict(summary.counts) if summary else {"truncated": result.truncated, "empty": result.empty, "missing": 0}
    counts = {name: known[name] for name in COUNTED if name in known}
    return Row(
        key, name, result.model.name, result.name, result.model.weights, summary is None, size(result.model.name),
        found, summary.answered if summary else Scored(len(result.all), found),
        lift(found[result.conditions.headline], floor), len(result.all),
        sum(len(answer.followed) for answer in result.all), counts, settings(result), result.origin.finished or "",
        1, (), summary.by_constraint if summary else {}, curves(entry), by_relaxation, rescue,
    )  # fmt: skip


def metrics(entry: Entry) -> dict[str, Estimate]:
    """The four accuracies; of a baseline those of its mode, from its outcomes."""
    if entry.summary:
        return {name: entry.summary.metrics[name] for name in METRICS}
    result = entry.result
    items = [list(answers.values()) for answers in result.answers.values()]
    prompt = [(sum(a.passed for a in found), len(found)) for found in items]
    inst = [(sum(sum(a.followed) for a in found), sum(len(a.followed) for a in found)) for found in items]
    known = {f"prompt_level_{result.mode}_acc": estimate(prompt), f"inst_level_{result.mode}_acc": estimate(inst)}
    return {name: known.get(name, NOTHING) for name in METRICS}


def lift(headline: Estimate, floor: float | None) -> Estimate:
    """A score less the null floor, which is no estimate: the same items always give it."""
    if headline.value is None or headline.ci95 is None or floor is None:
        return NOTHING
    return Estimate(headline.value - floor, (headline.ci95[0] - floor, headline.ci95[1] - floor))


def size(model: str) -> float | None:
    """The parameters in billions that a model's name tells, such as 7 for "Qwen2.5-7B-Instruct"."""
    found = _SIZE.search(model)
    if found is None:
        return None
    experts, number, unit = found.groups()
    return int(experts or 1) * float(number) * (0.001 if unit in "mM" else 1)


def settings(result: Result) -> dict[str, str]:
    """How the answers were asked for, in words; "" for what is not known of answers that others gave."""
    asked, model = result.conditions, result.model
    drawn = {
        "temperature": f"{asked.temperature:g}",
        "top p": f"{asked.top_p:g}",
        "max tokens": str(asked.max_tokens),
        "filters": ", ".join(f"{name} {value:g}" for name, value in asked.shaped_by.items()) or "none told",
        "chat template": "yes" if asked.chat else "no",
        "system message": asked.system or "none",
    }
    return {
        **(dict.fromkeys(drawn, "") if model.engine in REPLAYED else drawn),
        "samples": str(asked.repeats),
        "reasoning": asked.reasoning,
        "engine": f"{model.engine} {model.engine_version} {model.dtype}".strip(),
        "model digest": model.model,
    }


def disagreements(entries: Sequence[Entry]) -> tuple[Disagreement, ...] | None:
    """Where official and corrected verdicts differ in each run that was judged in both; None if none was."""
    runs = [found for found in by(entries, _origin).values() if {"official", "corrected"} == _semantics(found)]
    names = label([found[0].result for found in runs])
    if not runs:
        return None
    return tuple(
        Disagreement(found[0].result.task, name, one.id, one.official_only, one.corrected_only, (*map(str, one.items),))
        for name, found in zip(names, runs, strict=True)
        for one in differences(row for entry in found for row in entry.rows)
    )


def _origin(entry: Entry) -> tuple[str, str]:
    return str(entry.result.path), entry.result.task


def _semantics(entries: Sequence[Entry]) -> set[str]:
    return {entry.result.conditions.semantics for entry in entries}
