"""The page: one HTML file with everything in it, opened from anywhere, nothing asked of the network."""

import base64
import gzip
import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checkers import RELAXATIONS
from ifbench.files import to_json
from ifbench.gate.decision import p_cell
from ifbench.gate.outcomes import family
from ifbench.reports.charts import charts, outline
from ifbench.reports.data import Report
from ifbench.reports.folds import ANEW
from ifbench.reports.text import floors
from ifbench.tables import ALWAYS, TITLES, count_columns, titled
from ifbench.text import interval, percent, shown

if TYPE_CHECKING:
    from jinja2.sandbox import SandboxedEnvironment

HERE = Path(__file__).parent
SCRIPTS = ("theme.js", "tables.js", "samples-data.js", "samples-detail.js", "samples.js")
STYLES = ("page.css", "tables.css", "samples.css", "print.css")
FEW = 10
"""Under so many verdicts a cell of the heat-map is hatched."""


def html(report: Report, *, leaderboard: bool = False) -> str:
    """The page; equal reports give equal bytes.

    Args:
        report: what to show.
        leaderboard: how each result was made comes last; otherwise right behind the table of scores.
    """
    style, script = _assets(STYLES), _assets(SCRIPTS)
    page = _environment().get_template("page.html.j2")
    return page.render(
        report=report, leaderboard=leaderboard, style=_raw(style), script=_raw(script), policy=policy(style, script),
        island=island(report.samples) if report.samples else None,
        labels={key: label for group in report.groups for key, label in group.labels.items()},
    )  # fmt: skip


def policy(style: str, script: str) -> str:
    """A content security policy by which only this style and this script count, and nothing is fetched."""
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def island(samples: Mapping[str, Any]) -> str:
    """Data for the script: JSON, gzip, base64, so that no character of it can mean anything to HTML."""
    return base64.b64encode(gzip.compress(to_json(samples).encode(), 9, mtime=0)).decode()


def _assets(names: tuple[str, ...]) -> str:
    return "\n".join((HERE / "assets" / name).read_text(encoding="utf-8") for name in names)


def _raw(text: str) -> Any:
    """Our own style or script, which is not escaped."""
    from markupsafe import Markup

    return Markup(text)


@cache
def _environment() -> "SandboxedEnvironment":
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    environment = SandboxedEnvironment(
        loader=FileSystemLoader(HERE / "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True,
        undefined=StrictUndefined, finalize=_visible,
    )  # fmt: skip
    environment.filters["shown"] = shown
    environment.globals.update(
        always=ALWAYS, charts=charts, count_columns=count_columns, family=family, few=FEW, floors=floors,
        interval=interval, outline=outline, percent=percent, points=points, p_cell=p_cell,
        relaxations=(*RELAXATIONS[1:], ANEW), shade=shade, short=SHORT, titled=titled, titles=TITLES,
    )  # fmt: skip
    return environment


SHORT = {
    "prompt_level_strict_acc": "prompt strict",
    "inst_level_strict_acc": "instruction strict",
    "prompt_level_loose_acc": "prompt loose",
    "inst_level_loose_acc": "instruction loose",
}


def _visible(value: Any) -> Any:
    """What a template prints: control characters of plain text are written out, as on a terminal."""
    return shown(value) if type(value) is str else value


def shade(share: float | None) -> str:
    """The step of the heat-map's scale for a share: 0 to 10."""
    return "none" if share is None else str(round(10 * share))


def points(share: float | None) -> str:
    """A difference of shares in points, with its sign."""
    return "-" if share is None else f"{100 * share:+z.1f}"
