"""The wheel, installed elsewhere, works without the checkout."""

import os
import subprocess
import sys
import tarfile
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A virtual environment with the wheel; its dependencies are this environment's."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    venv.create(folder / "venv", with_pip=False)
    (site,) = (folder / "venv").glob("lib/python*/site-packages")
    (wheel,) = folder.glob("*.whl")
    pip = [sys.executable, "-m", "pip", "install", "--no-deps", "--quiet", "--target", str(site), str(wheel)]
    subprocess.run(pip, check=True, capture_output=True)
    dependencies = [path for path in sys.path if path.endswith("site-packages")]
    (site / "dependencies.pth").write_text("\n".join(dependencies))
    return folder / "venv" / "bin" / "python"


def test_the_sdist_holds_what_its_tests_and_its_readers_need(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "build", "--sdist", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    (made,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(made) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    wanted = {"CONTRIBUTING.md", "tools/document_checkers.py", "docs/checkers.md", "results/leaderboard.html"}
    assert wanted | {"tests/conftest.py", "benchmarks/self_test.py", "tasks/core/task.yaml"} <= names
    assert not {name for name in names if "__pycache__" in name or name.endswith(".pyc")}


def run(python: Path, *args: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(
        [str(python), *args], capture_output=True, text=True, input=stdin, cwd=python.parents[2], env=clean, check=False
    )


def test_it_is_the_wheel_that_runs(installed: Path) -> None:
    done = run(installed, "-c", "import ifbench, checkers; print(ifbench.__file__); print(checkers.__file__)")
    assert done.returncode == 0, done.stderr
    assert str(ROOT) not in done.stdout


def test_a_check(installed: Path) -> None:
    done = run(installed, "-m", "ifbench", "check", "punctuation:no_comma", stdin="a, b")
    assert done.returncode == 1, done.stderr
    assert "comma" in done.stdout


def test_the_tasks_are_inside(installed: Path) -> None:
    done = run(installed, "-m", "ifbench", "validate", "core")
    assert done.returncode == 0, done.stderr
    assert "0 problems" in done.stdout
