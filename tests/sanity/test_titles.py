"""Whatever sentence names a production says its title, once: of plans, of broken plans, of the desk and in plan.xlsx.

Changes when productions are called otherwise, or sentences are said somewhere else.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from planner.audit import Board, audit_board
from planner.audit.rules import RULES
from planner.cli import run
from planner.desk.deciding import decide
from planner.desk.decision import Done, Refused
from planner.desk.restaffing import Effort
from planner.desk.state import Desk
from planner.desk.wording import loss_in_words, move_in_words
from planner.domain.instance import Instance
from planner.domain.plan import Assignment, Plan, PreviousPlan
from planner.domain.production import Production
from planner.explaining import explained
from planner.solver import solve
from tests.sanity.desk_orders import draw_wish
from tests.sanity.folders import sheet_rows, write_instance
from tests.sanity.seeds import runs
from tests.studios import any_studio, random_studio

TITLES = ("Harbour Lights", "The P2 Affair", "Quince (series)", "", " ", "{id}", "{id} ", "{other}")
IN_PLAN = {"Conflicts": ("What", "Why", "Options"), "Candidates": ("Detail",), "Summary": None}


def titled_studio(seed: int) -> Instance:
    """Return a studio whose productions have titles of every kind: telling, blank, their identifier, another's."""
    studio = (any_studio if seed % 2 else random_studio)(seed)
    if any(one.production_id == one.title for one in studio.productions):  # titles identify
        return studio
    titles = {
        one.production_id: title.format(id=one.production_id, other=one.production_id.lower())
        for one, title in zip(studio.productions, Random(seed).sample(TITLES, len(studio.productions)), strict=True)
    }
    return studio.rebuilt(
        productions=tuple(replace(one, title=titles[one.production_id]) for one in studio.productions)
    )


def says_nothing(one: Production) -> bool:
    return one.title.strip().casefold() in ("", one.production_id.casefold())


def untitled(sentence: str, productions: Sequence[Production]) -> list[str]:
    """Return the identifiers that a sentence says without the title, or beside one that says nothing more."""
    twice = [one.production_id for one in productions if says_nothing(one) and f"({one.production_id})" in sentence]
    telling = [one for one in productions if not says_nothing(one)]
    for one in telling:
        sentence = sentence.replace(f"{one.title} ({one.production_id})", "…")
    return twice + [one.production_id for one in telling if re.search(rf"\b{one.production_id}\b", sentence)]


def told_of(board: Board) -> Iterator[str]:
    report = explained(
        board, 0.2, lambda: True, number=lambda remedies: {one: f"R{at}" for at, one in enumerate(remedies, 1)}
    )
    for one in report.conflicts:
        yield from (one.what, one.why, *one.options)
    yield from (one.detail for one in report.candidates)
    yield from report.shared
    yield from (one.what for one in report.remedies)


def broken(plan: Plan, instance: Instance, rng: Random) -> Plan:
    """Return the plan with its people mixed up, some slots gone, some twice and some on other days."""
    people = [*(one.crew_id for one in instance.crew), "C99"]
    rows = [replace(row, crew_id=rng.choice(people)) for row in plan.assignments if rng.random() < 0.9]
    rows += [
        Assignment(
            replace(row.slot, number=row.slot.number + rng.choice((0, 1)), span=rng.choice(rows).slot.span), "C1"
        )
        for row in rows
        if rng.random() < 0.4
    ]
    return Plan(tuple(rows), plan.vacancies, plan.goals)


def decided(desk: Desk, rng: Random) -> Iterator[str]:
    """Yield what the desk says of an order."""
    decision = decide(desk, draw_wish(desk, rng).order.propose(desk), Effort(threads=1) if rng.random() < 0.5 else None)
    if isinstance(decision, Refused):
        yield from (decision.message, *decision.ways_out)
        for reason in (*decision.reasons, *decision.attempt):
            yield from (reason.message, reason.hint)
    elif isinstance(decision, Done):
        yield from (*decision.said, *decision.notes)
        yield from (move_in_words(one, decision.after.productions) for one in decision.moves)
        yield from (loss_in_words(one, decision.after.instance.crew_by_id) for one in decision.losses)


@pytest.mark.parametrize("seeds", runs(60, 20))
def test_sentences_about_plans_name_titles(seeds: range) -> None:
    named, codes = 0, Counter[str]()
    for seed in seeds:
        instance = titled_studio(seed)
        plan = solve(instance, threads=1, time_limit_s=0)
        findings = audit_board(Board(instance, broken(plan, instance, Random(seed))))
        codes.update(one.code for one in findings)
        said = [*told_of(Board(instance, plan)), *(one.message for one in findings)]
        assert [(text, bare) for text in said if (bare := untitled(text, instance.productions))] == [], seed
        named += sum(f" ({one.production_id})" in text for one in instance.productions for text in said)
    assert named > 60
    assert len(codes) > len(RULES) - 3


@pytest.mark.parametrize("seeds", runs(60, 20))
def test_sentences_of_the_desk_name_titles(seeds: range) -> None:
    named = 0
    for seed in seeds:
        instance, rng = titled_studio(seed), Random(seed)
        if not instance.productions or all(one.cancelled for one in instance.productions):
            continue
        plan = solve(instance, threads=1, time_limit_s=0)
        desk = Desk(instance.rebuilt(previous=PreviousPlan(plan.assignments)))
        for _ in range(6):
            said = list(decided(desk, rng))
            assert [(text, bare) for text in said if (bare := untitled(text, instance.productions))] == [], seed
            named += sum(f" ({one.production_id})" in text for one in instance.productions for text in said)
    assert named > 40


@pytest.mark.parametrize("seed", range(3, 9))
def test_sentences_in_the_workbook_name_titles(seed: int, tmp_path: Path) -> None:
    instance = titled_studio(seed)
    instance = instance.rebuilt(
        productions=tuple(replace(one, title=one.title.strip() or "Untitled") for one in instance.productions)
    )
    folder = write_instance(tmp_path / "season", instance)
    assert run(["solve", str(folder), "--quiet", "--exit-zero"]) == 0
    for sheet, columns in IN_PLAN.items():
        head, *rows = sheet_rows(folder / "plan.xlsx", sheet)
        at = range(len(head)) if columns is None else [head.index(column) for column in columns]
        texts = [str(row[column]) for row in rows for column in at if column < len(row) and row[column]]
        assert [(text, bare) for text in texts if (bare := untitled(text, instance.productions))] == []
