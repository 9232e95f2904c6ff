"""Every flaw that is listed of the published checkers: `corrected` gives the right verdict, `official` the flawed one."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from checkers import BadArgument, MissingData, bind

from . import flaws_ifbench, flaws_ifeval, flaws_iftrain

FLAWS = [*flaws_ifeval.FLAWS, *flaws_ifbench.FLAWS, *flaws_iftrain.FLAWS]
"""id, flaw, arguments, text, the right verdict (None: no such constraint can be bound); then, unless `official` gives
the opposite verdict, the one that it gives, or None where that was drawn, crashed or depended on a version."""

LISTED = Path(__file__).parents[2].parent / "shared" / "reference" / "constraints.md"


@pytest.mark.parametrize(
    ("id", "args", "text", "ok"), [(f[0], *f[2:5]) for f in FLAWS], ids=[" ".join(f[:2]) for f in FLAWS]
)
def test_corrected_is_right(id: str, args: dict[str, Any], text: str, ok: bool | None) -> None:
    if ok is None:
        with pytest.raises(BadArgument, match=id):
            bind(id, **args)
        return
    verdict = bind(id, **args)(text)
    assert (verdict.ok, verdict.fault) == (ok, None), verdict.why


PUBLISHED = [(*f, not f[4])[:6] for f in FLAWS]
PUBLISHED = [f for f in PUBLISHED if f[5] is not None]


@pytest.mark.parametrize(
    ("id", "args", "text", "given"),
    [(f[0], *f[2:4], f[5]) for f in PUBLISHED],
    ids=[" ".join(f[:2]) for f in PUBLISHED],
)
def test_official_has_the_flaw(id: str, args: dict[str, Any], text: str, given: bool) -> None:
    try:
        constraint = bind(id, semantics="official", **args)
    except MissingData as missing:
        pytest.skip(str(missing))
    assert constraint(text).ok is given


@pytest.mark.skipif(not LISTED.exists(), reason="the reference is not beside this checkout")
def test_every_listed_flaw_has_a_row() -> None:
    """At least as many rows for an id as flaws were demonstrated, and one for each id with any."""
    sections = LISTED.read_text(encoding="utf-8").split("\n## ")[1:4]
    cells = re.findall(r"(?m)^\| ([a-z_]+:[\w-]+) \|.*\| ([^|\n]*) \|$", "\n".join(sections))
    rows = Counter(flaw[0] for flaw in FLAWS)
    short = {id: (rows[id], cell) for id, cell in cells if cell.strip() and rows[id] < max(cell.count("[D]"), 1)}
    assert not short
