"""How well a language model follows instructions that code can verify.

>>> import ifbench
>>> rows = [{"key": 1, "prompt": "Hi!", "instruction_id_list": ["punctuation:no_comma"], "kwargs": [{}]}]
>>> ifbench.score(rows, ["Hello there"]).metrics["prompt_level_strict_acc"].value
1.0
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ifbench.api import evaluate as evaluate
    from ifbench.api import score as score

__all__ = ["evaluate", "score"]


def __getattr__(name: str) -> Any:
    """The API, imported when it is used."""
    if name in __all__:
        from ifbench import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
