"""Verbs that a text may start with, as far as a list and a little grammar can tell.

A form of a verb of the lists is a verb: base, -s, -ed, -ing, irregular past. A word that may be a noun too ("book",
"plan") is one unless what follows makes it the subject ("Book reviews are"), a title ("Travel guide") or a label
("Travel agent:"). A word in no list is one where an article or an object pronoun follows directly ("Photocopy the
page"), since only words of closed classes, which are listed, and adverbs stand there otherwise; or a particle ("Team
up").
"""

import re
from collections.abc import Sequence

from . import _verb_lists as known
from ._characters import APOSTROPHES, HYPHENS

_SUBJECT_FOLLOWS = frozenset(
    "of is are was were has have had does did can could will would should may might must".split()
)
_DETERMINERS = frozenset("a an the my your our".split())
_OBJECTS = frozenset("me us him them it yourself".split())
_VERB_PHRASES = frozenset(
    "factor out/fear not/journey through/judge not/marvel at/partner with/peer into/season to/season with/sounds good/"
    "sounds great/sounds like/spring into/top with/venture into/venture out/ward off".split("/")
)
_NOUN_PHRASES = frozenset("guide for/guide on/guide to/outline for/prompt for/report on/update on".split("/"))
_PAPERS = frozenset(
    """
    analysis article card document entry essay guide itinerary journal letter log outline paper plan poem post proposal
    report review rubric scene schedule story template
    """.split()
)
_DONE_TO_PAPERS = frozenset("check copy draft edit print read review sign".split())
_COMPLEMENTS = [[word] for word in "good great like nice fine".split()]
_PREFIXES = frozenset("re pre co un over under out mis de dis double fine cross fact spell stress kick jump".split())
_CONTRACTED = re.compile(
    r"let's|(?:ai|are|ca|could|did|do|does|had|has|have|is|might|must|need|sha|should|was|were|wo|would)n't"
)
_JOINTS = str.maketrans(dict.fromkeys(APOSTROPHES, "'") | dict.fromkeys(HYPHENS, "-"))


def is_verb(word: str, following: Sequence[str] = ()) -> bool:
    """Whether a word that starts a text is a verb, given the words that follow it before any mark, and a colon."""
    prefix, _, stem = word.lower().translate(_JOINTS).rpartition("-")
    if prefix and prefix not in _PREFIXES:
        return False
    label, apart = _is_label(following), _is_apart(word, following)
    following = [one.lower() for one in following if one != ":"]
    if stem in known.NOUNS_TOO:
        return not (label or _is_title(stem, following) or _is_subject(following))
    if stem in known.VERBS or stem in known.AUXILIARIES or stem in known.PASTS or _CONTRACTED.fullmatch(stem):
        return True
    if stem in known.NEVER or not stem.isascii() or not stem.isalpha():
        return False
    if _is_participle(stem):
        return bool(following) or not label
    return not apart and _is_by_ending_or_object(stem, following)


def _is_label(following: Sequence[str]) -> bool:
    """Whether a colon follows a word, or one or two more of open classes: "Travel agent:", not "Check it:"."""
    return ":" in following[:3] and known.NEVER.isdisjoint(map(str.lower, following))


def _is_apart(word: str, following: Sequence[str]) -> bool:
    """Whether a word in capitals comes before a sentence: "MARKER The war", not "MOP the floor"."""
    return word.isupper() and "".join(following[:1]).istitle() and not "".join(following).isupper()


def _is_by_ending_or_object(word: str, following: list[str]) -> bool:
    """Whether a word in no list is a verb by its -s, or by an object or a particle that follows it."""
    has_object = _is_object(following)
    if " ".join((word, *following[:1])) in _VERB_PHRASES:
        return True
    if word.endswith("s") and not word.endswith("ss"):
        bases = _bases(word)
        fits = has_object or following[:1] in _COMPLEMENTS
        return not known.VERBS.isdisjoint(bases) or (fits and not known.NOUNS_TOO.isdisjoint(bases))
    goes_up = following[:1] == ["up"] and not word.endswith("er") and word != "way"
    return (has_object or goes_up) and not word.endswith("ly")


def _is_object(following: list[str]) -> bool:
    """Whether an object follows, and not the "A" of "Person A is"."""
    first, second = (*following, "", "")[:2]
    return first in _OBJECTS or (first in _DETERMINERS and second not in ("", *_SUBJECT_FOLLOWS))


def _is_title(word: str, following: list[str]) -> bool:
    """Whether a noun is in the name of something to read: "Guide to Rome", "Blog post", not "Post story ideas"."""
    first, second = (*following, "", "")[:2]
    names = first in _PAPERS and not second.endswith("s") and word not in _DONE_TO_PAPERS
    return f"{word} {first}" in _NOUN_PHRASES or names


def _is_subject(following: list[str]) -> bool:
    """Whether the words after a noun make it the subject of a sentence, or a number makes it a label."""
    if len(following) == 1 and following[0].isdecimal():
        return True
    for place, word in enumerate(following[:3]):
        if word in _SUBJECT_FOLLOWS:
            return word != "of" or place == 0
        if word in known.NEVER:
            return False
        if place == 0 and word.endswith("s") and not known.VERBS.isdisjoint(_bases(word)):
            return True
    return False


def _is_participle(word: str) -> bool:
    """Whether a word ends in -ed or -ing as a verb does."""
    ending = next((end for end in ("ing", "ed") if word.endswith(end)), "")
    stem = word[: len(word) - len(ending)]
    return bool(ending) and len(stem) > 1 and word not in known.NO_PARTICIPLES and not _VOWELS.isdisjoint(stem)


_VOWELS = frozenset("aeiouy")


def _bases(word: str) -> set[str]:
    """What a word in -s may be a form of."""
    return {word[:-1], word.removesuffix("es"), word.removesuffix("ies") + "y"}
