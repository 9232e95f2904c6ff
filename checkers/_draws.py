"""The trials of langdetect 1.0.9 with its seed at 0.

A trial multiplies the shares of n-grams that it draws until one language has nearly all of the chance; the mean over
seven trials names the language. `means` does just that, each sum rounded as the library rounds it. `leader` says the
same sooner: it multiplies many draws at once, stops when the trials that are left cannot change the answer, and gives
up where rounding could decide.
"""

from collections import Counter
from collections.abc import Sequence
from functools import cache
from math import cos, log, pi, sin, sqrt
from random import Random  # noqa: TID251 - the draws of langdetect, all from one seed
from typing import Any, NamedTuple

from ._langdetect import SCALE, profiles

TRIALS = 7
_ALPHA, _ALPHA_WIDTH, _BASE = 0.5, 0.05, 10_000 / SCALE
_CONVERGED, _LIMIT, _STEP = 0.99999, 1000, 5
_CLEAR = 1e-9
"""Nearer than this to `_CONVERGED`, rounding could decide whether a trial ends."""
_LOOKS = 16
"""So many times one looks at draws that are multiplied at once: few enough that no product comes to nothing."""
_AHEAD = 256
"""So many draws are looked up together: enough for most texts."""
_FEW_WORDS, _MANY_WORDS = 2048, 20_000
"""Random words made ahead: enough for most texts, and for those that nothing tells."""
BORDERS = (0.1, 0.5)
"""Means that decide something: below the first langdetect names no language, over the second none can be likelier."""


def means(ngrams: Sequence[int]) -> list[float]:
    """The mean chance of each language over seven trials."""
    draws = Random(0)
    found = [0.0] * len(profiles().languages)
    for _ in range(TRIALS):
        weight = (_ALPHA + draws.gauss(0.0, 1.0) * _ALPHA_WIDTH) / _BASE
        found = [mean + chance / TRIALS for mean, chance in zip(found, _trial(ngrams, draws, weight), strict=True)]
    return found


def _trial(ngrams: Sequence[int], draws: Random, weight: float) -> list[float]:
    from numpy import array, full

    languages = len(profiles().languages)
    chances = full(languages, 1.0 / languages)
    for number in range(0, _LIMIT + 1, _STEP):
        drawn = [draws.choice(ngrams) for _ in range(_STEP if number else 1)]
        for factors in profiles().shares(array(drawn)) + weight:
            chances *= factors
        found: list[float] = chances.tolist()
        total = sum(found)
        chances /= total
        if max(found) / total > _CONVERGED:
            break
    return chances.tolist()


class Leader(NamedTuple):
    """The language with the highest mean, and that mean; if over one half, it may be higher still."""

    language: str
    mean: float


def leader(ngrams: Sequence[int]) -> Leader | None:
    """The likeliest language; None where rounding could decide which that is, or whether its mean is over 0.1 or 0.5.

    A trial ends when a language has over 0.99999 of the chance: four of them make a mean of 0.57.
    """
    return _leader(_Draws(ngrams, _FEW_WORDS)) or _leader(_Draws(ngrams, _MANY_WORDS))


def _leader(draws: "_Draws") -> Leader | None:
    wins: Counter[int] = Counter()
    total: Any = 0.0
    for _ in range(TRIALS):
        chances = draws.trial()
        if chances is None:
            return None
        total = total + chances
        first = int(chances.argmax())
        wins[first] += bool(chances[first] > _CONVERGED)
        if 2 * wins[first] > TRIALS:
            return Leader(profiles().languages[first], wins[first] * _CONVERGED / TRIALS)
    ranked = (total / TRIALS).argsort()[::-1][:2]
    first, second = (total / TRIALS)[ranked].tolist()
    clear = first - second > _CLEAR and all(abs(first - border) > _CLEAR for border in BORDERS)
    return Leader(profiles().languages[int(ranked[0])], first) if clear else None


@cache
def _words(count: int) -> Any:
    """The first words of the generator, from which Python makes every draw."""
    from numpy import frombuffer, int64

    return frombuffer(Random(0).getrandbits(32 * count).to_bytes(4 * count, "little"), "<u4").astype(int64)


@cache
def _normals(at: int) -> tuple[float, float]:
    """The two normal deviates that the words from one on make."""

    def uniform(at: int) -> float:
        high, low = _words(_MANY_WORDS)[at : at + 2].tolist()
        return float((high >> 5) * 67108864 + (low >> 6)) / 9007199254740992

    angle = uniform(at) * 2 * pi
    radius = sqrt(-2.0 * log(1.0 - uniform(at + 2)))
    return cos(angle) * radius, sin(angle) * radius


class _Draws:
    """The draws for one text, as `random.Random` makes them from the words of its generator."""

    def __init__(self, ngrams: Sequence[int], words: int) -> None:
        import numpy

        self._ngrams = numpy.asarray(ngrams)
        self._words = _words(words)
        picks = self._words >> (32 - len(ngrams).bit_length())
        self._used = numpy.flatnonzero(picks < len(ngrams))
        self._picks = picks[self._used]
        self._shares: Any = ()
        self._ahead_of = 0
        self._at = 0
        self._second: float | None = None

    def _gauss(self) -> float:
        if self._second is not None:
            second, self._second = self._second, None
            return second
        first, self._second = _normals(self._at)
        self._at += 4
        return first

    def _shares_of(self, at: int, size: int) -> Any:
        """The shares of some draws in each language, fewer if words run out. Each call asks for later draws."""
        if at + size > self._ahead_of + len(self._shares):
            self._ahead_of = at
            self._shares = profiles().shares(self._ngrams.take(self._picks[at : at + _AHEAD]))
        return self._shares[at - self._ahead_of :][:size]

    def trial(self) -> Any:
        """The chances that one trial ends with; None if rounding could decide when it ends, or words run out.

        Its first draw ends no trial: a share is at most one, and the weight leaves too much to the other languages.
        """
        if self._at + 4 > len(self._words):
            return None
        weight = (_ALPHA + self._gauss() * _ALPHA_WIDTH) / _BASE
        at = int(self._used.searchsorted(self._at)) + 1
        if at > len(self._used):
            return None
        chances = self._shares_of(at - 1, 1)[0] + weight
        for left in range(_LIMIT, 0, -_STEP * _LOOKS):
            size = min(left, _STEP * _LOOKS)
            shares = self._shares_of(at, size)
            if len(shares) < size:
                return None
            looks = _looks(shares + weight, chances)
            totals = looks.sum(axis=1)
            tops = (looks.max(axis=1) / totals).tolist()
            ends = next((look for look, top in enumerate(tops) if top > _CONVERGED - _CLEAR), len(tops) - 1)
            if abs(tops[ends] - _CONVERGED) < _CLEAR:
                return None
            chances = looks[ends] / totals[ends]
            at += _STEP * (ends + 1)
            if tops[ends] > _CONVERGED:
                break
        self._at = int(self._used[at - 1]) + 1
        return chances


def _looks(factors: Any, chances: Any) -> Any:
    """The chances whenever a trial looks at them: after each step."""
    import numpy

    looks = numpy.multiply.reduce(factors.reshape(-1, _STEP, len(chances)), axis=1)
    looks[0] *= chances
    return numpy.multiply.accumulate(looks, axis=0)
