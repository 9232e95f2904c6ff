"""The engines by name; each is imported only when it is used."""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import cast

from ifbench.errors import UsageError
from ifbench.types import Backend

BACKENDS = {
    "llamacpp": "ifbench.backends.llamacpp:LlamaCpp",
    "openai": "ifbench.backends.openai:OpenAI",
    "replay": "ifbench.backends.replay:Replay",
    "vllm": "ifbench.backends.vllm:Vllm",
}


def infer(model: str, base_url: str | None) -> str:
    """The backend for a model: a server's, the embedded one's for its models and .gguf files, else vLLM."""
    from ifbench.models import EMBEDDED

    if base_url:
        return "openai"
    if model in EMBEDDED or Path(model).suffix == ".gguf":
        return "llamacpp"
    return "replay" if model.endswith((".jsonl", ".jsonl.gz")) else "vllm"


def make(name: str, model: str, options: Mapping[str, str]) -> Backend:
    """The backend of a name for a model. It loads nothing heavy yet.

    Args:
        name: a key of BACKENDS.
        model: a name, a folder, a file; what it means is the backend's to say.
        options: of the engine, as text; each backend types and checks its own.

    Raises:
        UsageError: an unknown backend or option, a missing extra, a model that is not there.
    """
    if not model.strip():
        raise UsageError("the model has no name: give --model a name, a folder or a file")
    if name not in BACKENDS:
        raise UsageError(f"unknown backend {name!r}; choose from {', '.join(BACKENDS)}")
    module, _, attribute = BACKENDS[name].partition(":")
    return cast(Backend, getattr(import_module(module), attribute)(model, options))
