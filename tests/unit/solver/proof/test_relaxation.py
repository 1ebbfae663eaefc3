"""Linear programs of small models, by hand and against all solutions. Changes when the relaxation does."""

from itertools import product
from random import Random

import numpy as np
import pytest
from ortools.sat.python import cp_model

from planner.solver.proof.highs import UNLIMITED
from planner.solver.proof.relaxation import LinearObjective, Relaxation
from planner.solver.proof.rows import Vector

FOREVER = float("inf")
SEEDS = range(60)


def endless() -> float:
    return FOREVER


def triangle() -> tuple[cp_model.CpModel, list[cp_model.IntVar]]:
    """Return a model of three decisions of which any two exclude each other."""
    model = cp_model.CpModel()
    takes = [model.new_bool_var(name) for name in "abc"]
    for one, other in ((0, 1), (0, 2), (1, 2)):
        model.add_at_most_one(takes[one], takes[other])
    return model, takes


def best_bound(model: cp_model.CpModel, worth: object) -> int:
    """Return the bound that the relaxation's own duals give, rounded down."""
    relaxation = Relaxation(model)
    linear = relaxation.linear(worth)
    solution = relaxation.maximise(linear, endless)
    assert solution is not None
    return linear.round_down(relaxation.dual_bound(linear, solution.duals))


def test_a_relaxation_is_rounded_down() -> None:
    # Each decision is a half: 1.5 together, and no whole number above 1 can be reached.
    model, takes = triangle()
    assert best_bound(model, sum(takes)) == 1


def test_it_is_rounded_down_to_a_total_that_steps_lead_to() -> None:
    # 5 + 4 * 1.5 = 11; totals are 5, 9, 13 and 17.
    model, takes = triangle()
    assert best_bound(model, 4 * sum(takes) + 5) == 9


def test_linear_constraints_clauses_and_offsets_count() -> None:
    model = cp_model.CpModel()
    works, rests = model.new_bool_var("works"), model.new_bool_var("rests")
    most = model.new_int_var(0, 9, "most")
    model.add(most <= 4)
    model.add_bool_or(works.negated(), rests)
    model.add_at_most_one(works, rests)
    # works <= rests and works + rests <= 1 leave half of the 100, although nobody can do both.
    assert best_bound(model, 3 * most + 100 * works + 7) == 3 * 4 + 50 + 7


def test_a_clause_under_a_condition_is_a_clause() -> None:
    # If somebody works, one of two rests; neither does: nothing is left of works.
    model = cp_model.CpModel()
    works, one, other = (model.new_bool_var(name) for name in ("works", "one", "other"))
    model.add_bool_or(one, other).only_enforce_if(works)
    model.add(one + other == 0)
    assert Relaxation(model).is_exact
    assert best_bound(model, works) == 0


def test_negated_decisions_exclude_each_other_too() -> None:
    # At most one of two is not taken: at least one of two is, so -1 is the best of minus their sum.
    model = cp_model.CpModel()
    one, other = model.new_bool_var("one"), model.new_bool_var("other")
    model.add_at_most_one(one.negated(), other.negated())
    assert best_bound(model, -one - other) == -1


def test_a_number_is_a_goal_that_nothing_changes() -> None:
    model, _ = triangle()
    assert best_bound(model, 7) == 7


def test_a_constraint_that_is_not_linear_only_weakens_the_bound() -> None:
    # square = days² with days <= 3, and square <= 20 by its own domain: the relaxation knows only the latter.
    model = cp_model.CpModel()
    days, square = model.new_int_var(0, 3, "days"), model.new_int_var(0, 20, "square")
    assert Relaxation(model).is_exact
    model.add_multiplication_equality(square, [days, days])
    assert not Relaxation(model).is_exact
    assert best_bound(model, square) == 20


def test_a_condition_on_a_linear_constraint_is_not_exact_either() -> None:
    # Only if works is taken, most <= 2: without the condition's row, 9 + 1 are thought possible.
    model = cp_model.CpModel()
    works, most = model.new_bool_var("works"), model.new_int_var(0, 9, "most")
    model.add(most <= 2).only_enforce_if(works)
    assert not Relaxation(model).is_exact
    assert best_bound(model, most + works) == 10


