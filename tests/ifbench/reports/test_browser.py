"""The pages in a real browser: sorting, filtering, samples, links, dark mode, accessibility; and pictures."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ifbench.reports import write
from ifbench.reports.loading import load_all
from tests.conftest import ROOT, Cli
from tests.ifbench.reports.conftest import MakeRun, OpenPage, ready

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PICTURES = ROOT / "build" / "screenshots"
BOARD = ".group table.board"


def column(page: "Page", header: str) -> list[str]:
    """The cells under a header of the first board that are seen, each its first word."""
    table = page.locator(BOARD).last
    at = table.locator("thead th").all_inner_texts().index(header)
    cells = [row.locator("th, td").nth(at).inner_text() for row in table.locator("tbody tr:visible").all()]
    return [cell.split()[0] for cell in cells]


def press(page: "Page", header: str) -> str | None:
    found = page.locator(BOARD).last.locator("thead th").filter(has_text=header)
    found.get_by_role("button").click()
    return found.get_attribute("aria-sort")


def audited(page: "Page") -> tuple[list[Any], int]:
    """What axe finds wrong with a page, and how many of its rules hold."""
    axe: Any = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe: pip install -e '.[dev]'")
    found = axe.Axe().run(page).response
    return [(v["id"], [n["html"][:120] for n in v["nodes"][:3]]) for v in found["violations"]], len(found["passes"])


def test_columns_sort_as_numbers_both_ways(leaderboard: Path, open_page: OpenPage) -> None:
    page = ready(open_page(leaderboard))
    assert press(page, "instruction strict") == "descending"
    values = [float(cell) for cell in column(page, "instruction strict")]
    assert values == sorted(values, reverse=True)
    assert press(page, "instruction strict") == "ascending"
    assert [float(cell) for cell in column(page, "instruction strict")] == values[::-1]
    assert press(page, "prompt loose") == "descending"
    assert column(page, "prompt loose")[-1] == "–"  # the baseline does not tell it
    assert press(page, "prompt loose") == "ascending"
    assert column(page, "prompt loose")[-1] == "–"


def test_rows_are_filtered(leaderboard: Path, open_page: OpenPage) -> None:
    page = ready(open_page(leaderboard))
    assert page.locator("#filter-count").inner_text() == "7 of 7 results"
    page.select_option("#filter-size", "8,40")
    assert column(page, "Model") == ["big-34b"]
    page.select_option("#filter-size", "")
    page.check("#filter-complete")
    assert "bad-135m" not in column(page, "Model")
    page.fill("#filter-text", "BIG")
    assert column(page, "Model") == ["big-34b"]
    page.fill("#filter-text", "")
    page.uncheck("#filter-complete")
    page.select_option("#filter-semantics", "official")
    assert page.locator(".group:visible[data-semantics=corrected]").count() == 0
    assert page.locator("#filter-count").inner_text() == "3 of 7 results"


def test_a_sample_opens_with_marks_reasons_and_commands(report: Path, open_page: OpenPage) -> None:
    page = ready(open_page(report))
    page.select_option("#s-group", label="mixed v1 · corrected")
    page.locator("#s-models input").nth(1).check()
    page.locator("#s-models input").nth(0).uncheck()
    page.locator("#s-list button", has_text="5").first.click()
    detail = page.locator("#s-detail")
    assert detail.locator("h3").inner_text() == "5"
    assert detail.locator(".body").inner_text() == "Too, many, words, here"
    assert [mark.get_attribute("data-n") for mark in detail.locator("mark").all()].count("1") >= 3
    assert "3 commas, wanted none" in detail.inner_text()
    assert detail.locator("th[scope=row]").first.inner_text().startswith("Use no commas.")
    assert not detail.locator(".thought").is_visible()
    detail.get_by_text("Reasoning, not judged").click()
    assert detail.locator(".thought").inner_text().strip() == "<think>Hm, let me see.</think>"
    detail.get_by_text("Commands that reproduce").click()
    line = "printf '%s' 'Too, many, words, here' | ifbench check punctuation:no_comma --semantics corrected"
    assert detail.locator("code").first.inner_text() == line
    detail.get_by_role("button", name="Mark what decides constraint 1").click()
    assert "1" not in {mark.get_attribute("data-n") for mark in detail.locator("mark").all()}


@pytest.mark.parametrize(
    ("mode", "names"),
    [("all", 13), ("failed", 8), ("flipped", 7), ("loose", 1), ("cut", 1), ("errors", 1)],
)
def test_modes(mode: str, names: int, report: Path, open_page: OpenPage) -> None:
    page = ready(open_page(report, f"#samples?models=g1m0,g1m1&mode={mode}"))
    assert page.locator("#s-list button").count() == names
    assert page.locator("#s-count").inner_text() == f"{names} of 13 answers."


def test_side_by_side_tells_the_differences_first(report: Path, open_page: OpenPage) -> None:
    page = ready(open_page(report, "#samples?models=g1m0,g1m1"))
    chips = page.locator("#s-list .chips").all_inner_texts()
    differing = [chip for chip in chips if len(set(chip)) > 1]
    assert differing
    assert chips[: len(differing)] == differing
    assert page.locator("#s-detail .answer h5").all_inner_texts() == ["good-1b", "bad-135m"]
    assert page.locator("#s-detail tr.differs").count() >= 1


def test_search_finds_text_and_patterns(report: Path, open_page: OpenPage) -> None:
    page = ready(open_page(report, "#samples?models=g1m1"))
    page.fill("#s-query", "SURE, here")
    assert page.locator("#s-list button b").all_inner_texts() == ["2"]
    page.fill("#s-query", "/^too, .* here$/")
    assert page.locator("#s-list button").count() == 0
    page.fill("#s-query", "/too, .* here/")
    assert page.locator("#s-list button b").all_inner_texts() == ["5"]
    page.fill("#s-query", "/(/")
    assert page.locator("#s-list button").count() == 0


def test_the_address_is_the_state(report: Path, open_page: OpenPage) -> None:
    page = ready(open_page(report))
    page.select_option("#s-mode", "failed")
    page.fill("#s-query", "words")
    page.locator("#s-list button").last.click()
    name, address = page.locator("#s-detail h3").inner_text(), page.evaluate("location.hash")
    other = ready(open_page(report, address))
    assert other.locator("#s-detail h3").inner_text() == name
    assert other.input_value("#s-query") == "words"
    assert other.input_value("#s-mode") == "failed"
    assert other.evaluate("scrollY") > 0
    assert ready(open_page(report, "#samples?models=nobody&mode=x&item=%00&id=y")).locator("#s-list button").count()


def test_a_cell_of_the_heat_map_leads_to_the_answers_that_break_it(report: Path, open_page: OpenPage) -> None:
    page = ready(open_page(report))
    page.locator("table.heat").last.locator("tbody tr").last.locator("td a").first.click()
    page.locator("#samples:focus").wait_for()
    assert page.input_value("#s-mode") == "failed"
    assert page.input_value("#s-id") == page.locator("table.heat").last.locator("tbody th").last.inner_text()


def test_a_dialogue_shows_what_was_said_before(report: Path, open_page: OpenPage) -> None:
    page = ready(open_page(report, "#samples?models=g1m1&item=talk+turn+1"))
    page.get_by_text("What was said before").click()
    assert page.locator("#s-detail details").first.inner_text().endswith("bad-135m: Fine words")


def test_an_item_that_nobody_answered_shows_what_was_asked(run: MakeRun, tmp_path: Path, open_page: OpenPage) -> None:
    path = tmp_path / "it.html"
    write(path, "It", load_all([run("one", {2: None, 11: None})]))
    page = ready(open_page(path, "#samples?models=g0m0&item=3"))
    assert page.locator("#s-detail .prompt").inner_text() == "Say something, 3."
    page.locator("#s-list button", has_text="talk turn 1").click()
    assert page.locator("#s-detail .prompt").last.inner_text() == "Turn 2."


def test_dark_can_be_chosen(report: Path, open_page: OpenPage) -> None:
    page = open_page(report)
    paper = "getComputedStyle(document.body).backgroundColor"
    light, button = page.evaluate(paper), page.locator("#theme")
    assert button.get_attribute("aria-pressed") == "false"
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    assert page.evaluate(paper) != light
    assert open_page(report, scheme="dark").evaluate(paper) == page.evaluate(paper)


def test_a_page_of_baselines_alone_has_no_samples(
    two: list[Path], cli: Cli, tmp_path: Path, open_page: OpenPage
) -> None:
    done = cli("bless", two[0], "--semantics", "corrected", "--name", "main", "--to", tmp_path)
    assert cli("report", done.out.strip(), "-o", tmp_path / "it.html").code == 0
    page = open_page(tmp_path / "it.html")
    assert page.locator(BOARD).locator("tbody tr").count() == 1
    assert page.locator("#samples").count() == 0


@pytest.mark.parametrize(
    "extra",
    ["<script>document.title = 'pwned'</script>", "<img src='http://127.0.0.1/x' onerror='document.title = \"pwned\"'>",
     "<style>body { display: none }</style>"],
)  # fmt: skip
def test_the_policy_lets_only_our_own_script_and_style_run(extra: str, report: Path, browser: "Browser") -> None:
    text = report.read_text()
    assert "unsafe" not in text.partition('Content-Security-Policy" content="')[2].partition('"')[0]
    path = report.with_name("altered.html")
    path.write_text(text.replace("<main>", f"<main>{extra}"))
    page = browser.new_page()
    answered: list[str] = []
    page.on("response", lambda response: answered.append(response.url))
    page.goto(path.as_uri())
    ready(page)
    assert (answered, page.title()) == ([path.as_uri()], "Two models")
    page.close()


def test_tables_can_be_read_without_scripts(report: Path, open_page: OpenPage) -> None:
    page = open_page(report, java_script_enabled=False)
    assert page.locator(BOARD).first.locator("tbody tr").count() == 2
    assert page.locator("table.heat").first.is_visible()
    assert not page.locator("#filters").is_visible()
    assert "need scripts" in page.locator("noscript").inner_text()


@pytest.mark.parametrize("width", [380, 1440, 2560])
def test_the_page_itself_never_scrolls_sideways(width: int, leaderboard: Path, open_page: OpenPage) -> None:
    page = ready(open_page(leaderboard, width=width))
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", ["report", "leaderboard"])
def test_axe_finds_no_violation(kind: str, scheme: str, request: pytest.FixtureRequest, open_page: OpenPage) -> None:
    page = ready(open_page(request.getfixturevalue(kind), "#samples?models=g1m0,g1m1&mode=failed", scheme=scheme))
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    violations, passes = audited(page)
    assert not violations
    assert passes > 20


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_on_the_page_of_a_trend(
    scheme: str, run: MakeRun, cli: Cli, tmp_path: Path, open_page: OpenPage
) -> None:
    runs = [run("one"), run("two", dict.fromkeys(range(10), "no, no"))]
    assert cli("trend", *runs, "--html", tmp_path / "trend.html").code == 0
    page = open_page(tmp_path / "trend.html", scheme=scheme, width=380)
    label = page.get_by_text("first significant drop", exact=True).bounding_box()
    assert label
    assert label["x"] + label["width"] <= 380
    violations, passes = audited(page)
    assert not violations
    assert passes > 10


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [380, 1440, 2560])
def test_pictures_are_taken(width: int, scheme: str, leaderboard: Path, report: Path, open_page: OpenPage) -> None:
    """For a person to look at, in build/screenshots."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    for name, path, state in (
        ("leaderboard", leaderboard, ""),
        ("report", report, ""),
        ("sample", report, "#samples?models=g1m0,g1m1&item=5"),
    ):
        page = ready(open_page(path, state, scheme=scheme, width=width))
        picture = PICTURES / f"{name}-{scheme}-{width}.png"
        page.screenshot(path=picture)
        assert picture.stat().st_size > 10_000
