"""How many syllables words have, as a person counts them."""

import pytest

from checkers._syllables import syllables

WORDS = {
    1: """
        walked jumped baked smiled called stopped played makes times waves knives clothes goes news fire cheese beer
        door king speed changed danced breathed leaves eyes skies thing things tried priest vague rogues mosque
    """,
    2: """
        having using giving getting dancing starting longer faster bigger larger greatest closest added wanted needed
        houses horses boxes wishes softly slightly bravely safely tables apples settled sparkled little careful graceful
        statement kindness wicked pancakes firework moonlight lions quiet poem rhythm prism evening every business
        morning forest career doctor actor carried stories really early only reply July island father dining sampling
        simplest duo kayak swaying vying something stories movies soldier critique neon pigeon fluent lifespan patient
        statehood
    """,
    3: """
        including suddenly carefully quietly happily easily decided created family personal national oranges violet
        everyone investor happiness surrounded silently austrian serbian gradual trivia kayaking happier happiest racism
        loneliness heroic gradient rearrange national businesses
    """,
    4: """
        estimated usually naturally supposedly allegedly repeatedly politically manufactured societies varieties
        criticism organisms algorithms geology spontaneous
    """,
}
CASES = [(word, count) for count, words in WORDS.items() for word in words.split()]


@pytest.mark.parametrize(("word", "count"), CASES)
def test_syllables(word: str, count: int) -> None:
    assert syllables(word) == count
    assert syllables(word.upper()) == count


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("old-fashioned", 3), ("don't", 1), ("didn’t", 2), ("café", 2), ("naïve", 2), ("42", 0), ("1st", 1),
        ("GPS", 3), ("PCs", 2), ("GPS-like", 4), ("CWTS", 6), ("HMM", 1), ("UK", 2),
    ],
)  # fmt: skip
def test_compounds_contractions_accents_and_initials(word: str, count: int) -> None:
    assert syllables(word) == count


def test_a_giant_word_is_counted() -> None:
    assert syllables("ba" * 100_000) == 100_000
