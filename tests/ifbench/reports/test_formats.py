"""The same facts in every format, and by the command line."""

import csv
import json
import re
from dataclasses import fields
from pathlib import Path
from xml.etree import ElementTree

import pytest

from ifbench.metrics import METRICS, Counts
from ifbench.reports.documents import defused
from ifbench.tables import TITLES
from ifbench.text import percent
from tests.conftest import Cli
from tests.ifbench.reports.conftest import MakeRun

FORMATS = [".html", ".md", ".csv", ".json", ".xml"]


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("command", ["report", "leaderboard"])
def test_every_format_tells_of_both_models_and_is_the_same_twice(
    command: str, ending: str, two: list[Path], cli: Cli, tmp_path: Path
) -> None:
    given = two if command == "report" else [two[0].parent]
    texts = []
    for name in ("one", "two"):
        done = cli(command, *given, "-o", tmp_path / f"{name}{ending}")
        assert (done.code, done.out, done.err) == (0, "", "")
        texts.append((tmp_path / f"{name}{ending}").read_bytes())
    assert texts[0] == texts[1]
    assert b"good-1b" in texts[0]
    assert b"bad-135m" in texts[0]


def test_csv_has_numbers_as_numbers(two: list[Path], cli: Cli, tmp_path: Path) -> None:
    cli("report", *two, "-o", tmp_path / "it.csv")
    with (tmp_path / "it.csv").open(newline="") as stream:
        found = [row for row in csv.DictReader(stream) if row["semantics"] == "corrected"]
    assert [(row["rank"], row["model"], row["answers"]) for row in found] == [
        ("1", "good-1b", "13"),
        ("2", "bad-135m", "13"),
    ]
    low, value, high = (float(found[0][f"prompt_level_strict_acc{end}"]) for end in ("_low", "", "_high"))
    assert low < value == 12 / 13 < high
    assert (found[1]["complete"], found[1]["weights"], found[1]["truncated"]) == ("False", "unverified", "1")
    assert found[0].keys() >= {count.name for count in fields(Counts)}


def test_csv_has_whole_counts_where_a_baseline_knows_none(run: MakeRun, cli: Cli, tmp_path: Path) -> None:
    made = run("made")
    blessed = cli("bless", made, "--name", "main", "--to", tmp_path / "baselines").out.strip()
    cli("report", made, blessed, "-o", tmp_path / "it.csv")
    with (tmp_path / "it.csv").open(newline="") as stream:
        assert [(row["missing"], row["errors"]) for row in csv.DictReader(stream)] == [("0", "0"), ("0", "")]


def test_where_answers_are_missing_the_figures_over_the_others_stand_beside(
    two: list[Path], cli: Cli, tmp_path: Path
) -> None:
    for ending in ("md", "html", "csv", "json"):
        cli("report", *two, "-o", tmp_path / f"it.{ending}")
    name = "prompt_level_strict_acc"
    with (tmp_path / "it.csv").open(newline="") as stream:
        good, bad = (row for row in csv.DictReader(stream) if row["semantics"] == "corrected")
    assert (good["answered"], good[f"answered_{name}"]) == ("13", good[name])
    assert (bad["answered"], float(bad[f"answered_{name}"]), float(bad[name])) == ("12", 5 / 12, 5 / 13)
    row = json.loads((tmp_path / "it.json").read_text())["groups"][1]["rows"][1]
    assert (row["answered"]["n"], row["answered"]["metrics"][name]["value"]) == (12, 5 / 12)
    text = (tmp_path / "it.md").read_text()
    assert "| 38.5 % (17.7 to 64.5); of 12 answered 41.7 % (19.3 to 68.0) |" in text
    assert text.count("of 12 answered") == 2 * 4
    page = re.sub(r"<[^>]*>", "", (tmp_path / "it.html").read_text())
    assert "answered 41.7 % 19.3 to 68.0" in page
    assert page.count("12 answered") == 2 * 2  # beside n, and on the card


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "|calc", "%0", "\n=2", "＝1", "＋1", "－1", "＠A1"],
)
def test_formulas_are_defused(text: str) -> None:
    assert defused(text).startswith("'")


def test_a_plain_text_is_left_alone() -> None:
    assert defused("gpt-4 (a=b)") == "gpt-4 (a=b)"


def test_json_holds_every_figure_and_no_sample(two: list[Path], cli: Cli, tmp_path: Path) -> None:
    cli("report", *two, "-o", tmp_path / "it.json")
    found = json.loads((tmp_path / "it.json").read_text())
    assert (found["schema"], "samples" in found) == (1, False)
    best = found["groups"][1]["rows"][0]
    assert best["metrics"]["prompt_level_strict_acc"]["value"] == 12 / 13
    assert set(best["curves"]) == {"constraints in the item", "words in the answer", "turn of the dialogue"}


def test_junit_is_red_where_an_answer_fails(two: list[Path], cli: Cli, tmp_path: Path) -> None:
    cli("report", *two, "-o", tmp_path / "it.xml")
    suites = ElementTree.parse(tmp_path / "it.xml").getroot()
    counted = {suite.get("name"): [suite.get(n) for n in ("tests", "failures", "errors")] for suite in suites}
    assert counted["mixed v1 · corrected, good-1b"] == ["13", "1", "0"]
    assert counted["mixed v1 · corrected, bad-135m"] == ["13", "7", "1"]
    assert suites.get("failures") == str(len(suites.findall(".//failure")))


def test_markdown_has_every_section(two: list[Path], cli: Cli, tmp_path: Path) -> None:
    cli("report", *two, "-o", tmp_path / "it.md")
    text = (tmp_path / "it.md").read_text()
    for section in (
        "### Scores",
        "### Differences",
        "### Constraints",
        "by turn of the dialogue",
        "relaxation rescued",
    ):
        assert section in text
    assert "## Official against corrected" in text
    assert "| answers | constraints |" in text
    assert "| 92.3 % (" in text


