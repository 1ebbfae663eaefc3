"""Changes applied to the input, one after the other, as a coordinator would make them on the sheets.

Changes when a word of change is added or means something else.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from functools import partial
from statistics import median_low
from typing import Any

from planner.domain.booking import Booking
from planner.domain.change import (
    AddAbsence,
    AddPerson,
    AddProduction,
    Book,
    Cancel,
    Change,
    DropAbsence,
    Hire,
    MoveLeave,
    MoveProduction,
    MoveWindow,
    Restore,
    SetDays,
    SetFirstDay,
    SetLastDay,
    SetLimits,
    SetNeed,
    SetPriority,
    SetRate,
    SetRole,
    SetSetting,
    SetTitle,
    SetWorkDays,
    SplitWindow,
)
from planner.domain.crew import Absence, CrewMember, Employment
from planner.domain.errors import PlannerError
from planner.domain.instance import Instance
from planner.domain.named_hires import people_of, placeholder_ids
from planner.domain.production import Production, Requirement, Window
from planner.domain.rescheduled_days import RescheduledDays, Windows
from planner.domain.span import DAY, DateSpan
from planner.domain.wording import named


class CannotApply(PlannerError):
    """A change that is impossible in itself: somebody or something that it names is not there."""


def apply(instance: Instance, changes: Iterable[Change]) -> Instance:
    """Return the instance with these changes made, in their order; the previous plan stays as it is.

    What has a cell keeps it, so that the change can be written there. Raises CannotApply.
    """
    folder = ChangedFolder(instance)
    for change in changes:
        folder.make(change)
    return folder.instance()


def median_rate_cents(instance: Instance, role: str) -> int:
    """Return the median day rate of those whose main role it is and who have a rate; 0 when nobody has."""
    mains = (one for person in instance.crew for one in person.employments if one.main_role == role)
    rates = [one.day_rate_cents for one in mains if one.day_rate_cents]
    return median_low(rates) if rates else 0


class ChangedFolder:
    """An instance's parts while changes are made to them, one after the other."""

    def __init__(self, instance: Instance) -> None:
        self.base = instance
        self.crew = dict(instance.crew_by_id)
        self.productions = dict(instance.production_by_id)
        self.needs: list[Requirement] = list(instance.requirements)
        self.bookings: list[Booking] = list(instance.bookings)
        self.settings = instance.settings

    def make(self, change: Change) -> None:
        """Make one change. Raises CannotApply."""
        try:
            _HOW[type(change)](self, change)
        except OverflowError as error:
            raise CannotApply("There are no such days.") from error

    def instance(self) -> Instance:
        """Return the instance as it is now."""
        return self.base.rebuilt(
            crew=tuple(self.crew.values()),
            productions=tuple(self.productions.values()),
            requirements=tuple(self.needs),
            bookings=tuple(self.bookings),
            settings=self.settings,
        )

    # --- people

    def person(self, crew_id: str) -> CrewMember:
        """Return a person as they are now. Raises CannotApply."""
        if crew_id not in self.crew:
            raise CannotApply(f'There is no crew member "{crew_id}".')
        return self.crew[crew_id]

    def _hire(self, change: Hire) -> None:
        for one in people_of(change, placeholder_ids(self.instance()), partial(median_rate_cents, self.base)):
            self._add_person(one)

    def _add_person(self, change: AddPerson) -> None:
        own = change.role, change.other_roles, change.first_day, change.last_day, change.day_rate_cents
        employment = Employment(*own)
        there = self.crew.get(change.crew_id)
        if there is None:
            self.crew[change.crew_id] = CrewMember(change.crew_id, change.full_name, (employment,))
        else:
            more = sorted((*there.employments, employment), key=lambda one: one.first_day or date.min)
            self.crew[change.crew_id] = replace(there, employments=tuple(more))

    def employment(self, change: SetFirstDay | SetLastDay) -> Employment:
        """Return the employment that a change is about: the only one, or of several the one with its other end."""
        person = self.person(change.crew_id)
        if len(person.employments) == 1:
            return person.employments[0]
        by_last = isinstance(change, SetFirstDay)
        ends = ((one, one.last_day if by_last else one.first_day) for one in person.employments)
        found = next((one for one, end in ends if end == (change.last_day if by_last else change.first_day)), None)
        if found is None:
            raise CannotApply(f"{person.full_name} ({person.crew_id}) has no such employment.")
        return found

    def _revise_employment(self, change: SetFirstDay | SetLastDay, **parts: Any) -> None:
        self.crew[change.crew_id] = self.person(change.crew_id).revised(self.employment(change), **parts)

    def _set_rate(self, change: SetRate) -> None:
        person, first, rate = self.person(change.crew_id), change.first_day, change.day_rate_cents
        parts: list[Employment] = []
        for one in person.employments:
            if first is None or first <= (one.first_day or date.min):
                parts.append(replace(one, day_rate_cents=rate))
            elif one.includes(first):
                parts.append(replace(one, last_day=first - DAY))
                parts.append(Employment(one.main_role, one.other_roles, first, one.last_day, rate))
            else:
                parts.append(one)
        self.crew[change.crew_id] = replace(person, employments=tuple(parts))

    def _set_role(self, change: SetRole) -> None:
        person, first = self.person(change.crew_id), change.first_day
        meant = [one for one in person.employments if one.first_day == first or len(person.employments) == 1]
        if not meant and first is None:
            meant = list(person.employments)
        new = {id(one): _with_role(one, change.role, change.held) for one in meant}
        employments = tuple(new.get(id(one), one) for one in person.employments)
        if employments == person.employments:
            raise CannotApply(f"{person.full_name} ({person.crew_id}) has {change.role} no differently then.")
        self.crew[change.crew_id] = replace(person, employments=employments)

    def _away(self, change: AddAbsence) -> None:
        person = self.person(change.crew_id)
        self._absent(person, (*person.absences, Absence(change.span, change.reason)))

    def _back(self, change: DropAbsence) -> None:
        person = self.person(change.crew_id)
        gone = absence_of(person, change.span)
        self._absent(person, tuple(one for one in person.absences if one is not gone))

    def _move_leave(self, change: MoveLeave) -> None:
        person = self.person(change.crew_id)
        moved = absence_of(person, change.span)
        new = replace(moved, span=moved.span.shifted(change.days))
        self._absent(person, tuple(new if one is moved else one for one in person.absences))

    def _absent(self, person: CrewMember, absences: Iterable[Absence]) -> None:
        ordered = tuple(sorted(absences, key=lambda one: (one.span, one.reason)))
        self.crew[person.crew_id] = replace(person, absences=ordered)

    # --- productions

    def production(self, production_id: str) -> Production:
        """Return a production as it is now. Raises CannotApply."""
        if production_id not in self.productions:
            raise CannotApply(f'There is no production "{production_id}".')
        return self.productions[production_id]

    def _named(self, production_id: str) -> str:
        return named(production_id, self.production(production_id).title)

    def _revise(self, production_id: str, **parts: Any) -> None:
        self.productions[production_id] = replace(self.production(production_id), **parts)

    def _add_production(self, change: AddProduction) -> None:
        new = Production(change.production_id, change.title, change.span, change.priority)
        self.productions[change.production_id] = new

    def _set_limits(self, change: SetLimits) -> None:
        self._revise(change.production_id, earliest_start=change.first_day, latest_end=change.last_day)

    def rescheduled(self, change: MoveProduction | SetDays) -> RescheduledDays:
        """Return a production's days before and after a change of them."""
        span = self.production(change.production_id).span
        if isinstance(change, MoveProduction):
            return RescheduledDays(span, span.shifted(change.days))
        return RescheduledDays(span, change.span, Windows(change.windows) if change.windows else None)

    def _reschedule(self, change: MoveProduction | SetDays) -> None:
        days, production_id = self.rescheduled(change), change.production_id
        self._revise(production_id, span=days.new)
        own = (need.production_id == production_id for need in self.needs)
        self.needs = [
            replace(need, span=days.of(need.span) or need.span) if is_own else need
            for need, is_own in zip(self.needs, own, strict=True)
        ]
        self.bookings = [
            days.of_booking(one) if one.production_id == production_id and one.has_days else one
            for one in self.bookings
        ]

    # --- what productions require

    def needs_at(self, window: Window) -> list[Requirement]:
        """Return what is required in a window now."""
        return [need for need in self.needs if need.window == window]

    def _set_need(self, change: SetNeed) -> None:
        self.production(change.production_id)
        there = self.needs_at(change.window)
        first = there[0] if there else Requirement(*change.window, 0)
        new = replace(first, count=change.count, places=tuple(place for need in there for place in need.places))
        self.needs = [need for need in self.needs if need.window != change.window]
        if new.count or new.places:
            self.needs.append(new)

    def _move_window(self, change: MoveWindow) -> None:
        if not self.needs_at(change.window):
            raise CannotApply(f"{self._named(change.production_id)} requires no {change.role} on {change.span}.")
        self.needs = [
            replace(need, span=change.becomes) if need.window == change.window else need for need in self.needs
        ]

    def _split(self, change: SplitWindow) -> None:
        need = next((need for need in self.needs_at(change.window) if need.count), None)
        if need is None or not change.span.first_day < change.day <= change.span.last_day:
            raise CannotApply(
                f"{self._named(change.production_id)} requires no {change.role} before and from {change.day} on."
            )
        others = [one for one in self.needs if one is not need]
        left = [replace(need, count=need.count - 1)] if need.count > 1 else []
        self.needs = [*others, *left, *(replace(need, span=span, count=1) for span in change.halves)]

    # --- what is agreed

    def _book(self, change: Book) -> None:
        self.person(change.crew_id), self.production(change.production_id)
        left = [one for one in self.bookings if one.key != change.key]
        old = [one for one in self.bookings if one.key == change.key and not one.typed]
        new = change.booking
        self.bookings = [*left, *([replace(new, place=old[0].place) if old else new] if new else [])]

    def _set_setting(self, change: SetSetting) -> None:
        part: dict[str, Any] = {change.setting: change.value}
        self.settings = replace(self.settings, **part)


