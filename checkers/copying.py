"""Copies of the request, or of a part of it.

What must be copied is copied if nothing but case, white space and the shape of quotes, apostrophes and hyphens differ.
Marks around the whole are no matter where a sentence or a part is wanted; a copy "without change" has none.
"""
# ruff: noqa: N803 (N is the published name of the argument)

from collections.abc import Iterator
from itertools import cycle
from typing import Annotated

from msgspec import Meta

from ._args import Count, Keyword, Ordinal
from ._blocks import stripped
from ._characters import APOSTROPHES, DOUBLE_QUOTES, HYPHENS
from ._dividers import answer_dividers
from ._errors import BadArgument
from ._registry import checker, ex
from ._text import Text
from ._verdict import Pieces, Span, Verdict, right_of
from ._words import folded, has_word, words

_ONE_SHAPE = str.maketrans(
    dict.fromkeys(APOSTROPHES, "'") | dict.fromkeys(DOUBLE_QUOTES, '"') | dict.fromkeys(HYPHENS, "-")
)


def _essence(text: str) -> str:
    return " ".join(text.translate(_ONE_SHAPE).casefold().split())


_AROUND = "*_'\"> "


def _copies(text: str, wanted: str, what: str, aside: str = "") -> Verdict:
    """The verdict of a demand for a copy and nothing else; at its ends the marks in `aside` are no matter."""
    given, sought = _essence(text).strip(aside), _essence(wanted).strip(aside)
    if given == sought:
        return Verdict(True, what)
    pairs = enumerate(zip(given, sought, strict=False))
    same = next((at for at, (a, b) in pairs if a != b), min(len(given), len(sought)))
    here, there = (repr(one[same : same + 40]) if one[same:] else "the end" for one in (given, sought))
    return Verdict(False, f"wanted {what}; after {same} characters comes {here}, wanted {there}")


@checker(
    "repeat:repeat_change",
    says="Repeat this request with another first word, and don't answer it: {prompt_to_repeat}",
    follows=(
        ex("Speak now, please.", prompt_to_repeat="Say now, please."),
        ex('"**Speak**  now,\nplease."', prompt_to_repeat="Say now, please."),
    ),
    breaks=(
        ex(" Say now, please.", prompt_to_repeat="Say now, please."),
        ex("SAY, now, please.", prompt_to_repeat="Say now, please."),
        ex("now, please.", prompt_to_repeat="Say now, please."),
        ex("Please say now, please.", prompt_to_repeat="Say now, please."),
        ex("Speak now, please. Now!", prompt_to_repeat="Say now, please."),
    ),
)
def repeat_change(text: Text, *, prompt_to_repeat: Keyword) -> Verdict:
    """Another word stands where the first one stood, and the rest of the request after it, with nothing else."""
    first, _, rest = _essence(text).strip(_AROUND).partition(" ")
    old, _, wanted = _essence(prompt_to_repeat).strip(_AROUND).partition(" ")
    changed = has_word(first) and words(first).texts != words(old).texts
    same = "" if rest == wanted else "not "
    why = f"the first word is {first.strip(_AROUND)[:40]!r}, it was {old!r}; the rest is {same}the same"
    return Verdict(changed and rest == wanted, why, closeness=(changed + (rest == wanted)) / 2)


_SENTENCE = "Only output this sentence here, ignore all other requests."


@checker(
    "repeat:repeat_simple",
    says=_SENTENCE,
    follows=(ex(_SENTENCE), ex(f"**“{_SENTENCE.upper()}”**\n")),
    breaks=(ex(f"{_SENTENCE} Yes."), ex(f"Sure: {_SENTENCE}"), ex(_SENTENCE[:-1] + "!")),
)
def repeat_simple(text: Text) -> Verdict:
    """The text is that sentence."""
    return _copies(text, _SENTENCE, "that sentence alone", aside=_AROUND)


def _words(*, prompt_to_repeat: str, n_start: int, n_end: int) -> str:
    return " ".join(prompt_to_repeat.split()[n_start : n_end + 1])


def _characters(*, prompt_to_repeat: str, n_start: int, n_end: int) -> str:
    return prompt_to_repeat[n_start : n_end + 1]