# Random models: every variable 0 or 1 (or 0 to 2), few enough that all solutions can be listed.


class Case:
    """A random model with all its solutions, one of them sure to exist, and a random goal."""

    def __init__(self, seed: int) -> None:
        self.rng = rng = Random(seed)
        self.model = cp_model.CpModel()
        highest = [rng.choice((1, 1, 1, 2)) for _ in range(rng.randint(2, 6))]
        self.variables = [self.model.new_int_var(0, high, f"x{n}") for n, high in enumerate(highest)]
        known = [rng.randint(0, high) for high in highest]
        self.rows: list[tuple[list[int], int, int]] = []
        for _ in range(rng.randint(1, 4)):
            factors = [rng.choice((-2, -1, 0, 0, 1, 1, 2)) for _ in highest]
            at = sum(f * k for f, k in zip(factors, known, strict=True))
            low, high = at - rng.choice((0, 1, 99)), at + rng.choice((0, 1, 2))
            self.rows.append((factors, low, high))
            total = sum(f * x for f, x in zip(factors, self.variables, strict=True))
            if low > -50:
                self.model.add_linear_constraint(total, low, high)
            else:
                self.model.add(total <= high)
        booleans = [n for n, high in enumerate(highest) if high == 1]
        if len(booleans) >= 2:
            literals = rng.sample(booleans, 2)
            if sum(known[n] for n in literals) <= 1:
                self.model.add_at_most_one(self.variables[n] for n in literals)
                self.rows.append(([int(n in literals) for n in range(len(highest))], -99, 1))
        worths = [rng.randint(-3, 3) for _ in highest]
        self.worth = sum(w * x for w, x in zip(worths, self.variables, strict=True)) + rng.randint(-5, 5)
        self.relaxation = Relaxation(self.model)
        self.linear = self.relaxation.linear(self.worth)
        self.solutions = [
            np.array(values, float) for values in product(*(range(h + 1) for h in highest)) if self.allows(values)
        ]
        self.best = max(round(self.linear.total(values)) for values in self.solutions)

    def allows(self, values: tuple[int, ...]) -> bool:
        totals = [(sum(f * v for f, v in zip(row, values, strict=True)), lo, hi) for row, lo, hi in self.rows]
        return all(low <= total <= high for total, low, high in totals)

    def duals(self) -> Vector:
        """Return duals that nobody asked for, as long as the rows have the bounds that they ask for."""
        found = np.array([self.rng.choice((0, self.rng.uniform(-3, 3))) for _ in self.relaxation.row_low])
        return self.relaxation.usable(found)

    def best_duals(self) -> Vector:
        solution = self.relaxation.maximise(self.linear, endless)
        assert solution is not None
        return solution.duals

    def reaching(self, total: int) -> list[Vector]:
        return [values for values in self.solutions if self.linear.total(values) >= total]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_bound_holds_whatever_the_duals_are(seed: int) -> None:
    case = Case(seed)
    for duals in (*(case.duals() for _ in range(20)), case.best_duals()):
        assert case.relaxation.dual_bound(case.linear, duals) >= case.best - 1e-9


