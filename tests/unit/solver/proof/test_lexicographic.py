"""Faces of small parts by hand, also where divided people could do more than whole ones.

Changes when the way from goals to a proven plan does.
"""

from collections.abc import Iterable, Sequence

import pytest

from planner.domain.crew import CrewMember
from planner.domain.instance import Instance
from planner.domain.production import Requirement
from planner.domain.settings import GoalName
from planner.solver.model.clock import Clock, TimeUp
from planner.solver.model.incumbent import Incumbent
from planner.solver.model.objectives import objectives_of, preferences
from planner.solver.model.stage import Bounds
from planner.solver.proof import lexicographic
from planner.solver.proof.lexicographic import OptimalFace
from planner.solver.proof.relaxation import Relaxation
from tests.builders import ANN, BO, GAFFER, GRIP, hold, need, row, studio
from tests.unit.solver.solving import model_of, planned, settings, values

COVERAGE, COST, WHOLE, HOLDS = GoalName.COVERAGE, GoalName.COST, GoalName.WHOLE, GoalName.HOLDS


def face_of(instance: Instance, limit_s: float = 0.0, *, after: bool = False) -> OptimalFace:
    """Return the face of the whole problem, with every objective still to come, and if wanted those after all goals."""
    model = model_of(instance, merge_alike=False)
    objectives = [*objectives_of(model.problem), *(preferences(model.problem) if after else ())]
    return OptimalFace(Incumbent(model), Clock(limit_s), model.everything, objectives)


def crew_on(face: OptimalFace) -> dict[str, list[str]]:
    """Return who takes each need now, by production and role."""
    problem, reduction = face.incumbent.problem, face.incumbent.reduction
    return {
        f"{problem.needs[n].requirement.production_id} {problem.needs[n].role}": sorted(
            problem.people[reduction.person(track)].crew_id for track in takers
        )
        for n, takers in face.incumbent.snapshot(face.scope).items()
    }


# Seven takes in a circle, each of which excludes the next: divided people can do three and a half of them.
#
# A is 1 to 3 March and C is 4 to 6; B is 3 to 4 and D is 3 to 5, so each of these clashes with both A and C.
# Xi can do A, B and C, Yo can do C and D, Zoe can do D and A. Whole people leave B (Xi does A and C), or A, C or D.
# Divided ones do half of B: Xi is half at B and half at A and C, the other halves of which Yo and Zoe do; they are
# left with a half of D each.

SPANS = {"A": (1, 3), "B": (3, 4), "C": (4, 6), "D": (3, 5)}
CIRCLE = (
    CrewMember.employed("X", "Xi", "A", ("B", "C")),
    CrewMember.employed("Y", "Yo", "C", ("D",)),
    CrewMember.employed("Z", "Zoe", "D", ("A",)),
)
DEAR = tuple(CrewMember.employed(f"{role}1", f"Dear {role}", role, day_rate_cents=100) for role in SPANS)


def circle(later: int = 0) -> tuple[Requirement, ...]:
    """Return the four needs, each a production of the name of its role."""
    return tuple(need(f"P{role}", role, first + later, last + later) for role, (first, last) in SPANS.items())


def costly_circle() -> Instance:
    """Return the circle with somebody for each need who costs 100 a day, so that all needs can be filled."""
    return studio(*circle(), crew=[*CIRCLE, *DEAR], settings=settings(COVERAGE, COST))


