"""A scenario: changes of a folder that are planned beside it, by a name.

Changes when a scenario has to say more about itself.
"""

from dataclasses import dataclass, field

from planner.domain.change import Change
from planner.domain.finding import NOWHERE, Place

BASE = "base"
"""The folder as it is."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """``changes`` of a folder in their order, new people and productions by identifiers of the folder's pattern.

    ``told`` is what was decided where a row left it open. ``made_up`` are the people whom hires made up: identifiers,
    and what they are called until somebody names them (``Gaffer 1``). ``discreet_name`` tells no day rate that
    was varied.
    """

    name: str
    changes: tuple[Change, ...]
    told: tuple[str, ...] = ()
    made_up: tuple[tuple[str, str], ...] = ()
    discreet_name: str = ""
    place: Place = field(default=NOWHERE, compare=False)
