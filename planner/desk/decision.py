"""What an operation comes to: a proposal that is judged by the rules, and then done or refused with reasons.

Changes when a decision has to say more.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from planner.desk.state import Desk
from planner.domain.booking import Booking
from planner.domain.change import Change
from planner.domain.production import Production, Requirement
from planner.domain.report import PlanChange
from planner.domain.span import DateSpan


@dataclass(frozen=True, slots=True)
class Objection:
    """Why something is refused: a code (that of the rule where it is one), a sentence, and perhaps what would help."""

    code: str
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing is changed. ``ways_out`` say what could be done instead; ``code`` is that of the first reason.

    ``attempt`` are the conflicts that moving people would have left, where that was tried.
    """

    message: str
    reasons: tuple[Objection, ...]
    ways_out: tuple[str, ...] = ()
    attempt: tuple[Objection, ...] = ()

    @property
    def code(self) -> str:
        """The first reason's code."""
        return self.reasons[0].code


@dataclass(frozen=True, slots=True)
class Demand:
    """People that a proposal must find when others may be moved for it: ``count`` for a requirement.

    ``only`` names who may be meant, by Crew ID; None is anybody who may fill it by the rules.
    """

    requirement: Requirement
    count: int
    only: frozenset[str] | None = None


Entered = tuple[Desk, tuple[Change, ...], tuple[str, ...]]
"""A desk with bookings entered, the changes by which they come about, and sentences about them."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """An operation carried out as far as it goes by itself, to be judged.

    ``said`` has a sentence for each change of the inputs, ``refusal`` the one that begins a refusal. ``against`` are
    reasons that the operation knows itself; the rules may add to them. ``demands``, ``must_keep``, ``about`` and
    ``priority`` tell what counts when people may be moved: who has to be found, which booking has to be kept, whose
    bookings (of these Crew IDs and Production IDs) may go because the operation is about them, and that nothing of a
    higher priority is emptied; None is an operation on people, for which it is that of each slot that it empties.
    ``entries`` makes the bookings that depend on who was found.
    """

    after: Desk
    changes: tuple[Change, ...]
    said: tuple[str, ...]
    refusal: str
    against: tuple[Objection, ...] = ()
    ways_out: tuple[str, ...] = ()
    demands: tuple[Demand, ...] = ()
    must_keep: Booking | None = None
    about: frozenset[str] = frozenset()
    priority: int | None = None
    entries: Callable[[Desk], Entered] = lambda after: (after, (), ())
    movable: bool = True  # whether moving people could help against the operation's own reasons
    settles_itself: bool = False  # an operation that is never refused may move people unasked
    asks_for_moves: bool = False  # whether somebody has to say yes to whoever leaves a slot for it
    holds: "Callable[[Done], Iterable[Objection]]" = lambda done: ()  # what it would break that it promised


@dataclass(frozen=True, slots=True)
class Loss:
    """A slot that somebody, ``crew_id``, had and nobody has once people are moved."""

    production: Production
    role: str
    span: DateSpan
    crew_id: str


@dataclass(frozen=True, slots=True)
class Done:
    """What is to be written: the folder ``after``, the changes of its inputs, and who works where differently.

    ``restaffed`` says that people were moved for it who had nothing to do with it, ``losses`` what that empties.
    """

    after: Desk
    changes: tuple[Change, ...]
    said: tuple[str, ...]
    moves: tuple[PlanChange, ...] = ()
    notes: tuple[str, ...] = ()
    restaffed: bool = False
    losses: tuple[Loss, ...] = ()


Decision = Done | Refused


def refused(message: str, *reasons: Objection, ways_out: tuple[str, ...] = ()) -> Refused:
    """Return a refusal that no moving of people could help."""
    return Refused(message, reasons, ways_out)
