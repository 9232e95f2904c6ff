"""The shares that `corrected` measures; near misses both ways."""

from .cases import judged

REFERENCE = {"reference_text": "one two three four five"}

CASES = [
    ("ratio:stop_words", "a contraction is one", {"percentage": 50}, "It's fine", True),
    ("ratio:stop_words", "a possessive is none", {"percentage": 0}, "Ann's hat", True),
    ("ratio:stop_words", "a bit too many", {"percentage": 49}, "THE cat", False),
    ("ratio:stop_words", "no words", {"percentage": 100}, "...", False),
    ("ratio:sentence_type", "no question", {}, "One is. Two are.", False),
    ("ratio:sentence_type", "a quote at the end", {}, 'He said "yes." “Go.” "Why?"', True),
    ("ratio:sentence_type", "emphasis and emoji at the end", {}, "**One is.** _Two are._ Is it? 😀", True),
    ("ratio:sentence_type", "abbreviations", {}, "Dr. Ann is here. It is 3.5 p.m. now. So?", True),
    ("ratio:sentence_type", "an address", {}, "See www.a.com/?q=1 now. Go on. Why?", True),
    ("ratio:sentence_balance", "quotes", {}, "“It is.” “Is it?” “It is!”", True),
    ("ratio:sentence_balance", "bullets", {}, "# Is it\n- It is.\n- Is it?\n- It is!", True),
    ("ratio:sentence_balance", "an interrobang asks", {}, "It is. Is it?! It is!", True),
    (
        "ratio:overlap",
        "words, not characters",
        {"percentage": 0, **REFERENCE},
        "two one four three",
        True,
    ),
    (
        "ratio:overlap",
        "all of it",
        {"percentage": 100, **REFERENCE},
        "**One** two, three... FOUR",
        True,
    ),
    ("ratio:overlap", "half of it", {"percentage": 50, **REFERENCE}, "one two three six", True),
    ("ratio:overlap", "two below", {"percentage": 52, **REFERENCE}, "one two three six", True),
    ("ratio:overlap", "three below", {"percentage": 53, **REFERENCE}, "one two three six", False),
    ("ratio:overlap", "the order counts", {"percentage": 100, **REFERENCE}, "five four three", False),
    ("ratio:overlap", "no trigram", {"percentage": 0, **REFERENCE}, "four eight", False),
    ("ratio:overlap", "no trigram shared", {"percentage": 0, **REFERENCE}, "four eight nine", True),
    ("ratio:sentence_words", "a small word twice", {}, "A cat is. A dog ran. He flew.", False),
    ("ratio:sentence_words", "all different", {}, "One cat sat! Two fly now? Six ran off.", True),
    ("ratio:sentence_words", "another length", {}, "One cat sat. Two fly now. Six ran away.", False),
    ("ratio:sentence_words", "stairs", {}, "One cat sat.\n  Two fly now.\n    *Six* ran off.", True),
    ("ratio:sentence_words", "four sentences", {}, "Cat. Dog. Ant. Bee.", False),
]

test_case = judged(CASES)
