"""The closing words of a run and its JSON. Changes when the summary or the contract's JSON does."""

from datetime import date
from pathlib import Path

from planner.answers import open_conflicts, solve_json
from planner.cli.summary import goal_words, plan_name, summary_lines
from planner.domain.booking import Booking, BookingStatus
from planner.domain.crew import CrewMember
from planner.domain.finding import Severity
from planner.domain.instance import Instance
from planner.domain.plan import Assignment, GoalResult, Plan
from planner.domain.production import Production, Requirement
from planner.domain.report import Conflict, PlanChange, Report
from planner.domain.run import Seconds
from planner.domain.settings import GoalName
from planner.domain.span import DateSpan

DAYS = DateSpan(date(2027, 6, 1), date(2027, 6, 3))
INSTANCE = Instance.sorted(
    (CrewMember.employed("C1", "Noor", "Gaffer"),),
    (Production("P1", "Fathom", DAYS, 1), Production("P2", "Quince", DAYS, 4)),
    (Requirement("P1", "Gaffer", DAYS, 1), Requirement("P2", "Gaffer", DAYS, 2)),
    tuple(Booking("P2", f"C{number}", None, BookingStatus.HOLD, rank) for number in range(5) for rank in (1, 2)),
)
COVERAGE = GoalResult(GoalName.COVERAGE, 1, 1, True, priority=1)
HOLDS = GoalResult(GoalName.HOLDS, 3, 5, False, cut="work", rank=2)
COST = GoalResult(GoalName.COST, 90, 90, False)
PLAN = Plan((Assignment(INSTANCE.slots[0], "C1"),), INSTANCE.slots[1:], (COVERAGE, HOLDS, COST), 2)
REPORT = Report(
    conflicts=(
        Conflict("vacancy", Severity.WARNING, "P2", "Gaffer", "", ""),
        Conflict("vacancy", Severity.WARNING, "P2", "Gaffer", "", ""),
        Conflict("hold-displaced", Severity.INFO, "P2", "Gaffer", "", ""),
    ),
    changes=(PlanChange("lost", "P2", "Gaffer", DAYS, "C1", "Noor"),),
)
SECONDS = Seconds(0.1, 0.4, 0.25)


def test_json_is_the_contracts() -> None:
    assert solve_json(INSTANCE, PLAN, REPORT, SECONDS, "plan.xlsx") == {
        "plan": "plan.xlsx",
        "status": "feasible",
        "slots": 3,
        "filled": 1,
        "vacant": 2,
        "conflicts": 2,
        "productions": {"total": 2, "whole": 1},
        "goals": [
            {"name": "coverage", "priority": 1, "value": 1, "bound": 1, "proven": True, "cut": None},
            {"name": "holds", "rank": 2, "value": 3, "bound": 5, "proven": False, "cut": "work"},
            {"name": "cost", "value": 90, "bound": 90, "proven": False, "cut": None},
        ],
        "coverage_bound": 2,
        "seconds": {"read": 0.1, "solve": 0.4, "write": 0.25, "total": 0.75},
    }


def test_the_summary_says_what_is_filled_open_changed_and_proven() -> None:
    # Bound 2, filled 1: the coverage gap is (2 - 1) / 2.
    assert list(summary_lines(INSTANCE, PLAN, REPORT, SECONDS, Path("plan.xlsx"))) == [
        "1 of 3 slots filled; 1 of 2 productions whole.",
        "2 vacancies: 2 of priority 4.",
        "2 conflicts: 2 vacancy. See the sheet Conflicts.",
        "1 change to the previous plan: 1 lost.",
        "Proven, nothing better exists: coverage 1: 1.",
        "Not proven: holds 2: 3 of 5 (bound 5, cut by its work budget); cost: 0.90 (an earlier goal is not proven).",
        "At most 2 slots could be filled: a gap of at most 50.00%.",
        "Written: plan.xlsx in 0.8 s.",
    ]


def test_a_goal_cut_by_the_clock_says_so() -> None:
    assert "the clock" in goal_words(GoalResult(GoalName.COST, 9, 8, False, cut="clock"))


def test_only_conflicts_above_info_are_open() -> None:
    assert open_conflicts(REPORT) == 2


def test_a_plan_in_its_folder_is_named_without_it() -> None:
    assert plan_name(Path("season/plan.xlsx"), Path("season")) == "plan.xlsx"
    assert plan_name(Path("drafts/a.xlsx"), Path("season")) == str(Path("drafts/a.xlsx"))
