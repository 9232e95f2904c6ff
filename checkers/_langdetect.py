"""What langdetect 1.0.9 knows: its profiles, and how it takes a text apart into n-grams.

Where the library appends to strings character by character and keeps a list of 55 numbers for each of its 88,000
n-grams, here each different word is taken apart once, or all of an ASCII text at once, and the numbers stand in one
array. Its state is not touched.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import count
from pathlib import Path
from typing import Any

import msgspec

from ._ascii_ngrams import AsciiNgrams
from ._once import once

SCALE = 1024
"""Shares are made so much larger: then a hundred of them can be multiplied. A power of two changes no rounding."""
_LONGEST_TEXT = 10_000
_LONGEST_KEPT = 40
"""The longest word of which the n-grams are kept for another time."""
_SPACES = re.compile("  +")
_LATIN = re.compile("[A-z]+")
_NOT_LATIN = re.compile("[\u0300-\u1dff\u1f00-\U0010ffff]+")


class _Profile(msgspec.Struct):
    """One language: how often each n-gram came, and how many of one, two and three characters there were."""

    name: str
    freq: dict[str, int]
    n_words: list[int]


class _Normalized(dict[int, str]):
    """Characters as langdetect takes them, each asked for once."""

    def __missing__(self, code: int) -> str:
        from langdetect.utils.ngram import NGram

        found: str = NGram.normalize(chr(code))
        self[code] = found
        return found


class Profiles:
    """The profiles of all languages, in one order on every machine. An n-gram goes by its number."""

    def __init__(self) -> None:
        from langdetect.detector import Detector
        from langdetect.detector_factory import PROFILES_DIRECTORY
        from langdetect.utils.ngram import NGram
        from numpy import fromiter

        self.languages: list[str] = []
        self._numbers: dict[str, int] = defaultdict(count().__next__)
        self._counts, self._totals = self._tables(sorted(Path(PROFILES_DIRECTORY).iterdir()))
        lengths = fromiter(map(len, self._numbers), "intp", len(self._numbers))
        self._lengths = lengths - 1
        self._numbers = dict(self._numbers)
        self._ascii = AsciiNgrams(self._numbers, lengths)
        self._addresses: tuple[Any, Any] = Detector.URL_RE, Detector.MAIL_RE
        self._vietnamese = NGram.normalize_vi
        self._normalized = _Normalized()
        self._of_word = lru_cache(maxsize=1 << 16)(self._grams)

    def _tables(self, paths: Sequence[Path]) -> tuple[Any, Any]:
        """The counts by n-gram and language, and their totals by length and language."""
        from numpy import array, fromiter, zeros

        decode, columns, totals = msgspec.json.Decoder(_Profile).decode, [], []
        for path in paths:
            profile = decode(path.read_bytes())
            self.languages.append(profile.name)
            totals.append(profile.n_words)
            numbers = fromiter(map(self._numbers.__getitem__, profile.freq), "int32", len(profile.freq))
            columns.append((numbers, fromiter(profile.freq.values(), "int32", len(profile.freq))))
        counts = zeros((len(self._numbers), len(columns)), "int32")
        for column, (numbers, values) in enumerate(columns):
            counts[numbers, column] = values
        return counts, array(totals, "float64").T / SCALE

    def shares(self, grams: Sequence[int]) -> Any:
        """An array with a row for each of the n-grams: its share in each language, times `SCALE`."""
        return self._counts.take(grams, axis=0) / self._totals.take(self._lengths.take(grams), axis=0)

    def ngrams(self, text: str) -> Sequence[int]:
        """The n-grams of a text that some language knows, in order."""
        normalized = self._cleaned(text).translate(self._normalized)
        if normalized.isascii():
            return self._ascii.of(normalized)  # type: ignore[no-any-return]
        words = normalized.split(" ")
        found: list[int] = []
        for word in words[:-1]:
            if word:
                found += self._of_word(f" {word} ") if len(word) <= _LONGEST_KEPT else self._grams(f" {word} ")
        return found + list(self._grams(f" {words[-1]}"))

    def _cleaned(self, text: str) -> str:
        """The text without addresses and, where it is mostly in another script, without Latin letters."""
        url, mail = self._addresses
        text = mail.sub(" ", url.sub(" ", text)) if "@" in text else url.sub(" ", text)
        text = text if text.isascii() else self._vietnamese(text)
        text = _SPACES.sub(" ", text[:_LONGEST_TEXT])
        if text.isascii() or 2 * _length(_LATIN, text) >= _length(_NOT_LATIN, text):
            return text
        return _LATIN.sub("", text)

    def _grams(self, padded: str) -> tuple[int, ...]:
        """The known n-grams of a word between spaces; a capital after a capital ends none."""
        if len(padded) < 2:
            return ()
        ends: Iterable[int] = range(3, len(padded) + 1)
        if not padded.islower():
            ends = [end for end in ends if not (padded[end - 1].isupper() and padded[end - 2].isupper())]
        found = [gram for end in ends for gram in (padded[end - 1], padded[end - 2 : end], padded[end - 3 : end])]
        number = self._numbers.get
        return tuple([known for gram in (padded[1], padded[:2], *found) if (known := number(gram)) is not None])


def _length(pattern: re.Pattern[str], text: str) -> int:
    return sum(map(len, pattern.findall(text)))


profiles = once(Profiles)
