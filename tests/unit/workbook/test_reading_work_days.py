"""Work days and holidays: which days of the week, which regions, and what a plan counts as paid."""

from datetime import date
from pathlib import Path

import pytest

from planner.domain.finding import Severity
from planner.domain.work_days import EVERY_DAY
from planner.workbook.inputs.holidays_sheet import find_region, holidays_of, public_holidays
from planner.workbook.inputs.weekdays import parse_weekdays
from planner.workbook.xlsx.cells import Fault
from tests.unit.workbook.books import PRODUCTIONS, PRODUCTIONS_HEAD, SETTINGS_HEAD, day, read, told


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Mon-Fri", {0, 1, 2, 3, 4}),
        ("mon – SAT", {0, 1, 2, 3, 4, 5}),
        ("Monday to Friday", {0, 1, 2, 3, 4}),
        ("Mo-Fr", {0, 1, 2, 3, 4}),
        ("Mon-Sun", EVERY_DAY),
        ("Sat-Mon", {5, 6, 0}),
        ("Tue, Thurs; Saturday", {1, 3, 5}),
        ("Mon Wed. and Fri", {0, 2, 4}),
        ("Mon-Wed, Sat & Sun", {0, 1, 2, 5, 6}),
        ("Tuesday", {1}),
    ],
)
def test_days_of_the_week_are_read_in_short_and_in_full(text: str, days: set[int]) -> None:
    assert parse_weekdays(text, "x") == days


@pytest.mark.parametrize("text", ["T-F", "1-5", "Mon-", "Mon-Wed-Fri", "weekdays", "lun-ven", ",", "Mon till Fri"])
def test_what_is_no_day_of_the_week_is_a_fault(text: str) -> None:
    assert isinstance(parse_weekdays(text, "x"), Fault)


@pytest.mark.parametrize(
    ("text", "code"),
    [("de-by", "DE-BY"), ("DE", "DE"), ("DE_Bayern", "DE-BY"), ("UK", "GB"), ("gb-sct", "GB-SCT"), ("US-CA", "US-CA")],
)
def test_regions_are_found_by_code(text: str, code: str) -> None:
    assert find_region(text) == code


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("Germany", "DE (Germany)"),
        ("Frence", "FR (France)"),
        ("DE-Bayren", "DE-BY"),
        ("DE-XX", "BB, "),
        ("no", "NO for Norway"),
    ],
)
def test_a_region_that_there_is_not_has_a_hint(text: str, hint: str) -> None:
    found = find_region(text)
    assert isinstance(found, Fault)
    assert hint in found.hint


def test_public_holidays_include_observed_days_and_no_school_holidays() -> None:
    days = {one.day: one.name for one in public_holidays("GB-ENG", 2027, 2027)}
    assert days[date(2027, 12, 27)] == "Christmas Day (observed)"
    assert date(2027, 1, 4) not in days  # of Scotland alone
    bavaria = {one.day for one in public_holidays("DE-BY", 2027, 2027)}
    assert bavaria - {one.day for one in public_holidays("DE", 2027, 2027)} >= {date(2027, 1, 6), date(2027, 5, 27)}


def test_names_of_holidays_do_not_depend_on_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = set()
    for language in ("de_DE.UTF-8", "en_US.UTF-8", "th_TH.UTF-8", ""):
        for name in ("LANG", "LANGUAGE", "LC_ALL"):
            monkeypatch.setenv(name, language)
        public_holidays.cache_clear()
        seen.add(public_holidays("DE", 2027, 2027))
    assert len(seen) == 1


def test_settings_productions_and_the_sheet_of_holidays_make_paid_days(tmp_path: Path) -> None:
    # P1 runs from Sunday 3 to Tuesday 5 May, P2 needs grips on 11 and 12 May
    settings = (SETTINGS_HEAD, ("work days", "Mon-Sat"), ("Holidays", "de-by"))
    holidays = (("Name", "Date"), ("Rehearsal", day(5)), ("", "2026-05-12"), (None, None))
    productions = ((*PRODUCTIONS_HEAD, "Work days"), PRODUCTIONS[1], (*PRODUCTIONS[2], None, "Sun, Mon; Tue"))
    reading = read(tmp_path, settings=settings, holidays=holidays, productions=productions)
    assert told(reading, Severity.ERROR) == []
    instance = reading.instance
    assert instance is not None
    assert {need.production_id: instance.paid_days(need) for need in instance.requirements} == {"P1": 1, "P2": 1}
    assert [one.name for one in instance.settings.holidays if one.day == date(2026, 5, 14)] == ["Ascension Day"]


def test_blank_means_every_day_and_no_holidays(tmp_path: Path) -> None:
    reading = read(tmp_path, settings=(SETTINGS_HEAD, ("Work days", None), ("Holidays", " ")), holidays=())
    assert reading.instance is not None
    assert (reading.instance.settings.work_days, reading.instance.settings.holidays) == (EVERY_DAY, ())


def test_without_work_there_are_only_the_listed_holidays() -> None:
    assert holidays_of("DE", (), ()) == ()