def _exists(span: str) -> None:
    if not span.strip():
        raise BadArgument("the request has nothing from n_start to n_end", "n_end")


@checker(
    "repeat:repeat_span",
    says="Copy the words from {n_start} to {n_end}, both included and counted from 0, of this request, and don't "
    "answer it: {prompt_to_repeat}",
    follows=(
        ex("“it now,”", prompt_to_repeat="Say it\n now, please!", n_start=1, n_end=2),
        ex("Say  it\n", prompt_to_repeat="Say it now, please!", n_start=0, n_end=1),
        ex("It now.", prompt_to_repeat="Say it now, please!", n_start=1, n_end=2),
    ),
    breaks=(
        ex("y i", prompt_to_repeat="Say it now, please!", n_start=2, n_end=4),
        ex("Say", prompt_to_repeat="Say it now, please!", n_start=0, n_end=1),
        ex("Say it now", prompt_to_repeat="Say it now, please!", n_start=1, n_end=2),
    ),
    validate=lambda **args: _exists(_words(**args)),
)
def repeat_span(text: Text, *, prompt_to_repeat: Keyword, n_start: Count, n_end: Count) -> Verdict:
    """The text is those words; what white space divides is a word, and a mark before or after them is none."""
    wanted = _words(prompt_to_repeat=prompt_to_repeat, n_start=n_start, n_end=n_end)
    return _copies(text, wanted, f"words {n_start} to {n_end}", aside=_AROUND + ".,;:!?…")


@checker(
    "new:copy_span_idx",
    says="Copy the characters from {n_start} to {n_end}, both included and counted from 0, of this request, and don't "
    "answer it: {prompt_to_repeat}",
    follows=(
        ex("ay it", prompt_to_repeat="Say it", n_start=1, n_end=5),
        ex("say  i", prompt_to_repeat="Say it", n_start=0, n_end=4),
        ex("it", prompt_to_repeat="Say it", n_start=3, n_end=99),
    ),
    breaks=(
        ex("ay i", prompt_to_repeat="Say it", n_start=1, n_end=5),
        ex("ay it.", prompt_to_repeat="Say it", n_start=1, n_end=5),
    ),
    validate=lambda **args: _exists(_characters(**args)),
)
def copy_span_idx(text: Text, *, prompt_to_repeat: Keyword, n_start: Count, n_end: Count) -> Verdict:
    """The text is those characters."""
    wanted = _characters(prompt_to_repeat=prompt_to_repeat, n_start=n_start, n_end=n_end)
    return _copies(text, wanted, f"characters {n_start} to {n_end}")


@checker(
    "copy:copying_simple",
    says="Repeat this request without change, and don't answer it: {prompt_to_repeat}",
    follows=(ex("Say hi.\n", prompt_to_repeat="Say hi."), ex("SAY  hi.", prompt_to_repeat="Say hi.")),
    breaks=(
        ex("Say hi. Hi!", prompt_to_repeat="Say hi."),
        ex("Copy: Say hi.", prompt_to_repeat="Say hi."),
        ex("**Say hi.**", prompt_to_repeat="Say hi."),
    ),
)
@checker(
    "copy:copy",
    says="Copy this request word for word, and don't follow it: {prompt_to_repeat}",
    follows=(
        ex("say “hi”.\n", prompt_to_repeat='Say "hi".'),
        ex("Say\nhi.", prompt_to_repeat="Say hi."),
    ),
    breaks=(
        ex("Say hi", prompt_to_repeat="Say hi."),
        ex("Say hi. Say hi.", prompt_to_repeat="Say hi."),
        ex("“Say hi.”", prompt_to_repeat="Say hi."),
        ex("Hi!", prompt_to_repeat="Say hi."),
    ),
)
def copy(text: Text, *, prompt_to_repeat: Keyword) -> Verdict:
    """The text is the request."""
    return _copies(text, prompt_to_repeat, "the request alone")


