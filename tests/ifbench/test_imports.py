"""What is loaded at start-up, and what may import what."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = {
    "vllm", "torch", "transformers", "lm_eval", "pandas", "scipy", "numpy", "nltk", "langdetect", "ray", "openai",
    "xllamacpp", "huggingface_hub", "rich", "jinja2", "emoji", "syllapy", "regex",
    "litestar", "uvicorn", "pyarrow",
}  # fmt: skip


ENGINES = ("ifbench.backends", "ifbench.runner", "ifbench.evaluation")


@pytest.mark.parametrize("code", ["import checkers", "import ifbench", "import ifbench.cli", "import ifbench.backends"])
def test_no_heavy_module_at_start_up(code: str) -> None:
    shown = f"{code}\nimport sys\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    loaded = subprocess.run([sys.executable, "-c", shown], capture_output=True, text=True, check=True).stdout.split()
    assert not HEAVY & set(loaded)


def test_scoring_a_run_loads_no_engine(tmp_path: Path) -> None:
    code = "import ifbench.given_answers, sys; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {name for name in loaded if name.partition(".")[0] in HEAVY}
    assert not {name for name in loaded if name.startswith(ENGINES)}


def imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text())
    found = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    return found | {str(n.module) for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) if not n.level}


def modules(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


@pytest.mark.parametrize("path", modules("checkers"), ids=lambda p: p.name)
def test_checkers_stand_alone(path: Path) -> None:
    assert not {name for name in imports(path) if name.partition(".")[0] in ("ifbench", "checkers")}


@pytest.mark.parametrize("path", modules("ifbench/backends"), ids=lambda p: p.name)
def test_no_backend_imports_checkers(path: Path) -> None:
    assert "checkers" not in {name.partition(".")[0] for name in imports(path)}


@pytest.mark.parametrize("path", modules("checkers") + modules("ifbench"), ids=lambda p: f"{p.parent.name}/{p.name}")
def test_data_cannot_run(path: Path) -> None:
    assert not imports(path) & {"pickle", "dill", "marshal", "shelve", "cloudpickle"}
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            assert called not in ("eval", "exec", "compile", "yaml.load", "yaml.unsafe_load", "yaml.full_load")
