"""What other days could do about a vacancy: two people in turn, fewer days, or the production moved.

Changes when a requirement's or a production's days could be changed in another way.
"""

from collections.abc import Iterator
from dataclasses import replace

from planner.audit.hindrance import personal_hindrances, work_hindrances
from planner.audit.wording import day_in_words, person_in_words, span_in_words
from planner.domain.crew import CrewMember
from planner.domain.input_change import InputChange, NeedChange, ProductionChange
from planner.domain.production import Production, Requirement
from planner.domain.remedy import RemedyKind
from planner.domain.span import DateSpan
from planner.domain.wording import counted
from planner.remedies.proposal import Proposal
from planner.remedies.proposals.vacancy import Vacancy, first_days, last_days

MOST_DAYS_MOVED = 14


def hand_overs(vacancy: Vacancy) -> Iterator[Proposal]:
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


def _hand_over(vacancy: Vacancy, first: CrewMember, second: CrewMember, parts: tuple[DateSpan, DateSpan]) -> Proposal:
    what = (
        f"Hand over mid-way: {person_in_words(first)} works {span_in_words(parts[0])}, "
        f"{person_in_words(second)} from {day_in_words(parts[1].first_day)} on (two rows in place of one)"
    )
    people = first.crew_id, second.crew_id
    return _split(vacancy, RemedyKind.HAND_OVER, what, min(parts[0].days, parts[1].days), parts, people)


def shortened(vacancy: Vacancy) -> Iterator[Proposal]:
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
        end = "at the end" if part.first_day == span.first_day else "at the beginning"
        what = f"Shorten the requirement by {counted(less, 'day')} {end}, to {span_in_words(part)}"
        yield _split(vacancy, RemedyKind.SHORTEN, what, less, (part,), (crew_id,))


def _split(
    vacancy: Vacancy, kind: RemedyKind, what: str, days: int, parts: tuple[DateSpan, ...], people: tuple[str, ...]
) -> Proposal:
    """Take one slot off a requirement and ask for it on other days."""
    need = vacancy.need
    left = (replace(need, count=need.count - 1),) if need.count > 1 else ()
    asked = tuple(replace(need, span=part, count=1) for part in parts)
    change = NeedChange(need, (*left, *asked))
    return Proposal(kind, what, days, vacancy.wanted, (change,), (*asked, *vacancy.others), people)


def moved_productions(vacancy: Vacancy) -> Iterator[Proposal]:
    """Move the production by the fewest days after which its people are still free, and somebody is for the slot."""
    production = vacancy.board.instance.production_by_id[vacancy.slot.production_id]
    for distance in range(1, MOST_DAYS_MOVED + 1):
        for days in (distance, -distance):
            if _may_move(vacancy, production, days) and _suits(vacancy, days):
                yield _moved(vacancy, production, days)


def _may_move(vacancy: Vacancy, production: Production, days: int) -> bool:
    """Whether the production's limits, and the plan window, allow it to be moved."""
    settings, span = vacancy.board.instance.settings, production.span.shifted(days)
    if production.earliest_start is not None and span.first_day < production.earliest_start:
        return False
    if production.latest_end is not None and span.last_day > production.latest_end:
        return False
    needs = [need for need in vacancy.own_needs if need.count]
    windows = [need.span for need in needs] + [need.span.shifted(days) for need in needs]
    return all(settings.in_window(window) and not settings.began_before(window) for window in windows)


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
    if personal_hindrances(person, need, board.nevers):
        return False
    work = [row for row in board.work_near(person.crew_id, need) if row.slot.production_id != need.production_id]
    return not work_hindrances(need, work, gap_days)


def _moved(vacancy: Vacancy, production: Production, days: int) -> Proposal:
    moved = {need: _shifted(need, days) for need in vacancy.own_needs}
    after = replace(production, span=production.span.shifted(days))
    changes: list[InputChange] = [ProductionChange(production, after)]
    changes += [NeedChange(need, (window,)) for need, window in moved.items()]
    way = "later" if days > 0 else "earlier"
    span = span_in_words(after.span)
    what = f"Move {production.production_id} by {counted(abs(days), 'day')} {way}, to {span}"
    asks = tuple(moved[need] for need in vacancy.asks)
    here = {need: window for need, window in moved.items() if need.count}
    return Proposal(RemedyKind.MOVE_PRODUCTION, what, abs(days), vacancy.wanted, tuple(changes), asks, (), here)


def _shifted(need: Requirement, days: int) -> Requirement:
    return replace(need, span=need.span.shifted(days))
