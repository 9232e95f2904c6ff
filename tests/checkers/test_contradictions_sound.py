"""No text follows what is called a contradiction: witnesses are tried, alone, together and edited."""

from collections.abc import Callable, Iterator
from itertools import combinations, permutations
from random import Random
from typing import Any

from checkers import Constraint, bind, contradictions, witnesses

KEYWORDS = ("cat", "New York", "end.", "3", "C++", "_cat")
REQUESTS = ("Say hi.", "Tell me of cats, dogs.", "1. one 2. two", "Buy - milk - eggs", "don't", "A", '{"a": 1}')
DEMANDS: list[tuple[str, dict[str, Any]]] = [
    *(("keywords:existence", {"keywords": [keyword]}) for keyword in KEYWORDS),
    *(("keywords:forbidden_words", {"forbidden_words": [keyword]}) for keyword in KEYWORDS),
    *(("first_word:first_word_answer", {"first_word": keyword}) for keyword in KEYWORDS),
    *(("startend:end_checker", {"end_phrase": keyword + " 🙂"}) for keyword in KEYWORDS),
    *(("copy:copy", {"prompt_to_repeat": request}) for request in REQUESTS),
    *(("combination:repeat_prompt", {"prompt_to_repeat": request}) for request in REQUESTS),
    *((id, {}) for id in ("punctuation:no_comma", "punctuation:punctuation_dot", "format:no_whitespace")),
    *((id, {}) for id in ("change_case:english_capital", "change_case:english_lowercase")),
    ("detectable_content:postscript", {"postscript_marker": "P.S."}),
    ("detectable_format:constrained_response", {}),
    ("detectable_format:json_format", {}),
    ("detectable_format:number_bullet_lists", {"num_bullets": 2}),
    ("keywords:letter_frequency", {"letter": "'", "let_relation": "less than", "let_frequency": 1}),
    ("length_constraints:number_words", {"relation": "less than", "num_words": 3}),
    ("length_constraints:number_words", {"relation": "at least", "num_words": 6}),
    ("length_constraints:number_sentences", {"relation": "at least", "num_sentences": 2}),
    ("change_case:capital_word_frequency", {"capital_relation": "at least", "capital_frequency": 1}),
]
EDITS: tuple[Callable[[str], str], ...] = (
    str,
    str.strip,
    str.lower,
    str.upper,
    lambda text: "\n\n".join(text.split()),
    lambda text: "/".join(text.split()),
    lambda text: text.replace(" - ", "\n- ").replace(" 2.", "\n2."),
    lambda text: text.replace("'", "’").replace(".", "").replace(",", ";"),
    lambda text: text.replace(" 🙂", ""),
    lambda text: "x" + text,
)


def candidates(pair: tuple[Constraint, Constraint]) -> Iterator[str]:
    rng = Random(0)
    alone = [witnesses.find(one.id).witness(rng, **one.args) for one in pair for _ in range(2)]
    together = [f"{first} {second}" for first, second in permutations(alone, 2)]
    given = [value for one in pair for value in one.args.values() if isinstance(value, str)]
    for text in [*alone, *together, *given]:
        yield from (edit(text) for edit in EDITS)


def test_no_text_follows_a_contradiction() -> None:
    reported = [pair for pair in combinations([bind(id, **args) for id, args in DEMANDS], 2) if contradictions(pair)]
    assert len(reported) > 50
    for pair in reported:
        followed = [text for text in candidates(pair) if text.strip() and all(one(text) for one in pair)]
        assert not followed, (pair, followed[0])
