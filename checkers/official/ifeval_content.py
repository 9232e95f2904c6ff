r"""IFEval's `detectable_content` as published."""

import re

from .._args import Count, Keyword
from .._registry import ex, official
from .._text import Text
from .._verdict import Verdict, counted
from ._patterns import compiled, compiles
from ._scan import bracketed

POSTSCRIPTS = {"P.P.S": r"p\.\s?p\.\s?s.*$", "P.S.": r"p\.\s?s\..*$"}
"""The patterns for the two markers that IFEval knows; searched for in the text in lower case."""


@official(
    "detectable_content:number_placeholders",
    says="Include at least {num_placeholders} placeholder(s) in square brackets, such as [address].",
    differs="whatever stands in brackets on one line counts, an empty pair and a link too",
    follows=ex("[] and [this](https://example.org)", num_placeholders=2),
    breaks=ex("[your\nname] and [[nested]]", num_placeholders=2),
)
def number_placeholders(text: Text, *, num_placeholders: Count) -> Verdict:
    """At least as many stretches from a bracket to the next closing one on the same line."""
    return counted(bracketed(text), "at least", num_placeholders, unit="placeholders")


def _postscript(marker: str) -> str:
    r"""The pattern of a marker. The published `\s*` before it changes nothing, and takes long on white space."""
    marker = marker.strip()
    return POSTSCRIPTS.get(marker, marker.lower() + ".*$")


def _published(marker: str) -> str:
    return r"\s*" + _postscript(marker)


@official(
    "detectable_content:postscript",
    says="Add a postscript at the end, starting with {postscript_marker}",
    differs="it may stand anywhere, inside a word too; P.P.S. is a P.S., and another marker is a pattern",
    follows=(
        ex("See map.s.v.p. for it.", postscript_marker="P.S."),
        ex("P.P.S. Bye.\n\nMore text.", postscript_marker="P.S."),
    ),
    breaks=ex("PS: Bye.", postscript_marker="P.S."),
    validate=compiles("postscript_marker", _published, re.MULTILINE),
)
def postscript(text: Text, *, postscript_marker: Keyword) -> Verdict:
    """The pattern of the marker is found in the text in lower case."""
    pattern = _postscript(postscript_marker)
    if pattern[0] in "?+":  # ties to the \s* before it
        pattern = _published(postscript_marker)
    lowered = text.lower()
    found = compiled(pattern, re.MULTILINE).search(lowered)
    if found is None:
        return Verdict(False, f"no {postscript_marker.strip()}")
    spans = (found.span(),) if len(lowered) == len(text) else ()
    return Verdict(True, f"a postscript: {found[0].strip()[:40]!r}", spans)
