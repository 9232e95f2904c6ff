"""What langdetect 1.0.9 knows: its profiles, and how it takes a text apart into n-grams.

Where the library appends to strings character by character and keeps a list of 55 numbers for each of its 88,000
n-grams, here a text is taken apart all at once, and the numbers stand in a few arrays. Its state is not touched.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple, Self

import msgspec

from ._ngrams import Ngrams, code_points, in_order, is_ascii, key
from ._once import once

SCALE = 1024
"""Shares are made so much larger: then a hundred of them can be multiplied. A power of two changes no rounding."""
_LONGEST_TEXT = 10_000
_SPACES = re.compile("  +")
_LATIN = re.compile("[A-z]+")
_NO_NUMBERS = bytes(set(range(256)) - set(b"0123456789,"))


class _Profile(msgspec.Struct):
    """One language: its code, and how many n-grams of one, two and three characters there were."""

    name: str
    n_words: list[int]


def _halves(profile: bytes) -> tuple[bytes, _Profile]:
    """How often each n-gram came, a JSON object, and the rest of a profile.

    An n-gram has no braces. To pass the object over with a JSON reader takes ten times as long.
    """
    start, end = profile.index(b"{", 1), profile.index(b"}") + 1
    return profile[start:end], msgspec.json.decode(profile[:start] + b"0" + profile[end:], type=_Profile)


class Profiles:
    """The profiles of all languages, in one order on every machine. An n-gram goes by its number."""

    def __init__(self) -> None:
        from langdetect.detector import Detector
        from langdetect.detector_factory import PROFILES_DIRECTORY
        from langdetect.utils.ngram import NGram
        from numpy import array, diff

        paths = sorted(Path(PROFILES_DIRECTORY).iterdir())
        frequencies, profiles = zip(*(_halves(path.read_bytes()) for path in paths), strict=True)
        self.languages = [profile.name for profile in profiles]
        totals = [[0.0] * len(profiles), *zip(*(profile.n_words for profile in profiles), strict=True)]
        self._totals = array(totals) / SCALE
        ascii, others = map(_Entries.of, zip(*map(_read, frequencies), strict=True))
        others = others.take(in_order(others.keys))
        starts = diff(others.keys, prepend=0).nonzero()[0]
        self._known = Ngrams(ascii.keys, others.keys[starts])
        self._counts = _Counts(len(profiles), self._known.ascii, ascii, starts, others)
        self._addresses: tuple[Any, Any] = Detector.URL_RE, Detector.MAIL_RE
        self._vietnamese = NGram.normalize_vi

    def shares(self, grams: Any) -> Any:
        """An array with a row for each of the n-grams: its share in each language, times `SCALE`."""
        return self._counts.of(grams) / self._totals.take(self._known.lengths.take(grams), axis=0)

    def ngrams(self, text: str) -> Any:
        """The numbers of the n-grams of a text that some language knows, in order; an array."""
        return self._known.of(self._cleaned(text))

    def _cleaned(self, text: str) -> str:
        """The text without addresses and, where it is mostly in another script, without Latin letters."""
        url, mail = self._addresses
        text = url.sub(" ", text) if "://" in text else text
        text = mail.sub(" ", text) if "@" in text else text
        text = text if text.isascii() else self._vietnamese(text)
        text = _SPACES.sub(" ", text[:_LONGEST_TEXT])
        return _LATIN.sub("", text) if not text.isascii() and _is_hardly_latin(text) else text


class _Entries(NamedTuple):
    """N-grams by their keys, each in a language, and how often it came there: arrays of one length."""

    keys: Any
    languages: Any
    counts: Any

    @classmethod
    def of(cls, by_language: Sequence[tuple[Any, Any]]) -> Self:
        """From the keys and counts of each language."""
        from numpy import arange, concatenate

        keys, counts = map(concatenate, zip(*by_language, strict=True))
        return cls(keys, arange(len(by_language), dtype="uint8").repeat([len(one) for one, _ in by_language]), counts)

    def take(self, places: Any) -> "_Entries":
        """Those at some places."""
        return _Entries(*(column.take(places) for column in self))


def _read(frequencies: bytes) -> tuple[tuple[Any, Any], tuple[Any, Any]]:
    """The keys of the n-grams of a JSON object, and how often each came: first those of ASCII, then others.

    An n-gram has letters and spaces alone. To read the objects into dicts takes three times as long.
    """
    from numpy import diff, fromstring

    counts = frequencies.translate(None, _NO_NUMBERS)
    names = b",,,%b," % frequencies.translate(None, b'0123456789":{}')
    points = code_points(names.decode())
    commas = (points == ord(",")).nonzero()[0][2:]  # one stands before the first n-gram and one after each
    ends, lengths = commas[1:], diff(commas) - 1
    keys = key([points.take(ends - place).astype("int64") * (lengths >= place) for place in (3, 2, 1)])
    numbers, ascii = fromstring(counts.decode(), "int32", sep=","), is_ascii(keys)
    return (keys[ascii], numbers[ascii]), (keys[~ascii], numbers[~ascii])


class _Counts:
    """How often each n-gram came in each language.

    Args:
        languages: how many there are.
        numbers: of the n-grams of ASCII.
        ascii: their entries. Most n-grams are in many languages: they have a row each, and the others one of zeros.
        starts: of each of the other n-grams, the place of its first entry.
        others: their entries. Most are in one language.
    """

    def __init__(self, languages: int, numbers: Any, ascii: _Entries, starts: Any, others: _Entries) -> None:
        from numpy import append, zeros

        self._rows = zeros((numbers.max() + 2, languages), "int32")
        self._rows[numbers, ascii.languages] = ascii.counts
        self._starts, self._others = append(starts, len(others.keys)), others

    def of(self, grams: Any) -> Any:
        """An array with a row for each of the n-grams and a column for each language."""
        import numpy

        counts = self._rows.take(grams, axis=0, mode="clip")
        first = len(self._rows) - 1
        others = (grams >= first).nonzero()[0]
        if len(others):
            starts, ends = (self._starts.take(grams[others] - first + after) for after in (0, 1))
            sizes = ends - starts
            places = numpy.arange(sizes.sum()) + (ends - sizes.cumsum()).repeat(sizes)
            languages, found = self._others.languages.take(places), self._others.counts.take(places)
            counts[others.repeat(sizes), languages] = found
        return counts


def _is_hardly_latin(text: str) -> bool:
    """As the library has it: Vietnamese letters count as another script, since it compares a number with a name."""
    from numpy import count_nonzero

    points = code_points(text)
    latin = count_nonzero((points >= ord("A")) & (points <= ord("z")))
    return bool(2 * latin < count_nonzero(points >= 0x300))


profiles = once(Profiles)
