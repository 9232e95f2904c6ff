"""Words and their places are those of the text after marks are deleted and letters lowered."""

from string import punctuation

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkers import Text
from checkers._verdict import no_piece
from checkers.official._tokens import (
    bare_words,
    left_trimmed,
    lowered_bare_words,
    neighbours,
    right_trimmed,
    spaced_words,
    trimmed,
    unmarked,
)

PARTS = [*"a B 1 Σ Α İ é ς 猫 😀 - ' . _ — ’ ] \\ ^".split(" "), " ", "\n", "\t", "\x1c", "\u00a0", "\u200b", "\ud800"]
TEXTS = st.lists(st.sampled_from(PARTS), max_size=25).map("".join) | st.text(max_size=40)


def deleted(text: str) -> str:
    return "".join(char for char in text if char not in punctuation)


@given(TEXTS)
def test_words(text: str) -> None:
    assert [word.text for word in spaced_words(Text(text))] == text.split()
    assert [word.text for word in bare_words(Text(text))] == deleted(text).split()
    assert [word.text for word in lowered_bare_words(Text(text))] == deleted(text.lower()).split()


@given(TEXTS)
def test_places(text: str) -> None:
    assert all(text[word.start : word.end] == word.text for word in spaced_words(Text(text)))
    assert all(deleted(text[word.start : word.end]) == word.text for word in bare_words(Text(text)))
    places = [[word.span for word in view(Text(text))] for view in (bare_words, lowered_bare_words)]
    assert places[0] == places[1]


@given(TEXTS)
def test_marks(text: str) -> None:
    marks = punctuation + " "
    assert unmarked(text) == deleted(text)
    assert (left_trimmed(text), right_trimmed(text)) == (text.lstrip(marks), text.rstrip(marks))
    assert trimmed(text) == text.strip(marks)


def test_order_matters_to_a_final_sigma() -> None:
    text = Text("ΑΣ-Α")
    assert [word.text.lower() for word in text.view(bare_words)] == ["ασα"]
    assert [word.text for word in text.view(lowered_bare_words)] == ["αςα"]


@pytest.mark.parametrize(
    ("text", "spans"), [("one two", ()), ("one - one, two", ((0, 10),)), ("a a a", ((0, 3), (2, 5)))]
)
def test_neighbours(text: str, spans: tuple[tuple[int, int], ...]) -> None:
    verdict = no_piece(neighbours(Text(text), bare_words(Text(text)), str.__eq__), "pairs")
    assert (verdict.ok, verdict.spans) == (not spans, spans)
    assert verdict.why.startswith(f"{len(spans)} pairs, wanted none")
