"""The trials of langdetect 1.0.9 with its seed at 0.

A trial multiplies the shares of n-grams that it draws until one language has nearly all of the chance; the mean over
seven trials names the language. `means` does just that, each sum rounded as the library rounds it. `winner` says the
same sooner: it multiplies many draws at once, and stops when the trials that are left cannot change the answer.
"""

from collections import Counter
from collections.abc import Sequence
from functools import cache
from math import cos, log, pi, sin, sqrt
from random import Random  # noqa: TID251 - the draws of langdetect, all from one seed
from typing import Any

from ._langdetect import SCALE, profiles

TRIALS = 7
_ALPHA, _ALPHA_WIDTH, _BASE = 0.5, 0.05, 10_000 / SCALE
_CONVERGED, _LIMIT, _STEP = 0.99999, 1000, 5
_CLEAR = 1e-9
"""Nearer than this to `_CONVERGED`, rounding could decide whether a trial ends."""
_LOOKS = 12
"""So many times one looks at draws that are multiplied at once: few enough that no product comes to nothing."""
_WORDS = 4096
"""Random words made ahead: enough for all but texts that nothing tells."""


def means(ngrams: Sequence[int]) -> list[float]:
    """The mean chance of each language over seven trials."""
    draws = Random(0)
    found = [0.0] * len(profiles().languages)
    for _ in range(TRIALS):
        weight = (_ALPHA + draws.gauss(0.0, 1.0) * _ALPHA_WIDTH) / _BASE
        found = [mean + chance / TRIALS for mean, chance in zip(found, _trial(ngrams, draws, weight), strict=True)]
    return found


def _trial(ngrams: Sequence[int], draws: Random, weight: float) -> list[float]:
    from numpy import full

    languages = len(profiles().languages)
    chances = full(languages, 1.0 / languages)
    for number in range(0, _LIMIT + 1, _STEP):
        drawn = [draws.choice(ngrams) for _ in range(_STEP if number else 1)]
        for factors in profiles().shares(drawn) + weight:
            chances *= factors
        found: list[float] = chances.tolist()
        total = sum(found)
        chances /= total
        if max(found) / total > _CONVERGED:
            break
    return chances.tolist()  # type: ignore[no-any-return]


def winner(ngrams: Sequence[int]) -> str | None:
    """The language with a mean over one half, if four trials end with it; None if more has to be known.

    A trial ends when a language has over 0.99999 of the chance: four of them make a mean of 0.57.
    """
    draws = _Draws(ngrams)
    wins: Counter[int] = Counter()
    for number in range(TRIALS):
        leader = draws.trial()
        if leader is None:
            return None
        wins[leader] += 1
        if 2 * wins[leader] > TRIALS:
            return profiles().languages[leader]
        if 2 * (wins.most_common(1)[0][1] + TRIALS - 1 - number) <= TRIALS:
            return None
    return None


@cache
def _words() -> Any:
    """The first words of the generator, from which Python makes every draw."""
    from numpy import fromiter, int64

    source = Random(0)
    return fromiter((source.getrandbits(32) for _ in range(_WORDS)), int64, _WORDS)


class _Draws:
    """The draws for one text, as `random.Random` makes them from the words of its generator."""

    def __init__(self, ngrams: Sequence[int]) -> None:
        from numpy import array, flatnonzero

        self._ngrams = array(ngrams)
        picks = _words() >> (32 - len(ngrams).bit_length())
        self._used = flatnonzero(picks < len(ngrams))
        self._picks = picks[self._used]
        self._at = 0
        self._second: float | None = None

    def _random(self, at: int) -> float:
        high, low = _words()[at : at + 2].tolist()
        return float((high >> 5) * 67108864 + (low >> 6)) / 9007199254740992

    def _gauss(self) -> float:
        if self._second is not None:
            second, self._second = self._second, None
            return second
        angle = self._random(self._at) * 2 * pi
        radius = sqrt(-2.0 * log(1.0 - self._random(self._at + 2)))
        self._at += 4
        self._second = sin(angle) * radius
        return cos(angle) * radius

    def trial(self) -> int | None:
        """The language that one trial ends with; None if it is not clear when it ends."""
        from numpy import multiply

        weight = (_ALPHA + self._gauss() * _ALPHA_WIDTH) / _BASE
        chances: Any = 1.0
        at = int(self._used.searchsorted(self._at))
        for size in (_STEP * _LOOKS + 1, *[_STEP * _LOOKS] * (_LIMIT // _STEP // _LOOKS - 1)):
            drawn = self._ngrams.take(self._picks[at : at + size])
            factors = profiles().shares(drawn)
            factors += weight
            factors[0] *= chances
            looks = multiply.accumulate(factors, axis=0)[(size - 1) % _STEP :: _STEP]
            tops = (looks.max(axis=1) / looks.sum(axis=1)).tolist()
            ends = next((look for look, top in enumerate(tops) if top > _CONVERGED - _CLEAR), None)
            if len(drawn) < size or (ends is not None and tops[ends] < _CONVERGED + _CLEAR):
                return None
            if ends is not None:
                self._at = int(self._used[at + (size - 1) % _STEP + ends * _STEP]) + 1
                return int(looks[ends].argmax())
            chances = looks[-1] / looks[-1].sum()
            at += size
        return None
