"""How many violators each checker catches, and how many witnesses it rejects; writes docs/self_test.md.

    python benchmarks/self_test.py [draws for each id]

Witnesses follow by construction and violators break by construction, for `corrected`; what `official` makes of the same
texts shows where the published code departs from the instruction's own words. NLTK's data must be there: where they are
missing it ends, naming the command that gets them, and writes nothing.
"""

import sys
from collections import Counter
from pathlib import Path
from random import Random

from checkers import SEMANTICS, BadArgument, Constraint, Semantics, bind, witnesses

PAGE = Path(__file__).parents[1] / "docs" / "self_test.md"
HEAD = """# Self-test: violators caught, witnesses rejected

Written by `python benchmarks/self_test.py {draws}`: for each id {draws} times arguments, a text that follows them by
construction (`checkers.witnesses`) and its smallest edit that breaks them, the draws being the same on every machine.
Detection is the share of the violators that the checker breaks, false alarms the share of the witnesses that it
rejects. `corrected` must have 100 % and 0 %; `official` is the published code, flaw for flaw.

Over all ids: {totals}

| id | corrected: detection | false alarms | official: detection | false alarms |
|---|---:|---:|---:|---:|
"""
IMPOSSIBLE_HEAD = """
`-`: the published code takes none of these arguments.

## What no text can satisfy

These arguments bind, and yet nothing can follow them; `checkers.witnesses.why_impossible` tells.

| id | arguments such as | why |
|---|---|---|
"""
Rates = tuple[int, int, int]
"""Of so many draws: violators caught, witnesses rejected."""


def rates(id: str, semantics: Semantics, draws: int) -> Rates:
    """How a checker judges the texts drawn for its id; arguments that it does not take are no draws."""
    shape = witnesses.find(id)
    seen: Counter[str] = Counter()
    for draw in range(draws):
        rng = Random(f"{id} {draw}")
        args = shape.arguments(rng)
        right = shape.witness(rng, **args)
        wrong = shape.violate(rng, right, **args)
        constraint = _bound(id, semantics, args)
        if constraint is not None:
            rejected, caught = not constraint(right), not constraint(wrong)
            seen.update(draws=1, caught=caught, rejected=rejected)
            if semantics == "corrected" and (rejected or not caught):
                print(f"WRONG {id} {args}: {(right if rejected else wrong)!r}")
    return seen["draws"], seen["caught"], seen["rejected"]


def _bound(id: str, semantics: Semantics, args: dict[str, object]) -> Constraint | None:
    try:
        return bind(id, semantics=semantics, **args)
    except BadArgument:
        return None


def shares(found: Rates) -> str:
    """The two rates as cells of a table."""
    draws, caught, rejected = found
    return f"{100 * caught / draws:.1f} % | {100 * rejected / draws:.1f} %" if draws else "- | -"


def page(draws: int) -> str:
    """The whole page."""
    table = {id: {semantics: rates(id, semantics, draws) for semantics in SEMANTICS} for id in witnesses.known()}
    totals = []
    for semantics in ("corrected", "official"):
        n, caught, rejected = map(sum, zip(*(row[semantics] for row in table.values()), strict=True))
        totals.append(f"{semantics} {caught} of {n} caught, {rejected} of {n} rejected")
    rows = [f"| {id} | {shares(row['corrected'])} | {shares(row['official'])} |" for id, row in table.items()]
    impossible = [
        f"| {', '.join(entry.ids)} | {', '.join(f'{k}={v!r}' for k, v in entry.example.items())} | {entry.why} |"
        for entry in witnesses.IMPOSSIBLE
    ]
    head = HEAD.format(draws=draws, totals="; ".join(totals) + ".")
    return head + "\n".join(rows) + "\n" + IMPOSSIBLE_HEAD + "\n".join(impossible) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(int(sys.argv[1]) if len(sys.argv) > 1 else 1000), encoding="utf-8")
    print(f"wrote {PAGE}")
