"""The primitives of `official` give what NLTK gives, in linear time and without its clock."""

import gzip
import json
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from time import process_time
from typing import Any

import pytest
import regex
from hypothesis import example, given, settings
from hypothesis import strategies as st
from nltk import redos
from nltk.data import find
from nltk.tokenize import NLTKWordTokenizer, PunktTokenizer, RegexpTokenizer

from checkers import MissingData, Text
from checkers._once import once
from checkers.official import _nltk, _tagger
from checkers.official._capitals import words_in_capitals
from checkers.official._nltk import punkt, sentence_tokens, sentences, stop_words, token_spans, tokens, words
from checkers.official._punkt import _FEW, WHITE, _Model
from checkers.official._treebank import tokenize

PARTS = [
    *" . ? ! a B 1 - -- , ( ) * ; : @ # < ] ' \" ` ... '' `` 's n't 'll 'RE 't is can not cannot gim me wan na".split(
        " "
    ),
    *"the The Mr e.g p.m S Bach No st Ltd 3.5 1,000 co-op U.S. “ ” ’ « » — İ ǅ é नि 😀".split(" "),
    *(" ", "\n", "\t", ". . .", "\u00a0", "\u2028", "\x85", "\x0b", "\x1c", "\x00", "\x01", "\U0010ffff"),
]
TEXTS = st.lists(st.sampled_from(PARTS), max_size=25).map("".join) | st.text(max_size=40)


@cache
def nltk_punkt() -> Any:
    try:
        punkt()
    except MissingData as missing:
        pytest.skip(str(missing))
    return PunktTokenizer()


@pytest.fixture(autouse=True)
def _no_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(redos, "DEFAULT_TIMEOUT", None)


def assert_equal_to_nltk(given_text: str) -> None:
    text = Text(given_text)
    assert list(sentences(text).spans) == list(nltk_punkt().span_tokenize(given_text))
    stretches = [given_text[start:end] for start, end in sentences(text).spans]
    assert sentence_tokens(text) == [NLTKWordTokenizer().tokenize(stretch) for stretch in stretches]
    assert [piece.text for piece in words(text)] == RegexpTokenizer(r"\w+").tokenize(given_text)


@given(TEXTS)
@settings(max_examples=1000, deadline=None)
@example(" ?!x")
@example("a ?! b")
@example("?!. b")
@example("a.\x1c b. C")
@example('He said "Go." (Yes.) Then')
@example("Mr. B. met S. Bach at 5 p.m. The end... Or no. 3. of it")
@example("'Tis \"so\", isn't it? ``No''.")
@example("निcannot")
def test_equal_to_nltk(given_text: str) -> None:
    assert_equal_to_nltk(given_text)


CAPITALS = [
    *"I I'm I'M A U.S. CANNOT CANnot WANNA wanna. WANNA. it's IT'S DON'T X7's NY, B5,6 A:B A.:5B a.)B A.(B".split(),
    *"'TIS T'WAS -- HI--YOU ''X'' ``Q`` A,,B x.Y Mr. MR. End. GONNA D'YE MORE'N U.S.A.) <X> A&B 5. A...B".split(),
    *"O'Brien Go!B X?)Y É An't Bn't Gonna Can'T 'Tis 'Twas d'ye D'Ye wannA Gimme".split(),
]
SPACED = st.lists(st.tuples(st.sampled_from(CAPITALS), st.sampled_from([" ", "\n", "  ", "\t", ""])), max_size=7)


@given(SPACED.map(lambda parts: "".join(map("".join, parts))) | TEXTS)
@settings(max_examples=1000, deadline=None)
@example("I'M\nhere. So I'M. CANnot WANNA. go")
@example("An't it odd? Well, Bn't so.")
@example("Gonna'Twas d'ye'Tis")
def test_words_in_capitals_are_tokens_in_capitals(given_text: str) -> None:
    nltk_punkt()
    wanted = [span for token, span in token_spans(Text(given_text)) if token.isupper()]
    found = words_in_capitals(Text(given_text))
    assert [start for start, _ in found] == [start for start, _ in wanted]
    assert [given_text[slice(*span)].rstrip(".") for span in found] == [
        given_text[slice(*span)].rstrip(".") for span in wanted
    ]


def test_a_full_stop_is_kept_where_the_text_is_not_of_ascii() -> None:
    nltk_punkt()
    assert words_in_capitals(Text("The U.S. economy — it grew.")) == [(4, 8)]


