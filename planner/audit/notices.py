"""Conflicts that are no vacancy and no booking: who had a begun or frozen slot, is released, warnings of the input.

Changes when one of these three is told of in another way.
"""

from collections.abc import Iterable, Iterator

from planner.audit.board import Board
from planner.audit.candidates import Prospects
from planner.audit.standing import against
from planner.audit.wording import job_in_words, person_in_words, why_kept
from planner.domain.booking import Booking
from planner.domain.finding import Finding, Severity
from planner.domain.grouping import grouped
from planner.domain.plan import Assignment
from planner.domain.report import Conflict
from planner.domain.wording import counted


def began_not_kept(board: Board) -> Iterator[Conflict]:
    """Yield a conflict for everybody who had a slot that is begun or frozen, and has it no more."""
    settings = board.instance.settings
    for row in board.instance.wished:
        slot = row.slot
        stays = settings.keeps_people(slot.span) and board.is_planned(slot)
        if not stays or row.crew_id in board.filled[board.need_of(slot)]:
            continue
        who = person_in_words(board.instance.crew_by_id[row.crew_id])
        told = job_in_words(slot, board.productions)
        yield Conflict(
            code="began-not-kept",
            severity=Severity.WARNING,
            production_id=slot.production_id,
            role=slot.role,
            what=f"{who} had {told}, which {why_kept(settings, slot.span)}, and has it no more.",
            why=against(board, Booking.of(slot, row.crew_id), [board.need_of(slot)]),
            span=slot.span,
            crew_id=row.crew_id,
            options=("Change what stands against it and plan again, or enter released for these days if it is right.",),
            source=row.place,
        )


def released_again(board: Board, prospects: Prospects) -> Iterator[Conflict]:
    """Yield an info for every slot that is filled by somebody who is released from it."""
    for row in board.assignments:
        if not board.instance.is_released(row.crew_id, row.slot):
            continue
        who = person_in_words(board.instance.crew_by_id[row.crew_id])
        booking = board.instance.booking_of(row.crew_id, row.slot)
        yield Conflict(
            code="released-again",
            severity=Severity.INFO,
            production_id=row.slot.production_id,
            role=row.slot.role,
            what=f"{who} is released from {job_in_words(row.slot, board.productions)}, and planned there again.",
            why=_instead(board, prospects, row),
            slot_number=row.slot.number,
            span=row.slot.span,
            crew_id=row.crew_id,
            options=(f"Enter never in place of released to keep {who} off it.",),
            source=booking.place if booking else row.place,
        )


def _instead(board: Board, prospects: Prospects, row: Assignment) -> str:
    """Say who else is free for a slot as the plan stands, the cheapest, and what that would cost."""
    instance, slot = board.instance, row.slot
    free = [
        one.person
        for one in prospects(slot).nearest
        if one.codes == ("free",) and not instance.is_released(one.person.crew_id, slot)
    ]
    if not free:
        return f"As the plan stands, nobody else who holds the role {slot.role} is free on all of these days."
    other = min(free, key=lambda person: instance.pay_cents(person.crew_id, slot))
    main = other.main_role_on(slot.span.first_day) == slot.role
    cost = _compared(instance.pay_cents(other.crew_id, slot), instance.pay_cents(row.crew_id, slot))
    return f"{person_in_words(other)} is free and could take it{cost}{'' if main else ', in their other role'}."


def _compared(cents: int, now: int) -> str:
    """Say what somebody costs against who has a slot now; nothing where no rate is known, or none is to be told."""
    if not cents and not now:
        return ""
    more = cents - now
    return f" for {abs(more) / 100:,.2f} {'more' if more > 0 else 'less'}" if more else " at the same cost"


def input_warnings(findings: Iterable[Finding]) -> Iterator[Conflict]:
    """Yield the warnings about the input, so that who reads the plan sees them: like ones as one with their count."""
    warnings = (finding for finding in findings if finding.severity is Severity.WARNING)
    for code, mine in grouped(warnings, lambda finding: finding.code).items():
        first, more = mine[0], len(mine) - 1
        yield Conflict(
            code="input-warning",
            severity=Severity.INFO,
            production_id="",
            role="",
            what=_sentence(first.message) + (f" And {counted(more, 'warning')} more like it." if more else ""),
            why=f"{counted(len(mine), 'warning')} of the input [{code}]; planner check lists every one.",
            options=(first.hint,) if first.hint else (),
            source=first.place,
        )


def _sentence(text: str) -> str:
    ended = text if text.endswith((".", "?", "!")) else f"{text}."
    return ended[:1].upper() + ended[1:]
