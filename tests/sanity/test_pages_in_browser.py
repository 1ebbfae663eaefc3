"""The page in a browser: filters, switches, links, keyboard, accessibility; skipped where there is no browser.

Changes when the page's script does.
"""

import shutil
from collections.abc import Callable, Iterator
from functools import partial
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from planner.cli import run
from tests.sanity.browsers import DESK, NEEDED, PHONE, Visits, bars, started
from tests.sanity.folders import sample
from tests.sanity.pages import data_of, slots_of

pytestmark = NEEDED

VIEWS = (
    "",
    "#view=people",
    "#view=load",
    "#view=conflicts",
    "#view=changes",
    "#view=figures",
    "#view=sheet&person=C01",
)
Open = Callable[..., Any]


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = sample("small", tmp_path_factory.mktemp("browser"))
    assert run(["solve", str(folder), "--exit-zero", "--quiet"]) == 0
    before = folder / "before.xlsx"
    shutil.copy(folder / "plan.xlsx", before)
    assert run(["crew", "hire", str(folder), "--name", "Di Orr", "--role", "Boom Operator", "--quiet"]) == 0
    assert run(["solve", str(folder), "--exit-zero", "--quiet"]) == 0
    out = folder / "page.html"
    assert run(["report", str(folder), str(before), str(folder / "plan.xlsx"), "--out", str(out), "--quiet"]) == 0
    return out


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with started() as one:
        yield one


@pytest.fixture
def open_page(browser: Any, page_file: Path) -> Iterator[Open]:
    visits = Visits(browser)
    yield partial(visits.open, page_file)
    visits.close()


def test_every_slot_is_a_bar_in_both_timelines(open_page: Open, page_file: Path) -> None:
    rows = slots_of(data_of(page_file.read_text(encoding="utf-8")))
    assert bars(open_page()) == len(rows)
    assert bars(open_page("#view=people")) == len(rows)


def test_filters_narrow_and_a_link_holds_the_state(open_page: Open) -> None:
    page = open_page()
    everything = bars(page)
    page.select_option("select[name=role]", "Gaffer")
    gaffers = bars(page)
    assert 0 < gaffers < everything
    assert all("Gaffer" in text for text in page.locator(".bars > li").all_inner_texts())
    again = open_page(f"#{page.url.partition('#')[2]}")
    assert bars(again) == gaffers
    again.click("text=Clear filters")
    assert bars(again) == everything


def test_text_is_found_whatever_its_case(open_page: Open) -> None:
    page = open_page()
    page.fill("input[name=text]", "NIGHT FERRY")
    page.locator(".row").nth(1).wait_for(state="detached")
    assert "Night Ferry" in page.locator(".row h3").inner_text()


def test_switching_plans_marks_what_differs(open_page: Open) -> None:
    page = open_page()
    assert page.locator(".bars > .vacant").count() == 1
    assert page.locator(".bars > .differs").count() == 0
    page.select_option("select[name=plan]", "plan")
    page.wait_for_selector(".bars > .differs")
    assert page.locator(".bars > .vacant").count() == 0
    page.locator(".bars > .differs").first.click()
    assert "vacant in before" in page.locator("#tell").inner_text()
    page.go_back()
    page.wait_for_selector(".bars > .vacant")


def test_a_week_is_seven_days_and_zoom_stretches(open_page: Open) -> None:
    page = open_page()
    week = page.locator("select[name=week] option").nth(1).get_attribute("value")
    page.select_option("select[name=week]", week)
    assert page.locator(".axis .fine").count() == 7
    narrow = {"width": 800, "height": 600}
    assert open_page("#zoom=days", narrow).evaluate("document.querySelector('.grid').offsetWidth") > narrow["width"]


def test_a_week_of_people_has_a_line_for_everybody(open_page: Open, page_file: Path) -> None:
    people = data_of(page_file.read_text(encoding="utf-8"))["people"]
    page = open_page("#view=people&zoom=days&week=2027-05-03")
    assert "week 18 · from Mon 3 May 2027" in page.locator("select[name=week]").inner_text()
    assert page.locator(".row h4").count() == len(people)
    assert page.locator(".row", has_text="free all week").locator(".bars > li").count() == 0
    page.select_option("select[name=person]", "C04")
    assert page.locator(".row").count() == 1
    assert "Gaffer · 4–7 May" in page.locator(".bars > li").inner_text()


def test_the_keyboard_reaches_every_bar_and_its_details(open_page: Open) -> None:
    page = open_page()
    page.locator('.bars > li[tabindex="0"]').focus()
    assert page.locator("#tell").is_visible()
    first = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent") != first
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('#tell') !== null")
    page.keyboard.press("Escape")
    assert page.locator("#tell").is_hidden()
    assert page.evaluate("document.activeElement.matches('.bars > li')")


def test_hovering_tells_all(open_page: Open) -> None:
    page = open_page()
    page.locator(".bars > .vacant").hover()
    told = page.locator("#tell").inner_text()
    assert "Boom Operator" in told
    assert "What would help" in told
    assert "R1" in told


def test_a_person_sheet_opens_from_the_people(open_page: Open) -> None:
    page = open_page("#view=people")
    page.locator(".row h4 a").first.click()
    page.wait_for_selector(".sheet table")
    assert "With whom" in page.locator(".sheet").inner_text()


def test_without_scripts_the_plan_is_there_as_text(browser: Any, page_file: Path) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(page_file.as_uri())
    text = page.locator("main").inner_text()
    assert "Scripts are off" in text
    assert "Night Ferry" in text
    assert "⚠ vacant" in text
    page.context.close()


@pytest.mark.parametrize(("size", "scheme"), [(DESK, "light"), (DESK, "dark"), (PHONE, "light"), (PHONE, "dark")])
def test_axe_finds_no_serious_fault(open_page: Open, size: dict[str, int], scheme: str) -> None:
    package = pytest.importorskip("axe_playwright_python")
    axe = (resources.files(package) / "axe.min.js").read_text(encoding="utf-8")
    for view in VIEWS:
        page = open_page(view, size, scheme, bypass_csp=True)
        page.evaluate(axe)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
        serious = [(one["id"], len(one["nodes"])) for one in found if one["impact"] in ("serious", "critical")]
        assert not serious, view


def test_every_rows_name_is_in_the_accessibility_tree(open_page: Open, page_file: Path) -> None:
    data = data_of(page_file.read_text(encoding="utf-8"))
    for state, names in (("", data["productions"]), ("#view=people", data["people"])):
        page = open_page(state)
        session = page.context.new_cdp_session(page)
        nodes = session.send("Accessibility.getFullAXTree")["nodes"]
        headings = {one["name"]["value"] for one in nodes if one["role"]["value"] == "heading"}
        assert {one[1] for one in names} <= headings
        assert sum(one["role"]["value"] == "listitem" for one in nodes) > bars(page)
