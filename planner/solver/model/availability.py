"""When somebody is there at all: employments and absences as runs of days.

Changes when something else than employments and absences says when somebody is there.
"""

from planner.domain.crew import CrewMember
from planner.solver.model.need import Days


def free_windows(member: CrewMember, horizon: Days) -> list[Days]:
    """Return the days of the horizon on which somebody is employed and not away, as maximal runs."""
    absences = sorted((a.span.first_day.toordinal(), a.span.last_day.toordinal()) for a in member.absences)
    runs = []
    for start, end in employed_runs(member, horizon):
        for first, last in absences:
            runs.append((start, min(end, first - 1)))
            start = max(start, last + 1)
        runs.append((start, end))
    return [(first, last) for first, last in runs if first <= last]


def employed_runs(member: CrewMember, horizon: Days, role: str | None = None) -> list[Days]:
    """Return the runs of days of the horizon on which somebody is employed, with ``role`` if one is named, by day."""
    runs: list[Days] = []
    for one in member.employments:
        if role is not None and role not in one.roles:
            continue
        first = max(horizon[0], one.first_day.toordinal() if one.first_day else 0)
        last = min(horizon[1], one.last_day.toordinal() if one.last_day else horizon[1])
        if runs and first == runs[-1][1] + 1:  # without a free day between them they count as one
            runs[-1] = runs[-1][0], last
        else:
            runs.append((first, last))
    return runs
