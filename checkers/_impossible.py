"""Arguments that bind and yet ask for what no text can be: one table, with the reasons."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ._args import first_of
from ._english import CONJUNCTIONS, NAMES
from ._words import words


@dataclass(frozen=True, slots=True)
class Impossible:
    """Arguments of some ids that no text satisfies.

    Attributes:
        why: the reason, in a sentence.
        when: whether given arguments are such.
        example: arguments that are such.
    """

    ids: tuple[str, ...]
    why: str
    when: Callable[..., bool]
    example: Mapping[str, Any]


def _below_none(*, relation: str = "", number: int = 1) -> bool:
    return relation == "less than" and number == 0


def _no_word(keyword: str | list[str]) -> bool:
    return not words(first_of(keyword))


def _alike(*keywords: str) -> bool:
    """Whether two keywords that must occur a different number of times are one."""
    return len({keyword.strip().lower() for keyword in keywords}) < len(keywords)


IMPOSSIBLE = (
    Impossible(
        ("count:word_count_range",),
        "the smallest number of words is above the largest",
        lambda min_words, max_words: min_words > max_words,
        {"min_words": 20, "max_words": 10},
    ),
    Impossible(
        ("length_constraints:number_words",),
        "no text has fewer than no words",
        lambda relation, num_words: _below_none(relation=relation, number=num_words),
        {"relation": "less than", "num_words": 0},
    ),
    Impossible(
        ("length_constraints:number_sentences",),
        "no text has fewer than no sentences",
        lambda relation, num_sentences: _below_none(relation=relation, number=num_sentences),
        {"relation": "less than", "num_sentences": 0},
    ),
    Impossible(
        ("keywords:frequency",),
        "nothing occurs less than no times",
        lambda keyword, frequency, relation: _below_none(relation=relation, number=frequency),
        {"keyword": "tea", "frequency": 0, "relation": "less than"},
    ),
    Impossible(
        ("keywords:letter_frequency", "letters:letter_counting2"),
        "nothing occurs less than no times",
        lambda letter, let_frequency, let_relation: _below_none(relation=let_relation, number=let_frequency),
        {"letter": "e", "let_frequency": 0, "let_relation": "less than"},
    ),
    Impossible(
        ("change_case:capital_word_frequency",),
        "nothing occurs less than no times",
        lambda capital_frequency, capital_relation: _below_none(relation=capital_relation, number=capital_frequency),
        {"capital_frequency": 0, "capital_relation": "less than"},
    ),
    Impossible(
        ("length_constraints:nth_paragraph_first_word",),
        "the paragraph is after the last one",
        lambda num_paragraphs, nth_paragraph, first_word: nth_paragraph > num_paragraphs,
        {"num_paragraphs": 2, "nth_paragraph": 3, "first_word": "tea"},
    ),
    Impossible(
        ("count:conjunctions",),
        f"there are {len(CONJUNCTIONS)} coordinating conjunctions",
        lambda small_n: small_n > len(CONJUNCTIONS),
        {"small_n": 8},
    ),
    Impossible(
        ("count:person_names",), f"the list has {len(NAMES)} names", lambda **args: args["N"] > len(NAMES), {"N": 51}
    ),
    Impossible(
        ("count:count_increment_word",),
        "one keyword is to occur once and twice",
        lambda **keywords: _alike(*keywords.values()),
        {"keyword1": "tea", "keyword2": "Tea"},
    ),
    Impossible(
        ("count:keywords_multiple",),
        "one keyword is to occur in two different numbers",
        lambda **keywords: _alike(*keywords.values()),
        {"keyword1": "tea", "keyword2": "bun", "keyword3": "jam", "keyword4": "egg", "keyword5": "Tea"},
    ),
    Impossible(
        ("keywords:keyword_specific_position", "words:keywords_specific_position"),
        "the keyword has no letter and no digit, so that it is no word",
        lambda keyword, n, m: _no_word(keyword),
        {"keyword": "++", "n": 1, "m": 1},
    ),
    Impossible(
        ("words:words_position",),
        "the keyword has no letter and no digit, so that it is no word",
        lambda **args: _no_word(*args.values()),
        {"keyword": "++"},
    ),
    Impossible(
        ("first_word:first_word_answer", "first_word:first_word_sent"),
        "the word has no letter and no digit, so that it is no word",
        lambda **args: _no_word(*args.values()),
        {"first_word": "..."},
    ),
    Impossible(
        ("last_word:last_word_answer", "last_word:last_word_sent"),
        "the word has no letter and no digit, so that it is no word",
        lambda **args: _no_word(*args.values()),
        {"last_word": "..."},
    ),
    Impossible(
        ("copy:repeat_phrase",),
        "the phrase has no word between its first and its last one",
        lambda phrase, small_n: len(words(phrase)) < 3,
        {"phrase": "tea - buns", "small_n": 2},
    ),
    Impossible(
        ("ratio:overlap",),
        "the share is over all, or the reference has no trigram of words to share",
        lambda reference_text, percentage: percentage > (102 if len(words(reference_text)) > 2 else 2),
        {"reference_text": "two words", "percentage": 40},
    ),
)


def why_impossible(id: str, **args: Any) -> str:
    """Why no text can satisfy a constraint with these arguments; "" where one may."""
    return next((entry.why for entry in IMPOSSIBLE if id in entry.ids and entry.when(**args)), "")
