"""Closeness is dense where something is counted: each text is nearer than the one before it, and the last follows."""

from itertools import pairwise
from string import ascii_lowercase
from typing import Any

import pytest

from checkers import bind
from checkers.custom_lists import _CAPITALS, _STATES

TABLE = "ID,Country,City,Year,Count\n"
LINE = "1,Peru,Cusco,2009,12\n"
COPY = "Say hi"


def _alphabet(letters: str) -> str:
    return "".join(f"{letter} is it. " for letter in letters)


def _quiz(questions: int, options: int, *, longer: bool = True) -> str:
    return "\n\n".join(
        f"Question: Is it{' and why' * n * longer}?\n" + "\n".join(f"{letter}) x" for letter in "ABCDE"[:options])
        for n in range(questions)
    )


RISING: list[tuple[str, dict[str, Any], list[str]]] = [
    ("length_constraints:number_words", {"relation": "at least", "num_words": 300},
     ["word " * n for n in (1, 100, 288, 299, 300)]),
    ("length_constraints:number_words", {"relation": "less than", "num_words": 5},
     ["word " * n for n in (50, 6, 5, 4)]),
    ("count:word_count_range", {"min_words": 5, "max_words": 6}, ["a", "a " * 4, "a " * 5]),
    ("length_constraints:number_sentences", {"relation": "at least", "num_sentences": 4},
     ["One. ", "One. Two. ", "One. Two. Three.", "One. Two. Three. Four."]),
    ("length_constraints:number_paragraphs", {"num_paragraphs": 3},
     ["One\n***\n***\n", "One\n***\nTwo\n***\n", "One\n***\nTwo\n***\nThree"]),
    ("paragraphs:paragraphs2", {}, ["***\n\nOne\n\n---\n\n---", "One\n\nTwo\n\n---", "One\n\nTwo"]),
    ("keywords:frequency", {"relation": "at least", "keyword": "cat", "frequency": 3},
     ["dog", "cat", "cat cat", "cat cat cat"]),
    ("count:count_increment_word", {"keyword1": "cat", "keyword2": "dog"},
     ["x", "cat", "cat, dog", "cat, dog, dog"]),
    ("punctuation:no_comma", {}, ["a, b, c, d", "a, b", "a"]),
    ("copy:copying_multiple", {"prompt_to_repeat": COPY, "N": 3},
     ["No", COPY, f"{COPY}******{COPY}", f"{COPY}******{COPY}******{COPY}"]),
    ("copy:repeat_phrase", {"phrase": "I see you", "small_n": 3},
     ["I see you.", "I hear you.", "I hear you. I like you.", "I hear you. I like you. I love you."]),
    ("custom:multiples", {}, ["none", "14, 21", "14, 21, 28, 35, 42", "14, 21, 28, 35, 42, 49"]),
    ("custom:european_capitals_sort", {},
     ["Paris", ", ".join(_CAPITALS[3:20]), ", ".join(_CAPITALS[1:]), ", ".join(_CAPITALS)]),
    ("custom:reverse_newline", {},
     ["\n".join(_STATES[:20]), "\n".join(_STATES[:50]), "\n".join(_STATES[:0:-1]), "\n".join(_STATES[::-1]),
      "\n".join([*_STATES[1:], _STATES[0]]), "\n".join(_STATES)]),
    ("custom:csv_city", {}, ["x,y", TABLE + LINE, TABLE + LINE * 6, TABLE + LINE * 7]),
    ("ratio:sentence_balance", {}, ["Go.", "Go. Go. Go? Go!", "Go. Go? Go!"]),
    ("ratio:sentence_type", {}, ["Go.", "Go. Go. Go. Go. Go?", "Go. Go. Go. Go?", "Go. Go. Go?"]),
    ("words:vowel", {}, ["A red owl in\n\nmud.\n\nAnd.", "A red owl in mud.", "A red owl."]),
    ("words:words_position", {"keyword": "hat"}, ["My cap here is", "My hat is here", "My hat, the hat here"]),
    ("sentence:keyword", {"word": "cat", "N": 3}, ["One.", "One. Two.", "One. Two. Three.", "One. Two. A cat."]),
    ("detectable_format:square_brackets", {}, ["one two three", "[one] two three", "[one] [two] three", "[one] [two]"]),
    ("detectable_format:bigram_wrapping", {}, ["a b c d", "<<a b>> c d", "<<a b>> <<c d>>"]),
    ("format:output_template", {},
     ["No", "My Answer: a", "My Answer: a My Conclusion: b", "My Answer: a My Conclusion: b Future Outlook: c"]),
    ("format:no_bullets_bullets", {}, ["Go", "Go.", "Go. So.", "Go. So.\n* a", "Go. So.\n* a\n* b"]),
    ("custom:sentence_alphabet", {},
     ["Be. ", "Be. " * 25, "Be. " * 26, _alphabet("ab") + "Be. " * 24, _alphabet(ascii_lowercase[:-1]) + "Be.",
      _alphabet(ascii_lowercase)]),
    ("custom:mcq_count_length", {},
     ["No", _quiz(3, 5), _quiz(4, 4, longer=False), _quiz(4, 5, longer=False), _quiz(4, 5) + "\n\nExplanation: so.",
      _quiz(4, 5)]),
    ("words:keywords_specific_position", {"keyword": "cat", "n": 9, "m": 2},
     ["Go. " * 4, "Go. " * 8, "Go. " * 9, "Go on. " * 9, "A cat. " * 9]),
    ("count:counting_composition", {"n_sent": 2, "n_words": 2},
     ["Go on", "***".join(["Go on. Go on."] * 2), "***".join(["Go. Go."] * 3),
      "Go on. Go on.***Go on. Go.***Go on.", "***".join(["Go on. Go on."] * 3)]),
    ("ratio:sentence_words", {},
     ["A cat.", "A cat. It.", "A cat. It is. We do so.", "A cat. So so. We do.", "A cat. It is. We do."]),
    ("sentence:increment", {"small_n": 1}, ["Go.", "Go. Go. Go.", "Go. Go.", "Go. Go on."]),
    ("count:words_japanese", {"N": 3}, ["a", "a b", "a b c", "a b 猫"]),
    ("detectable_format:number_bullet_lists", {"num_bullets": 3}, ["* a", "* a\n* b", "* a\n* b\n* c"]),
    ("detectable_format:number_bullet_lists", {"num_bullets": 3},
     ["* a" + "\n  * b" * 5, ("* a" + "\n  * b" * 5 + "\n") * 2, ("* a" + "\n  * b" * 5 + "\n") * 3]),
    ("detectable_format:multiple_sections", {"section_spliter": "Day", "num_sections": 2},
     ["a", "Day 1\na", "Day 1\na\nDay 2", "Day 1\na\nDay 2\nb"]),
    ("length_constraints:nth_paragraph_first_word", {"num_paragraphs": 3, "nth_paragraph": 3, "first_word": "so"},
     ["One.", "One.\n\nTwo.", "One.\n\nTwo.\n\nThree.", "One.\n\nTwo.\n\nSo."]),
]  # fmt: skip


@pytest.mark.parametrize(("id", "args", "texts"), RISING, ids=[row[0] for row in RISING])
def test_nearer_is_closer(id: str, args: dict[str, Any], texts: list[str]) -> None:
    constraint = bind(id, **args)
    found = [constraint(text) for text in texts]
    assert [verdict.ok for verdict in found] == [False] * (len(texts) - 1) + [True], [v.why for v in found]
    assert all(a.closeness < b.closeness for a, b in pairwise(found)), [v.closeness for v in found]
    assert found[0].closeness >= 0
    assert found[-1].closeness == 1
