"""The plan workbook says what the plan says, in cells that Excel and the next run understand."""

import random
from dataclasses import replace
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from planner.domain.booking import Booking, BookingStatus
from planner.domain.crew import Absence, CrewMember, Employment
from planner.domain.finding import Place, Severity
from planner.domain.instance import Instance
from planner.domain.plan import Assignment, GoalResult, Plan, PreviousPlan
from planner.domain.production import Production, Requirement, Slot
from planner.domain.report import Candidate, Conflict, PlanChange, Report
from planner.domain.run import InputFile, RunRecord, Seconds
from planner.domain.settings import GoalName, Settings
from planner.domain.span import DateSpan
from planner.domain.week import RoleWeek
from planner.domain.work_days import Holiday
from planner.workbook.columns import plan as columns
from planner.workbook.planbook.departments import build_departments
from planner.workbook.planbook.plan_reading import plan_of, read_plan
from planner.workbook.planbook.plan_rows import BookedText
from planner.workbook.planbook.plan_totals import Totals, days_available
from planner.workbook.planbook.plan_words import filled_words, proof_words
from planner.workbook.planbook.plan_writing import plan_workbook
from planner.workbook.planbook.timeline import Axis, Timeline, build_days, build_timeline
from planner.workbook.xlsx.cell_writing import LONGEST_TEXT, link_to, safe_text
from tests.builders import recast

WEEK = DateSpan(date(2027, 5, 3), date(2027, 5, 7))  # Monday to Friday
WEEK_BEGINS = datetime(2027, 5, 3)
STARTED = datetime(2027, 4, 1, 9, 30)
RUN = RunRecord(
    STARTED,
    (("crew-planner", "0.1"),),
    2,
    600,
    (InputFile("crew", "crew.xlsx", "ab" * 32, STARTED),),
    Seconds(0.1, 0.4),
)
ADA = CrewMember.employed("C1", "Ada", "Gaffer", ("Key Grip",), day_rate_cents=12_345)
BO = CrewMember.employed("007", "Bo", "Key Grip", last_day=date(2027, 5, 5), day_rate_cents=10_000)
P1 = Production("P1", "=1+1", WEEK, priority=1)
P2 = Production("P2", "http://example.com", WEEK)
FILLED = Slot("P1", "Gaffer", WEEK, 1)
VACANT = Slot("P1", "Gaffer", WEEK, 2)
GRIP = Slot("P2", "Key Grip", DateSpan(date(2027, 5, 3), date(2027, 5, 4)), 1)
NEEDS = (Requirement("P1", "Gaffer", WEEK, 2), Requirement("P2", "Key Grip", GRIP.span, 1))
PLAN = Plan(
    (Assignment(FILLED, "C1"), Assignment(GRIP, "007")),
    (VACANT,),
    (GoalResult(GoalName.COVERAGE, 1, 1, True, priority=1), GoalResult(GoalName.COST, 81_725, 80_000, False, "work")),
    coverage_bound=2,
)
REPORT = Report(
    conflicts=(
        Conflict(
            "vacancy",
            Severity.WARNING,
            "P1",
            "Gaffer",
            "Nobody fills P1 Gaffer 2.",
            "Ada is busy.",
            2,
            WEEK,
            options=("Hire a gaffer.", "Move P1."),
            source=Place("productions.xlsx", "Requirements", "C2"),
        ),
        Conflict("hold-displaced", Severity.INFO, "P2", "Key Grip", "Ada is not there.", "", crew_id="C1"),
    ),
    candidates=(Candidate(VACANT, "C1", ("busy", "gap"), "works P1"),),
    candidates_cut="Only the nearest are shown.",
    changes=(PlanChange("lost", "P9", "Gaffer", WEEK, "C9", "Old Hand"),),
    change_of={PLAN.assignments[0]: "kept", PLAN.assignments[1]: "new"},
)


BOOKINGS = (
    Booking("P1", "C1", "Gaffer", BookingStatus.HOLD, 2),
    Booking("P2", "007", None, BookingStatus.CONFIRMED, typed=True, first_day=date(2027, 5, 3)),
)


def folder(bookings: tuple[Booking, ...] = BOOKINGS) -> Instance:
    return Instance.sorted((ADA, BO), (P1, P2), NEEDS, bookings)


