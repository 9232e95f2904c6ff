"""A wrong call is one clear error that names id and argument; published rows load as they are."""

import pytest

from checkers import SEMANTICS, BadArgument, CheckerError, Semantics, UnknownChecker, bind, check, find, judge

WORDS = "length_constraints:number_words"
EXISTENCE = "keywords:existence"
POSITION = "keywords:keyword_specific_position"


@pytest.mark.parametrize("text", [None, 3, b"bytes", ["a"], object()])
def test_a_text_must_be_a_str(text: object) -> None:
    constraint = bind("punctuation:no_comma")
    for call in (constraint, lambda t: judge(t, [constraint]), lambda t: check("punctuation:no_comma", t)):
        with pytest.raises(TypeError, match="a text must be a str, not"):
            call(text)


@pytest.mark.parametrize("semantics", SEMANTICS)
def test_an_unknown_id_suggests_the_nearest(semantics: Semantics) -> None:
    with pytest.raises(UnknownChecker, match="did you mean punctuation:no_comma"):
        check("punctuation:no_coma", "Hi", semantics=semantics)
    with pytest.raises(UnknownChecker, match="`ifbench list checkers` shows them all"):
        check("zzz", "Hi", semantics=semantics)


def test_an_unknown_semantics() -> None:
    with pytest.raises(CheckerError, match="unknown semantics 'strict'; choose from official, corrected"):
        find("punctuation:no_comma", "strict")  # type: ignore[arg-type]


BAD = {
    "missing": (WORDS, {"relation": "at least"}, "num_words"),
    "null": (WORDS, {"relation": "at least", "num_words": None}, "num_words"),
    "surplus": (WORDS, {"relation": "at least", "num_words": 3, "words": 4}, "words"),
    "text for a number": (WORDS, {"relation": "at least", "num_words": "3"}, "num_words"),
    "a lone surrogate for a number": (WORDS, {"relation": "at least", "num_words": "\ud800"}, "num_words"),
    "a lone surrogate for a relation": (WORDS, {"relation": "\ud800", "num_words": 3}, "relation"),
    "half a word": (WORDS, {"relation": "at least", "num_words": 3.5}, "num_words"),
    "a bool": (WORDS, {"relation": "at least", "num_words": True}, "num_words"),
    "negative": (WORDS, {"relation": "at least", "num_words": -1}, "num_words"),
    "not finite": (WORDS, {"relation": "at least", "num_words": float("inf")}, "num_words"),
    "another relation": (WORDS, {"relation": "more than", "num_words": 3}, "relation"),
    "no keywords": (EXISTENCE, {"keywords": []}, "keywords"),
    "a blank keyword": (EXISTENCE, {"keywords": ["cat", " \n"]}, "keywords"),
    "a keyword that is no text": (EXISTENCE, {"keywords": ["cat", 3]}, "keywords"),
    "text for a list": (EXISTENCE, {"keywords": "cat"}, "keywords"),
}


@pytest.mark.parametrize("semantics", SEMANTICS)
def test_a_wrong_value_is_told_with_the_right_ones(semantics: Semantics) -> None:
    with pytest.raises(BadArgument, match="'atleast'; choose from at least, less than$"):
        bind(WORDS, semantics=semantics, relation="atleast", num_words=3)
    with pytest.raises(BadArgument, match=r"; choose from [\w, -]+, \.\.\. \(\d+ in all\)$"):
        bind("language:response_language", semantics=semantics, language="klingon")
    with pytest.raises(BadArgument, match="; choose from at least, less than$"):
        bind("keywords:word_count_different_numbers", semantics=semantics, keyword="a", frequency=1, relation="most")


@pytest.mark.parametrize("semantics", SEMANTICS)
@pytest.mark.parametrize("name", BAD)
def test_a_bad_argument_is_named_with_the_id(name: str, semantics: Semantics) -> None:
    id, args, argument = BAD[name]
    with pytest.raises(BadArgument) as error:
        bind(id, semantics=semantics, **args)
    assert error.value.argument == argument
    assert id in str(error.value)
    assert repr(argument) in str(error.value)


@pytest.mark.parametrize("blank", ["", "  ", "\u200b", ["\t"]])
@pytest.mark.parametrize("id", ["first_word:first_word_sent", "last_word:last_word_sent", "ratio:overlap", POSITION])
def test_a_blank_argument_is_refused_however_it_is_typed(id: str, blank: str | list[str]) -> None:
    example = find(id).follows[0].args
    argument = next(iter(example))
    with pytest.raises(BadArgument, match=f"{id}: argument '{argument}'"):
        bind(id, **{**example, argument: blank})
    if blank == "  ":
        assert bind(id, semantics="official", **{**example, argument: blank}).args[argument] == blank


@pytest.mark.parametrize("semantics", SEMANTICS)
def test_published_rows_load_with_nulls_and_integral_floats(semantics: Semantics) -> None:
    bound = bind("count:conjunctions", semantics=semantics, small_n=5.0, N=None, keywords=None)
    assert bound.args == {"small_n": 5}
    assert isinstance(bound.args["small_n"], int)
