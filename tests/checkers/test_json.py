"""JSON is read as Python's own reader does, but for what RFC 8259 leaves out."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checkers import Text, check
from checkers._json import flaw


def _standard(text: str) -> bool:
    """What Python's reader says, with its extensions refused."""

    def refuse(constant: str) -> Any:
        raise ValueError(constant)

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len(dict(pairs)) < len(pairs):
            raise ValueError("a key twice")
        return dict(pairs)

    try:
        return isinstance(json.loads(text, parse_constant=refuse, object_pairs_hook=once), dict | list)
    except ValueError:
        return False


TOKENS = st.sampled_from(
    ["{", "}", "[", "]", ":", ",", '"a"', '"b"', '"\\u0061"', "1", "-0.5e3", "01", "true", "nul", " "]
)


@settings(max_examples=500, deadline=None)
@given(st.lists(TOKENS, max_size=9).map("".join))
def test_like_the_standard_reader(text: str) -> None:
    assert (flaw(Text(text), 0, len(text)) is None) is _standard(text)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=9,
)


@settings(max_examples=200, deadline=None)
@given(VALUES, st.booleans(), st.integers(0, 200))
def test_what_python_writes(value: Any, ascii_only: bool, cut: int) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only)
    assert (flaw(Text(text), 0, len(text)) is None) is isinstance(value, dict | list)
    shorter = text[:cut] + text[cut + 1 :]
    assert (flaw(Text(shorter), 0, len(shorter)) is None) is _standard(shorter)


@pytest.mark.parametrize(
    ("text", "what", "at"),
    [
        ('{"a": 1, "a": 2}', 'the key "a" twice', 9),
        ("[1, ]", "expected a value, found ]", 4),
        ("{} x", "expected nothing, found 'x'", 3),
        ("[", "expected a value or ], found the end", 1),
        ("7", "expected an object or an array", 0),
        ('{"a": "b\nc"}', "a string with a raw line break", 8),
        ('{"a": "b\tc"}', "a string with a raw control character", 8),
        (r'{"a": "C:\dir"}', r"a string with the bad escape \d", 9),
        ('{"a": "b}', "a string that never ends", 6),
    ],
)
def test_flaw(text: str, what: str, at: int) -> None:
    assert flaw(Text(text), 0, len(text)) == (what, at)


@pytest.mark.parametrize(
    ("text", "followed", "at"),
    [
        ('\ufeff{"a":\r\n1}', True, "{"),
        ('{"a\u200b": 1, "a": 2}', True, "{"),
        ('{"e\u0301": 1, "\u00e9": 2}', True, "{"),
        ('\ufeff{"a": 1, "a\u200b": \u200b2}', False, "2"),
        ('{"a":\r\nx}', False, "x"),
        ('{"a":\u00a01}', False, "\u00a0"),
    ],
)
def test_the_text_is_read_as_it_was_given(text: str, followed: bool, at: str) -> None:
    verdict = check("detectable_format:json_format", text)
    assert verdict.ok is followed, verdict.why
    assert text[verdict.spans[0][0] :].startswith(at)