@pytest.fixture(params=["branch and cut", "CP-SAT"])
def whole_search(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways to look for whole people."""
    if request.param == "CP-SAT":
        monkeypatch.setattr(Relaxation, "maximise_whole", lambda self, goal, left_s, nodes=0: (False, None))


@pytest.mark.usefixtures("whole_search")
def test_where_divided_people_are_cheaper_whole_ones_decide_and_that_is_proven() -> None:
    # Divided people leave half of B's 2 days to its dear person: 100. Whole ones leave all of B: 200.
    face = face_of(costly_circle())
    assert face.relax()
    assert face.totals() == [4, -100]
    assert face.settle()
    assert face.totals() == [4, -200]
    assert face.bounds() == [Bounds(4, 4, None), Bounds(-200, -200, None)]
    assert [who for takers in crew_on(face).values() for who in takers if who.endswith("1")] == ["B1"]


@pytest.mark.usefixtures("whole_search")
def test_so_is_the_plan_of_the_whole_run() -> None:
    plan = planned(costly_circle())
    assert values(plan) == {"coverage 3": 4, "cost": 200}
    assert all(goal.proven for goal in plan.goals)


def two_circles(*goals: GoalName) -> Instance:
    """Return the circle twice, ten days apart: divided people fill seven of eight slots, whole ones six.

    Xi is on hold for PA, which is in both circles and ties them to one part.
    """
    bookings = [hold("PA", "X")]
    return studio(*circle(), *circle(10), crew=CIRCLE, bookings=bookings, settings=settings(*goals))


@pytest.mark.usefixtures("whole_search")
def test_where_divided_people_fill_more_slots_whole_ones_decide_and_the_next_goals_follow() -> None:
    face = face_of(two_circles(COVERAGE, HOLDS))
    assert face.relax(1)
    assert face.totals() == [7]
    assert face.settle()
    assert face.totals() == [6, 1]
    assert face.bounds() == [Bounds(6, 6, None), Bounds(1, 1, None)]


@pytest.mark.usefixtures("whole_search")
def test_vacancies_are_shared_out_anew_when_whole_people_leave_more_of_them() -> None:
    # One vacancy in each circle, both at B or both at C or D: three productions whole, and Xi at PA.
    plan = planned(two_circles(COVERAGE, WHOLE, HOLDS))
    assert values(plan) == {"coverage 3": 6, "whole": 3, "holds 1": 1}
    assert all(goal.proven for goal in plan.goals)


def test_a_search_that_finds_nothing_leaves_the_goals_that_came_before(monkeypatch: pytest.MonkeyPatch) -> None:
    # Nobody finds whole people: the cost is left open, and four slots stay the bound of coverage.
    monkeypatch.setattr(OptimalFace, "_search", lambda self, relaxation, goal: (False, None))
    face = face_of(costly_circle())
    assert not face.settle()
    assert not face.is_empty
    assert [one.dual for one in face.bounds()] == [4]


def test_a_plan_that_a_cut_search_found_is_kept_with_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    # The search finds the 200 and does not know that this is the best: the bound stays at divided people's 100.
    search = OptimalFace._search
    monkeypatch.setattr(
        OptimalFace, "_search", lambda self, relaxation, goal: (False, search(self, relaxation, goal)[1])
    )
    face = face_of(costly_circle())
    assert face.settle()
    assert face.totals() == [4, -200]
    assert face.bounds() == [Bounds(4, 4, None), Bounds(-200, -100, "work")]


def test_goals_are_settled_in_their_order() -> None:
    # Ann costs 400 a day, Bo nothing. Slots first: both work, Bo as the only grip. Cost first: nobody works.
    needs = need("P1", GAFFER, 3, 5), need("P1", GRIP, 3, 5)
    for goals, totals in (((COVERAGE, COST), [2, -3 * 40_000]), ((COST, COVERAGE), [0, 1])):
        face = face_of(studio(*needs, settings=settings(*goals)))
        assert face.settle()
        assert face.totals() == totals
        assert [one.worth for one in face.bounds()] == totals


@pytest.mark.parametrize("joined_total", [0, 1_000_000], ids=["objective by objective", "joined"])
def test_coverage_is_settled_priority_by_priority(joined_total: int, monkeypatch: pytest.MonkeyPatch) -> None:
    # Two gaffers; priority 1 asks for one for all days, priority 2 for two and priority 3 for two in turn:
    # one is left on days 3 to 4 for priority 2, and so none for priority 3 then, but one on day 5.
    monkeypatch.setattr(lexicographic, "JOINED_TOTAL", joined_total)
    needs = need("P1", GAFFER, 3, 5), need("P2", GAFFER, 3, 4, 2), need("P3", GAFFER, 4, 4), need("P3", GAFFER, 5, 5)
    priorities = {"P1": 1, "P2": 2, "P3": 3}
    face = face_of(studio(*needs, priorities=priorities, settings=settings(COVERAGE)))
    assert face.settle()
    assert face.totals() == [1, 1, 1]
    assert face.bounds() == [Bounds(1, 1, None)] * 3
    assert len(face.levels) == (3 if joined_total == 0 else 1)


def test_later_objectives_of_joined_ones_are_bounded_only_where_the_earlier_are_exact() -> None:
    # The joint level is at its bound 1, 0, and the incumbent has none: of the first objective 1 is the bound, of the
    # second whatever anybody could wish, for nobody knows what a plan without the first would have.
    needs = need("P1", GAFFER, 3, 5), need("P2", GAFFER, 4, 4)
    face = face_of(studio(*needs, crew=[ANN], priorities={"P1": 1, "P2": 2}, settings=settings(COVERAGE)))
    assert face.relax()
    assert len(face.levels) == 1
    assert face.bounds() == [Bounds(0, 1, "work"), Bounds(0, 1, "work")]
    assert face.settle()
    assert face.bounds() == [Bounds(1, 1, None), Bounds(0, 0, None)]


def test_settling_up_to_an_objective_leaves_the_others_open() -> None:
    face = face_of(studio(need("P1", GAFFER, 3, 5), settings=settings(COVERAGE, COST)))
    assert face.settle(1)
    assert face.totals() == [1]
    assert face.settle()
    assert face.totals() == [1, 0]
    assert crew_on(face) == {"P1 Gaffer": ["C2"]}


def short_face(*, crew: Sequence[CrewMember] = (ANN,)) -> OptimalFace:
    """Return the face of two films that want a gaffer each, for 3 to 4 and 4 to 5 March, with coverage settled."""
    needs = need("P1", GAFFER, 3, 4), need("P2", GAFFER, 4, 5)
    face = face_of(studio(*needs, crew=crew, settings=settings(COVERAGE, COST)))
    assert face.settle(1)
    return face


@pytest.mark.parametrize(("counts", "found"), [((1, 0), True), ((0, 1), True), ((1, 1), False), ((0, 0), False)])
def test_pinned_faces_keep_the_counts(counts: Iterable[int], found: bool) -> None:
    # Ann can be at one of the films: neither both nor none is on the face of the best coverage. The incumbent has her
    # at one of them already, which must not be taken for the other.
    face = short_face()
    pinned = face.with_counts(dict(zip(face.scope.numbers, counts, strict=True)))
    assert pinned.settle() == found
    assert pinned.is_empty == (not found)
    if found:
        assert [face.incumbent.filled(n) for n in face.scope.numbers] == list(counts)
        assert pinned.totals() == [-80_000]  # its further objective only
    assert face.totals() == [1]  # the face itself is as it was
    assert face.is_short()


def test_a_face_is_short_where_a_need_may_stay_short() -> None:
    assert short_face().is_short()
    assert not short_face(crew=(ANN, BO)).is_short()


def test_a_face_is_short_where_nobody_can_take_a_need() -> None:
    face = face_of(studio(need("P1", GRIP, 3, 5), crew=[ANN], settings=settings(COVERAGE)))
    assert face.settle()
    assert face.is_short()


def test_what_cannot_be_kept_empties_a_face() -> None:
    face = short_face()
    pinned = face.with_counts(dict.fromkeys(face.scope.numbers, 1))
    assert not pinned.relax()
    assert pinned.is_empty


def test_without_time_there_is_no_face() -> None:
    with pytest.raises(TimeUp):
        face_of(costly_circle(), limit_s=1e-9)


def test_time_that_ends_settles_nothing_and_calls_nothing_empty() -> None:
    face = face_of(costly_circle(), limit_s=3600)
    face.clock.keep_back(3600)
    assert not face.settle()
    assert not face.is_empty
    assert face.incumbent.by_need == [{}] * 4


def test_everybody_stays_in_the_slot_of_the_previous_plan_where_no_goal_minds() -> None:
    # Both films on the same days, both gaffers alike: the previous plan had Ann at P2 and Bo at P1.
    before = [row("P2", GAFFER, 3, 5, "C1"), row("P1", GAFFER, 3, 5, "C2")]
    needs = need("P1", GAFFER, 3, 5), need("P2", GAFFER, 3, 5)
    face = face_of(studio(*needs, previous=before, settings=settings(COVERAGE)), after=True)
    assert face.settle()
    assert face.totals() == [2, 2]
    assert crew_on(face) == {"P1 Gaffer": ["C2"], "P2 Gaffer": ["C1"]}


def test_a_better_plan_moves_who_was_there_before() -> None:
    # Bo was the gaffer, but he is also the only grip: one of two is as before once both slots are filled.
    before = [row("P1", GAFFER, 3, 5, "C2"), row("P2", GAFFER, 8, 9, "C2")]
    needs = need("P1", GAFFER, 3, 5), need("P1", GRIP, 3, 5), need("P2", GAFFER, 8, 9)
    instance = studio(*needs, previous=before, settings=settings(COVERAGE, GoalName.STABILITY))
    face = face_of(instance)
    assert face.settle()
    assert face.totals() == [3, 1, 1]
    assert crew_on(face) == {"P1 Gaffer": ["C1"], "P1 Grip": ["C2"], "P2 Gaffer": ["C2"]}


def test_what_the_incumbent_has_already_is_taken_without_a_solver(monkeypatch: pytest.MonkeyPatch) -> None:
    # Bo, who costs nothing, is at the only slot: nobody could wish for more.
    monkeypatch.setattr(Relaxation, "solver", lambda self, goal, left_s: pytest.fail("a solver was asked"))
    face = face_of(studio(need("P1", GAFFER, 3, 5), settings=settings(COVERAGE, COST)))
    bo = next(t for t, track in enumerate(face.incumbent.reduction.tracks) if track.people == (1,))
    face.incumbent.take(bo, 0)
    assert face.settle()
    assert face.bounds() == [Bounds(1, 1, None), Bounds(0, 0, None)]
