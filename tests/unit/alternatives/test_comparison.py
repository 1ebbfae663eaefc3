"""Plans side by side: figures, inputs, who moved and why. Changes when a comparison tells something else."""

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from planner.alternatives.comparison.as_json import to_json
from planner.alternatives.comparison.comparing import Comparison, Move, compare, compare_plans
from planner.alternatives.comparison.figures import rows_of
from planner.alternatives.comparison.reading import ComparedPlan, UnreadablePlan
from planner.alternatives.comparison.tables import tables
from planner.alternatives.comparison.wording import NO_FACT, SAME_INPUT, Words
from planner.domain.booking import Booking, BookingStatus
from planner.domain.crew import Absence, CrewMember
from planner.domain.instance import Instance
from planner.domain.plan import Assignment, GoalResult, Plan, PreviousPlan
from planner.domain.production import Production, Requirement, Slot
from planner.domain.report import Report
from planner.domain.run import RunRecord
from planner.domain.settings import GoalName
from planner.domain.span import DateSpan
from planner.workbook.planbook.comparison_writing import comparison_workbook
from planner.workbook.planbook.plan_writing import plan_workbook

MAY = DateSpan(date(2027, 5, 3), date(2027, 5, 5))  # three days
LATER = MAY.shifted(7)
RUN = RunRecord(datetime(2027, 4, 1), (), 1, 0, ())
CREW = (
    CrewMember.employed("007", "Bo", "Gaffer", day_rate_cents=10_050),
    CrewMember.employed("C1", "Ada", "Gaffer", day_rate_cents=20_000),
    CrewMember.employed("C2", "Cy", "Grip"),
)
PRODUCTIONS = (Production("P1", "Harbour", MAY, 1), Production("P2", "Night", MAY, 2))
FIRST, SECOND = Slot("P1", "Gaffer", MAY, 1), Slot("P1", "Gaffer", MAY, 2)
GRIP = Slot("P2", "Grip", MAY, 1)
NEEDS = (Requirement("P1", "Gaffer", MAY, 2), Requirement("P2", "Grip", MAY, 1))
STUDIO = Instance.sorted(CREW, PRODUCTIONS, NEEDS)
Filled = dict[Slot, str]


def plan_of(studio: Instance, filled: Filled, goals: Iterable[GoalResult] = ()) -> Plan:
    assignments = tuple(Assignment(slot, crew_id) for slot, crew_id in filled.items())
    vacancies = tuple(slot for slot in studio.slots if slot not in filled)
    return Plan(assignments, vacancies, tuple(goals), len(filled))


def write(path: Path, filled: Filled, *goals: GoalResult, studio: Instance = STUDIO) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(plan_workbook(studio, plan_of(studio, filled, goals), Report(), RUN))
    return path


def compared(*plans: tuple[Instance, Filled]) -> Comparison:
    """Compare plans that were never written, called a, b and so on."""
    return compare_plans(
        [
            ComparedPlan("abcdef"[at], studio, plan_of(studio, filled), Report())
            for at, (studio, filled) in enumerate(plans)
        ]
    )


def whys(comparison: Comparison) -> dict[str, str]:
    """Return per slot that moved, by production, role and days, why."""
    words = Words(comparison)
    return {words.slot(move.pair.slot): words.why(move) for move in comparison.moves}


def with_crew(crew_id: str, change: Callable[[CrewMember], CrewMember], studio: Instance = STUDIO) -> Instance:
    return studio.rebuilt(crew=tuple(change(one) if one.crew_id == crew_id else one for one in studio.crew))


# --- figures


