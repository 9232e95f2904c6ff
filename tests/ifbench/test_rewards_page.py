"""The tables of docs/rewards.md say what is paid now, and `corrected` pays less than `official` for every attack."""

import runpy
from pathlib import Path
from typing import Any

import pytest

from checkers import MissingData, reward

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def tool() -> dict[str, Any]:
    return runpy.run_path(str(ROOT / "tools" / "document_rewards.py"))


def test_the_page_is_fresh(tool: dict[str, Any]) -> None:
    page = (ROOT / "docs" / "rewards.md").read_text(encoding="utf-8")
    try:
        written = tool["document"](page)
    except MissingData as missing:
        pytest.skip(str(missing))
    assert page == written, "write it anew: python tools/document_rewards.py"


def test_no_attack_gains_by_corrected(tool: dict[str, Any]) -> None:
    for attack in tool["ATTACKS"]:
        demands = [{"id": attack.id, "args": attack.args}]
        try:
            assert reward(attack.answer, demands) <= reward(attack.answer, demands, semantics="official"), attack
        except MissingData as missing:
            pytest.skip(str(missing))
