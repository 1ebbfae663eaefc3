"""The best plan of a small studio by the model of the textbooks: a yes or no per person and slot, goal after goal.

Written from the contract alone: it shares nothing with solver and audit but the domain's values, and neither with the
exhaustive search of :mod:`tests.oracle`. Changes when the contract's rules or goals do.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations

from ortools.sat.python import cp_model

from planner.domain.booking import Booking, BookingStatus
from planner.domain.instance import Instance
from planner.domain.names import name_key
from planner.domain.production import Requirement
from planner.domain.settings import GoalName
from planner.domain.span import DateSpan

Job = tuple[str, int]
"""Who takes which requirement, by number."""

DAY = timedelta(days=1)
SMALL = (GoalName.MAIN_ROLE, GoalName.COST, GoalName.HEADCOUNT, GoalName.BALANCE)


def best_by_model(instance: Instance) -> list[int]:
    """Return the lexicographically best goal values, in the order of a plan's goals."""
    return _Textbook(instance).best()


def most_filled_by_model(instance: Instance) -> int:
    """Return how many slots any plan can fill, whatever the goals say."""
    return _Textbook(instance).most_filled()


@dataclass
class _Demands:
    """What every plan must hold: one of some jobs each, productions whole, productions empty."""

    one_of: list[list[Job]] = field(default_factory=list)
    whole: set[str] = field(default_factory=set)
    empty: set[str] = field(default_factory=set)

    def but(self, one_of: Iterable[list[Job]] = (), whole: Iterable[str] = ()) -> "_Demands":
        return _Demands([*self.one_of, *one_of], self.whole | {*whole}, self.empty)


