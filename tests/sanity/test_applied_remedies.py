"""Remedies applied to real folders fill what they promised, together with others too, and are taken back whole.

Changes when a remedy is applied in another way.
"""

from collections import Counter
from pathlib import Path
from random import Random

import pytest

from planner.desk.applying import apply_remedies
from planner.desk.crew_operations import hire
from planner.desk.decision import Done, Refused
from planner.desk.orders import Handling, Order, carry_out
from planner.desk.restaffing import Effort
from planner.domain.plan import Plan
from planner.domain.remedy import NumberedRemedy
from planner.folder import Outcome, locked, read_history, undo
from planner.pipeline import SolveOptions, SolveOutcome, solve_folder, verify_folder
from planner.workbook.planbook.remedies_sheet import read_remedies
from planner.workbook.reading import FolderPaths
from tests.sanity.folders import sample, write_instance
from tests.sanity.seeds import runs
from tests.sanity.test_explanations import overbooked

BOOKS = ("crew.xlsx", "productions.xlsx", "plan.xlsx")


def planned(folder: Path, seed: int) -> tuple[SolveOutcome, dict[str, NumberedRemedy]]:
    write_instance(folder, overbooked(seed))
    outcome = solve_folder(FolderPaths.of(folder), SolveOptions(threads=1))
    assert outcome.written, (seed, outcome.findings, outcome.failure)
    known, unreadable = read_remedies(folder / "plan.xlsx")
    assert unreadable == {}, seed
    return outcome, known


def applied(folder: Path, *numbers: str) -> Done | Refused:
    def propose(desk):
        return apply_remedies(desk, read_remedies(folder / "plan.xlsx")[0], numbers)

    order = Order("apply", {"remedies": list(numbers)}, propose)
    carried = carry_out(folder, lambda: FolderPaths.of(folder), order, Handling(effort=Effort(threads=1)))
    assert carried.decision is not None
    return carried.decision


def filled(plan: Plan, outcome: SolveOutcome) -> Counter[int]:
    assert outcome.instance is not None
    productions = outcome.instance.production_by_id
    return Counter(productions[row.slot.production_id].priority for row in plan.assignments)


def kept_promises(folder: Path, before: SolveOutcome, remedies: list[NumberedRemedy]) -> bool:
    """Whether as many slots of each priority are filled now as the remedies promised, and no rule is broken."""
    verified = verify_folder(FolderPaths.of(folder))
    assert verified.plan is not None, verified.findings_input
    assert before.plan is not None
    gains: Counter[int] = Counter()
    for shift in (shift for remedy in remedies for shift in remedy.shifts if shift.goal == "coverage"):
        gains[shift.step or 0] += shift.by
    now, then = filled(before.plan, before), filled(verified.plan, before)
    return verified.broken == () and all(then[one] - now[one] >= by for one, by in gains.items())


def taken_back(folder: Path) -> None:
    with locked(folder, 10) as lease:
        undo(lease)


def contents(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in BOOKS}


@pytest.mark.parametrize("seeds", runs(24, 6))
def test_each_remedy_keeps_its_promise_and_is_undone(seeds: range, tmp_path: Path) -> None:
    kinds: Counter[str] = Counter()
    for seed in seeds:
        folder = tmp_path / str(seed)
        outcome, known = planned(folder, seed)
        assert outcome.report is not None
        told = {remedy.number: remedy for remedy in outcome.report.explained.all_remedies}
        assert set(known) == set(told), seed
        before = contents(folder)
        for number, remedy in known.items():
            assert remedy.changes == told[number].changes, (seed, number)
            decision = applied(folder, number)
            assert isinstance(decision, Done), (seed, number, remedy.what, decision)
            assert kept_promises(folder, outcome, [remedy]), (seed, number, remedy.what)
            kinds[told[number].kind.value] += 1
            taken_back(folder)
            assert contents(folder) == before, (seed, number)
    assert kinds


@pytest.mark.parametrize("seeds", runs(24, 6))
def test_several_together_are_done_as_promised_or_not_at_all(seeds: range, tmp_path: Path) -> None:
    for seed in seeds:
        folder, rng = tmp_path / str(seed), Random(seed)
        outcome, known = planned(folder, seed)
        before = contents(folder)
        for _ in range(4):
            numbers = rng.sample(sorted(known), min(len(known), 2)) if known else []
            decision = applied(folder, *numbers) if len(numbers) == 2 else None
            if isinstance(decision, Done):
                assert kept_promises(folder, outcome, [known[number] for number in numbers]), (seed, numbers)
                taken_back(folder)
            elif decision is not None:
                assert decision.code, (seed, numbers)
            assert contents(folder) == before, (seed, numbers)
        outcomes = {record.entry.outcome for record in read_history(folder).records}
        assert outcomes <= {Outcome.APPLIED, Outcome.REFUSED}


def test_remedies_outlive_operations_that_leave_their_slots_vacant(tmp_path: Path) -> None:
    folder = sample("overbooked", tmp_path)
    assert solve_folder(FolderPaths.of(folder), SolveOptions(threads=1)).written
    known, _ = read_remedies(folder / "plan.xlsx")
    hiring = Order("hire", {}, lambda desk: hire(desk, "Di Orr", "Caterer", new_role=True))
    assert isinstance(carry_out(folder, lambda: FolderPaths.of(folder), hiring, Handling()).decision, Done)
    assert read_remedies(folder / "plan.xlsx") == (known, {})
    first = next(iter(known))
    assert isinstance(applied(folder, first), Done)
    filled_now = set(known[first].fills)
    left = {number: one for number, one in known.items() if not filled_now & set(one.fills)}
    assert read_remedies(folder / "plan.xlsx") == (left, {})
    again = applied(folder, first)
    assert isinstance(again, Refused)
    assert again.code == "remedy-gone"
