"""The pages of a season and of its scenarios in a browser say what the plans say; skipped where there is no browser.

Changes when the page shows something else of a plan.
"""

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from planner.cli import run
from tests.sanity.browsers import NEEDED, PHONE, Visits, bars, drawn, started
from tests.sanity.folders import sample
from tests.sanity.pages import HOSTILE, data_of, hostile_folder
from tests.unit.workbook.books import write_book

pytestmark = NEEDED

WEEK = date(2027, 6, 7)  # week 23
HEAD = ("Scenario", "Change", "Production", "Crew", "Role", "From", "To", "Number")
SCENARIOS = (
    ("Grips", "hire", None, None, "Grip", None, None, 1),
    ("Away", "away", None, "C010", None, date(2027, 6, 7), date(2027, 6, 13), None),
    ("No P16", "cancel", "P16", None, None, None, None, None),
)


@dataclass(frozen=True)
class Row:
    """A row of a plan's sheet Assignments; nobody is an empty text."""

    production: str
    role: str
    first: date
    last: date
    who: str

    def touches(self, first: date, last: date) -> bool:
        return self.first <= last and first <= self.last


def rows_of(plan: Path) -> list[Row]:
    found = list(load_workbook(plan, read_only=True)["Assignments"].iter_rows(values_only=True))
    at = [found[0].index(head) for head in ("Production ID", "Role", "From", "To", "Crew ID")]
    picked = ([row[number] for number in at] for row in found[1:])
    return [Row(p, role, first.date(), last.date(), who or "") for p, role, first, last, who in picked]


@dataclass(frozen=True)
class Season:
    folder: Path
    rows: list[Row]
    departments: dict[str, str]
    names: dict[str, str]

    @property
    def page(self) -> Path:
        return self.folder / "report.html"

    @property
    def scenarios(self) -> Path:
        return self.folder / "scenarios"


@pytest.fixture(scope="module")
def season(tmp_path_factory: pytest.TempPathFactory) -> Season:
    folder = sample("season", tmp_path_factory.mktemp("season"))
    assert run(["solve", str(folder), "--exit-zero", "--quiet", "--report", "--remedies", "0.2"]) == 0
    write_book(folder / "what-if.xlsx", {"Scenarios": (HEAD, *SCENARIOS)})
    planned = ["scenarios", str(folder), str(folder / "what-if.xlsx"), "--plans", "all", "--remedies", "0"]
    assert run([*planned, "--exit-zero", "--quiet"]) == 0
    book = load_workbook(folder / "crew.xlsx", read_only=True)
    roles = {row[0]: row[1] for row in book["Roles"].iter_rows(min_row=2, values_only=True)}
    names = {row[0]: row[1] for row in book["Crew"].iter_rows(min_row=2, values_only=True)}
    return Season(folder, rows_of(folder / "plan.xlsx"), roles, names)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with started() as one:
        yield one


@pytest.fixture
def visits(browser: Any) -> Iterator[Visits]:
    visits = Visits(browser)
    yield visits
    visits.close()


def figures(page: Any) -> dict[str, list[str]]:
    """Return the figures of every plan by their names, as the page writes them."""
    lines = page.locator("#figures tbody tr").all()
    return {one.locator("th").inner_text(): one.locator("td").all_inner_texts() for one in lines}


def test_figures_are_those_of_the_plan(season: Season, visits: Visits) -> None:
    page = visits.open(season.page, "#view=figures")
    shown, vacant = figures(page), [row for row in season.rows if not row.who]
    asked = {row.production for row in season.rows}
    at_work = {row.who for row in season.rows} - {""}
    assert shown["Slots filled"] == [f"{len(season.rows) - len(vacant):,}"]
    assert shown["Slots vacant"] == [str(len(vacant))]
    assert shown["Productions"] == [str(len(asked))]
    assert shown["Whole productions"] == [str(len(asked - {row.production for row in vacant}))]
    assert shown["Vacant role-days"] == [str(sum((row.last - row.first).days + 1 for row in vacant))]
    assert shown["People at work"] == [str(len(at_work))]
    assert shown["People without work"] == [str(len(season.names) - len(at_work))]
    assert f"{len(season.rows) - len(vacant)} of {len(season.rows)} slots filled" in page.locator("#about").inner_text()


