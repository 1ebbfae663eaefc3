"""Small desks for tests of operations: days are days of March 2026. Changes when the desk does."""

from collections.abc import Sequence
from dataclasses import replace

from planner.desk.deciding import decide
from planner.desk.decision import Decision, Done, Proposal, Refused
from planner.desk.restaffing import Effort
from planner.desk.state import Desk
from planner.domain.booking import Booking
from planner.domain.crew import CrewMember
from planner.domain.instance import Instance
from planner.domain.plan import Assignment, PreviousPlan
from planner.domain.production import Production, Requirement
from planner.domain.settings import DEFAULT_SETTINGS, Settings
from tests.builders import span

EFFORT = Effort(threads=1, time_limit_s=0)


def film(production_id: str, first: int, last: int, **more: object) -> Production:
    """Return a production on days of March."""
    return replace(Production(production_id, f"Film {production_id}", span(first, last)), **more)


def whole(production: Production, role: str, count: int = 1) -> Requirement:
    """Return a requirement for all days of a production."""
    return Requirement(production.production_id, role, production.span, count)


def desk(
    crew: Sequence[CrewMember],
    productions: Sequence[Production],
    needs: Sequence[Requirement] = (),
    rows: Sequence[Assignment] | None = (),
    *,
    bookings: Sequence[Booking] = (),
    settings: Settings = DEFAULT_SETTINGS,
    listed: bool = False,
) -> Desk:
    """Return a desk; ``rows`` None is a folder without a plan."""
    previous = None if rows is None else PreviousPlan(tuple(rows))
    instance = Instance.sorted(tuple(crew), tuple(productions), tuple(needs), tuple(bookings), settings, previous)
    roles = {role.casefold(): role for person in crew for role in person.roles}
    roles |= {need.role.casefold(): need.role for need in needs}
    return Desk(instance, roles, listed)


def decided(before: Desk, proposal: Proposal | Refused, *, restaff: bool = False) -> Decision:
    """Return what becomes of a proposal."""
    return decide(before, proposal, EFFORT if restaff else None)


def done(before: Desk, proposal: Proposal | Refused, *, restaff: bool = False) -> Done:
    """Return a decision that is to be done."""
    decision = decided(before, proposal, restaff=restaff)
    assert isinstance(decision, Done), decision
    return decision


def refusal(before: Desk, proposal: Proposal | Refused, *, restaff: bool = False) -> list[str]:
    """Return the codes of a refusal."""
    decision = decided(before, proposal, restaff=restaff)
    assert isinstance(decision, Refused), decision
    return [reason.code for reason in decision.reasons]


def work(one: Done | Desk) -> set[str]:
    """Return who works where, as ``C1 P1 Gaffer 3-5``."""
    state = one.after if isinstance(one, Done) else one
    return {
        f"{row.crew_id} {row.slot.production_id} {row.slot.role} "
        f"{row.slot.span.first_day.day}-{row.slot.span.last_day.day}"
        for row in state.rows
    }