def absence_of(person: CrewMember, span: DateSpan) -> Absence:
    """Return a person's absence of exactly these days. Raises CannotApply."""
    found = next((one for one in person.absences if one.span == span), None)
    if found is None:
        raise CannotApply(f"{person.full_name} ({person.crew_id}) is not away {span}.")
    return found


def _with_role(own: Employment, role: str, held: str) -> Employment:
    others = tuple(one for one in own.other_roles if one != role)
    if held == "main":
        before = () if own.main_role == role else (own.main_role,)
        return replace(own, main_role=role, other_roles=(*before, *others))
    if own.main_role == role:
        loses = held == "none" and others
        return replace(own, main_role=others[0], other_roles=others[1:]) if loses else own
    return replace(own, other_roles=(*others, role) if held == "other" else others)


_HOW: dict[type[Change], Callable[[ChangedFolder, Any], None]] = {
    Hire: ChangedFolder._hire,
    AddPerson: ChangedFolder._add_person,
    SetFirstDay: lambda folder, one: folder._revise_employment(one, first_day=one.first_day),
    SetLastDay: lambda folder, one: folder._revise_employment(one, last_day=one.last_day),
    SetRate: ChangedFolder._set_rate,
    SetRole: ChangedFolder._set_role,
    AddAbsence: ChangedFolder._away,
    DropAbsence: ChangedFolder._back,
    MoveLeave: ChangedFolder._move_leave,
    AddProduction: ChangedFolder._add_production,
    SetTitle: lambda folder, one: folder._revise(one.production_id, title=one.new_title),
    SetLimits: ChangedFolder._set_limits,
    SetWorkDays: lambda folder, one: folder._revise(one.production_id, work_days=one.work_days),
    MoveProduction: ChangedFolder._reschedule,
    SetDays: ChangedFolder._reschedule,
    SetNeed: ChangedFolder._set_need,
    MoveWindow: ChangedFolder._move_window,
    SplitWindow: ChangedFolder._split,
    Cancel: lambda folder, one: folder._revise(one.production_id, cancelled=True),
    Restore: lambda folder, one: folder._revise(one.production_id, cancelled=False),
    SetPriority: lambda folder, one: folder._revise(one.production_id, priority=one.new_priority),
    Book: ChangedFolder._book,
    SetSetting: ChangedFolder._set_setting,
}