@pytest.mark.parametrize(
    ("state", "passes"),
    [
        ("", lambda season, row: True),
        ("#role=Gaffer", lambda season, row: row.role == "Gaffer"),
        ("#department=Camera", lambda season, row: season.departments[row.role] == "Camera"),
        ("#production=P20", lambda season, row: row.production == "P20"),
        ("#person=C010", lambda season, row: row.who == "C010"),
        ("#only=vacant", lambda season, row: not row.who),
        (f"#week={WEEK}", lambda season, row: row.touches(WEEK, WEEK + timedelta(6))),
        ("#view=people&role=Grip&week=2027-08-30", lambda season, row: row.role == "Grip"
         and row.touches(date(2027, 8, 30), date(2027, 9, 5))),
        ("#text=WALLIN", lambda season, row: "wallin" in season.names.get(row.who, "").casefold()),
    ],
)  # fmt: skip
def test_a_filter_shows_just_the_rows_that_pass(season: Season, visits: Visits, state: str, passes: Any) -> None:
    page = visits.open(season.page, state)
    wanted = [row for row in season.rows if passes(season, row)]
    assert wanted
    assert bars(page) == len(wanted)
    assert page.locator(".bars > .vacant").count() == sum(not row.who for row in wanted)


def test_everybody_has_a_line_and_a_week_says_by_day_where_somebody_is(season: Season, visits: Visits) -> None:
    page = visits.open(season.page, "#view=people")
    assert page.locator(".row h4:not(.lack)").count() == len(season.names)
    page.select_option("select[name=week]", str(WEEK))
    page.select_option("select[name=zoom]", "days")
    drawn(page)
    assert page.locator(".axis .fine").all_inner_texts()[0] == "Mon 7"
    at_work = {row.who for row in season.rows if row.touches(WEEK, WEEK + timedelta(6))} - {""}
    lines = page.locator(".row", has=page.locator("h4:not(.lack)"))
    assert lines.count() == len(season.names)
    assert lines.filter(has=page.locator("[data-s]")).count() == len(at_work)


def test_nobody_looks_free_whose_work_the_filters_leave_out(season: Season, visits: Visits) -> None:
    page = visits.open(season.page, "#view=people&department=Hair+%26+Make-up")
    names = set(page.locator(".row h4:not(.lack)").all_inner_texts())
    theirs = [row for row in season.rows if season.names.get(row.who) in names]
    others = [row for row in theirs if season.departments[row.role] != "Hair & Make-up"]
    assert others
    assert page.locator(".bars > .busy").count() == len(others)
    page.locator(".bars > .busy").first.hover()
    assert "other work: " in page.locator("#tell").inner_text()


def test_zoom_widens_the_days_step_by_step(season: Season, visits: Visits) -> None:
    page, widths = visits.open(season.page), []
    for zoom in ("all", "months", "weeks", "days"):
        page.select_option("select[name=zoom]", zoom)
        drawn(page)
        widths.append(page.evaluate("document.querySelector('.bars').clientWidth"))
    assert widths == sorted(set(widths))


def test_load_counts_who_is_needed_and_who_is_there(season: Season, visits: Visits) -> None:
    page = visits.open(season.page, f"#view=load&week={WEEK}")
    for role in ("Gaffer", "Director"):
        cell = page.locator(".load tr", has=page.get_by_role("link", name=role, exact=True)).locator("td").inner_text()
        asked = [row for row in season.rows if row.role == role]
        by_day = [sum(row.touches(day, day) for row in asked) for day in (WEEK + timedelta(n) for n in range(7))]
        assert int(cell.partition("/")[0].replace("–", "0")) == max(by_day)


def test_hover_focus_and_arrows_tell_of_bars_and_of_leave(season: Season, visits: Visits) -> None:
    page = visits.open(season.page, "#production=P20")
    page.locator(".bars > .vacant").first.hover()
    assert "Vacant" in page.locator("#tell h2").inner_text()
    page.mouse.move(0, 0)
    page.locator('.bars > li[tabindex="0"]').focus()
    told = page.locator("#tell").inner_text()
    assert "Postcards to Nobody (drama series)" in told
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    assert page.locator("#tell").is_visible()
    away = visits.open(season.page, "#view=people")
    away.locator(".bars > .away").first.hover()
    assert "away" in away.locator("#tell").inner_text()


def test_a_person_sheet_has_all_their_work(season: Season, visits: Visits) -> None:
    page = visits.open(season.page, "#view=people&person=C010")
    page.locator(".row h4 a").click()
    page.wait_for_selector(".sheet table")
    mine = [row for row in season.rows if row.who == "C010"]
    assert page.locator(".sheet tbody tr").count() == len(mine)
    text = page.locator(".sheet").inner_text()
    assert season.names["C010"] in text
    assert all(row.role in text for row in mine)


def test_everybodys_name_is_in_the_accessibility_tree(season: Season, visits: Visits) -> None:
    page = visits.open(season.page, "#view=people")
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    headings = {one["name"]["value"] for one in nodes if one["role"]["value"] == "heading"}
    assert set(season.names.values()) <= headings
    assert sum(one["role"]["value"] == "listitem" for one in nodes) > len(season.names)  # and the bars in sight