@given(TEXTS, st.integers(0, 5))
def test_a_stretch_of_words_without_looking_for_each(given_text: str, first: int) -> None:
    found = words(Text(given_text))
    if first < len(found):
        assert found.since(first) == (found.spans[first][0], found.spans[-1][1])
    assert len(found) == len(found.spans)


def texts(folder: Path) -> Iterator[str]:
    path = folder / "parity" / "dev" / "texts.jsonl.gz"
    if not path.is_file():
        pytest.skip("needs the texts in ../shared/parity")
    with gzip.open(path, "rt") as file:
        yield from (json.loads(line)["text"] for line in file)


def test_equal_on_real_texts(shared: Path) -> None:
    for text in list(texts(shared))[::40]:
        assert_equal_to_nltk(text)


@pytest.mark.parity
def test_equal_on_all_texts(shared: Path) -> None:
    for text in texts(shared):
        assert_equal_to_nltk(text)


def test_the_context_of_a_word_is_found_however_many_were_asked_for() -> None:
    nltk_punkt()
    folder = find("tokenizers/punkt_tab/english/")
    with folder.join("ortho_context.tab").open() as file:
        rows = [line.decode().rstrip("\n").split("\t") for line in file]
    wanted = {word: int(bits) for word, bits in (*rows[:20], *rows[::1000], rows[-1])}
    for word, bits in {**wanted, "": 0, "qqqq": 0, rows[0][0][1:]: 0, rows[-1][0][:-1]: 0}.items():
        model = _Model(folder)
        assert [model.seen(word) for _ in range(_FEW + 1)] == [bits] * (_FEW + 1)


def test_white_space_is_that_of_the_engine_of_nltk() -> None:
    white = regex.compile(f"[{WHITE}]")
    space = regex.compile(r"\s")
    assert [char for char in map(chr, range(0x110000)) if bool(white.match(char)) != bool(space.match(char))] == []


def test_words_know_marks_and_fractions() -> None:
    assert [piece.text for piece in words(Text("हिन्दी x² ½ don't"))] == ["हिन्दी", "x", "don", "t"]


def test_tokens_have_their_places() -> None:
    nltk_punkt()
    text = Text('A "U.S." cannot (or won\'t).')
    found = [(piece.text, text[piece.start : piece.end]) for piece in tokens(text)]
    assert found[:3] == [("A", "A"), ("``", ""), ("U.S.", "U.S.")]
    assert all(token == place for token, place in found if place)
    assert [token for token, _ in found][-6:] == ["(", "or", "wo", "n't", ")", "."]


def test_every_control_character_may_stand_in_a_text() -> None:
    full = "".join(map(chr, range(32))).strip() + "."
    assert tokenize([full, "B."]) == [NLTKWordTokenizer().tokenize(full), ["B", "."]]
    assert tokenize([]) == []


def test_stop_words() -> None:
    try:
        found = stop_words()
    except MissingData as missing:
        pytest.skip(str(missing))
    assert len(found) == 198
    assert {"the", "don", "don't"} <= found


def test_missing_data_names_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nltk.data.path", [])
    with pytest.raises(MissingData, match="ifbench data pull"):
        once(_nltk.punkt.__wrapped__)()
    with pytest.raises(MissingData, match="ifbench data pull"):
        once(_nltk.stop_words.__wrapped__)()


@pytest.mark.parametrize(
    ("load", "place"),
    [
        (_nltk.punkt, "tokenizers/punkt_tab/english/abbrev_types.txt"),
        (_nltk.stop_words, "corpora/stopwords/english"),
        (_tagger.tagger, f"taggers/{_tagger.NAME}/{_tagger.NAME}.tagdict.json"),
    ],
)
def test_data_that_cannot_be_read_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, load: Callable[[], object], place: str
) -> None:
    (tmp_path / place).mkdir(parents=True)
    monkeypatch.setattr("nltk.data.path", [str(tmp_path)])
    with pytest.raises(MissingData, match=rf"cannot be read \(.*{tmp_path}.*ifbench data pull"):
        once(load.__wrapped__)()  # type: ignore[attr-defined]


HARD = [*"[ \" ' . ! - 1 1. --. ?) ...a".split(" "), "\n", " ", "a ", "a.\n", "e.g. ", "A. ", "a.\x1c", ".\u00a0"]


@pytest.mark.parametrize("unit", HARD)
def test_linear(unit: str) -> None:
    nltk_punkt()
    text = Text((unit * 60_000)[:60_000])
    start = process_time()
    tokens(text)
    assert process_time() - start < 2.0
