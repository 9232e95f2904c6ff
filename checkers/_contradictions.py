"""Constraints that no text can follow together, told from their arguments alone.

Sound rather than complete: what is reported is a contradiction, what is not reported may be one. These rules find them:
a text that must stand in the answer breaks a prohibition; two counts of one thing leave no number; an answer that is
prescribed whole breaks another constraint; two demands exclude each other by their nature. A fifth, `_impossible`,
tells of one constraint alone that no text can follow.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations
from math import inf
from typing import Any

from ._characters import APOSTROPHES, DOUBLE_QUOTES
from ._core import Constraint
from ._impossible import why_impossible
from ._words import words

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
    return lambda args: [args[name].strip() for name in names if isinstance(args[name], str)]


def _words_of(*names: str) -> Texts:
    return lambda args: [word for text in _named(*names)(args) for word in words(text).texts]


def _span(args: Args) -> list[str]:
    return [args["prompt_to_repeat"][args["n_start"] : args["n_end"] + 1].strip()]


def _end(args: Args) -> list[str]:
    """What of a phrase at the end is looked for: marks of emphasis, closing quotes and emoji behind it are not."""
    return re.findall(r"(?s).*(?:[^\W_]|[.,;:!?])", args["end_phrase"].strip())


REQUIRED: dict[str, Texts] = {
    "keywords:existence": lambda args: [keyword.strip() for keyword in args["keywords"]],
    "keywords:frequency": lambda args: (
        [args["keyword"].strip()] * (args["relation"] == "at least" and args["frequency"] > 0)
    ),
    "keywords:word_once": _named("keyword"),
    "keywords:keyword_specific_position": _words_of("keyword"),
    "words:keywords_specific_position": _words_of("keyword"),
    "words:words_position": _words_of("keyword"),
    "sentence:keyword": _named("word"),
    "count:count_increment_word": _named("keyword1", "keyword2"),
    "count:keywords_multiple": _named(*(f"keyword{n}" for n in range(1, 6))),
    "first_word:first_word_answer": _words_of("first_word"),
    "first_word:first_word_sent": _words_of("first_word"),
    "last_word:last_word_answer": _words_of("last_word"),
    "last_word:last_word_sent": _words_of("last_word"),
    "length_constraints:nth_paragraph_first_word": _named("first_word"),
    "startend:end_checker": _end,
    "count:punctuation": lambda args: [".", ",", "!"],
    "combination:repeat_prompt": _named("prompt_to_repeat"),
    "copy:copy": _named("prompt_to_repeat"),
    "copy:copying_simple": _named("prompt_to_repeat"),
    "copy:copying_multiple": _named("prompt_to_repeat"),
    "new:copy_span_idx": _span,
}
"""What must stand in the answer, in capitals or small letters."""

PROHIBITIONS = {
    "punctuation:no_comma",
    "punctuation:punctuation_dot",
    "punctuation:punctuation_exclamation",
    "keywords:forbidden_words",
    "keywords:exclude_word_harder",
    "format:no_whitespace",
}
"""A text that breaks one of these breaks it in any answer that holds the text."""

LETTERS = {
    "keywords:letter_frequency": "let_relation",
    "letters:letter_counting": "relation",
    "letters:letter_counting2": "let_relation",
}
WORDS = {"keywords:frequency": "relation", "length_constraints:number_words": "relation"}
"""Prohibitions where this argument says "less than". Of words this holds for copies alone: a keyword may stand in an
address or a tag, where its words are no words."""


def _texts(table: Mapping[str, Texts], constraint: Constraint) -> list[str]:
    return [text for text in table[constraint.id](constraint.args) if text] if constraint.id in table else []


def _fragments(constraints: Sequence[Constraint]) -> Iterator[tuple[int, int, str]]:
    for at, holder in enumerate(constraints):
        for forms in _held(holder):
            for other, constraint in enumerate(constraints):
                if other != at and _prohibits(constraint, holder.id in COPIES) and _breaks(constraint, forms):
                    why = f"which {constraint.id} does not allow ({constraint(forms[0]).why})"
                    yield at, other, f"{holder.id} puts {_short(forms[0])} into the answer, {why}"


def _held(holder: Constraint) -> Iterator[list[str]]:
    """The texts that must stand in an answer, each in the forms that it may take there."""
    if holder.id in OPTIONS:
        yield OPTIONS[holder.id]
    yield from map(_placed, _texts(KEYWORDS, holder))
    for text in _texts(COPIES, holder):
        longer = [text + "x"] if holder.id == "combination:repeat_prompt" else []  # its last word may go on
        yield _retyped(text) + longer


def _placed(keyword: str) -> list[str]:
    """A keyword alone and, where a mark at its edge does not end a word, beside a letter."""
    before = "" if keyword[0].isalnum() else "x"
    after = "" if keyword[-1].isalnum() else "t"
    return [keyword, before + keyword, keyword + after, before + keyword + after]


def _retyped(text: str) -> list[str]:
    """A text as a copy may have it: in another case, with other line breaks, with straight marks."""
    parts = text.split()
    lines = re.sub(r"\s+(?=\d{1,3}[.)]\s)", "\n", text)  # the number of a list item is no word
    return [text, text.lower(), text.upper(), " ".join(parts), "\n".join(parts), lines, text.translate(_STRAIGHT)]


_STRAIGHT = str.maketrans(dict.fromkeys(APOSTROPHES, "'") | dict.fromkeys(DOUBLE_QUOTES, '"'))


def _prohibits(constraint: Constraint, copied: bool) -> bool:
    relation = LETTERS.get(constraint.id) or (WORDS.get(constraint.id) if copied else None)
    letter = constraint.args.get("letter", "a")  # another character may have several shapes
    return constraint.id in PROHIBITIONS or bool(
        relation and letter.isalnum() and constraint.args[relation] == "less than"
    )


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
        for answer in _texts(PRESCRIBED, holder):
            for other, constraint in enumerate(constraints):
                if other != at and constraint.id in WHOLE and _breaks(constraint, _retyped(answer)):
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
