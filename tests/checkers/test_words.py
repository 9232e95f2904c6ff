"""What a word is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkers import Text
from checkers._loose import relaxations
from checkers._verdict import Pieces
from checkers._words import has_word, words

CASES = {
    "plain": ("One two, three.", ["One", "two", "three"]),
    "contractions": ("don't we’ll dogs' rock'n'roll", ["don't", "we’ll", "dogs", "rock'n'roll"]),
    "hyphenated compounds": ("a well-known mother‑in‑law", ["a", "well-known", "mother‑in‑law"]),
    "dashes divide": ("here—there -- and - there", ["here", "there", "and", "there"]),
    "numbers with separators": ("3.5 1,000 10/12 12:30 2024-01-02", ["3.5", "1,000", "10/12", "12:30", "2024-01-02"]),
    "numbers in a row": ("1, 2; 3/four", ["1", "2", "3", "four"]),
    "abbreviations": ("e.g. the U.S. Ph.D. R&D", ["e.g", "the", "U.S", "Ph.D", "R&D"]),
    "a missing space": ("The end.Next one", ["The", "end", "Next", "one"]),
    "addresses": ("see https://a.b/c?d=e and me@b.org.", ["see", "https://a.b/c?d=e", "and", "me@b.org"]),
    "either or": ("and/or", ["and", "or"]),
    "markdown marks": ("# **Bold** _it_ `code` ~~no~~\n- x\n***\n", ["Bold", "it", "code", "no", "x"]),
    "a first letter in bold": ("**A**pples *b*ake a*b*c", ["A**pples", "b*ake", "a", "b", "c"]),
    "HTML tags": (
        "<p><i class='x'>One</i><BR/> two</p> a<b and c>d <<I>>",
        ["One", "two", "a", "b", "and", "c", "d", "I"],
    ),
    "markup": (
        "<!DOCTYPE html>\n<head><title>Hi</title></head> <!-- so -->\n  <img src='a b.png'> <point>Bob</point>",
        ["Hi", "Bob"],
    ),
    "a name to fill in": ("Dear <name>, List<String>", ["Dear", "name", "List", "String"]),
    "entities": ("Ann&nbsp;sleeps &lt;b&#39; AT&T;", ["Ann", "sleeps", "b", "AT&T"]),
    "ticked boxes": ("- [x] Buy\n1. [X] Sell\n[x]", ["Buy", "Sell", "x"]),
    "the label of a code fence": ("```python\nx = 1\n```\n~~~ a b ~~~", ["x", "1", "a", "b"]),
    "list numbers": ("1. Buy\n  2) Sell\n3 days", ["Buy", "Sell", "3", "days"]),
    "list numbers in headings and bold": (
        "### 1. Cats\n**2.** Dogs\n_3. Cows_\n(4) Hens\n# 5 Pigs\n**6**. Ants",
        ["Cats", "Dogs", "Cows", "Hens", "5", "Pigs", "6", "Ants"],
    ),
    "a quotation mark before them": (
        '"1. Buy\n- 2.) Sell\n“3. Keep”\n"4 eggs"',
        ["Buy", "2", "Sell", "Keep", "4", "eggs"],
    ),
    "bare punctuation": ("... – * • ( ) &", []),
    "identifiers": ("snake_case and __init__", ["snake_case", "and", "init"]),
    "Han and kana": ("你好 カタ world", ["你", "好", "カ", "タ", "world"]),
    "Hangul": ("안녕하세요 세계", ["안녕하세요", "세계"]),
    "Hindi": ("नमस्ते दुनिया", ["नमस्ते", "दुनिया"]),
    "Persian with a joiner": ("می\u200cخواهم", ["می\u200cخواهم"]),
    "Thai runs to the next space": ("สวัสดีชาวโลก ครับ", ["สวัสดีชาวโลก", "ครับ"]),
    "combining marks": ("q\u0301uick", ["q\u0301uick"]),
    "emoji": ("👨\u200d👩\u200d👧 ❤\ufe0f 👍🏽", []),
    "keycaps": ("1\ufe0f\u20e3 One\n2\u20e3 two 3", ["One", "two", "3"]),
    "powers": ("x² and ½", ["x²", "and", "½"]),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_words(text: str, expected: list[str]) -> None:
    found = words(text)
    assert [word.text for word in found] == expected
    assert [text[word.start : word.end] for word in found] == expected


def test_has_word() -> None:
    assert has_word("… 7")
    assert not has_word("_ * … 👍")


def test_pieces_are_a_sequence() -> None:
    found = words("one two three")
    assert (len(found), found[0], found[-1].text) == (3, (("one"), 0, 3), "three")
    assert isinstance(found[1:], Pieces)
    assert found[1:].spans == ((4, 7), (8, 13))


PARTS = [part for text, _ in CASES.values() for part in text.split(" ")]


@given(st.lists(st.tuples(st.sampled_from(PARTS), st.sampled_from([" ", "\n", ""])), max_size=12))
def test_words_are_counted_as_they_are_found_in_relaxed_texts_too(parts: list[tuple[str, str]]) -> None:
    text = Text("".join(map("".join, parts)))
    for relaxed in (text, *(found for _, found in relaxations(text))):
        number = len(words(relaxed))
        assert number == len(words(relaxed).spans) == len(words(str(relaxed)).spans)
