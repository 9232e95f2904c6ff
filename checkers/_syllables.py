"""How many syllables an English word has.

syllapy's list knows 6,400 words, and is wrong about many that are formed from others ("having", "suddenly" and "longer"
have one syllable less there). So a word is taken apart first: an ending adds its own syllable, if it has one, to those
of a listed word. Where neither helps, silent e's are left out and the groups of vowels are counted, those that two
syllables share ("trivia", "gradual") twice. Initials without a vowel ("GPS") are spelled.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from ._characters import APOSTROPHES, HYPHENS
from ._letters import unaccented

_PARTS = re.compile(f"[^{re.escape(HYPHENS)}]+")
_PLAIN_APOSTROPHES = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))
_NOT_IS_HEARD = re.compile(r"(?:[sdt]|ve)n't$")  # didn't, haven't; not can't, weren't
_SHORTEST, _LONGEST = 3, 24
_EXCEPTIONS = {
    "adhd": 4, "agricultural": 5, "ai": 2, "algorithm": 4, "alien": 3, "approximately": 5, "availability": 6,
    "beloved": 3, "business": 2, "ceo": 3, "chaotic": 3, "coincidence": 4, "coordination": 5, "croatia": 3,
    "croatian": 3, "crooked": 2, "deity": 3, "dietary": 4, "dining": 2, "dna": 3, "dominion": 3, "dr": 2,
    "ecological": 5, "enthusiasm": 5, "enthusiast": 4, "etc": 4, "eu": 2, "evening": 2, "finale": 3, "flexibility": 5,
    "islamic": 3, "jagged": 2, "karaoke": 4, "manufacturing": 5, "mechanism": 4, "minion": 2, "mr": 2, "mrs": 2,
    "nuclei": 3, "nucleus": 3, "pavilion": 3, "peculiar": 3, "prayer": 1, "pronunciation": 5, "ragged": 2, "really": 2,
    "rebellion": 3, "reconcile": 3, "regulatory": 5, "rehabilitation": 6, "rhythm": 2, "rugged": 2, "sampling": 2,
    "savior": 2, "simplest": 2, "simultaneously": 6, "societal": 4, "spaceship": 2, "spaniard": 2, "thing": 1, "uk": 2,
    "unforeseen": 3, "unfortunately": 5, "usa": 3, "vs": 2, "wicked": 2, "wretched": 2,
}  # fmt: skip
"""Those that the list and the endings get wrong."""
_SYLLABIC = {
    "ing": 1, "er": 1, "est": 1, "or": 1, "ness": 1, "ment": 1, "ful": 1, "less": 1, "ly": 1, "ism": 2,
}  # fmt: skip
"""Endings, each with the syllables that it adds."""
_SIBILANT = re.compile(r"(?:[sxz]|[cs]h|[szcg]e|she|xe)$")
_SILENT = re.compile(
    r"""(?x) (?<=[^aeiouydt])(?<![^aeiouyl]l) e (?=d$)                     # walked, not settled
        | (?<=[^aeiouysxzcgh])(?<![^aeiouyl]l) e (?=s$)                   # pancakes, not boxes and apples
        | (?<=[^aeiouy])(?<![^aeiouyl]l) e $                              # cupcake, not kettle
        | (?<=[gq]) ue (?=[ds]?$)                                         # vague, critiques
        | (?<=[aeiouy][^aeiouy]) e                                        # graceful, statehood
          (?=(?:ful|ly|less|ness|ment|some|most|front|span|ship|board|hood)s?$)"""
)
_VOWELS = re.compile("[aeiouy]+")
_APART = re.compile(
    r"""(?x) (?<![cgstx])(?<!ll|rr|sh) i (?=[aou](?!u))               # trivia, Serbian, not special and million
        | (?<![cgtx]) i (?=ous|u[ms]$)                                # harmonious, not gracious
        | (?<![cglnst]) i (?=en[ct]) | [aeo] (?=ics?$)                # gradient, heroic, not patient
        | [dntx] u (?=[aio]) | (?<![gqs]) u (?=at|en[ct])             # gradual, duo, fluent, not frequent
        | (?<=[aou]) y (?=[aou]) | y (?=ing)                          # kayak, swaying
        | (?<!ch)(?<![gjlpy]) e (?=o(?![fu]))                         # neon, not people and luncheon
        | ^ge (?=o(?!ff|rg)) | [nr] e (?=ous)                         # geology, spontaneous"""
)
_PREFIX = re.compile("(?:co|re)[aeio].{3}")  # coexist, rearrange
_INITIALS = re.compile(r"(?!.{0,3}(.)\1)[B-DF-HJ-NP-TV-XZ]{2,5}s?")
_SYLLABIC_M = ("ism", "thm", "asm")


