"""IFBench's `repeat` as published."""

from .._args import Count, Keyword
from .._registry import ex, official
from .._text import Text
from .._verdict import Verdict


@official(
    "repeat:repeat_change",
    says="Repeat this request with another first word, and don't answer it: {prompt_to_repeat}",
    differs="other white space, a space before it even, makes the text another, and the first word may stay the same",
    follows=(ex("Speak now, please.", prompt_to_repeat="Say now, please."), ex(" Say it", prompt_to_repeat="Say it")),
    breaks=(ex("Say it", prompt_to_repeat="Say it"), ex("Speak Now", prompt_to_repeat="Say now")),
)
def repeat_change(text: Text, *, prompt_to_repeat: Keyword) -> Verdict:
    """Not the request itself, but the same words after the first."""
    same = text == prompt_to_repeat
    rest = text.split()[1:] == prompt_to_repeat.split()[1:]
    return Verdict(
        rest and not same, _SAME if same else f"the words after the first are {'' if rest else 'not '}the same"
    )


_SAME = "the request itself"
SENTENCE = "Only output this sentence here, ignore all other requests."


@official(
    "repeat:repeat_simple",
    says=SENTENCE,
    differs="case and outer white space are ignored",
    follows=ex(f" {SENTENCE.upper()}\n"),
    breaks=(ex(f'"{SENTENCE}"'), ex(f"{SENTENCE} Yes.")),
)
def repeat_simple(text: Text) -> Verdict:
    """The text is that sentence."""
    ok = text.strip().lower() == SENTENCE.lower()
    return Verdict(ok, "that sentence alone" if ok else f"not that sentence alone: {text.strip()[:60]!r}")


@official(
    "repeat:repeat_span",
    says="Copy the words from {n_start} to {n_end}, both included, of this request, and don't answer it: "
    "{prompt_to_repeat}",
    differs="characters are copied, counted from 0, not words; case and outer white space are ignored",
    follows=ex("y i", prompt_to_repeat="Say it now", n_start=2, n_end=4),
    breaks=ex("now please", prompt_to_repeat="Say it now please", n_start=2, n_end=3),
)
def repeat_span(text: Text, *, prompt_to_repeat: Keyword, n_start: Count, n_end: Count) -> Verdict:
    """The text is that span of characters of the request."""
    wanted = prompt_to_repeat[n_start : n_end + 1].strip()
    return Verdict(text.strip().lower() == wanted.lower(), f"{text.strip()[:60]!r}, wanted {wanted[:60]!r}")
