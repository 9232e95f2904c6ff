"""The gate loads nothing heavy before it is used."""

import subprocess
import sys

import pytest

from tests.ifbench.test_imports import HEAVY

MODULES = ["ifbench.gate", *(f"ifbench.cli.{name}" for name in ("bless", "regress", "compare", "trend", "evaluating"))]


@pytest.mark.parametrize("module", MODULES)
def test_no_heavy_module_is_loaded(module: str) -> None:
    code = f"import {module}, sys; print(*{{name.partition('.')[0] for name in sys.modules}})"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not HEAVY & set(loaded)
