"""A task's prompts in a training corpus."""

import gzip
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ifbench.contamination import TOO_COMMON, contamination
from ifbench.corpus import Corpus, Document
from ifbench.items import parse_items
from ifbench.tasks import Passport, Source, Task, load_task
from tests.conftest import Cli, row
from tests.ifbench.filtering.test_progress import on_a_terminal

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
        (ONE.replace("lighthouse", "_**light\u200bhou\u00adse**_"), 4),
        (ONE.replace("lighthouse", "ｌｉｇｈｔｈｏｕｓｅ"), 4),
        (ONE.replace("e", "e\u0301"), 0),
        (ONE + "\u0300\u0327" * 50_000, 4),
        (ONE.replace(" ", " ❤\ufe0f "), 4),
        *((ONE.replace("ho", f"h{unseen}o"), 4) for unseen in "\u200b\u200d\u202c\u2063\u180e\U000e0061"),
    ],
)
def test_so_many_words_in_a_row(text: str, shared: int) -> None:
    assert found(task_of(ONE, TWO), "other", text) == ({0: (shared, 4, "1")} if shared else {})


def test_a_short_prompt_is_looked_for_as_a_whole_and_a_shorter_one_not_at_all() -> None:
    whole = "Name five rivers that flow into a lake"
    report = contamination(task_of(SHORT, whole), [Document("a", f"{SHORT} {whole}!")])
    assert [(one.item, one.shared, one.of) for one in report.overlaps] == [(1, 1, 1)]
    assert (report.short, report.items, report.documents) == (1, 2, 1)


