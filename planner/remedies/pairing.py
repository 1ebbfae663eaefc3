"""Slots whose windows do not pair: they cannot all be filled although no day is short of people.

Changes when a set of slots should be found or told minimal in another way.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from planner.audit.able import Able
from planner.audit.board import Board
from planner.audit.clash import too_close
from planner.audit.reasons import wanted_with
from planner.domain.booking import Booking, BookingStatus
from planner.domain.ledger import Ledger, key_of_text
from planner.domain.plan import Assignment
from planner.domain.production import Requirement, Slot, Window
from planner.domain.reason import Reason, ReasonKind
from planner.domain.settings import GoalName
from planner.replan.rings import rings_around
from planner.solver.together import Cover, Stay, can_fill_together

MOST_SLOTS = 160
MOST_QUESTIONS, MOST_UNANSWERED = 2_000, 20
"""After so many questions, or so many that found no answer, vacancies are explained by what filling them would cost."""
Element = Slot | Booking | Assignment


class Together:
    """Answers whether slots can all be filled while bookings, and people in begun and frozen slots, stay.

    No search is begun once ``goes_on`` says no; what was asked before stands in the ``ledger``.
    """

    def __init__(
        self, board: Board, able: Able, goes_on: Callable[[], bool] = lambda: True, ledger: Ledger | None = None
    ) -> None:
        self._board, self._ledger = board, ledger or Ledger()
        self._able = able
        self._goes_on = goes_on
        self._questions = self._unanswered = 0

    @property
    def may_ask(self) -> bool:
        """Whether another search may be begun."""
        return self._questions < MOST_QUESTIONS and self._unanswered < MOST_UNANSWERED and self._goes_on()

    def possible(self, elements: Sequence[Element]) -> bool | None:
        """Return whether a plan could have all of them, whatever else is left empty; None when that stays unknown."""
        self._questions += 1
        least: dict[Requirement, int] = {}
        for slot in elements:
            if isinstance(slot, Slot):
                need = self._board.need_of(slot)
                least[need] = least.get(need, 0) + 1
        stays = [stay for one in elements if not isinstance(one, Slot) for stay in [self._stay(one)]]
        needs = list(dict.fromkeys([*least, *(need for _, cells in stays for need in cells)]))
        covers = [Cover(need, least.get(need, 0), self._able.of(need)) for need in needs]
        numbered = [Stay(crew_id, tuple(needs.index(need) for need in cells)) for crew_id, cells in stays]
        question = covers, numbered, self._board.instance.settings.gap_days
        answer = self._ledger.is_possible(key_of_text(question), lambda: can_fill_together(*question))
        self._unanswered += answer is None
        return answer

    def _stay(self, kept: Booking | Assignment) -> tuple[str, tuple[Requirement, ...]]:
        if isinstance(kept, Assignment):
            return kept.crew_id, (self._board.need_of(kept.slot),)
        needs = self._board.requirements_of.get(kept.production_id, ())
        return kept.crew_id, tuple(need for need in needs if self._board.is_about(kept, need))


@dataclass(frozen=True)
class Around:
    """What a vacancy competes with, ring by ring, as elements that a plan has to have together."""

    board: Board
    able: Able
    wanted: tuple[Slot, ...]

    def grown(self) -> Iterator[list[Element]]:
        """Yield the wanted slots with one ring, with two, …: filled slots, kept bookings, people who stay."""
        elements: list[Element] = list(self.wanted)
        yield list(elements)
        # A production that is left out would have to keep its own confirmed bookings too.
        titles = {slot.production_id for slot in self.wanted}
        own = [one for one in self.board.acceptance.accepted if one.production_id in titles and one not in elements]
        if own:
            elements += own
            yield list(elements)
        for ring in rings_around((slot.window for slot in self.wanted), self._in_the_way):
            elements += [element for row in ring for element in self._about(row) if element not in elements]
            if len(elements) > MOST_SLOTS:
                return
            yield list(elements)

    def _in_the_way(self, window: Window) -> Iterator[Assignment]:
        """Yield the rows of the plan that keep able people from a window."""
        board, gap_days = self.board, self.board.instance.settings.gap_days
        near = (row for crew_id in self.able.of(window) for row in board.work_near(crew_id, window))
        return (row for row in near if row in board.planned and too_close(window, row.slot, gap_days))

    def _about(self, row: Assignment) -> Iterator[Element]:
        yield row.slot
        if self.board.instance.settings.keeps_people(row.slot.span) and row in self.board.published:
            yield row
        for booking in self.board.kept_bookings.get(row.crew_id, ()):
            if booking.status is BookingStatus.CONFIRMED and row in self.board.keeping(booking):
                yield booking


def least_impossible(
    elements: Sequence[Element], possible: Callable[[Sequence[Element]], bool | None]
) -> list[Element]:
    """Return a part of what is impossible together that becomes possible when any one element is left out.

    Long runs are dropped first, the farthest first, so that few questions are asked.
    """
    kept = list(elements)
    size = max(1, len(kept) // 2)
    while True:
        at = len(kept)
        while at > 0:
            begin = max(0, at - size)
            fewer = kept[:begin] + kept[at:]
            if fewer and possible(fewer) is False:
                kept = fewer
            at = begin
        if size == 1:
            return kept
        size //= 2


def find_pairing(board: Board, able: Able, slot: Slot, together: Together) -> Reason:
    """Return the reason of a vacancy that counting does not explain."""
    wanted = wanted_with(board, slot)
    left_out = board.left_out(slot.production_id)
    for elements in Around(board, able, wanted).grown():
        if not together.may_ask:
            break
        if together.possible(elements) is False:
            least = least_impossible(elements, together.possible)
            slots = tuple(one for one in least if isinstance(one, Slot))
            return Reason(
                ReasonKind.PAIRING,
                slot,
                slot.role,
                slots=slots,
                people=tuple(sorted({crew_id for one in slots for crew_id in able.of(one)})),
                kept=tuple(one for one in least if isinstance(one, Booking)),
                began=tuple(one for one in least if isinstance(one, Assignment)),
                left_out=left_out,
            )
    if board.instance.settings.goals[0] is not GoalName.COVERAGE:
        return Reason(ReasonKind.EARLIER_GOAL, slot, slot.role, left_out=left_out)
    return (
        _exchange(board, able, slot) if not left_out else Reason(ReasonKind.NOT_SHOWN, slot, slot.role, left_out=True)
    )


def _exchange(board: Board, able: Able, slot: Slot) -> Reason:
    """Return what filling a slot would cost: the fewest rows, of the lowest priority, that keep one person from it."""
    gap_days = board.instance.settings.gap_days
    costs = []
    for crew_id in able.of(slot):
        rows = [row for row in board.work_near(crew_id, slot) if too_close(slot, row.slot, gap_days)]
        if not rows:
            return Reason(ReasonKind.NOT_SHOWN, slot, slot.role)  # somebody is free: this is no best plan
        fixed = any(row in board.confirmed_rows or board.instance.settings.keeps_people(row.slot.span) for row in rows)
        if not fixed:
            costs.append((len(rows), -min(board.priority(row.slot.production_id) for row in rows), crew_id, rows))
    if not costs:
        return Reason(ReasonKind.NOT_SHOWN, slot, slot.role)
    *_, crew_id, rows = min(costs, key=lambda one: one[:3])
    lost = tuple(row.slot for row in rows)
    return Reason(ReasonKind.EXCHANGE, slot, slot.role, slots=lost, people=(crew_id,))
