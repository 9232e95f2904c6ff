"""Writes docs/checkers.md from the registry: `python tools/document_checkers.py`."""

import json
from itertools import groupby
from pathlib import Path

from checkers import Checker, Example, registry, taken

TARGET = Path(__file__).parents[1] / "docs" / "checkers.md"
HEAD = """# The checkers

Written by `tools/document_checkers.py` from the registry; a test keeps it fresh. For each id: what it demands, its
arguments, an answer that follows and one that breaks it in `corrected` semantics, and where `official`, the verdict of
the published code, departs from the words of the instruction. Texts are JSON strings. Try one:

    printf 'One, two.' | ifbench check punctuation:no_comma
"""
MOST = 200


def document() -> str:
    """The whole page."""
    ids = sorted({id for _, id in registry()})
    families = groupby(ids, key=lambda id: id.partition(":")[0])
    return HEAD + "".join(f"\n## {family}\n" + "".join(map(_entry, members)) for family, members in families)


def _entry(id: str) -> str:
    known = registry()
    corrected, official = known.get(("corrected", id)), known.get(("official", id))
    shown = corrected or official
    assert shown is not None
    lines = [f"\n### {id}\n", shown.says, "", *(f"- `{name}`: {kind}" for name, kind in taken(shown).items())]
    lines += [f"- follows: {_example(shown.follows)}", f"- breaks: {_example(shown.breaks)}"]
    return "\n".join([*lines, f"- official: {_official(corrected, official)}"]) + "\n"


def _example(examples: tuple[Example, ...]) -> str:
    """The shortest one, which shows most at a glance."""
    example = min(examples, key=lambda one: len(one.text))
    text = example.text if len(example.text) <= MOST else example.text[:MOST] + "..."
    args = ", ".join(f"{name}={json.dumps(value, ensure_ascii=False)}" for name, value in example.args.items())
    told = json.dumps(text, ensure_ascii=False).replace("`", "\\u0060")
    return f"`{told}`" + (f" with `{args}`" if args else "")


def _official(corrected: Checker | None, official: Checker | None) -> str:
    if official is None:
        return "the published code has no such id"
    if corrected is not None and corrected.function is official.function:
        return "the same"
    return official.differs


if __name__ == "__main__":
    TARGET.write_text(document(), encoding="utf-8")
