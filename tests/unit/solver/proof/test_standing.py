"""Parts that stand, by hand: looked at no more, until productions that others share could gain by them.

Changes when a part may be left alone for another reason.
"""

from collections.abc import Sequence

import pytest

from planner.domain.booking import Booking, BookingStatus
from planner.domain.crew import CrewMember
from planner.domain.instance import Instance
from planner.domain.ledger import Ledger
from planner.domain.plan import Assignment
from planner.solver.model.scope import Scope
from planner.solver.proof import exact
from planner.solver.proof.lexicographic import OptimalFace
from tests.builders import GAFFER, GRIP, away, confirmed, need, row, studio
from tests.unit.solver.solving import planned, values

LIGHT = CrewMember.employed("C1", "Lia Ohm", GAFFER, day_rate_cents=100)
TRACKS = CrewMember.employed("C2", "Tom Ray", GRIP, day_rate_cents=100)
BOTH = (need("P1", GAFFER, 3, 9), need("P1", GRIP, 3, 3), need("P2", GAFFER, 3, 3), need("P2", GRIP, 3, 3))
"""Two films on 3 March with a gaffer and a grip each, of which there is one; P1 asks for its gaffer to stay on."""
AT_P1 = (row("P1", GAFFER, 3, 9, "C1"), row("P1", GRIP, 3, 3, "C2"))


@pytest.fixture(autouse=True)
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[set[str]]:
    """Return the roles of each part of which a model is made, in their order; no folder is small here."""
    monkeypatch.setattr(exact, "MOST_PAIRS", -1)
    seen: list[set[str]] = []
    make = OptimalFace.__init__

    def noted(self: OptimalFace, incumbent: object, clock: object, scope: Scope, *rest: object) -> None:
        seen.append({one.role for one in scope.needs})
        make(self, incumbent, clock, scope, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(OptimalFace, "__init__", noted)
    return seen


def films(
    crew: Sequence[CrewMember] = (LIGHT, TRACKS),
    bookings: Sequence[Booking] = (),
    previous: Sequence[Assignment] | None = AT_P1,
) -> Instance:
    return studio(*BOTH, crew=crew, bookings=bookings, previous=previous)


def test_nothing_is_looked_at_again_where_nothing_changed(looked_at: list[set[str]]) -> None:
    ledger = Ledger()
    first = planned(films(previous=None), ledger=ledger)
    assert {GAFFER} in looked_at
    looked_at.clear()
    again = planned(films(previous=first.assignments), ledger=ledger)
    assert looked_at == []
    assert again.assignments == first.assignments
    assert all(goal.proven for goal in again.goals)
    assert again.coverage_bound == first.coverage_bound


def test_an_absence_has_only_the_part_of_its_person_looked_at(looked_at: list[set[str]]) -> None:
    ledger = Ledger()
    planned(films(previous=None), ledger=ledger)
    looked_at.clear()
    plan = planned(films(crew=(LIGHT, away(TRACKS, 3, 3))), ledger=ledger)
    assert [one.crew_id for one in plan.assignments] == ["C1"]
    assert all(goal.proven for goal in plan.goals)
    assert {frozenset(one) for one in looked_at} == {frozenset({GRIP})}


def test_a_part_that_stands_gives_way_where_a_film_becomes_whole(looked_at: list[set[str]]) -> None:
    # The gaffer is promised to P2 now; the grip of P1 could stay, yet P2 is whole if the grip goes there too.
    ledger = Ledger()
    planned(films(), ledger=ledger)
    plan = planned(films(bookings=[confirmed("P2", "C1")]), ledger=ledger)
    assert {(one.slot.production_id, one.crew_id) for one in plan.assignments} == {("P2", "C1"), ("P2", "C2")}
    assert values(plan)["whole"] == 1


def test_what_a_part_cannot_give_is_asked_and_then_known(looked_at: list[set[str]]) -> None:
    # P2 would be whole with the grip, who is kept from it.
    never = Booking("P2", "C2", None, BookingStatus.NEVER)
    ledger = Ledger()
    planned(films(bookings=[never]), ledger=ledger)
    looked_at.clear()
    promised = films(bookings=[never, confirmed("P2", "C1")])
    plan = planned(promised, ledger=ledger)
    assert values(plan)["whole"] == 0
    assert all(goal.proven for goal in plan.goals)
    assert {(one.slot.production_id, one.crew_id) for one in plan.assignments} == {("P1", "C2"), ("P2", "C1")}
    assert plan == planned(promised)


def test_a_part_stands_only_with_as_many_as_it_can_have() -> None:
    # The plan before had left P2's grip out, although somebody else is there.
    more = CrewMember.employed("C3", "Uma Vik", GRIP, day_rate_cents=900)
    ledger = Ledger()
    planned(films(crew=(LIGHT, TRACKS, more), previous=None), ledger=ledger)
    plan = planned(films(crew=(LIGHT, TRACKS, more)), ledger=ledger)
    assert len(plan.assignments) == 3
