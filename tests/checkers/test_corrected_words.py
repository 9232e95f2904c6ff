"""IFBench's `words` ids: near misses both ways; the listed flaws are in `flaws_ifbench`."""

import pytest

from checkers._syllables import syllables
from checkers._verbs import is_verb

from .cases import judged

CASES = [
    ("words:alphabet", "a number first", {}, "5 alpha beta", True),
    ("words:alphabet", "no word", {}, "1 - 2", False),
    ("words:alphabet", "a dash", {}, "Alpha — beta", True),
    ("words:alphabet", "quotes and marks", {}, "“Alpha” *beta*\n\n1. 'Charlie'", True),
    ("words:alphabet", "first letters in bold", {}, "**A**pples **b**ake *c*akes", True),
    ("words:alphabet", "an accent", {}, "Dumb élan", True),
    ("words:alphabet", "a compound is one word", {}, "alpha-beta charlie", False),
    ("words:alphabet", "a letter left out", {}, "alpha charlie", False),
    ("words:alphabet", "a letter twice", {}, "alpha apple beta", False),
    ("words:vowel", "two paragraphs", {}, "Dogs run.\n\nDogs go.", False),
    ("words:vowel", "three with accents", {}, "Él aquí", False),
    ("words:vowel", "a list", {}, "- dogs\n- run", False),
    ("words:vowel", "a title", {}, "# Dogs\n\nDogs run.", True),
    ("words:vowel", "all of it in bold", {}, "**Dogs run.**", True),
    ("words:vowel", "capitals", {}, "AEI O", False),
    ("words:consonants", "y", {}, "They try", True),
    ("words:consonants", "a contraction", {}, "Don't shrink", True),
    ("words:consonants", "letters apart", {}, "e-x-t", False),
    ("words:consonants", "accents", {}, "étrange ñandś", True),
    ("words:consonants", "no word", {}, "7 – 8", False),
    ("words:palindrome", "nine", {}, "radar " * 9, False),
    ("words:palindrome", "short ones", {}, "noon " * 10, False),
    ("words:palindrome", "curly quotes and dashes", {}, "“radar”—" * 10, True),
    ("words:palindrome", "the plural", {}, "radars " * 10, False),
    ("words:prime_lengths", "over a hundred", {}, "x" * 101, True),
    ("words:prime_lengths", "curly quotes", {}, "“we”", True),
    ("words:prime_lengths", "four", {}, "four", False),
    ("words:prime_lengths", "one", {}, "a cat", False),
    ("words:start_verb", "an imperative that may be a noun", {}, "Book a table.", True),
    ("words:start_verb", "a request with its reason", {}, "Save money: buy less.", True),
    ("words:start_verb", "bold", {}, "**Run** fast.", True),
    ("words:start_verb", "a quote", {}, "“Go!” he said.", True),
    ("words:start_verb", "a list", {}, "1. Whisk the eggs.", True),
    ("words:start_verb", "a heading", {}, "# Exploring space", True),
    ("words:start_verb", "an auxiliary", {}, "Isn't it so?", True),
    ("words:start_verb", "a label", {}, "**Answer:** run", False),
    ("words:start_verb", "a label of two words", {}, "*Travel Agent:* Go!", False),
    ("words:start_verb", "a placeholder", {}, "[Name]\n[Address]", False),
    ("words:start_verb", "a link", {}, "[Click here](x.org) now.", True),
    ("words:start_verb", "a key of JSON", {}, '{"name": "run"}', False),
    ("words:start_verb", "a preposition before a noun", {}, "Amidst the noise, run.", False),
    ("words:start_verb", "a participle", {}, "Born in Rome, she ran.", True),
    ("words:start_verb", "a verb without an object", {}, "See below.", True),
    ("words:start_verb", "a noun", {}, "Research shows it.", False),
    ("words:start_verb", "an infinitive", {}, "To run is fun.", False),
    ("words:start_verb", "an adverb", {}, "Slowly open it.", False),
    ("words:repeats", "short", {"small_n": 2}, "One.", True),
    ("words:repeats", "curly quotes", {"small_n": 1}, "tea “tea”", False),
    ("words:repeats", "case", {"small_n": 1}, "Tea TEA", False),
    ("words:repeats", "dashes are no words", {"small_n": 1}, "one — two — three", True),
    ("words:repeats", "exactly as often", {"small_n": 2}, "tea tea", True),
    ("words:odd_even_syllables", "one word", {}, "happy", False),
    ("words:odd_even_syllables", "a dash", {}, "happy — cat", True),
    ("words:odd_even_syllables", "an unknown word", {}, "blorf blorfy", True),
    ("words:odd_even_syllables", "alike", {}, "cat dog", False),
    ("words:last_first", "marks and case", {}, "I see (the “End”)! *End*, you say?", True),
    ("words:last_first", "a list", {}, "1. I see cats.\n2. Cats see me.", True),
    ("words:last_first", "sources", {}, "I see cats.[1] Cats see me [2][3]. Me!", True),
    ("words:last_first", "another form", {}, "I see cats. Cat sees me.", False),
    ("words:last_first", "no sentence", {}, "---", False),
    ("words:paragraph_last_first", "marks inside", {}, "Hello, she said: hello!", True),
    ("words:paragraph_last_first", "each line", {}, "Go we go\nCome we went", False),
    ("words:paragraph_last_first", "a heading", {}, "# My title\nGo we go.", True),
    ("words:paragraph_last_first", "a title in bold", {}, "**My title**\n\nGo we go.", True),
    ("words:paragraph_last_first", "all of it in bold", {}, "**Come we go**", False),
    ("words:paragraph_last_first", "bold at both ends", {}, "Go we go.\n**Come** we **go**", False),
    ("words:paragraph_last_first", "an emoji", {}, "Go we go 😀", True),
    ("words:no_consecutive", "list items", {}, "- red\n- rose", True),
    ("words:no_consecutive", "a soft wrap", {}, "red\nrose", False),
    ("words:no_consecutive", "composed and decomposed", {}, "\u00c9a E\u0301b", False),
    ("words:no_consecutive", "digits", {}, "12 14", True),
    ("words:no_consecutive", "curly quotes", {}, "“so “it", True),
    ("words:keywords_specific_position", "a contraction", {"keyword": "cat", "n": 1, "m": 3}, "Don't the cat", True),
    ("words:keywords_specific_position", "case", {"keyword": "cat", "n": 2, "m": 1}, "Go. CAT!", True),
    ("words:keywords_specific_position", "a place further", {"keyword": "cat", "n": 1, "m": 2}, "See the cat.", False),
    ("words:keywords_specific_position", "abbreviations", {"keyword": "cat", "n": 2, "m": 1}, "Ask Dr. Who. Cat", True),
    ("words:words_position", "a contraction", {"keyword": "hat"}, "It's hat on hat here", True),
    ("words:words_position", "two words, both of them", {"keyword": "hat"}, "Hat, hat", True),
    ("words:words_position", "only one", {"keyword": "hat"}, "My hat here too", False),
]  # fmt: skip

