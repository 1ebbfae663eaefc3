"""Of a cancelled production nothing but its identifier is read, and what is said of it refuses nothing."""

from pathlib import Path
from typing import Any

import pytest

from planner.audit.changes import find_changes
from planner.domain.finding import Severity
from planner.domain.plan import Plan
from tests.unit.workbook.books import (
    BOOKINGS_HEAD,
    NEEDS,
    NEEDS_HEAD,
    PLAN,
    PRODUCTIONS,
    PRODUCTIONS_HEAD,
    TYPED_HEAD,
    Rows,
    day,
    read,
    told,
)


def with_cancelled(*cells: Any, status: str = "cancelled") -> Rows:
    return (*PRODUCTIONS, ("P3", *cells, *[None] * (4 - len(cells)), status))


@pytest.mark.parametrize("status", ["cancelled", "canceled", " CANCELLED", "Canceled"])
@pytest.mark.parametrize(
    "cells", [("Off",), (), ("Off", "TBC", "TBC", "high"), ("Off", day(9), day(2)), ("Off", "#REF!", None, 77)]
)
def test_a_cancelled_production_needs_only_its_identifier(tmp_path: Path, cells: tuple[Any, ...], status: str) -> None:
    reading = read(tmp_path, productions=with_cancelled(*cells, status=status))
    assert told(reading, None) == []
    assert reading.instance is not None
    assert [p.production_id for p in reading.instance.planned_productions] == ["P1", "P2"]


def test_its_days_are_known_when_they_are_there(tmp_path: Path) -> None:
    reading = read(
        tmp_path, productions=with_cancelled("Off", day(20), day(22)), requirements=(*NEEDS, ("P3", "Grip", 1))
    )
    assert reading.instance is not None
    assert reading.instance.production_by_id["P3"].cancelled
    assert [need.span.days for need in reading.instance.requirements if need.production_id == "P3"] == [3]


def test_its_rows_refuse_nothing(tmp_path: Path) -> None:
    needs = (
        ("P3", "Grip", "some"),
        ("P3", None, 1, "TBC"),
        ("P3", "Stunts", 2),
        ("P3", "Grip", 10_000, day(1), day(2)),
    )
    bookings = (("P3", "C9", None, "confirmed"), ("P3", "C1", None, "perhaps"), ("P3", "C1", None, "confirmed"))
    rows = {"requirements": (*NEEDS, *needs), "bookings": (BOOKINGS_HEAD, *bookings, ("P3", "C1", None, "hold 1"))}
    reading = read(tmp_path, productions=with_cancelled("Off"), **rows)
    assert told(reading, None) == []
    assert reading.instance is not None
    assert reading.instance.standing_bookings == ()
    assert {slot.production_id for slot in reading.instance.slots} == {"P1", "P2"}


@pytest.mark.parametrize("head", [NEEDS_HEAD[:3], ("Production ID", "Gaffer", "Grip")])
def test_its_people_count_towards_no_limit(tmp_path: Path, head: tuple[str, ...]) -> None:
    many = ("P3", "Gaffer", 10_000) if "Role" in head else ("P3", 10_000, 0)
    productions = with_cancelled("Off", day(20), day(22))
    assert told(read(tmp_path, productions=productions, requirements=(head, *[many] * 26))) == []


def test_what_is_typed_about_it_stays_listed(tmp_path: Path) -> None:
    typed = {"Assignments": PLAN, "Typed bookings": (TYPED_HEAD, ("P3", "Off", "Grip", "C2", "Bo Lindt", "confirmed"))}
    reading = read(tmp_path, typed, productions=with_cancelled("Off"))
    assert reading.instance is not None
    assert [b.production_id for b in reading.instance.bookings] == ["P3"]
    assert reading.instance.standing_bookings == ()


def test_who_was_planned_there_is_told_that_it_is_no_longer_there(tmp_path: Path) -> None:
    plan = {"Assignments": (*PLAN, ("P3", "Off", "Grip", 1, day(20), day(21), "C2", "Bo Lindt"))}
    reading = read(tmp_path, plan, productions=with_cancelled("Off"))
    assert reading.instance is not None
    changes, _ = find_changes(reading.instance, Plan((), ()))
    assert [(change.kind, change.production_id) for change in changes][-1] == ("no longer there", "P3")


def test_a_reference_to_an_identifier_that_is_not_there_stays_an_error(tmp_path: Path) -> None:
    reading = read(tmp_path, productions=with_cancelled("Off"), requirements=(*NEEDS, ("P4", "Grip", 1)))
    assert told(reading) == [("unknown-production", "Requirements!A4")]


def test_two_rows_of_one_identifier_stay_an_error(tmp_path: Path) -> None:
    assert told(read(tmp_path, productions=(*with_cancelled("Off"), ("p3",)))) != []
    rows = (*with_cancelled("Off"), ("p3", "Back", day(1), day(2)))
    assert told(read(tmp_path, productions=rows)) == [("duplicate-id", "Productions!A5")]


@pytest.mark.parametrize(
    ("status", "hint"),
    [("cancel", "cancelled"), ("cancled", "cancelled"), ("actve", "active"), ("wrapped", "Type active or cancelled.")],
)
def test_another_status_is_an_error_that_says_what_may_be_meant(tmp_path: Path, status: str, hint: str) -> None:
    rows = (*PRODUCTIONS, ("P3", "On", day(1), day(2), 1, status))
    reading = read(tmp_path, productions=rows)
    assert told(reading) == [("bad-status", "Productions!F4")]
    assert hint in reading.findings[0].hint


def test_without_identifiers_the_title_is_needed(tmp_path: Path) -> None:
    rows = (PRODUCTIONS_HEAD[1:], ("Harbour Lights", day(3), day(5)), (None, "TBC", None, None, "cancelled"))
    reading = read(tmp_path, productions=rows, requirements=(("Title", "Role", "Count"), ("Harbour Lights", "Grip", 1)))
    assert told(reading, Severity.ERROR) == [("missing-value", "Productions!A3")]
