"""The first tag is the one that NLTK gives after tagging the whole text."""

from functools import cache
from typing import Any

import nltk
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checkers import MissingData, Text
from checkers.official._nltk import punkt, tokens
from checkers.official._tagger import first_tokens, tagger

WORDS = (
    "the a I Run run running Walked is be to of Time time Book book well-known -ly 1984 19845 3D İ Σ zyx Zyx's end. "
    "(go) \"Yes \"No,\" Mr. Dr. U.S. e.g. ... gonna cannot don't '' `` ' ) ] ). .) . ! 你好 😀 — more 'n wan na"
).split(" ")
SPACES = [" ", " ", " ", "\n", "\n\n", "\t", "\u00a0", "\x1c", ""]


@cache
def nltk_tagger() -> Any:
    try:
        tagger(), punkt()
    except MissingData as missing:
        pytest.skip(str(missing))
    return nltk.tag.PerceptronTagger()


@given(st.lists(st.sampled_from(WORDS) | st.text(min_size=1, max_size=5), min_size=1, max_size=5))
@settings(max_examples=500, deadline=None)
def test_tag(words: list[str]) -> None:
    wanted = nltk_tagger().tag(words)[0][1]
    assert tagger().first_tag(words) == wanted


@given(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(SPACES)), max_size=20))
@settings(max_examples=1000, deadline=None)
def test_no_more_of_the_text_decides(parts: list[tuple[str, str]]) -> None:
    nltk_tagger()
    text = Text("".join(word + space for word, space in parts))
    assert first_tokens(text) == tokens(text)[:3]


def test_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nltk.data, "path", [])
    with pytest.raises(MissingData, match="`ifbench data pull`"):
        tagger.__wrapped__()  # type: ignore[attr-defined]
