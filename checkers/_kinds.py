"""What an argument takes, in words."""

import json
from collections.abc import Mapping
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from ._registry import Checker


def taken(checker: Checker) -> dict[str, str]:
    """The arguments of a checker by name, each with its type or values, its limits and its default."""
    return {name: _kind(kind) + _default(checker.defaults, name) for name, kind in checker.parameters.items()}


def _default(defaults: Mapping[str, Any], name: str) -> str:
    return f", by default {json.dumps(defaults[name])}" if name in defaults else ""


def _kind(kind: Any) -> str:
    if kind is type(None):
        return "null"
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _kind(inner[0]) + "".join(map(_limits, inner[1:]))
    if origin is Literal:
        return " or ".join(json.dumps(one) for one in inner)
    if origin is list:
        return f"list of ({_kind(inner[0])})"
    if origin is Union or type(kind).__name__ == "UnionType":
        return " or ".join(map(_kind, inner))
    return str(getattr(kind, "__name__", kind))


def _limits(meta: Any) -> str:
    said = [f">= {meta.ge}"] if getattr(meta, "ge", None) is not None else []
    said += [f"<= {meta.le}"] if getattr(meta, "le", None) is not None else []
    said += [str(meta.description)] if getattr(meta, "description", None) else []
    return "".join(f", {one}" for one in said)
