"""What langdetect 1.0.9 knows: its profiles, and how it takes a text apart into n-grams.

Where the library appends to strings character by character and keeps a list of 55 numbers for each of its 88,000
n-grams, here a text is taken apart all at once, and the numbers stand in one array. Its state is not touched.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from ._ngrams import Ngrams, code_points
from ._once import once

SCALE = 1024
"""Shares are made so much larger: then a hundred of them can be multiplied. A power of two changes no rounding."""
_LONGEST_TEXT = 10_000
_SPACES = re.compile("  +")
_LATIN = re.compile("[A-z]+")


class _Profile(msgspec.Struct):
    """One language: how often each n-gram came, as JSON, and how many of one, two and three characters there were."""

    name: str
    freq: msgspec.Raw
    n_words: list[int]


class Profiles:
    """The profiles of all languages, in one order on every machine. An n-gram goes by its number."""

    def __init__(self) -> None:
        from langdetect.detector import Detector
        from langdetect.detector_factory import PROFILES_DIRECTORY
        from langdetect.utils.ngram import NGram

        decode = msgspec.json.Decoder(_Profile).decode
        profiles = [decode(path.read_bytes()) for path in sorted(Path(PROFILES_DIRECTORY).iterdir())]
        self.languages = [profile.name for profile in profiles]
        grams, counts = _entries(b"".join(profile.freq for profile in profiles))
        self._known = Ngrams(grams)
        self._counts, self._totals = _tables(profiles, self._known, counts)
        self._addresses: tuple[Any, Any] = Detector.URL_RE, Detector.MAIL_RE
        self._vietnamese = NGram.normalize_vi

    def shares(self, grams: Sequence[int]) -> Any:
        """An array with a row for each of the n-grams: its share in each language, times `SCALE`."""
        return self._counts.take(grams, axis=0) / self._totals.take(self._known.lengths.take(grams), axis=0)

    def ngrams(self, text: str) -> Any:
        """The numbers of the n-grams of a text that some language knows, in order; an array."""
        return self._known.of(self._cleaned(text))

    def _cleaned(self, text: str) -> str:
        """The text without addresses and, where it is mostly in another script, without Latin letters."""
        url, mail = self._addresses
        text = mail.sub(" ", url.sub(" ", text)) if "@" in text else url.sub(" ", text)
        text = text if text.isascii() else self._vietnamese(text)
        text = _SPACES.sub(" ", text[:_LONGEST_TEXT])
        return _LATIN.sub("", text) if not text.isascii() and _is_hardly_latin(text) else text


def _entries(frequencies: bytes) -> tuple[str, Any]:
    """The n-grams between quotation marks, and how often each came; of JSON objects one after another.

    An n-gram has letters and spaces alone. To read the objects into dicts takes three times as long.
    """
    from numpy import fromstring

    ngrams = frequencies.translate(None, _NUMBERS + b":{")
    counts = frequencies.translate(bytes.maketrans(b"}", b","), bytes(set(range(256)) - set(_NUMBERS)))
    return ngrams.decode(), fromstring(counts.decode(), "int32", sep=",")


_NUMBERS = b"0123456789,}"


def _tables(profiles: Sequence[_Profile], known: Ngrams, counts: Any) -> tuple[Any, Any]:
    """The counts by n-gram and language, and their totals by length and language."""
    from numpy import arange, array, zeros

    table = zeros((len(known.lengths), len(profiles)), "int32")
    languages = arange(len(profiles)).repeat([bytes(profile.freq).count(b":") for profile in profiles])
    table[known.numbers, languages] = counts
    totals = array([[0.0] * len(profiles), *zip(*(profile.n_words for profile in profiles), strict=True)])
    return table, totals / SCALE


def _is_hardly_latin(text: str) -> bool:
    """As the library has it: Vietnamese letters count as another script, since it compares a number with a name."""
    from numpy import count_nonzero

    points = code_points(text)
    latin = count_nonzero((points >= ord("A")) & (points <= ord("z")))
    return bool(2 * latin < count_nonzero(points >= 0x300))


profiles = once(Profiles)
