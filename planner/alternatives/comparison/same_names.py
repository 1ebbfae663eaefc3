"""Who and what of one plan is who and what of another, also where folders call them by other identifiers.

Changes when people, productions or roles of two folders are found to be the same in another way.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from planner.alternatives.comparison.reading import ComparedPlan
from planner.domain.booking import Booking
from planner.domain.crew import CrewMember
from planner.domain.instance import Instance
from planner.domain.names import name_key
from planner.domain.plan import Assignment
from planner.domain.production import Requirement, Slot

Names = Mapping[str, str]
"""What each identifier stands for: a person's name, a production's title."""


def aligned(first: ComparedPlan, other: ComparedPlan) -> ComparedPlan:
    """Return ``other`` in the identifiers of ``first``; what the first does not have keeps its own, or one marked."""
    ours, theirs = first.instance, other.instance
    people = _renamed(_people(ours), _people(theirs), other.name)
    productions = _renamed(_titles(ours), _titles(theirs), other.name)
    spelled = {name_key(role): role for role in _roles(first)}
    roles = {role: spelled.get(name_key(role), role) for role in _roles(other)}
    if all(old == new for names in (people, productions, roles) for old, new in names.items()):
        return other
    return _in_words(other, people, productions, roles)


def _people(instance: Instance) -> Names:
    return {one.crew_id: one.full_name for one in instance.crew}


def _titles(instance: Instance) -> Names:
    return {one.production_id: one.title for one in instance.productions}


def _roles(one: ComparedPlan) -> Iterable[str]:
    yield from (need.role for need in one.instance.requirements)
    yield from (role for person in one.instance.crew for role in person.roles)


def _renamed(ours: Names, theirs: Names, mark: str) -> dict[str, str]:
    """Return for each of their identifiers the one of ours for the same, or one that is none of ours.

    The same are those with one identifier and one name; then with one name that nobody else has; then, where most
    identifiers that both have stand for the same name, with one identifier, renamed.
    """
    ids = {name_key(one): one for one in ours}
    found = {one: ids[key] for one in theirs if (key := name_key(one)) in ids and _same(ours[ids[key]], theirs[one])}
    common = sum(name_key(one) in ids for one in theirs)
    kin = 2 * len(found) >= common
    our_names, their_names = (_once(names) for names in (ours, theirs))
    for name, one in their_names.items():
        if one not in found and name in our_names and our_names[name] not in found.values():
            found[one] = our_names[name]
    taken = set(found.values())
    for one in theirs:
        if one not in found:
            same = ids.get(name_key(one))
            found[one] = one if same is None else same if kin and same not in taken else _marked(one, mark, ours)
    return found


def _same(name: str, other: str) -> bool:
    return name_key(name) == name_key(other)


def _once(names: Names) -> dict[str, str]:
    """Return identifiers by the key of their name, of names that only one has."""
    counts = Counter(map(name_key, names.values()))
    return {name_key(name): one for one, name in names.items() if counts[name_key(name)] == 1}


def _marked(identifier: str, mark: str, ours: Names) -> str:
    new = f"{identifier} ({mark})"
    while new in ours:
        new += "'"
    return new


def _in_words(other: ComparedPlan, people: Names, productions: Names, roles: Names) -> ComparedPlan:
    """Return a plan with each identifier and role as it is called elsewhere."""
    who, what, role_of = (_translator(names) for names in (people, productions, roles))

    def slot(one: Slot) -> Slot:
        return replace(one, production_id=what(one.production_id), role=role_of(one.role))

    def row(one: Assignment) -> Assignment:
        return replace(one, slot=slot(one.slot), crew_id=who(one.crew_id))

    def need(one: Requirement) -> Requirement:
        return replace(one, production_id=what(one.production_id), role=role_of(one.role))

    def booking(one: Booking) -> Booking:
        role = one.role and role_of(one.role)
        return replace(one, production_id=what(one.production_id), crew_id=who(one.crew_id), role=role)

    def person(one: CrewMember) -> CrewMember:
        employments = tuple(
            replace(own, main_role=role_of(own.main_role), other_roles=tuple(map(role_of, own.other_roles)))
            for own in one.employments
        )
        return replace(one, crew_id=who(one.crew_id), employments=employments)

    instance, plan = other.instance, other.plan
    return replace(
        other,
        instance=Instance.sorted(
            tuple(map(person, instance.crew)),
            tuple(replace(one, production_id=what(one.production_id)) for one in instance.productions),
            tuple(map(need, instance.requirements)),
            tuple(map(booking, instance.bookings)),
            instance.settings,
            beside=tuple(map(row, instance.carried)),
        ),
        plan=replace(plan, assignments=tuple(map(row, plan.assignments)), vacancies=tuple(map(slot, plan.vacancies))),
    )


def _translator(names: Names) -> Callable[[str], str]:
    return lambda name: names.get(name, name)
