"""What may go wrong in reading YAML."""

from itertools import chain

import yaml

NOT_AS_YAML = (yaml.YAMLError, ValueError, LookupError, AttributeError, RecursionError)
"""What PyYAML raises for text that is no YAML, or whose tag does not fit what it stands before (`!!bool often`)."""
MOST_VALUES = 1_000_000


def too_many(node: yaml.Node | None) -> bool:
    """Whether a few lines stand for over a million values, or for values without end, by aliases (`*name`)."""
    return _values(node, {}) > MOST_VALUES


def _values(node: yaml.Node | None, known: dict[int, float]) -> float:
    """How many values there are when each alias is written out; `known` of other nodes by their `id`."""
    if id(node) not in known:
        known[id(node)] = float("inf")  # what is inside itself has no end
        inside = node.value if isinstance(node, yaml.CollectionNode) else ()
        parts = chain.from_iterable(inside) if isinstance(node, yaml.MappingNode) else inside
        known[id(node)] = 1 + sum(_values(part, known) for part in parts)
    return known[id(node)]


def fault(error: Exception) -> str:
    """What is wrong, in one line."""
    if isinstance(error, LookupError | AttributeError):
        return "a tag (!!...) does not fit what it stands before"
    return " ".join(str(error).split())