def sheet_of(instance: Instance, name: str, plan: Plan = PLAN, report: Report = REPORT) -> Worksheet:
    sheet = load_workbook(BytesIO(plan_workbook(instance, plan, report, RUN)))[name]
    assert isinstance(sheet, Worksheet)
    return sheet


def rows_of(sheet: Worksheet) -> list[tuple[object, ...]]:
    return [tuple(row) for row in sheet.iter_rows(values_only=True)]


def test_has_the_contract_s_sheets_in_order() -> None:
    names = load_workbook(BytesIO(plan_workbook(folder(), PLAN, REPORT, RUN))).sheetnames
    assert names == [
        *("Summary", "Assignments", "Conflicts", "Candidates", "Timeline"),
        *("Productions", "Crew", "Changes", "Shortages", "Typed bookings", "Run"),
    ]


def test_typed_bookings_are_there_only_when_there_are_any() -> None:
    assert (
        "Typed bookings" not in load_workbook(BytesIO(plan_workbook(folder(bookings=()), PLAN, REPORT, RUN))).sheetnames
    )
    assert rows_of(sheet_of(folder(), "Typed bookings")) == [
        columns.TYPED_BOOKINGS.names,
        ("P2", "http://example.com", None, datetime(2027, 5, 3), None, "007", "Bo", "confirmed"),
    ]


def test_assignments_hold_every_slot_with_real_dates_and_text() -> None:
    monday, tuesday, friday = datetime(2027, 5, 3), datetime(2027, 5, 4), datetime(2027, 5, 7)
    sheet = sheet_of(folder(), "Assignments")
    assert rows_of(sheet) == [
        columns.ASSIGNMENTS.names,
        ("P1", "=1+1", "Gaffer", 1, monday, friday, "C1", "Ada", "hold 2", None, "kept"),
        ("P1", "=1+1", "Gaffer", 2, monday, friday, None, None, None, None, None),
        (
            "P2",
            "http://example.com",
            "Key Grip",
            1,
            monday,
            tuesday,
            "007",
            "Bo",
            "confirmed",
            None,
            "new",
        ),
    ]
    assert sheet["B2"].data_type == "s"  # not a formula
    assert sheet["B4"].hyperlink is None
    assert sheet["E2"].number_format == "yyyy-mm-dd"


def test_assignments_can_be_filtered_and_typed_into() -> None:
    sheet = sheet_of(folder(), "Assignments")
    (table,) = sheet.tables.values()
    assert table.ref == "A1:K4"
    assert table.autoFilter is not None
    assert sheet.freeze_panes == "C2"
    (rule,) = sheet.data_validations.dataValidation
    assert str(rule.sqref) == "J2:J4"
    assert rule.formula1 == '"confirmed,' + ",".join(f"hold {rank}" for rank in range(1, 10)) + ',released,never"'
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.print_title_rows == "$1:$1"


def test_rows_come_in_the_order_of_requirements_whatever_the_plan_s_order() -> None:
    shuffled = replace(PLAN, assignments=PLAN.assignments[::-1])
    assert rows_of(sheet_of(folder(), "Assignments", shuffled)) == rows_of(sheet_of(folder(), "Assignments"))


def test_conflicts_say_the_severity_as_a_bare_word_and_link_to_the_source() -> None:
    sheet = sheet_of(folder(), "Conflicts")
    header, vacancy, displaced = rows_of(sheet)
    assert header == columns.CONFLICTS.names
    assert vacancy[:2] == ("vacancy", "warning")
    assert vacancy[9:12] == ("Nobody fills P1 Gaffer 2.", "Ada is busy.", "1. Hire a gaffer.\n2. Move P1.")
    assert vacancy[12] == "productions.xlsx › Requirements!C2"
    assert sheet["M2"].hyperlink.target == "productions.xlsx"
    assert sheet["M2"].hyperlink.location == "'Requirements'!C2"
    assert "@" in sheet["B2"].number_format
    assert sheet["B2"].number_format != sheet["B3"].number_format  # another symbol
    assert displaced[5:8] == (None, None, None)


def test_candidates_and_changes() -> None:
    monday, friday = datetime(2027, 5, 3), datetime(2027, 5, 7)
    candidates = rows_of(sheet_of(folder(), "Candidates"))
    assert candidates[0][:9] == columns.CANDIDATES.names
    assert candidates[0][10] == "Only the nearest are shown."
    assert candidates[1][:9] == ("P1", "Gaffer", 2, monday, friday, "C1", "Ada", "busy; gap", "works P1")
    gone = ("lost", "P9", None, "Gaffer", monday, friday, None, None, "C9", "Old Hand")
    assert rows_of(sheet_of(folder(), "Changes"))[1] == gone


