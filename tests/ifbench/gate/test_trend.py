"""`ifbench trend`: it explores, and gates nothing."""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from ifbench.cli.trend import trend
from ifbench.gate import Policy
from tests.conftest import Cli
from tests.ifbench.gate.conftest import MakeRun, bits

Bless = Callable[..., Path]


def series(run: MakeRun) -> list[Path]:
    """Out of order: the names tell the steps."""
    passes = {"checkpoint-1000": 38, "checkpoint-200": 40, "step_3000": 25, "checkpoint-2000": 24}
    return [run(name, bits(passed, 40)) for name, passed in passes.items()]


def test_trend_orders_by_step_and_marks_the_first_significant_drop(run: MakeRun, cli: Cli) -> None:
    done = cli("trend", *series(run), "--json")
    assert done.code == 0, done.err
    assert [point["step"] for point in done.json["points"]] == [200, 1000, 2000, 3000]
    assert [point["dropped"] for point in done.json["points"]] == [False, False, True, True]
    assert (done.json["first_significant_drop"], done.json["looks"]) == (2000, 3)
    assert done.json["policy"]["level"] == pytest.approx(0.05 / 3)
    assert done.json["points"][0]["families"]["punctuation"]["value"] == 1.0


def test_the_figures_of_trend_are_those_of_the_gate() -> None:
    given = {option.name: option.default for option in trend.params}
    assert (given["alpha"], given["min_drop"]) == (Policy.alpha, Policy.min_drop)


def test_trend_corrects_for_the_looks_taken(run: MakeRun, cli: Cli) -> None:
    """Six items lost: p = 1/64 is under 0.05, and not under 0.05 / 4."""
    first, lost = run("step1", bits(40, 40)), run("step2", bits(34, 40))
    assert cli("trend", first, lost, "--json").json["first_significant_drop"] == 2
    others = [run(f"step{step}", bits(40, 40)) for step in (3, 4, 5)]
    assert cli("trend", first, lost, *others, "--json").json["first_significant_drop"] is None


def test_trend_on_a_terminal(run: MakeRun, cli: Cli) -> None:
    done = cli("trend", *series(run))
    lines = done.out.splitlines()
    assert [line.split()[0] for line in lines[2:6]] == ["200", "1000", "2000", "3000"]
    assert all("o" in line.split("|")[1] or "|o" in line or "o|" in line for line in lines[2:6])
    assert [line for line in lines if "<- first significant drop" in line] == [lines[4]]
    assert lines[-1] == "  first significant drop: step 2000 (3 looks, each at level 0.0167)"
    (family,) = [line for line in lines if line.split()[:1] == ["punctuation"]]
    assert re.findall(r"([\d.]+) % \(([\d.]+) to ([\d.]+)\)", family)[:2] == [
        ("100.0", "91.2", "100.0"), ("95.0", "83.5", "98.6"),
    ]  # fmt: skip
    assert family.count("%") == family.count(" to ") == 4
    assert [line.count(" to ") for line in lines[2:6]] == [1, 2, 2, 2]  # the first is no drop


def test_runs_without_steps_stand_in_the_order_given(run: MakeRun, cli: Cli) -> None:
    runs = [run(name, bits(passed, 20)) for name, passed in {"zeta": 18, "alpha": 19, "mid": 20}.items()]
    points = cli("trend", *runs, "--json").json["points"]
    assert [(point["step"], point["name"]) for point in points] == [(1, "zeta"), (2, "alpha"), (3, "mid")]


def test_a_baseline_in_a_trend_has_the_names_of_its_families(run: MakeRun, bless: Bless, cli: Cli) -> None:
    """It knows neither these nor the floor; the runs do."""
    first, second = run("step-1", bits(30, 40)), run("step-2", [*bits(30, 39), "One, two"])
    runs, blessed = cli("trend", first, second), cli("trend", bless(first), second)
    assert blessed.code == 0, blessed.err
    assert blessed.out == runs.out
    found = cli("trend", bless(first), second, "--json").json["points"]
    assert [list(point["families"]) for point in found] == [["length_constraints", "punctuation"]] * 2
    two = cli("trend", bless(first), bless(second), "--json").json["points"]
    assert [point["families"] for point in two] == [{}, {}]


def test_folders_tell_the_steps_where_the_models_names_are_alike(run: MakeRun, cli: Cli) -> None:
    """A shell sorts step-1000 before step-200, and the name of the model has a number of its own."""
    passes = {"step-1000": 10, "step-200": 20, "step-30": 20}
    runs = [run(name, bits(passed, 20), "--model", "org/dpo-iter2") for name, passed in passes.items()]
    done = cli("trend", *runs, "--json")
    assert [point["step"] for point in done.json["points"]] == [30, 200, 1000]
    assert done.json["first_significant_drop"] == 1000


class Page(HTMLParser):
    """Tags that are not closed, and what is drawn."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_html_file(run: MakeRun, cli: Cli, tmp_path: Path) -> None:
    page = tmp_path / "trend.html"
    assert cli("trend", *series(run), "--html", page).code == 0
    text = page.read_text()
    found = Page(text)
    assert not found.open
    names = [tag for tag, _ in found.tags]
    assert (names.count("svg"), names.count("circle"), names.count("h1")) == (3, 12, 1)
    assert text.count("first significant drop") == 2
    assert not {"script", "link", "img", "iframe"} & set(names)
    for tag, attributes in found.tags:
        if tag == "circle":
            assert 0 < float(str(attributes["cx"])) < 600
            assert 0 < float(str(attributes["cy"])) < 220
    assert len(text) < 40_000


@pytest.mark.parametrize(("passes", "anchor"), [([40, 20, 40], "start"), ([40, 40, 20], "end")])
def test_the_drops_label_stays_on_the_chart(
    passes: list[int], anchor: str, run: MakeRun, cli: Cli, tmp_path: Path
) -> None:
    runs = [run(f"step{step}", bits(passed, 40)) for step, passed in enumerate(passes)]
    page = tmp_path / "trend.html"
    assert cli("trend", *runs, "--html", page).code == 0
    (label,) = re.findall(r"<text ([^>]*)>first significant drop</text>", page.read_text())
    assert label.endswith(f'text-anchor="{anchor}"')


def test_every_column_has_a_name(run: MakeRun, cli: Cli, tmp_path: Path) -> None:
    page = tmp_path / "trend.html"
    assert cli("trend", *series(run), "--html", page).code == 0
    names = re.findall(r"<th[^>]*>(.*?)</th>", page.read_text())
    assert len(names) > 15
    assert all(names)


def test_hostile_names_stay_text(run: MakeRun, cli: Cli, tmp_path: Path) -> None:
    runs = [run("<script>x<b>", bits(9, 10)), run("<img src=x>", bits(9, 10))]
    page = tmp_path / "trend.html"
    assert cli("trend", *runs, "--html", page).code == 0
    assert not {"script", "img", "b"} & {tag for tag, _ in Page(page.read_text()).tags}
    assert "&lt;img src=x&gt;" in page.read_text()
