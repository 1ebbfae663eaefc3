"""Plans side by side."""

import json
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from planner.alternatives.comparison import UnreadablePlan, compare
from planner.domain.crew import CrewMember
from planner.domain.instance import Instance
from planner.domain.plan import Assignment, GoalResult, Plan
from planner.domain.production import Production, Requirement, Slot
from planner.domain.report import Report
from planner.domain.run import RunRecord
from planner.domain.settings import GoalName
from planner.domain.span import DateSpan
from planner.workbook.planbook.comparison_writing import write_comparison
from planner.workbook.planbook.plan_writing import plan_workbook

MAY = DateSpan(date(2027, 5, 3), date(2027, 5, 5))  # three days
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


def write(path: Path, filled: dict[Slot, str], *goals: GoalResult, needs: tuple[Requirement, ...] = NEEDS) -> Path:
    instance = Instance.sorted(CREW, PRODUCTIONS, needs)
    assignments = tuple(Assignment(slot, crew_id) for slot, crew_id in filled.items())
    vacancies = tuple(slot for slot in instance.slots if slot not in filled)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(plan_workbook(instance, Plan(assignments, vacancies, goals, len(filled)), Report(), RUN))
    return path


def test_figures_follow_from_the_assignments(tmp_path: Path) -> None:
    a = write(tmp_path / "a.xlsx", {FIRST: "007", SECOND: "C1", GRIP: "C2"})
    b = write(tmp_path / "b.xlsx", {FIRST: "007"})
    full, thin = compare([a, b]).plans
    # 3 days x (100.50 + 200.00 + nothing) = 901.50
    assert (full.people, full.days, full.cost_cents, full.productions, full.whole) == (3, 9, 90_150, 2, 2)
    assert (full.filled, full.vacant) == (((1, 2), (2, 1)), ((1, 0), (2, 0)))
    assert (thin.people, thin.days, thin.cost_cents, thin.productions, thin.whole) == (1, 3, 30_150, 2, 0)
    assert (thin.filled, thin.vacant) == (((1, 1), (2, 0)), ((1, 1), (2, 1)))


def test_only_windows_with_other_people_differ(tmp_path: Path) -> None:
    # The first two plans have the same two gaffers, only numbered otherwise; the third lacks one of them.
    a = write(tmp_path / "a.xlsx", {FIRST: "007", SECOND: "C1", GRIP: "C2"})
    b = write(tmp_path / "b.xlsx", {FIRST: "C1", SECOND: "007", GRIP: "C2"})
    c = write(tmp_path / "c.xlsx", {FIRST: "C1", GRIP: "C2"})
    assert compare([a, b]).differences == ()
    (gaffers,) = compare([a, c]).differences
    assert (gaffers.production_id, gaffers.title, gaffers.role) == ("P1", "Harbour", "Gaffer")
    assert (gaffers.first_day, gaffers.last_day) == (MAY.first_day, MAY.last_day)
    assert gaffers.people == (("007 Bo", "C1 Ada"), ("C1 Ada",))
    assert gaffers.vacant == (0, 1)


def test_what_one_plan_does_not_ask_for_differs_from_a_vacancy(tmp_path: Path) -> None:
    a = write(tmp_path / "a.xlsx", {FIRST: "007", SECOND: "C1"})
    b = write(tmp_path / "b.xlsx", {FIRST: "007", SECOND: "C1"}, needs=NEEDS[:1])
    comparison = compare([a, b])
    (grip,) = comparison.differences
    assert (grip.people, grip.vacant) == (((), None), (1, 0))
    assert comparison.tables()[2].rows == (
        ("P2", "Night", "Grip", MAY.first_day, MAY.last_day, "1 vacant", "not asked for"),
    )


