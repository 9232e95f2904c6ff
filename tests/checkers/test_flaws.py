"""Each listed flaw of the published checkers: `corrected` gives the right verdict and `official` the flawed one."""

import re
from collections import Counter
from pathlib import Path
from typing import Any, Literal, NamedTuple

import pytest

from checkers import BadArgument, MissingData, bind

from . import flaws_ifbench, flaws_ifeval, flaws_iftrain


class Flaw(NamedTuple):
    """A flaw, shown by a text.

    Attributes:
        ok: the right verdict; None where no constraint with these arguments makes sense.
        official: "wrong" where the published code gives the opposite; "right" where what was taken for a flaw is
            what the instruction says, or is mended; "varies" where it draws, crashes or depends on a version.
    """

    id: str
    flaw: str
    args: dict[str, Any]
    text: str
    ok: bool | None
    official: Literal["wrong", "right", "varies"] = "wrong"


FLAWS = [Flaw(*row) for table in (flaws_ifeval, flaws_ifbench, flaws_iftrain) for row in table.FLAWS]
DEFINITE = [flaw for flaw in FLAWS if flaw.official != "varies"]
LISTED = Path(__file__).parents[2].parent / "shared" / "reference" / "constraints.md"


def _name(flaw: Flaw) -> str:
    return f"{flaw.id} {flaw.flaw}"


@pytest.mark.parametrize("flaw", FLAWS, ids=_name)
def test_corrected_is_right(flaw: Flaw) -> None:
    if flaw.ok is None:
        with pytest.raises(BadArgument, match=flaw.id):
            bind(flaw.id, **flaw.args)
        return
    verdict = bind(flaw.id, **flaw.args)(flaw.text)
    assert (verdict.ok, verdict.fault) == (flaw.ok, None), verdict.why


@pytest.mark.parametrize("flaw", DEFINITE, ids=_name)
def test_official_is_as_published(flaw: Flaw) -> None:
    try:
        constraint = bind(flaw.id, semantics="official", **flaw.args)
    except MissingData as missing:
        pytest.skip(str(missing))
    assert (constraint(flaw.text).ok == flaw.ok) is (flaw.official == "right")


def test_each_is_shown_once() -> None:
    assert not [name for name, times in Counter(map(_name, FLAWS)).items() if times > 1]


@pytest.mark.skipif(not LISTED.exists(), reason="the reference is not beside this checkout")
def test_every_listed_flaw_has_a_row() -> None:
    """At least as many rows for an id as flaws of it were demonstrated, and one for each id that has any."""
    sections = LISTED.read_text(encoding="utf-8").split("\n## ")[1:4]
    cells = re.findall(r"(?m)^\| ([a-z_]+:[\w-]+) \|.*\|([^|\n]*)\|$", "\n".join(sections))
    rows = Counter(flaw.id for flaw in FLAWS)
    assert len(cells) == 112
    assert not [id for id, cell in cells if cell.strip() and rows[id] < max(cell.count("[D]"), 1)]
