"""The command that reproduces a verdict, right for any text in a POSIX shell."""

import re
import shlex
from collections.abc import Mapping
from typing import Any

from checkers import Constraint
from ifbench.files import to_json
from ifbench.text import shown

_UNSEEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def checking(constraint: Constraint) -> str | None:
    """`ifbench check ...` with the arguments of a constraint; None where one of them cannot stand in a command."""
    given = [_argument(constraint, name, value) for name, value in _given(constraint).items()]
    words = ["ifbench", "check", constraint.id, *(word for argument in given for word in ("--arg", argument))]
    line = shlex.join([*words, "--semantics", constraint.checker.semantics])
    return None if _UNSEEN.search(line) or _SURROGATE.search(line) else line


def _given(constraint: Constraint) -> Mapping[str, Any]:
    """The arguments, without those that are as when they are absent."""
    defaults = constraint.checker.defaults
    return {k: v for k, v in constraint.args.items() if k not in defaults or defaults[k] != v}


def _argument(constraint: Constraint, name: str, value: Any) -> str:
    text = isinstance(value, str) and constraint.checker.takes_text(name)
    return f"{name}={value if text else to_json(value)}"


def printing(text: str) -> str | None:
    """`printf ...`, which gives a text byte for byte; None for a text that no command can give.

    Characters that a terminal acts on are written as octal bytes, for `printf %b`.
    """
    if _SURROGATE.search(text):
        return None
    if not _UNSEEN.search(text):
        return f"printf '%s' {shlex.quote(text)}"
    escaped = _UNSEEN.sub(lambda found: _octal(found[0]), text.replace("\\", "\\\\"))
    return f"printf '%b' {shlex.quote(escaped)}"


def _octal(character: str) -> str:
    return "".join(f"\\0{byte:03o}" for byte in character.encode())


def special(text: str) -> str | None:
    """`printing` where the page cannot make it from what it shows; "" where there is none."""
    return None if shown(text) == text and not _UNSEEN.search(text) else printing(text) or ""
