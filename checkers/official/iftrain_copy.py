"""IFTrain's copying as published."""
# ruff: noqa: N803 (N is the published name of the argument)

import re
from collections.abc import Iterator

from .._args import Keyword, Ordinal
from .._errors import BadArgument
from .._registry import ex, official
from .._text import Text
from .._verdict import Piece, Verdict
from ._patterns import compiled, compiles
from ._scan import between, lines
from .ifeval_edges import SIX_STARS


def _varied(phrase: str) -> str:
    """The published pattern: the first and the last word of the phrase, as patterns, and what is between."""
    words = phrase.split()
    return f"{words[0]} .*? {words[-1]}"


_syntax = compiles("phrase", _varied, 0)


def _has_one_group(phrase: str, small_n: int) -> None:
    _syntax(phrase=phrase)
    if compiled(_varied(phrase), 0).groups > 1:
        raise BadArgument(f"{phrase!r} as a pattern has two groups, on which the published code fails", "phrase")


@official(
    "copy:repeat_phrase",
    says="Repeat the phrase {phrase} exactly {small_n} time(s), with one word replaced each time.",
    differs="the first and the last word are patterns and must stay; the phrase itself fails",
    follows=(
        ex("I like you. I love you.", phrase="I see you", small_n=2),
        ex("VI like youth", phrase="I see you", small_n=1),
    ),
    breaks=(
        ex("I see you. I love you.", phrase="I see you", small_n=2),
        ex("I like them. I love you.", phrase="I see you", small_n=2),
    ),
    validate=_has_one_group,
)
def repeat_phrase(text: Text, *, phrase: Keyword, small_n: Ordinal) -> Verdict:
    """From the first word to the nearest last one on the line: so many, all as long as it and in one word unlike it."""
    found = list(_variants(text, phrase))
    spans = tuple(piece.span for piece in found)
    if len(found) != small_n:
        return Verdict(False, f"{len(found)} variants of the phrase, wanted exactly {small_n}", spans)
    wanted = phrase.split()
    wrong = [piece for piece in found if not _differs_once(piece.text.split(), wanted)]
    why = f"{len(wrong)} of {small_n} variants not with one word replaced"
    return Verdict(not wrong, why, tuple(piece.span for piece in wrong) or spans)


def _differs_once(words: list[str], wanted: list[str]) -> bool:
    return len(words) == len(wanted) and sum(a != b for a, b in zip(words, wanted, strict=True)) == 1


def _variants(text: Text, phrase: str) -> Iterator[Piece]:
    """The matches of the published pattern, or its group if it has one."""
    pattern = compiled(_varied(phrase), 0)
    for start, end in _searched(text, phrase):
        for match in pattern.finditer(text, start, end):
            yield Piece(match[pattern.groups] or "", *match.span())


def _searched(text: Text, phrase: str) -> Iterator[tuple[int, int]]:
    """Where to look for matches: each line up to its last possible end, so that no first word seeks its last in vain.

    That is only right where the words are but letters, full stops and question marks; for others it is the whole text.
    """
    if re.search(r"[\\^$*+{}\[\]|()]", phrase):
        yield 0, len(text)
        return
    ending = compiled(f"(?=( {phrase.rsplit(maxsplit=1)[-1]}))", 0)
    for start, line in text.view(lines):
        ends = [match.end(1) for match in ending.finditer(line)]
        if ends:
            yield start, start + max(ends)


def _same(text: str, wanted: str) -> bool:
    return text.strip().lower() == wanted.strip().lower()


@official(
    "copy:copying_simple",
    says="Copy this request word for word, and don't answer it: {prompt_to_repeat}",
    differs="case and outer white space are ignored",
    follows=ex("SAY HI\n", prompt_to_repeat="Say hi"),
    breaks=ex("Say  hi", prompt_to_repeat="Say hi"),
)
@official(
    "copy:copy",
    says="Copy this request word for word, and don't answer it: {prompt_to_repeat}",
    differs="case and outer white space are ignored",
    follows=ex("SAY HI\n", prompt_to_repeat="Say hi"),
    breaks=ex("Say  hi", prompt_to_repeat="Say hi"),
)
def copy(text: Text, *, prompt_to_repeat: Keyword) -> Verdict:
    """The text is the request."""
    ok = _same(text, prompt_to_repeat)
    return Verdict(ok, "the request" if ok else f"not the request alone: {text.strip()[:60]!r}")


@official(
    "copy:copying_multiple",
    says="Copy this request {N} time(s), with ****** between the copies, and don't answer it: {prompt_to_repeat}",
    differs="case and white space around each copy are ignored, and a divider before or after all fails",
    follows=ex("SAY HI\n******Say hi", prompt_to_repeat="Say hi", N=2),
    breaks=(
        ex("Say hi\n******\nSay hi\n******", prompt_to_repeat="Say hi", N=2),
        ex("Say hi\n*******\nSay hi", prompt_to_repeat="Say hi", N=2),
    ),
)
def copying_multiple(text: Text, *, prompt_to_repeat: Keyword, N: Ordinal) -> Verdict:
    """So many pieces between the dividers, each of them the request."""
    pieces = between(text, SIX_STARS)
    wrong = tuple(piece.span for piece in pieces if not _same(piece.text, prompt_to_repeat))
    why = f"{len(pieces)} pieces, {len(wrong)} of them not the request, wanted it {N} times"
    return Verdict(len(pieces) == N and not wrong, why, wrong)


@official(
    "new:copy_span_idx",
    says="Copy the characters from {n_start} to {n_end} of this request, and don't answer it: {prompt_to_repeat}",
    differs="the end is excluded; case and outer white space are ignored",
    follows=ex("AY I", prompt_to_repeat="Say it", n_start=1, n_end=5),
    breaks=ex("ay it", prompt_to_repeat="Say it", n_start=1, n_end=5),
)
def copy_span_idx(text: Text, *, prompt_to_repeat: Keyword, n_start: Ordinal, n_end: Ordinal) -> Verdict:
    """The text is that span of the request."""
    wanted = prompt_to_repeat[n_start:n_end].strip()
    return Verdict(_same(text, wanted), f"{text.strip()[:60]!r}, wanted {wanted[:60]!r}")