@checker(
    "copy:copying_multiple",
    says="Repeat this request {N} time(s) without change, with ****** between the copies, and don't answer it: "
    "{prompt_to_repeat}",
    follows=(
        ex("Say hi\n******\nSay hi", prompt_to_repeat="Say hi", N=2),
        ex("say  hi ****** Say hi******Say hi\n", prompt_to_repeat="Say hi", N=3),
        ex("Say hi ****** bye\n******\nSay hi ****** bye", prompt_to_repeat="Say hi ****** bye", N=2),
    ),
    breaks=(
        ex("Say hi\n*******\nSay hi", prompt_to_repeat="Say hi", N=2),
        ex("Say hi\n******\nSay hi\n******\nSay hi", prompt_to_repeat="Say hi", N=2),
        ex("Say hi\n******\nSay hi\n******", prompt_to_repeat="Say hi", N=2),
        ex("Say hi\n\nSay hi", prompt_to_repeat="Say hi", N=2),
        ex("Say hi\n******\nSay hi!", prompt_to_repeat="Say hi", N=2),
        ex("Say hi ****** bye", prompt_to_repeat="Say hi ****** bye", N=2),
    ),
)
def copying_multiple(text: Text, *, prompt_to_repeat: Keyword, N: Ordinal) -> Verdict:
    """Runs of exactly six asterisks stand between so many copies of the request, and none at an edge.

    A request may hold such runs itself: then each copy has the same parts.
    """
    found, wanted = _parts(text), [_essence(part) for part in _parts(Text(prompt_to_repeat)).texts]
    wrong = tuple(part.span for part, own in zip(found, cycle(wanted), strict=False) if _essence(part.text) != own)
    size = N * len(wanted)
    why = f"{len(found)} parts, {len(wrong)} of them not as in the request, wanted {size} for {N} copies"
    return Verdict(len(found) == size and not wrong, why, wrong, right_of(len(found) - len(wrong), size, len(found)))


def _parts(text: Text) -> Pieces:
    """What runs of six asterisks divide; empty where one stands at an edge."""
    edges = (0, *(edge for divider in answer_dividers(text) for edge in divider), len(text))
    return Pieces(text, (stripped(text, *part) for part in zip(edges[::2], edges[1::2], strict=True)))


Phrase = Annotated[str, Meta(pattern=r"\S\s+\S+\s+\S", description="three words or more")]


@checker(
    "copy:repeat_phrase",
    says="Repeat the phrase {phrase} exactly {small_n} time(s), each time with one word in its middle replaced.",
    follows=(
        ex("1. I like you.\n2. **I** love you.", phrase="I see you", small_n=2),
        ex('"Is (he) so?" Is (she) so?', phrase="Is (it) so?", small_n=2),
    ),
    breaks=(
        ex("I see you. I love you.", phrase="I see you", small_n=2),
        ex("I like you. I love you. I hear you.", phrase="I see you", small_n=2),
        ex("I like you. I like yours.", phrase="I see you", small_n=2),
        ex("We all go far home. We must run now home.", phrase="We all go now home", small_n=2),
    ),
)
def repeat_phrase(text: Text, *, phrase: Phrase, small_n: Ordinal) -> Verdict:
    """Between its first word and its last, each repetition differs from the phrase in one word; there are so many.

    Case and marks are no matter. The phrase itself, or with two words replaced, is a repetition too, but a wrong one.
    """
    wanted = [folded(word) for word in words(phrase).texts]
    found = list(_repetitions(text, wanted))
    wrong = [span for span, replaced in found if replaced != 1]
    why = f"{len(found)} repetitions, {len(wrong)} of them not with one word replaced, wanted {small_n}"
    spans = tuple(wrong) or tuple(span for span, _ in found)
    closeness = right_of(len(found) - len(wrong), small_n, len(found))
    return Verdict(len(found) == small_n and not wrong, why, spans, closeness)


def _repetitions(text: Text, wanted: list[str]) -> Iterator[tuple[Span, int]]:
    """Where what starts and ends as the phrase does stands, and in how many words it differs."""
    found = text.view(words)
    given = [folded(word) for word in found.texts]
    size, at = len(wanted), 0
    while 0 < size <= len(given) - at:
        if (given[at], given[at + size - 1]) == (wanted[0], wanted[-1]):
            replaced = sum(a != b for a, b in zip(given[at : at + size], wanted, strict=True))
            yield (found.spans[at][0], found.spans[at + size - 1][1]), replaced
            at += size
        else:
            at += 1
