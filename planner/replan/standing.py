"""A plan as it stands in a folder that is planned again: what the folder wants beside it, and who could take that.

Changes when a plan may lack something else.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from planner.audit.able import Able
from planner.audit.board import Board
from planner.audit.job import too_close
from planner.domain.booking import Booking
from planner.domain.grouping import grouped
from planner.domain.instance import Instance
from planner.domain.plan import Assignment, Plan
from planner.domain.production import Requirement, Window

Stays = Callable[[Assignment], bool]
"""Whether a row stays as it is."""


class Standing:
    """The previous plan of a folder, asked what the folder wants beside it."""

    def __init__(self, folder: Instance) -> None:
        self.folder = folder
        self._gap_days = folder.settings.gap_days
        self.board = Board(folder, Plan(folder.published, ()))
        self.able = Able(self.board)
        self.needs = grouped(folder.planned_requirements, lambda need: need.window)
        self.rows = tuple(row for row in folder.published if row.slot.window in self.needs)
        self.wished = frozenset(folder.wished)
        self._known: dict[Window, tuple[str, ...]] = {}

    @cached_property
    def team(self) -> dict[Window, tuple[Assignment, ...]]:
        """The rows of each window."""
        return grouped(self.rows, lambda row: row.slot.window)

    @cached_property
    def crowded(self) -> frozenset[Assignment]:
        """The rows that are too close to another of their person, one that is carried too: not all of them can stay."""
        known = {*self.rows, *self.folder.carried}
        work = grouped(sorted(known, key=lambda row: row.slot.span), lambda row: row.crew_id).values()
        pairs = (pair for mine in work for pair in self._neighbours(mine))
        close = (pair for pair in pairs if too_close(pair[0].slot, pair[1].slot, self._gap_days))
        return frozenset(row for pair in close for row in pair if row.slot.window in self.needs)

    def _neighbours(self, mine: tuple[Assignment, ...]) -> Iterator[tuple[Assignment, Assignment]]:
        """Yield every two rows of somebody with no more than the gap days between them; they are sorted by day."""
        for at, row in enumerate(mine):
            for later in mine[at + 1 :]:
                if row.slot.span.free_days_between(later.slot.span) >= self._gap_days:
                    break
                yield row, later

    def is_fixed(self, row: Assignment) -> bool:
        """Whether no plan moves a row: nothing asks for it, it is carried, or it began before the plan window."""
        began = self.folder.settings.began_before(row.slot.span) and row in self.wished
        return (began and row not in self.crowded) or row.slot.window not in self.needs

    def left(self, window: Window, rows: Iterable[Assignment]) -> dict[Requirement, int]:
        """Return how many people each requirement of a window lacks beside some rows, the narrowest filled first."""
        needs = sorted(self.needs[window], key=lambda need: (need.only is None, need.level or 0))
        left = {need: need.count for need in needs}
        for row in rows:
            fits = (need for need in needs if left[need] and (need.only is None or row.crew_id in need.only))
            taken = next(fits, None)
            if taken is not None:
                left[taken] -= 1
        return left

    @cached_property
    def lacking(self) -> tuple[Window, ...]:
        """The windows in which somebody is missing."""
        return tuple(w for w in self.needs if any(self.left(w, self.team.get(w, ())).values()))

    @cached_property
    def unkept(self) -> tuple[Booking, ...]:
        """The confirmed bookings that every plan has to keep, and this one does not."""
        return tuple(b for b in self.board.acceptance.accepted if not self.board.keeping(b))

    def cells(self, booking: Booking) -> list[Window]:
        """Return the windows of its person's roles in which a booking would be kept."""
        needs = self.board.requirements_of.get(booking.production_id, ())
        roles = self.folder.crew_by_id[booking.crew_id].roles
        mine = (need for need in needs if need.role in roles and self.board.is_about(booking, need))
        return list(dict.fromkeys(need.window for need in mine))

    @cached_property
    def wanted(self) -> tuple[tuple[Window, ...], ...]:
        """The windows where something has to change, or a booking may be kept that is not, by family of roles."""
        beside = (
            *(w for booking in self.unkept for w in self.cells(booking)),
            *(row.slot.window for row in self.crowded),
        )
        windows = dict.fromkeys((*self.lacking, *beside))
        return tuple(grouped(windows, lambda window: self._family_of.get(window.role, window.role)).values())

    @cached_property
    def _family_of(self) -> dict[str, str]:
        """Roles that one person holds are a family, of which this is the first; nobody works in two families."""
        family: dict[str, str] = {}
        for person in self.folder.crew:
            held = {family.setdefault(role, role) for role in person.roles}
            if len(held) > 1:
                first = min(held)
                family = {role: first if name in held else name for role, name in family.items()}
        return family

    def takers(self, window: Window) -> tuple[str, ...]:
        """Return who could take a slot of a window if it were not for other work that may be moved."""
        if window not in self._known:
            needs = [need for need in self.needs[window] if need.count]
            able = self.able.of(needs[0]) if needs else ()
            people = (c for c in able if any(n.only is None or c in n.only for n in needs))
            self._known[window] = tuple(c for c in people if self.is_free(c, needs[0], self.is_fixed))
        return self._known[window]

    def is_free(self, crew_id: str, need: Requirement, stays: Stays) -> bool:
        """Whether none of somebody's rows that stay is too close to a requirement."""
        return not any(stays(row) for row in self.in_the_way(crew_id, need))

    def in_the_way(self, crew_id: str, need: Requirement) -> Iterator[Assignment]:
        """Yield somebody's rows that are too close to a requirement, one that fills it too."""
        return (row for row in self.board.work_near(crew_id, need) if too_close(need, row.slot, self._gap_days))