def test_what_moved_tells_its_title_and_its_days_before() -> None:
    moved = Report(changes=(PlanChange("moved", "P1", "Gaffer", GRIP.span, "C1", "Ada", WEEK),))
    header, row = rows_of(sheet_of(folder(), "Changes", report=moved))
    told = dict(zip(header, row, strict=True))
    assert (told["Title"], told["To"]) == ("=1+1", datetime(2027, 5, 4))
    assert (told["Previous From"], told["Previous To"]) == (datetime(2027, 5, 3), datetime(2027, 5, 7))


def test_a_sheet_without_rows_says_why_beside_its_headers() -> None:
    nothing = Report()
    assert "every slot is filled" in str(sheet_of(folder(), "Conflicts", report=nothing)["O1"].value)
    assert sheet_of(folder(), "Changes", report=nothing)["L1"].value == "There is no previous plan to compare with."
    again = replace(folder(), previous=PreviousPlan(PLAN.assignments))
    assert sheet_of(again, "Changes", report=nothing)["L1"].value == "Nobody gained, lost or moved a slot."


def test_productions_and_crew_add_up() -> None:
    productions = rows_of(sheet_of(folder(), "Productions"))
    assert [row[4:] for row in productions[1:]] == [(1, 2, 1, 1, "no", 1), (3, 1, 1, 0, "yes", 1)]
    bo, ada = rows_of(sheet_of(folder(), "Crew"))[1:]
    # Ada: 5 days at 123.45; the plan spans 5 days and she is there on all of them.
    assert ada[:9] == ("C1", "Ada", "Gaffer", 5, 123.45, 617.25, 5, 1, 1)
    # Bo: 2 days at 100.00, employed on 3 of the 5 days.
    assert bo[:9] == ("007", "Bo", "Key Grip", 2, 100, 200, 3, pytest.approx(2 / 3), 1)
    assert Totals(folder(), PLAN).cost_cents == 61_725 + 20_000


def test_each_employment_has_a_row_with_its_paid_days_at_its_rate() -> None:
    # 3 to 7 May is Monday to Friday; Thursday is a holiday, and from Wednesday on the new rate counts.
    old, new = (
        Employment("Gaffer", last_day=date(2027, 5, 4), day_rate_cents=10_000),
        Employment("Gaffer", first_day=date(2027, 5, 5), day_rate_cents=20_000),
    )
    settings = Settings(work_days=frozenset(range(5)), holidays=(Holiday(date(2027, 5, 6), "Ascension"),))
    instance = Instance.sorted((CrewMember("C1", "Ada", (old, new)),), (P1,), NEEDS[:1], (), settings)
    plan = Plan((Assignment(FILLED, "C1"),), (VACANT,))
    rows = Totals(instance, plan).crew_rows()
    assert [row[3:9] for row in rows] == [(2, 100, 200, 2, 1, 1), (2, 200, 400, 3, 1, 1)]
    assert Totals(instance, plan).cost_cents == 60_000
    run = dict(row[:2] for row in rows_of(sheet_of(instance, "Run", plan, Report())))
    assert run["Holiday 2027-05-06"] == "Ascension"
    assert run["Setting: Work days"] == "Mon, Tue, Wed, Thu, Fri"


def test_what_is_said_of_people_besides_stands_on_the_crew_sheet() -> None:
    assert rows_of(sheet_of(folder(), "Crew"))[0][-1] == "Other roles"
    told = replace(ADA.employments[0], remarks=(("Email", "ada@example.org"), ("Notes", "=double on Sundays")))
    instance = folder()
    crew = tuple(replace(one, employments=(told,)) if one.crew_id == "C1" else one for one in instance.crew)
    head, bo, ada = rows_of(sheet_of(replace(instance, crew=crew), "Crew"))
    assert head[-3:] == ("Other roles", "Email", "Notes")
    assert [row[-2:] for row in (bo, ada)] == [(None, None), ("ada@example.org", "=double on Sundays")]


