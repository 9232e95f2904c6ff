"""How the answer starts and ends."""

import re

from ._args import Keyword
from ._characters import EMOJI, EMOJI_PARTS
from ._keywords import ends_with
from ._quotes import DOUBLE, quotations
from ._registry import checker, ex
from ._text import Text
from ._verdict import Verdict
from ._words import has_word

_TRAILER = re.compile(rf"[\s*_~`\-\"'“”’»›」』＂{EMOJI}{EMOJI_PARTS}]*+")


@checker(
    "startend:end_checker",
    says="End the answer with the exact phrase: {end_phrase}",
    follows=(
        ex("That is all. Any other questions?", end_phrase="Any other questions?"),
        ex('"**Bye. Any  other questions?**" 🙂\n', end_phrase="any other questions?"),
    ),
    breaks=(
        ex("Any other questions? No.", end_phrase="Any other questions?"),
        ex("That is all, Batman.", end_phrase="man."),
    ),
)
def end_checker(text: Text, *, end_phrase: Keyword) -> Verdict:
    """The text ends with the phrase, in any case; emphasis, closing quotes, rules and emoji after it are no matter."""
    end = _end_of_words(text)
    found = ends_with(text, end_phrase[: _end_of_words(end_phrase)] or end_phrase, end)
    last = text[max(end - 60, 0) : end]
    return Verdict(found is not None, f"ends with {last!r}, wanted {end_phrase!r}", (found,) if found else ())


def _end_of_words(text: str) -> int:
    trailer = _TRAILER.match(text[::-1])
    return len(text) - (trailer.end() if trailer else 0)


@checker(
    "startend:quotation",
    says="Wrap the whole answer in double quotation marks.",
    follows=(ex('"Hello there."'), ex("“Hello.”\n"), ex("« Bonjour. »"), ex("「你好。」"), ex('"He said "hi" to me."')),
    breaks=(ex('"a" said he, "b"'), ex("Hello."), ex('"Hello.'), ex("'Hello.'"), ex('""')),
)
def quotation(text: Text) -> Verdict:
    """One pair of double quotation marks of any shape holds the whole text; what opens it closes only at the end.

    Emphasis around the pair is no matter.
    """
    start, end = len(text) - len(text.lstrip().lstrip("*_")), len(text.rstrip().rstrip("*_"))
    if start >= end:
        return Verdict(False, "no quotation")
    if text[start] not in DOUBLE:
        return Verdict(False, f"starts with {text[start]!r}, no double quotation mark", ((start, start + 1),))
    first = next((found for found in text.view(quotations) if found.start == start), None)
    if first is None:
        return Verdict(False, "the quotation is never closed", ((start, start + 1),))
    if first.end != end:
        return Verdict(False, f"the quotation ends {end - first.end} characters too early", (first,))
    filled = has_word(text[start:end])
    return Verdict(filled, "one quotation" if filled else "the quotation is empty", (first,))
