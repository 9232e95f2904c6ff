"""Runs that hold one of everything a report shows, and a browser to look at it with."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ifbench.gate.baseline import bless
from ifbench.gate.loading import load_run
from ifbench.given_answers import score_answers
from ifbench.reports import write
from ifbench.reports.loading import load_all
from ifbench.spec import Spec

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

MakeRun = Callable[..., Path]
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
WORDS = "length_constraints:number_words"
ITEMS = 12


def rows(count: int = ITEMS) -> list[dict[str, Any]]:
    """Items of one or two constraints; the last is a dialogue of two turns."""
    single = [
        {
            "key": number,
            "prompt": f"Say something, {number}.",
            "instruction_id_list": ["punctuation:no_comma", WORDS][: 1 + number % 2],
            "kwargs": [{}, {"relation": "less than", "num_words": 4}][: 1 + number % 2],
        }
        for number in range(1, count)
    ]
    turns = [
        {"prompt": f"Turn {turn}.", "instruction_id_list": ["punctuation:no_comma"], "kwargs": [{}]} for turn in (1, 2)
    ]
    return [*single, {"key": "talk", "turns": turns}]


def prompts(count: int = ITEMS) -> list[str]:
    """What is asked, in order."""
    return [turn["prompt"] for row in rows(count) for turn in row.get("turns", [row])]


def write_task(folder: Path) -> Path:
    """The task's folder."""
    folder.mkdir(parents=True)
    says = {"id": "mixed", "title": "mixed", "version": 1, "semantics": "corrected", "source": {"file": "items.jsonl"}}
    (folder / "task.yaml").write_text(json.dumps(says))
    (folder / "items.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows()))
    return folder


def write_run(task: Path, place: Path, answers: dict[int, Any], model: str = "", **choices: Any) -> Path:
    """A run directory of given answers; see `run`."""
    lines = [
        {"prompt": prompt, **_fields(answers.get(at, "Fine words"))}
        for at, prompt in enumerate(prompts())
        if answers.get(at, "") is not None
    ]
    place.parent.mkdir(exist_ok=True, parents=True)
    given = place.with_suffix(".jsonl")
    given.write_text("".join(json.dumps(line) + "\n" for line in lines))
    score_answers(Spec(model or place.name, (str(task),), output=place, **choices), given)
    return place


def _fields(answer: Any) -> dict[str, Any]:
    return answer if isinstance(answer, dict) else {"response": answer}


@pytest.fixture
def everything(tmp_path: Path) -> Path:
    """The task's folder, to be altered."""
    return write_task(tmp_path / "tasks" / "mixed")


@pytest.fixture
def run(tmp_path: Path, everything: Path) -> MakeRun:
    """Makes a run directory: `run("new", {3: "One, two"})` answers "Fine words" but to the third prompt.

    An answer is a text, None for none, or the fields of a row of answers.
    """

    def make(name: str, answers: dict[int, Any] | None = None, **choices: Any) -> Path:
        return write_run(everything, tmp_path / "runs" / name, answers or {}, **choices)

    return make


@pytest.fixture(scope="session")
def two(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two models, the second worse: with what is rescued, cut off, empty, thought, and missing. Not to be altered."""
    second = {
        0: "Well, no",
        1: "Sure, here:\nFine words",
        2: {"response": "cut off, here", "finish_reason": "length"},
        3: "",
        4: "<think>Hm, let me see.</think>\nToo, many, words, here",
        5: None,
        6: "*One*, two",
        12: "No, I said",
    }
    root = tmp_path_factory.mktemp("two")
    task = write_task(root / "tasks" / "mixed")
    first = write_run(task, root / "runs" / "good-1b", {2: "a comma, here"}, semantics="both")
    return [first, write_run(task, root / "runs" / "bad-135m", second, semantics="both")]


@pytest.fixture(scope="session")
def report(two: list[Path]) -> Path:
    """The page on both."""
    path = two[0].parents[1] / "report.html"
    write(path, "Two models", load_all(two))
    return path


@pytest.fixture(scope="session")
def leaderboard(two: list[Path]) -> Path:
    """The page on both, a third one and a baseline."""
    root = two[0].parents[1]
    third = write_run(root / "tasks" / "mixed", root / "more" / "big-34b", dict.fromkeys(range(6), "no, no"),
                      semantics="both")  # fmt: skip
    blessed = bless(load_run(two[0], "mixed", "corrected"), "main", root / "baselines")
    path = root / "leaderboard.html"
    write(path, "All models", load_all([*two, third, blessed]), leaderboard=True)
    return path


def hostile(shared: Path) -> list[tuple[str, str]]:
    """The names and the texts of the hostile corpus."""
    lines = (shared / "reference" / "hostile.jsonl").read_text().splitlines()
    return [(row["name"], row["text"]) for row in map(json.loads, lines)]


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """Chromium without a head; a test that needs it skips where it is absent."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright: pip install -e '.[dev]'")
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if chromium is None:
        pytest.skip("needs chromium: apt-get install chromium")
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield opened
        opened.close()


OpenPage = Callable[..., "Page"]


def ready(page: "Page") -> "Page":
    """The page, once its samples are unpacked."""
    page.locator("#s-list button").first.wait_for()
    return page


@pytest.fixture
def open_page(browser: "Browser") -> Iterator[OpenPage]:
    """Opens a file and fails the test at its end if the console had an error or anything was requested."""
    complaints: list[str] = []
    pages = []

    def make(path: Path, state: str = "", *, scheme: str = "light", width: int = 1440, **options: Any) -> "Page":
        page = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 900}, **options)
        pages.append(page)
        page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda asked: None if asked.url.startswith(path.as_uri()) else complaints.append(asked.url))
        page.goto(path.as_uri() + state)
        return page

    yield make
    for page in pages:
        page.close()
    assert not complaints
