"""The part of a folder on which a suggestion is tried: what may move there, and what counts as absence."""

from dataclasses import replace

from planner.audit import Board, prospects_on
from planner.audit.able import Able
from planner.domain.instance import Instance
from planner.domain.plan import Assignment, PreviousPlan
from planner.domain.settings import Settings
from planner.domain.span import DateSpan
from planner.remedies.patch import ELSEWHERE, Patch, patches_around
from planner.remedies.suggestions import Vacancy
from planner.remedies.suggestions.people import hired
from tests.builders import ANN, BO, GAFFER, GRIP, day, need, plan_of, row, span, studio

WANTED = need("P2", GAFFER, 6, 8)


def patches(instance: Instance, *rows: Assignment, reaches: bool = True) -> list[Patch]:
    """Return the patches around the first vacancy, for somebody who may be helped by moving others."""
    board = Board(instance, plan_of(instance, *rows))
    (slot,) = board.plan.vacancies
    able = Able(board)
    suggestion = next(hired(Vacancy(board, able, prospects_on(board), slot)))
    return list(patches_around(board, able, replace(suggestion, reaches=reaches)))


def away_of(patch: Patch, crew_id: str) -> list[DateSpan]:
    return [one.span for one in patch.instance.crew_by_id[crew_id].absences if one.reason == ELSEWHERE]


def test_first_nobody_is_moved_then_who_is_in_the_way() -> None:
    instance = studio(WANTED, need("P1", GAFFER, 5, 7), crew=[ANN])
    near = row("P1", GAFFER, 5, 7, "C1")
    still, moving = patches(instance, near)
    assert (still.rows, away_of(still, "C1")) == ((), [span(5, 7)])
    assert (moving.rows, away_of(moving, "C1")) == ((near,), [])


def test_where_nobody_has_to_be_moved_nobody_is() -> None:
    instance = studio(WANTED, need("P1", GAFFER, 5, 7), crew=[ANN])
    assert len(patches(instance, row("P1", GAFFER, 5, 7, "C1"), reaches=False)) == 1


def test_whoever_is_in_the_way_of_those_is_moved_too() -> None:
    # Ann would have to leave P1 to Bo, who is on P3 then.
    instance = studio(WANTED, need("P1", GAFFER, 5, 7), need("P3", GRIP, 4, 5))
    rows = row("P1", GAFFER, 5, 7, "C1"), row("P3", GRIP, 4, 5, "C2")
    assert set(patches(instance, *rows)[-1].rows) == set(rows)


def test_work_elsewhere_takes_its_gap_days_with_it() -> None:
    settings = Settings(gap_days=2)
    instance = studio(WANTED, need("P1", GAFFER, 10, 12), need("P3", GAFFER, 25, 26), crew=[ANN], settings=settings)
    still, _ = patches(instance, row("P1", GAFFER, 10, 12, "C1"), row("P3", GAFFER, 25, 26, "C1"))
    # what is far away does not matter
    assert away_of(still, "C1") == [span(8, 14)]


def test_work_elsewhere_on_the_same_production_takes_its_own_days_only() -> None:
    settings = Settings(gap_days=2)
    instance = studio(WANTED, need("P2", GRIP, 9, 12), crew=[BO], settings=settings)
    still, *_ = patches(instance, row("P2", GRIP, 9, 12, "C2"))
    assert away_of(still, "C2") == [span(9, 12)]


def test_who_began_before_the_window_and_what_is_carried_stays() -> None:
    began, carried = row("P1", GAFFER, 3, 7, "C1"), row("P0", GAFFER, 1, 2, "C1")
    instance = studio(
        WANTED,
        need("P1", GAFFER, 3, 7),
        need("P0", GAFFER, 1, 2),
        crew=[ANN, BO],
        previous=[began, carried],
        settings=Settings(plan_from=day(5)),
    )
    assert instance.previous == PreviousPlan((began, carried))
    for patch in patches(instance, began):
        assert patch.rows == ()
        assert away_of(patch, "C1") == [span(1, 2), span(3, 7)]
