"""What the master chooses, by hand and against every choice there is. Changes when the master learns something else."""

from collections.abc import Mapping
from itertools import product
from random import Random

import pytest

from planner.solver.model.clock import Clock
from planner.solver.model.problem import Problem
from planner.solver.proof.master import Choice, Cut, Estimate, Master, Minimum, Nogood
from planner.solver.proof.relaxation import Relaxation
from tests.builders import GAFFER, GRIP, need, studio

FIRST, SECOND = (0, 5), (0, 6)  # estimates of part 0: of its objectives 5 and 6


@pytest.fixture(autouse=True, params=["branch and cut", "CP-SAT"])
def solver(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test is for both ways to solve a master."""
    if request.param == "CP-SAT":
        monkeypatch.setattr(Relaxation, "maximise_whole", lambda self, goal, left_s, nodes=0: (False, None))


def needs_of(*asked: tuple[str, str, int]) -> tuple[Problem, list[int]]:
    """Return a problem that asks for (production, role, count), and each need's number."""
    problem = Problem(studio(*(need(one, role, 3, 5, count) for one, role, count in asked)))
    number_of = {(n.requirement.production_id, n.role): n.index for n in problem.needs}
    return problem, [number_of[one, role] for one, role, _ in asked]


def at_most(total: int, *needs: int) -> Cut:
    return Cut(None, 1, total, dict.fromkeys(needs, -1), {})


def two_films() -> tuple[Master, list[int]]:
    """Return the master of two films that ask for a gaffer and a grip each, with one gaffer and one grip to be had."""
    problem, numbers = needs_of(("P1", GAFFER, 1), ("P1", GRIP, 1), ("P2", GAFFER, 1), ("P2", GRIP, 1))
    master = Master(problem, dict.fromkeys(numbers, (0, 1)), {FIRST: (-9, 0)}, Clock())
    gaffers, grips = (numbers[0], numbers[2]), (numbers[1], numbers[3])
    master.minimums += [Minimum(gaffers, 1), Minimum(grips, 1)]
    master.cuts += [at_most(1, *gaffers), at_most(1, *grips)]
    return master, numbers


def chosen(master: Master, *kept: tuple[int | None, int], aim: int | None = None) -> tuple[Choice, int]:
    """Return the best choice and its worth, which is proven."""
    found = master.choose(kept, aim)
    assert found is not None
    choice, worth, bound = found
    assert worth == bound
    return choice, worth


def test_nothing_said_means_that_everything_is_full() -> None:
    problem, numbers = needs_of(("P1", GAFFER, 2), ("P2", GRIP, 1))
    choice, whole = chosen(Master(problem, {numbers[0]: (0, 2), numbers[1]: (0, 1)}, {}, Clock()))
    assert (whole, choice.filled) == (2, {numbers[0]: 2, numbers[1]: 1})


def test_both_vacancies_fall_on_one_film() -> None:
    # One gaffer and one grip for two films: one of these is whole, with both people.
    master, numbers = two_films()
    choice, whole = chosen(master)
    assert whole == 1
    assert [choice.filled[n] for n in numbers] in ([1, 1, 0, 0], [0, 0, 1, 1])


def test_a_tally_says_where_people_must_be() -> None:
    master, numbers = two_films()
    master.minimums.append(Minimum(numbers[2:3], 1))
    assert [chosen(master)[0].filled[n] for n in numbers] == [0, 0, 1, 1]
    master.minimums.append(Minimum(numbers[1:2], 1))
    assert chosen(master)[1] == 0  # the gaffer at one film, the grip at the other


def test_a_tally_of_no_open_need_says_nothing() -> None:
    master, _ = two_films()
    master.minimums.append(Minimum((), 0))
    assert chosen(master)[1] == 1


def test_tallies_and_cuts_that_exclude_each_other_leave_no_choice() -> None:
    master, numbers = two_films()
    master.minimums.append(Minimum((numbers[0], numbers[2]), 2))
    assert master.choose((), None) is None


def test_a_film_with_a_need_that_nobody_can_take_is_never_whole() -> None:
    problem, numbers = needs_of(("P1", GAFFER, 1), ("P1", GRIP, 1))
    choice, whole = chosen(Master(problem, {numbers[0]: (0, 1), numbers[1]: (0, 0)}, {}, Clock()))
    assert (whole, choice.filled[numbers[1]]) == (0, 0)


def test_a_cut_bounds_a_hope_by_what_is_filled() -> None:
    # Twice the estimate is at most -10, and 6 less for P1's grip: -5 or -8 in all.
    master, numbers = two_films()
    master.cuts.append(Cut(FIRST, 2, -10, {numbers[1]: -6}, {}))
    choice, worth = chosen(master, (None, 1), aim=5)
    assert (worth, choice.estimates[FIRST], [choice.filled[n] for n in numbers]) == (-5, -5, [0, 0, 1, 1])
    master.minimums.append(Minimum(numbers[:1], 1))
    assert chosen(master, (None, 1), aim=5)[1] == -8
    assert chosen(master, aim=5)[1] == -5  # were the films not kept whole, the grip would go to P2


def test_a_cut_bounds_a_hope_by_what_is_demanded_of_an_earlier_one() -> None:
    # The second estimate is at most 7 minus twice the first.
    problem, numbers = needs_of(("P1", GAFFER, 1))
    master = Master(problem, {numbers[0]: (0, 1)}, {FIRST: (0, 3), SECOND: (0, 9)}, Clock())
    master.cuts.append(Cut(SECOND, 1, 7, {}, {FIRST: -2}))
    assert [chosen(master, (5, least), aim=6)[1] for least in range(4)] == [7, 5, 3, 1]


def test_hopes_of_all_parts_are_added_up() -> None:
    problem, numbers = needs_of(("P1", GAFFER, 1))
    master = Master(problem, {numbers[0]: (0, 1)}, {(0, 5): (0, 3), (1, 5): (-2, 4), (1, 6): (0, 50)}, Clock())
    assert chosen(master, aim=5)[1] == 7


def two_needs() -> tuple[Master, list[int]]:
    """Return the master of a need for two and a need for one, with two estimates of 0 to 10."""
    problem, numbers = needs_of(("P1", GAFFER, 2), ("P2", GRIP, 1))
    ranges = {numbers[0]: (0, 2), numbers[1]: (0, 1)}
    return Master(problem, ranges, {FIRST: (0, 10), SECOND: (0, 10)}, Clock()), numbers


def force(master: Master, filled: Mapping[int, int]) -> None:
    """Let needs have just so many people."""
    for n, count in filled.items():
        master.minimums.append(Minimum((n,), count))
        master.cuts.append(at_most(count, n))


@pytest.mark.parametrize("counts", list(product(range(3), range(2))))
def test_what_no_whole_plan_has_is_excluded_and_nothing_else(counts: tuple[int, int]) -> None:
    master, numbers = two_needs()
    master.nogoods.append(Nogood(0, dict(zip(numbers, (1, 1), strict=True)), None))
    force(master, dict(zip(numbers, counts, strict=True)))
    found = master.choose((), None)
    assert (found is None) == (counts == (1, 1))


@pytest.mark.parametrize("counts", list(product(range(3), range(2))))
def test_what_was_found_caps_hopes_where_just_so_many_are_filled(counts: tuple[int, int]) -> None:
    # Where one and none are filled, integral plans have 4 of the first objective, and 6 of the second if they have 4.
    master, numbers = two_needs()
    master.nogoods.append(Nogood(0, dict(zip(numbers, (1, 0), strict=True)), [(FIRST, 4), (SECOND, 6)]))
    force(master, dict(zip(numbers, counts, strict=True)))
    capped = counts == (1, 0)
    assert chosen(master, aim=5)[1] == (4 if capped else 10)
    assert chosen(master, (5, 4), aim=6)[1] == (6 if capped else 10)
    assert chosen(master, (5, 3), aim=6)[1] == 10  # with only 3 of the first there may be more of the second


def test_a_finding_of_nothing_more_than_was_hoped_for_changes_nothing() -> None:
    master, numbers = two_needs()
    master.nogoods.append(Nogood(0, dict(zip(numbers, (2, 1), strict=True)), [(FIRST, 10), (SECOND, 10)]))
    choice, whole = chosen(master, (5, 10), (6, 10))
    assert (whole, list(choice.filled.values())) == (2, [2, 1])


@pytest.mark.parametrize("seed", range(40))
def test_the_choice_is_the_best_of_all_that_agree_with_everything_said(seed: int) -> None:
    master, rng = random_ledger(seed)
    kept = rng.choice(((), ((None, 1),), ((None, 1), (5, 1))))
    aim = rng.choice((None, 5, 6))
    worths = [worth_of(master, choice, aim) for choice in every_choice(master, kept)]
    found = master.choose(kept, aim)
    assert (found and found[1:]) == ((max(worths), max(worths)) if worths else None)
    if found:
        assert any(
            (found[0].filled, found[0].estimates) == (one.filled, one.estimates) for one in every_choice(master, kept)
        )


RANGES = ((0, 2), (1, 2), (0, 1))
HOPES = {FIRST: (-1, 2), SECOND: (0, 2)}


def random_ledger(seed: int) -> tuple[Master, Random]:
    """Return a master of three needs in two productions with a few random statements."""
    rng = Random(seed)
    problem, numbers = needs_of(("P1", GAFFER, 2), ("P1", GRIP, 2), ("P2", GAFFER, 1))
    ranges = dict(zip(numbers, RANGES, strict=True))
    master = Master(problem, ranges, HOPES, Clock())
    master.minimums += [Minimum(rng.sample(numbers, 2), rng.randint(0, 2)) for _ in range(rng.randint(0, 2))]
    for _ in range(rng.randint(0, 3)):
        weights = {n: rng.randint(-2, 2) for n in rng.sample(numbers, 2)}
        cut = Cut(rng.choice((None, FIRST, SECOND)), rng.randint(1, 3), rng.randint(0, 3), weights, {})
        master.cuts.append(cut if cut.estimate != SECOND else Cut(SECOND, 1, 2, weights, {FIRST: rng.randint(-2, 1)}))
    for _ in range(rng.randint(0, 3)):
        filled = {n: rng.randint(*ends) for n, ends in ranges.items()}
        worths: list[tuple[Estimate, int]] = [(estimate, rng.randint(*ends)) for estimate, ends in HOPES.items()]
        master.nogoods.append(Nogood(0, filled, rng.choice((None, worths, worths))))
    return master, rng


def every_choice(master: Master, kept: tuple[tuple[int | None, int], ...]) -> list[Choice]:
    """Return all choices that agree with minimums, cuts, nogoods and what is kept."""
    numbers = list(master._ranges)
    choices = [
        Choice(dict(zip(numbers, counts, strict=True)), dict(zip(HOPES, estimates, strict=True)))
        for counts in product(*(range(low, high + 1) for low, high in RANGES))
        for estimates in product(*(range(low, high + 1) for low, high in HOPES.values()))
    ]
    return [c for c in choices if agrees(master, c) and all(worth_of(master, c, aim) >= least for aim, least in kept)]


def agrees(master: Master, choice: Choice) -> bool:
    filled, estimates = choice.filled, choice.estimates
    minimums = all(sum(filled[n] for n in minimum.needs) >= minimum.low for minimum in master.minimums)
    cuts = all(
        (cut.scale * estimates[cut.estimate] if cut.estimate else 0)
        <= cut.base
        + sum(w * filled[n] for n, w in cut.needs.items())
        + sum(w * estimates[h] for h, w in cut.estimates.items())
        for cut in master.cuts
    )
    return minimums and cuts and all(not contradicts(choice, nogood) for nogood in master.nogoods)


def contradicts(choice: Choice, nogood: Nogood) -> bool:
    """Whether a choice hopes for more than was found, strictly in order."""
    if choice.filled != nogood.filled:
        return False
    if nogood.worths is None:
        return True
    return [choice.estimates[estimate] for estimate, _ in nogood.worths] > [worth for _, worth in nogood.worths]


def worth_of(master: Master, choice: Choice, aim: int | None) -> int:
    if aim is not None:
        return sum(worth for (_, objective), worth in choice.estimates.items() if objective == aim)
    needs = master._problem.needs
    missing = {needs[n].production for n, count in choice.filled.items() if count < needs[n].count}
    return len(set(master.productions) - missing)


def test_no_time_gives_no_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Relaxation, "maximise_whole", lambda self, goal, left_s, nodes=0: (False, None))
    problem, numbers = needs_of(("P1", GAFFER, 1))
    master = Master(problem, {numbers[0]: (0, 1)}, {}, Clock(1e-9))
    assert master.choose((), None) is None
