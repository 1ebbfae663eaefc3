"""Which person gets which slot number of a requirement.

Changes when the contract's numbering of slots does.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from planner.domain.instance import Instance
from planner.domain.names import name_key
from planner.domain.plan import Assignment, Plan
from planner.domain.production import Requirement, Slot, Window


def plan_from(instance: Instance, takers: Mapping[Requirement, Sequence[str]]) -> Plan:
    """Return the plan in which each requirement is filled by the given Crew IDs, slots numbered, without goals.

    Kept people keep the number that the previous plan gave them, the others follow by Crew ID, vacancies come last.
    """
    before: dict[Window, dict[str, int]] = defaultdict(dict)
    for a in instance.published:
        before[a.slot.window][a.crew_id] = a.slot.number
    assignments, vacancies = [], []
    for need in instance.planned_requirements:
        known = before.get(need.window, {})
        numbers = _numbers(takers.get(need, ()), need.count, known)
        for number in range(1, need.count + 1):
            slot = Slot(*need.window, number)
            if number in numbers:
                assignments.append(Assignment(slot, numbers[number]))
            else:
                vacancies.append(slot)
    return Plan(tuple(assignments), tuple(vacancies))


def _numbers(crew_ids: Sequence[str], count: int, before: Mapping[str, int]) -> dict[int, str]:
    numbers: dict[int, str] = {}
    rest = []
    for crew_id in sorted(crew_ids, key=name_key):
        number = before.get(crew_id, 0)
        if 1 <= number <= count and number not in numbers:
            numbers[number] = crew_id
        else:
            rest.append(crew_id)
    free = (number for number in range(1, count + 1) if number not in numbers)
    numbers.update(zip(free, rest, strict=False))
    return numbers
