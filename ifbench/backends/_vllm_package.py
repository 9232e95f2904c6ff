"""What can be told of vLLM from its files: importing it takes many seconds."""

import ast
import json
import re
from collections.abc import Mapping
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Union

import msgspec

from ifbench.backends._options import known
from ifbench.backends._version import installed
from ifbench.errors import UsageError

SIMPLE = {"bool": bool, "int": int, "float": float}
SPELT = {"True": "true", "False": "false", "None": "null"}


def typed(options: Mapping[str, Any], package: Path) -> dict[str, Any]:
    """The options as `LLM` takes them: text where it takes text, numbers and booleans checked, else read as JSON.

    Raises:
        UsageError: an unknown option, or a value that is no number or boolean where one is wanted.
    """
    arguments = _arguments(package)
    given = known("vllm", options, arguments) if arguments else dict(options)
    return {name: _value(name, value, arguments.get(name, "")) for name, value in given.items()}


def _value(name: str, value: Any, annotation: str) -> Any:
    if not isinstance(value, str) or annotation.partition(" |")[0] == "str":
        return value
    text = SPELT.get(value, value)
    types = [SIMPLE.get(part) for part in annotation.removesuffix(" | None").split(" | ")]
    try:
        if None not in types:
            return msgspec.convert(text, Union[(*types, None)], strict=False)
        return json.loads(text)
    except msgspec.ValidationError as error:
        raise UsageError(f"option {name}={value} of the vllm backend: {error}") from None
    except ValueError:
        return value


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
    return installed("vllm")


def knows_no_accelerator() -> bool:
    """Whether the build of torch, and so vLLM's, is one for the CPU alone."""
    spec = find_spec("torch")
    if spec is None or spec.origin is None:
        return False
    built_for = (Path(spec.origin).parent / "version.py").read_text()
    return not re.search(r"^(cuda|hip|xpu)\b.*= *['\"]", built_for, re.MULTILINE)
