"""Suggested days are the best there are: found again by planning every combination of moves there is.

Changes when another thing counts in choosing days, or other limits hold for them.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import cache
from itertools import product
from random import Random

import pytest

from planner.alternatives import suggesting
from planner.alternatives.suggesting import Suggestion, suggest_days
from planner.audit import Board, audit, recompute_goals
from planner.domain.applying import apply
from planner.domain.booking import BookingStatus
from planner.domain.change import MoveProduction
from planner.domain.instance import Instance
from planner.domain.moving import ways_of
from planner.domain.plan import Plan
from planner.domain.production import Production
from planner.domain.settings import GoalName, Settings
from planner.planning import Effort
from planner.solver import solve
from planner.solver.model.clock import Clock
from planner.solver.moves.headcounts import Headcounts
from planner.solver.moves.places import Ask, PlacesModel
from tests.builders import ANN, BO, GAFFER, away, confirmed, day, need, row, studio
from tests.sanity.seeds import runs
from tests.studios import any_studio, random_studio, some_frozen

MOST_COMBINATIONS = 130
LESS_IS_BETTER = ("main-role", "cost", "headcount", "balance", "days-moved", "productions-moved")
EFFORT = Effort(1, 0)


def with_limits(studio: Instance, rng: Random) -> Instance:
    """Return a studio most of whose productions say how far they may be moved, some in one direction only."""

    def limited(one: Production) -> Production:
        early, late = (timedelta(days=rng.randint(-1, 3)) for _ in range(2))
        earliest = one.span.first_day - early if rng.random() < 0.75 else None
        latest = one.span.last_day + late if rng.random() < 0.75 else None
        return replace(one, earliest_start=earliest, latest_end=latest)

    productions = (limited(one) if rng.random() < 0.8 else one for one in studio.productions)
    return studio.rebuilt(productions=tuple(productions))


def by_hand(instance: Instance, one: Production) -> list[int]:
    """Return by how many days a production may be moved, found by trying every day."""
    needs = [wanted for wanted in instance.requirements if wanted.production_id == one.production_id and wanted.count]
    found = []
    for days in range(-10, 11):
        span = one.span.shifted(days)
        inside = one.earliest_start is not None or days >= 0
        inside = inside and (one.latest_end is not None or days <= 0)
        inside = inside and (one.earliest_start is None or span.first_day >= one.earliest_start)
        inside = inside and (one.latest_end is None or span.last_day <= one.latest_end)
        for asked in needs:
            for window in (asked.span, asked.span.shifted(days)):
                began = instance.settings.plan_from is not None and window.first_day < instance.settings.plan_from
                frozen = instance.settings.frozen_to is not None and window.first_day <= instance.settings.frozen_to
                ends = instance.settings.plan_to is not None and window.first_day > instance.settings.plan_to
                inside = inside and not began and not frozen and not ends
        if days and inside and needs and not one.cancelled:
            found.append(days)
    return found


def standing(instance: Instance, plan: Plan) -> Counter[object]:
    """Return what no move may give up: confirmed bookings that are kept, and people of begun and frozen slots."""
    board = Board(instance, plan)
    sure = (one for one in instance.standing_bookings if one.status is BookingStatus.CONFIRMED)
    kept: Counter[object] = Counter((one.production_id, one.crew_id, one.role) for one in sure if board.keeping(one))
    kept.update(
        row.slot.window._replace(role=f"{row.crew_id} {row.slot.role}")
        for row in board.published
        if instance.settings.began_before(row.slot.span)
        or (instance.settings.frozen_to and row.slot.span.first_day <= instance.settings.frozen_to)
    )
    return kept


def in_order(instance: Instance, plan: Plan, moves: Mapping[str, int], ask: Ask) -> dict[str, int]:
    """Return what counts of a plan with some moves, in its order."""
    values = recompute_goals(instance, plan)
    always = ("coverage", "whole", "holds", "stability 1", *ask.also_first)
    first = {label: value for label, value in values.items() if label.startswith(always)}
    days = {"days-moved": sum(map(abs, moves.values())), "productions-moved": len(moves)}
    return first | days | {label: value for label, value in values.items() if label not in first}


def worth(values: Mapping[str, int]) -> list[int]:
    return [-value if label in LESS_IS_BETTER else value for label, value in values.items()]


def every_choice(instance: Instance, ask: Ask) -> Iterator[dict[str, int]]:
    """Yield every combination of moves."""
    for days in product(*((0, *some) for some in ask.ways.values())):
        moves = {one: number for one, number in zip(ask.ways, days, strict=True) if number}
        if ask.most is None or len(moves) <= ask.most:
            yield moves


def best_by_search(instance: Instance, ask: Ask) -> dict[str, int]:
    """Return what counts of the best combination of moves, each of them planned."""

    @cache
    def planned(moves: tuple[tuple[str, int], ...]) -> tuple[Instance, Plan]:
        there = apply(instance, [MoveProduction(*one) for one in moves])
        return there, solve(there, threads=1, time_limit_s=0)

    firmly = standing(*planned(()))
    best: dict[str, int] = {}
    for moves in every_choice(instance, ask):
        there, plan = planned(tuple(moves.items()))
        staffed = {row.slot.production_id for row in plan.assignments}
        if not moves.keys() <= staffed or firmly - standing(there, plan):
            continue
        values = in_order(there, plan, moves, ask)
        if not best or worth(values) > worth(best):
            best = values
    return best


def drawn(seed: int) -> tuple[Instance, Ask]:
    """Return a studio with limits that allow few enough combinations, and what is asked of it."""
    rng = Random(f"days {seed}")
    studio = with_limits(any_studio(seed) if rng.random() < 0.6 else random_studio(seed), rng)
    studio = some_frozen(studio, seed) if seed % 3 == 0 else studio
    ways = {one.production_id: ways_of(studio, one) for one in studio.productions}
    ways = {one: some for one, some in ways.items() if some}
    while combinations(ways) > MOST_COMBINATIONS:
        widest = max(ways, key=lambda one: len(ways[one]))
        ways[widest] = tuple(sorted(rng.sample(ways[widest], len(ways[widest]) - 1)))
    also = frozenset(one for one in studio.settings.goals if rng.random() < 0.15)
    return studio, Ask(ways, also, rng.choice((None, None, 1, 2)))


def combinations(ways: Mapping[str, tuple[int, ...]]) -> int:
    number = 1
    for some in ways.values():
        number *= len(some) + 1
    return number


def assert_best(seed: int, seen: Counter[str]) -> None:
    studio, ask = drawn(seed)
    found = suggest_days(studio, ask, EFFORT)
    best = best_by_search(studio, ask)
    assert [(step.label, step.value) for step in found.steps] == list(best.items()), (seed, found.after.moves)
    assert found.proven, (seed, found.steps)
    assert_as_planned(found, ask, seed)
    seen["folders"] += combinations(ask.ways) > 1
    seen["moved"] += bool(found.after.moves)
    seen["several moved"] += len(found.after.moves) > 1
    seen["at most some"] += ask.most is not None
    seen["goals before the days"] += bool(ask.also_first - {GoalName.COVERAGE})
    seen["whole"] += studio.settings.whole_staffing and bool(found.after.moves)


def assert_as_planned(found: Suggestion, ask: Ask, seed: int) -> None:
    """The suggestion says what its plan is worth, and that breaks no rule."""
    after = found.after
    assert audit(after.instance, after.plan) == (), seed
    values = in_order(after.instance, after.plan, after.moves, ask)
    assert [(step.label, step.value) for step in found.steps] == list(values.items()), seed
    before = in_order(found.before.instance, found.before.plan, {}, ask)
    assert {s.label: s.before for s in found.steps} == before, seed
    assert apply(found.before.instance, found.changes) == after.instance, seed


@pytest.mark.parametrize("seeds", runs(40, 10, times=4))
def test_the_days_are_the_best_of_all_combinations(seeds: range) -> None:
    seen: Counter[str] = Counter()
    for seed in seeds:
        assert_best(seed, seen)
    assert min(seen["folders"], seen["moved"]) >= 1, seen


@pytest.mark.parametrize("seeds", runs(40, 10, times=4))
def test_headcounts_hope_for_no_less_than_the_best_and_prove_nothing_false(
    seeds: range, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What chooses days of large folders, on small ones: it need not find the best, but knows when it has not."""
    monkeypatch.setattr(suggesting, "is_small", lambda places: False)
    best_found = chosen = 0
    for seed in seeds:
        studio, ask = drawn(seed)
        if not ask.ways:
            continue
        best = best_by_search(studio, ask)
        hoped = Headcounts(PlacesModel(studio, ask), Clock()).choose(wishes=True)
        assert hoped is not None
        assert list(hoped.bound) >= worth(best), (seed, hoped.bound, best)
        found = suggest_days(studio, ask, EFFORT)
        assert_as_planned(found, ask, seed)
        reached = {step.label: step.value for step in found.steps}
        assert worth(reached) <= worth(best), seed
        assert not found.proven or reached == best, seed
        assert worth({step.label: step.before for step in found.steps}) <= worth(reached), seed
        chosen += 1
        best_found += reached == best
    assert best_found >= chosen * 2 // 3, (best_found, chosen)


