"""Witnesses of `checkers.format_lines`."""

import re
from typing import TYPE_CHECKING, Any

from ._prose import dressed, prose, prose_of, replaced, sentence
from ._registry import witness

if TYPE_CHECKING:
    from random import Random


@witness("format:newline", violate=lambda rng, text: replaced(rng, text, r"(?<=\w)\n+(?=\w)", " "))
def newline(rng: "Random") -> str:
    words = prose_of(rng, rng.randint(3, 30)).replace(".", "").split()
    return rng.choice(("\n", "\n\n")).join(words) + rng.choice(("", ".", "\n"))


def _flat(rng: "Random", text: str) -> str:
    lines = text.strip("\n").split("\n")
    at = rng.choice([at for at, line in enumerate(lines) if line.strip()][1:])
    lines[at] = rng.choice((lines[at].lstrip(), lines[at].lstrip(" \t"))) if at else lines[at]
    return "\n".join(lines)


@witness("format:line_indent", violate=_flat)
def line_indent(rng: "Random") -> str:
    step = rng.choice((" ", "  ", "    ", "\t"))
    found = [step * n + sentence(rng) for n in range(rng.randint(2, 7))]
    return rng.choice(("\n", "\n", "\n\n", "\n\n\n")).join(found)


_MARKS = ("-", "*", "...", "!?!?", "SEPARATOR", "—", "•", "#", "->")


def _mark(rng: "Random") -> dict[str, Any]:
    return {"sep": rng.choice(_MARKS)}


def _one_item(rng: "Random", text: str, *, sep: str) -> str:
    """The list with its first item only."""
    kept = text.split(f"\n{sep} ")
    return rng.choice((f"\n{sep} ".join(kept[:2]), " ".join(kept), ", ".join(kept).replace("\n", " ")))


@witness("format:list", arguments=_mark, violate=_one_item)
def marked_list(rng: "Random", *, sep: str) -> str:
    items = "".join(f"\n{sep} {sentence(rng)}" for _ in range(rng.randint(2, 6)))
    return f"{rng.choice(('Here they are:', prose(rng, 1)))}{rng.choice(('', chr(10)))}{items}"


def _spoil_sub_bullets(rng: "Random", text: str) -> str:
    return rng.choice(
        (
            f"{text.rstrip()}\n* {sentence(rng)}",
            text.replace("- ", "+ "),
            replaced(rng, text, r"(?m)(?:^ *- [^\n]*\n?)+", ""),
            text.replace("* ", "- "),
        )
    )


@witness("format:sub-bullets", violate=_spoil_sub_bullets)
def sub_bullets(rng: "Random") -> str:
    indent = rng.choice(("  ", "    "))
    found = []
    for _ in range(rng.randint(1, 4)):
        found.append(f"* {dressed(rng, sentence(rng))}")
        found += [f"{indent}- {sentence(rng)}" for _ in range(rng.randint(1, 3))]
    return rng.choice(("", f"{sentence(rng)}\n\n")) + "\n".join(found) + rng.choice(("", "\n"))


def _spoil_bullets(rng: "Random", text: str) -> str:
    told, items = text.split("\n\n", 1)
    one = told.partition(".")[0] + "."
    return rng.choice(
        (
            f"{one}\n\n{items}",
            f"{told.replace('.', '!')}\n\n{items}",
            f"{items.strip()}\n\n{told}",
            f"{told}\n\n{items.replace('* ', '- ')}",
            f"{told}\n\n{items.strip().partition(chr(10))[0]}",
        )
    )


@witness("format:no_bullets_bullets", violate=_spoil_bullets)
def no_bullets_bullets(rng: "Random") -> str:
    told = dressed(rng, prose(rng, rng.randint(2, 4), breaks=False))
    gap = rng.choice(("\n", "\n\n"))
    return told + "\n\n" + gap.join(f"* {re.sub('[.]$', '', sentence(rng))}" for _ in range(rng.randint(2, 5)))
