"""IFEval's `combination`, `startend` and `punctuation` as published."""

import re

from .._args import Keyword
from .._registry import ex, official
from .._text import Text
from .._verdict import Verdict, any_of, verdict_of
from ._scan import between

SIX_STARS = re.compile(re.escape("******"))


@official(
    "combination:two_responses",
    says="Give two different responses with ****** between them.",
    differs="one more space makes a response different, and more than six asterisks divide too",
    follows=(ex("One answer.\n******\nOne  answer."), ex("One.\n*******\nTwo.")),
    breaks=(ex("One.\n******\nOne."), ex("One.\n************\nTwo.")),
)
def two_responses(text: Text) -> Verdict:
    """Two pieces that differ; the first and the last may be blank and then don't count, another may not."""
    pieces = between(text, SIX_STARS)
    full = [piece for piece in pieces if piece.text.strip()]
    hollow = tuple(piece.span for piece in pieces[1:-1] if not piece.text.strip())
    if hollow:
        return Verdict(False, "nothing between two dividers", hollow)
    spans = tuple(piece.span for piece in full)
    if len(full) != 2:
        return Verdict(False, f"{len(full)} responses, wanted exactly 2", spans)
    differ = full[0].text.strip() != full[1].text.strip()
    return Verdict(differ, "2 different responses" if differ else "the 2 responses are the same", spans)


@official(
    "combination:repeat_prompt",
    says="First repeat this request word for word, then answer it: {prompt_to_repeat}",
    differs="case is ignored, no answer need follow, and other white space or quotation marks fail",
    follows=ex("SAY HI", prompt_to_repeat="Say hi"),
    breaks=ex("Say  hi\nHi.", prompt_to_repeat="Say hi"),
)
def repeat_prompt(text: Text, *, prompt_to_repeat: Keyword) -> Verdict:
    """The text, trimmed and in lower case, starts with the request."""
    ok = text.strip().lower().startswith(prompt_to_repeat.strip().lower())
    return Verdict(ok, "starts with the request" if ok else "does not start with the request")


@official(
    "startend:end_checker",
    says="End with this exact phrase and nothing after it: {end_phrase}",
    differs="case and double quotes around the text are ignored, and the phrase may end a longer word",
    follows=(ex('"So rend."', end_phrase="End."), ex('Bye. "The end."', end_phrase="The end.")),
    breaks=ex("**The end.**", end_phrase="The end."),
)
def end_checker(text: Text, *, end_phrase: Keyword) -> Verdict:
    """The text, without outer white space and then without outer double quotes, ends with the phrase in any case."""
    ok = text.strip().strip('"').lower().endswith(end_phrase.strip().lower())
    end = len(text.rstrip())
    start = max(end - len(end_phrase), 0)
    return Verdict(ok, f"ends with {text[start:end][-40:]!r}, wanted {end_phrase.strip()!r}", ((start, end),))


@official(
    "startend:quotation",
    says="Wrap the whole response in double quotation marks.",
    differs="only the straight mark counts, and two quotations with text between them pass",
    follows=ex('"Yes," he said, "no."'),
    breaks=ex("“Yes.”"),
)
def quotation(text: Text) -> Verdict:
    """The first and the last character that are no white space are straight double quotes."""
    value = text.strip()
    ok = len(value) > 1 and value[0] == '"' == value[-1]
    return Verdict(ok, f"starts with {value[:1]!r} and ends with {value[-1:]!r}, wanted '\"'")


@official(
    "punctuation:no_comma",
    says="Use no commas.",
    differs="only the ASCII comma is one",
    follows=ex("one， two، three、four"),
    breaks=ex("one, two"),
)
def no_comma(text: Text) -> Verdict:
    """There is no ASCII comma."""
    found = any_of(text, ",")
    return verdict_of(found, f"{len(found)} commas, wanted none")