def syllables(word: str) -> int:
    """The syllables of a word; a compound has those of its parts together, digits have none."""
    return sum(map(_of_part, _PARTS.findall(word.translate(_PLAIN_APOSTROPHES))))


def _of_part(part: str) -> int:
    if _INITIALS.fullmatch(part):
        return len(part.removesuffix("s")) + 2 * part.count("W")
    part = part.lower()
    stem = part.removesuffix("n't") or part
    spoken = stem if stem.isascii() else "".join(map(_spoken, stem))
    letters = "".join(filter(str.isalpha, spoken))
    found = _count(letters) if len(letters) <= _LONGEST else _by_rule(letters)
    return found + (_NOT_IS_HEARD.search(part) is not None)


def _spoken(char: str) -> str:
    """A letter without its accent; a vowel with one is never silent and never joined to the one before: café, naïve."""
    plain = unaccented(char)
    return plain if char == plain or plain not in "aeiouy" else "ha"


@lru_cache(maxsize=4096)
def _count(word: str) -> int:
    return _known(word) or _compound(word) or _by_rule(word)


def _known(word: str) -> int:
    """The syllables of a listed word or of one formed from a listed word; 0 for any other."""
    from syllapy import WORD_DICT

    if word in _EXCEPTIONS:
        return _EXCEPTIONS[word]
    for base, added in _taken_apart(word):
        if len(base) >= _SHORTEST and (known := _known(base)):
            return known + added
    return int(WORD_DICT.get(word, 0))


def _taken_apart(word: str) -> Iterator[tuple[str, int]]:
    """The words that a word may be formed from, each with the syllables that its ending adds."""
    if word.endswith("ically"):
        yield from ((word[:-4], 1), (word[:-2], 0))  # historically, politically
    for ending, own in _SYLLABIC.items():
        if word.endswith(ending):
            base = word[: -len(ending)]
            heard = ending == "ly" and base.endswith("ed") and base[-3:-2] not in ("d", "t")  # supposedly
            yield from ((one, own + heard) for one in _bases(base, ending))
    if word.endswith("al"):
        yield word[:-2], 1  # organizational
    if word.endswith("ed"):
        yield from ((base, int(word[-3:-2] in ("d", "t"))) for base in _bases(word[:-2], "ed"))
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        if word.endswith("ies"):
            yield word[:-3] + "y", 0  # societies
        singular = word[:-2] if word.endswith("es") and _SIBILANT.search(word[:-2]) else word[:-1]
        yield singular, int(_SIBILANT.search(singular) is not None)


def _bases(base: str, ending: str) -> Iterator[str]:
    """What may have stood before an ending: "walk", or with a y for an i, an e it lost, a letter it doubled."""
    if base.endswith("i"):
        yield base[:-1] + "y"
    if ending[0] != "e" or not base.endswith("e"):
        yield base
    if ending[0] in "eio" and not base.endswith("e"):
        yield base + "e"
        if base[-1:] == base[-2:-1]:
            yield base[:-1]


def _compound(word: str) -> int:
    """The syllables of a listed word and another known one written as one ("firework"); 0 where there are none."""
    from syllapy import WORD_DICT

    if _PREFIX.match(word) and (rest := _known(word[2:])):
        return 1 + rest
    for at in range(len(word) - _SHORTEST, _SHORTEST - 1, -1):
        first = WORD_DICT.get(word[:at], 0)
        second = first and _known(word[at:])
        if second:
            return int(first + second)
    return 0


def _by_rule(word: str) -> int:
    """The groups of vowels, without silent e's; the m of "prism" is a syllable too."""
    heard = len(_VOWELS.findall(_SILENT.sub("", word))) + len(_APART.findall(word)) + word.endswith(_SYLLABIC_M)
    return max(heard, int(bool(word)))
