"""Rewards: what a text earns in each mode, the forms of constraints, what is refused, and from many threads."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from checkers import (
    MAX_CONSTRAINTS,
    MODES,
    BadArgument,
    CheckerError,
    Constraint,
    Rewarded,
    UnknownChecker,
    Verdict,
    bind,
    bind_all,
    checker,
    ex,
    registry,
    reward,
    rewarded,
    rewards,
)
from checkers._reward import earned

NO_COMMA = {"id": "punctuation:no_comma"}
AT_LEAST_300 = {"id": "length_constraints:number_words", "args": {"relation": "at least", "num_words": 300}}
PAIR = (["punctuation:no_comma", "length_constraints:number_words"], [None, AT_LEAST_300["args"]])
FORMS: dict[str, Any] = {
    "id and args": [NO_COMMA, AT_LEAST_300],
    "instruction_id and kwargs": [
        {"instruction_id": NO_COMMA["id"], "kwargs": {}},
        {"instruction_id": AT_LEAST_300["id"], "kwargs": AT_LEAST_300["args"]},
    ],
    "IFEval's two lists": PAIR,
    "a row of IFEval": {"key": 1, "prompt": "", "instruction_id_list": PAIR[0], "kwargs": PAIR[1]},
    "open-instruct's names": {"instruction_id": PAIR[0], "kwargs": PAIR[1]},
    "both spellings, one of them null, as a table of both holds them": [
        {"id": None, "args": None, "instruction_id": NO_COMMA["id"], "kwargs": None},
        {**AT_LEAST_300, "instruction_id": None, "kwargs": None},
    ],
    "nulls and integral floats": [
        NO_COMMA,
        {**AT_LEAST_300, "args": {**AT_LEAST_300["args"], "num_words": 300.0, "n": None}},
    ],
    "bound": [bind(NO_COMMA["id"]), bind(AT_LEAST_300["id"], **AT_LEAST_300["args"])],
    "a mixture": (bind(NO_COMMA["id"]), AT_LEAST_300),
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_every_form_is_the_same_demand(form: Any) -> None:
    assert [(one.id, dict(one.args)) for one in bind_all(form)] == [
        ("punctuation:no_comma", {}),
        ("length_constraints:number_words", {"relation": "at least", "num_words": 300}),
    ]


@pytest.mark.parametrize(
    ("text", "all_", "fraction", "closeness"),
    [
        ("word " * 300, 1.0, 1.0, 1.0),
        ("word " * 288, 0.0, 0.5, 0.98),
        ("word, " * 300, 0.0, 0.5, (1 + 1 / 301) / 2),
        ("a, b", 0.0, 0.0, (1 / 2 + 2 / 300) / 2),
        (None, 0.0, 0.0, 0.0),
        ("", 0.0, 0.0, 0.0),
        (" \n\u200b\t", 0.0, 0.0, 0.0),
        ("word " * 200_001, 0.0, 0.0, 0.0),  # over the size that is judged
    ],
)
def test_what_a_text_earns(text: str | None, all_: float, fraction: float, closeness: float) -> None:
    found = [reward(text, [NO_COMMA, AT_LEAST_300], mode=mode) for mode in ("all", "fraction", "closeness")]
    assert found == pytest.approx([all_, fraction, closeness], abs=1e-12)


def test_closeness_rises_with_every_word() -> None:
    earned_ = [reward("word " * n, [AT_LEAST_300], mode="closeness") for n in range(1, 301)]
    assert earned_ == sorted(set(earned_))
    assert earned_[287] == pytest.approx(0.96)
    assert earned_[-1] == 1.0


@pytest.mark.parametrize("mode", ["fraction", "closeness"])
@pytest.mark.parametrize("closeness", [1 - 2**-53, 1.0, 7.0, float("inf"), float("nan"), -3.0, 0.0])
def test_only_what_is_followed_earns_one(mode: Any, closeness: float) -> None:
    broken = object.__new__(Verdict)
    for name, value in {"ok": False, "why": "", "spans": (), "closeness": closeness, "fault": None}.items():
        object.__setattr__(broken, name, value)
    good = Verdict(True, "")
    assert 0 <= earned([broken], mode) < 1
    assert 0 <= earned([good] * 99 + [broken], mode) < 1
    assert earned([good] * 99, mode) == 1.0


DEEP: list[Any] = []
for _ in range(5_000):
    DEEP = [DEEP]
WRONG: dict[str, tuple[Any, type[CheckerError], str]] = {
    "nested too deep": ([{"id": "keywords:existence", "args": {"keywords": DEEP}}], CheckerError, "nested too deep"),
    "unknown id": ([NO_COMMA, {"id": "punctuation:no_coma"}], UnknownChecker, "constraint 1: .*did you mean"),
    "bad argument": ([{"id": AT_LEAST_300["id"], "args": {"relation": "at least"}}], BadArgument, "'num_words'"),
    "surplus argument": ([{**NO_COMMA, "args": {"n": 1}}], BadArgument, "no argument 'n'"),
    "semantics as an argument": ([{**NO_COMMA, "args": {"semantics": "official"}}], CheckerError, "unusable"),
    "argument names of another type": ([{**NO_COMMA, "args": {1: 2}}], CheckerError, "unusable"),
    "a misspelt field": ([{**NO_COMMA, "arg": {}}], CheckerError, "expected"),
    "two ids": ([{**NO_COMMA, "instruction_id": "keywords:existence"}], CheckerError, "give one of them"),
    "two sets of arguments": ([{**AT_LEAST_300, "kwargs": {}}], CheckerError, "'args' and 'kwargs' say the same"),
    "two lists of ids": (
        {"instruction_id_list": PAIR[0], "instruction_id": PAIR[0], "kwargs": PAIR[1]},
        CheckerError,
        "give one of them",
    ),
    "no id": ([{"args": {}}], CheckerError, "expected"),
    "a bare id": (["punctuation:no_comma"], CheckerError, "constraint 0: expected"),
    "a string": ("punctuation:no_comma", CheckerError, "must be a list, not str"),
    "nothing": ([], CheckerError, "no constraints"),
    "no row": ({}, CheckerError, "two lists"),
    "lists of two lengths": ((["a:b"], []), CheckerError, "1 ids but 0 kwargs"),
    "too many": ([NO_COMMA] * (MAX_CONSTRAINTS + 1), CheckerError, "at most 100"),
    "not plain data": ([{**AT_LEAST_300, "args": {"relation": object(), "num_words": 3}}], BadArgument, "'relation'"),
}


@pytest.mark.parametrize(("constraints", "kind", "says"), WRONG.values(), ids=WRONG)
@pytest.mark.parametrize("text", [None, "", "no comma here"])
def test_what_cannot_be_judged_raises_and_never_pays(constraints: Any, kind: Any, says: str, text: str | None) -> None:
    for _ in range(2):  # the second time nothing is remembered
        with pytest.raises(kind, match=says):
            reward(text, constraints)


def test_wrong_calls() -> None:
    with pytest.raises(TypeError, match="not bytes"):
        reward(b"text", [NO_COMMA])  # type: ignore[arg-type]
    with pytest.raises(CheckerError, match="unknown mode 'best'"):
        reward("text", [NO_COMMA], mode="best")  # type: ignore[arg-type]
    with pytest.raises(CheckerError, match="unknown semantics"):
        reward("text", [NO_COMMA], semantics="right")  # type: ignore[arg-type]


def test_a_batch_gives_each_text_its_own() -> None:
    texts = ["word " * 300, "a, b", None]
    demands = [[NO_COMMA, AT_LEAST_300], [NO_COMMA], PAIR]
    assert rewards(texts, demands) == [1.0, 0.0, 0.0]
    assert rewards(texts, demands, mode="closeness") == [
        reward(t, d, mode="closeness") for t, d in zip(texts, demands, strict=True)
    ]
    with pytest.raises(CheckerError, match="3 texts but 1"):
        rewards(texts, demands[:1])
    with pytest.raises(UnknownChecker, match="text 1: constraint 0"):
        rewards(["a", "b"], [[NO_COMMA], [{"id": "no:such"}]])


def test_semantics_reaches_what_is_not_bound_yet() -> None:
    capitals = {"id": "change_case:english_capital"}
    assert bind_all([capitals], "official")[0].checker.semantics == "official"
    kept = bind_all([bind(NO_COMMA["id"], semantics="official"), NO_COMMA], "corrected")
    assert [one.checker.semantics for one in kept] == ["official", "corrected"]


def test_what_was_bound_is_remembered_and_cannot_be_changed_from_outside() -> None:
    words = ["one"]
    demand = {"id": "keywords:existence", "args": {"keywords": words}}
    first = bind_all([demand])[0]
    assert bind_all([demand])[0] is first
    words.append("two")
    assert dict(first.args) == {"keywords": ["one"]}
    assert dict(bind_all([demand])[0].args) == {"keywords": ["one", "two"]}


@pytest.mark.parametrize("word", ["\ud800", "x" * 5_000])
def test_what_is_not_remembered_is_judged_the_same(word: str) -> None:
    demand = {"id": "keywords:existence", "args": {"keywords": [word]}}
    assert reward(f"a {word} b", [demand]) == 1.0


def test_the_verdicts_come_with_the_reward() -> None:
    found = rewarded("a, b", bind_all([NO_COMMA]), "closeness")
    assert found == Rewarded(0.5, (found.verdicts[0],))
    assert (found.verdicts[0].why, found.verdicts[0].spans) == ("1 comma, wanted none", ())
    assert rewarded(None, bind_all([NO_COMMA])).verdicts == ()
    assert rewarded("a, b", iter(bind_all([NO_COMMA]))) == rewarded("a, b", bind_all([NO_COMMA]))


def test_many_threads_agree() -> None:
    texts = [f"Word {n}, " * (n % 40 + 1) for n in range(400)]
    demands = [
        [NO_COMMA, {**AT_LEAST_300, "args": {"relation": "at least", "num_words": n % 50 + 1}}] for n in range(400)
    ]
    alone = rewards(texts, demands, mode="closeness")
    with ThreadPoolExecutor(8) as threads:
        together = list(
            threads.map(lambda pair: reward(pair[0], pair[1], mode="closeness"), zip(texts, demands, strict=True))
        )
    assert together == alone


def test_a_checker_that_fails_pays_nothing() -> None:
    @checker("test:fails", says="Fail.", follows=ex("x"), breaks=ex(""))
    def fails(text: str) -> Verdict:
        raise ValueError("no")

    try:
        constraint = Constraint(registry()["corrected", "test:fails"])
        assert [reward("text", [constraint], mode=mode) for mode in MODES] == [0.0, 0.0, 0.0]
    finally:
        del registry()["corrected", "test:fails"]  # type: ignore[attr-defined]


def test_every_checker_pays_one_exactly_when_followed() -> None:
    for (semantics, id), one in registry().items():
        if semantics == "corrected":
            for example in (*one.follows, *one.breaks):
                demands = [{"id": id, "args": json.loads(json.dumps(example.args))}]
                dense = reward(example.text, demands, mode="closeness")
                assert 0 <= dense <= 1
                assert (dense == 1) == (example in one.follows) == (reward(example.text, demands) == 1), (id, example)