def test_work_by_role_counts_each_person_under_the_main_role() -> None:
    assert Totals(folder(), PLAN).role_rows() == [("Gaffer", 1, 5, 10, 5, 1), ("Key Grip", 1, 3, 2, 2, 0)]


def test_overlapping_absences_count_once() -> None:
    away = (
        Absence(DateSpan(date(2027, 5, 1), date(2027, 5, 4))),
        Absence(DateSpan(date(2027, 5, 4), date(2027, 5, 5))),
    )
    # 3 to 7 May less 3, 4 and 5 May.
    assert days_available(replace(ADA, absences=away), WEEK) == 2
    assert days_available(recast(ADA, first_day=date(2027, 6, 1)), WEEK) == 0


@pytest.mark.parametrize("seed", range(50))
def test_days_available_equal_counting_day_by_day(seed: int) -> None:
    chance = random.Random(seed)

    def some_span() -> DateSpan:
        first, last = sorted(chance.randrange(1, 29) for _ in "ab")
        return DateSpan(date(2027, 2, first), date(2027, 2, last))

    employed, span = some_span(), some_span()
    absences = tuple(Absence(some_span()) for _ in range(chance.randrange(4)))
    person = CrewMember.employed("C", "C", "R", (), employed.first_day, employed.last_day, absences=absences)
    days = [date(2027, 2, day) for day in range(1, 29)]
    free = [
        d for d in days if span.includes(d) and employed.includes(d) and not any(a.span.includes(d) for a in absences)
    ]
    assert days_available(person, span) == len(free)


def test_what_lies_outside_the_window_is_kept_for_the_next_run() -> None:
    late = DateSpan(date(2027, 5, 5), date(2027, 5, 7))
    needs = (Requirement("P1", "Gaffer", late, 1), Requirement("P2", "Key Grip", GRIP.span, 1))
    carried = Assignment(Slot("P1", "Gaffer", late, 1), "C1")
    instance = Instance.sorted(
        (ADA, BO), (P1, P2), needs, (), Settings(plan_to=date(2027, 5, 4)), PreviousPlan((carried,))
    )
    plan = Plan((Assignment(GRIP, "007"),), ())
    assert rows_of(sheet_of(instance, "Outside the window", plan, Report())) == [
        columns.OUTSIDE_WINDOW.names,
        ("P1", "=1+1", "Gaffer", 1, datetime(2027, 5, 5), datetime(2027, 5, 7), "C1", "Ada"),
    ]


def test_booked_prefers_the_role_s_own_row_then_bookings_over_typed() -> None:
    hold = Booking("P1", "C1", "Gaffer", BookingStatus.HOLD, 1)
    typed = replace(hold, status=BookingStatus.CONFIRMED, rank=0, typed=True)
    any_role = replace(hold, role=None, rank=3)
    for_days = replace(any_role, rank=5, last_day=WEEK.last_day)
    grip = replace(FILLED, role="Key Grip")
    assert BookedText((hold, typed)).of("C1", FILLED) == "hold 1"
    assert BookedText((typed, any_role)).of("C1", FILLED) == "hold 3"
    assert BookedText((typed,)).of("C1", FILLED) == "confirmed"
    assert BookedText((hold, any_role)).of("C1", grip) == "hold 3"
    assert BookedText((hold, for_days)).of("C1", FILLED) == "hold 5"
    assert BookedText((hold,)).of("C1", grip) == ""


def test_run_is_readable_by_machine() -> None:
    rows = rows_of(sheet_of(folder(), "Run"))
    pairs = {row[0]: row[1] for row in rows}
    assert pairs["Status"] == "feasible"
    assert (pairs["Slots"], pairs["Filled"], pairs["Vacant"], pairs["Coverage bound"]) == (3, 2, 1, 2)
    assert pairs["Conflicts"] == 1  # info does not count
    assert pairs["SHA-256 of crew"] == "ab" * 32
    at = next(number for number, row in enumerate(rows) if row[0] == "Goal")
    assert rows[at + 1][:7] == ("coverage", 1, None, 1, 1, "yes", None)
    assert rows[at + 2][:7] == ("cost", None, None, 81_725, 80_000, "no", "work")


