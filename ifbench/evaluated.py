"""What came of an evaluation."""

from dataclasses import dataclass, field
from pathlib import Path

from ifbench import failed_checks
from ifbench.records import Response, VerdictRow
from ifbench.scoring import Scores
from ifbench.text import count_of, one_line


@dataclass(frozen=True)
class Evaluation:
    """What came of it.

    Attributes:
        scores: for each task, in each semantics.
        rows: every verdict.
        interrupted: stopped by the user; what was finished is kept and scored.
        failed: the responses that are no answers, each with its reason, in the order of landing.
    """

    directory: Path
    scores: tuple[Scores, ...]
    rows: tuple[VerdictRow, ...] = field(repr=False)
    interrupted: bool = False
    failed: tuple[Response, ...] = field(default=(), repr=False)

    @property
    def complete(self) -> bool:
        """Whether every answer came and every check ended in a verdict."""
        return not any(s.counts.missing or s.counts.check_errors for s in self.scores)

    @property
    def lacks(self) -> str:
        """What went wrong where it is not complete, in words."""
        found = [failed] if (failed := failed_checks.told(self.rows)) else []
        if self.failed:
            first, number = self.failed[0], count_of(len(self.failed), "answer")
            found.insert(0, f"{number} failed, the first (item {first.item}): {one_line(first.error or '', 400)}")
        return "; ".join(found) or "answers are missing"

    @property
    def remedy(self) -> str:
        """What helps where it is not complete, in words."""
        if any(one.counts.missing for one in self.scores):
            return "the same command again asks for what is missing"
        return failed_checks.remedy(self.directory)
