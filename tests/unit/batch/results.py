"""Results of nights as tests need them. Changes when a result says more."""

from datetime import UTC, date, datetime
from typing import Any

from planner.batch.kept import Figures, KeptOrder, Result

DAY = date(2027, 3, 1)
ORDER = KeptOrder(time_limit_s=None, default_limit_s=None, remedies=1, freeze_days=0, report=False, ics=False)


def figures(*, proven: bool = True, **others: int) -> Figures:
    """Return the figures of a plan of one goal."""
    usual = {"slots": 12, "filled": 10, "vacant": 0, "conflicts": 0, "priority_1_vacant": 0, "changes": 0}
    goal = {"name": "coverage", "priority": 1, "value": 1, "bound": 1, "proven": proven, "cut": None}
    return Figures.model_validate({"status": "optimal", "goals": [goal], **usual, **others})


def result(**others: Any) -> Result:
    """Return what became of a folder, planned and with a plan unless something else is said."""
    usual = {
        "run": "2027-03-01-aaaaaa",
        "folder": "a",
        "path": "/nowhere/a",
        "place": "a-1",
        "date": DAY,
        "started": datetime(2027, 3, 1, 4, tzinfo=UTC),
        "code": 0,
        "ending": "planned",
        "order": ORDER,
        "planned_in": "2027-03-01-aaaaaa",
        "figures": figures(),
    }
    return Result.model_validate({**usual, **others})
