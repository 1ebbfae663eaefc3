"""A plan's result in a coordinator's words: what was reached, what is proven, what to do next.

Changes when the Summary says something else.
"""

from collections.abc import Iterable

from planner.domain.booking import Booking, BookingStatus
from planner.domain.finding import Severity
from planner.domain.plan import GoalResult, Plan
from planner.domain.report import Report
from planner.domain.run import PREVIOUS_PLAN, Edited
from planner.domain.settings import GoalName
from planner.domain.wording import counted

_COUNTED = {
    GoalName.COVERAGE: "slots filled",
    GoalName.WHOLE: "productions with every slot filled",
    GoalName.HOLDS: "bookings kept",
    GoalName.STABILITY: "assignments of the previous plan kept, by person, production and role",
    GoalName.MAIN_ROLE: "slots filled by somebody's other role (fewest)",
    GoalName.COST: "day rates times paid days (lowest)",
    GoalName.HEADCOUNT: "people used (fewest)",
    GoalName.BALANCE: "sum of squared paid days per person (lowest)",
}
_AS_ORDER = {
    GoalName.WHOLE: "whole productions",
    GoalName.HOLDS: "holds",
    GoalName.STABILITY: "people of the previous plan",
    GoalName.MAIN_ROLE: "main roles",
    GoalName.COST: "low costs",
    GoalName.HEADCOUNT: "few people",
    GoalName.BALANCE: "even shares of work",
}
_CUT = {"work": "no (work budget)", "clock": "no (clock)"}


def goal_words(goal: GoalResult) -> str:
    """Return what a goal counts, as a phrase."""
    if goal.name is GoalName.COVERAGE and goal.priority is not None:
        return f"slots filled in productions of priority {goal.priority}"
    if goal.name is GoalName.HOLDS and goal.rank is not None:
        return f"hold {goal.rank} bookings kept"
    if goal.name is GoalName.STABILITY and goal.rank == 2:
        return "assignments of the previous plan kept with their days"
    return _COUNTED[goal.name]


def amount(goal: str, figure: int) -> str:
    """Return a goal's value or bound as people write it; that of ``cost`` is in cents."""
    return f"{figure / 100:,.2f}" if goal == GoalName.COST else f"{figure:,}"


def proven_words(goal: GoalResult) -> str:
    """Return whether a goal is proven and, when it is not, why."""
    if goal.proven:
        return "yes"
    return _CUT.get(goal.cut or "", "no")


def filled_words(plan: Plan) -> str:
    """Return how many slots are filled, as in ``117 of 120 slots are filled; 3 are vacant``."""
    filled, vacant = len(plan.assignments), len(plan.vacancies)
    if not filled and not vacant:
        return "There is nothing to plan: no active production asks for anybody in the plan window."
    if not vacant:
        return f"All {filled:,} slots are filled." if filled > 1 else "The only slot is filled."
    are = "is" if filled == 1 else "are"
    return f"{filled:,} of {filled + vacant:,} slots {are} filled; {vacant:,} {'is' if vacant == 1 else 'are'} vacant."


def proof_words(plan: Plan) -> str:
    """Return what is proven about the plan, and how far it could be from the best one."""
    filled, vacant = len(plan.assignments), len(plan.vacancies)
    if (not filled and not vacant) or not plan.goals:
        return ""
    open_goals = [goal for goal in plan.goals if not goal.proven]
    coverage_open = any(goal.name is GoalName.COVERAGE for goal in open_goals)
    if coverage_open and plan.coverage_bound > filled:
        gap = (plan.coverage_bound - filled) / plan.coverage_bound
        return f"Not proven: at most {plan.coverage_bound:,} slots could be filled (gap {gap:.1%})."
    more = _fills_no_more(plan) if vacant else "nothing is left to fill."
    if not open_goals:
        return f"The plan is proven in every goal: {more}" if more[0].islower() else f"Every goal is proven. {more}"
    names = ", ".join(goal.label for goal in open_goals)
    return f"{more[0].upper()}{more[1:]} Not proven to be the best in: {names}."


def _fills_no_more(plan: Plan) -> str:
    """Return what proven coverage means: the most there is, or the most beside what counts before it."""
    names = [goal.name for goal in plan.goals]
    first = names.index(GoalName.COVERAGE) if GoalName.COVERAGE in names else len(names)
    before = list(dict.fromkeys(_AS_ORDER[name] for name in names[:first]))
    if names.count(GoalName.COVERAGE) > 1:
        before.append("higher priorities")
    if not before or plan.coverage_bound <= len(plan.assignments):
        return "no plan fills more."
    these = " and ".join(filter(None, (", ".join(before[:-1]), before[-1]))).capitalize()
    most = f"Without that order, at most {plan.coverage_bound:,} could be filled."
    return f"{these} come first: no plan fills more beside them. {most}"


def goal_value(goal: GoalResult, bookings: Iterable[Booking]) -> str:
    """Return a goal's value as people write it; of holds ``73 of 84``, those that there are of that rank."""
    value = amount(goal.name, goal.value)
    if goal.name is not GoalName.HOLDS:
        return value
    held = sum(one.status is BookingStatus.HOLD and goal.rank in (None, one.rank) for one in bookings)
    return f"{value} of {held:,}"


def edited_words(edited: Edited) -> str:
    """Return that operations changed the plan since it was solved, and the last of them."""
    if not edited.operations:
        return ""
    number = counted(len(edited.operations), "operation")
    return f"Edited by {number} since it was solved; the last: {edited.operations[-1]}"


def next_steps(plan: Plan, report: Report, typed_bookings: int, before: str = PREVIOUS_PLAN) -> list[tuple[str, str]]:
    """Return what to do next, most urgent first, each with the sheet to do it on.

    ``before`` is what the plan is called against which changes are told.
    """
    steps = []
    vacant = len(plan.vacancies)
    if vacant:
        steps.append(
            (f"Read why {counted(vacant, 'slot')} stayed vacant, and what would help, on Conflicts.", "Conflicts")
        )
        steps.append(("See who comes nearest to each vacancy on Candidates.", "Candidates"))
        steps.append(("See which roles are short in which weeks, and who is idle, on Shortages.", "Shortages"))
    for code, words in (
        ("confirmed-not-kept", "confirmed booking"),
        ("booking-without-slot", "booking without a slot"),
        ("hold-displaced", "displaced hold"),
        ("began-not-kept", "begun or frozen slot"),
    ):
        number = sum(c.code == code and c.severity is not Severity.INFO for c in report.conflicts)
        if number:
            steps.append((f"Decide on {counted(number, words)} on Conflicts ({code}).", "Conflicts"))
    if report.changes:
        steps.append((f"Tell the people in {counted(len(report.changes), 'change')} to the {before}.", "Changes"))
    if typed_bookings:
        words = counted(typed_bookings, "typed booking")
        steps.append((f"Enter {words} in productions.xlsx, or delete them on Typed bookings.", "Typed bookings"))
    steps.append(
        ("To fix or free somebody, pick a status in the Booking column of Assignments and solve again.", "Assignments")
    )
    return steps
