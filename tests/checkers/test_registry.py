"""What a constraint says of itself with its arguments filled in."""

from typing import Any

import pytest

from checkers import SEMANTICS, Semantics, bind

CASES: list[tuple[str, dict[str, Any], str]] = [
    ("keywords:existence", {"keywords": ["tea", "bun"]}, "Include the keywords tea, bun."),
    ("first_word:first_word_sent", {"first_word": ["We", "they"]}, "Start each sentence with the word We."),
    ("ratio:stop_words", {"percentage": 50.0}, "At most 50 percent of the words may be stop words."),
    ("ratio:stop_words", {"percentage": 12.5}, "At most 12.5 percent of the words may be stop words."),
    ("ratio:stop_words", {"percentage": 16.66666667}, "At most 16.66666667 percent of the words may be stop words."),
    ("keywords:exclude_word_harder", {"keyword": "tea"}, "Do not include the keyword tea."),
]


@pytest.mark.parametrize("semantics", SEMANTICS)
@pytest.mark.parametrize(("id", "args", "says"), CASES)
def test_the_sentence_names_what_counts(id: str, args: dict[str, Any], says: str, semantics: Semantics) -> None:
    assert bind(id, semantics=semantics, **args).says == says
