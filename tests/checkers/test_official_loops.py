"""Linear algorithms find what the published loops and patterns find."""

import re
import unicodedata

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from checkers import Text
from checkers.official._scan import between, lines
from checkers.official.ifbench_custom import QUESTION
from checkers.official.ifbench_lines import NO_HYPHEN_BEFORE_THE_NEXT, _without_blank
from checkers.official.ifbench_lists import folded
from checkers.official.iftrain_copy import _variants

PHRASES = [
    "a b",
    "ab c b",
    "a",
    "a. b?",
    "a b.",
    "b ?",
    "a ??",
    "a .",
    ". ?",
    "a? b",
    "a+ b",
    "(a) b",
    "a b|c",
    "[ab] b",
]


def made_of(*parts: str) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(parts), max_size=30).map("".join)


@given(made_of("\n", " ", "\t", "\r", "a"))
@settings(max_examples=1_000, deadline=None)
def test_blank_lines_go_as_from_a_list_that_is_walked_through(text: str) -> None:
    left = text.split("\n")
    index = 0
    while index < len(left):
        if not left[index].strip():
            left.remove(left[index])
        index += 1
    assert [line for _, line in _without_blank(lines(Text(text)))] == left


@given(made_of(*"aabbc.?  \n"), st.sampled_from(PHRASES))
@settings(max_examples=3_000, deadline=None)
def test_variants_of_a_phrase(text: str, phrase: str) -> None:
    words = phrase.split()
    try:
        found = re.findall(f"{words[0]} .*? {words[-1]}", text)
    except re.error:
        assume(False)
    assert [piece.text for piece in _variants(Text(text), phrase)] == found


@given(made_of("Question ", "1", "23", ".", ")", ":", "\n", " ", "a"))
@settings(max_examples=1_000, deadline=None)
def test_questions(text: str) -> None:
    pieces = re.split(r"\n*(?:Question \d+[\.|\):;]?\s*)", text)
    found = [piece.text.strip() for piece in between(Text(text), QUESTION)]
    assert [piece for piece in found if piece] == [piece.strip() for piece in pieces if piece.strip()]


@given(made_of("*", "-", "a", "\n"))
def test_bullets_without_hyphen(text: str) -> None:
    wrong = [piece for piece in text.split("*")[1:] if "-" not in piece]
    assert [found[0][1:] for found in NO_HYPHEN_BEFORE_THE_NEXT.finditer(text)] == wrong


@given(st.text(max_size=30) | made_of("e", "\u0301", "\u0327", "é", "\u0344", "각", "，", "ﬁ", "\ud800"))
def test_folding(text: str) -> None:
    assert folded(text) == unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
