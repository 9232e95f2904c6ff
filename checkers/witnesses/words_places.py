"""Witnesses of `checkers.words_places`."""

import re
from typing import TYPE_CHECKING, Any

from .._args import first_of
from ._prose import cased, dressed, inserted, joined, prose, replaced, sentence, steered, written
from ._registry import witness
from ._vocabulary import WORD_KEYWORDS

if TYPE_CHECKING:
    from random import Random

_KEYWORDS = (*WORD_KEYWORDS, "New Zealand", "rock and roll")


def place_of(rng: "Random", *, lists: bool = False) -> dict[str, Any]:
    """A keyword, a sentence and a word of it to draw."""
    keyword = rng.choice(_KEYWORDS)
    return {
        "keyword": rng.choice((keyword, [keyword])) if lists else keyword,
        "n": rng.randint(1, 6),
        "m": rng.randint(1, 9),
    }


def keyword_in_place(rng: "Random", *, keyword: str | list[str], n: int, m: int) -> str:
    """Sentences of which the n-th has the keyword as its m-th word."""
    found = [sentence(rng) for _ in range(n + rng.randint(0, 3))]
    words = sentence(rng, m + rng.randint(2, 6)).split()
    words[m - 1] = rng.choice(("{}", "{}", "**{}**", '"{}"')).format(cased(rng, first_of(keyword)))
    found[n - 1] = " ".join(words)
    return joined(rng, found)


def lost_place(rng: "Random", text: str, *, keyword: str | list[str], n: int, m: int) -> str:
    """The text with the keyword one word later, in a later sentence, or gone."""
    word = re.escape(first_of(keyword))
    later = re.sub(rf"(?i)([*\"]*{word})(?=[\s*\".])", r"soft \1", text)
    return rng.choice((re.sub(rf"(?i){word}", "fog", text), later, "Fog rose at length. " + text))


@witness("words:keywords_specific_position", arguments=place_of, violate=lost_place)
def keywords_specific_position(rng: "Random", *, keyword: str, n: int, m: int) -> str:
    return keyword_in_place(rng, keyword=keyword, n=n, m=m)


_STARTS = ("Book", "Write down", "Consider", "Take", "Look at", "Mix", "Remember", "Build", "Running past", "Is")
_NO_VERBS = ("The", "Quickly", "Every", "Beautiful", "Of course", "My", "Yesterday", "In short")


def _other_start(rng: "Random", text: str) -> str:
    return f"{rng.choice(_NO_VERBS)} {text.lstrip('*')}"


@witness("words:start_verb", violate=_other_start)
def start_verb(rng: "Random") -> str:
    opening = sentence(rng, rng.randint(4, 12))
    return f"{rng.choice(('', '', '**'))}{rng.choice(_STARTS)} t{opening[1:]} {prose(rng)}".replace("** t", "t")


def _most(rng: "Random") -> dict[str, Any]:
    return {"small_n": rng.randint(1, 5)}


def _too_often(rng: "Random", text: str, *, small_n: int) -> str:
    word = rng.choice(re.findall(r"[\w'-]+", text))
    while len(re.findall(rf"(?i)(?<![\w'-]){word}(?![\w'-])", text)) <= small_n:
        text = inserted(rng, text, cased(rng, word))
    return text


@witness("words:repeats", arguments=_most, violate=_too_often)
def repeats(rng: "Random", *, small_n: int) -> str:
    text = written(steered(rng, rng.randint(1, 5), lambda before, word: before.count(word) < small_n))
    return inserted(rng, text, " ".join(["don't"] * rng.randint(1, small_n)))


def _spoil_link(rng: "Random", text: str) -> str:
    """Some sentence but the first starts with another word."""
    return replaced(rng, text, r"(?<=[.!?]) (?=\S)", rng.choice((" So ", " Fog rose. ")))


@witness("words:last_first", violate=_spoil_link)
def last_first(rng: "Random") -> str:
    found: list[str] = []
    for _ in range(rng.randint(2, 6)):
        body = sentence(rng, rng.randint(3, 10), end="")
        word = found[-1].rstrip(".!?").split()[-1] if found else "Today"
        found.append(f"{word.capitalize()} {body.partition(' ')[2]}{rng.choice('.!?')}")
    return " ".join(found)


def _spoil_frame(rng: "Random", text: str) -> str:
    return rng.choice((f"So {text}", re.sub(r"(\W*)\Z", r" now\1", text), f"{text.strip()}\nFog rose."))


@witness("words:paragraph_last_first", violate=_spoil_frame)
def paragraph_last_first(rng: "Random") -> str:
    found = []
    for _ in range(rng.randint(1, 5)):
        word = rng.choice(WORD_KEYWORDS)
        body = sentence(rng, rng.randint(4, 12), end="").partition(" ")[2]
        found.append(f"{word.capitalize()} {body} {cased(rng, word)}{rng.choice(('.', '!', '', '...'))}")
    return rng.choice(("\n", "\n\n")).join(found)


def _spoil_places(rng: "Random", text: str, *, keyword: str) -> str:
    return rng.choice(
        (f"So {text}", f"{text.rstrip('.!')} soon.", re.sub(re.escape(keyword), "fog", text, count=1, flags=re.I))
    )


@witness("words:words_position", arguments=lambda rng: {"keyword": rng.choice(_KEYWORDS)}, violate=_spoil_places)
def words_position(rng: "Random", *, keyword: str) -> str:
    inner = dressed(rng, sentence(rng, rng.randint(3, 30), end="").partition(" ")[2])
    return (
        f"The {cased(rng, keyword)} {inner} {cased(rng, keyword)} {rng.choice(('glowed.', 'there!', '**slept**...'))}"
    )
