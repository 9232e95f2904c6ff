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

    __version__: str

__all__ = ["__version__", "evaluate", "score"]


def __dir__() -> list[str]:
    """With what is imported when it is used."""
    return sorted({*globals(), *__all__})


def __getattr__(name: str) -> Any:
    """The API and the version, imported when they are used."""
    if name == "__version__":
        from importlib.metadata import version

        return version("ifbench")
    if name in __all__:
        from ifbench import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
