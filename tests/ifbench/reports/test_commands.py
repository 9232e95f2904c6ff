"""The command that the page gives reproduces the verdict, in a real shell, whatever the text."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from checkers import bind
from ifbench.reports.commands import checking, printing, special
from tests.ifbench.reports.conftest import hostile

SHELLS = ["/bin/sh", "/bin/bash"]
NASTY = [
    "plain words",
    "it's 'quoted' \"twice\" and `ticked`",
    "$(touch pwned); ${HOME} && !! \\n \\\\ \\0101",
    "-n starts as an option",
    "%s %b %d",
    "tab\there, escape\x1b[31m red, bell\x07, nul\x00 end\\",
    "carriage\rreturn",
    "right\u202eleft \u2066isolated\u2069",
    "\x85 and \x9b",
    "emoji 😀 and ünï",
    "",
    "ends with newlines\n\n",
]


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("text", NASTY)
def test_printing_gives_the_text_byte_for_byte(text: str, shell: str, tmp_path: Path) -> None:
    line = printing(text)
    assert line is not None
    done = subprocess.run([shell, "-c", line], capture_output=True, cwd=tmp_path, check=True)
    assert done.stdout == text.encode()
    assert not list(tmp_path.iterdir())


def test_a_command_holds_nothing_that_a_terminal_acts_on() -> None:
    for text in NASTY:
        line = printing(text) or ""
        assert not [c for c in line if ord(c) < 0x20 and c != "\n"]


def test_lone_surrogates_have_no_command() -> None:
    assert printing("a\ud800b") is None
    assert special("a\ud800b") == ""


@pytest.mark.parametrize("text", NASTY)
def test_the_page_makes_the_plain_ones_itself(text: str) -> None:
    quoted = "'" + text.replace("'", "'\"'\"'") + "'"  # as samples-detail.js quotes
    line = special(text)
    assert (line or f"printf '%s' {quoted}") == printing(text)


CONSTRAINTS: list[tuple[str, dict[str, Any]]] = [
    ("punctuation:no_comma", {}),
    ("length_constraints:number_words", {"relation": "at least", "num_words": 3}),
    ("keywords:existence", {"keywords": ["it's", "$(id)", 'a "b"']}),
    ("startend:end_checker", {"end_phrase": "'; rm -rf \\ `x` %s"}),
]


@pytest.mark.parametrize(("id", "args"), CONSTRAINTS)
@pytest.mark.parametrize("semantics", ["official", "corrected"])
def test_the_whole_command_reproduces_the_verdict(
    id: str, args: dict[str, Any], semantics: Any, tmp_path: Path
) -> None:
    text = "One, it's $(id) a \"b\"\x1b and\r more '; rm -rf \\ `x` %s"
    constraint = bind(id, semantics=semantics, **args)
    line = f"{printing(text)} | {checking(constraint)} --json"
    (tmp_path / "ifbench").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m ifbench "$@"\n')
    (tmp_path / "ifbench").chmod(0o755)
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    done = subprocess.run(["/bin/sh", "-c", line], capture_output=True, text=True, env=environment, check=False)
    told, verdict = json.loads(done.stdout), constraint(text)
    assert (told["ok"], told["why"], [tuple(span) for span in told["spans"]]) == (
        verdict.ok, verdict.why, list(verdict.spans)
    )  # fmt: skip


def test_every_hostile_text_has_a_command_or_a_lone_surrogate(shared: Path, tmp_path: Path) -> None:
    for name, text in hostile(shared):
        line = printing(text)
        surrogate = any(0xD800 <= ord(c) <= 0xDFFF for c in text)
        assert (line is None) == surrogate, name
        if line is not None:
            script = tmp_path / "script"
            script.write_bytes(line.encode())
            done = subprocess.run(["/bin/sh", str(script)], capture_output=True, check=True)
            assert done.stdout == text.encode(), name


def test_arguments_that_no_command_can_hold_have_none() -> None:
    assert checking(bind("startend:end_checker", end_phrase="a\x1bb")) is None
    assert checking(bind("keywords:existence", keywords=["a\x1bb"])) is not None  # as JSON it is escaped