def test_timeline_by_day_shows_work_vacancies_and_absence() -> None:
    timeline = build_timeline(folder(), PLAN)
    assert timeline is not None
    assert (timeline.axis.step, timeline.axis.count) == (1, 5)
    production = timeline.productions[0]
    assert [production.marks[day].text for day in range(5)] == ["1/2"] * 5
    ada, vacancy, bo = timeline.people
    assert [ada.marks[day].text for day in range(5)] == ["P1"] * 5
    assert vacancy.labels == ("Gaffer", "VACANT · =1+1", "P1")
    assert {mark.text for mark in vacancy.marks.values()} == {"−1"}
    # Bo works Monday and Tuesday, is free on Wednesday, his last day, and no longer employed from Thursday.
    assert {day: mark.text for day, mark in bo.marks.items()} == {0: "P2", 1: "P2", 3: "×", 4: "×"}


def long_timeline(person: CrewMember, *work: Slot) -> Timeline:
    """Return the timeline by weeks of a vacancy from May to October 2027 and of one person."""
    season = Slot("P1", "Gaffer", DateSpan(date(2027, 5, 3), date(2027, 10, 3)), 1)
    plan = Plan(tuple(Assignment(slot, person.crew_id) for slot in work), (season,))
    timeline = build_timeline(replace(folder(()), crew=(person,)), plan)
    assert timeline is not None
    assert timeline.axis.step == 7
    return timeline


def test_a_week_with_a_day_away_shows_it() -> None:
    may = [Absence(DateSpan(date(2027, 5, first), date(2027, 5, last))) for first, last in ((3, 9), (10, 14))]
    line = long_timeline(replace(ADA, absences=tuple(may))).people[0]
    assert line.labels[1] == "Ada"  # although without work
    assert [(at, mark.text) for at, mark in line.marks.items()] == [(0, "–"), (1, "(–)")]
    assert line.marks[1].note == "2027-05-10 to 2027-05-14: away"


def test_a_week_of_several_things_says_in_a_note_what_they_are() -> None:
    person = replace(ADA, absences=(Absence(DateSpan(date(2027, 5, 8), date(2027, 5, 8))),))
    second = replace(GRIP, span=DateSpan(date(2027, 5, 6), date(2027, 5, 7)))
    first = replace(FILLED, span=DateSpan(date(2027, 5, 3), date(2027, 5, 5)))
    mark = long_timeline(person, first, second).people[0].marks[0]
    assert mark.text == "P1+–"
    assert mark.note.splitlines() == [
        "2027-05-03 to 2027-05-05: =1+1 (P1) Gaffer",
        "2027-05-06 to 2027-05-07: http://example.com (P2) Key Grip",
        "2027-05-08: away",
    ]


def test_timeline_of_very_many_lines_has_fewer_columns() -> None:
    # 2027 has 53 weeks that begin on a Monday on or after 28 December 2026: 40,000 lines leave room for 50 columns.
    year = DateSpan(date(2027, 1, 1), date(2027, 12, 31))
    assert Axis.over(year, 1) == Axis(date(2026, 12, 28), 7, 53)
    assert Axis.over(year, 40_000) == Axis(date(2026, 12, 28), 14, 27)


def test_a_table_is_cut_at_the_sheet_s_end_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.workbook.planbook.sheet_writing.MOST_ROWS", 2)
    sheet = sheet_of(folder(), "Crew", replace(PLAN), REPORT)
    assert sheet["N1"].value is None
    three = replace(folder(), crew=(ADA, BO, replace(BO, crew_id="008")))
    sheet = sheet_of(three, "Crew")
    assert sheet["N1"].value == "Only 2 of 3 rows fit on a sheet."
    (table,) = sheet.tables.values()
    assert table.ref == "A1:L3"
    assert sheet.max_row == 3


def test_a_timeline_is_cut_at_the_sheet_s_end_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    # two productions; Ada, her vacancy and Bo
    monkeypatch.setattr("planner.workbook.planbook.timeline.MOST_LINES", 4)
    timeline = build_timeline(folder(), PLAN)
    assert timeline is not None
    assert [line.labels[1] for line in timeline.people] == ["Ada", "VACANT · =1+1"]
    sheet = sheet_of(folder(), "Timeline")
    assert sheet["A4"].value == "Only 4 of 5 lines fit."
    assert sheet["E7"].value == WEEK_BEGINS  # the dates moved down by the line


