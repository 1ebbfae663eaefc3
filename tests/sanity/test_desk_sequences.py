"""Hundreds of operations in a row on one small folder: no rule is ever broken, and no refusal is a mistake.

Every operation is carried out on real workbooks, which are then read again: they say what was decided.
Changes when the desk's operations do.
"""

from dataclasses import replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, assume, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from planner.desk.decision import Done, Refused
from planner.desk.orders import Handling, carry_out, words_of
from planner.desk.reading import desk_of
from planner.desk.restaffing import Effort
from planner.desk.state import Desk
from planner.domain.applying import apply
from planner.domain.instance import Instance
from planner.domain.plan import PreviousPlan
from planner.folder import Outcome, read_history
from planner.pipeline import SolveOptions, solve_folder, verify_folder
from planner.workbook.reading import FolderPaths, read_folder
from tests.sanity.desk_orders import MOST_PLANS, Wish, draw_wish, is_legal, picks_of, plans_of
from tests.sanity.folders import write_instance
from tests.studios import any_studio, random_studio

STEPS, SOAKED_STEPS = 25, 500


def read(folder: Path) -> Desk:
    """Return the desk of a folder, which must be sound."""
    reading = read_folder(FolderPaths.of(folder))
    assert reading.instance is not None, reading.findings
    return desk_of(reading, reading.instance)


def said_by(instance: Instance) -> tuple[object, ...]:
    """Return what the workbooks say of an instance, without the order of rows or who typed what."""
    bookings = {replace(booking, typed=False) for booking in instance.bookings}
    rows = set(instance.previous.assignments) if instance.previous else None
    return instance.crew, instance.productions, instance.requirements, bookings, rows


def check_refusal(wish: Wish, before: Desk, why: Refused) -> None:
    """Every way in which a refused order could have been done breaks a rule."""
    picks = picks_of(before)
    for after, plan in wish.outcomes(before.instance, picks):
        if plans_of(after) <= MOST_PLANS:
            assert not is_legal(replace(after, previous=PreviousPlan(after.carried)), plan), (
                words_of(wish.order),
                why,
                plan,
            )


class Sequence(RuleBasedStateMachine):
    """A folder on which operations are carried out, one after the other."""

    first_studio = 0

    def __init__(self) -> None:
        super().__init__()
        self._home = TemporaryDirectory()
        self.folder = Path(self._home.name) / "season"
        self.desk: Desk | None = None
        self.applied = self.refused = 0

    def teardown(self) -> None:
        self._home.cleanup()

    @precondition(lambda self: self.desk is None)
    @rule(number=st.integers(0, 10_000))
    def begin(self, number: int) -> None:
        """Plan a random studio."""
        assume(number)  # hypothesis begins with the simplest of all runs, the same order again and again
        studio = replace((any_studio if number % 2 else random_studio)(number), previous=None)
        write_instance(self.folder, studio)
        outcome = solve_folder(FolderPaths.of(self.folder), SolveOptions(threads=1))
        assert outcome.written, outcome.findings
        self.desk = read(self.folder)

    @precondition(lambda self: self.desk is not None)
    @rule(number=st.integers(0, 2**31), restaff=st.booleans())
    def operate(self, number: int, restaff: bool) -> None:
        """Carry out a random order."""
        before = self.desk
        assert before is not None
        wish = draw_wish(before, Random(number))
        handling = Handling(effort=Effort(threads=1) if restaff else None)
        carried = carry_out(self.folder, lambda: FolderPaths.of(self.folder), wish.order, handling)
        after = self.desk = read(self.folder)
        if isinstance(carried.decision, Done):
            self.applied += 1
            assert said_by(after.instance) == said_by(carried.decision.after.instance), wish.order
            in_words = apply(before.instance, carried.decision.changes)
            assert said_by(after.instance)[:-1] == said_by(in_words)[:-1], carried.decision.changes
        else:
            assert isinstance(carried.decision, Refused), carried.findings
            self.refused += 1
            assert said_by(after.instance) == said_by(before.instance)
            check_refusal(wish, before, carried.decision)

    @invariant()
    def no_rule_is_broken(self) -> None:
        if self.desk is not None:
            outcome = verify_folder(FolderPaths.of(self.folder))
            assert outcome.plan is not None
            assert outcome.broken == ()
            outcomes = [record.entry.outcome for record in read_history(self.folder).records]
            assert outcomes.count(Outcome.APPLIED) == self.applied + 1  # the first is the plan
            assert outcomes.count(Outcome.REFUSED) == self.refused


def run(number: int, steps: int) -> None:
    machine = seed(number)(Sequence)
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=1,
            stateful_step_count=steps,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.parametrize("number", range(4))
def test_a_sequence_of_operations(number: int) -> None:
    run(number, STEPS)


@pytest.mark.soak
@pytest.mark.parametrize("number", range(100, 105))
def test_a_long_sequence_of_operations(number: int) -> None:
    run(number, SOAKED_STEPS)
