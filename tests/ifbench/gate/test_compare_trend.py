"""`ifbench compare` and `ifbench trend`: they explore, and gate nothing."""

from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.conftest import Cli
from tests.ifbench.gate.conftest import FAIL, PASS, MakeRun, bits

Bless = Callable[..., Path]


def test_compare_tells_both_directions(run: MakeRun, cli: Cli) -> None:
    first, worse, better = run("first", bits(20, 40)), run("worse", bits(10, 40)), run("better", bits(30, 40))
    done = cli("compare", first, worse, better)
    assert done.code == 0, done.err
    assert "p two-sided (exact McNemar test), Holm over 2" in done.out
    found = {one["name"]: one for one in cli("compare", first, worse, better, "--json").json["tasks"][0]["others"]}
    assert (found["worse"]["both"], len(found["worse"]["lost"]), len(found["worse"]["won"])) == (10, 10, 0)
    assert (found["better"]["both"], len(found["better"]["lost"]), found["better"]["neither"]) == (20, 0, 10)
    for one in found.values():
        assert one["p_two_sided"] == pytest.approx(2 * 2**-10)
        assert one["p_holm"] == pytest.approx(4 * 2**-10)


def test_compare_lists_the_answers_that_differ(run: MakeRun, cli: Cli) -> None:
    done = cli("compare", run("first", [PASS, FAIL, PASS, PASS]), run("other", [PASS, PASS, FAIL, PASS]))
    lines = done.out.splitlines()
    at = next(number for number, line in enumerate(lines) if "answers that differ" in line)
    assert [line.split() for line in lines[at + 1 :]] == [["2", "-", "+"], ["k3", "+", "-"]]
    assert "no answer differs" in cli("compare", run("a", bits(2, 4)), run("b", bits(2, 4))).out


def test_compare_reads_baselines_and_refuses_unlike_runs(run: MakeRun, bless: Bless, cli: Cli) -> None:
    first = run("first", bits(10, 20))
    assert cli("compare", bless(first), first).code == 0
    mixed = cli("compare", first, bless(first, name="first"))
    assert mixed.code == 0
    assert {line.split("  ")[1].strip() for line in mixed.out.splitlines()[2:4]} == {"first", "baseline first"}
    other = run("other", bits(10, 20), "--reasoning", "keep")
    assert cli("compare", first, other).code == 4
    allowed = cli("compare", first, other, "--allow-mismatch", "reasoning")
    assert allowed.code == 0
    assert "allowed to differ: reasoning: strip before, keep now" in allowed.out


def test_compare_counts_missing_answers_as_failed_and_says_so(run: MakeRun, cli: Cli) -> None:
    first, half = run("first", bits(10, 20)), run("half", bits(10, 20))
    log = half / "mine" / "verdicts.jsonl"
    lines = log.read_text().splitlines()
    for at in (0, 1):
        lines[at] = lines[at].replace('"strict":true', '"strict":false').replace('"fault":null', '"fault":"missing"')
    log.write_text("\n".join(lines) + "\n")
    done = cli("compare", first, half, "--json")
    assert done.code == 3
    assert "1 answer is missing and counts as failed" in done.err
    assert done.json["tasks"][0]["others"][0]["headline"]["lost"] == 1


@pytest.mark.parametrize(
    ("command", "names", "part"),
    [
        ("compare", ["a"], "compare needs two runs or more"),
        ("trend", ["a"], "trend needs two runs or more"),
        ("compare", ["a", "nowhere"], "nowhere is no run directory"),
        ("trend", ["a", "a", "--task", "core"], "not all of them hold core; all hold mine"),
        ("trend", ["a", "a", "--alpha", "nan"], "--alpha must lie between"),
    ],
)
def test_bad_usage(run: MakeRun, cli: Cli, tmp_path: Path, command: str, names: list[str], part: str) -> None:
    place = run("a", bits(3, 6))
    done = cli(command, *[place if name == "a" else name for name in names])
    assert done.code == 2
    assert part in done.err


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


def test_runs_without_steps_stand_in_the_order_given(run: MakeRun, cli: Cli) -> None:
    runs = [run(name, bits(passed, 20)) for name, passed in {"zeta": 18, "alpha": 19, "mid": 20}.items()]
    points = cli("trend", *runs, "--json").json["points"]
    assert [(point["step"], point["name"]) for point in points] == [(1, "zeta"), (2, "alpha"), (3, "mid")]


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


def test_hostile_names_stay_text(run: MakeRun, cli: Cli, tmp_path: Path) -> None:
    runs = [run("<script>x<b>", bits(9, 10)), run("<img src=x>", bits(9, 10))]
    page = tmp_path / "trend.html"
    assert cli("trend", *runs, "--html", page).code == 0
    assert not {"script", "img", "b"} & {tag for tag, _ in Page(page.read_text()).tags}
    assert "&lt;img src=x&gt;" in page.read_text()
