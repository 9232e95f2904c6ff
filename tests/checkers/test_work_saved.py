"""What need not be looked at, or not again, is not: long texts without structure stay cheap."""

from collections.abc import Callable
from typing import Any

import pytest

from checkers import sentence_rules
from checkers._blocks import blocks
from checkers._sentences import sentences
from checkers._text import Text
from checkers._verdict import Pieces, Verdict
from checkers._words import words
from checkers.format_answer import thesis
from checkers.format_marks import title_case

PARAGRAPHS = Text("b\n\n" * 100)


def test_equal_sentences_are_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def watched(text: str) -> Pieces:
        asked.append(text)
        return words(text)

    monkeypatch.setattr(sentence_rules, "words", watched)
    rules: list[tuple[Callable[..., Verdict], dict[str, Any]]] = [
        (sentence_rules.alliteration_increment, {}),
        (sentence_rules.increment, {"small_n": 1}),
    ]
    for rule, args in rules:
        asked.clear()
        verdict = rule(Text("東。京。" * 100), **args)
        assert sorted(asked) == ["京。", "東。"]
        assert len(verdict.spans) == 199


def test_where_nothing_is_in_italics_no_blocks_are_needed() -> None:
    assert thesis(PARAGRAPHS).spans == ((0, len(PARAGRAPHS)),)
    assert blocks not in PARAGRAPHS._views


def test_where_no_small_word_may_be_minor_first_words_are_not_needed() -> None:
    assert len(title_case(PARAGRAPHS).spans) == 100
    assert sentences not in PARAGRAPHS._views
