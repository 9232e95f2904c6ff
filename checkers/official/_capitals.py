"""NLTK's word tokens in capitals, found without the sentences and the other tokens of the text.

No token reaches over white space, so only those stretches between white space are taken apart that may hold a token in
capitals. How NLTK does that depends on the sentence in two cases alone: where an apostrophe or a short form ("wanna")
ends a token, its rule wants a space behind, which the end of a sentence has and the end of a line has not; and where a
sentence ends inside of the stretch. Such a text is left to the whole tokeniser.
"""

import re

from .._text import Text, different
from .._verdict import Span
from ._nltk import placed, token_spans
from ._treebank import tokenize

_MAY_HOLD = re.compile(r"(?<!\S)[^\sA-Z]*+(?:[A-Z](?=[a-z])(?!n't)(?<!'T(?=(?i:is|was)))[^\sA-Z]*+)*+[A-Z]\S*")
"""A capital that no small letter of its token follows; NLTK divides "An't" and, behind a short form, "'Tis" there."""
_PLAIN = re.compile(r"\**+([0-9]*+[A-Z][A-Z0-9]*+)(?:'(?:[smd]|ll|re|ve)(?= )|\**+[.,;:!?]?(?!\S))")
"""One word, perhaps between asterisks and with an ending or a mark: each is a token of its own, or may be one."""
_SHORT_FORM = re.compile("cannot|gimme|gonna|gotta|lemme|wanna", re.IGNORECASE)
_DEPENDS = re.compile(r"'|wanna|\.:", re.IGNORECASE)


def words_in_capitals(text: Text) -> list[Span]:
    """A view: the word tokens with a capital and without a small letter; a full stop may be left out at their end."""
    found = None if any(map(str.isupper, text.view(different))) else _in_stretches(text)
    if found is None:
        return [span for token, span in text.view(token_spans) if token.isupper()]
    return found


def _in_stretches(text: str) -> list[Span] | None:
    """The same, stretch by stretch; None where the sentence matters.

    Of a text that is not of ASCII no such stretch may be, or hold a full stop.
    """
    found: list[Span] = []
    others: list[Span] = []
    whole = text.isascii()
    for stretch in _MAY_HOLD.finditer(text):
        if not whole and (not stretch[0].isascii() or "." in stretch[0]):
            return None
        plain = _PLAIN.match(text, stretch.start())
        if plain and not _SHORT_FORM.match(plain[1]):
            found.append(plain.span(1))
        elif _DEPENDS.search(stretch[0]):
            return None
        else:
            others.append(stretch.span())
    tokens = tokenize([text[start:end] for start, end in others])
    for (start, _), of_stretch in zip(others, tokens, strict=True):
        found += [span for token, span in placed(of_stretch, text, start) if token.isupper()]
    return sorted(found)
