"""A task's prompts in a training corpus."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ifbench.contamination import TOO_COMMON, Document, contamination
from ifbench.items import parse_items
from ifbench.tasks import Passport, Source, Task, load_task
from tests.conftest import Cli, row

ONE = "Describe in one short paragraph how a lighthouse keeper spends the longest night of the year."
TWO = "Give me nine reasons why a small town library should stay open on Sundays in winter."
SHORT = "Say hello to the world."
Make = Callable[..., Path]


def task_of(*prompts: str, canary: str = "") -> Task:
    items = parse_items(enumerate((row(key, prompt) for key, prompt in enumerate(prompts)), 1), "rows")
    return Task(Passport("t", "t", 1, "official", Source("t"), canary=canary), items, items, "rows")


def found(task: Task, *texts: str, size: int = 13) -> dict[Any, tuple[int, int, str]]:
    documents = [Document(str(number), text) for number, text in enumerate(texts)]
    return {one.item: (one.shared, one.of, one.where) for one in contamination(task, documents, size).overlaps}


@pytest.mark.parametrize(
    ("text", "shared"),
    [
        (ONE, 4),
        (f"Q: {ONE.upper()} A:", 4),
        (ONE.replace(" ", " \n- "), 4),
        (" ".join(ONE.split()[:13]), 1),
        (" ".join(ONE.split()[3:]), 1),
        (" ".join(ONE.split()[:12]), 0),
        (ONE.replace("lighthouse", "light house"), 0),
        (" ".join(reversed(ONE.split())), 0),
        ("", 0),
    ],
)
def test_so_many_words_in_a_row(text: str, shared: int) -> None:
    assert found(task_of(ONE, TWO), "other", text) == ({0: (shared, 4, "1")} if shared else {})


def test_a_short_prompt_is_looked_for_as_a_whole_and_a_shorter_one_not_at_all() -> None:
    whole = "Name five rivers that flow into a lake"
    report = contamination(task_of(SHORT, whole), [Document("a", f"{SHORT} {whole}!")])
    assert [(one.item, one.shared, one.of) for one in report.overlaps] == [(1, 1, 1)]
    assert (report.short, report.items, report.documents) == (1, 2, 1)


def test_what_stands_in_many_documents_tells_nothing() -> None:
    head, tail = " ".join(ONE.split()[:13]), " ".join(ONE.split()[3:])
    assert found(task_of(ONE), *[head] * TOO_COMMON) == {0: (1, 4, "0")}
    assert found(task_of(ONE), *[head] * (TOO_COMMON + 1)) == {}
    assert found(task_of(ONE), *[head] * (TOO_COMMON + 1), tail) == {0: (1, 4, str(TOO_COMMON + 1))}
    assert found(task_of(ONE), f"{head}. " * 50) == {0: (1, 4, "0")}


def test_the_first_document_is_named_whatever_it_holds() -> None:
    words = ONE.split()
    assert found(task_of(ONE), "none", " ".join(words[3:]), " ".join(words[:13])) == {0: (2, 4, "1")}
    assert found(task_of(ONE), "none", " ".join(words[:13]), " ".join(words[3:])) == {0: (2, 4, "1")}


def test_the_most_shared_stands_first() -> None:
    assert list(found(task_of(ONE, TWO), TWO, " ".join(ONE.split()[3:]))) == [1, 0]


WORDS = st.lists(st.sampled_from("ab"), max_size=30)


@given(st.lists(WORDS, min_size=1, max_size=3), st.lists(WORDS, max_size=4))
@settings(deadline=None)
def test_nothing_is_missed_and_nothing_made_up(prompts: list[list[str]], texts: list[list[str]]) -> None:
    def grams(words: list[str]) -> set[str]:
        return {" ".join(words[at : at + 8]) for at in range(len(words) - 7)}

    task = task_of(*(" ".join(["-", *words]) for words in prompts))
    by_hand = {key: len(grams(words) & set().union(*map(grams, texts))) for key, words in enumerate(prompts)}
    assert {key: one[0] for key, one in found(task, *map(" ".join, texts), size=8).items()} == {
        key: number for key, number in by_hand.items() if number
    }


def test_the_command(cli: Cli, task: Make, tmp_path: Path) -> None:
    folder = task([row("a", ONE), row("b", TWO), row("c", SHORT)], canary="canary 1f0c")
    plain, packed = tmp_path / "a.jsonl", tmp_path / "b.jsonl.gz"
    plain.write_text(
        json.dumps({"messages": [{"content": TWO}]}) + "\n" + json.dumps({"messages": [{"content": None}]})
    )
    packed.write_bytes(gzip.compress(json.dumps({"messages": [{"content": "x canary 1f0c"}]}).encode()))
    asked = ("contamination", folder, "--corpus", plain, "--corpus", packed, "--text-field", "messages.0.content")
    done = cli(*asked)
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines() == [
        "mine: 1 of 3 items in 2 documents, 1 too short to tell",
        f"  b  100.0 % of its 13-grams, first in {plain}, line 1",
        f"  the file of the task itself was taken in: its canary string stands in {packed}, line 1",
    ]
    told = cli(*asked, "--json").json
    assert (told["schema"], told["n"], told["items"], told["short"], told["documents"]) == (1, 13, 3, 1, 2)
    assert told["overlaps"] == [{"item": "b", "shared": 4, "of": 4, "where": f"{plain}, line 1"}]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('{"body": "a"}', "line 1: no field 'text' (it has: body); name the field with --text-field"),
        (
            '{"text": 3}',
            "line 1: the field 'text' holds a int, wanted a string or null; name the field with --text-field",
        ),
        ("{", "line 1"),
    ],
)
def test_a_row_without_a_text(cli: Cli, task: Make, tmp_path: Path, line: str, says: str) -> None:
    corpus = tmp_path / "corpus.jsonl"
    corpus.write_text(line + "\n")
    done = cli("contamination", task([row()]), "--corpus", corpus)
    assert (done.code, done.out) == (2, "")
    assert f"{corpus}, {says}" in done.err
    assert cli("contamination", "core", "--corpus", tmp_path / "none.jsonl").code == 2


def test_the_shipped_task_is_found_in_itself() -> None:
    core = load_task("core")
    documents = (Document(str(item.key), prompt.text) for item in core.items for prompt in item.prompts)
    report = contamination(core, documents)
    assert len(report.overlaps) + report.short == report.items
