"""Constraints that no text can follow together, told from their arguments alone.

Sound rather than complete: what is reported is a contradiction, what is not reported may be one. These rules find them:
a text that must stand in the answer breaks a prohibition; two counts of one thing leave no number; an answer that is
prescribed whole breaks another constraint; two demands exclude each other by their nature. A fifth, `_impossible`,
tells of one constraint alone that no text can follow.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations
from math import inf
from typing import Any

from ._core import Constraint
from ._impossible import why_impossible

Args = Mapping[str, Any]
Band = tuple[float, float]
Quantity = tuple[str, ...]
Texts = Callable[[Args], list[str]]


def contradictions(constraints: Sequence[Constraint]) -> list[tuple[int, int, str]]:
    """Pairs of constraints that contradict each other: their positions, and why in a sentence.

    Args:
        constraints: of one answer, in `corrected` semantics.
    """
    found: dict[tuple[int, int], str] = {}
    for rule in (_fragments, _bands, _prescribed, _by_nature, _impossible):
        for first, second, why in rule(constraints):
            found.setdefault((min(first, second), max(first, second)), why)
    return [(*pair, why) for pair, why in sorted(found.items())]


def _named(*names: str) -> Texts:
    return lambda args: [args[name] for name in names if isinstance(args[name], str)]


def _span(args: Args) -> list[str]:
    return [args["prompt_to_repeat"][args["n_start"] : args["n_end"] + 1]]


KEYWORDS: dict[str, Texts] = {
    "keywords:existence": lambda args: args["keywords"],
    "keywords:frequency": lambda args: [args["keyword"]] * (args["relation"] == "at least" and args["frequency"] > 0),
    "keywords:word_once": _named("keyword"),
    "keywords:keyword_specific_position": _named("keyword"),
    "words:keywords_specific_position": _named("keyword"),
    "words:words_position": _named("keyword"),
    "sentence:keyword": _named("word"),
    "count:count_increment_word": _named("keyword1", "keyword2"),
    "count:keywords_multiple": _named(*(f"keyword{n}" for n in range(1, 6))),
    "first_word:first_word_answer": _named("first_word"),
    "first_word:first_word_sent": _named("first_word"),
    "last_word:last_word_answer": _named("last_word"),
    "last_word:last_word_sent": _named("last_word"),
    "length_constraints:nth_paragraph_first_word": _named("first_word"),
    "startend:end_checker": _named("end_phrase"),
    "detectable_content:postscript": _named("postscript_marker"),
    "count:punctuation": lambda args: [".", ",", "!"],
}
"""What must stand in the answer, in capitals or small letters."""

COPIES: dict[str, Texts] = {
    "combination:repeat_prompt": _named("prompt_to_repeat"),
    "copy:copy": _named("prompt_to_repeat"),
    "copy:copying_simple": _named("prompt_to_repeat"),
    "copy:copying_multiple": _named("prompt_to_repeat"),
    "new:copy_span_idx": _span,
}
"""What must stand in the answer letter by letter."""

PROHIBITIONS = {
    "punctuation:no_comma",
    "punctuation:punctuation_dot",
    "punctuation:punctuation_exclamation",
    "keywords:forbidden_words",
    "keywords:exclude_word_harder",
    "format:no_whitespace",
}
"""A text that breaks one of these breaks it in any answer that holds the text."""

UPPER_BOUNDS = {
    "keywords:frequency": "relation",
    "keywords:letter_frequency": "let_relation",
    "letters:letter_counting": "relation",
    "letters:letter_counting2": "let_relation",
    "length_constraints:number_words": "relation",
}
"""Prohibitions where this argument says "less than"."""


def _texts(table: Mapping[str, Texts], constraint: Constraint) -> list[str]:
    return table[constraint.id](constraint.args) if constraint.id in table else []


def _fragments(constraints: Sequence[Constraint]) -> Iterator[tuple[int, int, str]]:
    for at, holder in enumerate(constraints):
        copied = _texts(COPIES, holder)
        for text in [*_texts(KEYWORDS, holder), *copied]:
            for other, constraint in enumerate(constraints):
                if other != at and (why := _breaks(constraint, text, text in copied)):
                    yield at, other, f"{holder.id} puts {_short(text)} into the answer, which {constraint.id} {why}"


def _breaks(constraint: Constraint, text: str, copied: bool) -> str:
    """What a constraint says of a text that must stand in the answer; "" if it may stand there."""
    if copied and constraint.id == "change_case:english_lowercase" and text != text.lower():
        return "wants in small letters"
    if copied and constraint.id == "change_case:english_capital" and text != text.upper():
        return "wants in capital letters"
    relation = UPPER_BOUNDS.get(constraint.id)
    if constraint.id in PROHIBITIONS or (relation and constraint.args[relation] == "less than"):
        verdict = constraint(text)
        return "" if verdict.ok or verdict.fault or not text.strip() else f"does not allow ({verdict.why})"
    return ""


def _relation(count: str, relation: str) -> Callable[[Args], Band]:
    return lambda args: (args[count], inf) if args[relation] == "at least" else (0, args[count] - 1)


COUNTS: dict[str, tuple[Callable[[Args], Quantity], Callable[[Args], Band]]] = {
    "length_constraints:number_words": (lambda args: ("words",), _relation("num_words", "relation")),
    "count:word_count_range": (lambda args: ("words",), lambda args: (args["min_words"], args["max_words"])),
    "count:unique_word_count": (lambda args: ("words",), lambda args: (args["N"], inf)),
    "length_constraints:number_sentences": (lambda args: ("sentences",), _relation("num_sentences", "relation")),
    "letters:letter_counting": (lambda args: ("letters",), _relation("N", "relation")),
    "keywords:letter_frequency": (
        lambda args: ("letters", args["letter"].lower()),
        _relation("let_frequency", "let_relation"),
    ),
    "letters:letter_counting2": (
        lambda args: ("letters", args["letter"].lower()),
        _relation("let_frequency", "let_relation"),
    ),
    "keywords:frequency": (lambda args: ("uses of", args["keyword"].casefold()), _relation("frequency", "relation")),
    "keywords:word_once": (lambda args: ("uses of", args["keyword"].casefold()), lambda args: (1, inf)),
    "keywords:word_count_different_numbers": (
        lambda args: ("uses of", args["keyword"].casefold()),
        lambda args: (args["frequency"], args["frequency"]),
    ),
    "change_case:capital_word_frequency": (
        lambda args: ("words in capitals",),
        _relation("capital_frequency", "capital_relation"),
    ),
    "length_constraints:number_paragraphs": (
        lambda args: ("paragraphs between ***",),
        lambda args: (args["num_paragraphs"], args["num_paragraphs"]),
    ),
    "paragraphs:paragraphs": (lambda args: ("paragraphs between ***",), lambda args: (2, 2)),
    "length_constraints:nth_paragraph_first_word": (
        lambda args: ("paragraphs between blank lines",),
        lambda args: (args["num_paragraphs"], args["num_paragraphs"]),
    ),
    "detectable_format:number_bullet_lists": (
        lambda args: ("bullet points",),
        lambda args: (args["num_bullets"], args["num_bullets"]),
    ),
    "count:numbers": (lambda args: ("numbers",), lambda args: (args["N"], args["N"])),
}
"""What a constraint counts, and between which numbers it wants the count."""


def _bands(constraints: Sequence[Constraint]) -> Iterator[tuple[int, int, str]]:
    counted = [(at, *_counted(one)) for at, one in enumerate(constraints) if one.id in COUNTS]
    for at, what, (low, high) in counted:
        if low > high:
            yield at, at, f"no number of {' '.join(what)} is {_band(low, high)}"
    for (first, what, a), (second, other, b) in combinations(counted, 2):
        if what == other and max(a[0], b[0]) > min(a[1], b[1]):
            yield first, second, f"no number of {' '.join(what)} is {_band(*a)} and {_band(*b)}"


def _counted(constraint: Constraint) -> tuple[Quantity, Band]:
    what, band = COUNTS[constraint.id]
    return what(constraint.args), band(constraint.args)


def _band(low: float, high: float) -> str:
    if high == inf:
        return f"at least {low:g}"
    return f"exactly {low:g}" if low == high else f"from {low:g} to {high:g}"


PRESCRIBED: dict[str, Texts] = {
    "detectable_format:constrained_response": lambda args: [f"My answer is {a}." for a in ("yes", "no", "maybe")],
    "copy:copying_simple": _named("prompt_to_repeat"),
    "copy:copy": _named("prompt_to_repeat"),
    "new:copy_span_idx": _span,
}
"""The only answers that follow, but for small liberties."""
WHOLE = {*PROHIBITIONS, *COUNTS, "keywords:existence", "detectable_format:json_format", "startend:quotation"}
"""Demands that those liberties cannot meet."""


def _prescribed(constraints: Sequence[Constraint]) -> Iterator[tuple[int, int, str]]:
    for at, holder in enumerate(constraints):
        answers = _texts(PRESCRIBED, holder)
        for other, constraint in enumerate(constraints):
            if answers and other != at and constraint.id in WHOLE and not any(map(constraint, answers)):
                why = constraint(answers[0]).why
                yield at, other, f"{holder.id} prescribes {_short(answers[0])}, which breaks {constraint.id} ({why})"


def _by_nature(constraints: Sequence[Constraint]) -> Iterator[tuple[int, int, str]]:
    case = {"change_case:english_capital", "change_case:english_lowercase"}
    for (first, a), (second, b) in combinations(enumerate(constraints), 2):
        if {a.id, b.id} == case:
            yield first, second, "the answer cannot be in capital and in small letters only"
        for english, language in ((a, b), (b, a)):
            if english.id in case and language.id == "language:response_language" and _foreign(language):
                yield first, second, f"the answer cannot be in English and in {language.args['language']} only"


def _impossible(constraints: Sequence[Constraint]) -> Iterator[tuple[int, int, str]]:
    for at, constraint in enumerate(constraints):
        if why := why_impossible(constraint.id, **constraint.args):
            yield at, at, why


def _foreign(constraint: Constraint) -> bool:
    return str(constraint.args["language"]) != "en"


def _short(text: str, most: int = 40) -> str:
    return repr(text if len(text) <= most else text[:most] + "...")
