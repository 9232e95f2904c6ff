"""The file of a baseline: small, reviewable, the same bytes for the same run, and read only when it is whole."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ifbench.errors import Exit, IfbenchError, UsageError
from ifbench.gate.baseline import bless as write
from ifbench.gate.baseline import read_baseline, to_text
from ifbench.gate.loading import load_run
from ifbench.gate.outcomes import Where
from ifbench.gate.results import Result
from tests.conftest import Cli, answers
from tests.ifbench.gate.conftest import FAIL, PASS, MakeRun, bits, rows

Bless = Callable[..., Path]


def test_the_file_is_small_and_has_a_line_for_each_item(run: MakeRun, bless: Bless) -> None:
    path = bless(run("before", [*bits(100, 198), "One, two", " "], truncated=[1]))
    assert path.parts[-3:] == ("baselines", "mine", "main.json")
    assert path.stat().st_size < 5_000
    text = path.read_text()
    for line in ('  [1, "11"],', '  [2, "11t"],', '  [200, "00e"],', '  ["k3", "11"],', '  [199, "01"],'):
        assert f"{line}\n" in text
    value = json.loads(text)
    assert value["totals"] == {
        "items": 200, "answers": 200, "passed": 100, "constraints": 400, "followed": 201, "truncated": 1, "empty": 1,
    }  # fmt: skip
    assert len(value["conditions"]["rows"]) == 64
    assert value["conditions"]["semantics"] == "corrected"


def plain(result: Result) -> dict[Any, tuple[bool, ...]]:
    return {
        (key, where): (*answer.followed, answer.truncated, answer.empty)
        for key, answers in result.answers.items()
        for where, answer in answers.items()
    }


def test_what_is_read_is_what_was_blessed(run: MakeRun, bless: Bless) -> None:
    place = run("before", [[PASS, FAIL], ["One, two", " "], [PASS, PASS]])
    before, found = load_run(place, "mine"), read_baseline(bless(place))
    assert found.conditions == before.conditions
    assert found.model == before.model
    assert found.origin == before.origin
    plain = {
        key: {at: (a.followed, a.truncated, a.empty) for at, a in answers.items()}
        for key, answers in before.answers.items()
    }
    assert plain == {
        k: {at: (a.followed, a.truncated, a.empty) for at, a in v.items()} for k, v in found.answers.items()
    }
    assert found.answers[2][Where("", 1, 0)].empty


def test_blessing_again_changes_no_byte(run: MakeRun, bless: Bless) -> None:
    place = run("before", bits(3, 7))
    first = bless(place).read_bytes()
    assert bless(place).read_bytes() == first
    assert bless(place, name="other").read_bytes() != first


def test_what_a_baseline_replaces_is_told(run: MakeRun, bless: Bless, cli: Cli, tmp_path: Path) -> None:
    path = bless(run("before", bits(6, 8)))
    args = ("--name", "main", "--to", tmp_path / "baselines")
    assert cli("bless", tmp_path / "runs" / "before", *args).err == ""
    after = run("after", bits(2, 8))
    assert cli("bless", after, *args).err == "ifbench: mine: replaces main: 75.0 % before, 25.0 % now\n"
    path.write_text("{")
    assert cli("bless", after, *args).err == "ifbench: mine: replaces main: unreadable before, 25.0 % now\n"
    assert read_baseline(path).name == "main"


def test_given_answers_of_which_one_is_missing_are_not_blessed(
    gated_task: Callable[..., Path], cli: Cli, tmp_path: Path
) -> None:
    """Running the command again cannot help; rows without the item do."""
    folder, data, place = gated_task(6), tmp_path / "rows.jsonl", tmp_path / "runs" / "some"
    given = answers(tmp_path / "given.jsonl", *((row["prompt"], PASS) for row in rows(6)[1:]))
    made = ("score", "--task", folder, "--responses", given, "-o", place)
    assert cli(*made).code == 0
    args = ("bless", place, "--name", "main", "--to", tmp_path)
    done = cli(*args)
    says = "1 answer is missing or an error; give what is missing, or score against rows without it (--data)"
    assert (done.code, done.err) == (3, f"ifbench: {place}: {says}\n")
    data.write_text("".join(json.dumps(row) + "\n" for row in rows(6)[1:]))
    assert cli(*made, "--fresh", "--data", data).code == 0
    assert cli(*args).code == 0


def test_dialogues_and_variants_survive(run: MakeRun, tmp_path: Path) -> None:
    result = load_run(run("before", bits(2, 3)), "mine")
    (answer, *_) = [answers[Where("", 0, 0)] for answers in result.answers.values()]
    result.answers[1].update({Where("", 0, 2): answer, Where("b", 0, 0): answer, Where("b", 0, 1): answer})  # type: ignore[attr-defined]
    path = write(result, "main", tmp_path)
    assert '[1, "11//11"]' in path.read_text()
    assert '[1, "11/11", "b"]' in path.read_text()
    assert read_baseline(path).answers[1].keys() == result.answers[1].keys()


@pytest.mark.parametrize("name", ["", "../up", "a/b", ".hidden", "-o", "a b"])
def test_a_name_that_is_no_file_name_is_refused(run: MakeRun, cli: Cli, tmp_path: Path, name: str) -> None:
    done = cli("bless", run("before", bits(1, 2)), f"--name={name}", "--to", tmp_path / "baselines")
    assert done.code == 2
    assert "cannot be a file's name" in done.err
    assert not (tmp_path / "baselines").exists()


def test_half_a_run_is_not_blessed(run: MakeRun, cli: Cli, tmp_path: Path) -> None:
    place = run("before", bits(1, 6))
    record = json.loads((place / "run.json").read_text())
    record["tasks"]["mine"]["items"] += [7, 8]
    (place / "run.json").write_text(json.dumps(record))
    done = cli("bless", place, "--name", "main", "--to", tmp_path / "baselines")
    assert done.code == 3
    assert "half a run: 2 of 8 answers are not judged" in done.err
    assert not (tmp_path / "baselines").exists()


def test_a_run_judged_in_both_semantics_takes_a_choice(run: MakeRun, cli: Cli, tmp_path: Path) -> None:
    place = run("before", bits(4, 6), "--semantics", "both")
    assert cli("bless", place, "--name", "main", "--to", tmp_path).code == 2
    done = cli("bless", place, "--name", "main", "--to", tmp_path, "--semantics", "official")
    assert done.code == 0
    assert read_baseline(Path(done.out.strip())).conditions.semantics == "official"


def changed(change: Callable[[dict[str, Any]], Any]) -> Callable[[str], str]:
    def apply(text: str) -> str:
        value = json.loads(text)
        change(value)
        return json.dumps(value)

    return apply


DAMAGE: dict[str, tuple[Callable[[str], str], Exit, str]] = {
    "torn": (lambda text: text[:-40], Exit.USAGE, "is damaged"),
    "empty": (lambda _: "", Exit.USAGE, "is damaged"),
    "deep": (lambda _: "[" * 100_000, Exit.USAGE, "is damaged"),
    "a list": (lambda _: "[]", Exit.USAGE, "is no baseline"),
    "another file": (lambda _: '{"schema": 1}', Exit.USAGE, "is no baseline"),
    "schema": (changed(lambda v: v.update(schema=2)), Exit.NOT_COMPARABLE, "of schema 2, not 1"),
    "no items": (changed(lambda v: v.pop("items")), Exit.USAGE, "missing required field `items`"),
    "more": (changed(lambda v: v.update(secret=1)), Exit.USAGE, "unknown field `secret`"),
    "a bit": (changed(lambda v: v["items"].__setitem__(0, [1, "12"])), Exit.USAGE, "item 1 has no answer '12'"),
    "no bit": (changed(lambda v: v["items"].__setitem__(0, [1, ""])), Exit.USAGE, "item 1 has no answer ''"),
    "flipped": (changed(lambda v: v["items"].__setitem__(0, [1, "00"])), Exit.USAGE, "do not add up"),
    "dropped": (changed(lambda v: v["items"].pop()), Exit.USAGE, "do not add up"),
    "twice": (changed(lambda v: v["items"].append(v["items"][0])), Exit.USAGE, "item 1 stands twice"),
    "samples": (changed(lambda v: v["items"].__setitem__(0, [1, "11 11"])), Exit.USAGE, "has 2 samples, not 1"),
    "shape": (changed(lambda v: v["items"].append([1])), Exit.USAGE, "is not [key, answers]"),
    "number": (changed(lambda v: v["items"].append([1, 2])), Exit.USAGE, "is not [key, answers]"),
    "type": (changed(lambda v: v["conditions"].update(max_tokens="many")), Exit.USAGE, "max_tokens"),
    "nan": (changed(lambda v: v["conditions"].update(temperature=float("nan"))), Exit.USAGE, "must be finite"),
    "infinite": (lambda text: text.replace('"top_p": 1.0', '"top_p": 1e999'), Exit.USAGE, "must be finite"),
}  # fmt: skip


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_is_refused(run: MakeRun, bless: Bless, cli: Cli, name: str) -> None:
    damage, code, part = DAMAGE[name]
    place = run("before", bits(3, 6))
    path = bless(place)
    path.write_text(damage(path.read_text()))
    done = cli("regress", place, "--baseline", path)
    assert (done.code, done.out) == (code, "")
    assert part in done.err
    assert "Traceback" not in done.err


def test_absent_and_folder(run: MakeRun, cli: Cli, tmp_path: Path) -> None:
    place = run("before", bits(3, 6))
    assert "cannot read" in cli("regress", place, "--baseline", tmp_path / "nowhere.json").err
    done = cli("regress", place, "--baseline", place)
    assert done.code == 2
    assert "is a folder, not a baseline" in done.err


def test_only_bless_writes(run: MakeRun, bless: Bless, cli: Cli, tmp_path: Path) -> None:
    place = run("before", bits(30, 30))
    path = bless(place)
    before = path.read_bytes()
    cli("regress", run("worse", bits(0, 30)), "--baseline", path)
    cli("compare", place, path)
    assert path.read_bytes() == before
    assert [file for file in (tmp_path / "baselines").rglob("*") if file.is_file()] == [path]


def test_the_text_is_that_of_the_result(run: MakeRun) -> None:
    result = load_run(run("before", bits(3, 6)), "mine")
    assert json.loads(to_text(result, "main"))["name"] == "main"
    with pytest.raises(IfbenchError) as error:
        write(result, "main", Path("/proc/ifbench"))
    assert isinstance(error.value, UsageError)
