"""A first plan: what was published, where its productions are now, then first fit; or production by production.

Changes when a plan should start from something else.
"""

from collections.abc import Iterable

from planner.domain.plan import Assignment
from planner.solver.model.incumbent import Incumbent
from planner.solver.search.first_fit import FirstFit
from planner.solver.search.timetable import Timetable


def construct(incumbent: Incumbent) -> None:
    """Fill the incumbent beyond what it already holds."""
    if incumbent.problem.settings.whole_staffing:
        _construct_whole(incumbent)
        return
    _follow(incumbent)
    first_fit = FirstFit(incumbent)
    for need in sorted(incumbent.problem.needs, key=lambda need: (need.first, need.priority, need.index)):
        first_fit.fill(need)


def _follow(incumbent: Incumbent) -> None:
    """Let people follow their productions to other days, in the roles that they had there, as far as they are free."""
    timetable, problem = Timetable(incumbent), incumbent.problem
    for wish in problem.published:
        for n in wish.needs:
            if incumbent.is_kept(wish) < wish.rows:
                timetable.put(wish.person, problem.needs[n])


def _construct_whole(incumbent: Incumbent) -> None:
    """Fill productions one by one, and empty again those that cannot be whole."""
    timetable = Timetable(incumbent)
    problem = incumbent.problem
    order = sorted(range(len(problem.productions)), key=lambda p: (problem.productions[p].priority, p))
    for production in order:
        if production in incumbent.model.forced.off | incumbent.model.forced.on:
            continue
        needs = problem.needs_of_production[production]
        for n in needs:
            timetable.fill(problem.needs[n])
        if any(incumbent.filled(n) < problem.needs[n].count for n in needs):
            timetable.clear(needs)


def resume(incumbent: Incumbent, takes: frozenset[tuple[int, int]]) -> bool:
    """Let an empty incumbent hold people, by (person, need), if that breaks no rule; return whether it does."""
    problem, forced = incumbent.problem, incumbent.model.forced
    timetable = Timetable(incumbent)
    for person, need in sorted(takes):
        timetable.put(person, problem.needs[need])
    held = sum(len(takers) for takers in incumbent.by_need)
    whole = {production for production in range(len(problem.productions)) if incumbent.is_whole(production)}
    empty = {p for p, needs in enumerate(problem.needs_of_production) if not any(map(incumbent.filled, needs))}
    legal = held == len(takes) and all(incumbent.is_kept(wish) for wish in forced.bookings)
    if problem.settings.whole_staffing:
        legal = legal and forced.on <= whole and forced.off <= empty and len(whole | empty) == len(problem.productions)
    if not legal:
        incumbent.clear(incumbent.model.everything.numbers)
    return legal


def start_from(incumbent: Incumbent, rows: Iterable[Assignment]) -> None:
    """Put everybody where a plan found before has them, then the rest of the previous plan, with part staffing.

    Nobody is put where a rule or somebody accepted before stands in the way.
    """
    problem = incumbent.problem
    if problem.settings.whole_staffing:
        return
    known = (row for row in rows if row.crew_id in problem.instance.crew_by_id)
    for takes in filter(None, (problem.takes_of(known), problem.published_takes)):
        timetable = Timetable(incumbent)
        for person, need in sorted(takes, key=lambda pair: (pair[1], pair[0])):
            timetable.put(person, problem.needs[need])