BOTH = pytest.mark.parametrize("small", [True, False], ids=["exactly", "by headcounts"])


@BOTH
def test_no_move_gives_up_a_confirmed_booking(small: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suggesting, "is_small", lambda places: small)
    crew = away(ANN, 10, 12), away(BO, 1, 9)
    needs = need("P1", GAFFER, 3, 5), need("P2", GAFFER, 4, 6)
    free, bound = studio(*needs, crew=crew), studio(*needs, crew=crew, bookings=[confirmed("P1", "C1")])
    assert suggest_days(free, Ask({"P1": (7,)}), EFFORT).after.moves == {"P1": 7}
    assert suggest_days(bound, Ask({"P1": (7,)}), EFFORT).after.moves == {}
    assert suggest_days(bound, Ask({"P1": (7, 4)}), EFFORT).after.moves == {"P1": 4}


@BOTH
def test_no_move_takes_somebody_from_where_they_began(small: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suggesting, "is_small", lambda places: small)
    folder = studio(
        *(need("P0", GAFFER, 1, 10), need("P1", GAFFER, 20, 22), need("P2", GAFFER, 20, 22)),
        crew=[ANN],
        bookings=[confirmed("P1", "C1")],
        previous=[row("P0", GAFFER, 1, 10, "C1")],
        priorities={"P2": 1},
        settings=Settings(plan_from=day(5)),
    )
    assert suggest_days(folder, Ask({"P1": (-12,)}), EFFORT).after.moves == {}  # P2 is worth more, yet ann is on P0
    assert suggest_days(folder, Ask({"P1": (-12, -9)}), EFFORT).after.moves == {"P1": -9}


@BOTH
def test_people_who_are_not_seen_together_teach_headcounts(small: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """No day lacks people, and yet Bo alone is there for all days of either."""
    monkeypatch.setattr(suggesting, "is_small", lambda places: small)
    crew = away(away(ANN, 2, 2), 5, 5), BO
    folder = studio(need("P1", GAFFER, 3, 5), need("P2", GAFFER, 2, 3), crew=crew)
    found = suggest_days(folder, Ask({"P1": (2, 1)}), EFFORT)
    assert (found.after.moves, len(found.before.plan.vacancies), len(found.after.plan.vacancies)) == ({"P1": 1}, 1, 0)


@pytest.mark.parametrize("seeds", runs(80))
def test_productions_are_moved_within_their_limits_and_the_plan_window(seeds: range) -> None:
    for seed in seeds:
        studio = some_frozen(with_limits(any_studio(seed), Random(f"limits {seed}")), seed)
        for one in studio.productions:
            assert sorted(ways_of(studio, one)) == by_hand(studio, one), (seed, one)
