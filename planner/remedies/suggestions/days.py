"""What other days could do about a vacancy: two people in turn, fewer days, or the production moved.

Changes when a requirement's or a production's days could be changed in another way.
"""

from collections.abc import Iterator
from dataclasses import replace

from planner.audit.clash import too_close
from planner.audit.hindrance import suits
from planner.audit.wording import day_in_words, person_in_words, span_in_words
from planner.domain.applying import apply
from planner.domain.change import Change, MoveProduction, MoveWindow, SetNeed, SplitWindow
from planner.domain.crew import CrewMember
from planner.domain.moving import stays_planned
from planner.domain.production import Production, Requirement
from planner.domain.remedy import RemedyKind
from planner.domain.span import DateSpan
from planner.domain.wording import counted, production_in_words
from planner.remedies.promise import binding
from planner.remedies.suggestion import Suggestion
from planner.remedies.suggestions.vacancy import Vacancy, first_days, last_days

MOST_DAYS_MOVED = 14


def hand_overs(vacancy: Vacancy) -> Iterator[Suggestion]:
    """Split the slot between somebody who is free at its beginning and somebody who is free from then on."""
    span = vacancy.slot.span
    ends = [(one.person, *vacancy.free_ends(one.person)) for one in vacancy.field.nearest]
    begin = sorted((one for one in ends if 0 < one[1] < span.days), key=lambda one: -one[1])
    finish = sorted((one for one in ends if 0 < one[2] < span.days), key=lambda one: -one[2])
    for first, early, _ in begin:
        second = next((one for one, _, late in finish if one != first and early + late >= span.days), None)
        halves = first_days(span, early), last_days(span, span.days - early)
        if second is not None and all(map(vacancy.board.instance.settings.in_window, halves)):
            yield _hand_over(vacancy, first, second, halves)


def _hand_over(vacancy: Vacancy, first: CrewMember, second: CrewMember, parts: tuple[DateSpan, DateSpan]) -> Suggestion:
    what = (
        f"Hand over mid-way{_one_of(vacancy)}: {person_in_words(first)} works {span_in_words(parts[0])}, "
        f"{person_in_words(second)} from {day_in_words(parts[1].first_day)} on "
        "(two rows in place of one, both confirmed)"
    )
    people = first.crew_id, second.crew_id
    need, days = vacancy.need, min(parts[0].days, parts[1].days)
    split = SplitWindow(*need.window, parts[1].first_day)
    halves = tuple(replace(need, span=part, count=1) for part in parts)
    after = apply(vacancy.board.instance.part(people, (need.production_id,)), (split,))
    booked = (one for who, half in zip(people, halves, strict=True) for one in binding(after, who, half))
    asks = (*halves, *vacancy.others)
    return Suggestion(RemedyKind.HAND_OVER, what, days, vacancy.wanted, (split, *booked), asks, people)


def _one_of(vacancy: Vacancy) -> str:
    """`` in one of the 3 slots`` where a requirement has several."""
    return f" in one of the {vacancy.need.count} slots" if vacancy.need.count > 1 else ""


def shortened(vacancy: Vacancy) -> Iterator[Suggestion]:
    """Ask for the slot on fewer days, those on which somebody is free at its beginning or at its end."""
    span = vacancy.slot.span
    ends = [(one.person, vacancy.free_ends(one.person)) for one in vacancy.field.nearest]
    fewer: dict[DateSpan, str] = {}
    for person, (early, late) in sorted(ends, key=lambda one: -max(one[1])):
        for days, ends_of in ((early, first_days), (late, last_days)):
            if 0 < days < span.days:
                fewer.setdefault(ends_of(span, days), person.crew_id)
    in_window = vacancy.board.instance.settings.in_window
    for part, crew_id in ((part, crew_id) for part, crew_id in fewer.items() if in_window(part)):
        less = span.days - part.days
        what = _shorter_in_words(vacancy, part)
        asks = (replace(vacancy.need, span=part, count=1), *vacancy.others)
        changes = _on_fewer_days(vacancy, part)
        yield Suggestion(RemedyKind.SHORTEN, what, less, vacancy.wanted, changes, asks, (crew_id,))


