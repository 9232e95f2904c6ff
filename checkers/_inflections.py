"""The regular forms of English words. Irregular ones ("went", "men") would need a dictionary."""

import re
from functools import lru_cache

_ONE_SYLLABLE = re.compile(r"[^aeiou]*[aeiouy]+[^aeiou]*")
_SHORT_END = re.compile(r"[^aeiou][aeiou][^aeiouwxy]$")


_IRREGULAR = {
    **{"be": ("being",), "do": ("does", "doing"), "go": ("goes", "going"), "ax": ("axes", "axed", "axing")},
    "new": (),  # "news" is another word
}


@lru_cache(maxsize=4096)
def inflections(word: str) -> tuple[str, ...]:
    """Plural, -s, -ed and -ing of an English noun or verb; nothing for phrases and for words of other alphabets."""
    stem = word.lower()
    if stem in _IRREGULAR or not re.fullmatch(r"[a-z]{3,}", stem):
        return _IRREGULAR.get(stem, ())
    if re.search(r"[^aeiou]y$", stem):
        return stem[:-1] + "ies", stem[:-1] + "ied", stem + "ing"
    if stem.endswith("ie"):
        return stem + "s", stem + "d", stem[:-2] + "ying"
    if stem.endswith("e"):
        kept = re.search(r"[eoy]e$|^[^aeiouy]+e$", stem)  # seeing, shoeing, dyeing; "thing" is no form of "the"
        return stem + "s", *_past_of_e(stem), (stem if kept else stem[:-1]) + "ing"
    if stem.endswith("z"):
        return tuple(base + ending for base in _bases(stem) for ending in ("es", "ed", "ing"))
    plural = stem + ("es" if re.search(r"(s|x|ch|sh|o)$", stem) else "s")
    return plural, *(base + ending for base in _bases(stem) for ending in ("ed", "ing"))


def _past_of_e(stem: str) -> tuple[str, ...]:
    return () if re.fullmatch(r"[^aeiou]ee", stem) else (stem + "d",)  # "seed" is no form of "see"


def _bases(stem: str) -> tuple[str, ...]:
    """What -ed and -ing are added to: "run" doubles its last letter, "open" does not, "travel" may."""
    sounds = stem.replace("qu", "q")  # "quiz" has one vowel
    if not _SHORT_END.search(sounds):
        return (stem,)
    return (stem + stem[-1],) if _ONE_SYLLABLE.fullmatch(sounds) else (stem, stem + stem[-1])
