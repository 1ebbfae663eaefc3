"""What two plans differ in, from the rows that differ alone: the same as from counting both plans whole."""

from planner.audit import Board, recompute_goals
from planner.domain.crew import CrewMember
from planner.domain.plan import Assignment
from planner.domain.remedy import GoalShift
from planner.domain.settings import GoalName, Settings
from planner.remedies.glance import shifts_between, shifts_of
from tests.builders import ANN, BO, GAFFER, GRIP, hold, need, plan_of, row, studio

GUS = CrewMember.employed("C3", "Gus", GRIP, (GAFFER,), day_rate_cents=10_000)
NEEDS = (need("P1", GAFFER, 3, 5, 2), need("P2", GRIP, 3, 5), need("P3", GAFFER, 10, 12))
STUDIO = studio(
    *NEEDS,
    crew=[ANN, BO, GUS],
    bookings=[hold("P1", "C3", 2)],
    previous=[row("P1", GAFFER, 3, 5, "C1"), row("P3", GAFFER, 10, 12, "C2")],
    priorities={"P1": 1},
    settings=Settings(goals=tuple(GoalName)),
)
BEFORE = (row("P1", GAFFER, 3, 5, "C1"), row("P3", GAFFER, 10, 12, "C1"))


def whole(*rows: Assignment) -> dict[str, int]:
    return recompute_goals(STUDIO, plan_of(STUDIO, *rows))


def test_a_row_that_comes_changes_every_goal_that_it_touches() -> None:
    # numbered apart from the row that is there, as on a patch
    come = row("P1", GAFFER, 3, 5, "C3")
    after = (*BEFORE, row("P1", GAFFER, 3, 5, "C3", 2))
    shifts = shifts_of(Board(STUDIO, plan_of(STUDIO, *BEFORE)), (), (), (come,))
    assert set(shifts) == set(shifts_between(whole(*BEFORE), whole(*after)))
    assert GoalShift("coverage", 1, 1) in shifts
    assert GoalShift("whole", None, 1) in shifts
    assert GoalShift("holds", 2, 1) in shifts


def test_rows_that_go_and_come_cancel_out_where_nothing_differs() -> None:
    board = Board(STUDIO, plan_of(STUDIO, *BEFORE))
    assert shifts_of(board, (), BEFORE, BEFORE) == ()


def test_somebody_else_for_the_same_days() -> None:
    gone, come = row("P3", GAFFER, 10, 12, "C1"), row("P3", GAFFER, 10, 12, "C2")
    shifts = shifts_of(Board(STUDIO, plan_of(STUDIO, *BEFORE)), (), (gone,), (come,))
    assert set(shifts) == set(shifts_between(whole(*BEFORE), whole(BEFORE[0], come)))
    assert GoalShift("stability", None, 1) in shifts
