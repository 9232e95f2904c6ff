"""How often keywords must occur in `corrected`; near misses both ways."""

from .cases import judged

FIVE = {"keyword1": "art", "keyword2": "bee", "keyword3": "cat", "keyword4": "dog", "keyword5": "elk"}
REST = " bee Bee, cat cat cat dog dog dog dog dog elk elk elk elk elk elk elk"

CASES = [
    ("keywords:word_once", "a dot is a dot", {"keyword": "a.c"}, "abc", False),
    (
        "keywords:word_count_different_numbers",
        "too rarely",
        {"keyword": "cat", "frequency": 2, "relation": "less than"},
        "A cat.",
        False,
    ),
    ("keywords:word_count_different_numbers", "no relation", {"keyword": "cat", "frequency": 1}, "A cat.", True),
    ("keywords:exclude_word_harder", "at the start, in another case", {"keyword": "cat"}, "Cat food.", False),
    ("keywords:exclude_word_harder", "a part of a word", {"keyword": "cat"}, "It scattered, a category.", True),
    (
        "keywords:exclude_word_harder",
        "the other argument",
        {"keyword": "cat", "instruction": "The cat"},
        "A dog.",
        True,
    ),
    ("count:keywords_multiple", "a part of a word", FIVE, "start" + REST, False),
    ("count:keywords_multiple", "as often as wanted", FIVE, "Art," + REST, True),
    ("count:keywords_multiple", "one too many", FIVE, "art" + REST + " elk", False),
    ("count:keywords_multiple", "a longer word beside it", FIVE, "art starts" + REST + "s elk", True),
    ("count:count_increment_word", "as often as wanted", {"keyword1": "art", "keyword2": "war"}, "War art WAR", True),
    ("count:count_increment_word", "one too many", {"keyword1": "art", "keyword2": "war"}, "War art WAR war", False),
]

test_case = judged(CASES)
