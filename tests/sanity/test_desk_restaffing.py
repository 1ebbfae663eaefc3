"""Moving people for an operation, against every plan there is: it is done whenever it can be, with fewest changes.

Changes when an operation may move people for other reasons or counts other changes.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest

from planner.desk.deciding import decide
from planner.desk.decision import Done, Proposal, Refused
from planner.desk.restaffing import Effort
from planner.desk.state import Desk
from planner.domain.booking import Booking, BookingStatus
from planner.domain.instance import Instance
from planner.domain.plan import PreviousPlan
from planner.solver import solve
from tests.oracle import Picks, all_plans
from tests.sanity.desk_orders import MOST_PLANS, draw_wish, key, picks_of, plans_of
from tests.sanity.seeds import runs
from tests.studios import random_studio

ORDERS = 16


def planned_desk(seed: int) -> Desk:
    """Return a random studio with its plan."""
    studio = replace(random_studio(seed), previous=None)
    # whole staffing is left to the audit: which productions may stay out is not for an operation to search
    studio = replace(studio, settings=replace(studio.settings, whole_staffing=False))
    rows = solve(studio, threads=1, time_limit_s=0).assignments
    in_use = {role for person in studio.crew for role in person.roles} | {need.role for need in studio.requirements}
    roles = {role.casefold(): role for role in in_use}
    return Desk(replace(studio, previous=PreviousPlan(rows)), roles)


def restaffed(seed: int) -> Iterator[tuple[Desk, Proposal, Done | Refused]]:
    """Yield operations on a studio that are refused as they are, and what moving people makes of them."""
    before, rng = planned_desk(seed), Random(seed)
    for _ in range(ORDERS):
        proposal = draw_wish(before, rng).order.propose(before)
        plain = decide(before, proposal)
        if not (isinstance(proposal, Proposal) and isinstance(plain, Refused) and proposal.movable):
            continue
        if plans_of(proposal.after.instance) <= MOST_PLANS:
            yield before, proposal, decide(before, proposal, Effort(threads=1, time_limit_s=0))


def possible(before: Desk, proposal: Proposal) -> list[Picks]:
    """Return every plan without a broken rule that gives the operation what it needs and loses no confirmed booking."""
    after = proposal.after.instance
    kept = [b for b in _confirmed(before.instance) if _keeps(b, picks_of(before))]
    kept = [b for b in kept if b in _confirmed(after) and not {b.crew_id, b.production_id} & proposal.about]
    wanted = [*kept, *([proposal.must_keep] if proposal.must_keep else [])]
    # who began a slot before the plan window stays in it, here as everywhere
    return [p for p in all_plans(after) if all(_keeps(b, p) for b in wanted) and _meets(proposal, p)]


def _confirmed(instance: Instance) -> list[Booking]:
    return [replace(b, typed=False) for b in instance.standing_bookings if b.status is BookingStatus.CONFIRMED]


def _keeps(booking: Booking, picks: Picks) -> bool:
    same = (booking.production_id, booking.crew_id)
    return any((n.production_id, who) == same and booking.role in (None, n.role) for n, who in picks)


def _meets(proposal: Proposal, picks: Picks) -> bool:
    for demand in proposal.demands:
        # what lies outside of the plan window stays as the operation left it
        rows = [(key((need, "")), who) for need, who in picks]
        rows += [(key((one.slot, "")), one.crew_id) for one in proposal.after.instance.carried]
        people = {who for job, who in rows if job == key((demand.requirement, ""))}
        if len(people if demand.only is None else people & demand.only) < demand.count:
            return False
    return True


def filled_before(proposal: Proposal) -> Counter[tuple[object, ...]]:
    """Return how many people each requirement has once the operation's own changes are made."""
    return counts(picks_of(proposal.after))


def counts(picks: Picks) -> Counter[tuple[object, ...]]:
    """Return how many people each requirement has."""
    return Counter(key((need, "")) for need, _ in picks)


def is_no_larger(proposal: Proposal, picks: Picks) -> bool:
    """Whether a plan fills no slot that was vacant, but those that the operation is about and one for its booking."""
    most, now = filled_before(proposal), counts(picks)
    asked = {key((demand.requirement, "")) for demand in proposal.demands}
    more = [k for k, n in now.items() if k not in asked for _ in range(n - most[k])]
    if not more:
        return True
    booking, (production_id, role, *_) = proposal.must_keep, more[0]
    fits = booking is not None and production_id == booking.production_id and booking.role in (None, role)
    return fits and len(more) == 1


def worth(proposal: Proposal, picks: Picks) -> tuple[int, ...]:
    """Return what a plan is worth: filled slots, of the operation's production before others, then who stays."""
    priority = {p.production_id: p.priority for p in proposal.after.instance.productions}
    priority |= {demand.requirement.production_id: 0 for demand in proposal.demands}
    filled = Counter(priority[need.production_id] for need, _ in picks)
    # nothing keeps people where they are released
    bound = frozenset(p for p in picks if not proposal.after.instance.is_released(p[1], p[0]))
    stay = len(triples(picks_of(proposal.after)) & triples(bound))
    return (*(filled[level] for level in range(6)), stay)


def triples(picks: Picks) -> set[tuple[str, str, str]]:
    return {(need.production_id, need.role, who) for need, who in picks}


@pytest.mark.parametrize("seeds", runs(160))
def test_it_is_done_whenever_it_can_be_and_with_fewest_changes(seeds: range) -> None:
    tried = 0
    for seed in seeds:
        for before, proposal, decision in restaffed(seed):
            plans = possible(before, proposal)
            tried += 1
            if isinstance(decision, Refused):
                assert not plans, (seed, proposal.said, decision)
            else:
                picks = picks_of(decision.after)
                assert {key(p) for p in picks} in [{key(p) for p in plan} for plan in plans], (seed, proposal.said)
                if is_no_larger(proposal, picks):  # else room was made for a booking that can now be kept
                    best = max(worth(proposal, plan) for plan in plans if is_no_larger(proposal, plan))
                    assert worth(proposal, picks) == best, (seed, proposal.said)
    assert tried > len(seeds) // 2
