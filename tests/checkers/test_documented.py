"""docs/checkers.md says what the registry says."""

import runpy
from pathlib import Path

from checkers import registry

ROOT = Path(__file__).parents[2]


def test_the_page_is_fresh() -> None:
    document = runpy.run_path(str(ROOT / "tools" / "document_checkers.py"))["document"]
    assert (ROOT / "docs" / "checkers.md").read_text(encoding="utf-8") == document(), (
        "write it anew: python tools/document_checkers.py"
    )


def test_every_official_checker_says_where_it_differs() -> None:
    silent = [
        id
        for (semantics, id), checker in registry().items()
        if semantics == "official" and not checker.differs and registry()["corrected", id].function != checker.function
    ]
    assert silent == []
