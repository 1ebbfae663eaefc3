"""A change of the input that may fill a vacancy: not yet a remedy, for nothing has been planned again.

Changes when a suggestion has to say more about itself before it is tried.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from planner.domain.change import Change
from planner.domain.production import Requirement, Slot
from planner.domain.remedy import RemedyKind


@dataclass(frozen=True)
class Suggestion:
    """``changes`` after which the slots ``wanted`` may be filled while all that is filled stays so.

    ``asks`` are the requirements in which the wanted slots then stand, one for each slot asked for. ``moved`` says
    where the slots of a requirement stand then, where that changes; ``dropped`` is a filled slot that is given up.
    ``people`` are the Crew IDs of those whom it is about. With ``any_of`` it is enough that as many vacancies are
    filled, be they others. ``reaches`` False says that nobody who has work needs to be moved.
    """

    kind: RemedyKind
    what: str
    days: int
    wanted: tuple[Slot, ...]
    changes: tuple[Change, ...]
    asks: tuple[Requirement, ...]
    people: tuple[str, ...] = ()
    moved: Mapping[Requirement, Requirement] = field(default_factory=dict)
    dropped: Slot | None = None
    any_of: bool = False
    reaches: bool = True
