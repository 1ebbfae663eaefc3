"""Roles that nobody has, and roles that nobody needs and that look like a misspelling.

Changes when the reader learns to notice more about roles.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

from planner.domain.finding import Finding, Place, Severity
from planner.workbook.columns import heads
from planner.workbook.inputs.role_likeness import is_alike, may_mean
from planner.workbook.inputs.role_lists import run_together
from planner.workbook.inputs.roles_sheet import RoleNames, column_texts
from planner.workbook.inputs.suggestions import MOST_COMPARISONS, Suggestions
from planner.workbook.inputs.tables import Table
from planner.workbook.xlsx.cells import match_key, shown


def find_role_findings(roles: RoleNames, crew: Table, asked: Iterable[tuple[str, Place]]) -> Iterator[Finding]:
    """Warn of required roles that nobody has, and of roles that seem to be a required one misspelt, or several.

    ``asked`` are the required roles with their places. Where a Roles sheet lists the roles it has caught both.
    """
    if roles.listed:
        return
    held = held_roles(roles, crew)
    required = dict(reversed([*asked]))  # each with its first place
    yield from _without_crew(held, reversed(required.items()))
    yield from _doubtful(roles, held, required.keys())


def held_roles(roles: RoleNames, crew: Table) -> dict[str, list[Place]]:
    """Return every role that the Crew sheet mentions, on faulty rows too, and where."""
    held: dict[str, list[Place]] = {}
    for row, text in column_texts(crew, heads.ROLE):
        held.setdefault(roles.find(text) or text, []).append(row.place(heads.ROLE))
    for row, text in column_texts(crew, heads.OTHER_ROLES):
        for role in roles.lists.parts(text):
            held.setdefault(roles.find(role) or role, []).append(row.place(heads.OTHER_ROLES))
    return held


def _without_crew(held: Mapping[str, object], required: Iterable[tuple[str, Place]]) -> Iterator[Finding]:
    suggestions = Suggestions()
    for role, place in required:
        if role not in held:
            near = suggestions.near(role, held)
            hint = f"Did you mean {shown(near)}?" if near and may_mean(role, near) else "Its slots stay vacant."
            message = f"nobody has the role {shown(role)}."
            yield Finding("role-without-crew", Severity.WARNING, place, message, hint, heads.ROLE)


def _doubtful(roles: RoleNames, held: Mapping[str, list[Place]], required: Collection[str]) -> Iterator[Finding]:
    good, left = sorted(held.keys() & required), MOST_COMPARISONS
    known = {match_key(role): role for role in held.keys() | required}
    for role in sorted(held.keys() - required):
        left -= len(good)
        near = next((other for other in good if left >= 0 and is_alike(role, other)), None)
        together = run_together(role, known) if match_key(role) in roles.own else []
        if near or together:
            places = held[role]
            also = f", which stands in {len(places)} cells" if len(places) > 1 else ""
            message = f"no production requires the role {shown(role)}{also}."
            both = " and ".join(map(shown, together))
            hint = (
                f"Did you mean {shown(near)}?" if near else f"If these are {both}, the second goes under Other roles."
            )
            yield Finding("unneeded-role", Severity.WARNING, places[0], message, hint)
