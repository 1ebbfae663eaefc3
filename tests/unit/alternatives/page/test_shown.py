"""What of a plan may be shown. Changes when something else stays at home."""

from dataclasses import replace

from planner.alternatives.page.discretion import discreet, discreet_remedy, let_through
from planner.alternatives.page.shown import NOT_SHOWN, ShownPlan, as_shown
from planner.audit import Board, prospects_on, report_on
from planner.domain.finding import NOWHERE, Severity
from planner.domain.instance import Instance
from planner.domain.plan import GoalResult, Plan
from planner.domain.remedy import GoalShift, NumberedRemedy
from planner.domain.report import Conflict, Report
from planner.domain.settings import GoalName
from planner.remedies import explain
from tests.builders import ANN, GAFFER, away, need, plan_of, recast, studio

ILL = away(recast(ANN, day_rate_cents=98_765), 1, 4, "dentist")
REMEDY = NumberedRemedy(
    "R1",
    (),
    (),
    (GoalShift("coverage", 3, 1), GoalShift("cost", None, 98_765)),
    "Hire: fills it; adds 987.65 to the cost.",
)


def shown(instance: Instance, plan: Plan | None = None) -> ShownPlan:
    plan = plan or plan_of(instance)
    board = Board(instance, plan)
    prospects = prospects_on(board)
    report = report_on(board, prospects, explain(board, prospects, scale=0))
    return ShownPlan("plan", instance, plan, report)


def test_a_reason_of_absence_is_told_with_rates_only() -> None:
    one = shown(studio(need("P1", GAFFER, 1, 3), crew=(ILL,)))
    assert "(dentist)" in one.report.candidates[0].detail
    assert "(dentist)" not in repr(as_shown(one, with_rates=False))
    assert "(dentist)" in repr(as_shown(one, with_rates=True))


def test_a_sentence_that_tells_a_reason_is_made_anew() -> None:
    one = shown(studio(need("P1", GAFFER, 1, 3), crew=(ILL,)))
    told = replace(one.report.conflicts[0], why="Ann Reed (C1) is away 1–4 March 2026 (dentist).")
    told_of = replace(one, report=replace(one.report, conflicts=(told,)))
    assert as_shown(told_of, with_rates=False).report.conflicts[0].why == one.report.conflicts[0].why
    assert as_shown(told_of, with_rates=True).report.conflicts[0].why == told.why


def test_one_of_another_input_is_cut_before_what_it_would_tell() -> None:
    why = "2 needed, 1 there. Nearest is Ann Reed (C1), who is away 1–4 March (dentist. Again)."
    told = Conflict("vacancy", Severity.ERROR, "P1", GAFFER, "Nobody.", why)
    one = replace(shown(studio(need("P1", GAFFER, 1, 3), crew=(ILL,))), fits=False, report=Report((told,)))
    found = as_shown(one, with_rates=False).report
    assert found.conflicts[0].why == "2 needed, 1 there."
    assert not found.candidates
    only = replace(one, report=Report((replace(told, why="Ann is away today (dentist)."),)))
    assert as_shown(only, with_rates=False).report.conflicts[0].why == NOT_SHOWN


def test_a_warning_of_the_input_quotes_no_cell() -> None:
    told = Conflict("input-warning", Severity.INFO, "", "", "987.65 was rounded.", "1 warning [x].", source=NOWHERE)
    one = replace(shown(studio(need("P1", GAFFER, 1, 3))), report=Report((told,)))
    assert "987.65" not in repr(as_shown(one, with_rates=False).report)


def test_rates_costs_and_notes_are_gone_from_the_instance_and_its_goals() -> None:
    noted = ILL.revised(ILL.employments[0], remarks=(("Email", "a@b.c"), ("Notes", "owes 987.65")))
    instance = studio(need("P1", GAFFER, 5, 6), crew=(noted,))
    plan = replace(plan_of(instance), goals=(GoalResult(GoalName.COST, 98_765, 98_765, True),))
    found = as_shown(ShownPlan("plan", instance, plan, Report()), with_rates=False)
    person = found.instance.crew[0]
    assert person.employments[0].day_rate_cents == 0
    assert person.remarks == {"Email": "a@b.c"}
    assert found.plan.goals == ()
    assert discreet(found.instance) == found.instance


def test_a_remedy_says_nothing_of_its_cost() -> None:
    found = discreet_remedy(REMEDY)
    assert found.what == "Hire: fills it."
    assert [shift.goal for shift in found.shifts] == ["coverage"]


def test_what_tells_nothing_is_let_through() -> None:
    told = "Gaffer: 2 needed on 3 May 2027, 1 employed and present; 1 away."
    assert let_through(told) == told
