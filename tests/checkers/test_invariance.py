"""What no reader sees changes no verdict of `corrected`: how letters are composed, how lines end, what has no width."""

import re
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checkers import Example, bind, judge, registry

IDS = sorted(id for semantics, id in registry() if semantics == "corrected")
CHANGES: dict[str, Callable[[str], str]] = {
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "CRLF": lambda text: re.sub(r"(?<!\r)\n", "\r\n", text),
    "trailing newline": lambda text: text + "\n",
    "zero width": lambda text: re.sub(r"(?<=\w)(?=\w)", "\u200b", text) + "\ufeff",
}
EXEMPT: dict[tuple[str, str], str] = {
    ("format:no_whitespace", "trailing newline"): "it is white space",
    ("count:person_names", "zero width"): "a name with an invisible character inside is not the one of the list",
    ("detectable_format:json_format", "zero width"): "JSON has such characters in strings alone",
}
"""(id, change) -> why the change may be seen there."""

PIECES = st.sampled_from(
    """word é 가 cat. WAR [x] * **b** *** ****** " “ ” <<t>> P.S. { } 1 , 。 my ? I am 😀""".split()
) | st.sampled_from(["\n", "\n\n", " ", "\n* a", "\nSection 1", "My answer is yes.", "Any other questions?"])


def _examples(id: str) -> tuple[Example, ...]:
    checker = registry()["corrected", id]
    return checker.follows + checker.breaks


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("id", IDS)
def test_examples_keep_their_verdicts(id: str, change: str) -> None:
    if (id, change) in EXEMPT:
        pytest.skip(EXEMPT[id, change])
    for example in _examples(id):
        constraint = bind(id, **example.args)
        assert constraint(CHANGES[change](example.text)).ok is constraint(example.text).ok, example


@pytest.mark.parametrize("id", IDS)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_any_text_keeps_its_verdict(id: str, data: st.DataObject) -> None:
    example = data.draw(st.sampled_from(_examples(id)))
    parts = data.draw(st.lists(PIECES | st.text(max_size=3), max_size=12))
    text = data.draw(st.sampled_from(["".join(parts), " ".join(parts), example.text + "".join(parts)]))
    constraint = bind(id, **example.args)
    judged = judge(text, [constraint])[0]
    assert judged.strict.fault is None, judged.strict.why
    for change, apply in CHANGES.items():
        if (id, change) not in EXEMPT:
            changed = apply(text)
            again = judge(changed, [constraint])[0]
            assert (again.strict.ok, again.loose) == (judged.strict.ok, judged.loose), (change, text, changed)


@pytest.mark.parametrize("padding", ["{}", "{}\n", "\n\n{}", "{}\n \n", " {} "])
@pytest.mark.parametrize("text", ["It rains.\nI hope it helps, Ann!", "Sure, friend:\nIt rains.", "It rains, friend."])
def test_blank_lines_around_a_text_are_no_first_and_last_line(text: str, padding: str) -> None:
    judged = judge(padding.format(text), [bind("punctuation:no_comma")])[0]
    assert (judged.strict.ok, judged.loose) == (False, "\n" in text)
