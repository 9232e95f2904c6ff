"""Witnesses of `checkers.format_answer`."""

import re
from typing import TYPE_CHECKING, Any

from ._prose import cased, prose, replaced, sentence
from ._registry import witness
from ._vocabulary import TITLES

if TYPE_CHECKING:
    from random import Random

_CHOICES = {
    "yes/no/maybe": ("yes", "no", "maybe"),
    "a), b), c), d)": ("a)", "b)", "c)", "d)"),
    "I know or I don't know": ("I know", "I don't know"),
    "red, green or blue": ("red", "green", "blue"),
    "(A) river, (B) hill, (C) café": ("(A) river", "(B) hill", "(C) café"),
}


def _options(rng: "Random") -> dict[str, Any]:
    return {"options": rng.choice(list(_CHOICES))}


def _spoil_choice(rng: "Random", text: str, *, options: str) -> str:
    core = text.strip().strip("*.“”")
    return rng.choice((f"The answer is {core}", f"{core} because of the fog", options, f"x{core}"))


@witness("format:options", arguments=_options, violate=_spoil_choice)
def choose(rng: "Random", *, options: str) -> str:
    chosen = cased(rng, rng.choice(_CHOICES[options]))
    return rng.choice(("{}", "{}", "{}.", "**{}**", "{}\n", "“{}”")).format(chosen)


_LABELS = ("My Answer", "My Conclusion", "Future Outlook")


def _spoil_template(rng: "Random", text: str) -> str:
    label = rng.choice(_LABELS)
    return rng.choice(
        (
            f"Sure!\n{text}",
            text.replace(label, label.lower()),
            text.replace(f"{label}:", ""),
            replaced(rng, text, rf"(?s)(?<={label}:).*?(?=\s[*#]*(?:My|Future) |\Z)", ""),
        )
    )


@witness("format:output_template", violate=_spoil_template)
def output_template(rng: "Random") -> str:
    told, between = rng.choice(
        (("{}: {}", " "), ("{}: {}", "\n"), ("**{}:** {}", "\n\n"), ("{}:\n{}", "\n\n"), ("## {}:\n\n{}", "\n\n"))
    )
    return between.join(told.format(label, prose(rng, rng.randint(1, 3), breaks="#" in told)) for label in _LABELS)


def _spoil_thesis(rng: "Random", text: str) -> str:
    tags = list(re.finditer(r"<(i|em)>([^<]*)</\1>", text))
    tag = rng.choice(tags)
    return text[: tag.start()] + rng.choice((tag[2], f"*{tag[2]}*", f"<{tag[1]}></{tag[1]}>")) + text[tag.end() :]


@witness("format:thesis", violate=_spoil_thesis)
def thesis(rng: "Random") -> str:
    tag = rng.choice(("i", "em"))
    found = [
        f"<{tag}>{sentence(rng)}</{tag}>{rng.choice((' ', chr(10)))}{prose(rng, breaks=False)}"
        for _ in range(rng.randint(1, 4))
    ]
    if len(found) == 1:
        return found[0]
    return "\n\n".join(f"## {rng.choice(TITLES)}\n\n{part}" for part in found)
