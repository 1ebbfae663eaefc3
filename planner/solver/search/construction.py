"""A first plan: what was published, then one sweep through the calendar; with whole staffing production by production.

Changes when a plan should start from something else.
"""

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence

from planner.domain.plan import Assignment
from planner.solver.model.problem import Need, clashes
from planner.solver.search.first_fit import Sweep
from planner.solver.search.neighbourhoods import Engine


class Lanes:
    """What every single member of every track does, so that a free one is found without counting."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        board, tracks = engine.board, engine.reduction.tracks
        self._work: dict[int, list[list[tuple[int, int]]]] = {t.index: [[] for _ in t.people] for t in tracks}
        self._ends = {track.index: track.stretch.windows[-1][1] for track in tracks}
        for track in tracks:
            for n in sorted(engine.roster.by_track[track.index], key=lambda n: (board.needs[n].first, n)):
                for _ in range(engine.roster.by_track[track.index][n]):
                    lane = self._free_lane(track.index, board.needs[n])
                    if lane is not None:
                        insort(self._work[track.index][lane], (board.needs[n].first, n))

    def fill(self, need: Need) -> None:
        """Let free people take the need's empty slots, those with the need's main role first."""
        engine = self._engine
        empty = need.count - engine.roster.filled(need.index)
        if empty <= 0:
            return
        members = engine.board.people
        order = sorted(
            engine.reduction.takers(need.index),
            key=lambda t: (
                not engine.board.is_main_role(engine.reduction.tracks[t].people[0], need.index),
                len(members[engine.reduction.tracks[t].people[0]].roles),
                self._ends[t],
                t,
            ),
        )
        for track in order:
            while empty and (lane := self._free_lane(track, need)) is not None:
                insort(self._work[track][lane], (need.first, need.index))
                engine.roster.take(track, need.index)
                empty -= 1
            if not empty:
                return

    def put(self, person: int, need: Need) -> None:
        """Let one person, who has a track alone, take the need if they and a slot are free."""
        engine = self._engine
        track = engine.reduction.own_track(person, need.index)
        taken = engine.roster.by_need[need.index]
        if track is None or track in taken or engine.roster.filled(need.index) >= need.count:
            return
        if self._is_free(self._work[track][0], need):
            insort(self._work[track][0], (need.first, need.index))
            engine.roster.take(track, need.index)

    def clear(self, needs: Sequence[int]) -> None:
        """Empty some needs again."""
        gone = set(needs)
        for track in {t for n in needs for t in self._engine.roster.by_need[n]}:
            for lane in self._work[track]:
                lane[:] = [(first, n) for first, n in lane if n not in gone]
        self._engine.roster.clear(needs)

    def _free_lane(self, track: int, need: Need) -> int | None:
        for number, work in enumerate(self._work[track]):
            if self._is_free(work, need):
                return number
        return None

    def _is_free(self, work: list[tuple[int, int]], need: Need) -> bool:
        board = self._engine.board
        at = bisect_left(work, (need.first, need.index))
        for step, found in ((-1, at - 1), (1, at)):
            # work of one production may follow itself within the gap, so look on until days are out of reach
            while 0 <= found < len(work):
                other = board.needs[work[found][1]]
                if clashes(need, other, board.gap_days):
                    return False
                if not board.gap_days or abs(other.first - need.first) > board.gap_days + need.days + other.days:
                    break
                found += step
        return True


def construct(engine: Engine) -> None:
    """Fill the roster beyond what it already holds."""
    if engine.board.settings.whole_staffing:
        _construct_whole(engine)
        return
    sweep = Sweep(engine)
    for need in sorted(engine.board.needs, key=lambda need: (need.first, need.priority, need.index)):
        sweep.fill(need)


def _construct_whole(engine: Engine) -> None:
    """Fill productions one by one, and empty again those that cannot be whole."""
    lanes = Lanes(engine)
    board = engine.board
    order = sorted(range(len(board.productions)), key=lambda p: (board.productions[p].priority, p))
    for production in order:
        if production in engine.forced.off or production in engine.forced.on:
            continue
        needs = board.needs_of_production[production]
        for n in needs:
            lanes.fill(board.needs[n])
        if any(engine.roster.filled(n) < board.needs[n].count for n in needs):
            lanes.clear(needs)


def resume(engine: Engine, takes: frozenset[tuple[int, int]]) -> bool:
    """Let an empty roster hold people, by (person, need), if that breaks no rule; return whether it does."""
    board, forced, view = engine.board, engine.forced, engine.view
    lanes = Lanes(engine)
    for person, need in sorted(takes):
        lanes.put(person, board.needs[need])
    held = sum(len(takers) for takers in engine.roster.by_need)
    whole = {production for production in range(len(board.productions)) if view.is_whole(production)}
    empty = {p for p, needs in enumerate(board.needs_of_production) if not any(map(view.filled, needs))}
    legal = held == len(takes) and all(view.is_kept(wish) for wish in forced.bookings)
    if board.settings.whole_staffing:
        legal = legal and forced.on <= whole and forced.off <= empty and len(whole | empty) == len(board.productions)
    if not legal:
        engine.roster.clear(range(len(board.needs)))
    return legal


def start_from_published(engine: Engine) -> None:
    """Put everybody of the previous plan back where no rule and nobody accepted before stands in the way."""
    if engine.board.instance.previous:
        _start_from(engine, engine.board.published_takes)


def start_from(engine: Engine, rows: Iterable[Assignment]) -> None:
    """Put everybody where a plan found before has them, unless a rule or somebody accepted before stands in the way."""
    known = (row for row in rows if row.crew_id in engine.board.instance.crew_by_id)
    _start_from(engine, engine.board.takes_of(known))


def _start_from(engine: Engine, takes: Iterable[tuple[int, int]]) -> None:
    if engine.board.settings.whole_staffing:
        return
    lanes = Lanes(engine)
    for person, need in sorted(takes, key=lambda pair: (pair[1], pair[0])):
        lanes.put(person, engine.board.needs[need])
