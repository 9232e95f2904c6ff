"""Keywords are found without a pattern where that is sooner done; what is found must be the same."""

import re

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from checkers import Text
from checkers._emphasis import without_marks_in_words
from checkers._inflections import inflections
from checkers._keywords import _is_plain, _pattern, _whole, end_at, ends_with, occurrences, phrase

PARTS = [
    *"run Run RUN runs running ning s k K2 k2 i I is 1 2 _ * - . ' 't ’t 'T".split(),
    *'" “ ” » ` é ß ss İ ı ſ \u212a 漢 ไทย 한 을'.split(),
    *(" ", "\n", "\u00a0", "\x1c", "e\u0301", "\u0301", "\ufe0f"),
]
TEXTS = st.lists(st.sampled_from(PARTS), max_size=14).map("".join).map(Text)
WORDS = st.sampled_from(["run", "k", "s", "i", "K2", "1", "ss", "is", "run2"])
PHRASES = st.lists(st.sampled_from([part for part in PARTS if part.isascii()]), min_size=1, max_size=5).map("".join)
OPENINGS = st.sampled_from(["", "> ", "**", "x"])


@given(TEXTS, WORDS, st.booleans())
@example(Text("Sunſet is not a sunset"), "sunset", False)
@example(Text("\u212aelvin"), "k", False)
@example(Text("can't can’t can CAN'T can’T can'tx can't_"), "can", False)
@example(Text("中can can中 中_can can_中 _can can_ x_can can_x"), "can", False)
def test_words_stand_where_the_pattern_finds_them(text: Text, word: str, inflected: bool) -> None:
    assume(not text.view(without_marks_in_words))
    forms = (word, *inflections(word)) if inflected else (word,)
    wanted = [found.span() for found in _pattern(forms, _is_plain(text)).finditer(text)]
    assert list(occurrences(text, word, inflected=inflected).spans) == wanted


@given(OPENINGS, PHRASES.map(str.strip).filter(bool), TEXTS)
@example("", 'Write a "poem".', Text("write  a\n“Poem”. Roses"))
@example("", "i is", Text("i_ *is"))
def test_a_phrase_ends_where_the_pattern_ends(opening: str, wanted: str, rest: Text) -> None:
    for typed in (wanted, wanted.swapcase(), wanted.replace(" ", "\n ").replace('"', "“")):
        text = Text(opening + typed + rest)
        for start in (0, len(opening)):
            found = re.compile(phrase(wanted), re.IGNORECASE).match(text, start)
            assert end_at(text, wanted, start) == (found and found.end())


@given(TEXTS, PHRASES.map(str.strip).filter(bool), TEXTS, st.integers(0, 2))
@example(Text("xso"), "so", Text(""), 0)
@example(Text(""), "a b", Text(" "), 0)
@example(Text("a* _b"), "a b", Text(""), 0)
def test_a_text_ends_with_a_phrase_where_the_pattern_finds_it(before: Text, wanted: str, after: Text, cut: int) -> None:
    for typed in (wanted, wanted.swapcase(), wanted.replace(" ", "\n ").replace('"', "“"), wanted[cut:]):
        text = Text(before + typed + after)
        end = len(before) + len(typed)
        pattern = re.compile(f"{_whole(wanted, plain=_is_plain(text))}\\Z", re.IGNORECASE | re.DOTALL)
        found = pattern.search(text, 0, end)
        assert ends_with(text, wanted, end) == (found and found.span())


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("c**an** and **New Yo**rk", "can and New York"),
        ("**c**an", "can"),
        ("a **word** *of* it", "a **word** *of* it"),
        ("2*3*4, snake_case, file__names__, s**t", "2*3*4, snake_case, file__names__, s**t"),
        ("`c*a*n` c\\*a\\*n c*a*n", "`c*a*n` c\\*a\\*n can"),
        ("```\nc*a*n\n```\nc*a*n", "```\nc*a*n\n```\ncan"),
    ],
)
def test_marks_in_words_are_not_seen(text: str, seen: str) -> None:
    assert [*without_marks_in_words(Text(text)), text][0] == seen


@pytest.mark.parametrize(
    ("text", "keyword", "found"),
    [
        ("length*width*height", "width", ["width"]),
        ("un*believ*able, hate**ful**", "unbelievable", ["un*believ*able"]),
        ("un*believ*able, hate**ful**", "hate", []),
        ("You c**an** do. I can.", "can", ["c**an", "can"]),
        ("**New** York, New York", "new york", ["New** York", "New York"]),
    ],
)
def test_asterisks_between_and_inside_words(text: str, keyword: str, found: list[str]) -> None:
    assert occurrences(Text(text), keyword).texts == found
