"""The language of a text is what langdetect says with its seed at 0, whoever else uses langdetect."""

import random
import threading
from collections.abc import Iterator

import langdetect
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from checkers import Text
from checkers._draws import Leader, leader
from checkers._langdetect import SCALE, profiles
from checkers._language import UNKNOWN, _likeliest, identify, likely, odds

TEXTS = [
    ("The weather is fine today, and the birds are singing in the old trees.", "en"),
    ("Das Wetter ist heute schön, und die Vögel singen in den alten Bäumen.", "de"),
    ("今日は天気がよくて、鳥が歌っています。", "ja"),
    ("आज मौसम अच्छा है और पक्षी गा रहे हैं।", "hi"),
    ("12345 !!! 😀", None),
    ("https://example.org/a-page", None),
    ("\ud800\x00", None),
]


@pytest.mark.parametrize(("text", "language"), TEXTS)
def test_identify(text: str, language: str | None) -> None:
    assert identify(Text(text)) == language


@pytest.fixture
def seeded() -> Iterator[None]:
    before = langdetect.DetectorFactory.seed
    langdetect.DetectorFactory.seed = 0
    yield
    langdetect.DetectorFactory.seed = before


@pytest.mark.usefixtures("seeded")
def test_equal_to_langdetect_with_seed_0() -> None:
    rng = random.Random(1)
    words = " ".join(text for text, _ in TEXTS[:4]).split()
    for _ in range(100):
        text = " ".join(rng.choices(words, k=rng.randint(1, 12)))
        found = odds(Text(text))
        assert found is not None
        theirs = {language.lang: language.prob for language in langdetect.detect_langs(text)}
        assert dict(found) == pytest.approx(theirs, abs=1e-9)


def test_nobody_elses_seed_matters() -> None:
    text = "HELLO WORLD, HELLO"
    expected = odds(Text(text))
    before = langdetect.DetectorFactory.seed
    try:
        for seed in (1, 2, None):
            langdetect.DetectorFactory.seed = seed
            assert odds(Text(text)) == expected
    finally:
        langdetect.DetectorFactory.seed = before


def test_the_same_in_every_thread() -> None:
    answers: list[object] = []
    threads = [threading.Thread(target=lambda: answers.append(odds(Text("HELLO WORLD")))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(answers)) == 1


def test_unknown_is_an_answer() -> None:
    text = Text("x")
    text._views[_likeliest] = Leader("en", 0.09)
    assert identify(text) == UNKNOWN
    assert likely(text) is None


def made(rng: random.Random) -> str:
    """A text of words of several languages, of capitals, or of hardly anything."""
    words = " ".join(text for text, _ in TEXTS).split()
    text = " ".join(rng.choices(words, k=rng.randint(1, 30)))
    return rng.choice((text, text.upper(), text[: rng.randint(1, 6)]))


@pytest.mark.usefixtures("seeded")
def test_the_soon_known_answer_is_that_of_all_trials() -> None:
    rng = random.Random(2)
    soon = 0
    for text in map(Text, (made(rng) for _ in range(300))):
        ngrams = profiles().ngrams(text)
        found = leader(ngrams) if len(ngrams) else None
        chances = odds(text) or (("", 0.0),)
        assert identify(text) == (chances[0][0] if len(ngrams) else None)
        assert likely(text) == (chances[0][0] if chances[0][1] > 0.5 else None)
        soon += found is not None
        assert found is None or found.language == chances[0][0]
    assert soon > 100


MIXED = [
    "sare marron",
    "i over skogen hvor raske hvor hunden late raske skogen inn",
    "bosque et par marron dans la le salta par zorro saute dans salta perro corre",
]
"""The words made for few draws end where a trial begins."""


@pytest.mark.usefixtures("seeded")
@pytest.mark.parametrize("text", MIXED)
def test_where_draws_run_out(text: str) -> None:
    assert identify(Text(text)) == langdetect.detect(text)


CHARACTERS = st.sampled_from(
    [*"aAbBzZ éÉñßşș ıİěĐ дДжЖ αΑ אב عی ۱ हिन्दी ไท 漢字们 かカ ㄅ 안녕 ½ “” – 1,. 𝐀 𝐚 ắạ", "\u0301", "\ud800", "\x00"]
)


@given(st.text(CHARACTERS, max_size=60) | st.text(max_size=40))
@example("THIS is A Test OF CAPITALS, ÉTÉ and ДД")
@example(" a  b ")
@settings(deadline=None)
def test_the_ngrams_of_a_text_are_those_of_langdetect(text: str) -> None:
    detector = langdetect.detector_factory._factory
    if not detector:
        langdetect.detector_factory.init_factory()
        detector = langdetect.detector_factory._factory
    theirs = detector.create()
    theirs.append(text)
    theirs.cleaning_text()
    wanted = [theirs.word_lang_prob_map[gram] for gram in theirs._extract_ngrams()]
    order = [detector.langlist.index(language) for language in profiles().languages]
    found = profiles().shares(profiles().ngrams(Text(text))) / SCALE
    assert found.tolist() == [[chances[place] for place in order] for chances in wanted]
