"""IFTrain's two paragraphs."""

from ._blocks import paragraphs
from ._registry import checker, ex
from ._text import Text
from ._verdict import Pieces, Verdict, counted, right_of
from ._words import has_word
from .length import number_paragraphs


@checker(
    "paragraphs:paragraphs",
    says="Write 2 paragraphs, separated by the markdown divider ***.",
    follows=(ex("One.\n***\nTwo."), ex("A ***very*** good day.\n\n* * *\n\nTwo.\n\nStill two.")),
    breaks=(ex("One.\n\nTwo."), ex("One.\n***\nTwo.\n***\nThree."), ex("One.\n***\n***\nTwo.")),
)
def paragraphs_with_divider(text: Text) -> Verdict:
    """As length_constraints:number_paragraphs, with 2."""
    return number_paragraphs(text, num_paragraphs=2)


@checker(
    "paragraphs:paragraphs2",
    says="Write 2 paragraphs, and separate them, and nothing else, by two line breaks.",
    follows=(ex("\n\nOne.\nStill one.\n\nTwo.\n"), ex("One.\n \n\n\nTwo.")),
    breaks=(ex("One.\nTwo."), ex("# One\n\nTwo.\n\nThree."), ex("One.\n\n***")),
)
def paragraphs_with_blank_line(text: Text) -> Verdict:
    """Blank lines, one or more at a place, leave two stretches with words."""
    found = text.view(paragraphs)
    wordless = Pieces(text, (one.span for one in found if not has_word(one.text)))
    if wordless:
        why = f"{len(wordless)} of {len(found)} paragraphs without words"
        return Verdict(False, why, wordless.spans, right_of(len(found) - len(wordless), 2, len(found)))
    return counted(found, "exactly", 2, unit="paragraphs", mark=False)
