"""Rows: what loads, and what is refused with its exact place."""

import pytest

from ifbench.errors import UsageError
from ifbench.items import parse_items, rows_digest
from tests.conftest import row

NO_COMMA = "punctuation:no_comma"
WORDS = "length_constraints:number_words"


def load(*rows: dict) -> list:
    return [item.constraints("corrected") for item in parse_items(enumerate(rows, 1), "items.jsonl")]


def nested(depth: int) -> list:
    found: list = []
    for _ in range(depth):
        found = [found]
    return found


BAD = {
    "unknown id": (row(7, "Hi", ("punctuation:no_coma", {})), ["line 1", "key 7", "constraint 0", NO_COMMA]),
    "missing argument": (row(7, "Hi", (WORDS, {"relation": "at least"})), ["line 1", "key 7", "num_words"]),
    "surplus argument": (row(7, "Hi", (NO_COMMA, {"n": 3})), ["key 7", "'n'", "takes: none"]),
    "an argument that binding takes itself": (
        row(7, "Hi", (NO_COMMA, {"semantics": "official"})),
        ["key 7, constraint 0", NO_COMMA, "no argument 'semantics'"],
    ),
    "ill-typed argument": (
        row(7, "Hi", (NO_COMMA, {}), (WORDS, {"relation": "at least", "num_words": "9"})),
        ["constraint 1", "num_words", "'9'"],
    ),
    "a bool is no int": (row(7, "Hi", (WORDS, {"relation": "at least", "num_words": True})), ["num_words", "True"]),
    "a negative number": (row(7, "Hi", (WORDS, {"relation": "at least", "num_words": -1})), ["num_words", "-1"]),
    "an unknown relation": (row(7, "Hi", (WORDS, {"relation": "most", "num_words": 1})), ["relation", "'most'"]),
    "an empty keyword list": (row(7, "Hi", ("keywords:existence", {"keywords": []})), ["keywords"]),
    "a blank keyword": (row(7, "Hi", ("keywords:existence", {"keywords": [" "]})), ["keywords"]),
    "kwargs too short": ({**row(7), "kwargs": []}, ["key 7", "1 ids", "0 in kwargs"]),
    "kwargs of another type": ({**row(7), "kwargs": "{}"}, ["line 1", "kwargs"]),
    "no prompt": ({"key": 7, "instruction_id_list": [], "kwargs": []}, ["line 1", "key 7", "prompt"]),
    "a blank prompt": (row(7, " "), ["key 7", "blank"]),
    "no kwargs": (
        {"key": 7, "prompt": "Hi", "instruction_id_list": ["a:b"]},
        ["line 1, key 7: Object missing required field `kwargs`"],
    ),
    "no key": ({k: v for k, v in row().items() if k != "key"}, ["line 1", "key"]),
    "no constraints": (
        {"key": 7, "prompt": "Hi", "instruction_id_list": [], "kwargs": []},
        ["key 7", "no constraints"],
    ),
    "deep nesting": (row(7, "Hi", (NO_COMMA, {"n": nested(700)})), ["key 7", "nested too deeply"]),
    "a number that is not finite": (row(7, "Hi", (NO_COMMA, {"n": float("nan")})), ["key 7", "not finite"]),
    "a lone surrogate for a number": (
        row(7, "Hi", (WORDS, {"relation": "at least", "num_words": "\ud800"})),
        ["key 7", "constraint 0", "num_words", r"'\ud800'"],
    ),
    "a lone surrogate for an object": ({**row(7), "kwargs": ["\ud800"]}, ["line 1", "key 7", r"'\ud800'"]),
    "no turns": ({"key": 7, "turns": []}, ["key 7", "no turns"]),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_row_is_refused_with_its_place(name: str) -> None:
    bad, parts = BAD[name]
    with pytest.raises(UsageError) as error:
        load(bad)
    for part in ["items.jsonl", *parts]:
        assert part in str(error.value)


def test_duplicate_keys_name_both_lines() -> None:
    with pytest.raises(UsageError, match=r"line 3: key 1 stands twice, first in items.jsonl, line 1"):
        load(row(1), row(2), row(1))


def test_keys_that_read_alike_are_one_key() -> None:
    """The number 1 and the text "1" would share a place in the records."""
    with pytest.raises(UsageError, match="stands twice"):
        load(row(1), row("1"))


def test_no_rows_are_refused() -> None:
    with pytest.raises(UsageError, match="holds no items"):
        load()


def test_nulls_are_absent_and_integral_floats_are_ints() -> None:
    loaded = load(row(1, "Hi", (WORDS, {"relation": "at least", "num_words": 5.0, "keywords": None})))
    assert loaded[0][0][0].args == {"relation": "at least", "num_words": 5}


def test_the_digest_covers_what_is_asked_and_nothing_else() -> None:
    def digest(**changes: object) -> str:
        return rows_digest(parse_items([(1, {**row(), **changes})], "f"))

    same = {"kwargs": [{"n": None}], "witness": "Hello", "canary": "x", "kind": "letter"}
    assert {digest(**{name: value}) for name, value in same.items()} == {digest()}
    other = {"key": 2, "prompt": "Say hi.", "kwargs": [{"n": 1}], "instruction_id_list": ["a:b"]}
    assert len({digest(**{name: value}) for name, value in other.items()} | {digest()}) == 5


def test_fields_that_nothing_reads_are_known() -> None:
    flat = {**row(1), "wittness": "Hello.", "witness": "Hello.", "canary": "x", "kind": "letter"}
    turn = {name: value for name, value in row(2).items() if name != "key"}
    dialogue = {"key": 2, "prompt": "Hi", "turns": [{**turn, "kind": "letter"}, turn]}
    items = parse_items(enumerate([flat, dialogue, row(3)], 1), "f")
    assert [item.unread for item in items] == [("wittness",), ("prompt", "kind"), ()]


def test_a_dialogue_has_constraints_for_each_turn() -> None:
    turns = [{k: v for k, v in row(1, text).items() if k != "key"} for text in ("One", "Two")]
    (item,) = parse_items([(1, {"key": "d", "turns": turns})], "f")
    assert [prompt.text for prompt in item.prompts] == ["One", "Two"]
    assert [len(constraints) for constraints in item.constraints("corrected")] == [1, 1]
    turns[1]["kwargs"] = [{"semantics": "official"}]
    (item,) = parse_items([(1, {"key": "d", "turns": turns})], "f")
    with pytest.raises(UsageError, match="key 'd', turn 1, constraint 0"):
        item.constraints("corrected")