def test_figures_follow_from_the_assignments(tmp_path: Path) -> None:
    a = write(tmp_path / "a.xlsx", {FIRST: "007", SECOND: "C1", GRIP: "C2"})
    b = write(tmp_path / "b.xlsx", {FIRST: "007"})
    comparison = compare([a, b])
    rows = {row.label: row.values for row in rows_of(comparison.figures)}
    # 3 days x (100.50 + 200.00 + nothing) = 901.50
    assert rows["Cost"] == (90_150, 30_150)
    assert (rows["People at work"], rows["People without work"], rows["Paid days"]) == ((3, 1), (0, 2), (9, 3))
    assert (rows["Productions"], rows["Whole productions"], rows["Vacant role-days"]) == ((2, 2), (2, 0), (0, 6))
    assert (rows["Filled, priority 1"], rows["Vacant, priority 1"]) == ((2, 1), (0, 1))
    assert (rows["Filled, priority 2"], rows["Vacant, priority 2"]) == ((1, 0), (0, 1))


def test_numbers_are_numbers_with_their_differences(tmp_path: Path) -> None:
    a = write(
        tmp_path / "a.xlsx", {FIRST: "007", SECOND: "C1"}, GoalResult(GoalName.COST, 123_456, 120_000, False, "clock")
    )
    b = write(tmp_path / "b.xlsx", {FIRST: "C1"}, GoalResult(GoalName.COST, 120_000, 120_000, True))
    path = tmp_path / "comparison.xlsx"
    comparison = compare([a, b])
    path.write_bytes(comparison_workbook(tables(comparison), comparison.notes))
    book = load_workbook(path)
    assert book.sheetnames == ["Comparison", "Figures", "Inputs", "Who moved", "Roles", "Productions", "Goals"]
    cost = next(row for row in book["Figures"].values if row[0] == "Cost")
    assert cost == ("Cost", 901.5, 600, -301.5)
    goal = next(row for row in book["Goals"].values if str(row[0]).startswith("cost"))
    assert goal[1:] == (1_234.56, "gap 34.56", 1_200, -34.56, "proven")
    gaffers = [row for row in book["Roles"].values if row[0] == "Gaffer"]
    # two gaffers are there for three days each
    assert gaffers == [("Gaffer", "Vacant slots", 0, 1, 1), ("Gaffer", "Used", 1, 0.5, -0.5)]
    assert [row for row in book["Productions"].values][1:] == [
        ("P1", "Harbour", "Vacant slots", 0, 1, 1),
        ("P2", "Night", "Vacant slots", 1, 1, 0),
    ]
    (chart,) = book["Comparison"]._charts
    assert len(chart.series) == 2  # a priority each


def test_json_is_plain_and_keeps_what_version_1_told(tmp_path: Path) -> None:
    a = write(tmp_path / "a.xlsx", {FIRST: "007", SECOND: "C1"})
    b = write(tmp_path / "b.xlsx", {FIRST: "007", SECOND: "C1", GRIP: "C2"})
    told = json.loads(json.dumps(to_json(compare([a, b]))))
    assert [plan["filled"] for plan in told["plans"]] == [2, 3]
    assert [plan["status"] for plan in told["plans"]] == ["unknown", "unknown"]  # no goal says anything of them
    assert told["plans"][0]["filled_by_priority"] == {"1": 2, "2": 0}
    assert told["differences"] == [
        {
            **{"production_id": "P2", "title": "Night", "role": "Grip", "from": "2027-05-03", "to": "2027-05-05"},
            "people": {"a.xlsx": [], "b.xlsx": ["C2 Cy"]},
            "vacant": {"a.xlsx": 1, "b.xlsx": 0},
        }
    ]
    (move,) = told["moves"]
    assert (move["plan"], move["change"], move["before"]["crew_id"], move["after"]["crew_id"]) == (
        "b.xlsx",
        "gained",
        "",
        "C2",
    )
    assert told["inputs"] == []


# --- who moved


def moved(move: Move) -> tuple[str, str, str, str]:
    return move.kind, str(move.pair.slot), move.pair.was, move.pair.now


def test_only_slots_of_other_people_moved() -> None:
    # The first two plans have the same two gaffers, only numbered otherwise; the third lacks one of them.
    a, b, c = {FIRST: "007", SECOND: "C1"}, {FIRST: "C1", SECOND: "007"}, {FIRST: "C1"}
    found = compared((STUDIO, a), (STUDIO, b), (STUDIO, c)).moves
    assert [(one.plan, *moved(one)) for one in found] == [(2, "lost", "P1 Gaffer 2", "007", "")]