@pytest.mark.parametrize("seed", SEEDS)
def test_the_relaxations_own_duals_bound_no_worse_than_its_values(seed: int) -> None:
    # Strong duality: what the duals promise is what divided people can reach, which is never less than whole ones.
    case = Case(seed)
    solution = case.relaxation.maximise(case.linear, endless)
    assert solution is not None
    assert case.relaxation.dual_bound(case.linear, solution.duals) == pytest.approx(
        case.linear.total(solution.values), abs=1e-3
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_narrowing_loses_no_solution_that_reaches_the_total(seed: int) -> None:
    case = Case(seed)
    reaching = case.reaching(case.best)
    for duals in (*(case.duals() for _ in range(10)), case.best_duals()):
        case.relaxation.fix_by_reduced_costs(case.linear, duals, case.best)
        assert all(case.relaxation.holds(values) for values in reaching)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_least_is_what_every_solution_left_has(seed: int) -> None:
    case = Case(seed)
    case.relaxation.fix_by_reduced_costs(case.linear, case.best_duals(), case.best)
    left = [case.linear.total(values) for values in case.solutions if case.relaxation.holds(values)]
    for duals in (*(case.duals() for _ in range(20)), case.best_duals()):
        assert case.relaxation.least(case.linear, duals) <= min(left) + 1e-6


@pytest.mark.parametrize("seed", SEEDS)
def test_the_narrowed_model_has_exactly_the_solutions_on_the_face(seed: int) -> None:
    case = Case(seed)
    case.relaxation.fix_by_reduced_costs(case.linear, case.best_duals(), case.best)
    case.relaxation.add_row(case.linear, case.best)
    expected = {tuple(values.astype(int)) for values in case.reaching(case.best)}
    assert {tuple(values.astype(int)) for values in case.solutions if case.relaxation.holds(values)} == expected
    assert every_solution(case.relaxation.narrowed(case.model)) == expected
    assert every_solution(case.model) == {tuple(values.astype(int)) for values in case.solutions}  # as it was


def every_solution(model: cp_model.CpModel) -> set[tuple[int, ...]]:
    """Return what CP-SAT finds when asked for everything."""

    class Collector(cp_model.CpSolverSolutionCallback):
        def on_solution_callback(self) -> None:
            found.add(tuple(self.value(model.get_int_var_from_proto_index(n)) for n in range(count)))

    found: set[tuple[int, ...]] = set()
    count = len(model.proto.variables)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.enumerate_all_solutions = True
    solver.solve(model, Collector())
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_the_search_in_whole_numbers_finds_the_best_and_says_so(seed: int) -> None:
    case = Case(seed)
    complete, values = case.relaxation.maximise_whole(case.linear, endless)
    assert complete
    assert values is not None
    assert case.linear.total(values) == case.best
    assert any((values == solution).all() for solution in case.solutions)


@pytest.mark.parametrize("seed", SEEDS)
def test_whole_values_are_held_just_when_they_keep_every_constraint(seed: int) -> None:
    case = Case(seed)
    known = {tuple(values) for values in case.solutions}
    for values in product(range(3), repeat=len(case.variables)):
        inside = (np.array(values) <= case.relaxation.high).all()
        assert case.relaxation.holds(np.array(values, float)) == (inside and values in known)


def test_a_search_with_no_solution_is_complete_and_finds_nothing() -> None:
    # a + b + c = 1.5 would do, but nobody is divided: the three pairs allow 1 at most.
    model, takes = triangle()
    model.add(2 * sum(takes) == 3)
    relaxation = Relaxation(model)
    assert relaxation.maximise_whole(relaxation.linear(0), endless) == (True, None)


def test_the_search_leaves_programs_with_too_many_open_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.solver.proof.relaxation.COLUMNS", 2)
    model, takes = triangle()
    relaxation = Relaxation(model)
    linear = relaxation.linear(sum(takes))
    assert relaxation.maximise_whole(linear, endless) == (False, None)
    relaxation.high = np.array([1.0, 1.0, 0.0])  # one is settled, two are open
    assert relaxation.maximise_whole(linear, endless)[0]


def test_pinned_rows_have_just_one_total() -> None:
    model = cp_model.CpModel()
    one, other = model.new_int_var(0, 5, "one"), model.new_int_var(0, 5, "other")
    count = model.add(one + other <= 4)
    relaxation = Relaxation(model)
    before = relaxation.row_high
    relaxation.pin({relaxation.row_of[count.index]: 3})
    assert [relaxation.holds(np.array(v, float)) for v in ((1, 1), (1, 2), (3, 0), (2, 2))] == [
        False,
        True,
        True,
        False,
    ]
    assert before.tolist() == [4.0]  # whoever shares the row's bounds keeps theirs
    assert {sum(values) for values in every_solution(relaxation.narrowed(model))} == {3}


def test_an_added_row_demands_a_total_with_its_offset() -> None:
    # 2 * one + other - 1 >= 3 leaves (1, 2), (2, 0), ... of 0 to 2 each, and not (1, 1) or (0, 2).
    model = cp_model.CpModel()
    one, other = model.new_int_var(0, 2, "one"), model.new_int_var(0, 2, "other")
    relaxation = Relaxation(model)
    linear = relaxation.linear(2 * one + other - 1)
    assert relaxation.add_row(linear, 3) == 0
    assert relaxation.row_high[0] == UNLIMITED
    assert every_solution(relaxation.narrowed(model)) == {(1, 2), (2, 0), (2, 1), (2, 2)}
    assert not relaxation.holds(np.array([1.0, 1.0]))


def test_duals_that_ask_for_a_bound_that_is_not_there_are_dropped() -> None:
    # a + b <= 1 has no lower bound, so a price below 0 would make everything possible.
    model, takes = triangle()
    relaxation = Relaxation(model)
    linear = relaxation.linear(sum(takes))
    duals = relaxation.usable(np.array([0.5, -0.5, 0.5]))
    assert duals.tolist() == [0.5, 0.0, 0.5]
    # a costs both duals, b and c one of them: 0.5 + 0.5 for the rows, and half of b and of c is left.
    assert relaxation.dual_bound(linear, duals) == 2.0


def test_narrowing_fixes_what_would_lose_more_than_there_is_to_spare() -> None:
    # Of a + b <= 1 with worths 3 and 1, the price 3 leaves nothing of a and -2 of b: at 3, b is out and the row full.
    model = cp_model.CpModel()
    a, b = model.new_bool_var("a"), model.new_bool_var("b")
    model.add(a + b <= 1)
    relaxation = Relaxation(model)
    linear = relaxation.linear(3 * a + b)
    relaxation.fix_by_reduced_costs(linear, np.array([3.0]), 3)
    assert (relaxation.high.tolist(), relaxation.row_low.tolist()) == ([1.0, 0.0], [1.0])
    # Every solution left has 3: the row's 1 at the price 3, and nothing of b.
    assert relaxation.least(linear, np.array([3.0])) == 3.0


@pytest.mark.parametrize("left_s", [0.0, 1e-9])
def test_no_time_gives_no_answer_or_a_true_bound(left_s: float) -> None:
    model, takes = triangle()
    relaxation = Relaxation(model)
    linear = relaxation.linear(sum(takes))
    solution = relaxation.maximise(linear, lambda: left_s)
    assert solution is None or relaxation.dual_bound(linear, solution.duals) >= 1.0
    assert not relaxation.is_empty
    complete, values = relaxation.maximise_whole(linear, lambda: left_s)
    assert not complete or (values is not None and linear.total(values) == 1)


def test_an_empty_program_is_told_from_one_that_was_not_solved() -> None:
    model, takes = triangle()
    model.add(sum(takes) >= 2)
    relaxation = Relaxation(model)
    assert relaxation.maximise(relaxation.linear(0), endless) is None
    assert relaxation.is_empty


def test_a_program_of_nothing_is_solved() -> None:
    # A part in which nobody can take anything: its goals are what they are.
    relaxation = Relaxation(cp_model.CpModel())
    linear = relaxation.linear(5)
    solution = relaxation.maximise(linear, endless)
    assert solution is not None
    assert relaxation.dual_bound(linear, solution.duals) == 5
    assert not relaxation.is_empty


def test_a_goal_counts_in_steps_from_its_offset() -> None:
    linear = LinearObjective(np.array([6.0, 4.0]), 1, 2)
    assert [linear.round_down(bound) for bound in (5.0, 4.9999999, 4.9, 2.9, 0.5)] == [5, 5, 3, 1, -1]
    assert linear.total(np.array([1.0, 2.0])) == 15
