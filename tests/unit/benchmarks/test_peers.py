"""Every peer gives a plan that the audit finds sound, and those with a bound prove the optimum of tiny studios."""

import pytest

from benchmarks.peers import PEERS, find_peer
from benchmarks.peers.answer import CannotExpress, TooLarge
from benchmarks.peers.candidates import refuse_above
from benchmarks.studios import Size, make_studio
from planner.audit import audit
from planner.domain.instance import Instance
from planner.domain.plan import Assignment, Plan
from planner.domain.settings import Settings
from tests.builders import ANN, BO, GAFFER, GRIP, away, confirmed, day, need, never, recast, studio

PROVING = [name for name in PEERS if name != "first-free"]
LIMIT_S = 20.0


def peer(name: str):
    if name == "pyjobshop":
        pytest.importorskip("pyjobshop")
    return find_peer(name)


def plan_with(instance: Instance, assignments: tuple[Assignment, ...]) -> Plan:
    taken = {assignment.slot for assignment in assignments}
    return Plan(assignments, tuple(slot for slot in instance.slots if slot not in taken))


@pytest.mark.parametrize("name", PEERS)
def test_a_peers_plan_breaks_no_rule_and_fills_something(name: str) -> None:
    instance = make_studio(Size(12, 5), beyond=0.3)
    answer = peer(name)(instance, LIMIT_S)
    assert audit(instance, plan_with(instance, answer.assignments)) == ()
    assert answer.assignments


@pytest.mark.parametrize("name", PROVING)
def test_a_proving_peer_finds_the_one_way_to_fill_all(name: str) -> None:
    # Ann is a gaffer, Bo a gaffer and grip: only with Ann as the gaffer is there a grip.
    instance = studio(need("P1", GAFFER, 1, 3), need("P1", GRIP, 3, 5))
    answer = peer(name)(instance, LIMIT_S)
    assert {(a.slot.role, a.crew_id) for a in answer.assignments} >= {(GRIP, "C2")}
    assert (len(answer.assignments), answer.bound, answer.proven) == (2, 2, True)


@pytest.mark.parametrize("name", PROVING)
def test_a_proving_peer_bounds_a_shortage(name: str) -> None:
    # Three gaffers on 3 March and two people: one slot stays vacant.
    instance = studio(need("P1", GAFFER, 1, 3, 2), need("P2", GAFFER, 3, 5))
    answer = peer(name)(instance, LIMIT_S)
    assert (len(answer.assignments), answer.bound, answer.proven) == (2, 2, True)


@pytest.mark.parametrize("name", PEERS)
@pytest.mark.parametrize(
    "who",
    [
        pytest.param(recast(ANN, first_day=day(2)), id="hired after the first day"),
        pytest.param(recast(ANN, last_day=day(4)), id="leaves before the last day"),
        pytest.param(away(ANN, 5, 6), id="away on the last day"),
        pytest.param(recast(ANN, main_role=GRIP), id="another role"),
    ],
)
def test_nobody_is_sent_who_is_not_there(name: str, who) -> None:
    instance = studio(need("P1", GAFFER, 1, 5), crew=[who])
    assert peer(name)(instance, LIMIT_S).assignments == ()


@pytest.mark.parametrize("name", PEERS)
def test_nobody_is_sent_where_a_booking_says_never(name: str) -> None:
    instance = studio(need("P1", GAFFER, 1, 5), bookings=[never("P1", "C1")])
    assert [a.crew_id for a in peer(name)(instance, LIMIT_S).assignments] == ["C2"]


@pytest.mark.parametrize("name", PEERS)
def test_a_shared_day_is_too_close_and_the_next_day_is_not(name: str) -> None:
    instance = studio(need("P1", GAFFER, 1, 3), need("P2", GAFFER, 3, 5), need("P3", GAFFER, 4, 6), crew=[ANN])
    assert {a.slot.production_id for a in peer(name)(instance, LIMIT_S).assignments} == {"P1", "P3"}


def test_first_free_takes_requirements_by_start_and_people_by_id() -> None:
    # By start P2 comes first and takes Ann; Bo is left for P1. On 6 March Ann is free again.
    instance = studio(need("P1", GAFFER, 2, 8), need("P2", GAFFER, 1, 5), need("P3", GAFFER, 6, 9))
    answer = peer("first-free")(instance, LIMIT_S)
    who = {a.slot.production_id: a.crew_id for a in answer.assignments}
    assert who == {"P2": "C1", "P1": "C2", "P3": "C1"}


def test_first_free_does_not_look_ahead() -> None:
    # Bo, alone a grip, is taken as a gaffer the day before.
    instance = studio(need("P1", GAFFER, 1, 5), need("P2", GRIP, 2, 3), crew=[BO])
    assert len(peer("first-free")(instance, LIMIT_S).assignments) == 1


@pytest.mark.parametrize("name", PEERS)
def test_what_a_peer_cannot_express_is_refused(name: str) -> None:
    asked = need("P1", GAFFER, 1, 5)
    for instance in (studio(asked, bookings=[confirmed("P1", "C1")]), studio(asked, settings=Settings(gap_days=1))):
        with pytest.raises(CannotExpress):
            peer(name)(instance, LIMIT_S)


def test_too_large_a_model_is_not_built() -> None:
    refuse_above(10, 10)
    with pytest.raises(TooLarge, match="12 million"):
        refuse_above(10, 12_000_000)
