"""Witnesses of `checkers.custom_tables`."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ._prose import replaced
from ._registry import Maker, witness
from ._vocabulary import NOUNS

if TYPE_CHECKING:
    from random import Random


def _table(rng: "Random", rows: Sequence[Sequence[str]], delimiter: str) -> str:
    text = "\n".join(delimiter.join(row) for row in rows)
    return rng.choice(("{}", "{}", "{}\n", "```csv\n{}\n```", "```\n{}\n```")).format(text)


def _rows(rng: "Random", number: int) -> list[list[str]]:
    return [
        [str(n), rng.choice(NOUNS).title(), rng.choice(NOUNS), f"{rng.randint(1, 99)}.5", str(rng.randint(1, 99))]
        for n in range(1, number + 1)
    ]


def _spoil(header: str, *edits: tuple[str, str]) -> Maker:
    """Another header, a row too few, a field too few, or an edit of the table's own."""

    def violate(rng: "Random", text: str) -> str:
        lines = [line for line in text.split("\n") if line.strip("`csv")]
        return rng.choice(
            (
                text.replace(header, f"{header}s"),
                text.replace(f"{lines[-1]}\n" if "```" in text else f"\n{lines[-1]}", "", 1),
                replaced(rng, text, r"(?m)[,\t] ?\"?[\w.]+\"?$", ""),
                *(text.replace(old, new) for old, new in edits),
            )
        )

    return violate


@witness("custom:csv_city", violate=_spoil("Count", (",", ";")))
def csv_city(rng: "Random") -> str:
    return _table(rng, ["ID Country City Year Count".split(), *_rows(rng, 7)], rng.choice((",", ",", ", ")))


@witness("custom:csv_special_character", violate=_spoil("Stock", ('"', "'"), ("&", " "), (",", ";")))
def csv_special_character(rng: "Random") -> str:
    rows = _rows(rng, 14)
    rows[rng.randrange(14)][2] = '"Smith & Sons"'
    return _table(rng, ["ProductID Category Brand Price Stock".split(), *rows], rng.choice((",", ",", ", ")))


@witness("custom:csv_quotes", violate=_spoil("Score", ('"', ""), ('"1"', "1"), ("\t", ",")))
def csv_quotes(rng: "Random") -> str:
    rows = ["StudentID Subject Grade Semester Score".split(), *_rows(rng, 3)]
    return _table(rng, [[f'"{field}"' for field in row] for row in rows], "\t")
