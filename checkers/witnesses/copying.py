"""Witnesses of `checkers.copying`."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ..copying import _SENTENCE
from ._prose import sentence
from ._registry import Maker, witness
from ._typing import request, retyped

if TYPE_CHECKING:
    from random import Random


def _wrapped(rng: "Random", text: str) -> str:
    return rng.choice(("{}", "{}", "{}\n", "\n{}", " {} ")).format(text)


def _prompt(rng: "Random") -> dict[str, Any]:
    return {"prompt_to_repeat": request(rng)}


def _copied(of: Callable[..., str]) -> tuple[Maker, Maker]:
    """The witness and the violator of a demand for a copy of what `of` makes of the arguments."""

    def make(rng: "Random", **args: Any) -> str:
        return _wrapped(rng, retyped(rng, of(**args)))

    def violate(rng: "Random", text: str, **args: Any) -> str:
        core = text.strip()
        return rng.choice((f"{core} Yes.", f"Sure: {core}", _with_a_letter_more(rng, core)))

    return make, violate


def _with_a_letter_more(rng: "Random", text: str) -> str:
    at = rng.choice([at for at, char in enumerate(text) if char.isalnum()] or [0])
    return text[:at] + "x" + text[at:]


for _id in ("copy:copy", "copy:copying_simple"):
    _make, _violate = _copied(lambda prompt_to_repeat: prompt_to_repeat)
    witness(_id, violate=_violate, arguments=_prompt)(_make)

_make, _violate = _copied(lambda: _SENTENCE)
witness("repeat:repeat_simple", violate=_violate)(_make)


def _words_of(rng: "Random") -> dict[str, Any]:
    prompt = request(rng)
    size = len(prompt.split())
    start = rng.randrange(size)
    return {"prompt_to_repeat": prompt, "n_start": start, "n_end": rng.randint(start, min(start + 6, size))}


def _word_span(prompt_to_repeat: str, n_start: int, n_end: int) -> str:
    return " ".join(prompt_to_repeat.split()[n_start : n_end + 1])


_make, _violate = _copied(_word_span)
witness("repeat:repeat_span", violate=_violate, arguments=_words_of)(_make)


def _characters_of(rng: "Random") -> dict[str, Any]:
    prompt = request(rng)
    start = rng.choice([0, *(at for at, char in enumerate(prompt) if char.isalnum())])
    return {"prompt_to_repeat": prompt, "n_start": start, "n_end": rng.randint(start, start + 30)}


def _character_span(prompt_to_repeat: str, n_start: int, n_end: int) -> str:
    return prompt_to_repeat[n_start : n_end + 1]


_make, _violate = _copied(_character_span)
witness("new:copy_span_idx", violate=_violate, arguments=_characters_of)(_make)


def _several(rng: "Random") -> dict[str, Any]:
    return {**_prompt(rng), "N": rng.choice((1, 2, 3, 5))}


def _spoil_copies(rng: "Random", text: str, *, prompt_to_repeat: str, N: int) -> str:  # noqa: N803
    return rng.choice((f"{text}\n******\n{prompt_to_repeat}", f"{text} Yes.", f"{text}\n*****\n{prompt_to_repeat}"))


@witness("copy:copying_multiple", arguments=_several, violate=_spoil_copies)
def copying_multiple(rng: "Random", *, prompt_to_repeat: str, N: int) -> str:  # noqa: N803
    divider = rng.choice(("\n******\n", "\n\n******\n\n", " ****** "))
    return divider.join(retyped(rng, prompt_to_repeat) for _ in range(N))


def _spoil_change(rng: "Random", text: str, *, prompt_to_repeat: str) -> str:
    rest = text.split(maxsplit=1)[1]
    own = prompt_to_repeat.split(maxsplit=1)[0]
    return rng.choice((f"{own} {rest}", rest, f"{text.strip()} Yes.", f"Sure: {text.strip()}"))


@witness("repeat:repeat_change", arguments=_prompt, violate=_spoil_change)
def repeat_change(rng: "Random", *, prompt_to_repeat: str) -> str:
    rest = prompt_to_repeat.split(maxsplit=1)[1]
    return retyped(rng, f"{rng.choice(('Paint', 'Please', 'Owls'))} {rest}")


_PHRASES = ("I see you", "We all go far home", "Once upon (a) quiet time", "Tea is never late, dear")


def _phrase(rng: "Random") -> dict[str, Any]:
    return {"phrase": rng.choice(_PHRASES), "small_n": rng.randint(1, 4)}


def _one_replaced(rng: "Random", phrase: str) -> str:
    words = phrase.split()
    words[rng.randrange(1, len(words) - 1)] = rng.choice(("meet", "old", "near", "blue"))
    return " ".join(words)


def _spoil_phrases(rng: "Random", text: str, *, phrase: str, small_n: int) -> str:
    return rng.choice(
        (f"{text}\n{phrase}.", f"{text}\n{_one_replaced(rng, phrase)}.", text.rpartition("\n")[0] or "No.")
    )


@witness("copy:repeat_phrase", arguments=_phrase, violate=_spoil_phrases)
def repeat_phrase(rng: "Random", *, phrase: str, small_n: int) -> str:
    told = rng.choice(("{}.", "**{}.**", '"{}".'))
    numbered = rng.choice(("", "{}. "))
    rows = [numbered.format(n) + told.format(_one_replaced(rng, phrase)) for n in range(1, small_n + 1)]
    return "\n".join(([sentence(rng)] if rng.random() < 0.3 else []) + rows)
