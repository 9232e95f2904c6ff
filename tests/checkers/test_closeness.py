"""Closeness is dense where something is counted: each text is nearer than the one before it, and the last follows."""

from itertools import pairwise
from typing import Any

import pytest

from checkers import bind
from checkers.custom_lists import _CAPITALS, _STATES

TABLE = "ID,Country,City,Year,Count\n"
LINE = "1,Peru,Cusco,2009,12\n"
COPY = "Say hi"
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
     ["\n".join(_STATES[:20]), "\n".join(_STATES[:50]), "\n".join(_STATES)]),
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
    ("detectable_format:number_bullet_lists", {"num_bullets": 3}, ["* a", "* a\n* b", "* a\n* b\n* c"]),
]  # fmt: skip


@pytest.mark.parametrize(("id", "args", "texts"), RISING, ids=[row[0] for row in RISING])
def test_nearer_is_closer(id: str, args: dict[str, Any], texts: list[str]) -> None:
    constraint = bind(id, **args)
    found = [constraint(text) for text in texts]
    assert [verdict.ok for verdict in found] == [False] * (len(texts) - 1) + [True], [v.why for v in found]
    assert all(a.closeness < b.closeness for a, b in pairwise(found)), [v.closeness for v in found]
    assert found[0].closeness >= 0
    assert found[-1].closeness == 1