test_case = judged(CASES)


VERBS = """
    Run|Book a flight|Water the plants|Google it|Consider this|Let's go|Don't go|Was it|Can you|Having said|Running|
    Written in|Depends on|Looks like|Re-examine it|Fine-tune it|Study hard|Would you|Embark on|
    Buckle up|Team up|Spring into action|Peer into it|Season with salt|Opening the door|Guide us|Review plan details|
    Report the plan|Tune in|Fry eggs|Soak beans|Season to taste|Sounds great|Sauté the|MOP the floor|MOP A FLOOR|
    Consider :|Check it :|Exploring Rome :
    """
OTHERS = """
    The|It's|Book reviews are|Water is|Time flies|Research shows|Love is|Use of|Step 1|Spring is|Something is|To go|
    Please go|Quickly go|Cats sleep|Interesting question|Well-known a|I am|42|猫 the|Nothing a|Practice makes|May is|
    Travel guide to|Guide to Rome|Blog post of|Cover letter version|Book review rubric|Outline for a|Report on climate|
    Opening scene|Person A|Person a is|Straight up|Spring came|Travel agent :|Setting :|Prompt for an|According to|
    MARKER The war|Answer :
    """


@pytest.mark.parametrize("phrase", [phrase.strip() for phrase in VERBS.split("|")])
def test_verb(phrase: str) -> None:
    first, *following = phrase.split()
    assert is_verb(first, following)


@pytest.mark.parametrize("phrase", [phrase.strip() for phrase in OTHERS.split("|")])
def test_no_verb(phrase: str) -> None:
    first, *following = phrase.split()
    assert not is_verb(first, following)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("cat", 1), ("happy", 2), ("chocolate", 3), ("don't", 1), ("didn’t", 2), ("haven't", 2), ("well-known", 2),
        ("café", 2), ("naïve", 2), ("crème", 1), ("42", 0), ("café-bar", 3), ("n't", 1),
    ],
)  # fmt: skip
def test_syllables(word: str, expected: int) -> None:
    assert syllables(word) == expected
