"""A new production with what it needs, and the free people who are bound to it.

Changes when scheduling binds people in another way.
"""

from collections.abc import Iterator, Mapping

from planner.audit.wording import person_in_words, span_in_words
from planner.desk.binding import Binding, TooFewFree, bind
from planner.desk.decision import Demand, Objection, Proposal, Refused, refused
from planner.desk.free_people import FreePeople
from planner.desk.names import find_role
from planner.desk.state import Desk, applied, changed, seat
from planner.desk.wording import production_in_words
from planner.domain.change import AddProduction, Change, SetNeed
from planner.domain.names import name_key
from planner.domain.numbered_ids import next_id
from planner.domain.production import Production, Requirement
from planner.domain.span import DateSpan
from planner.domain.wording import counted

WAYS_OUT = "Take other days (planner availability shows who is free), hire, or leave slots open (--open)."

CANCELLED = "a cancelled production"


def schedule(
    desk: Desk,
    title: str,
    span: DateSpan,
    needs: Mapping[str, int],
    *,
    priority: int = 3,
    production_id: str | None = None,
    new_role: bool = False,
    leave_open: bool = False,
) -> Proposal | Refused:
    """Propose a production with its requirements, ``needs`` by role, and the people who are bound to it.

    With ``leave_open`` as many as are free, and the other slots stay vacant.
    """
    refusal = f"{title} is not scheduled."
    roles = {text: find_role(desk, text, new=new_role) for text in needs}
    faults = [
        *(one for one in roles.values() if isinstance(one, Objection)),
        *_identity_faults(desk, title, production_id),
    ]
    if faults:
        return refused(refusal, *faults)
    identifier = production_id or (_free_id(desk) if desk.production_ids else title)
    production = Production(identifier, title, span, priority)
    counts: dict[str, int] = {}
    for text, role in roles.items():
        counts[str(role)] = counts.get(str(role), 0) + needs[text]
    asked = tuple(Requirement(identifier, role, span, count) for role, count in counts.items() if count)
    return _with_people(desk, production, asked, refusal, leave_open=leave_open)


def _free_id(desk: Desk) -> str:
    return next_id((*desk.instance.production_by_id, *desk.undated), "P01")


def _identity_faults(desk: Desk, title: str, production_id: str | None) -> Iterator[Objection]:
    if not name_key(title):
        yield Objection("missing-value", "A production needs a title.")
    known = [(one.production_id, one.title) for one in desk.instance.productions]
    taken = {name_key(one): (one, title) for one, title in (*known, *((one, CANCELLED) for one in desk.undated))}
    if production_id and not desk.production_ids:
        hint = "Leave the ID out: there the title identifies."
        yield Objection("no-id-column", "The Productions sheet has no column Production ID.", hint)
    elif production_id is not None and name_key(production_id) in taken:
        identifier, other = taken[name_key(production_id)]
        hint = f"Free is {_free_id(desk)}."
        yield Objection("duplicate-id", f"{identifier} is the Production ID of {other}.", hint)
    elif not desk.production_ids and name_key(title) in taken:
        hint = "Give it another title, or add a column Production ID."
        yield Objection("duplicate-id", f"There is a production {title} already.", hint)


def _with_people(
    desk: Desk, production: Production, asked: tuple[Requirement, ...], refusal: str, *, leave_open: bool
) -> Proposal | Refused:
    changes: tuple[Change, ...] = (
        AddProduction(production.production_id, production.title, production.span, production.priority),
        *(SetNeed(*need.window, need.count) for need in asked),
    )
    planned = applied(desk, *changes)
    binding, shortages = _bind(planned, asked)
    needs = {need.role: need for need in asked}
    rows = seat(desk.rows, ((needs[role], crew_id) for crew_id, role in binding.need_of.items()))
    whole = planned.instance.settings.whole_staffing
    if leave_open and whole and shortages and planned.has_plan:
        rows, binding = desk.rows, Binding(binding.counts, binding.costs)  # none of it is staffed then
    missing = sum(binding.missing(need) for need in needs) if leave_open else 0
    against = () if leave_open else tuple(_short(planned, production, shortage) for shortage in shortages)
    words = ", ".join(f"{need.role} ×{need.count}" for need in asked) or "nobody yet"
    said = f"{production_in_words(production)} is scheduled {span_in_words(production.span)} and needs {words}."
    if missing:
        said += f" {counted(missing, 'slot')} of it {'is' if missing == 1 else 'are'} open."
    ways_out = (WAYS_OUT,) if against else ()
    demands = () if leave_open else tuple(Demand(need, need.count) for need in asked)
    after = changed(planned, rows=rows)
    return Proposal(after, changes, (said,), refusal, against, ways_out, demands, priority=production.priority)


def _bind(desk: Desk, asked: tuple[Requirement, ...]) -> tuple[Binding, tuple[TooFewFree, ...]]:
    free = FreePeople(desk)
    costs = {need.role: {one.crew_id: free.preference(one, need) for one in free.of(need)} for need in asked}
    return bind({need.role: need.count for need in asked}, costs)


def _short(desk: Desk, production: Production, shortage: TooFewFree) -> Objection:
    people = ", ".join(person_in_words(desk.instance.crew_by_id[one]) for one in shortage.people)
    listed = f" ({people})" if people else ""
    nearest = " ".join(
        FreePeople(desk).nearest(role, production.span, production.production_id) for role in shortage.needs
    )
    return Objection("not-enough-people", f"{shortage.words}{listed} {span_in_words(production.span)}. {nearest}")
