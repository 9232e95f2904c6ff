"""The engines by name; each is imported only when it is used."""

import re
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, cast

from ifbench.backends._foreign import Foreign, failures_told
from ifbench.errors import UsageError
from ifbench.types import Backend

BACKENDS = {
    "llamacpp": "ifbench.backends.llamacpp:LlamaCpp",
    "openai": "ifbench.backends.openai:OpenAI",
    "replay": "ifbench.backends.replay:Replay",
    "vllm": "ifbench.backends.vllm:Vllm",
    "lm-eval:NAME": "ifbench.backends.lm_eval:LmEval",
}
"""Where the class of a backend is; NAME stands for an argument that the class takes beside model and options."""


def infer(model: str, base_url: str | None) -> str:
    """The backend for a model: a server's, the embedded one's for its models and .gguf files, else vLLM."""
    from ifbench.models import EMBEDDED

    if base_url:
        return "openai"
    if model in EMBEDDED or Path(model).suffix == ".gguf":
        return "llamacpp"
    return "replay" if model.endswith((".jsonl", ".jsonl.gz")) else "vllm"


def make(name: str, model: str, options: Mapping[str, str], deterministic: bool = False) -> Backend:
    """The backend of a name for a model. It loads nothing heavy yet.

    Args:
        name: a key of BACKENDS; with an argument, such as "lm-eval:hf"; or "module:Class" for one that is not ours.
        model: a name, a folder, a file; what it means is the backend's to say.
        options: of the engine, as text; each backend types and checks its own.
        deterministic: set what the engine offers for reproducibility, by the backend's `make_deterministic()`, which
            says in its attribute `promise` what that promises.

    Raises:
        UsageError: an unknown backend or option, a missing extra, a model that is not there, or `deterministic` where
            the engine offers nothing for it.
        IncompleteError: the code of a backend that is not ours fails.
    """
    if not model.strip():
        raise UsageError("the model has no name: give --model a name, a folder or a file")
    kind, _, argument = name.partition(":")
    where = BACKENDS.get(f"{kind}:NAME" if argument else name)
    if where is None:
        with failures_told(name):
            return Foreign(name, _set_up(name, _foreign(name)(model, options), deterministic))
    backend = _class_at(where)(model, options, *([argument] if argument else []))
    return cast(Backend, _set_up(name, backend, deterministic))


def _class_at(where: str) -> Any:
    module, _, attribute = where.partition(":")
    return getattr(import_module(module), attribute)


def _foreign(name: str) -> Any:
    """The class of a backend that is not ours, by "module:Class". Raises UsageError where it is not found."""
    unknown = f"unknown backend {name!r}; choose from {', '.join(BACKENDS)}, or give module:Class of your own"
    if not re.fullmatch(r"\w+(\.\w+)*:\w+", name):
        raise UsageError(unknown)
    try:
        return _class_at(name)
    except (ImportError, AttributeError) as error:
        raise UsageError(f"{unknown} ({error})") from None


def _set_up(name: str, backend: Any, deterministic: bool) -> Any:
    if deterministic:
        if not hasattr(backend, "make_deterministic"):
            raise UsageError(f"--deterministic: the {name} backend has nothing to offer for it; run without it")
        backend.make_deterministic()
    return backend