class _Textbook:
    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.needs = instance.planned_requirements
        self.days = [list(_days(need.span)) for need in self.needs]
        self.productions = sorted({need.production_id for need in self.needs}, key=self._rank)
        self.paid = [self._paid_days(need) for need in self.needs]
        self.jobs = [
            (person.crew_id, at)
            for person in instance.crew
            for at in range(len(self.needs))
            if self._may(person.crew_id, at)
        ]
        self.bookings = [one for one in instance.bookings if self._stands(one)]

    def best(self) -> list[int]:
        """Optimise every goal in turn, each keeping what those before it reached."""
        demands = self._demands()
        model, takes = self._model(demands, self.instance.settings.whole_staffing)
        values = []
        for name in self.instance.settings.goals:
            for worth in getattr(self, "_" + name.replace("-", "_"))(model, takes):
                if name in SMALL:
                    model.minimize(worth)
                else:
                    model.maximize(worth)
                solver = _solved(model)
                assert solver is not None
                model.clear_objective()
                model.clear_hints()
                for take in takes.values():
                    model.add_hint(take, solver.value(take))
                values.append(solver.value(worth))
                model.add(worth == values[-1])
        return values

    def most_filled(self) -> int:
        model, takes = self._model(self._demands(), self.instance.settings.whole_staffing)
        model.maximize(_sum(takes.values()))
        solver = _solved(model)
        assert solver is not None
        return sum(map(solver.value, takes.values()))

    # --- who may take what

    def _may(self, crew_id: str, at: int) -> bool:
        need, person = self.needs[at], self.instance.crew_by_id[crew_id]
        contracts = [one for one in person.employments if need.role in one.roles]
        for today in self.days[at]:
            if not any(one.includes(today) for one in contracts):
                return False
            if any(away.span.first_day <= today <= away.span.last_day for away in person.absences):
                return False
        if self._word(crew_id, need.production_id, need.role, need.span) is BookingStatus.NEVER:
            return False
        rows = [row.slot for row in self.instance.carried if row.crew_id == crew_id]
        return not any(self._too_near(need, row.production_id, row.span) for row in rows)

    def _too_near(self, need: Requirement, production_id: str, span: DateSpan) -> bool:
        gap = 0 if need.production_id == production_id else self.instance.settings.gap_days
        margin = timedelta(days=gap)
        return need.span.first_day - margin <= span.last_day and span.first_day <= need.span.last_day + margin

    def _word(self, crew_id: str, production_id: str, role: str, span: DateSpan) -> BookingStatus | None:
        """What counts for somebody in a slot: the most specific row, and of like ones the strictest."""
        strictest = (BookingStatus.NEVER, BookingStatus.RELEASED, BookingStatus.CONFIRMED, BookingStatus.HOLD)
        rows = [
            one
            for one in self.instance.bookings
            if one.crew_id == crew_id and _speaks_of(one, production_id, role, span)
        ]
        rows.sort(key=lambda one: (_specificity(one), -strictest.index(one.status)))
        return rows[-1].status if rows else None

    def _stands(self, one: Booking) -> bool:
        """Whether a booking asks for anything: of an active production, and not released from all that it is about."""
        if one.status is BookingStatus.RELEASED or self.instance.production_by_id[one.production_id].cancelled:
            return False
        about = [
            need
            for need in self.instance.requirements
            if need.count and _speaks_of(one, need.production_id, need.role, need.span)
        ]
        words = {self._word(one.crew_id, need.production_id, need.role, need.span) for need in about}
        return one.status is BookingStatus.NEVER or words != {BookingStatus.RELEASED}

    def _keeping(self, one: Booking) -> list[Job]:
        """The jobs of which each keeps a booking."""
        off = (BookingStatus.NEVER, BookingStatus.RELEASED)
        return [
            (crew_id, at)
            for crew_id, at in self.jobs
            if crew_id == one.crew_id
            and _speaks_of(one, self.needs[at].production_id, self.needs[at].role, self.needs[at].span)
            and self._word(crew_id, self.needs[at].production_id, self.needs[at].role, self.needs[at].span) not in off
        ]

    # --- what every plan holds

    def _demands(self) -> _Demands:
        confirmed = [one for one in self.bookings if one.status is BookingStatus.CONFIRMED]
        confirmed.sort(key=lambda one: (*self._rank(one.production_id), name_key(one.crew_id), *_role_and_days(one)))
        wishes = [(one.production_id, self._keeping(one)) for one in confirmed]
        accepted: list[tuple[str, list[Job]]] = []
        for wish in wishes:
            if wish[1] and self._possible(_Demands([jobs for _, jobs in (*accepted, wish)])):
                accepted.append(wish)
        begun: list[Job] = []
        for job in self._begun():
            one_of = [*(jobs for _, jobs in accepted), *([pin] for pin in begun)]
            if self._possible(_Demands([*one_of, [job]])):
                begun.append(job)
        if not self.instance.settings.whole_staffing:
            return _Demands([*(jobs for _, jobs in accepted), *([pin] for pin in begun)])
        return self._whole_demands(accepted, begun)

    def _whole_demands(self, accepted: list[tuple[str, list[Job]]], begun: list[Job]) -> _Demands:
        """Productions with accepted bookings stay in one after the other, then those with people who began."""
        booked = {production_id for production_id, _ in accepted}
        demands = _Demands([jobs for _, jobs in accepted])
        for one in self.productions:
            if one in booked and self._possible(demands.but(whole=[one])):
                demands = demands.but(whole=[one])
            elif one in booked:
                accepted = [wish for wish in accepted if wish[0] != one]
                demands = _Demands([jobs for _, jobs in accepted], demands.whole, demands.empty | {one})
        pinned = {self.needs[at].production_id for _, at in begun}
        for one in self.productions:
            pins = [[job] for job in begun if self.needs[job[1]].production_id == one]
            if one in pinned and one not in demands.empty and self._possible(demands.but(pins, [one])):
                demands = demands.but(pins, [one])
        return demands

    def _begun(self) -> list[Job]:
        """Who was in a slot that began before the plan window or is frozen, and is not released from it, by slot."""
        opens, frozen = self.instance.settings.plan_from or date.min, self.instance.settings.frozen_to or date.min
        before = {(row.slot.production_id, row.slot.role, row.slot.span, row.crew_id) for row in self._published()}
        jobs = sorted(self.jobs, key=lambda job: (job[1], name_key(job[0])))
        return [
            (crew_id, at)
            for crew_id, at in jobs
            if (self.needs[at].span.first_day < opens or self.needs[at].span.first_day <= frozen)
            and (self.needs[at].production_id, self.needs[at].role, self.needs[at].span, crew_id) in before
        ]

    def _published(self) -> list:
        """The rows of the previous plan that are wished for: not carried, nobody released."""
        previous = self.instance.previous.assignments if self.instance.previous else ()
        return [
            row
            for row in previous
            if row not in self.instance.carried
            and self._word(row.crew_id, row.slot.production_id, row.slot.role, row.slot.span)
            is not BookingStatus.RELEASED
        ]

    def _possible(self, demands: _Demands) -> bool:
        return _solved(self._model(demands, all_or_none=False)[0]) is not None

    def _model(self, demands: _Demands, all_or_none: bool) -> tuple[cp_model.CpModel, dict[Job, cp_model.IntVar]]:
        """Return the rules as a model, with a yes or no per job."""
        model = cp_model.CpModel()
        takes = {job: model.new_bool_var(f"{job[0]} in {job[1]}") for job in self.jobs}
        for at, need in enumerate(self.needs):
            model.add(sum(self._filling(takes, at)) <= need.count)
        by_person: dict[str, list[int]] = defaultdict(list)
        for crew_id, at in self.jobs:
            by_person[crew_id].append(at)
        for crew_id, mine in by_person.items():
            for one, other in combinations(mine, 2):
                if self._too_near(self.needs[one], self.needs[other].production_id, self.needs[other].span):
                    model.add(takes[crew_id, one] + takes[crew_id, other] <= 1)
        for jobs in demands.one_of:
            model.add(sum(takes[job] for job in jobs) >= 1)
        ends = demands.whole | demands.empty
        for production_id in self.productions if all_or_none else ends:
            whole = self._all_or_none(model, takes, production_id)
            if production_id in ends:
                model.add(whole == int(production_id in demands.whole))
        return model, takes

    def _all_or_none(self, model: cp_model.CpModel, takes: dict, production_id: str) -> cp_model.IntVar:
        whole = model.new_bool_var(f"all of {production_id}")
        for at, need in enumerate(self.needs):
            if need.production_id == production_id:
                model.add(_sum(self._filling(takes, at)) == need.count * whole)
        return whole

    def _filling(self, takes: dict[Job, cp_model.IntVar], at: int) -> list[cp_model.IntVar]:
        return [take for (_, other), take in takes.items() if other == at]

    # --- goals: what each counts, in the order of its entries

    def _coverage(self, model: cp_model.CpModel, takes: dict) -> Iterable:
        level = [self.instance.production_by_id[need.production_id].priority for need in self.needs]
        for priority in sorted(set(level)):
            yield _sum(take for (_, at), take in takes.items() if level[at] == priority)

    def _whole(self, model: cp_model.CpModel, takes: dict) -> Iterable:
        wholes = []
        for production_id in self.productions:
            whole = model.new_bool_var("whole")
            for at, need in enumerate(self.needs):
                if need.production_id == production_id:
                    model.add(_sum(self._filling(takes, at)) >= need.count).only_enforce_if(whole)
            wholes.append(whole)
        yield _sum(wholes)

    def _holds(self, model: cp_model.CpModel, takes: dict) -> Iterable:
        holds = [one for one in self.bookings if one.status is BookingStatus.HOLD]
        for rank in sorted({one.rank for one in holds}):
            kept = [self._keeping(one) for one in holds if one.rank == rank]
            yield _sum(_at_most(model, [takes[job] for job in jobs], 1) for jobs in kept)

    def _stability(self, model: cp_model.CpModel, takes: dict) -> Iterable:
        if self.instance.previous is None:
            return
        rows = self._published()
        before = Counter((row.slot.production_id, row.slot.role, row.crew_id) for row in rows)
        now: dict[tuple[str, str, str], list[Job]] = defaultdict(list)
        for crew_id, at in self.jobs:
            need = self.needs[at]
            if self._word(crew_id, need.production_id, need.role, need.span) is not BookingStatus.RELEASED:
                now[need.production_id, need.role, crew_id].append((crew_id, at))
        yield _sum(_at_most(model, [takes[job] for job in now[one]], count) for one, count in before.items())
        windows = {(row.slot.production_id, row.slot.role, row.slot.span, row.crew_id) for row in rows}
        yield _sum(
            takes[job] for jobs in now.values() for job in jobs if (*_window(self.needs[job[1]]), job[0]) in windows
        )

    def _main_role(self, model: cp_model.CpModel, takes: dict) -> Iterable:
        def is_other(crew_id: str, at: int) -> bool:
            contracts = self.instance.crew_by_id[crew_id].employments
            first = [one for one in contracts if one.includes(self.days[at][0])]
            return first[0].main_role != self.needs[at].role

        yield _sum(take for job, take in takes.items() if is_other(*job))

    def _cost(self, model: cp_model.CpModel, takes: dict) -> Iterable:
        def pay(crew_id: str, at: int) -> int:
            contracts = self.instance.crew_by_id[crew_id].employments
            return sum(one.day_rate_cents for today in self.paid[at] for one in contracts if one.includes(today))

        yield _sum(pay(*job) * take for job, take in takes.items())

    def _headcount(self, model: cp_model.CpModel, takes: dict) -> Iterable:
        used = []
        for crew_id in {crew_id for crew_id, _ in self.jobs}:
            works = model.new_bool_var("works")
            for (other, _), take in takes.items():
                if other == crew_id:
                    model.add_implication(take, works)
            used.append(works)
        yield _sum(used)

    def _balance(self, model: cp_model.CpModel, takes: dict) -> Iterable:
        squares = []
        for crew_id in {crew_id for crew_id, _ in self.jobs}:
            mine = [(len(self.paid[at]), take) for (other, at), take in takes.items() if other == crew_id]
            most = sum(days for days, _ in mine)
            days = model.new_int_var(0, most, "days")
            model.add(days == _sum(length * take for length, take in mine))
            square = model.new_int_var(0, most * most, "squared days or more")
            for count in range(most):  # between two whole numbers a square lies on or above the line through theirs
                model.add(square >= (2 * count + 1) * days - count * (count + 1))
            squares.append(square)
        yield _sum(squares)

    # --- small facts

    def _rank(self, production_id: str) -> tuple[int, str]:
        return self.instance.production_by_id[production_id].priority, name_key(production_id)

    def _paid_days(self, need: Requirement) -> list[date]:
        own = self.instance.production_by_id[need.production_id].work_days
        weekdays = self.instance.settings.work_days if own is None else own
        free = {holiday.day for holiday in self.instance.settings.holidays}
        return [today for today in _days(need.span) if today.weekday() in weekdays and today not in free]


