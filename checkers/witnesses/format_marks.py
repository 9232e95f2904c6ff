"""Witnesses of `checkers.format_marks`."""

import re
from typing import TYPE_CHECKING

from ._prose import dressed, joined, prose, sentence
from ._registry import witness

if TYPE_CHECKING:
    from random import Random

_BRACKETS = (("(", ")"), ("[", "]"), ("{", "}"))


def _one_level_less(rng: "Random", text: str) -> str:
    """The text without one of its closing brackets, or without the innermost pair."""
    closing = rng.choice([at for at, char in enumerate(text) if char in ")]}"])
    return rng.choice((text[:closing] + text[closing + 1 :], re.sub(r"[(\[{]([^][(){}]*)[)\]}]", r"\1", text, count=1)))


@witness("format:parentheses", violate=_one_level_less)
def parentheses(rng: "Random") -> str:
    """Exactly five levels."""
    text = "deep down"
    for _ in range(5):
        left, right = rng.choice(_BRACKETS)
        text = rng.choice(("{0}{2}{1}", "{0}so {2}{1}", "{0}{2} then{1}")).format(left, right, text)
    return f"{prose(rng)} See {text}. {prose(rng, 1)}"


_QUOTES = (('"', '"'), ("'", "'")), (("“", "”"), ("‘", "’")), (("'", "'"), ('"', '"'))


def _unclosed(rng: "Random", text: str) -> str:
    """The text with its innermost quotation taken out of its marks."""
    return re.sub(r"[\"'“‘](deep down)[\"'”’]", r"\1", text)


@witness("format:quotes", violate=_unclosed)
def quotes(rng: "Random") -> str:
    """Exactly three levels, in double marks and single ones by turns."""
    outer, inner = rng.choice(_QUOTES)
    third = f"{outer[0]}deep down{outer[1]}"
    second = f"{inner[0]}They said {third} to us{inner[1]}"
    return f"{prose(rng)} {outer[0]}I heard {second} there{outer[1]} is the report. {prose(rng)}"


def _unexplained(rng: "Random", text: str) -> str:
    return rng.choice((f'{text} Then "the rest"', f'{text} And "one" or "two" it is.'))


@witness("format:quote_unquote", violate=_unexplained)
def quote_unquote(rng: "Random") -> str:
    told = rng.choice(('"{}"', "“{}”"))
    found = [
        told.format(sentence(rng, end="")) + f" means that {sentence(rng).lower()}" for _ in range(rng.randint(1, 4))
    ]
    return " ".join([*([prose(rng)] if rng.random() < 0.4 else []), *found])


_EMOJI = ("🙂", "🎉", "👍🏽", "❤️", "👨‍👩‍👧‍👦", "🇬🇧", "1️⃣", "🌊")


def _without_emoji(rng: "Random", text: str) -> str:
    one = rng.choice([emoji for emoji in _EMOJI if emoji in text])
    return text.replace(one, "", 1)


@witness("format:emoji", violate=_without_emoji)
def emoji(rng: "Random") -> str:
    told = rng.choice(("{0}{2} {1}", "{0} {1}{2}", "{0}{1}{2}"))
    found = [
        told.format(sentence(rng, end=""), rng.choice(_EMOJI), rng.choice(".!?")) for _ in range(rng.randint(1, 6))
    ]
    return joined(rng, found)


_SMALL = frozenset("a the near behind under beside before after along without at between inside on of outside".split())


def _titled(text: str, *, minor: bool) -> str:
    def one(found: re.Match[str]) -> str:
        return found[0] if minor and found[0] in _SMALL else found[0].capitalize()

    return re.sub(r"[^\W\d_][\w'-]*", one, text)


def _small_start(rng: "Random", text: str) -> str:
    places = [m.start() for m in re.finditer(r"\b[A-Z](?=[a-z]{3})", text) if m.end() > 1]
    at = rng.choice([at for at in places if re.match(r"\w+", text[at:])[0].lower() not in _SMALL])  # type: ignore[index]
    return rng.choice((text[:at] + text[at].lower() + text[at + 1 :], text.upper(), text.lower()))


@witness("format:title_case", violate=_small_start)
def title_case(rng: "Random") -> str:
    return dressed(rng, _titled(prose(rng), minor=rng.random() < 0.5))


def _spaced(rng: "Random", text: str) -> str:
    at = rng.randrange(1, len(text))
    return text[:at] + rng.choice((" ", "\n", "\u3000", "\t")) + text[at:]


@witness("format:no_whitespace", violate=_spaced)
def no_whitespace(rng: "Random") -> str:
    return re.sub(r"\s+", rng.choice(("", "_", "-")), prose(rng))
