"""Numbers in a text, as a person finds them.

Digits with separators are one number: "1,000.50", "3.5", "2 1/2", "12:30"; so are digits with a unit ("5km", "3rd") and
a number in words ("twenty-five", "two hundred and five", "2 million"). A range, a date and a list are several: "3-5",
"2024-01-02", "3,4". The number of a list item or a heading is none, nor are digits inside a name ("H2O", "a1b2") or an
address, ordinals in words, nor a "one" that means somebody or something, nor "one by one".
"""

import re
from collections.abc import Iterator

from ._text import Text
from ._verdict import Pieces, Span

_UNIT = "(?:zero|one|two|three|four|five|six|seven|eight|nine)"
_TEEN = "(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)"
_TENS = "(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
_SMALL = rf"(?:{_TENS}(?:[ \t-]{_UNIT}(?![^\W_]))?|{_TEEN}|{_UNIT})(?![^\W_])"
_SCALE = r"(?:hundred|thousand|million|billion|trillion)(?![^\W_])"
_SCALED = rf"(?:[ \t-]{_SCALE})"
_SPELLED = rf"(?:(?:{_SMALL}[ \t-])?{_SCALE}{_SCALED}*(?:(?:[ \t-]and)?[ \t-]{_SMALL}{_SCALED}*)*|{_SMALL})"
_ADDRESS = r"(?:https?://|www\.)\S++"
_DIGITS = r"""
    (?: (?<!/)(?:\d{1,2}[ ])?\d++/\d++(?![\d/])                    # 1/2, 2 1/2
      | \d{1,2}(?: :\d\d)++(?![\d:])                               # 12:30
      | (?: (?<!\d,)\d{1,3}(?:[,٬'’\u00a0\u202f]\d{3})++(?!\d) | \d++ )   # 1,000
        (?:[.٫]\d++)*+ (?:e[+-]?\d++)?
      | [¼-¾⅐-⅞] )"""

_ORDINAL = (
    "(?:first|second|third|(?:four|fif|six|seven|eigh|nin|ten|eleven|twelf|[a-z]+teen|[a-z]+tie|hundred|thousand)th)"
)
_TOKEN = re.compile(
    rf"""(?xi) (?=[^\W_]) (?: (?P<number>
              (?=[\d¼-¾⅐-⅞]) {_DIGITS} (?: (?=[x×]\d) | [^\W\d_]*+(?![^\W_]|\ufe0f?\u20e3) ) {_SCALED}*
            | (?=[befhmnostz]) {_SPELLED} (?:(?<=\bone) | (?!-{_ORDINAL}\b)) )
        | {_ADDRESS} | (?<=\d)[x×](?=\d) | [^\W\d_][^\W_]*+(?:(?<=\d)\.\d++)*+ | [^\W_]++ )"""
)
_LIST_NUMBER = re.compile(r"(?:\A|\n)[ \t>\#*_\"“„«]{0,12}\d{1,3}\Z")
_AFTER_LIST_NUMBER = re.compile(r"(?:\.\)?|\))[ \t*_]")
_BY_ONE = r"(?:[ \t-](?:after|by|on)[ \t-]|-to-)"
_ONE_AFTER = re.compile(
    rf"['’]s\b|-(?!(?:half|quarter|{_ORDINAL})\b)|[ \t]++(?:of|another|can|could|may|might|must|should|would|who)\b"
    rf"|{_BY_ONE}(?:one|another)\b",
    re.IGNORECASE,
)
_ONE_BEFORE = re.compile(
    rf"\b(?:(?:any|each|every|no|other|some|that|the|this|which)[ \t-]|one{_BY_ONE})\Z", re.IGNORECASE
)
_DESCRIBED = re.compile(
    r"\b(?:an?|the|my|your|his|her|its|our|their)[ \t]+(?!(?:day|level|number)\b)[^\W\d_][\w'’-]*+[ \t]+\Z",
    re.IGNORECASE,
)
_ONE_DOES = re.compile(r"[ \t]++(?:does|has[ \t]to|needs|seeks|that|wants|where|which)\b", re.IGNORECASE)
_LABELLED = re.compile(
    r"\b(?:at[ \t]least|exactly|(?<!the )just|(?<!the )(?<!my )(?<!your )only"
    r"|(?:act|book|chapter|class|day|digit|episode|figure|grade|group|item|lesson|level|model|number|option|page|part|phase"
    r"|player|question|room|round|route|rule|scene|season|section|stage|step|team|tip|unit|value|version|volume|week|year)s?"
    r")[ \t]+\Z",
    re.IGNORECASE,
)
"""What stands before a "one" that counts or numbers something."""
_GOES_ON = re.compile(
    rf"[ \t]+(?:and[ \t]+(?:a[ \t]+half|an?[ \t]+quarter)|(?:and|in|or|out[ \t]of|to)[ \t]+(?:{_SMALL}|\d))",
    re.IGNORECASE,
)
_NO_NOUN = re.compile(
    r"[ \t]*+(?:[^\w\s-]|\n|\Z)"
    r"|[ \t]++(?:and|are|as|at|because|but|by|for|from|if|in|is|it|on|or|so|than|to|was|when|will|with|you)\b",
    re.IGNORECASE,
)
"""What may follow "a good one", but not the "one" of "a boy one day"."""
_LONGEST_BEFORE_ONE = len("the thought-provoking ")


def quantities(text: Text) -> Pieces:
    """The numbers of a text. A view."""
    return Pieces(text, _spans(text))


def _spans(text: Text) -> Iterator[Span]:
    for found in _TOKEN.finditer(text):
        if found["number"] and not _is_something_else(text, *found.span()):
            yield found.span()


def _is_something_else(text: str, start: int, end: int) -> bool:
    """Whether a number belongs to a list item or heading, or is a "one" that means somebody: "no one", "one of us"."""
    if end - start > 3:
        return False
    if text[start:end].lower() == "one":
        return _is_pronoun(text, start, end)
    return bool(
        _AFTER_LIST_NUMBER.match(text, end) and _LIST_NUMBER.search(" " * (start > 15) + text[max(start - 15, 0) : end])
    )


def _is_pronoun(text: str, start: int, end: int) -> bool:
    """Whether a "one" means somebody or something, by what stands around it."""
    first = max(start - _LONGEST_BEFORE_ONE, 0)
    if _ONE_AFTER.match(text, end) or _ONE_BEFORE.search(text, first, start):
        return True
    if _LABELLED.search(text, first, start) or _GOES_ON.match(text, end):
        return False
    return bool(_ONE_DOES.match(text, end) or (_DESCRIBED.search(text, first, start) and _NO_NOUN.match(text, end)))