def _shorter_in_words(vacancy: Vacancy, part: DateSpan) -> str:
    """Say how many days fall away, and first how few are left where that is less than half."""
    span, count = vacancy.slot.span, vacancy.need.count
    what = f"one of the {count} slots" if count > 1 else "the slot"
    less = counted(span.days - part.days, "day")
    end = "at the end" if part.first_day == span.first_day else "at the beginning"
    if part.days * 2 >= span.days:
        return f"Shorten {what} by {less} {end}, to {span_in_words(part)}"
    return f"Ask for only {part.days} of the {span.days} days of {what}, {span_in_words(part)} ({less} less {end})"


def _on_fewer_days(vacancy: Vacancy, part: DateSpan) -> tuple[Change, ...]:
    """Return the changes that ask for one slot on these days in place of its own."""
    need, shorter = vacancy.need, vacancy.need.window._replace(span=part)
    if need.count == 1:
        return (MoveWindow(*need.window, part),)
    there = sum(other.count for other in vacancy.own_needs if other.window == shorter)
    return (SetNeed(*need.window, need.count - 1), SetNeed(*shorter, there + 1))


def moved_productions(vacancy: Vacancy) -> Iterator[Suggestion]:
    """Move the production by the fewest days after which its people are still free, and somebody is for the slot."""
    production = vacancy.board.instance.production_by_id[vacancy.slot.production_id]
    for distance in range(1, MOST_DAYS_MOVED + 1):
        for days in (distance, -distance):
            if _may_move(vacancy, production, days) and _suits(vacancy, days):
                yield _moved(vacancy, production, days)


def _may_move(vacancy: Vacancy, production: Production, days: int) -> bool:
    """Whether the production's limits, the plan window and what is frozen allow it to be moved."""
    settings, span = vacancy.board.instance.settings, production.span.shifted(days)
    if production.earliest_start is not None and span.first_day < production.earliest_start:
        return False
    if production.latest_end is not None and span.last_day > production.latest_end:
        return False
    return stays_planned(settings, (need.span for need in vacancy.own_needs if need.count), days)


def _suits(vacancy: Vacancy, days: int) -> bool:
    """Whether everybody on the production could still do their days, and somebody could do each that is wanted."""
    board = vacancy.board
    rows = board.rows_of(vacancy.slot.production_id)
    by_id = board.instance.crew_by_id
    if not all(_can_do(vacancy, by_id[row.crew_id], _shifted(board.need_of(row.slot), days)) for row in rows):
        return False
    for need in set(vacancy.asks):
        window = _shifted(need, days)
        if not any(_can_do(vacancy, by_id[crew_id], window) for crew_id in vacancy.able.of(window)):
            return False
    return True


def _can_do(vacancy: Vacancy, person: CrewMember, need: Requirement) -> bool:
    """Whether nothing keeps somebody from a window, their work on the same production aside."""
    board, gap_days = vacancy.board, vacancy.board.instance.settings.gap_days
    if not suits(person, need, board.nevers):
        return False
    work = [row for row in board.work_near(person.crew_id, need) if row.slot.production_id != need.production_id]
    return not any(too_close(need, row.slot, gap_days) for row in work)


def _moved(vacancy: Vacancy, production: Production, days: int) -> Suggestion:
    moved = {need: _shifted(need, days) for need in vacancy.own_needs}
    way = "later" if days > 0 else "earlier"
    span = span_in_words(production.span.shifted(days))
    what = f"Move {production_in_words(production)} {counted(abs(days), 'day')} {way}, to {span}"
    asks = tuple(moved[need] for need in vacancy.asks)
    changes = (MoveProduction(production.production_id, days),)
    here = {need: window for need, window in moved.items() if need.count}
    return Suggestion(RemedyKind.MOVE_PRODUCTION, what, abs(days), vacancy.wanted, changes, asks, (), here)


def _shifted(need: Requirement, days: int) -> Requirement:
    return replace(need, span=need.span.shifted(days))
