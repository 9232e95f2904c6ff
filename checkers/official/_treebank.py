"""NLTK's word tokeniser on all the sentences of a text at once, with NLTK's own rules but not its clock.

NLTK runs some thirty substitutions on every sentence. Here each runs once, on all the sentences with a border between
them; where a rule speaks of the start or the end of a sentence it is made to speak of the border. A rule for one word
("gonna") runs only where the word stands, and one that takes the character before along only looks at it: the rule ends
with a space, which that character cannot be, so that no two of its places overlap.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any

Rule = tuple[Any, str, str]
"""A pattern, its replacement, and in small letters a word that it cannot do without, or ""."""


def tokenize(sentences: Sequence[str]) -> list[list[str]]:
    """The tokens of each sentence. No sentence may end in white space."""
    if not sentences:
        return []
    joined = " ".join(sentences)
    border = next(char for char in _borders() if char not in joined)
    before, after = _rules(border)
    text = _rewrite(f"{border}{border.join(sentences)}{border}", before)
    tokens = _rewrite(text.replace(border, f" {border} "), after).split()
    return list(_between(tokens, border))


def _rewrite(text: str, rules: Sequence[Rule]) -> str:
    lowered = text.lower() if text.isascii() else None
    for pattern, replacement, word in rules:
        if lowered is None or word in lowered:
            text = pattern.sub(replacement, text)
    return text


def _between(tokens: list[str], border: str) -> Iterator[list[str]]:
    start = 1
    while start < len(tokens):
        end = tokens.index(border, start)
        yield tokens[start:end]
        start = end + 1


def _borders() -> Iterator[str]:
    """Characters that no rule mentions, neither letters nor spaces: control characters, then the last of Unicode."""
    return map(chr, chain(range(9), range(14, 28), range(0x10FFFF, 0xF0000, -1)))


@lru_cache(maxsize=4)
def _rules(border: str) -> tuple[list[Rule], list[Rule]]:
    """NLTK's substitutions before and after it puts a space on both sides of the sentence."""
    from nltk.tokenize import NLTKWordTokenizer as Treebank

    before = [*Treebank.STARTING_QUOTES, *Treebank.PUNCTUATION, Treebank.PARENS_BRACKETS, Treebank.DOUBLE_DASHES]
    contractions = [(pattern, r" \1 \2 ") for pattern in (*Treebank.CONTRACTIONS2, *Treebank.CONTRACTIONS3)]
    return _adapted(before, border), _adapted([*Treebank.ENDING_QUOTES, *contractions], border)


_GLUED = re.compile(r"\((\[\^[^]]*\])\)(\(.*\) )")
_MARKUP = re.compile(r"\(\?(?:i|#X|=\\s)\)|\\b|[()]")


def _adapted(rules: Sequence[tuple[Any, str]], border: str) -> list[Rule]:
    """Rules without their time limits, with the border for the start and the end and in no class of "all but"."""
    return [_rule(timed, replacement, border) for timed, replacement in rules]


def _rule(timed: Any, replacement: str, border: str) -> Rule:
    import regex

    source = timed.pattern.replace("[^", f"[^{border}")
    if source.startswith("^"):
        source = f"(?<={border}){source[1:]}"
    if source.endswith("$"):
        source = f"{source[:-1]}(?={border})"
    if (glued := _GLUED.fullmatch(source)) and replacement == r"\1 \2 ":
        source, replacement = f"(?<={glued[1]}){glued[2]}", r" \1 "
    word = _MARKUP.sub("", source)
    engine: Any = re if isinstance(timed, re.Pattern) else regex  # NLTK uses both; to `re` a vowel sign ends a word
    return engine.compile(source, timed.flags), replacement, word if word.replace("'", "").isalpha() else ""
