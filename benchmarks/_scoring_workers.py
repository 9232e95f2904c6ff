"""What `scoring_speed.py` runs in processes of their own: SYSTEM STATE PROMPTS ANSWERS; prints one JSON object."""

import json
import os
import sys
import time
from collections import Counter
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

Rows = list[dict[str, Any]]


FIRST = "Voici une phrase, et celle qui la suit est AUSSI en français. Elle est un peu plus longue – voyez-vous ?"
FIRST_ROW: dict[str, Any] = {
    "key": 0,
    "prompt": "?",
    "instruction_id_list": [
        "language:response_language",
        "length_constraints:number_sentences",
        "change_case:capital_word_frequency",
    ],
    "kwargs": [
        {"language": "fr"},
        {"num_sentences": 1, "relation": "at least"},
        {"capital_frequency": 1, "capital_relation": "at least"},
    ],
}
"""An answer for which every model is loaded that a scorer has."""


def load(prompts: str, answers: str) -> tuple[Rows, list[str]]:
    """The rows that have an answer, and the answers."""
    given = {row["key"]: row["response"] or "" for row in map(json.loads, Path(answers).read_bytes().splitlines())}
    rows = [row for row in map(json.loads, Path(prompts).read_bytes().splitlines()) if row["key"] in given]
    return rows, [given[row["key"]] for row in rows]


def lm_eval(rows: Rows, texts: list[str]) -> Callable[[], object]:
    """The published scorer of lm-eval, its detector seeded as `official` is."""
    import langdetect
    from lm_eval.tasks.ifeval.utils import process_results

    langdetect.DetectorFactory.seed = 0
    return lambda: [process_results(row, [text]) for row, text in zip(rows, texts, strict=True)]


def imports() -> None:
    """What scoring would import at its first need."""
    for name in ("langdetect.detector_factory", "nltk.tokenize.punkt", "regex", "numpy", "ifbench.api"):
        import_module(name)
    import checkers

    checkers.registry()


def ifbench(rows: Rows, texts: list[str], semantics: str) -> Callable[[], object]:
    """Ours."""
    imports()
    from ifbench.api import score

    return lambda: score(rows, texts, semantics)  # type: ignore[arg-type]


def floor(rows: Rows, texts: list[str], semantics: Any) -> Callable[[], object]:
    """One pass over each text for each view that its constraints look at; what a view loads is loaded before."""
    imports()
    from checkers import Text, bind
    from checkers._core import Views

    asked = []
    for row, text in zip(rows, texts, strict=True):
        views = Views(text, semantics)
        for id, args in zip(row["instruction_id_list"], row["kwargs"], strict=True):
            bind(id, semantics=semantics, **args).judge(views)
        asked.append((text, list(views.strict._views)))
    return lambda: [Text(text).view(make) for text, makes in asked for make in makes]


def parts(rows: Rows, texts: list[str], semantics: str) -> dict[str, float]:
    """The shares of the parts of the code in the time, the largest first, what is called from each included in it."""
    import cProfile
    import pstats

    work = ifbench(rows, texts, semantics)
    profile = cProfile.Profile()
    profile.runcall(work)
    own: Counter[str] = Counter()
    for (path, _, _), (_, _, seconds, _, _) in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]
        own["/".join(Path(path).parts[-2:]) if path != "~" else "built-in functions"] += seconds
    return {name: seconds / own.total() for name, seconds in own.most_common(12)}


def work_of(system: str, rows: Rows, texts: list[str]) -> Callable[[], object]:
    """What is measured."""
    kind, _, semantics = system.partition("-")
    if system == "lm-eval":
        return lm_eval(rows, texts)
    return floor(rows, texts, semantics) if kind == "floor" else ifbench(rows, texts, system)


def main(system: str, state: str, prompts: str, answers: str) -> None:
    """Measure and print. State: "cold", or "loaded" where one answer has been judged before."""
    if hasattr(os, "sched_setaffinity"):  # a process that moves to another core finds that one's caches empty
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    rows, texts = load(prompts, answers)
    known = {"prompts": len(rows), "characters": sum(map(len, texts))}
    kind, _, semantics = system.partition("-")
    if kind == "parts":
        print(json.dumps({**known, "parts": parts(rows, texts, semantics)}))
        return
    if state == "loaded":
        work_of(system, [FIRST_ROW], [FIRST])()
    work = work_of(system, rows, texts)
    began = time.process_time()
    work()
    print(json.dumps({**known, "seconds": time.process_time() - began}))


if __name__ == "__main__":
    main(*sys.argv[1:])