def test_what_a_score_does_not_show_has_a_column_where_there_is_any(run: MakeRun, cli: Cli, tmp_path: Path) -> None:
    always = ["truncated", "empty", "missing", "errors"]
    plain, odd = run("plain"), run("odd", {0: "I'm sorry, but I cannot do that.", 1: "a" * 1_000_001})
    for path, added in ((plain, []), (odd, ["refusals", "oversize"])):
        for ending in ("md", "html"):
            cli("leaderboard", path, "-o", tmp_path / f"it.{ending}")
        header = next(line for line in (tmp_path / "it.md").read_text().splitlines() if line.startswith("| rank"))
        shown = header.split(" | ")
        assert shown[shown.index("constraints") + 1 : shown.index("reasoning")] == [*always, *added]
        head = (tmp_path / "it.html").read_text().partition('<table class="board')[2].partition("</thead>")[0]
        names = re.findall(r"<th[^>]*>(.*?)</th>", head)
        assert names[names.index("n") + 1 : names.index("reasoning")] == [*always, *added]


def test_a_leaderboard_has_the_null_floor_of_each_metric(run: MakeRun, cli: Cli, tmp_path: Path) -> None:
    made = run("made")
    floors = json.loads((made / "summary.json").read_text())["results"][0]["floor"]["metrics"]
    for ending in ("md", "html", "json"):
        cli("leaderboard", made, "-o", tmp_path / f"it.{ending}")
    [group] = json.loads((tmp_path / "it.json").read_text())["groups"]
    assert (group["floors"], group["floor"]) == (floors, floors["prompt_level_strict_acc"])
    told = ", ".join(f"{percent(floors[name])} ({TITLES[name]})" for name in METRICS)
    for ending in ("md", "html"):
        assert f"null floor {told}" in (tmp_path / f"it.{ending}").read_text()
    board = (tmp_path / "it.html").read_text().partition('<table class="board')[2].partition("</table>")[0]
    assert board.count('class="floor"') == 4 + 1, "beside each metric, and where a difference is none"


def test_the_table_of_differing_verdicts_says_that_some_differ_loosely_alone(
    run: MakeRun, cli: Cli, tmp_path: Path
) -> None:
    made = run("made", {0: "well-known well-known words"}, semantics="both")
    cli("report", made, "-o", tmp_path / "it.md")
    assert "### Verdicts that differ, strictly or else loosely" in (tmp_path / "it.md").read_text()


def test_show_tells_the_same_facts(two: list[Path], cli: Cli) -> None:
    done = cli("show", two[1])
    assert done.code == 0
    for fact in ("over the null floor", "by constraints in the item", "by turn of the dialogue", "no first line"):
        assert fact in done.out
    [result, _] = cli("show", two[1], "--json").json["results"]
    for id in result["by_constraint"]:
        assert re.search(rf"  {id} +[\d.]+ % \([\d.]+ to [\d.]+\); [\d.]+ % \([\d.]+ to [\d.]+\); n \d+\n", done.out)


def test_show_tells_how_the_answers_were_asked_for(two: list[Path], cli: Cli) -> None:
    date = re.escape(json.loads((two[1] / "run.json").read_text())["finished"])
    assert re.search(
        rf"\n  temperature - · .* · max tokens - · .* · samples 1 · reasoning strip · .* · finished {date}\n",
        cli("show", two[1]).out,
    )


def test_every_share_of_the_lowest_constraints_has_its_interval(two: list[Path], cli: Cli) -> None:
    lines = cli("show", two[1]).out.splitlines()
    at = next(number for number, line in enumerate(lines) if "lowest" in line)
    assert {(line.count(" %"), line.count(" to ")) for line in lines[at + 2 : at + 4]} == {(2, 2)}


def test_no_line_of_show_begins_with_a_name(run: MakeRun, cli: Cli) -> None:
    made = run("made", model="m\n::error title=x::owned")
    out = cli("show", made).out
    assert "owned" in out
    assert not [line for line in out.splitlines() if line.lstrip().startswith("::")]


def test_show_of_half_a_run_still_shows_its_scores(run: MakeRun, cli: Cli) -> None:
    half = run("half")
    (half / "mixed" / "verdicts.jsonl").unlink()
    done = cli("show", half)
    assert done.code == 0
    assert "prompt level, strict" in done.out
    assert "holds no verdicts" in done.err


def test_a_run_given_twice_is_one_row(run: MakeRun, cli: Cli, tmp_path: Path) -> None:
    made = run("one")
    (tmp_path / "alias").symlink_to(made)
    cli("report", made, made, tmp_path / "alias", "-o", tmp_path / "it.json")
    [group] = json.loads((tmp_path / "it.json").read_text())["groups"]
    assert len(group["rows"]) == 1


def test_how_others_drew_their_answers_is_not_known(run: MakeRun, cli: Cli, tmp_path: Path) -> None:
    cli("report", run("one"), "-o", tmp_path / "it.json")
    [group] = json.loads((tmp_path / "it.json").read_text())["groups"]
    settings = group["rows"][0]["settings"]
    assert [settings[name] for name in ("temperature", "max tokens", "system message")] == ["", "", ""]
    assert settings["samples"] == "1"


def test_a_page_without_samples_holds_no_text_of_them(two: list[Path], cli: Cli, tmp_path: Path) -> None:
    cli("report", *two, "-o", tmp_path / "it.html", "--no-samples")
    page = (tmp_path / "it.html").read_text()
    assert 'id="island"' not in page
    assert 'href="#samples' not in page