def test_timeline_of_nine_years_of_thousands_fits_a_sheet() -> None:
    nine_years = DateSpan(date(2026, 1, 1), date(2034, 12, 31))
    assert Axis.over(nine_years, 500) == Axis(date(2025, 12, 29), 7, 470)
    axis = Axis.over(nine_years, 20_000)
    assert axis.step == 35  # five weeks, so that 94 columns times 20,000 lines stay below two million cells
    assert axis.count * 20_000 <= 2_000_000
    # the farthest days that are taken: 150 years by weeks stay within a sheet's 16,384 columns
    assert Axis.over(DateSpan(date(1950, 1, 1), date(2099, 12, 31)), 1).count < 16_384 - 4


def test_timeline_goes_by_weeks_above_120_days() -> None:
    def axis_of(days: int) -> tuple[int, int, date]:
        span = DateSpan(WEEK.first_day.replace(day=5), WEEK.first_day.replace(day=5)).shifted(days - 1)
        first = Slot("P1", "Gaffer", DateSpan(date(2027, 5, 5), date(2027, 5, 5)), 1)
        timeline = build_timeline(folder(), Plan((), (first, replace(first, span=span))))
        assert timeline is not None
        return timeline.axis.step, timeline.axis.count, timeline.axis.first_day

    assert axis_of(120) == (1, 120, date(2027, 5, 5))
    # 121 days from Wednesday 5 May end on Thursday 2 September: 18 weeks from Monday 3 May.
    assert axis_of(121) == (7, 18, date(2027, 5, 3))


def test_timeline_sheet_has_real_dates() -> None:
    sheet = sheet_of(folder(), "Timeline")
    assert [cell.value for cell in sheet[5][4:9]] == ["W18 May", None, None, None, None]
    assert [cell.value for cell in sheet[6][4:9]] == [datetime(2027, 5, day) for day in range(3, 8)]
    assert not sheet.merged_cells.ranges


def test_an_empty_plan_is_written_too() -> None:
    nothing = Instance.sorted((), (), ())
    sheet = sheet_of(nothing, "Assignments", Plan((), ()), Report())
    assert rows_of(sheet)[0] == columns.ASSIGNMENTS.names
    assert filled_words(Plan((), ())).startswith("There is nothing to plan")


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert plan_workbook(folder(), PLAN, REPORT, RUN) == plan_workbook(folder(), PLAN, REPORT, RUN)


def test_summary_says_what_is_filled_and_proven() -> None:
    assert filled_words(PLAN) == "2 of 3 slots are filled; 1 is vacant."
    assert proof_words(PLAN) == "No plan fills more. Not proven to be the best in: cost."
    proven = replace(PLAN, goals=PLAN.goals[:1])
    assert proof_words(proven) == "The plan is proven in every goal: no plan fills more."
    # A slot of priority 1 given up might fill two of priority 2, and so might a hold that is not kept; the bound of all
    # priorities together says whether it could.
    holds = GoalResult(GoalName.HOLDS, 1, 1, True, rank=1)
    second = GoalResult(GoalName.COVERAGE, 1, 1, True, priority=2)
    ordered = replace(PLAN, goals=(holds, PLAN.goals[0], second))
    assert proof_words(ordered) == "The plan is proven in every goal: no plan fills more."
    assert proof_words(replace(ordered, coverage_bound=3)) == (
        "Every goal is proven. Holds and higher priorities come first: no plan fills more beside them. "
        "Without that order, at most 3 could be filled."
    )
    unproven = replace(PLAN, coverage_bound=3, goals=(GoalResult(GoalName.COVERAGE, 1, 2, False, priority=1),))
    assert proof_words(unproven) == "Not proven: at most 3 slots could be filled (gap 33.3%)."
    text = [row[0] for row in rows_of(sheet_of(folder(), "Summary"))]
    assert text[0] == "Crew plan"
    assert "2 of 3 slots are filled; 1 is vacant." in text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "=1+1"),
        ("{=1}", "{=1}"),
        ("a\x00b\x1fc\ud800", "a\ufffdb\ufffdc\ufffd"),
        ("<r><t>x</t></r>", "<r><t>x</t></r> "),
        ("two\nlines", "two\nlines"),
    ],
)
def test_text_stays_text(text: str, written: str) -> None:
    assert safe_text(text) == written
    sheet = sheet_of(Instance.sorted((ADA, BO), (replace(P1, title=text), P2), NEEDS), "Assignments")
    assert sheet["B2"].value == written
    assert sheet["B2"].data_type == "s"