def test_a_slot_whose_window_moved_is_one_row() -> None:
    later = STUDIO.rebuilt(
        productions=(replace(PRODUCTIONS[0], span=LATER), PRODUCTIONS[1]),
        requirements=(replace(NEEDS[0], span=LATER), NEEDS[1]),
    )
    after = {replace(FIRST, span=LATER): "007", replace(SECOND, span=LATER): "C2"}
    found = compared((STUDIO, {FIRST: "007", SECOND: "C1"}), (later, after))
    assert [moved(one) for one in found.moves] == [
        ("moved", "P1 Gaffer 1", "007", "007"),
        ("exchanged", "P1 Gaffer 2", "C1", "C2"),
    ]
    assert [(row.fact.what, row.values) for row in found.inputs] == [("days", (MAY, LATER))]


def test_of_windows_that_overlap_those_moved_along_are_the_same() -> None:
    # what is on 10 to 12 May afterwards is the slot of 3 to 5 May, not the one that was there before
    both = STUDIO.rebuilt(
        productions=(Production("P1", "Harbour", DateSpan(MAY.first_day, LATER.last_day)),),
        requirements=(Requirement("P1", "Gaffer", MAY, 1), Requirement("P1", "Gaffer", LATER, 1)),
    )
    later = both.rebuilt(
        productions=tuple(replace(one, span=one.span.shifted(7)) for one in both.productions),
        requirements=tuple(replace(one, span=one.span.shifted(7)) for one in both.requirements),
    )
    second, third = (replace(FIRST, span=MAY.shifted(days)) for days in (7, 14))
    found = compared((both, {FIRST: "007", second: "C1"}), (later, {second: "007", third: "C1"}))
    assert [moved(one)[0] for one in found.moves] == ["moved", "moved"]


def test_slots_that_one_plan_does_not_ask_for() -> None:
    less = STUDIO.rebuilt(requirements=NEEDS[:1])
    both = {FIRST: "007", SECOND: "C1", GRIP: "C2"}
    found = compared((STUDIO, both), (less, {FIRST: "007", SECOND: "C1"}))
    assert [moved(one) for one in found.moves] == [("no longer there", "P2 Grip 1", "C2", "")]
    assert list(whys(found).values()) == ["Night (P2) requires no Grip 3–5 May 2027, not 1."]
    back = compared((less, {FIRST: "007", SECOND: "C1"}), (STUDIO, both))
    assert [moved(one) for one in back.moves] == [("new", "P2 Grip 1", "", "C2")]


def test_people_and_productions_of_other_folders_are_found_by_their_names() -> None:
    crew = (replace(CREW[0], crew_id="C1"), replace(CREW[1], crew_id="C7"), replace(CREW[2], crew_id="c2"))
    titles = (replace(PRODUCTIONS[0], production_id="X1"), PRODUCTIONS[1])
    other = Instance.sorted(crew, titles, (replace(NEEDS[0], production_id="X1"), NEEDS[1]))
    one, two = (replace(slot, production_id="X1") for slot in (FIRST, SECOND))
    found = compared((STUDIO, {FIRST: "007", SECOND: "C1"}), (other, {one: "C7", two: "C1", GRIP: "c2"}))
    assert [moved(move) for move in found.moves] == [("gained", "P2 Grip 1", "", "C2")]
    assert found.inputs == ()


def test_an_identifier_of_somebody_else_in_a_folder_of_strangers_is_another_person() -> None:
    other = STUDIO.rebuilt(crew=tuple(replace(one, full_name=f"{one.full_name} Other") for one in CREW))
    found = compared((STUDIO, {FIRST: "007"}), (other, {FIRST: "007"}))
    assert [moved(move) for move in found.moves] == [("exchanged", "P1 Gaffer 1", "007", "007 (b)")]
    renamed = with_crew("007", lambda one: replace(one, full_name="Bo Li"))
    assert compared((STUDIO, {FIRST: "007"}), (renamed, {FIRST: "007"})).moves == ()


