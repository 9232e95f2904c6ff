"""What can be told of vLLM from its files: importing it takes many seconds."""

import ast
import json
import re
from collections.abc import Mapping
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ifbench.backends._options import known


def typed(options: Mapping[str, Any], package: Path) -> dict[str, Any]:
    """The options as `LLM` takes them: text where it takes text, else read as JSON."""
    arguments = _arguments(package)
    given = known("vllm", options, arguments) if arguments else dict(options)
    return {name: _value(value, arguments.get(name, "")) for name, value in given.items()}


def _value(value: Any, annotation: str) -> Any:
    if not isinstance(value, str) or annotation.partition(" |")[0] == "str":
        return value
    try:
        return json.loads(value)
    except ValueError:
        return {"True": True, "False": False, "None": None}.get(value, value)


def _arguments(package: Path) -> dict[str, str]:
    """The names and types of the engine's arguments."""
    try:
        tree = ast.parse((package / "engine" / "arg_utils.py").read_bytes())
    except (OSError, SyntaxError):
        return {}
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and node.name == "EngineArgs":
            fields = (line for line in node.body if isinstance(line, ast.AnnAssign))
            return {f.target.id: ast.unparse(f.annotation) for f in fields if isinstance(f.target, ast.Name)}
    return {}


def version_of(package: Path) -> str:
    """From the source: the CPU build's distribution has another name."""
    with suppress(OSError):
        found = re.search(r"^__version__ = .*?['\"]([^'\"]+)['\"]", (package / "_version.py").read_text(), re.MULTILINE)
        if found:
            return found[1]
    with suppress(PackageNotFoundError):
        return version("vllm")
    return "unknown"


def knows_no_accelerator() -> bool:
    """Whether the build of torch, and so vLLM's, is one for the CPU alone."""
    spec = find_spec("torch")
    if spec is None or spec.origin is None:
        return False
    built_for = (Path(spec.origin).parent / "version.py").read_text()
    return not re.search(r"^(cuda|hip|xpu)\b.*= *['\"]", built_for, re.MULTILINE)
