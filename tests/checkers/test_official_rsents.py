"""IFTrain's sentences, flaw for flaw."""

import pytest

from checkers.official._rsents import regular_sentences

CASES = {
    "no end mark": ["no end mark"],
    "One. Two? Three!": ["One.", "Two?", "Three!"],
    " One.\n\nTwo. ": ["One.", "Two."],
    "One.Two": ["One.", "Two"],
    "Wow!!": ["Wow!", "!"],
    "What?!": ["What?", "!"],
    "Mr. A and Dr. B met St. C.": ["Mr. A and Dr. B met St. C."],
    "Farmr. Next.": ["Farmr.", "Next."],
    "See x.com or the.mechanic now.": ["See x.com or the.mechanic now."],
    "1.2.3 is it.": ["1.2.", "3 is it."],
    "Well... so": ["Well...", "so"],
    "A Ph.D. helps.": ["A Ph.D. helps."],
    "Plan B. is": ["Plan B. is"],
    "In the U.S. He left.": ["In the U.S.", "He left."],
    "In the U.S. a man left.": ["In the U.S. a man left."],
    "An e.g. here. An a.b.c. there.": ["An e.g. here.", "An a.b.c. there."],
    "Acme Inc. He left.": ["Acme Inc", "He left."],
    "Acme Inc. left.": ["Acme Inc. left."],
    'He said "Go." Then': ['He said "Go".', "Then"],
    "He said “Go.” Then": ["He said “Go”.", "Then"],
    '"Go!" "No?" So': ['"Go"!', '"No"?', "So"],
    "a<stop>b<prd>c": ["a", "b.c"],
    "<stop>": [""],
    " \n": [],
    "": [],
}


@pytest.mark.parametrize(("text", "sentences"), CASES.items())
def test_sentences(text: str, sentences: list[str]) -> None:
    assert regular_sentences(text) == sentences
