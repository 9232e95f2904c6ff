"""What `corrected` asks of sentences; near misses both ways."""

import pytest

from checkers import BadArgument, check

from .cases import judged

CASES = [
    ("sentence:keyword", "an abbreviation ends no sentence", {"word": "eat", "N": 2}, "Dr. Ann is in. We eat.", True),
    ("sentence:keyword", "a heading is no sentence", {"word": "eat", "N": 1}, "# Food\n\nWe **eat**.", True),
    ("sentence:keyword", "a part of a word", {"word": "eat", "N": 1}, "They beat it.", False),
    ("sentence:keyword", "another sentence", {"word": "eat", "N": 2}, "We eat. So do they.", False),
    ("sentence:keyword", "too few sentences", {"word": "eat", "N": 3}, "We eat. We eat.", False),
    ("sentence:keyword", "symbols", {"word": "c++", "N": 1}, "I use C++.", True),
    ("sentence:keyword", "a list", {"word": "eat", "N": 2}, "1. We drink.\n2. We eat.", True),
    ("sentence:increment", "compounds and dashes", {"small_n": 1}, "I re-enter. I – well – enter.", True),
    ("sentence:increment", "sources", {"small_n": 1}, "I run.[1] So I run.[2]", True),
    ("sentence:increment", "one less", {"small_n": 2}, "I run. You run, too.", False),
    ("sentence:increment", "a title does not count", {"small_n": 1}, "# A title\n\nI run. So I run.", True),
    ("sentence:alliteration_increment", "rising", {}, "So be it. A “big” **bad** one. Five fair\nfoes.", True),
    ("sentence:alliteration_increment", "none at all", {}, "Cats run. Dogs sit.", False),
    ("keywords:keyword_specific_position", "another place", {"keyword": "go", "n": 1, "m": 2}, "Oh, yes, go.", False),
    ("keywords:keyword_specific_position", "too few", {"keyword": "go", "n": 1, "m": 9}, "Oh, yes, go.", False),
    ("keywords:keyword_specific_position", "a list", {"keyword": ["go", "x"], "n": 1, "m": 1}, "Go on.", True),
    (
        "count:counting_composition",
        "blank lines are no dividers",
        {"n_sent": 1, "n_words": 2},
        "I do.\n\nYou do.\n\nWe do.",
        False,
    ),
    (
        "count:counting_composition",
        "a sentence too long",
        {"n_sent": 1, "n_words": 2},
        "I do.\n***\nYou do.\n***\nSo we do.",
        False,
    ),
    (
        "count:counting_composition",
        "too many paragraphs",
        {"n_sent": 1, "n_words": 2},
        "I do.\n***\nYou do.\n***\nWe do.\n***\nI do.",
        False,
    ),
]

test_case = judged(CASES)


def test_there_is_no_sentence_0() -> None:
    with pytest.raises(BadArgument, match="sentence:keyword"):
        check("sentence:keyword", "text", word="text", N=0)