def _solved(model: cp_model.CpModel) -> cp_model.CpSolver | None:
    """Return the solver with the best solution there is, None when there is none at all."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    status = solver.solve(model)
    assert status in (cp_model.OPTIMAL, cp_model.INFEASIBLE), status
    return solver if status == cp_model.OPTIMAL else None


def _at_most(model: cp_model.CpModel, takes: list, most: int) -> cp_model.IntVar:
    """Return a number that is at most ``most`` and at most how many are taken; to be maximised."""
    count = model.new_int_var(0, most, "counted")
    model.add(count <= _sum(takes))
    return count


def _sum(parts: Iterable) -> cp_model.LinearExpr:
    return cp_model.LinearExpr.sum([*parts])


def _days(span: DateSpan) -> Iterable[date]:
    today = span.first_day
    while today <= span.last_day:
        yield today
        today += DAY


def _window(need: Requirement) -> tuple[str, str, DateSpan]:
    return need.production_id, need.role, need.span


def _speaks_of(one: Booking, production_id: str, role: str, span: DateSpan) -> bool:
    if one.production_id != production_id or one.role not in (None, role):
        return False
    begins_too_early = one.first_day is not None and span.first_day < one.first_day
    return not begins_too_early and not (one.last_day is not None and one.last_day < span.last_day)


def _specificity(one: Booking) -> tuple[bool, bool, bool]:
    return one.typed, not (one.first_day is None and one.last_day is None), one.role is not None


def _role_and_days(one: Booking) -> tuple[str, date, date]:
    return name_key(one.role or ""), one.first_day or date.min, one.last_day or date.max
