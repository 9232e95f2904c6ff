"""Witnesses follow, violators break, and what no reader sees changes neither: for every id, over drawn arguments.

IFBENCH_DRAWS sets how many arguments are drawn for each id; benchmarks/self_test.py draws thousands.
"""

import os
import re
import runpy
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from checkers import UnknownChecker, bind, contradictions, registry, witnesses
from checkers._fingerprint import _closure
from checkers.witnesses import IMPOSSIBLE, Impossible, why_impossible
from tests.checkers.test_invariance import CHANGES, EXEMPT

DRAWS = int(os.environ.get("IFBENCH_DRAWS", "24"))
IDS = sorted(id for semantics, id in registry() if semantics == "corrected")
WITNESSED = witnesses.known()
PAGE = Path(__file__).parents[2] / "docs" / "self_test.md"
WRITE_ANEW = "write it anew: python benchmarks/self_test.py 1000"


def _curled(text: str) -> str:
    text = re.sub(r'(?<![\w.,!?)*])"(?=\S)', "“", text).replace('"', "”")
    return re.sub(r"(?<=\w)'(?=\w)", "’", text)


HARMLESS: dict[str, Callable[[str], str]] = {
    **CHANGES,
    "curly quotes": _curled,
    "two blanks after a sentence": lambda text: re.sub(r"(?<=[.!?]) (?=[A-Z])", "  ", text),
    "blanks at line ends": lambda text: re.sub(r"(?m)(?<=\S)$", "  ", text),
    "blank lines before": lambda text: "\n\n" + text,
}
STRAIGHT = "a straight mark quotes there"
SPACE = "it is white space"
DECIDES = {
    **EXEMPT,
    ("custom:csv_city", "curly quotes"): STRAIGHT,
    ("custom:csv_quotes", "curly quotes"): STRAIGHT,
    ("custom:csv_special_character", "curly quotes"): STRAIGHT,
    ("detectable_format:json_format", "curly quotes"): STRAIGHT,
    ("format:no_whitespace", "blanks at line ends"): SPACE,
    ("format:no_whitespace", "blank lines before"): SPACE,
}
"""(id, change) -> why the change may be seen there."""


def _changed(id: str, text: str) -> list[tuple[str, str]]:
    return [(name, change(text)) for name, change in HARMLESS.items() if (id, name) not in DECIDES]


def test_every_id_has_a_witness() -> None:
    homes = {id: registry()["corrected", id].function.__module__.rpartition(".")[2] for id in set(IDS) - {*WITNESSED}}
    told = "; ".join(f"{id}: write one in checkers/witnesses/{homes[id]}.py" for id in sorted(homes))
    assert not homes, f"without a witness, a text that follows by construction and its edit that breaks it: {told}"
    assert list(WITNESSED) == IDS
    with pytest.raises(UnknownChecker):
        witnesses.find("count:nothing")


@pytest.mark.parametrize("id", WITNESSED)
def test_witness_follows_and_violator_breaks(id: str) -> None:
    shape = witnesses.find(id)
    for draw in range(DRAWS):
        rng = Random(f"{id} {draw}")
        args = shape.arguments(rng)
        constraint = bind(id, **args)
        assert contradictions([constraint]) == []
        right = shape.witness(rng, **args)
        wrong = shape.violate(rng, right, **args)
        for text, ok in ((right, True), (wrong, False)):
            for name, changed in [("none", text), *_changed(id, text)]:
                verdict = constraint(changed)
                assert (verdict.ok, verdict.fault) == (ok, None), (draw, name, args, changed, verdict.why)


@pytest.mark.parametrize("id", WITNESSED)
def test_one_seed_gives_one_text(id: str) -> None:
    shape = witnesses.find(id)
    first, again = Random(7), Random(7)
    args = shape.arguments(first)
    assert shape.arguments(again) == args
    assert shape.witness(first, **args) == shape.witness(again, **args)


@pytest.mark.parametrize("id", WITNESSED)
def test_texts_vary(id: str) -> None:
    shape = witnesses.find(id)
    texts = set()
    for draw in range(12):
        rng = Random(draw)
        texts.add(shape.witness(rng, **shape.arguments(rng)))
    assert len(texts) > 2


@pytest.mark.parametrize(
    ("id", "entry"), [pytest.param(id, entry, id=f"{id}-{entry.why}") for entry in IMPOSSIBLE for id in entry.ids]
)
def test_impossible_arguments_bind_and_nothing_follows(id: str, entry: Impossible) -> None:
    constraint = bind(id, **entry.example)
    assert why_impossible(id, **entry.example) == entry.why
    assert [pair for *pair, _ in contradictions([constraint])] == [[0, 0]]
    shape = witnesses.find(id)
    for draw in range(20):
        rng = Random(draw)
        assert not constraint(shape.witness(rng, **shape.arguments(rng)))


def test_checkers_know_nothing_of_them() -> None:
    """No verdict may draw: neither the registry nor a fingerprint reaches the package."""
    code = "import sys, checkers; checkers.registry(); print([m for m in sys.modules if 'witnesses' in m])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
    modules = {checker.function.__module__ for checker in registry().values()}
    assert not [name for name in _closure(modules) if "witnesses" in name]


def test_self_test_page_is_fresh() -> None:
    """benchmarks/self_test.py wrote it for the ids and the impossible arguments that there are now."""
    page = PAGE.read_text(encoding="utf-8")
    rows = [row for row in page.partition("## ")[0].splitlines() if row.startswith("| ")][1:]
    assert [row.split(" | ")[0].removeprefix("| ") for row in rows] == list(WITNESSED), WRITE_ANEW
    assert all("| 100.0 % | 0.0 % | " in row for row in rows)
    assert all(f"| {', '.join(entry.ids)} | " in page and f"| {entry.why} |" in page for entry in IMPOSSIBLE)
    texts = 1000 * len(WITNESSED)
    assert f"corrected {texts} of {texts} caught, 0 of {texts} rejected; " in page, WRITE_ANEW


@pytest.mark.parametrize("id", ["detectable_content:postscript", "keywords:frequency", "punctuation:no_comma"])
def test_self_test_rates_are_fresh(id: str) -> None:
    """What `official` makes of a thousand texts and their edits is what the page says."""
    self_test = runpy.run_path(str(PAGE.parents[1] / "benchmarks" / "self_test.py"))
    shares = self_test["shares"](self_test["rates"](id, "official", 1000))
    assert f"\n| {id} | 100.0 % | 0.0 % | {shares} |\n" in PAGE.read_text(encoding="utf-8"), WRITE_ANEW
