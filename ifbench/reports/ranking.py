"""Which models of a group differ: paired exact tests with Holm's adjustment; the others are ties."""

from collections.abc import Mapping, Sequence
from itertools import combinations

from ifbench.gate.outcomes import pair
from ifbench.gate.results import Result
from ifbench.paired import Pair, drop_interval, holm, two_sided
from ifbench.reports.data import NOTHING, Contest
from ifbench.stats import Estimate

ALPHA = 0.05


def originals(results: Mapping[str, Result]) -> dict[str, str]:
    """For each key that of the first result with the same answers, a run before its baseline: copies are no rivals."""
    firsts: dict[tuple[str, str], str] = {}
    for key, result in sorted(results.items(), key=lambda pair: pair[1].path is None):
        firsts.setdefault(_answers(result), key)
    return {key: firsts[_answers(result)] for key, result in results.items()}


def _answers(result: Result) -> tuple[str, str]:
    """By what answers that are judged alike are known."""
    return result.origin.answers, result.conditions.reasoning


def contests(results: Sequence[tuple[str, Result]]) -> tuple[Contest, ...]:
    """Each pair of results on the same items, by their keys; p adjusted over the pairs.

    Args:
        results: (key, result), with the same headline.
    """
    pairs = list(combinations(results, 2))
    found = [_pairs(one, other) for (_, one), (_, other) in pairs]
    ps = [two_sided(trials) if trials else 1.0 for trials in found]
    adjusted = holm(ps)
    return tuple(
        _contest(one[0], other[0], trials, p, p_holm)
        for (one, other), trials, p, p_holm in zip(pairs, found, ps, adjusted, strict=True)
    )


def _pairs(one: Result, other: Result) -> list[Pair]:
    """Items with what passes in each, at the level of the headline."""
    items = pair(one.answers, other.answers).items
    at_prompt = one.conditions.headline.startswith("prompt_level")
    return [item.prompt_level() if at_prompt else item.inst_level() for item in items]


def _contest(first: str, second: str, trials: Sequence[Pair], p: float, p_holm: float) -> Contest:
    losses = [found.before - found.after for found in trials]
    size = sum(found.trials for found in trials)
    difference = Estimate(sum(losses) / size, drop_interval(trials)) if size else NOTHING
    only_first, only_second = sum(loss > 0 for loss in losses), sum(loss < 0 for loss in losses)
    return Contest(first, second, difference, only_first, only_second, p, p_holm, p_holm <= ALPHA)


def rank(key: str, found: Sequence[Contest]) -> int:
    """1 + the number of models that are significantly better."""
    return 1 + sum(contest.significant and _better(contest) != key for contest in _of(key, found))


def ties(key: str, found: Sequence[Contest]) -> tuple[str, ...]:
    """The keys of the models from which one is not significantly different."""
    return tuple(
        contest.second if contest.first == key else contest.first
        for contest in _of(key, found)
        if not contest.significant
    )


def _of(key: str, found: Sequence[Contest]) -> list[Contest]:
    return [contest for contest in found if key in (contest.first, contest.second)]


def _better(contest: Contest) -> str:
    return contest.first if (contest.difference.value or 0.0) > 0 else contest.second
