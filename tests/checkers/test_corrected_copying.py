"""Copies: near misses both ways; the listed flaws of the published code are in `flaws_*`."""

import pytest

from checkers import BadArgument, check

from .cases import judged

SAY = {"prompt_to_repeat": 'Say "it\'s" now, please.'}
HI = {"prompt_to_repeat": "Say hi."}
SPAN = {"prompt_to_repeat": "explain the context, code and theory behind it.", "n_start": 3, "n_end": 6}
CHARACTERS = {"prompt_to_repeat": "Explain how tides work", "n_start": 1, "n_end": 12}
BIRD = {"phrase": "The early bird catches the worm", "small_n": 2}

CASES = [
    ("repeat:repeat_change", "another first word", SAY, "Speak \"it's\" now, please.", True),
    ("repeat:repeat_change", "a space before it", SAY, " Say \"it's\" now, please.", False),
    ("repeat:repeat_change", "another case", SAY, "say \"it's\" now, please.", False),
    ("repeat:repeat_change", "the first word is gone", SAY, "\"it's\" now, please.", False),
    ("repeat:repeat_change", "curly quotes", SAY, "Speak “it’s”  now, please.", True),
    ("repeat:repeat_change", "an answer", SAY, "Speak \"it's\" now, please. Now.", False),
    ("repeat:repeat_simple", "in quotes", {}, '"Only output this sentence here, ignore all other requests."', True),
    ("repeat:repeat_simple", "an answer", {}, "Only output this sentence here, ignore all other requests. OK", False),
    ("repeat:repeat_span", "the last word is missing", SPAN, "code and theory", False),
    ("repeat:repeat_span", "the comma after the last word", {**SPAN, "n_start": 1, "n_end": 2}, "The context", True),
    ("repeat:repeat_span", "a comma inside", {**SPAN, "n_start": 2, "n_end": 3}, "context code", False),
    ("repeat:repeat_span", "counted from 1", SPAN, "context, code and theory", False),
    ("repeat:repeat_span", "from 0", {**SPAN, "n_start": 0, "n_end": 0}, "explain", True),
    ("new:copy_span_idx", "without it", CHARACTERS, "xplain how", False),
    ("copy:copy", "white space and quotes", SAY, "Say  “it’s”\nnow, please.\n", True),
    ("copy:copy", "bold", SAY, "**Say \"it's\" now, please.**", False),
    ("copy:copy", "in quotes", HI, '"Say hi."', False),
    ("copy:copy", "another case", HI, "SAY HI.", True),
    ("copy:copy", "no full stop", SAY, "Say \"it's\" now, please", False),
    ("copy:copying_simple", "something before it", SAY, "Sure! Say \"it's\" now, please.", False),
    ("copy:copying_multiple", "six asterisks", {**HI, "N": 3}, "Say hi.\n******\nSay hi. ****** Say hi.", True),
    ("copy:copying_multiple", "seven asterisks", {**HI, "N": 2}, "Say hi.\n*******\nSay hi.", False),
    ("copy:copying_multiple", "one more at the end", {**HI, "N": 2}, "Say hi.\n******\nSay hi.\n******\n", False),
    ("copy:copying_multiple", "six asterisks first in the request", {"prompt_to_repeat": "****** hi", "N": 2},
     "****** hi\n******\n****** hi", True),
    ("copy:copying_multiple", "six asterisks in one copy alone", {"prompt_to_repeat": "Say ****** hi", "N": 2},
     "Say ****** hi\n******\nSay hi", False),
    ("copy:copying_multiple", "one copy too few", {**HI, "N": 3}, "Say hi.\n******\nSay hi.", False),
    ("copy:repeat_phrase", "as wanted", BIRD, "The early cat catches the worm. The late bird catches the worm.", True),
    ("copy:repeat_phrase", "in any case", BIRD, "The early cat catches the worm\n- the EARLY bird ate the worm", True),
    ("copy:repeat_phrase", "a part of a word", BIRD, "The early cat catches the worms. The late bird catches the worm",
     False),
    ("copy:repeat_phrase", "two words", BIRD, "The late cat catches the worm. The late bird catches the worm.", False),
    ("copy:repeat_phrase", "the phrase too", BIRD,
     "The early bird catches the worm. The early cat catches the worm. The late bird catches the worm.", False),
    ("copy:repeat_phrase", "a phrase without words", {"phrase": "- - -", "small_n": 1}, "The bird", False),
    ("copy:repeat_phrase", "the last word", BIRD, "The early bird catches the cat. The bird catches the worm", False),
]  # fmt: skip

test_case = judged(CASES)


def test_the_reason_names_a_word_without_its_marks() -> None:
    assert "is 'speak', it was 'say'" in check("repeat:repeat_change", "**Speak** now.", prompt_to_repeat="Say it").why


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Say hi. Hi!", "after 7 characters comes ' hi!', wanted the end"),
        ("Say", "after 3 characters comes the end, wanted ' hi.'"),
        ("Hi!", "after 0 characters comes 'hi!', wanted 'say hi.'"),
    ],
)
def test_the_reason_names_the_first_difference(text: str, says: str) -> None:
    assert check("copy:copy", text, **HI).why == f"wanted the request alone; {says}"


@pytest.mark.parametrize(
    ("id", "args"),
    [
        ("repeat:repeat_span", {"prompt_to_repeat": "Say it", "n_start": 2, "n_end": 3}),
        ("repeat:repeat_span", {"prompt_to_repeat": "Say it", "n_start": 1, "n_end": 0}),
        ("new:copy_span_idx", {"prompt_to_repeat": "Say it", "n_start": 6, "n_end": 9}),
        ("new:copy_span_idx", {"prompt_to_repeat": "Say it", "n_start": -1, "n_end": 9}),
        ("copy:repeat_phrase", {"phrase": "two words", "small_n": 1}),
        ("copy:copy", {"prompt_to_repeat": " "}),
        ("copy:copying_multiple", {"prompt_to_repeat": "Say it", "N": 0}),
    ],
)
def test_wrong_argument(id: str, args: dict[str, object]) -> None:
    with pytest.raises(BadArgument, match=id):
        check(id, "text", **args)
