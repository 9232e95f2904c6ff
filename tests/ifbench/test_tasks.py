"""Tasks: found, read, pinned, narrowed."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ifbench.errors import UsageError
from ifbench.tasks import load_task, shipped
from tests.conftest import row

PASSPORT = {"id": "x", "title": "", "version": 1, "semantics": "official", "source": {"file": "f"}}
Make = Callable[..., Path]


def test_the_shipped_tasks_are_found() -> None:
    assert {"core", "ifeval"} <= set(shipped())


def test_an_unknown_task_suggests_the_nearest() -> None:
    with pytest.raises(UsageError, match="unknown task 'ifevl'; did you mean ifeval?"):
        load_task("ifevl")


def test_a_folder_is_a_task(task: Make) -> None:
    loaded = load_task(str(task([row("a"), row("b")])))
    assert [item.key for item in loaded.items] == ["a", "b"]
    assert loaded.pinned is None


def test_rows_that_are_not_the_pinned_ones_are_refused(task: Make) -> None:
    folder = task([row("a")], source={"file": "items.jsonl", "sha256": "0" * 64})
    with pytest.raises(UsageError, match=r"not those that task.yaml pins .*--data"):
        load_task(str(folder))
    assert load_task(str(folder), folder / "items.jsonl").pinned is False


def test_the_published_rows_carry_the_pin_of_ifeval(shared: Path) -> None:
    loaded = load_task("ifeval", shared / "data" / "ifeval" / "input_data.jsonl")
    assert loaded.pinned is True
    assert len(loaded.items) == 541


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("id: [", "while parsing"),
        ("id: x", "missing required field"),
        ("!!python/object/apply:os.getcwd []", "could not determine a constructor"),
        (json.dumps({**PASSPORT, "semantics": "right"}), "semantics"),
        (json.dumps({**PASSPORT, "code": 1}), "code"),
        (json.dumps({**PASSPORT, "id": "../outside"}), "id"),
        (json.dumps({**PASSPORT, "id": ""}), "id"),
        (json.dumps({**PASSPORT, "id": "run.json"}), "id"),
        (json.dumps({**PASSPORT, "sampling": {"max_tokens": 0}}), "max_tokens"),
        (json.dumps({**PASSPORT, "sampling": {"temperature": -1}}), "temperature"),
        (
            json.dumps({**PASSPORT, "sampling": {"max_token": 7}}),
            "no 'max_token'; did you mean max_tokens?",
        ),
        (json.dumps({**PASSPORT, "sampling": 3}), "sampling"),
        ("id: 2026-99-99", "month"),
        ("id: " + "[" * 3000, "task.yaml"),
        ("id: !!bool often", "task.yaml: a tag (!!...) does not fit"),
    ],
)
def test_a_wrong_passport_is_refused(tmp_path: Path, text: str, part: str) -> None:
    (tmp_path / "task.yaml").write_text(text)
    with pytest.raises(UsageError) as error:
        load_task(str(tmp_path))
    assert "task.yaml" in str(error.value)
    assert part in str(error.value)


def test_rows_outside_the_folder_are_refused(task: Make) -> None:
    with pytest.raises(UsageError, match="must lie in the task's folder"):
        load_task(str(task([row()], source={"file": "../other/items.jsonl"})))


@pytest.mark.parametrize("name", ["a\0b", "\ud800"])
def test_rows_whose_name_no_file_can_have(task: Make, name: str) -> None:
    with pytest.raises(UsageError, match="is no name of a file"):
        load_task(str(task([row()], source={"file": name})))


def test_malformed_json_names_file_and_line(task: Make) -> None:
    folder = task([row(key) for key in range(300)])
    lines = (folder / "items.jsonl").read_text().splitlines()
    lines[211] = '{"key": 211, '
    (folder / "items.jsonl").write_text("\n".join(lines))
    with pytest.raises(UsageError, match=r"items.jsonl, line 212: malformed JSON"):
        load_task(str(folder))


def test_an_empty_file_is_refused(task: Make) -> None:
    with pytest.raises(UsageError, match="holds no items"):
        load_task(str(task([])))


def test_selection(task: Make) -> None:
    rows = [row(n, f"Ask {n}", ("punctuation:no_comma" if n % 2 else "startend:quotation", {})) for n in range(6)]
    loaded = load_task(str(task(rows)))

    def keys(**how: object) -> list:
        return [item.key for item in loaded.select(**how).items]

    assert keys(limit=slice(0, 2)) == [0, 1]
    assert keys(limit=slice(4, None)) == [4, 5]
    assert keys(ids=["3", "5"]) == [3, 5]
    assert keys(ids=["startend:quotation"], limit=slice(1, 3)) == [2, 4]
    with pytest.raises(UsageError, match="no item of mine is left"):
        keys(limit=slice(6, 9))
    with pytest.raises(UsageError, match="has no item and no constraint 'startend:quotations'; did you mean"):
        keys(ids=["startend:quotations"])
