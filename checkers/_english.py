"""Small words and names of English that constraints are about. Lower case, but for the names."""

import re

CONJUNCTIONS = frozenset(("and", "but", "for", "nor", "or", "so", "yet"))
"""The coordinating ones."""

PRONOUNS = frozenset(
    """
    i me we us you he him she her it they them my mine our ours your yours his hers its their theirs myself ourselves
    yourself yourselves himself herself itself themselves this that these those who whom whose which what whoever
    whomever whatever whichever anybody anyone anything everybody everyone everything nobody nothing somebody someone
    something each either neither both all some any none
    """.split()
)
"""As IFBench lists them."""

MORE_PRONOUNS = frozenset(
    """
    noone oneself others ourself themself thee thine thou thy thyself whomsoever whosoever y'all ye
    """.split()
)
"""Pronouns, and nothing else, that IFBench does not list."""

NAMES = """
    Emma Liam Sophia Jackson Olivia Noah Ava Lucas Isabella Mason Mia Ethan Charlotte Alexander Amelia Benjamin Harper
    Leo Zoe Daniel Chloe Samuel Lily Matthew Grace Owen Abigail Gabriel Ella Jacob Scarlett Nathan Victoria Elijah Layla
    Nicholas Audrey David Hannah Christopher Penelope Thomas Nora Andrew Aria Joseph Claire Ryan Stella Jonathan
""".split()
"""The fifty that IFBench's prompts list."""

NAMES_THAT_ARE_WORDS = frozenset("aria grace harper lily mason scarlett".split())

_STOP_WORDS = frozenset(
    """
    a about above after again against all am an and any are as at be because been before being below between both but
    by can did do does doing down during each few for from further had has have having he her here hers
    herself him himself his how i if in into is it its itself just me more most my myself no nor not now of off on once
    only or other our ours ourselves out over own same she should so some such than that the their theirs them
    themselves then there these they this those through to too under until up very was we were what when where which
    while who whom why will with you your yours yourself yourselves
    """.split()
)
"""Those of NLTK's list, without the pieces of contractions in it ("t", "ve", "couldn")."""


def stem(word: str) -> str:
    """A folded word without the short forms at its end: "it's" is "it", "they'd've" is "they"."""
    return _SHORT_FORMS.sub("", word)


def is_stop_word(word: str) -> bool:
    """Whether a folded word is a stop word or a contraction of one: "it's", "don't", but not "Ann's"."""
    word = stem(word)
    return word in _STOP_WORDS or word.endswith("n't")


_SHORT_FORMS = re.compile(r"(?:'(?:s|re|ve|ll|d|m))+\Z")
