"""Scenarios as coordinators type them: every fault at its cell, and what is left open decided as the sheet says."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from planner.domain.booking import BookingStatus
from planner.domain.change import AddPerson, AddProduction, Book, MoveProduction, MoveWindow, SetNeed, SetSetting
from planner.domain.change_rows import COLUMNS, WORDS, columns_of
from planner.domain.span import DateSpan
from planner.workbook.columns.changes import COLUMN_OF
from planner.workbook.scenario_reading import ScenarioFile, read_scenarios
from tests.unit.workbook.books import day, read, write_book

HEAD = ("Scenario", *COLUMN_OF, "Notes")
AT = {name: at for at, name in enumerate(HEAD)}


def row(scenario: str, change: str, **cells: Any) -> list[Any]:
    """Return a row, its cells by header in small letters."""
    found: list[Any] = [None] * len(HEAD)
    for name, value in {"scenario": scenario, "change": change, **cells}.items():
        found[AT[name.replace("_", " ").capitalize()]] = value
    return found


def scenarios(tmp_path: Path, *rows: Sequence[Any], most: int = 200) -> ScenarioFile:
    """Read rows as scenarios of the folder of two people and two productions."""
    reading = read(tmp_path)
    return read_scenarios(write_book(tmp_path / "what-if.xlsx", {"Scenarios": (HEAD, *rows)}), reading, most)


def faults(found: ScenarioFile) -> list[tuple[str, str]]:
    assert found.scenarios == ()
    return [(one.code, one.place.cell) for one in found.findings]


def test_the_columns_are_those_of_a_row_of_change() -> None:
    assert tuple(COLUMN_OF.values()) == COLUMNS
    assert {column for kind in WORDS.values() for column in columns_of(kind)} == set(COLUMNS) - {"change"}


def test_rows_of_one_name_are_a_scenario_in_their_order(tmp_path: Path) -> None:
    found = scenarios(
        tmp_path,
        row("Later", "move", production="Quince", number=7),
        row("Other", "cancel", production="P1"),
        row(" LATER ", "Need", production="p2", role="Gaffer", number="2"),
    )
    assert [one.name for one in found.scenarios] == ["Later", "Other"]
    # the production has moved by then, and days that are not said are its own
    moved = DateSpan(day(17), day(21))
    assert found.scenarios[0].changes == (MoveProduction("P2", 7), SetNeed("P2", "Gaffer", moved, 2))


def test_what_is_added_has_the_next_identifier_and_can_be_named_below(tmp_path: Path) -> None:
    found = scenarios(
        tmp_path,
        row("New", "add production", title="Dusk", **{"from": day(20), "to": day(21)}, priority=2),
        row("New", "add person", crew="Cy Aro", role="Gaffer", day_rate=450.5),
        row("New", "book", production="Dusk", crew="Cy Aro", value="Hold 2"),
        row("New", "hire", role="Grip", number=2),
        row("New", "hire", role="Grip", number=1, day_rate=300),
    )
    added, person, booked, *hired = found.scenarios[0].changes
    assert added == AddProduction("P3", "Dusk", DateSpan(day(20), day(21)), 2)
    assert person == AddPerson("C3", "Cy Aro", "Gaffer", day_rate_cents=45050)
    assert booked == Book("P3", "C3", BookingStatus.HOLD, 2)
    assert [(one.crew_id, one.full_name) for one in hired if isinstance(one, AddPerson)] == [
        ("C4", "Grip 1 (New)"),
        ("C5", "Grip 2 (New)"),
        ("C6", "Grip 3 (New)"),
    ]
    assert found.scenarios[0].told == ("Grip: the day rate is the median, 0.00.",)


def test_a_person_who_is_there_gets_another_employment(tmp_path: Path) -> None:
    (found,) = scenarios(tmp_path, row("A", "add person", crew="C2", role="Gaffer")).scenarios
    assert found.changes == (AddPerson("C2", "Bo Lindt", "Gaffer"),)


def test_ranges_are_combined_and_named_by_what_varies(tmp_path: Path) -> None:
    found = scenarios(
        tmp_path,
        row("V", "move", production="P2", number="-7..7 step 7"),
        row(
            "V",
            "window",
            production="P1",
            role="Gaffer",
            **{"from": day(3), "to": day(5)},
            value="4 May 2026..2026-05-05",
        ),
        row("V", "away", crew="C1", **{"from": "2026-05-20+(0..1)", "to": day(22)}),
    )
    assert [one.name for one in found.scenarios] == [
        f"V [move={days}, away=2026-05-{first}]" for days in (-7, 0, 7) for first in (20, 21)
    ]
    window = found.scenarios[0].changes[1]
    assert isinstance(window, MoveWindow)
    assert window.becomes == DateSpan(day(4), day(5))


def test_two_rows_of_a_word_that_vary_are_told_apart(tmp_path: Path) -> None:
    found = scenarios(tmp_path, *(row("V", "move", production=one, number="0..1") for one in ("P1", "P2")))
    assert found.scenarios[1].name == "V [move P1=0, move P2=1]"


def test_more_than_may_be_planned_are_refused_with_their_number(tmp_path: Path) -> None:
    found = scenarios(
        tmp_path, row("A", "cancel", production="P1"), row("B", "move", production="P1", number="0..9"), most=10
    )
    assert faults(found) == [("too-many-scenarios", "A3")]
    assert "make 11 scenarios, 10 of them here" in found.findings[0].message


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        (row("", "cancel", production="P1"), ("missing-value", "A2")),
        (row("Base", "cancel", production="P1"), ("bad-scenario", "A2")),
        (row("A", "cancle", production="P1"), ("bad-change", "B2")),
        (row("A", "cancel"), ("bad-change", "C2")),
        (row("A", "cancel", production="P9"), ("unknown-production", "C2")),
        (row("A", "rate", crew="C9", day_rate=1), ("unknown-crew", "D2")),
        (row("A", "cancel", production="P1", role="Gaffer"), ("unused-cell", "E2")),
        (row("A", "hire", role="Grip", number="many"), ("bad-change", "H2")),
        (row("A", "hire", role="Grip", number="3..1"), ("bad-change", "H2")),
        (row("A", "hire", role="Grip", number=0), ("bad-change", "H2")),
        (row("A", "rate", crew="C1", day_rate="a lot"), ("bad-rate", "I2")),
        (row("A", "away", crew="C1", **{"from": day(9), "to": day(8)}), ("bad-change", "G2")),
        (row("A", "away", crew="C1", **{"from": "soon", "to": day(8)}), ("bad-date", "F2")),
        (row("A", "book", production="P1", crew="C1", value="maybe"), ("bad-change", "J2")),
        (row("A", "set", value="Gap = 2"), ("bad-change", "J2")),
        (row("A", "priority", production="P1", value=9), ("bad-change", "J2")),
        (row("A", "back", crew="C1", **{"from": day(8), "to": day(9)}), ("impossible-change", "B2")),
        (
            row("A", "add production", production="P1", title="X", **{"from": day(8), "to": day(9)}),
            ("bad-change", "C2"),
        ),
    ],
)
def test_every_fault_has_its_cell(tmp_path: Path, cells: list[Any], fault: tuple[str, str]) -> None:
    assert faults(scenarios(tmp_path, cells)) == [fault]


def test_all_faults_are_told_at_once_and_once_for_all_that_vary(tmp_path: Path) -> None:
    found = scenarios(
        tmp_path,
        row("A", "move", production="P9", number="0..5"),
        row("B", "cancel", production="P8"),
        row("C", "cancel", production="P1"),
    )
    assert faults(found) == [("unknown-production", "C2"), ("unknown-production", "C3")]


def test_a_setting_is_named_as_on_its_sheet_whatever_its_case(tmp_path: Path) -> None:
    (found,) = scenarios(tmp_path, row("A", "set", value="gap days = 2")).scenarios
    assert found.changes == (SetSetting("gap_days", 2),)


def test_a_file_without_a_scenario_or_a_sheet_is_refused(tmp_path: Path) -> None:
    assert faults(scenarios(tmp_path)) == [("empty-sheet", "")]
    other = read_scenarios(write_book(tmp_path / "other.xlsx", {"Scenario": (HEAD,)}), read(tmp_path))
    assert [one.code for one in other.findings] == ["missing-sheet"]
    assert [one.code for one in read_scenarios(tmp_path / "none.xlsx", read(tmp_path)).findings] == ["missing-file"]


def test_days_are_read_as_the_folder_says(tmp_path: Path) -> None:
    reading = read(tmp_path, settings=(("Setting", "Value"), ("Date order", "mdy")))
    rows = (HEAD, row("A", "away", crew="C1", **{"from": "05/06/2026", "to": "05/07/2026"}))
    (found,) = read_scenarios(write_book(tmp_path / "s.xlsx", {"Scenarios": rows}), reading).scenarios
    assert found.changes[0].span == DateSpan(date(2026, 5, 6), date(2026, 5, 7))  # type: ignore[union-attr]
