"""What starting costs over a bare interpreter. Goals: `--help` at most 150 ms, `import checkers` at most 100 ms."""

import subprocess
import sys
import time
from statistics import median

COMMANDS = {
    "bare interpreter": ["-c", "pass"],
    "import checkers": ["-c", "import checkers"],
    "import ifbench": ["-c", "import ifbench"],
    "ifbench --help": ["-m", "ifbench", "--help"],
}
ROUNDS = 15


def seconds(args: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, *args], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def main() -> None:
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(ROUNDS):
        for name, args in COMMANDS.items():
            times[name].append(seconds(args))
    bare = median(times["bare interpreter"])
    for name, found in times.items():
        over = 1000 * (median(found) - bare)
        print(f"{name:18} {1000 * median(found):6.0f} ms, {over:+5.0f} ms over a bare interpreter")


if __name__ == "__main__":
    main()
