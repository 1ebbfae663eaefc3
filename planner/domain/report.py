"""What is told about a plan: what somebody must decide, who could help, what changed, what is short.

Changes when something else is told about a plan.
"""

from dataclasses import dataclass, field

from planner.domain.finding import NOWHERE, Place, Severity
from planner.domain.plan import Assignment
from planner.domain.production import Slot
from planner.domain.remedy import NOTHING_EXPLAINED, Explanations, NumberedRemedy
from planner.domain.span import DateSpan
from planner.domain.week import RoleWeek


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something in a plan that somebody must decide: a vacancy or a booking that could not stand.

    Codes: ``vacancy``, ``confirmed-not-kept``, ``booking-without-slot``, ``hold-displaced``, ``began-not-kept``,
    ``released-again``, ``input-warning``. ``slot_number`` and
    ``span`` are None where no single slot is meant; ``crew_id`` is empty for a vacancy.
    """

    code: str
    severity: Severity
    production_id: str
    role: str
    what: str
    why: str
    slot_number: int | None = None
    span: DateSpan | None = None
    crew_id: str = ""
    options: tuple[str, ...] = ()
    source: Place = NOWHERE

    @property
    def vacant_slot(self) -> Slot | None:
        """The slot that a vacancy is about, None for other conflicts."""
        if self.code != "vacancy" or self.span is None or self.slot_number is None:
            return None
        return Slot(self.production_id, self.role, self.span, self.slot_number)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who has a vacant slot's role, and every code that keeps them out; ``("free",)`` when nothing does.

    ``days`` is how many of the slot's days they miss.
    """

    slot: Slot
    crew_id: str
    reasons: tuple[str, ...]
    detail: str
    days: int = 0


@dataclass(frozen=True, slots=True)
class PlanChange:
    """A difference to the published plan, else to the previous one.

    ``kind`` is ``gained``, ``lost``, ``moved`` or ``no longer there``.
    ``before`` is where it was moved from.
    """

    kind: str
    production_id: str
    role: str
    span: DateSpan
    crew_id: str
    full_name: str
    before: DateSpan | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What is told about a plan beside the plan itself; every part is empty when there is nothing to tell.

    ``change_of`` says per assignment ``kept``, ``moved`` or ``new``, and is empty without a previous plan. ``shared``
    says what fills several vacancies, a sentence for each of ``explained.shared``, and ``remedies`` are all that have a
    number.
    """

    conflicts: tuple[Conflict, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    candidates_cut: str = ""
    changes: tuple[PlanChange, ...] = ()
    change_of: dict[Assignment, str] = field(default_factory=dict)
    explained: Explanations = NOTHING_EXPLAINED
    shared: tuple[str, ...] = ()
    weeks: tuple[RoleWeek, ...] = ()
    remedies: tuple[NumberedRemedy, ...] = ()
    department_weeks: tuple[RoleWeek, ...] = ()
