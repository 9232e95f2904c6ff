"""IFTrain's sentences: end marks divide a text, but for those that a list of substitutions protects first."""

import re
from collections.abc import Callable

DOT, STOP = "<prd>", "<stop>"
"""A full stop that ends no sentence, and the end of one. A text that holds them itself is taken at its word."""

_LETTER = "([A-Za-z])"
_COMPANY = "(Inc|Ltd|Jr|Sr|Co)"
_START = (
    r"(Mr|Mrs|Ms|Dr|Prof|Capt|Cpt|Lt|He\s|She\s|It\s|They\s|Their\s|Our\s|We\s|But\s|However\s|That\s|This\s|Wherever)"
)


def _ellipsis(dots: re.Match[str]) -> str:
    return DOT * len(dots[0]) + STOP


_RULES: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
    (r"(Mr|St|Mrs|Ms|Dr)\.", rf"\1{DOT}"),
    (r"\.(com|net|org|io|gov|edu|me)", rf"{DOT}\1"),
    (r"([0-9])\.([0-9])", rf"\1{DOT}\2"),
    (r"\.{2,}", _ellipsis),
    (r"Ph\.D\.", f"Ph{DOT}D{DOT}"),
    (rf"\s{_LETTER}\. ", rf" \1{DOT} "),
    (rf"([A-Z]\.[A-Z]\.(?:[A-Z]\.)?) {_START}", rf"\1{STOP} \2"),
    (rf"{_LETTER}\.{_LETTER}\.{_LETTER}\.", rf"\1{DOT}\2{DOT}\3{DOT}"),
    (rf"{_LETTER}\.{_LETTER}\.", rf"\1{DOT}\2{DOT}"),
    (rf" {_COMPANY}\. {_START}", rf" \1{STOP} \2"),
    (rf" {_COMPANY}\.", rf" \1{DOT}"),
    (rf" {_LETTER}\.", rf" \1{DOT}"),
    (r"\.”", "”."),
    (r"\.\"", '".'),
    (r"!\"", '"!'),
    (r"\?\"", '"?'),
    (r"([.?!])", rf"\1{STOP}"),
    (DOT, "."),
)
_COMPILED = tuple((re.compile(pattern), replacement) for pattern, replacement in _RULES)


def regular_sentences(text: str) -> list[str]:
    """The sentences, trimmed; one may be empty, and an end mark stands behind the closing quote before it."""
    marked = f" {text}  ".replace("\n", " ")
    for pattern, replacement in _COMPILED:
        marked = pattern.sub(replacement, marked)
    sentences = [sentence.strip() for sentence in marked.split(STOP)]
    return sentences if sentences[-1] else sentences[:-1]
