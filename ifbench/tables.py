"""The summary of a result on a terminal."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from ifbench.metrics import METRICS, by
from ifbench.protocols import name_of
from ifbench.text import count_of, interval, one_line, percent, shown

FEW = 6
"""So many items are named."""
TITLES = {
    "prompt_level_strict_acc": "prompt level, strict",
    "inst_level_strict_acc": "instruction level, strict",
    "prompt_level_loose_acc": "prompt level, loose",
    "inst_level_loose_acc": "instruction level, loose",
}
COUNTED = (
    "truncated",
    "empty",
    "missing",
    "errors",
    "refusals",
    "reasoning_stripped",
    "unmatched",
    "check_errors",
    "oversize",
)
ALWAYS = ("truncated", "empty", "missing", "errors")
IN_TABLES = (*ALWAYS, "refusals", "check_errors", "oversize")
"""The counts that stand in columns where results are side by side."""
WORST = 5


def summary(results: Iterable[Mapping[str, Any]]) -> str:
    """Results, as `Scores.to_dict` gives them, as text for people."""
    return "\n".join(_result(result) for result in results)


def _result(result: Mapping[str, Any]) -> str:
    lines = [_heading(result), *_metrics(result), _counted(result["counts"]), *_worst(result["by_constraint"])]
    return "\n".join(lines) + "\n"


def _heading(result: Mapping[str, Any]) -> str:
    parts = [
        f"{result['task']} v{result['version']}",
        result["semantics"],
        one_line(result["model"]),
        f"{count_of(result['n'], 'answer')} wanted",
    ]
    if result["weights"] == "unverified":
        parts.append("weights: unverified")
    if result["pinned"] is False:
        parts.append("rows differ from the published ones")
    return shown(" · ".join(parts))


def _metrics(result: Mapping[str, Any]) -> list[str]:
    answered = result["answered"]
    partial = answered["n"] != result["n"]
    header = ["", f"all {result['n']}", "95 % interval", "null floor"]
    header += [f"answered {answered['n']}", "95 % interval"] if partial else []
    rows = [header]
    for name in METRICS:
        mark = " *" if name == result["headline"] else ""
        found = result["metrics"][name]
        row = [
            TITLES[name] + mark,
            percent(found["value"]),
            interval(found["ci95"]),
            percent(result["floor"]["metrics"][name]),
        ]
        other = answered["metrics"][name]
        rows.append(row + ([percent(other["value"]), interval(other["ci95"])] if partial else []))
    samples = result.get("samples") or {}
    most = max((int(name[len("pass@") :]) for name in samples), default=0)  # all samples of a prompt together
    for name in (f"pass@{most}", f"pass^{most}") if most else ():
        found = samples[name]
        rows.append([f"{name}, strict", percent(found["value"]), interval(found["ci95"]), *[""] * (len(header) - 3)])
    floors = ", ".join(
        f"{answer!r} {percent(v[result['headline']])}" for answer, v in result["floor"]["answers"].items()
    )
    return [*columns(rows), f"  * headline; null answers score on it: {floors}"]


def _counted(counts: Mapping[str, int]) -> str:
    told = [name for name in COUNTED if counts[name] or name in ALWAYS]
    return "  " + " · ".join(f"{titled(name)} {counts[name]}" for name in told)


def titled(count: str) -> str:
    """The name of a count for people."""
    return count.replace("_", " ")


def count_columns(counts: Sequence[Mapping[str, int]], always: Collection[str] = ALWAYS) -> list[str]:
    """The counts to show of several results: some always, the others where they are not zero everywhere."""
    return [name for name in IN_TABLES if name in always or any(one.get(name) for one in counts)]


def count_cells(counts: Mapping[str, int], names: Iterable[str]) -> list[str]:
    """A result's cells in these columns; "-" where a count is not known."""
    return [str(counts.get(name, "-")) for name in names]


def _worst(by_constraint: Mapping[str, Any]) -> list[str]:
    ordered = sorted(by_constraint.items(), key=lambda pair: (pair[1]["strict"]["value"], -pair[1]["n"], pair[0]))
    rows = [
        [
            id,
            percent(found["strict"]["value"]),
            interval(found["strict"]["ci95"]),
            percent(found["loose"]["value"]),
            interval(found["loose"]["ci95"]),
            str(found["n"]),
        ]
        for id, found in ordered[:WORST]
    ]
    return [
        f"  lowest {count_of(len(rows), 'constraint')}",
        *columns([["", "strict", "95 % interval", "loose", "95 % interval", "n"], *rows]),
    ]


def headlines(results: Iterable[tuple[str, Mapping[str, Any]]]) -> str:
    """A table for each task and semantics, and in it a line for each result, named by its run.

    The headline with its interval and the null floor; counts, and that weights are unverified, where there are any.
    """
    together = by([*results], lambda named: (_task(named[1]), named[1]["headline"]))
    return "\n".join(_headlines(*title, found) for title, found in together.items())


def _task(result: Mapping[str, Any]) -> str:
    return f"{result['task']} v{result['version']} {result['semantics']}"


def _headlines(task: str, headline: str, results: Sequence[tuple[str, Mapping[str, Any]]]) -> str:
    names = count_columns([result["counts"] for _, result in results], always=())
    unverified = any(result["weights"] == "unverified" for _, result in results)
    header = [shown(task), TITLES[headline], "95 % interval", "null floor", "n", *map(titled, names)]
    rows = [header + ["weights"] * unverified]
    for run, result in results:
        found, floor = result["metrics"][headline], result["floor"]["metrics"][headline]
        row = [shown(run), percent(found["value"]), interval(found["ci95"]), percent(floor), str(result["n"])]
        marks = ["unverified" if result["weights"] == "unverified" else ""] * unverified
        rows.append([*row, *count_cells(result["counts"], names), *marks])
    return "\n".join(columns(rows, "")) + "\n"


def columns(rows: Sequence[Sequence[str]], indent: str = "  ") -> list[str]:
    """Rows of cells as aligned lines: the first column to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        (
            indent
            + "  ".join(c.ljust(w) if i == 0 else c.rjust(w) for i, (c, w) in enumerate(zip(row, widths, strict=True)))
        ).rstrip()
        for row in rows
    ]


def differences(found: Sequence[Mapping[str, Any]], most: int = 1) -> str:
    """Where official and corrected verdicts differ, as text; under each id the reasons of its first `most` cases."""
    if not found:
        return "official and corrected agree on every verdict\n"
    rows = [["official and corrected differ on", "official only", "corrected only", "items"]]
    rows += [[d["id"], str(d["official_only"]), str(d["corrected_only"]), _few(d["items"])] for d in found]
    header, *lines = columns(rows, "")
    told = [[line, *map(_disagreement, d["cases"][:most])] for line, d in zip(lines, found, strict=True)]
    return "\n".join([header, *(line for group in told for line in group)]) + "\n"


def _disagreement(case: Mapping[str, Any]) -> str:
    followed = "followed loosely" if case["loosely"] else "followed"
    official, corrected = (followed, "not followed") if case["official"] else ("not followed", followed)
    where = name_of(case["item"], sample=case["sample"], turn=case["turn"])
    says = [f"official {official}: {one_line(case['official_why'])}"]
    says += [f"corrected {corrected}: {one_line(case['corrected_why'])}"]
    return f"  {shown(where)}, constraint {case['position']}: {'; '.join(says)}"


def _few(items: Sequence[Any]) -> str:
    named = ", ".join(shown(str(item)) for item in items[:FEW])
    return f"{named}, ..." if len(items) > FEW else named
