"""How long each checker takes on texts made to be slow, at two lengths: what is linear takes four times as long.

    python benchmarks/linearity.py [official|corrected] [part of an id]

Prints the slowest pairs, and every pair that is over a second or grows faster than its text.
"""

import sys
import time
from collections.abc import Iterator

from checkers import Constraint, MissingData, bind, registry

LENGTHS = (250_000, 1_000_000)
UNITS = """
    [ ] ( ) { } < > * _ ` ~ # - + | . , : ; ! ? ' " \\ / = & @ “ ” « 「 … • 。 ， a A 1 é 你 ด 한 न का \u0301 \u200d \ud800 \u0000 😀
    a. A. 1. *a a* _a "a a" [a a] `a <<a <<a>> a-a a'a a1 U.S. a.B e.g. P.S. http:// a@ [a](b) ****** Is.it?!
    """.split()
SPACED = [f"{unit} " for unit in UNITS] + [f"{unit}\n" for unit in UNITS] + [f"{unit}\n\n" for unit in UNITS]
BLOCKS = [
    " ", "\n", "\t", " \n", "\r\n", "* a\n", " - a\n", "- [ ] a\n", "| a ", "|-|\n", "a|b\n-|-\n", "```\n", "```python\n",
    "````\n```\n", "~~~a\n", "***\n", "* * *\n", " *** ", "===\n", "a\n===\n", "> ", "> a\n", "# a\n", "***a** b\n",
    "Section 1\n", "Section 1\na\n", "P.S. a\n\n", "My answer is yes. ", "Is it so?! He (so he said) left. ", "cat ", "war war",
    '{"a":', '["a",', "[[1],", "*( ", " )*", '"a" ', "I am here\n\n", "Dr. A. B. ", "a b\u00a0c\u2003", "NASA ", "नमस्ते दुनिया। ",
]  # fmt: skip
NESTED = [("“", "”"), ("*( ", " )*"), ("[", "]"), ("<<", ">>"), ("(" * 4, " a. "), (" ", "x"), ("x", " "), ("*", "a"), ("\n", "a")]


def texts(length: int) -> Iterator[tuple[str, str]]:
    """Every family at a length, with its name."""
    for unit in (*UNITS, *SPACED, *BLOCKS):
        yield repr(unit), (unit * (length // len(unit) + 1))[:length]
    for left, right in NESTED:
        half = length // 2
        yield repr(f"{left}...{right}"), (left * half)[:half] + (right * half)[:half]


def seconds(constraint: Constraint, text: str) -> float:
    """The processor time of one verdict."""
    start = time.process_time()
    verdict = constraint(text)
    spent = time.process_time() - start
    if verdict.fault:
        print(f"FAULT {constraint.id}: {verdict.why}")
    return spent


def main(semantics: str, part: str) -> None:
    rows = []
    for (meaning, id), checker in sorted(registry().items()):
        if meaning != semantics or part not in id:
            continue
        try:
            constraint = bind(id, semantics=meaning, **checker.follows[0].args)
        except MissingData as missing:
            print(missing)
            continue
        for (name, short), (_, long) in zip(*map(texts, LENGTHS), strict=True):
            spent = seconds(constraint, long)
            growth = spent / max(seconds(constraint, short), 1e-4) if spent > 0.2 else 0.0
            rows.append((spent, growth, id, name))
    for spent, growth, id, name in sorted(rows, reverse=True)[:40]:
        print(f"{spent:7.3f} s  x{growth:4.1f}  {id}  {name}")
    slow = [row for row in rows if row[0] > 1 or row[1] > 8]
    print(f"{len(rows)} pairs, {len(slow)} over a second or growing faster than the text")
    for spent, growth, id, name in slow:
        print(f"{spent:7.3f} s  x{growth:4.1f}  {id}  {name}")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "corrected", sys.argv[2] if len(sys.argv) > 2 else "")
