"""Reductions that keep the optimum: people become tracks, alike tracks become one, and the rest falls into blocks.

Changes when a rule or goal makes two people different who were alike, or ties days that were independent.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from planner.domain.settings import GoalName
from planner.solver.model.acceptance import Forced
from planner.solver.model.need import Days, exempt_from_gap
from planner.solver.model.problem import Problem
from planner.solver.model.tracks import Reduction, Stretch, Track


@dataclass(frozen=True, slots=True)
class _Block:
    group: str
    days: Days


def reduce_problem(problem: Problem, forced: Forced, *, merge_alike: bool = True) -> Reduction:
    """Return the tracks of a problem; ``merge_alike`` False keeps every person apart, for tests of the reduction."""
    group_of_role = _find_role_groups(problem)
    block_of_need, blocks = _find_blocks(problem, group_of_role)
    of_group: dict[str, list[int]] = defaultdict(list)
    for number, block in enumerate(blocks):
        of_group[block.group].append(number)
    personal, loose = personal_needs(problem, forced), _gap_exempt_needs(problem)
    merged: dict[tuple[object, ...], list[int]] = {}
    stretches: list[Stretch] = []
    for person, member in enumerate(problem.people):
        groups = {group_of_role[role] for role in member.roles if role in group_of_role}
        likeness = _likeness(problem, person)
        for number in (n for group in sorted(groups) for n in of_group[group]):
            for stretch in _stretches(problem, person, number, blocks[number].days):
                apart = not merge_alike or any(
                    block_of_need[n] == number and stretch.fits(problem.needs[n]) for n in personal[person] | loose
                )
                key = (stretch, person if apart else None, *likeness)
                if key not in merged:
                    stretches.append(stretch)
                merged.setdefault(key, []).append(person)
    tracks = tuple(
        Track(index, tuple(people), stretch)
        for index, (stretch, people) in enumerate(zip(stretches, merged.values(), strict=True))
    )
    return Reduction(problem, tracks, block_of_need, len(blocks))


def _find_role_groups(problem: Problem) -> dict[str, str]:
    """Needed roles that somebody holds together get the same group name."""
    group = {role: role for role in problem.needs_of_role}
    for member in problem.people:
        held = [group[role] for role in member.roles if role in group]
        if len(set(held)) > 1:
            group = {role: held[0] if name in held else name for role, name in group.items()}
    return group


def _find_blocks(problem: Problem, group_of_role: dict[str, str]) -> tuple[tuple[int, ...], list[_Block]]:
    """Cut each role group's calendar at the days that no need crosses, gap days included."""
    whole_time = problem.counts_people
    block_of_need = [0] * len(problem.needs)
    blocks: list[_Block] = []
    by_group: dict[str, list[int]] = defaultdict(list)
    for role, numbers in problem.needs_of_role.items():
        by_group[group_of_role[role]].extend(numbers)
    for group, numbers in sorted(by_group.items()):
        last = None
        for n in sorted(numbers, key=lambda n: (problem.needs[n].first, n)):
            need = problem.needs[n]
            if last is None or (need.first > last + problem.gap_days and not whole_time):
                blocks.append(_Block(group, (need.first, need.last)))
                last = need.last
            last = max(last, need.last)
            blocks[-1] = _Block(group, (blocks[-1].days[0], last))
            block_of_need[n] = len(blocks) - 1
    return tuple(block_of_need), blocks


def _stretches(problem: Problem, person: int, block: int, days: Days) -> Iterator[Stretch]:
    """Yield each stretch of a person's time in a block; one stretch where absences cut nothing."""
    windows = [(max(first, days[0]), min(last, days[1])) for first, last in problem.windows[person]]
    windows = [window for window in windows if window[0] <= window[1]]
    together = [windows] if problem.gap_days or problem.counts_people else [[window] for window in windows]
    for stretch in together:
        roles: set[str] = set()
        shrunk: list[Days] = []
        for window in stretch:
            extents = {role: problem.extent(role, window) for role in problem.people[person].roles}
            found = {role: extent for role, extent in extents.items() if extent}
            roles.update(found)
            if found:
                shrunk.append((min(e[0] for e in found.values()), max(e[1] for e in found.values())))
        if shrunk:
            whole = Stretch(block, frozenset(roles), tuple(shrunk), frozenset())
            banned = frozenset(n for n in problem.bans.get(person, ()) if whole.fits(problem.needs[n]))
            yield replace(whole, banned=banned)


def _likeness(problem: Problem, person: int) -> tuple[object, ...]:
    """What the goals see of a person beside their needs; with several employments that depends on the day."""
    first, *more = problem.people[person].employments
    role = first.main_role if problem.aims_at(GoalName.MAIN_ROLE) and first.other_roles else None
    rate = first.day_rate_cents if problem.aims_at(GoalName.COST) else None
    return role, rate, person if more or problem.aims_at(GoalName.BALANCE) else None


def personal_needs(problem: Problem, forced: Forced) -> list[set[int]]:
    """Per person, the needs in which they are like nobody else: booked, released, or theirs in the previous plan."""
    needs: list[set[int]] = [set() for _ in problem.people]
    for person, need in problem.released_takes:
        needs[person].add(need)
    for wish in (*problem.holds, *problem.published, *forced.bookings):
        needs[wish.person].update(wish.needs)
    return needs


def _gap_exempt_needs(problem: Problem) -> set[int]:
    """Needs of productions with two needs that one person may take although another production would need a gap."""
    exempt: set[int] = set()
    for numbers in problem.needs_of_production:
        if exempt_from_gap((problem.needs[n] for n in numbers), problem.gap_days):
            exempt.update(numbers)
    return exempt
