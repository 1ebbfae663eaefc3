"""Whom and what a coordinator means: people and productions by identifier or by name, roles by any of their names.

Changes when the desk should understand another way of naming something.
"""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from planner.desk.decision import Objection
from planner.desk.state import Desk
from planner.domain.crew import CrewMember
from planner.domain.names import JOINT, did_you_mean, name_key
from planner.domain.production import Production

Named = TypeVar("Named")


def find_person(desk: Desk, text: str) -> CrewMember | Objection:
    """Return the person with this Crew ID, else the only one of this name, or why there is none."""
    people = desk.instance.crew_by_id
    return _find("crew member", "crew", text, people, ((one.full_name, one) for one in desk.instance.crew))


def find_production(desk: Desk, text: str) -> Production | Objection:
    """Return the production with this Production ID, else the only one of this title, or why there is none."""
    productions = desk.instance.production_by_id
    undated = next((one for one in desk.undated if name_key(one) == name_key(text)), None)
    if undated is not None:
        hint = "Fill in Start and End on the Productions sheet first."
        return Objection("cancelled", f"{undated} is cancelled and has no days.", hint)
    titles = ((one.title, one) for one in desk.instance.productions)
    return _find("production", "production", text, productions, titles)


def _find(
    what: str, code: str, text: str, by_id: Mapping[str, Named], named: Iterable[tuple[str, Named]]
) -> Named | Objection:
    key = name_key(text)
    for identifier, one in by_id.items():
        if name_key(identifier) == key:
            return one
    titled = list(named)
    meant = [one for name, one in titled if name_key(name) == key]
    if len(meant) == 1:
        return meant[0]
    if meant:
        ids = ", ".join(identifier for identifier, one in by_id.items() if one in meant)
        return Objection("ambiguous-name", f'"{text}" is the name of {len(meant)}.', f"Say which: {ids}.")
    names = {id(one): name for name, one in titled}
    joined = name_key(text.replace(JOINT, f" {JOINT} "))
    for identifier, one in by_id.items():  # as the lists in cells offer it
        if name_key(f"{identifier} {JOINT} {names[id(one)]}") == joined:
            return one
    near = did_you_mean(text, (*by_id, *(name for name, _ in titled)))
    beside = next((f" ({name})" for name, one in titled if by_id.get(near or "") is one and name != near), "")
    hint = f'Did you mean "{near}"{beside}?' if near else ""
    return Objection(f"unknown-{code}", f'There is no {what} "{text}".', hint)


def find_role(desk: Desk, text: str, *, new: bool = False) -> str | Objection:
    """Return a role in its one spelling; with ``new`` also one that nobody and nothing had so far.

    A role that is not on the Roles sheet is none, where there is one.
    """
    role = desk.roles.get(name_key(text))
    if role is not None:
        return role
    if new and not desk.roles_listed and name_key(text):
        return " ".join(text.split())
    near = did_you_mean(text, desk.roles.values())
    hint = f'Did you mean "{near}"?' if near else ""
    if desk.roles_listed:
        return Objection("unknown-role", f'"{text}" is not on the Roles sheet.', hint or "Add it there first.")
    new_role = "If it is a new role, add --new-role."
    return Objection("unknown-role", f'Nobody and nothing here has the role "{text}".', f"{hint} {new_role}".strip())
