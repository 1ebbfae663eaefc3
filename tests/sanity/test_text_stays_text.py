"""Whatever somebody has typed, it is text in the plan: no formula, no link, no broken file, in three programs.

Changes when the plan shows another text of the user's.
"""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from xml.parsers import expat
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from planner.domain.booking import Booking, BookingStatus
from planner.domain.crew import Absence, CrewMember
from planner.domain.finding import Place, Severity
from planner.domain.instance import Instance
from planner.domain.plan import Assignment, GoalResult, Plan
from planner.domain.production import Production, Requirement, Slot
from planner.domain.report import Candidate, Conflict, PlanChange, Report
from planner.domain.run import InputFile
from planner.domain.settings import GoalName
from planner.domain.span import DateSpan
from planner.domain.week import RoleWeek
from planner.workbook.planbook.plan_writing import plan_workbook
from planner.workbook.xlsx.cell_writing import safe_text
from tests.libreoffice import convert, needs_libreoffice
from tests.unit.workbook.planbook.test_plan_writing import RUN

TEXTS = (
    *("=1+1", "+1", "-1", "@SUM(A1)", "{=1}", '=HYPERLINK("http://x")', "=cmd|' /C calc'!A0"),
    *("http://example.com", "mailto:a@b.c", "internal:'Crew'!A1", "external:c:\\x.xlsx", "www.x.org", "file:///etc"),
    *("\ttab", "\x00\x01\x08", "\ud800", "\udfff\ud800", "\ufffe\uffff", "a\x0bb", "\x7f\x85"),
    *(
        "</t></is></c>",
        "<r><t>x</t></r>",
        "<r>",
        "&amp; & <b>",
        "\"q' '",
        "]]>",
        "_x0041_",
        "_xFFFF_x0041_",
        "two\nlines",
        " a ",
    ),
    *("&P&N", "&[Page]", "演員", "e\u0301", "\u202eabc", "\u200b.", "1e5", "007", "TRUE", "#REF!", "1/2", "2026-01-01"),
)
WEEK = DateSpan(date(2027, 5, 3), date(2027, 5, 7))


def written(texts: tuple[str, ...]) -> bytes:
    """Return a plan in which every field that a user can fill holds each of these texts once."""
    slots = [Slot(text, text, WEEK, 1) for text in texts]
    vacant = [replace(slot, number=2) for slot in slots]
    plan = Plan(
        tuple(Assignment(slot, slot.role) for slot in slots),
        tuple(vacant),
        (GoalResult(GoalName.COVERAGE, 1, 1, True, priority=3),),
    )
    report = Report(
        tuple(
            Conflict("vacancy", Severity.WARNING, t, t, t, t, 2, WEEK, t, options=(t, t), source=Place(t, t, "C2"))
            for t in texts
        ),
        tuple(Candidate(slot, slot.role, ("busy",), slot.role) for slot in vacant),
        texts[0],
        tuple(PlanChange("lost", t, t, WEEK, t, t) for t in texts),
        shared=texts,
        weeks=tuple(RoleWeek(t, WEEK, 2, 1, 1, 1, 1, (t,)) for t in texts),
    )
    instance = Instance.sorted(
        tuple(CrewMember.employed(t, t, t, (t,), absences=(Absence(WEEK, t),)) for t in texts),
        tuple(Production(t, t, WEEK) for t in texts),
        tuple(Requirement(t, t, WEEK, 2) for t in texts),
        tuple(Booking(t, t, None, BookingStatus.CONFIRMED, typed=True) for t in texts),
    )
    run = replace(RUN, inputs=tuple(InputFile(t, t, "ab" * 32, RUN.started) for t in texts))
    return plan_workbook(instance, plan, report, run)


@pytest.fixture(scope="module")
def plan() -> bytes:
    return written(TEXTS)


def check_parts(plan: bytes) -> None:
    with ZipFile(BytesIO(plan)) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                part = package.read(name)
                expat.ParserCreate().Parse(part, True)
                assert b"<f>" not in part, name
                # a chart's data and their names are cells of ours; what it is called is a text of its own
                for formula in re.findall(rb"<c:f>([^<]*)</c:f>", part):
                    assert re.match(rb"(Summary|Shortages)!", formula), formula
                assert b"<c:title><c:tx><c:strRef>" not in part


def test_every_part_is_sound_xml_without_a_formula(plan: bytes) -> None:
    check_parts(plan)


@pytest.mark.parametrize("text", TEXTS)
def test_a_chart_of_any_role_is_sound(text: str) -> None:
    check_parts(written((text,)))


def test_only_sources_and_next_steps_are_links(plan: bytes) -> None:
    targets = []
    with ZipFile(BytesIO(plan)) as package:
        for name in package.namelist():
            part = package.read(name).decode()
            if name.endswith(".rels"):
                targets += re.findall(r'Target="([^"]*)" TargetMode="External"', part)
            elif "/worksheets/" in name and "<hyperlink " in part:
                assert re.fullmatch(r"xl/worksheets/sheet[13]\.xml", name)  # Summary and Conflicts
    # A source's file stands beside the plan; a name that would lead elsewhere, or nowhere, is only shown.
    assert targets
    assert not [target for target in targets if re.search(r"[:\\/#]", target)]


def shown(text: str) -> str:
    return safe_text(text).replace("\r\n", "\n")


def titles(rows: list[tuple[object, ...]]) -> set[object]:
    return {row[rows[0].index("Title")] for row in rows[1:]}


def test_openpyxl_reads_the_texts_as_they_were(plan: bytes) -> None:
    book = load_workbook(BytesIO(plan))
    expected = {shown(text) for text in TEXTS}
    for name in ("Assignments", "Conflicts", "Productions", "Typed bookings"):
        assert titles(list(book[name].iter_rows(values_only=True))) == expected
    for sheet in book:
        assert not [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type in ("f", "e")]


def test_calamine_reads_the_texts_as_they_were(plan: bytes) -> None:
    book = CalamineWorkbook.from_filelike(BytesIO(plan))
    for name in ("Assignments", "Conflicts", "Productions", "Typed bookings"):
        rows = [tuple(row) for row in book.get_sheet_by_name(name).to_python()]
        assert titles(rows) == {shown(text) for text in TEXTS}


@needs_libreoffice
def test_libreoffice_reads_the_texts_as_they_were(plan: bytes, tmp_path: Path) -> None:
    (tmp_path / "plan.xlsx").write_bytes(plan)
    book = load_workbook(convert([tmp_path / "plan.xlsx"], tmp_path / "saved") / "plan.xlsx")
    assert titles(list(book["Assignments"].iter_rows(values_only=True))) == {shown(text) for text in TEXTS}
    for sheet in book:
        assert not [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_very_long_texts_are_cut_visibly_everywhere() -> None:
    for sheet in load_workbook(BytesIO(written(("x" * 40_000,)))):
        for row in sheet.iter_rows():
            long = [str(cell.value) for cell in row if len(str(cell.value)) > 32_000]
            assert all(len(text) <= 32_767 and text.endswith("[cut]") for text in long), sheet.title