def test_a_short_prompt_is_told_as_whole(cli: Cli, task: Make, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus.jsonl"
    corpus.write_text(json.dumps({"text": "Name five rivers that flow into a lake"}))
    done = cli("contamination", task([row("a", "Name five rivers that flow into a lake")]), "--corpus", corpus)
    assert f"  a  whole, first in {corpus}, line 1" in done.out


def test_each_turn_is_looked_for_by_itself() -> None:
    turns = [{name: value for name, value in row(0, prompt).items() if name != "key"} for prompt in (ONE, SHORT, TWO)]
    items = parse_items([(1, {"key": "a", "turns": turns})], "rows")
    task = Task(Passport("t", "t", 1, "official", Source("t")), items, items, "rows")
    assert found(task, f"{TWO} {ONE}") == {"a": (8, 8, "0")}
    assert found(task, " ".join([*ONE.split()[5:], SHORT, *TWO.split()[:7]])) == {}


def test_what_stands_in_many_documents_tells_nothing() -> None:
    head, tail = " ".join(ONE.split()[:13]), " ".join(ONE.split()[3:])
    assert found(task_of(ONE), *[head] * TOO_COMMON) == {0: (1, 4, "0")}
    assert found(task_of(ONE), *[head] * (TOO_COMMON + 1)) == {}
    assert found(task_of(ONE), *[head] * (TOO_COMMON + 1), tail) == {0: (1, 4, str(TOO_COMMON + 1))}
    assert found(task_of(ONE), f"{head}. " * 50) == {0: (1, 4, "0")}


def test_what_is_too_common_is_counted_aside() -> None:
    head = " ".join(ONE.split()[:13])
    report = contamination(task_of(ONE, TWO), [Document(str(number), head) for number in range(TOO_COMMON + 1)])
    assert (report.overlaps, report.common) == ((), (0,))
    tells = [Document(str(number), ONE if number == TOO_COMMON else head) for number in range(TOO_COMMON + 1)]
    report = contamination(task_of(ONE, TWO), tells)
    assert ([one.shared for one in report.overlaps], report.common) == ([3], ())


JAPANESE = "あなたの町の図書館について、三つの段落で紹介してください。"
HINDI = "हिन्दी में अपने गाँव की सुबह के बारे में तीन छोटे अनुच्छेद लिखिए और फिर एक शीर्षक दीजिए"
FRENCH = "Décrivez en trois courts paragraphes l'été à la campagne, sans jamais répéter les mêmes mots."


@pytest.mark.parametrize("prompt", [JAPANESE, HINDI, FRENCH])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_in_other_scripts_and_in_either_form(prompt: str, form: Literal["NFC", "NFD"]) -> None:
    report = contamination(task_of(prompt), [Document("a", f"x {normalize(form, prompt).upper()} y")])
    assert report.short == 0
    assert [one.shared == one.of for one in report.overlaps] == [True]
    assert not found(task_of(prompt), " ".join(reversed(normalize(form, prompt))))


def test_marks_divide_no_word() -> None:
    """Else thirteen words in a row were five. They are of it."""
    [overlap] = contamination(task_of(HINDI), [Document("a", HINDI)]).overlaps
    assert overlap.of == len(HINDI.split()) - 12
    assert not found(task_of("की का के कि कु कू को कौ"), "का की कू के का कि कू को")


def test_a_stock_phrase_without_spaces_tells_nothing() -> None:
    first, other = (
        f"次の文章を日本語に翻訳してください。{rest}。" for rest in ("猫は寝ています", "私は東京に住んでいます")
    )
    assert found(task_of(first), first)
    assert not found(task_of(first), other)
    assert contamination(task_of("詩を書いてください"), []).short == 1


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


@given(st.text("ab \n。", max_size=200))
@settings(deadline=None)
def test_a_long_document_is_read_in_pieces(text: str) -> None:
    task = task_of("a b a a b b a b", "b a a a b a b b a")
    whole = found(task, text, size=8)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ifbench.contamination._PIECE", 5)
        assert found(task, text, size=8) == whole


@pytest.mark.parametrize(
    ("row", "at"),
    [
        ({"text": "a Canary 1f0c, b"}, "line 1"),
        ({"text": "a canary\n  1f0c\\-c2"}, "line 1"),
        ({"text": "a", "canary": "canary 1f0c"}, "line 1"),
        ({"text": "a canary 1f0c2"}, None),
        ({"text": "a", "canary": ["1f0c canary"]}, None),
        ({"text": "a", "metadata": [{"canary": "canary 1f0c"}]}, "line 1"),
        ({"text": None, "canary": "canary 1f0c"}, "line 1"),
        ({"text": "canary 1\u200bf０c"}, "line 1"),
    ],
)
def test_the_canary_is_found(row: dict[str, Any], at: str | None, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus.jsonl"
    corpus.write_text(json.dumps(row))
    wanted = at and f"{corpus}, {at}"
    assert contamination(task_of(ONE, canary="canary 1f0c"), Corpus([corpus], "text")).canary == wanted


@pytest.mark.parametrize("canary", ["", "  ", "-"])
def test_a_blank_canary_is_none(canary: str) -> None:
    assert contamination(task_of(ONE, canary=canary), [Document("a", "a  - b")]).canary is None


def test_nothing_of_a_name_reaches_the_terminal(cli: Cli, task: Make, tmp_path: Path) -> None:
    corpus = tmp_path / "\x1b[31mred\udcff.jsonl"
    corpus.write_text(json.dumps({"text": f"{ONE} canary 1f0c"}))
    done = cli("contamination", task([row("a\nb", ONE)], canary="canary 1f0c"), "--corpus", corpus)
    assert (done.code, done.err) == (0, "")
    seen = f"{tmp_path}/\\x1b[31mred\\udcff.jsonl, line 1"
    assert done.out.splitlines()[1:] == [
        f"  a b  100.0 % of its 13-grams, first in {seen}",
        f"  the file of the task itself was taken in: its canary string stands in {seen}",
    ]


def test_copies_are_told_of_and_long_lists_cut(cli: Cli, task: Make, tmp_path: Path) -> None:
    prompts = [f"{number} {ONE}" for number in range(22)]
    folder, corpus = task([row(f"k{number}", prompt) for number, prompt in enumerate(prompts)]), tmp_path / "c.jsonl"
    corpus.write_text("".join(json.dumps({"text": prompt}) + "\n" for prompt in prompts * 11))
    keys = ", ".join(f"k{number}" for number in range(20))
    says = f"  22 only in what over 10 documents hold, common wording or many copies: {keys} and 2 more; --json has all"
    done = cli("contamination", folder, "--corpus", corpus)
    assert done.out.splitlines() == ["mine: 0 of 22 items found, 242 documents read", says]
    assert len(cli("contamination", folder, "--corpus", corpus, "--json").json["common"]) == 22


def test_a_file_that_is_not_there_is_told_before_the_first_is_read(cli: Cli, task: Make, tmp_path: Path) -> None:
    broken = tmp_path / "broken.jsonl"
    broken.write_text("{")
    done = cli("contamination", task([row()]), "--corpus", broken, "--corpus", tmp_path / "none.jsonl")
    assert (done.code, done.out) == (2, "")
    assert "none.jsonl' does not exist" in done.err
    assert cli("contamination", "core", "--corpus", tmp_path).code == 2


def test_progress_on_a_terminal_and_nowhere_else(task: Make, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus.jsonl"
    corpus.write_text((json.dumps({"text": "other words " * 40}) + "\n") * 40_000)
    command = [sys.executable, "-m", "ifbench", "contamination", str(task([row("a", ONE)])), "--corpus", str(corpus)]
    told = re.findall(r"(\d+) rows · \d+ a second · (\d+)% read · \d+ s left(.)", on_a_terminal(command))
    assert {after for _, _, after in told} <= {"\x1b", "\r"}
    assert "40000" in {done for done, _, _ in told}
    assert subprocess.run(command, check=True, capture_output=True).stderr == b""


def test_how_much_of_several_files_is_read(tmp_path: Path) -> None:
    one, two = tmp_path / "one.jsonl", tmp_path / "two.jsonl"
    one.write_text('{"text": "a"}\n' * 3_000)
    two.write_text('{"text": "a"}\n' * 1_000)
    corpus = Corpus([one, two], "text")
    assert corpus.share is None
    shares = [corpus.share or 0 for _ in corpus]
    assert shares == sorted(shares)
    assert (shares[0] > 0, shares[2_999], shares[-1]) == (True, 0.75, 1)
    empty = tmp_path / "empty.jsonl"
    empty.write_text("")
    assert {corpus.share for corpus in [Corpus([one, empty], "text")] for _ in corpus} == {None}


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
        "mine: 1 of 3 items found, 2 documents read, 1 too short to tell",
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