@pytest.mark.parametrize("state", ["", "#view=people", "#view=load", "#view=conflicts", "#view=sheet&person=C010"])
def test_it_prints_all_of_a_view_without_the_controls(
    season: Season, visits: Visits, state: str, tmp_path: Path
) -> None:
    page = visits.open(season.page, state)
    shown = bars(page)
    printed = page.pdf(prefer_css_page_size=True)
    assert printed.startswith(b"%PDF")
    page.emulate_media(media="print")
    assert bars(page) == shown
    assert page.locator("#controls form").is_hidden()
    assert not page.evaluate(
        "[...document.querySelectorAll('.row, .cards > li, .sheet tr')].some(one => !one.offsetHeight)"
    )
    if state == "" and shutil.which("pdftotext"):
        (tmp_path / "page.pdf").write_bytes(printed)
        text = subprocess.run(
            ["pdftotext", str(tmp_path / "page.pdf"), "-"], capture_output=True, text=True, check=True
        ).stdout
        assert "Postcards to Nobody" in text
        assert "Vacant" in text


def test_on_paper_the_weeks_of_load_stand_below_each_other(season: Season, visits: Visits) -> None:
    page = visits.open(season.page, "#view=load")
    weeks = page.locator(".load thead th").all_inner_texts()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    tables = page.locator(".load table")
    heads = [tables.nth(at).locator("thead th").all_inner_texts() for at in range(tables.count())]
    assert [week for head in heads for week in head[1:]] == weeks[1:]
    assert max(map(len, heads)) <= 21
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".load thead th").all_inner_texts() == weeks


def test_scenarios_switch_and_mark_just_what_differs(season: Season, visits: Visits) -> None:
    file = season.scenarios / "report.html"
    page = visits.open(file)
    names = [plan["name"] for plan in data_of(file.read_text(encoding="utf-8"))["plans"]]
    assert names[0] == "base"
    assert sorted(names[1:]) == sorted(row[0] for row in SCENARIOS)
    base = rows_of(season.scenarios / "base.xlsx")
    for name in names[1:]:
        page.select_option("select[name=plan]", name)
        page.wait_for_function("name => document.querySelector('#about').textContent.startsWith(`${name}: `)", arg=name)
        drawn(page)
        rows = rows_of(season.scenarios / f"{name}.xlsx")
        assert bars(page) == len(rows)
        assert page.locator(".bars > .vacant").count() == sum(not row.who for row in rows)
        assert page.locator(".bars > .differs").count() == len(rows) - _same(base, rows)
    page.go_back()
    page.wait_for_function(
        "name => document.querySelector('#about').textContent.startsWith(`${name}: `)", arg=names[-2]
    )


def test_a_scenario_has_a_line_for_whom_it_hires_and_others_have_none(season: Season, visits: Visits) -> None:
    page = visits.open(season.scenarios / "report.html", "#view=people")
    lines = page.locator(".row h4:not(.lack)")
    assert lines.count() == len(season.names)
    page.select_option("select[name=plan]", "Grips")
    page.wait_for_function("document.querySelector('#about').textContent.startsWith('Grips: ')")
    drawn(page)
    assert lines.count() == len(season.names) + 1
    assert page.locator(".row h4", has_text="Grip 1 (Grips)").count() == 1


def _same(base: list[Row], rows: list[Row]) -> int:
    """Return how many rows of a plan the first plan has too."""
    left, same = list(base), 0
    for row in rows:
        if row in left:
            left.remove(row)
            same += 1
    return same


def test_figures_of_scenarios_stand_beside_each_other(season: Season, visits: Visits) -> None:
    file = season.scenarios / "report.html"
    page = visits.open(file, "#view=figures")
    names = page.locator("#figures thead th").all_inner_texts()[1:]
    filled = [sum(bool(row.who) for row in rows_of(season.scenarios / f"{name}.xlsx")) for name in names]
    shown = figures(page)["Slots filled"]
    assert [int(re.match(r"[\d,]+", text)[0].replace(",", "")) for text in shown] == filled
    assert [re.search(r"\((.)(\d+)\)", text) is not None for text in shown] == [one != filled[0] for one in filled]


def test_hostile_names_stay_text_in_a_browser(visits: Visits, tmp_path: Path) -> None:
    folder = hostile_folder(tmp_path / "hostile")
    assert run(["report", str(folder), "--quiet"]) == 0
    for state in ("", "#view=people", "#view=conflicts", "#view=load", "#view=sheet&person=C0"):
        page = visits.open(folder / "report.html", state, PHONE)
        assert page.locator("img, main script, #view b i").count() == 0
    page = visits.open(folder / "report.html")
    titles = page.locator(".row h3").all_inner_texts()
    assert "<img src=x onerror=alert(1)>" in titles
    assert len(titles) == len(HOSTILE)
    page.locator(".bars > li").first.hover()
    assert page.locator("#tell").is_visible()