def test_a_plan_of_a_later_day_has_lost_nothing_that_was_before(tmp_path: Path) -> None:
    both = STUDIO.rebuilt(
        productions=(PRODUCTIONS[0], replace(PRODUCTIONS[1], span=LATER)),
        requirements=(NEEDS[0], replace(NEEDS[1], span=LATER)),
    )
    filled = {FIRST: "007", replace(GRIP, span=LATER): "C2"}
    before = write(tmp_path / "before.xlsx", filled, studio=both)
    rows = tuple(Assignment(slot, crew_id) for slot, crew_id in filled.items())
    settings = replace(both.settings, plan_from=LATER.first_day)
    now = replace(both, settings=settings, previous=PreviousPlan(rows))
    after = write(tmp_path / "after.xlsx", {replace(GRIP, span=LATER): "C2"}, studio=now)
    found = compare([before, after])
    # the vacancy is planned no longer
    assert [moved(one) for one in found.moves] == [("no longer there", "P1 Gaffer 2", "", "")]
    assert list(whys(found).values()) == ["Plan from is 2027-05-10, not none."]
    assert [(row.fact.what, row.values) for row in found.inputs] == [("Plan from", (None, "2027-05-10"))]


# --- why


def away(person: CrewMember) -> CrewMember:
    return replace(person, absences=(Absence(DateSpan(MAY.last_day, MAY.last_day), "secret"),))


def last_day(person: CrewMember) -> CrewMember:
    return person.revised(person.employments[0], last_day=MAY.first_day)


BOTH: Filled = {FIRST: "007", SECOND: "C1"}
ONE: Filled = {FIRST: "007"}
BOOKED = STUDIO.rebuilt(bookings=(Booking("P1", "C1", None, BookingStatus.CONFIRMED),))
FORBIDDEN = STUDIO.rebuilt(bookings=(Booking("P1", "C1", None, BookingStatus.NEVER),))
NEW = STUDIO.rebuilt(crew=CREW[:1])
RAISED = STUDIO.rebuilt(productions=(replace(PRODUCTIONS[0], priority=3), PRODUCTIONS[1]))


@pytest.mark.parametrize(
    ("first", "other", "why"),
    [
        ((STUDIO, BOTH), (with_crew("C1", away), ONE), "Ada (C1) is away 5 May 2027."),
        ((with_crew("C1", away), ONE), (STUDIO, BOTH), "Ada (C1) is no longer away 5 May 2027."),
        ((STUDIO, BOTH), (with_crew("C1", last_day), ONE), "Ada (C1) leaves on 3 May 2027."),
        ((NEW, ONE), (STUDIO, BOTH), "Ada (C1) is hired."),
        ((STUDIO, BOTH), (NEW, ONE), "Ada (C1) is not there."),
        ((STUDIO, ONE), (BOOKED, BOTH), "Ada (C1) is confirmed on Harbour (P1)."),
        ((STUDIO, BOTH), (FORBIDDEN, ONE), "Ada (C1) is never on Harbour (P1)."),
        ((RAISED, ONE), (STUDIO, BOTH), "Harbour (P1) has priority 1, not 3."),
        ((STUDIO, BOTH), (STUDIO, ONE), f"{SAME_INPUT[0].upper()}{SAME_INPUT[1:]}."),
    ],
)
def test_a_slot_is_gained_or_lost_for_a_fact_of_this_slot_or_person(
    first: tuple[Instance, Filled], other: tuple[Instance, Filled], why: str
) -> None:
    assert list(whys(compared(first, other)).values()) == [why]


