"""New people of a ``hire`` given identifiers and names, in it and in the changes that follow.

Changes when placeholders are named in another way.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain, count
from typing import Any

from planner.domain.change import AddPerson, Change, Hire
from planner.domain.instance import Instance


def placeholder_ids(instance: Instance) -> Iterator[str]:
    """Yield the identifiers by which changes name those who are hired with them: ``NEW-1``, ``NEW-2`` and so on."""
    return (crew_id for n in count(1) if (crew_id := f"NEW-{n}") not in instance.crew_by_id)


def named(
    instance: Instance, changes: Iterable[Change], rate_of: Callable[[str], int] = lambda role: 0
) -> tuple[Change, ...]:
    """Return the changes with each hire as people of their own, called by their placeholders.

    Where a hire names no rate, ``rate_of`` its role says it; else what they cost is for whoever hires them to say.
    """
    ids = placeholder_ids(instance)
    made = (people_of(one, ids, rate_of) if isinstance(one, Hire) else (one,) for one in changes)
    return tuple(chain.from_iterable(made))


def people_of(hire: Hire, ids: Iterator[str], rate_of: Callable[[str], int]) -> Iterator[AddPerson]:
    """Yield the people of a hire, under the next of the identifiers."""
    rate = rate_of(hire.role) if hire.day_rate_cents is None else hire.day_rate_cents
    for number in range(1, hire.number + 1):
        yield AddPerson(next(ids), f"New {hire.role} {number}", hire.role, (), hire.first_day, hire.last_day, rate)


def renamed(changes: Iterable[Change], names: Mapping[str, tuple[str, str]]) -> tuple[Change, ...]:
    """Return the changes with other identifiers and names in place of identifiers, wherever a change has one."""

    def other(change: Any) -> Any:
        crew_id, full_name = names.get(getattr(change, "crew_id", ""), ("", ""))
        if not crew_id:
            return change
        if isinstance(change, AddPerson):
            return replace(change, crew_id=crew_id, full_name=full_name)
        return replace(change, crew_id=crew_id)

    return tuple(map(other, changes))
