"""Every id on every hostile text, strict and loose, one core: `python benchmarks/hostile.py [official|corrected]`.

Needs ../shared. A 10 MB text is added. Times are of the process's own CPU; each check is cold: its views are its own.
"""

import json
import sys
import time
from pathlib import Path

from checkers import Constraint, MissingData, Semantics, bind, judge, registry

SHARED = Path(__file__).parents[1].parent / "shared"
LONG = 200_000


def texts() -> dict[str, str]:
    lines = (SHARED / "reference" / "hostile.jsonl").read_text(encoding="utf-8").splitlines()
    rows = {row["name"]: row["text"] for row in map(json.loads, lines)}
    return {**rows, "10 MB": "The cat sat on the mat. " * 420_000}


def constraints(semantics: Semantics) -> list[Constraint]:
    found = []
    for (meaning, id), checker in registry().items():
        if meaning == semantics:
            try:
                found.append(bind(id, semantics=semantics, **checker.follows[0].args))
            except MissingData as missing:
                print(f"{id} left out: {missing}")
    return found


def main(semantics: Semantics) -> None:
    checks = constraints(semantics)
    judge("Load what is loaded once. I mean it.", checks)
    worst = {"up to 200,000 characters": (0.0, ""), "longer": (0.0, "")}
    faults, alone = 0, 0.0
    for name, text in texts().items():
        size = "longer" if len(text) > LONG else "up to 200,000 characters"
        for check in checks:
            began = time.process_time()
            verdict = check(text)
            spent = time.process_time() - began
            alone += spent
            faults += verdict.fault == "error"
            worst[size] = max(worst[size], (spent, f"{check.id} on {name}"))
    began = time.process_time()
    for text in texts().values():
        judge(text, checks)
    shared = time.process_time() - began
    print(f"{semantics}: {len(checks)} ids, {len(texts())} texts, {faults} exceptions")
    print(f"strict, each check alone: {alone:.1f} s; strict and loose, each answer judged once: {shared:.1f} s")
    for size, (spent, where) in worst.items():
        print(f"worst check, {size}: {spent:.2f} s ({where})")


if __name__ == "__main__":
    main("corrected" if sys.argv[1:] == ["corrected"] else "official")
