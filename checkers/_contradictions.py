"""Constraints that no text can follow together, told from their arguments alone.

Sound rather than complete: what is reported is a contradiction, what is not reported may be one. These rules find them:
a text that must stand in the answer breaks a prohibition; two counts of one thing leave no number; an answer that is
prescribed whole breaks another constraint; two demands exclude each other by their nature. A fifth, `_impossible`,
tells of one constraint alone that no text can follow.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from math import inf

from ._core import Constraint
from ._impossible import why_impossible
from ._required import COPIES, OPTIONS, PRESCRIBED, Args, required, retyped, texts_of

Band = tuple[float, float]
Quantity = tuple[str, ...]


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


def _fragments(constraints: Sequence[Constraint]) -> Iterator[tuple[int, int, str]]:
    for at, holder in enumerate(constraints):
        for forms in required(holder):
            for other, constraint in enumerate(constraints):
                if other != at and _prohibits(constraint, holder.id in COPIES) and _breaks(constraint, forms):
                    why = f"which {constraint.id} does not allow ({constraint(forms[0]).why})"
                    yield at, other, f"{holder.id} puts {_short(forms[0])} into the answer, {why}"


def _prohibits(constraint: Constraint, copied: bool) -> bool:
    """Whether a constraint is broken by what stands in an answer, be it a copy or a keyword."""
    if constraint.id in PROHIBITIONS:
        return True
    if constraint.id == "length_constraints:number_words" and not copied:
        return False  # a keyword may stand in an address or a tag, where its words are no words
    if not constraint.args.get("letter", "a").isalnum():
        return False  # a mark may be typed in another shape
    return constraint.id in UPPER_BOUNDS and constraint.args[UPPER_BOUNDS[constraint.id]] == "less than"


def _breaks(constraint: Constraint, forms: Sequence[str]) -> bool:
    """Whether every form breaks a constraint, and not because it cannot be judged."""
    return all(not (verdict.ok or verdict.fault) for verdict in map(constraint, forms))


def _relation(count: str, relation: str) -> Callable[[Args], Band]:
    return lambda args: (args[count], inf) if args[relation] == "at least" else (0, args[count] - 1)


def _uses(args: Args) -> Quantity:
    keyword = args["keyword"].strip()
    return "uses of", keyword.lower() if keyword.isascii() else keyword


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
    "keywords:frequency": (_uses, _relation("frequency", "relation")),
    "keywords:word_once": (_uses, lambda args: (1, inf)),
    "keywords:word_count_different_numbers": (
        _uses,
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


WHOLE = {
    "keywords:existence",
    "keywords:frequency",
    "keywords:word_once",
    "keywords:word_count_different_numbers",
    "length_constraints:number_words",
    "count:word_count_range",
    "count:unique_word_count",
    "letters:letter_counting",
    "detectable_format:json_format",
}
"""Demands that the liberties of a copy cannot meet, unlike one for paragraphs, list items or words in capitals."""


def _prescribed(constraints: Sequence[Constraint]) -> Iterator[tuple[int, int, str]]:
    for at, holder in enumerate(constraints):
        for answer in texts_of(PRESCRIBED, holder):
            for other, constraint in enumerate(constraints):
                if other != at and constraint.id in WHOLE and _breaks(constraint, retyped(answer)):
                    why = constraint(answer).why
                    yield at, other, f"{holder.id} prescribes {_short(answer)}, which breaks {constraint.id} ({why})"


def _by_nature(constraints: Sequence[Constraint]) -> Iterator[tuple[int, int, str]]:
    case = {"change_case:english_capital", "change_case:english_lowercase"}
    for (first, a), (second, b) in combinations(enumerate(constraints), 2):
        if {a.id, b.id} == case:
            yield first, second, "the answer cannot be in capital and in small letters only"
        for option, letters in ((a, b), (b, a)):
            if option.id in OPTIONS and letters.id in case:
                yield first, second, f"{_short(OPTIONS[option.id][0])} has capital and small letters"
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
