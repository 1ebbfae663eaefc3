"""A plan as it stands in its folder, which is planned again: what is wanted beside it, and who could take that.

Changes when a plan may lack something else.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cached_property

from planner.audit.able import Able
from planner.audit.board import Board
from planner.audit.clash import too_close
from planner.domain.booking import Booking
from planner.domain.grouping import grouped
from planner.domain.instance import Instance
from planner.domain.plan import Assignment, Plan
from planner.domain.production import Requirement, Window
from planner.replan.wanted import Wanted

Stays = Callable[[Assignment], bool]
"""Whether a row stays as it is."""


class Standing:
    """A plan that is its folder's previous plan too, asked what the folder wants beside it."""

    def __init__(self, board: Board, able: Able | None = None) -> None:
        self.folder, self.board, self.able = board.instance, board, able or Able(board)
        self._gap_days = self.folder.settings.gap_days
        self.needs = grouped(self.folder.planned_requirements, lambda need: need.window)
        self.rows = tuple(row for row in board.assignments if row.slot.window in self.needs)
        self.wished = frozenset(self.folder.wished)
        self._known: dict[Window, tuple[str, ...]] = {}

    @classmethod
    def of(cls, folder: Instance) -> "Standing":
        """Return how a folder's previous plan stands."""
        return cls(Board(folder, Plan(folder.published, ())))

    @cached_property
    def team(self) -> dict[Window, tuple[Assignment, ...]]:
        """The rows of each window."""
        return grouped(self.rows, lambda row: row.slot.window)

    @cached_property
    def _place(self) -> dict[Assignment, int]:
        return {row: number for number, row in enumerate(self.rows)}

    def in_order(self, rows: Collection[Assignment]) -> tuple[Assignment, ...]:
        """Return rows as they follow each other in the plan."""
        return tuple(sorted((row for row in rows if row in self._place), key=self._place.__getitem__))

    @cached_property
    def windows_of_role(self) -> dict[tuple[str, ...], tuple[Window, ...]]:
        """The windows of each role on each production."""
        return grouped(self.needs, lambda window: window[:2])

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
        """Whether no plan moves a row: nothing asks for it, it is carried, begun or frozen."""
        stays = self.folder.settings.keeps_people(row.slot.span) and row in self.wished
        return (stays and row not in self.crowded) or row.slot.window not in self.needs

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
    def wanted(self) -> tuple[Wanted, ...]:
        """Where something has to change, or a booking may be kept that is not, by family of roles."""
        bookable = {window for booking in self.unkept for window in self.cells(booking)}
        windows = dict.fromkeys((*self.lacking, *bookable, *(row.slot.window for row in self.crowded)))
        families = grouped(windows, lambda window: self._family_of.get(window.role, window.role))
        return tuple(self._wanted(family, bookable) for family in families.values())

    def _wanted(self, windows: Iterable[Window], bookable: set[Window]) -> Wanted:
        """Return all that windows lack, to be had from those whose place is booked, or who came too close."""
        places = {window: sum(self.left(window, self.team.get(window, ())).values()) for window in windows}
        rows = (row for window in places for row in self.team.get(window, ()) if not self.is_fixed(row))
        return Wanted(places, tuple(row for row in rows if row.slot.window in bookable or row in self.crowded))

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
            needs = self.needs.get(window, ())
            able = (c for c in self.able.of(window) if not needs or any(n.only is None or c in n.only for n in needs))
            self._known[window] = tuple(c for c in able if self.is_free(c, window, self.is_fixed))
        return self._known[window]

    def is_free(self, crew_id: str, window: Window, stays: Stays) -> bool:
        """Whether none of somebody's rows that stay is too close to a window."""
        return not any(stays(row) for row in self.in_the_way(crew_id, window))

    def in_the_way(self, crew_id: str, window: Window) -> Iterator[Assignment]:
        """Yield somebody's rows that are too close to a window, one that fills it too."""
        return (row for row in self.board.work_near(crew_id, window) if too_close(window, row.slot, self._gap_days))
