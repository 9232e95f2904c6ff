"""What may go wrong in reading YAML."""

import yaml

NOT_AS_YAML = (yaml.YAMLError, ValueError, LookupError, AttributeError, RecursionError)
"""What PyYAML raises for text that is no YAML, or whose tag does not fit what it stands before (`!!bool often`)."""


def fault(error: Exception) -> str:
    """What is wrong, in one line."""
    if isinstance(error, LookupError | AttributeError):
        return "a tag (!!...) does not fit what it stands before"
    return " ".join(str(error).split())