def test_long_text_is_cut_visibly_in_excel_s_units() -> None:
    assert safe_text("x" * LONGEST_TEXT) == "x" * LONGEST_TEXT
    for long in ("x" * (LONGEST_TEXT + 1), "🎬" * 20_000):
        cut = safe_text(long)
        assert cut.endswith("[cut]")
        assert len(cut.encode("utf-16-le")) // 2 <= LONGEST_TEXT


def test_links_are_relative_and_quote_the_sheet() -> None:
    assert link_to(Place("crew.xlsx", "Crew's", "D14")) == "external:crew.xlsx#'Crew''s'!D14"
    assert link_to(Place("crew.xlsx")) is None
    for name in ("a#b.xlsx", "mailto:a@b.c", "50%20.xlsx", "a\x01.xlsx", "\ud800.xlsx", "..\\a.xlsx"):
        assert link_to(Place(name, "Crew", "D14")) is None


def test_the_workbook_survives_being_saved_by_another_program(tmp_path: Path) -> None:
    book: Workbook = load_workbook(BytesIO(plan_workbook(folder(), PLAN, REPORT, RUN)))
    book.save(tmp_path / "saved.xlsx")
    again = load_workbook(tmp_path / "saved.xlsx")["Assignments"]
    assert isinstance(again, Worksheet)
    assert rows_of(again) == rows_of(sheet_of(folder(), "Assignments"))


def test_the_reader_of_plans_finds_what_was_written(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(plan_workbook(folder(), PLAN, REPORT, RUN))
    contents = read_plan(path)
    assert contents.findings == ()
    read = plan_of(contents, folder())
    assert (set(read.assignments), set(read.vacancies)) == (set(PLAN.assignments), set(PLAN.vacancies))
    (typed,) = contents.typed
    assert (typed.production_id, typed.crew_id, typed.role) == ("P2", "007", "")


def long_plan() -> Plan:
    """Return the plan with a vacancy 200 days later."""
    return replace(PLAN, vacancies=(*PLAN.vacancies, Slot("P1", "Gaffer", WEEK.shifted(200), 1)))


def test_a_long_plan_has_a_sheet_with_every_day_and_everybody() -> None:
    assert "Days" not in load_workbook(BytesIO(plan_workbook(folder(), PLAN, REPORT, RUN))).sheetnames
    sheet = sheet_of(folder(), "Days", long_plan())
    assert sheet.auto_filter.ref == "A8:D11"
    names = [sheet.cell(row, 2) for row in range(9, 12)]
    assert {cell.data_type for cell in names} == {"s"}  # also of a title that looks like a formula
    assert {person.full_name for person in folder().crew} <= {cell.value for cell in names}


def test_more_days_than_a_sheet_should_have_are_cut_and_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    days = build_days(folder(), long_plan())
    assert days is not None
    assert (days.axis.step, days.axis.count, days.cut) == (1, 205, "")
    monkeypatch.setattr("planner.workbook.planbook.timeline.MOST_DAY_CELLS", 40)
    days = build_days(folder(), long_plan())
    assert days is not None
    assert days.axis.count == 40 // len(days.people) == 13
    assert days.cut == "Only the first 13 of 205 days fit; the Timeline has all of them."
    assert max(column for line in days.people for column in line.marks) < 13
    assert sheet_of(folder(), "Days", long_plan())["A4"].value == days.cut


def test_weeks_of_departments_are_put_together_where_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    weeks = [
        RoleWeek("Gaffer", DateSpan(monday, monday + timedelta(days=6)), 2, 3, vacant=vacant)
        for monday, vacant in ((date(2027, 5, 3) + timedelta(days=7 * at), at == 2) for at in range(4))
    ]
    axis, lines = build_departments(folder(), weeks, ()) or pytest.fail("nothing")
    assert (axis.count, lines[0].figure) == (4, "1 week short")
    assert [mark.text for mark in lines[0].marks.values()] == ["2/3", "2/3", "✖2/3", "2/3"]
    monkeypatch.setattr("planner.workbook.planbook.departments.MOST_WEEKS", 2)
    axis, lines = build_departments(folder(), weeks, ()) or pytest.fail("nothing")
    assert (axis.count, axis.step) == (2, 14)
    assert [mark.text for mark in lines[0].marks.values()] == ["2/3", "✖2/3"]
    assert build_departments(folder(), [replace(week, needed=0) for week in weeks], ()) is None
