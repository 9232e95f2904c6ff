"""Constraints as files and data sets hold them, on their way to `checkers.bind_all`."""

import ast
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from checkers import CheckerError, Semantics, bind_all, bind_demand
from ifbench.errors import UsageError
from ifbench.files import read_json, reason
from ifbench.yaml_files import MOST_VALUES, NOT_AS_YAML, fault, too_many


def read_demands(path: Path, semantics: Semantics) -> list[dict[str, Any]]:
    """The constraints of a file, a YAML or JSON list of `{id: ..., args: {...}}`, each of which binds.

    Raises:
        UsageError: unreadable, another form, an unknown id or a wrong argument; names file, line and position.
    """
    found, lines = _read_yaml(path) if path.suffix != ".json" else (read_json(path), [])
    if not isinstance(found, list) or not found:
        raise UsageError(f"{path}: expected a list of constraints, such as - id: punctuation:no_comma")
    for at, demand in enumerate(found):
        try:
            bind_demand(demand, semantics)
        except CheckerError as error:
            line = f", line {lines[at]}" if lines else ""
            raise UsageError(f"{path}{line}, constraint {at}: {error}") from None
    try:
        bind_all(found, semantics)
    except CheckerError as error:
        raise UsageError(f"{path}: {error}") from None
    return found


def _read_yaml(path: Path) -> tuple[Any, list[int]]:
    """The content and, of a list, the line of each of its entries."""
    try:
        text = path.read_text(encoding="utf-8")
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        if too_many(node):
            raise UsageError(f"{path}: aliases (*name) that stand for over {MOST_VALUES:,} values; write them out")
        lines = [one.start_mark.line + 1 for one in node.value] if isinstance(node, yaml.SequenceNode) else []
        return yaml.safe_load(text), lines
    except OSError as error:
        raise UsageError(f"cannot read {path}: {reason(error)}") from None
    except NOT_AS_YAML as error:
        raise UsageError(f"{path} is damaged: {fault(error)}") from None


def demands_in(label: Any) -> Any:
    """The constraints that a column of a data set holds, in a form that `checkers.bind_all` takes.

    A label may be JSON or a Python literal in a string, hold such strings or arrays for lists and arguments, and be a
    list with one mapping of IFEval's two lists in it, as open-instruct has it.

    Raises:
        CheckerError: a string that is neither JSON nor a literal, or what is nested too deep.
    """
    try:
        found = _opened(_plain(_parsed(label) if isinstance(label, str) else label))
    except RecursionError:
        raise CheckerError("constraints are nested too deep") from None
    if isinstance(found, list) and len(found) == 1:
        (only,) = found
        if isinstance(only, Mapping) and "id" not in only:
            ids = only.get("instruction_id_list", only.get("instruction_id"))
            return only if isinstance(ids, list) else found
    return found


_HOLDERS = ("args", "kwargs", "instruction_id_list", "instruction_id")


def _unpacked(value: Any) -> Any:
    """A list or an object that stands as JSON or a literal in a string."""
    return _parsed(value) if isinstance(value, str) and value.lstrip().startswith(("[", "{")) else value


def _opened(value: Any) -> Any:
    """A list whose entries may be such strings."""
    return [_plain(_unpacked(one)) for one in value] if isinstance(value, list) else value


def _parsed(text: str) -> Any:
    for parse in (json.loads, ast.literal_eval):
        try:
            return parse(text)
        except (ValueError, SyntaxError, RecursionError, MemoryError):
            continue
    raise CheckerError(f"constraints are neither JSON nor a Python literal: {text[:80]!r}")


def _plain(value: Any) -> Any:
    """Arrays and tuples as lists, at any depth."""
    if isinstance(value, str | bytes):
        return value
    if isinstance(value, Mapping):
        return {
            name: _opened(_plain(_unpacked(held))) if name in _HOLDERS else _plain(held) for name, held in value.items()
        }
    if hasattr(value, "tolist"):
        return _plain(value.tolist())
    return [_plain(held) for held in value] if isinstance(value, Sequence) else value
