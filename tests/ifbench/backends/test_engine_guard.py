"""Processes that end with the one that started them."""

import subprocess
import sys
from pathlib import Path

import psutil
import pytest

STARTED = """
import multiprocessing, sys, time
from ifbench.backends._engine_guard import guard, let_go
process = multiprocessing.get_context(sys.argv[1]).Process(target=time.sleep, args=(60,))
process.start()
guarding = guard([process])
if sys.argv[2] == "let go":
    let_go(guarding)
print(process.pid, guarding.pid, flush=True)
time.sleep(60)
"""


@pytest.mark.skipif(not Path("/bin/sh").exists(), reason="needs a shell")
@pytest.mark.parametrize("how", ["fork", "spawn"])
@pytest.mark.parametrize("guarded", [True, False])
def test_a_killed_command_leaves_nothing_behind(how: str, guarded: bool, tmp_path: Path) -> None:
    script = tmp_path / "started.py"
    script.write_text(f"if __name__ == '__main__':\n    {STARTED.strip().replace(chr(10), chr(10) + '    ')}\n")
    command = [sys.executable, str(script), how, "guard" if guarded else "let go"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        engine, guarding = map(int, child.stdout.readline().split())
        assert psutil.pid_exists(guarding) == guarded
        process = psutil.Process(engine)
        child.kill()
    _, alive = psutil.wait_procs([process], timeout=10 if guarded else 0.5)
    for left in alive:
        left.kill()
    assert bool(alive) != guarded