def test_goals_say_what_is_proven(tmp_path: Path) -> None:
    a = write(
        tmp_path / "a.xlsx",
        {FIRST: "007"},
        GoalResult(GoalName.COVERAGE, 1, 1, True, priority=1),
        GoalResult(GoalName.HOLDS, 2, 2, True, rank=3),
        GoalResult(GoalName.COST, 123_456, 120_000, False, "clock"),
    )
    b = write(tmp_path / "b.xlsx", {FIRST: "007"}, GoalResult(GoalName.COVERAGE, 1, 2, False, "work", priority=1))
    comparison = compare([a, b])
    assert comparison.tables()[1].rows == (
        ("coverage 1", "1, proven", "1, bound 2"),
        ("holds 3", "2, proven", "–"),
        ("cost", "1,234.56, bound 1,200.00", "–"),
    )
    assert [plan.status for plan in comparison.plans] == ["feasible", "feasible"]


def test_json_is_plain(tmp_path: Path) -> None:
    a = write(tmp_path / "a.xlsx", {FIRST: "007", SECOND: "C1"})
    b = write(tmp_path / "b.xlsx", {FIRST: "007", SECOND: "C1", GRIP: "C2"})
    told = json.loads(json.dumps(compare([a, b]).to_json()))
    assert [plan["filled"] for plan in told["plans"]] == [2, 3]
    assert told["plans"][0]["filled_by_priority"] == {"1": 2, "2": 0}
    assert told["differences"][0]["people"] == {"a.xlsx": [], "b.xlsx": ["C2 Cy"]}


def test_plans_of_the_same_name_are_told_apart(tmp_path: Path) -> None:
    a = write(tmp_path / "one" / "plan.xlsx", {FIRST: "007"})
    b = write(tmp_path / "two" / "Plan.xlsx", {FIRST: "007"})
    names = [plan.name for plan in compare([a, b, a]).plans]
    assert names == [str(a), str(b), f"{a} (2)"]


def test_an_empty_plan_can_be_compared(tmp_path: Path) -> None:
    a = write(tmp_path / "a.xlsx", {}, needs=())
    b = write(tmp_path / "b.xlsx", {FIRST: "007"})
    comparison = compare([a, b])
    assert comparison.plans[0].filled == ()
    assert len(comparison.differences) == 2


def test_the_comparison_workbook_opens(tmp_path: Path) -> None:
    a = write(tmp_path / "a.xlsx", {FIRST: "007"}, GoalResult(GoalName.WHOLE, 0, 0, True))
    b = write(tmp_path / "b.xlsx", {FIRST: "C1"})
    write_comparison(tmp_path / "comparison.xlsx", compare([a, b]))
    book = load_workbook(tmp_path / "comparison.xlsx")
    assert book.sheetnames == ["Figures", "Goals", "Who differs"]
    differs = list(book["Who differs"].iter_rows(values_only=True))
    assert differs[0] == ("Production ID", "Title", "Role", "From", "To", "a.xlsx", "b.xlsx")
    assert differs[1][3:] == (datetime(2027, 5, 3), datetime(2027, 5, 5), "007 Bo; 1 vacant", "C1 Ada; 1 vacant")


def test_files_that_are_no_plans_are_named(tmp_path: Path) -> None:
    other = tmp_path / "other.xlsx"
    Workbook().save(other)
    with pytest.raises(UnreadablePlan, match=r"other\.xlsx cannot be compared: it has no sheet Assignments"):
        compare([other])
    other.write_text("hello")
    with pytest.raises(UnreadablePlan):
        compare([other])
    with pytest.raises(UnreadablePlan):
        compare([tmp_path / "missing.xlsx"])


def test_a_plan_with_a_broken_cell_is_unreadable(tmp_path: Path) -> None:
    a = write(tmp_path / "a.xlsx", {FIRST: "007"})
    book = load_workbook(a)
    for broken in ("soon", None):
        book["Assignments"]["E2"] = broken
        book.save(a)
        with pytest.raises(UnreadablePlan, match="does not hold what the planner wrote"):
            compare([a])
