"""Runs side by side on a terminal."""

from collections.abc import Iterator, Sequence

from ifbench.gate.decision import p_cell
from ifbench.gate.exploring import Against, answer_at, known_floor, partly, rows_of, unverified
from ifbench.gate.outcomes import Where, levels
from ifbench.gate.outputs.lines import MOST, points
from ifbench.gate.outputs.terminal import told
from ifbench.gate.results import Result
from ifbench.items import Key
from ifbench.metrics import by
from ifbench.protocols import name_of
from ifbench.tables import TITLES, columns, count_cells, count_columns, titled
from ifbench.text import interval, percent


def render(first: Result, found: Sequence[Against]) -> str:
    """The scores, the differences from the first, and the answers that differ."""
    title = f"{first.task} v{first.version} · {first.conditions.semantics} · against {first.label}; nothing is gated"
    return (
        "\n".join([told(title), *_scores(first, found), "", *_differences(found), "", *_changed(first, found)]) + "\n"
    )


def _scores(first: Result, found: Sequence[Against]) -> list[str]:
    prompt, inst = TITLES[first.metric], TITLES[first.metric.replace("prompt", "inst")]
    results = (first, *(one.result for one in found))
    names = count_columns([result.counts for result in results], always=("truncated", "empty", "missing"))
    rows = [["", "model", prompt, "95 % interval", inst, "95 % interval", *map(titled, names)]]
    rows += [_score(result, names) for result in results]
    floor = known_floor(results)
    notes = [f"null floor: {floor}"] if floor != "-" else []
    notes += unverified((result.label, result.model) for result in results)
    return [*columns(rows), *(f"  {told(note, 400)}" for note in notes)]


def _score(result: Result, names: Sequence[str]) -> list[str]:
    prompt, inst = levels(result.answers)
    shares = [percent(prompt.value), interval(prompt.ci95), percent(inst.value), interval(inst.ci95)]
    return [told(result.label, 60), told(result.model.name, 60), *shares, *count_cells(result.counts, names)]


def _differences(found: Sequence[Against]) -> Iterator[str]:
    header = [
        "difference from the first",
        "points",
        "95 % interval",
        "answers: both pass",
        "lost",
        "won",
        "neither",
        "p",
        "Holm",
    ]
    rows = [header]
    for one in found:
        low, high = one.headline.ci95
        shares = [points(-one.headline.drop), interval((-high, -low))]
        counts = [str(count) for count in (one.both, len(one.lost), len(one.won), one.neither)]
        rows.append([told(one.result.label, 60), *shares, *counts, p_cell(one.p), p_cell(one.p_holm)])
    yield from columns(rows)
    yield f"  p two-sided ({_tests(found)}), Holm over {len(found)}"
    for one in found:
        yield from (f"  {told(one.result.label, 60)}, allowed to differ: {told(str(m), 400)}" for m in one.mismatches)
    yield from (f"  {line}" for line in partly(m for one in found for m in one.mismatches))


def _tests(found: Sequence[Against]) -> str:
    """The tests, and where they are several, of which results."""
    tests = by(found, lambda one: one.headline.test.replace("one-sided ", ""))
    named = (f"{test}: {', '.join(told(one.result.label, 60) for one in those)}" for test, those in tests.items())
    return next(iter(tests)) if len(tests) == 1 else "; ".join(named)


def _changed(first: Result, found: Sequence[Against]) -> list[str]:
    """The answers that differ, a mark for each result: + passes, - fails."""
    places = list(rows_of(found))
    results = [first, *(one.result for one in found)]
    rows = [["answers that differ (+ passes, - fails)", *(told(result.label, 24) for result in results)]]
    rows += [[told(name_of(at[0], *at[1])), *(_mark(result, at) for result in results)] for at in places[:MOST]]
    more = [f"  and {len(places) - MOST} more; --json lists all"] if len(places) > MOST else []
    return [*columns(rows), *more] if places else ["  no answer differs"]


def _mark(result: Result, place: tuple[Key, Where]) -> str:
    answer = answer_at(result, place)
    return "" if answer is None else "-+"[answer.passed]
