"""The pages by keyboard: keys work wherever the focus is in the samples, and no redraw loses it."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.ifbench.reports.conftest import OpenPage, ready

if TYPE_CHECKING:
    from playwright.sync_api import Page

SAMPLES = "#samples?models=g1m0,g1m1"
FOCUSED = "document.activeElement.textContent"


def chosen(page: "Page") -> str:
    return page.locator("#s-detail h3").inner_text()


def test_keys(report: Path, open_page: OpenPage) -> None:
    page = ready(open_page(report, "#samples"))
    first = page.locator("#s-detail h3").inner_text()
    page.keyboard.press("j")
    assert page.locator("#s-detail h3").inner_text() != first
    page.keyboard.press("k")
    assert page.locator("#s-detail h3").inner_text() == first
    page.keyboard.press("f")
    assert page.input_value("#s-mode") == "failed"
    page.keyboard.press("?")
    assert page.locator("#s-help p").is_visible()
    page.keyboard.press("/")
    page.keyboard.type("fj")
    assert page.input_value("#s-query") == "fj"


@pytest.mark.parametrize(
    "place",
    ["#s-list button >> nth=2", "#s-detail summary >> nth=0", "#s-detail .verdicts button >> nth=0",
     "#s-detail .step button >> nth=0", "#s-models input >> nth=1"],
)  # fmt: skip
def test_keys_work_wherever_the_focus_was(place: str, report: Path, open_page: OpenPage) -> None:
    page = ready(open_page(report, SAMPLES))
    page.locator(place).focus()
    for mode in ("failed", "all"):
        page.keyboard.press("f")
        assert page.input_value("#s-mode") == mode
        for key in ("j", "k"):
            before = chosen(page)
            page.keyboard.press(key)
            assert chosen(page) != before
    assert page.evaluate("document.getElementById('samples').contains(document.activeElement)")


def test_a_button_can_be_pressed_again_and_again(report: Path, open_page: OpenPage) -> None:
    page = ready(open_page(report, SAMPLES))
    page.get_by_role("button", name="next →").focus()
    names = [chosen(page)]
    for _ in range(3):
        page.keyboard.press("Enter")
        names.append(chosen(page))
        assert page.evaluate(FOCUSED) == "next →"
    assert len(set(names)) == 4


def test_a_list_drawn_anew_keeps_the_focus_on_what_is_chosen(report: Path, open_page: OpenPage) -> None:
    page = ready(open_page(report, SAMPLES))
    page.locator("#s-list button").first.focus()
    page.keyboard.press("f")
    assert page.evaluate("document.activeElement.ariaCurrent") == "true"


def test_the_focus_is_not_taken_from_elsewhere(report: Path, open_page: OpenPage) -> None:
    page = ready(open_page(report))
    assert page.evaluate("document.activeElement === document.body")
    page.locator("#filter-text").focus()
    page.keyboard.type("fj")
    assert page.input_value("#filter-text") == "fj"
    assert page.input_value("#s-mode") == "all"


def test_a_link_leads_there_again(report: Path, open_page: OpenPage) -> None:
    page = ready(open_page(report))
    for link in page.locator("table.heat").last.locator("td a").all():
        for _ in range(2):
            page.locator("#theme").focus()
            link.click()
            page.locator("#samples:focus").wait_for()


def test_every_control_is_reached_by_tab_and_shows_its_focus(report: Path, open_page: OpenPage) -> None:
    page = ready(open_page(report))
    seen = set()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the scores"
    for _ in range(400):
        found = page.evaluate("""() => {
            const one = document.activeElement, style = getComputedStyle(one);
            return [one.id || one.className || one.localName, one === document.body || style.outlineStyle !== "none"];
        }""")
        assert found[1], f"{found[0]} shows no focus"
        seen.add(found[0])
        page.keyboard.press("Tab")
    assert {"skip", "theme", "filter-text", "filter-size", "filter-complete", "s-mode", "s-query", "s-list-box"} <= seen
