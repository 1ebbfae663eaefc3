"""The sets of needs that exclude each other, where part of a track's work is fixed."""

from dataclasses import replace

from planner.solver.model.incumbent import Incumbent
from planner.solver.model.scope import Scope
from planner.solver.model.submodel import Submodel
from tests.builders import ANN, GAFFER, need, studio
from tests.unit.solver.solving import model_of

CLONE = replace(ANN, crew_id="C9", full_name="Ada Reed")


def cliques(fixed: tuple[int, ...]) -> list[tuple[list[int], int]]:
    """Needs by number: 0 and 1 share days 1 and 2, 2 is day 4, 3 is day 6, 4 spans them all."""
    needs = need("P1", GAFFER, 1, 2), need("P2", GAFFER, 1, 2), need("P3", GAFFER, 4, 4), need("P4", GAFFER, 6, 6)
    model = model_of(studio(*needs, need("P5", GAFFER, 1, 6), crew=[ANN, CLONE]))
    assert [track.size for track in model.reduction.tracks] == [2]
    incumbent = Incumbent(model)
    for number in fixed:
        incumbent.take(0, number)
    return Submodel(incumbent, Scope(model, {0, 1, 2, 3, 4} - set(fixed))).cliques(0)


def test_everybody_free() -> None:
    assert cliques(()) == [([0, 1, 4], 2), ([4, 2], 2), ([4, 3], 2)]


def test_fixed_work_later_does_not_lift_what_excludes_itself_before() -> None:
    # Once a plan of 2019 had people of one track in five places: two fixed days after it had hidden the first set.
    assert ([0, 1], 1) in cliques((2, 3, 4))


def test_fixed_work_takes_people_away() -> None:
    assert cliques((4,)) == [([0, 1], 1), ([2], 1), ([3], 1)]
