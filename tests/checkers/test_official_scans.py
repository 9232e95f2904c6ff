"""One pass over the text finds what the published patterns find."""

import json
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from checkers import Text
from checkers.official._json import MAX_DIGITS, fault
from checkers.official._patterns import matches_of
from checkers.official._scan import between, bracketed, titles
from checkers.official.ifeval_content import _postscript, _published
from checkers.official.ifeval_format import bullets


def made_of(parts: list[str]) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(parts), max_size=30).map("".join)


@given(made_of(["[", "]", "a", "\n", "\r"]))
def test_brackets(text: str) -> None:
    assert [piece.text for piece in bracketed(Text(text))] == re.findall(r"\[.*?\]", text)


@given(made_of(["<", ">", "a", "\n"]))
@settings(max_examples=500, deadline=None)
def test_titles(text: str) -> None:
    assert [piece.text for piece in titles(Text(text))] == re.findall(r"<<[^\n]+>>", text)


KEYWORDS = ["k", "is", "aa", "A1", "ß", "a.", "(a)", "a|is", ""]


@given(
    made_of([*"aAkKiIsS1_-. é漢ß", "İ", "ı", "ſ", "\u212a", "e\u0301", "is"]), st.sampled_from(KEYWORDS), st.booleans()
)
@example("aaa aa_ aa", "aa", True)
@example("\u212a", "k", False)
def test_keywords_stand_where_the_pattern_finds_them(text: str, keyword: str, whole: bool) -> None:
    pattern = re.compile(rf"\b{keyword}\b" if whole else keyword, re.IGNORECASE)
    assert list(matches_of(Text(text), keyword, whole=whole)) == [found.span() for found in pattern.finditer(text)]


@given(made_of(["*", "-", "a", " ", "\n", "\r", "\u2028"]))
@settings(max_examples=500, deadline=None)
def test_bullets(text: str) -> None:
    star, hyphen = (re.compile(pattern, re.M) for pattern in (r"^\s*\*[^\*].*$", r"^\s*-.*$"))
    published = [found for pattern in (star, hyphen) for found in pattern.finditer(text)]
    assert [end for _, end in bullets(text)] == [found.end() for found in published]
    assert [text[slice(*span)].lstrip() for span in bullets(text)] == [found[0].lstrip() for found in published]


@given(made_of(["p", ".", "s", " ", "\n", "x"]), st.sampled_from(["P.S.", "P.P.S", "x", " x. ", "|s"]))
def test_postscripts(text: str, marker: str) -> None:
    found, published = (re.search(shape(marker), text, re.M) is not None for shape in (_postscript, _published))
    assert found == published


@given(made_of(["*", "a", " ", "\n"]), st.sampled_from([r"\s?\*\*\*\s?", r"\*{6}", "\n\n"]))
def test_pieces(text: str, divider: str) -> None:
    assert [piece.text for piece in between(Text(text), re.compile(divider))] == re.split(divider, text)


def loads(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)
WRITTEN = VALUES.map(json.dumps) | VALUES.map(lambda value: json.dumps(value, indent=1, ensure_ascii=False))
SYMBOLS = [
    *r'[ ] { } , : " \ \u00e9 \ud8 0 1 - + . e E true null NaN Infinity -Infinity "a" "b": [] {} ٣'.split(" "),
    *(" ", "\n", "\t", "\x1f", "\x7f", "\u00a0", "\ufeff"),
]


@given(made_of(SYMBOLS) | WRITTEN)
@settings(max_examples=500, deadline=None)
@example('{"a":1,}')
@example("[1,]")
@example('{"a" 1}')
@example("[}")
@example("1 2")
def test_json(text: str) -> None:
    assert (fault(text) is None) is loads(text)


@given(WRITTEN, st.data())
@settings(max_examples=200, deadline=None)
def test_damaged_json(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 2)))
    damaged = text[:start] + data.draw(made_of(SYMBOLS)) + text[end:]
    assert (fault(damaged) is None) is loads(damaged)


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("[" * 300_000 + "]" * 300_000, True),
        ("[" * 300_000 + "]" * 299_999, False),
        ('{"a":' * 100_000 + "1" + "}" * 100_000, True),
        ("9" * MAX_DIGITS, True),
        ("-" + "9" * (MAX_DIGITS + 1), False),
        ("9" * (MAX_DIGITS + 1) + ".0", True),
        ('"' + "a" * 500_000, False),
    ],
)
def test_json_of_any_size(text: str, good: bool) -> None:
    assert (fault(text) is None) is good