def test_an_exchange_is_followed_until_a_fact() -> None:
    # Ada is away from Night, Bo goes there from Harbour, and Cy takes his slot
    crew = tuple(replace(one, employments=(replace(one.employments[0], main_role="Gaffer"),)) for one in CREW)
    needs = (Requirement("P1", "Gaffer", MAY, 1), Requirement("P2", "Gaffer", MAY, 1))
    studio, night = Instance.sorted(crew, PRODUCTIONS, needs), Slot("P2", "Gaffer", MAY, 1)
    found = compared(
        (studio, {FIRST: "007", night: "C1"}), (with_crew("C1", away, studio), {FIRST: "C2", night: "007"})
    )
    assert whys(found) == {
        "Harbour (P1) Gaffer, 3–5 May 2027": (
            "Exchanged for Night (P2) Gaffer, 3–5 May 2027: Ada (C1) is away 5 May 2027."
        ),
        "Night (P2) Gaffer, 3–5 May 2027": "Ada (C1) is away 5 May 2027.",
    }


def test_a_slot_is_lost_for_one_that_moved_onto_its_days() -> None:
    needs = (Requirement("P1", "Gaffer", MAY, 1), Requirement("P2", "Gaffer", LATER, 1))
    before = STUDIO.rebuilt(productions=(PRODUCTIONS[0], replace(PRODUCTIONS[1], span=LATER)), requirements=needs)
    after = STUDIO.rebuilt(requirements=(needs[0], replace(needs[1], span=MAY)))
    night = Slot("P2", "Gaffer", LATER, 1)
    found = compared((before, {FIRST: "007", night: "007"}), (after, {FIRST: "C1", replace(night, span=MAY): "007"}))
    assert whys(found)["Harbour (P1) Gaffer, 3–5 May 2027"] == (
        "Exchanged for Night (P2) Gaffer, 3–5 May 2027: Night (P2) takes place 3–5 May 2027, not 10–12 May 2027."
    )


def test_more_free_days_forbid_what_is_too_near() -> None:
    near = DateSpan(MAY.last_day + timedelta(days=2), MAY.last_day + timedelta(days=3))
    needs = (Requirement("P1", "Gaffer", MAY, 1), Requirement("P2", "Gaffer", near, 1))
    studio = STUDIO.rebuilt(productions=(PRODUCTIONS[0], replace(PRODUCTIONS[1], span=near)), requirements=needs)
    settings = replace(studio.settings, gap_days=2, goals=(GoalName.COVERAGE,))
    strict, night = studio.rebuilt(settings=settings), Slot("P2", "Gaffer", near, 1)
    found = compared((studio, {FIRST: "007", night: "007"}), (strict, {FIRST: "007", night: "C1"}))
    assert list(whys(found).values()) == ["Gap days is 2, not 0."]


def test_a_window_that_moved_by_itself_is_told_by_its_days() -> None:
    short = replace(MAY, first_day=MAY.last_day)
    other = STUDIO.rebuilt(requirements=(replace(NEEDS[0], span=short), NEEDS[1]))
    found = compared((STUDIO, BOTH), (other, {replace(FIRST, span=short): "007", replace(SECOND, span=short): "C1"}))
    assert [moved(one)[0] for one in found.moves] == ["moved", "moved"]
    assert set(whys(found).values()) == {"Harbour (P1) requires Gaffer 5 May 2027, not 3–5 May 2027."}


def test_what_no_fact_explains_is_said_so() -> None:
    found = compared((STUDIO, ONE), (with_crew("C2", away), {FIRST: "C1"}))
    assert list(whys(found).values()) == [f"{NO_FACT[0].upper()}{NO_FACT[1:]}."]


def test_inputs_that_differ_are_told_with_the_value_of_every_plan() -> None:
    moved_on = with_crew("C1", last_day).rebuilt(settings=replace(STUDIO.settings, gap_days=2))
    found = compared((STUDIO, BOTH), (moved_on, ONE), (BOOKED, BOTH))
    words = Words(found)
    assert [(words.subject(row.fact), row.values) for row in found.inputs] == [
        ("Setting Gap days", (0, 2, 0)),
        ("Ada (C1): last day", (None, MAY.first_day, None)),
        ("Ada (C1) booked on Harbour (P1)", (None, None, "confirmed")),
    ]


# --- files


