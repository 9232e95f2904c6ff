"""What shapes vLLM's texts beside a request's own sampling, and what of it generation_config.json gave.

The task decides how tokens are drawn, so that two checkpoints are drawn from alike: what generation_config.json says of
filters and penalties is left out unless `--model-args generation_config=auto` asks for it. The tokens that end an
answer are the model's own either way.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ifbench.errors import UsageError
from ifbench.files import read_json

NEUTRAL = {"top_k": 0, "min_p": 0.0, "presence_penalty": 0.0, "frequency_penalty": 0.0, "repetition_penalty": 1.0}
"""Filters and penalties that do nothing, by `SamplingParams`' names."""
OURS = ("temperature", "top_p", "max_new_tokens")
"""What the task or the command line sets in any case."""
OPTIONS = ("generation_config", "override_generation_config")
"""The engine's options that are read here."""


def in_effect(folder: Path, options: Mapping[str, Any]) -> dict[str, Any]:
    """Filters, penalties and ending tokens in effect, with what generation_config.json gives that is `not_applied`.

    Args:
        folder: of the model.
        options: of the engine: `generation_config` is "vllm" (apply nothing, the default), "auto" (apply the model's)
            or a folder that holds one; `override_generation_config` is applied in any case.

    Raises:
        UsageError: no such folder, or an option that the request's own sampling overrules.
    """
    source = options.get("generation_config") or "vllm"
    overrides = options.get("override_generation_config") or {}
    ours = [name for name in OURS if name in overrides]
    if ours:
        raise UsageError(f"override_generation_config cannot set {ours[0]}: the task does, or an option of its own")
    config = _config(folder) if source in ("vllm", "auto") else _elsewhere(Path(source))
    asked = {**(config if source != "vllm" else {}), **overrides}
    applied = {name: asked[name] for name in NEUTRAL if asked.get(name) is not None}
    told = {name: config[name] for name in (*OURS, *NEUTRAL) if config.get(name) is not None}
    ends = config.get("eos_token_id")
    return {
        **NEUTRAL,
        **applied,
        "eos_token_id": [] if ends is None else ends if isinstance(ends, list) else [ends],
        "not_applied": {name: value for name, value in told.items() if applied.get(name) != value},
    }


def _config(folder: Path) -> dict[str, Any]:
    """A model's generation_config.json; without one, vLLM takes the ending tokens of config.json."""
    for name in ("generation_config.json", "config.json"):
        if (folder / name).is_file():
            found = read_json(folder / name)
            return found if name == "generation_config.json" else {"eos_token_id": found.get("eos_token_id")}
    return {}


def _elsewhere(folder: Path) -> dict[str, Any]:
    path = folder.expanduser() / "generation_config.json"
    if not path.is_file():
        raise UsageError(f"option generation_config is auto, vllm, or a folder; there is no {path}")
    return dict(read_json(path))
