"""What a row would lose in the columns of a parquet file: pyarrow drops surplus fields and fractions in silence."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

Loss = Callable[[Any], str]
"""Says what a value would lose, or "" where it loses nothing."""


def loss_in(schema: Any) -> Loss:
    """For rows of JSON's types, and a pyarrow schema that was inferred from such."""
    import pyarrow

    return _loss(pyarrow.struct(list(schema))) or _nothing


def _loss(kind: Any) -> Loss | None:
    """For the values of a pyarrow type; None where there is nothing to lose."""
    from pyarrow import types

    if types.is_struct(kind):
        inner = {field.name: _loss(field.type) for field in kind}
        return partial(_in_object, inner, [(name, loss) for name, loss in inner.items() if loss])
    if types.is_list(kind):
        element = _loss(kind.value_type)
        return element and partial(_in_list, element)
    if types.is_integer(kind):
        return _in_integers
    return _in_numbers if types.is_floating(kind) else None


def _in_object(fields: Mapping[str, Any], inner: Iterable[tuple[str, Loss]], value: Any) -> str:
    if not isinstance(value, dict):
        return f"{value!r:.80} is no object"
    if not value.keys() <= fields.keys():
        return f"the field {next(name for name in value if name not in fields)!r} is not among them"
    for name, loss in inner:
        held = value.get(name)
        if held is not None and (found := loss(held)):
            return found
    return ""


def _in_list(element: Loss, value: Any) -> str:
    if isinstance(value, list):
        for one in value:
            if one is not None and (found := element(one)):
                return found
    return ""


def _in_integers(value: Any) -> str:
    return f"{value!r} is no integer" if isinstance(value, float) else ""


def _in_numbers(value: Any) -> str:
    return f"{value!r} is no number" if isinstance(value, bool) else ""


def _nothing(value: Any) -> str:
    return ""
