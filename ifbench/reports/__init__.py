"""Reports: run directories and baselines in, one data model, and a file of it in each format."""

from collections.abc import Sequence
from pathlib import Path

from ifbench.errors import UsageError
from ifbench.files import write_atomically
from ifbench.reports.building import build, groups
from ifbench.reports.data import Report
from ifbench.reports.loading import Entry, is_baseline
from ifbench.store import RunDirectory

FORMATS = (".html", ".md", ".csv", ".json", ".xml")


def write(
    path: Path,
    title: str,
    entries: Sequence[Entry],
    notes: Sequence[str] = (),
    *,
    leaderboard: bool = False,
    samples: bool = True,
    data: Path | None = None,
) -> Report:
    """Write a report, in the format that the file's name ends with; gives what was written.

    Args:
        path: ends with one of FORMATS.
        title: of the page.
        entries: see `loading`.
        notes: what a reader must know, such as what was left out.
        leaderboard: which of the two pages.
        samples: put items, answers and verdicts into the page.
        data: a file with the task's rows, in place of the one that the runs read.

    Raises:
        UsageError: an unknown ending, the file is part of a run or a baseline, or it cannot be written.
    """
    if path.suffix not in FORMATS:
        raise UsageError(f"cannot tell the format of {path}: its name must end with one of {', '.join(FORMATS)}")
    if _is_source(path):
        raise UsageError(f"{path} is part of a run or a baseline, which a report would destroy: choose another -o")
    report = build(title, entries, notes)
    if samples and path.suffix == ".html":
        from ifbench.reports.samples import with_samples

        report = with_samples(report, groups(entries), data)
    write_atomically(path, _text(path.suffix, report, entries, leaderboard))
    return report


def _is_source(path: Path) -> bool:
    """Whether reports are made of the file that is there."""
    of_a_run = path.name in ("run.json", "summary.json") and RunDirectory(path.parent).exists
    return of_a_run or (path.is_file() and is_baseline(path))


def _text(suffix: str, report: Report, entries: Sequence[Entry], leaderboard: bool) -> str:
    if suffix == ".html":
        from ifbench.reports.page import html

        return html(report, leaderboard=leaderboard)
    if suffix == ".md":
        from ifbench.reports.text import markdown

        return markdown(report)
    from ifbench.reports import documents

    if suffix == ".xml":
        return documents.junit(report, groups(entries))
    return documents.csv(report) if suffix == ".csv" else documents.json(report)
