"""What of a folder's plan somebody is to be told.

Changes when a night can alert to something else.
"""

from planner.batch.config import Alert
from planner.batch.kept import Result
from planner.domain.wording import counted


def alerts_of(alert: Alert, result: Result, last_good: Result | None) -> tuple[str, ...]:
    """Return a sentence for each thing in which a plan goes too far; ``last_good`` is the one before it, if any."""
    figures, told = result.figures, list[str]()
    if figures is None:
        return ()
    vacant, urgent, changes = figures.vacant, figures.priority_1_vacant, figures.changes
    if alert.priority_1_vacant and urgent:
        told.append(f"{counted(urgent, 'slot')} of priority 1 vacant.")
    if alert.vacancies is not None and vacant > alert.vacancies:
        told.append(f"{counted(vacant, 'vacancy')}, more than {alert.vacancies:,}.")
    if alert.coverage_fell is not None and last_good is not None and last_good.figures is not None:
        fell = last_good.figures.filled - figures.filled
        if fell >= alert.coverage_fell:
            told.append(f"{counted(fell, 'slot')} fewer filled than in the last good run, {last_good.run}.")
    if alert.changes is not None and changes > alert.changes:
        told.append(f"{counted(changes, 'change')}, more than {alert.changes:,}.")
    unproven = [goal.name for goal in figures.goals if not goal.proven]
    if alert.unproven and unproven:
        told.append(f"Not proven: {', '.join(dict.fromkeys(unproven))}.")
    return tuple(told)
