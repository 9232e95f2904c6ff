"""Checks that ended in an error: what to say of them, and what helps."""

from collections.abc import Iterable
from pathlib import Path

from ifbench.records import VerdictRow
from ifbench.text import count_of, one_line


def told(rows: Iterable[VerdictRow]) -> str:
    """How many checks ended in an error, and why the first did, in words; "" if none did."""
    failed = [row for row in rows if row.fault == "error"]
    if not failed:
        return ""
    first, number = failed[0], count_of(len(failed), "check")
    cause = f"the first (item {first.item}, {first.id}): {one_line(first.why, 400)}"
    return f"{number} ended in an error, which counts as not followed, {cause}"


def remedy(path: Path) -> str:
    """What helps: the answers are good, so asking for them again is no use."""
    return f"once the checker is mended, `ifbench score {path}` judges the stored answers again"
