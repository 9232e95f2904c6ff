"""How long each checker takes on texts made to be slow; linear means four times as long on four times as much.

    python benchmarks/linearity.py [official|corrected] [part of an id]

Each checker judges a quarter of a million characters of every family, and a million where that took long. Prints the
slowest pairs, and those that are over a second or grow much faster than their text.
"""

import sys
import time
from collections.abc import Iterator

from checkers import Constraint, MissingData, bind, registry

SHORT, LONG = 250_000, 1_000_000
WORTH_A_LOOK = 0.12
UNITS = """
    [ ] ( { < > * _ ` ~ # - + | . , : ? ' " \\ / @ “ ” « 「 … • 。 a A 1 é 你 ด 한 न का
    \u0301 \u200d \ud800 \u0000 😀 a. A. 1. *a a* _a [a a] `a <<a a-a U.S. a.B e.g. P.S. http:// a@ [a](b) ******
    """.split()
SPACED = ("[", "*", '"', "a", "a.", "1.", "你。", "a?!", "P.S.", "[a]", "*a*")
ENDINGS = [f"{unit}{end}" for unit in SPACED for end in (" ", "\n", "\n\n")]
LINES = [
    " ", "\n", "\t", " \n", "\r\n", "* a\n", " - a\n", "- [ ] a\n", "| a ", "a|b\n-|-\n", "```\n", "````\n```\n",
    "***\n",
    "* * *\n", " *** ", "a\n===\n", "> ", "# a\n", "***a** b\n", "Section 1\n", "Section 1\na\n", "P.S. a\n\n",
    "My answer is yes. ",
    "Is it so?! He (so he said) left. ", "cat ", "war war", '{"a":', '["a",', "*( ", " )*", '"a" ',
    "I am here\n\n", "Dr. A. B. ", "a b\u00a0c\u2003", "NASA ", "नमस्ते दुनिया। ",
]  # fmt: skip
HALVES = [
    ("!", "x"),
    ('!"', "x"),
    ("x", "`"),
    ("“", "”"),
    ("*( ", " )*"),
    ("[", "]"),
    ("<<", ">>"),
    ("((((", " a. "),
    (" ", "x"),
    ("*", "a"),
    ("\n", "a"),
]


def texts(length: int) -> Iterator[tuple[str, str]]:
    """Every family at a length, with its name."""
    for unit in (*UNITS, *ENDINGS, *LINES):
        yield repr(unit), (unit * (length // len(unit) + 1))[:length]
    for left, right in HALVES:
        half = length // 2
        yield f"{left!r} then {right!r}", (left * half)[:half] + (right * half)[:half]


def seconds(constraint: Constraint, text: str) -> float:
    """The processor time of one verdict."""
    start = time.process_time()
    verdict = constraint(text)
    spent = time.process_time() - start
    if verdict.fault:
        print(f"FAULT {constraint.id}: {verdict.why}")
    return spent


def main(semantics: str, part: str) -> None:
    pairs, rows = 0, []
    long = dict(texts(LONG))
    for (meaning, id), checker in sorted(registry().items()):
        if meaning != semantics or part not in id:
            continue
        try:
            constraint = bind(id, semantics=meaning, **checker.follows[0].args)
        except MissingData as missing:
            print(missing)
            continue
        constraint("To load what is loaded once. Once.")
        for name, short in texts(SHORT):
            pairs += 1
            spent = seconds(constraint, short)
            if spent > WORTH_A_LOOK:
                longer = seconds(constraint, long[name])
                rows.append((longer, longer / spent, id, name))
    rows.sort(reverse=True)
    failed = [row for row in rows if row[0] > 1 or row[1] > 8]
    print(f"{pairs} pairs, {len(failed)} over a second or growing faster than the text; the slowest:")
    for spent, growth, id, name in rows[:25] + [row for row in failed if row not in rows[:25]]:
        print(f"{spent:7.3f} s  x{growth:4.1f}  {id}  {name}")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "corrected", sys.argv[2] if len(sys.argv) > 2 else "")
