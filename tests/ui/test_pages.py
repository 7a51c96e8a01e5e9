"""The written pages in a real browser: readable for everybody, on a phone, in the dark, on paper."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from dagster_project.orchestration.explaining import write_explained
from dagster_project.settings import Settings

SMALLEST = 9  # CSS pixels
SERIOUS = ("serious", "critical")


def serious_findings(page: Page) -> list[str]:
    """What an accessibility check finds that keeps somebody out."""
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {each['help']}" for each in found if each["impact"] in SERIOUS]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1200])
def test_an_explained_article_can_be_read_by_everybody(
    scheme: str, width: int, page: Page, published: Settings
) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(write_explained(published, "11_reworded").as_uri())
    assert serious_findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1200])
def test_the_report_can_be_read_by_everybody(scheme: str, width: int, page: Page, published: Settings) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 900})
    page.goto((published.report_folder / "index.html").as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")
    assert serious_findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


SMALLEST_WORDS = """() => {
  const shown = [...document.querySelectorAll('svg text')].filter(word => word.checkVisibility());
  const drawn = word => parseFloat(getComputedStyle(word).fontSize);
  const enlarged = to => Math.hypot(to.a, to.b);
  return Math.min(...shown.map(word => drawn(word) * enlarged(word.getScreenCTM())));
}"""


@pytest.mark.parametrize("width", [390, 700, 1200])
def test_the_smallest_words_of_the_figures_can_be_read_on_a_phone(width: int, page: Page, published: Settings) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto((published.report_folder / "index.html").as_uri())
    shown = page.locator("figure:visible")
    assert shown.count() == page.locator("figure").count() / 2
    assert page.evaluate(SMALLEST_WORDS) >= SMALLEST


def test_from_a_sentence_of_the_report_a_reader_gets_to_its_article(page: Page, published: Settings) -> None:
    page.goto((published.report_folder / "index.html").as_uri())
    page.locator("summary", has_text="Sentences behind it").first.click()
    page.get_by_role("link", name="explained", exact=True).first.click()
    expect(page.get_by_role("heading", name="The page as it arrived")).to_be_visible()


def test_a_mark_says_what_it_is_to_who_points_at_it_or_reaches_it_by_keyboard(page: Page, published: Settings) -> None:
    page.goto(write_explained(published, "11_reworded").as_uri())
    mark = page.locator(".mention").filter(has_text="NATO").nth(1)  # the first explains the marks
    tip = mark.locator(".tip")
    expect(tip).to_be_hidden()
    mark.hover()
    expect(tip).to_contain_text("NATO: acronym by gazetteer")
    page.mouse.move(0, 0)
    expect(tip).to_be_hidden()
    mark.focus()
    expect(tip).to_be_visible()


def test_on_paper_tips_and_queries_are_left_out(page: Page, published: Settings) -> None:
    page.goto(write_explained(published, "11_reworded").as_uri())
    page.emulate_media(media="print")
    assert page.locator("details:visible").count() == 0
    expect(page.get_by_role("heading", level=1)).to_be_visible()
