"""The decision in Markdown, for a step summary or a comment that is found again by its first line."""

import re
from collections.abc import Sequence

from ifbench.gate.decision import Decision
from ifbench.gate.explain import Explanation
from ifbench.gate.outputs import lines
from ifbench.gate.outputs.terminal import WORDS, told

_SYNTAX = re.compile(r"(?i)[\\`*_{}\[\]<>|~#@!&$^]|:(?! )|(?<=www)\.")
_BREAK = "&#8203;"
"""A mention or a reference is told from the finished text, so that an entity alone does not stop it."""


def escaped(text: str, width: int = 200) -> str:
    """Text that nobody vouches for: no markup, no link and no mention comes of it."""
    return _SYNTAX.sub(lambda found: f"&#{ord(found[0])};{_BREAK * (found[0] in '@#')}", told(text, width))


def marker(task: str) -> str:
    """The comment's first line, by which a bot finds the comment to replace."""
    return f"<!-- ifbench gate: {re.sub(r'[^A-Za-z0-9._]', '-', task)} -->"


def render(decision: Decision, explanation: Explanation) -> str:
    """The report."""
    run = decision.look.run
    parts = [
        marker(run.task),
        f"### ifbench gate {WORDS[decision.outcome]}: {escaped(run.task)} v{run.version}",
        escaped(decision.reason, 1000),
        _table(lines.scores(decision)),
        "\n".join(f"- {escaped(line, 400)}" for line in lines.facts(decision, explanation)),
        _table(lines.families(decision, explanation)) + f"\n\n{escaped(lines.families_note(decision))}",
        *_broken(explanation),
    ]
    return "\n\n".join(parts) + "\n"


def refusal(task: str | None, reason: str) -> str:
    """The report where there is no decision."""
    return f"{marker(task or 'none')}\n\n### ifbench gate REFUSED\n\n{escaped(reason, 1000)}\n"


def _table(rows: Sequence[Sequence[str]]) -> str:
    header, *body = [f"| {' | '.join(escaped(cell) for cell in row)} |" for row in rows]
    rule = "|---" + "|--:" * (len(rows[0]) - 1) + "|"
    return "\n".join([header, rule, *body])


def _broken(explanation: Explanation) -> list[str]:
    if not explanation.broken:
        return []
    rows = [["item", "constraint", "why", ""]]
    for one in lines.listed(explanation):
        cause = {"truncated": "cut off", "empty": "empty", None: ""}[one.cause]
        rows += [[one.place, constraint.id, lines.because(constraint), cause] for constraint in one.constraints]
    return [f"**{escaped(lines.broken_heading(explanation))}**", _table(rows)]
