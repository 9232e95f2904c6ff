"""What can be told of lm-eval's model classes without importing them, and how their arguments are read."""

import sys
from collections.abc import Mapping
from inspect import signature
from typing import Any

from ifbench.backends._version import installed
from ifbench.errors import UsageError, nearest

WEIGHTLESS = (
    "anthropic_llms",
    "dummy",
    "gguf",
    "ibm_watsonx_ai",
    "litellm_llms",
    "openai_completions",
    "sglang_generate_API",
    "textsynth",
)
"""Modules of classes that load no weights: a server has them, or there are none."""
WEIGHTS = ("peft", "delta", "lora_local_path", "steer_path")
"""Arguments that name weights beside the model's."""
SIMILAR = 0.85
"""How alike a name must be to a known one to be taken for a slip; others may be meant for the engine behind."""


def module_of(name: str) -> str:
    """The module of a model class of lm-eval. Raises UsageError for a name that it does not know."""
    from lm_eval.models import MODEL_MAPPING

    if name not in MODEL_MAPPING:
        hint = nearest(name, MODEL_MAPPING) or f"choose from {', '.join(MODEL_MAPPING)}"
        raise UsageError(f"lm-eval has no model class {name!r}; {hint}")
    path: str = MODEL_MAPPING[name]
    return path.partition(":")[0].rpartition(".")[2]


def loads_weights(module: str) -> bool:
    """Whether the classes of a module load weights in this process."""
    return module not in WEIGHTLESS


def versions(module: str) -> str:
    """lm-eval's version and those of the libraries that write the texts, as far as it loads weights."""
    engines = ("vllm",) if module.startswith("vllm") else ("torch", "transformers")
    names = ("lm_eval", *(engines if loads_weights(module) else ()))
    return ", ".join(f"{name} {installed(name)}" for name in names)


def arguments(lm_class: Any, name: str, model: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of a class: the model under the name that it has there, and the given ones, typed.

    Raises:
        UsageError: a name that looks like a slip; lm-eval's classes swallow what they do not know.
    """
    from lm_eval.utils import handle_arg_string

    known = _parameters(lm_class)
    for key in given:
        if key not in known and (hint := nearest(key, known, SIMILAR)):
            raise UsageError(f"lm-eval's {name} takes no {key!r}; {hint}")
    named = "pretrained" if "pretrained" in known else "model"
    place = {named: model} if named in known else {}
    if "device" in known and not _has_cuda():
        place["device"] = "cpu"
    typed = {key: handle_arg_string(value) if isinstance(value, str) else value for key, value in given.items()}
    return {**place, **typed}


def _has_cuda() -> bool:
    """Whether a class that loads to CUDA by default could; torch is loaded by its class, or not needed."""
    torch = sys.modules.get("torch")
    return torch is None or bool(torch.cuda.is_available())


def _parameters(lm_class: Any) -> set[str]:
    """What the constructors of a class and its bases take by name."""
    makers = [vars(base)["__init__"] for base in lm_class.__mro__ if "__init__" in vars(base) and base is not object]
    return {name for maker in makers for name in signature(maker).parameters} - {"self", "args", "kwargs"}
