"""run.json tells of the machine what may change an answer, and of a machine without GPUs nothing of them."""

from pathlib import Path
from typing import Any

import pytest

from ifbench.provenance import provenance

QUERY = "--query-gpu=driver_version,name --format=csv,noheader"


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """What is recorded of GPUs on a machine whose nvidia-smi is a shell script; with None there is none."""

    def record(script: str | None) -> dict[str, Any]:
        if script is not None:
            (tmp_path / "nvidia-smi").write_text(f"#!/bin/sh\n{script}\n")
            (tmp_path / "nvidia-smi").chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path))
        return {name: value for name, value in provenance([]).items() if name in ("gpus", "driver")}

    return record


def test_the_gpus_and_their_driver(told: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "0")
    lines = "echo 570.86.15, NVIDIA H200; echo 570.86.15, NVIDIA H200"
    assert told(f'[ "$*" = "{QUERY}" ] && {{ {lines}; }}') == {"gpus": ["NVIDIA H200"] * 2, "driver": "570.86.15"}
    assert provenance([])["environment"]["CUDA_VISIBLE_DEVICES"] == "0"


FAILURES = {
    "no such program": None,
    "no driver": "echo NVIDIA-SMI has failed, as there is no driver; exit 9",
    "no GPU": "echo No devices were found",
    "nothing said": "exit 0",
}


@pytest.mark.parametrize("script", FAILURES.values(), ids=FAILURES)
def test_no_gpus(told: Any, script: str | None) -> None:
    assert told(script) == {}


def test_a_driver_that_hangs_is_not_waited_for(told: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ifbench.provenance._SECONDS", 0.2)
    assert told("exec /bin/sleep 60") == {}
