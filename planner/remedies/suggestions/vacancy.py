"""A vacancy as suggestions see it: its slot, the people around it and what stands in their way.

Changes when suggestions need to know more about a vacancy.
"""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from planner.audit import Board
from planner.audit.able import Able
from planner.audit.candidates import Field, Prospect, Prospects
from planner.audit.clash import too_close
from planner.audit.hindrance import Hindrance, days_taken, personal_hindrances, work_hindrances
from planner.audit.reasons import wanted_with
from planner.domain.crew import CrewMember
from planner.domain.production import Requirement, Slot
from planner.domain.span import DateSpan


@dataclass(frozen=True)
class Vacancy:
    """One vacant slot of a plan."""

    board: Board
    able: Able
    prospects: Prospects
    slot: Slot

    @cached_property
    def need(self) -> Requirement:
        """The requirement that the slot belongs to."""
        return self.board.need_of(self.slot)

    @cached_property
    def wanted(self) -> tuple[Slot, ...]:
        """What has to be filled for the slot to be: itself, or its whole production."""
        return wanted_with(self.board, self.slot)

    @cached_property
    def asks(self) -> tuple[Requirement, ...]:
        """The requirements of ``wanted``, once for each slot."""
        return tuple(self.board.need_of(slot) for slot in self.wanted)

    @cached_property
    def others(self) -> tuple[Requirement, ...]:
        """The requirements of what is wanted beside the slot itself."""
        return tuple(self.board.need_of(slot) for slot in self.wanted if slot != self.slot)

    @cached_property
    def own_needs(self) -> tuple[Requirement, ...]:
        """Every requirement of the production, outside the plan window and for nobody too."""
        return self.board.all_requirements_of[self.slot.production_id]

    @cached_property
    def field(self) -> Field:
        """Those who hold the role, nearest first."""
        return self.prospects(self.slot)

    def only(self, *codes: str) -> list[Prospect]:
        """Return who is kept out by one or more of these codes, and by nothing else but work, nearest first."""
        work = {"busy", "gap", "confirmed-elsewhere"}
        near = [one for one in self.field.nearest if set(one.codes) & set(codes)]
        near = [one for one in near if set(one.codes) <= {*codes, *work}]
        return sorted(near, key=lambda one: bool(set(one.codes) & work))

    def against(self, person: CrewMember) -> list[Hindrance]:
        """Return everything that stands between somebody and the slot."""
        board, gap_days = self.board, self.board.instance.settings.gap_days
        work = work_hindrances(self.slot, board.work_near(person.crew_id, self.slot), gap_days, board.productions)
        return [*personal_hindrances(person, self.slot, board.nevers), *(hindrance for hindrance, _ in work)]

    def free_ends(self, person: CrewMember) -> tuple[int, int]:
        """Return how many days somebody is free from the slot's first day on, and up to its last day."""
        board, slot, gap_days = self.board, self.slot, self.board.instance.settings.gap_days
        taken = [days for found in personal_hindrances(person, slot, board.nevers) for days in found.days]
        near = (row.slot for row in board.work_near(person.crew_id, slot))
        taken += [days_taken(slot, job, gap_days) for job in near if too_close(slot, job, gap_days)]
        span = slot.span
        if not taken:
            return span.days, span.days
        first, last = min(days.first_day for days in taken), max(days.last_day for days in taken)
        return (first - span.first_day).days, (span.last_day - last).days


def first_days(span: DateSpan, days: int) -> DateSpan:
    """Return the first ``days`` days of a span."""
    return DateSpan(span.first_day, span.first_day + timedelta(days=days - 1))


def last_days(span: DateSpan, days: int) -> DateSpan:
    """Return the last ``days`` days of a span."""
    return DateSpan(span.last_day - timedelta(days=days - 1), span.last_day)