def test_plans_of_the_same_name_are_told_apart(tmp_path: Path) -> None:
    a = write(tmp_path / "one" / "plan.xlsx", {FIRST: "007"})
    b = write(tmp_path / "two" / "Plan.xlsx", {FIRST: "007"})
    assert compare([a, b, a]).names == (str(a), str(b), f"{a} (2)")


def test_an_empty_plan_can_be_compared(tmp_path: Path) -> None:
    a = write(tmp_path / "a.xlsx", {}, studio=STUDIO.rebuilt(requirements=()))
    b = write(tmp_path / "b.xlsx", {FIRST: "007"})
    comparison = compare([a, b])
    assert comparison.figures[0].filled == {}
    assert len(comparison.moves) == 3
    assert comparison_workbook(tables(comparison))


def test_all_files_that_are_no_plans_are_told_at_once(tmp_path: Path) -> None:
    none, text = tmp_path / "other.xlsx", tmp_path / "text.xlsx"
    Workbook().save(none)
    text.write_text("hello")
    with pytest.raises(UnreadablePlan) as told:
        compare([write(tmp_path / "a.xlsx", {}), none, text, tmp_path / "missing.xlsx"])
    assert {one.place.file for one in told.value.findings} == {"other.xlsx", "text.xlsx", "missing.xlsx"}
    assert all(one.hint for one in told.value.findings)


def test_broken_cells_are_told_with_their_places(tmp_path: Path) -> None:
    a = write(tmp_path / "a.xlsx", {FIRST: "007"})
    book = load_workbook(a)
    book["Assignments"]["E2"], book["Assignments"]["F3"] = "soon", None
    book.save(a)
    with pytest.raises(UnreadablePlan) as told:
        compare([a])
    assert [one.place.cell for one in told.value.findings] == ["E2", "F3"]


def test_a_plan_changed_by_hand_is_counted_as_it_stands_and_named(tmp_path: Path) -> None:
    a = write(tmp_path / "a.xlsx", {FIRST: "007", SECOND: "C1"})
    book = load_workbook(a)
    rows = {(row[2].value, row[3].value): row for row in book["Assignments"].iter_rows(min_row=2)}
    rows["Gaffer", 2][6].value, rows["Gaffer", 2][7].value = None, None
    rows["Grip", 1][6].value, rows["Grip", 1][7].value = "C99", "Zoe New"
    book.save(tmp_path / "b.xlsx")
    rows["Grip", 1][6].value, rows["Grip", 1][7].value = None, None
    book.save(tmp_path / "c.xlsx")
    comparison = compare([a, tmp_path / "b.xlsx", tmp_path / "c.xlsx"])
    assert [sum(one.filled.values()) for one in comparison.figures] == [2, 2, 1]
    assert len(comparison.notes) == 1  # that two are filled is as it was; who fills them is seen
    assert comparison.notes[0].startswith("c.xlsx: its rows were changed by hand")
    kinds = {(one.plan, *moved(one)) for one in comparison.moves}
    assert (1, "gained", "P2 Grip 1", "", "C99") in kinds


def test_a_plan_that_carries_no_input_says_so_and_is_compared_all_the_same(tmp_path: Path) -> None:
    a, b = (write(tmp_path / f"{name}.xlsx", filled) for name, filled in (("a", BOTH), ("b", ONE)))
    book = load_workbook(b)
    (change,) = (cell for (cell,) in book["Run"].iter_rows(max_col=1) if cell.value == "Change")
    book["Run"].delete_rows(change.row, 1000)
    book.save(b)
    comparison = compare([a, b])
    assert "does not carry what it was made from" in comparison.notes[0]
    assert comparison.inputs == ()
    assert [(moved(one), one.lost, one.gained) for one in comparison.moves] == [
        (("lost", "P1 Gaffer 2", "C1", ""), None, None)
    ]
    rows = {row.label: row.values for row in rows_of(comparison.figures)}
    assert (rows["Slots filled"], rows["People without work"]) == ((2, 1), (1, 2))
    assert (rows["Paid days"], rows["Cost"]) == ((6, None), (90_150, None))
