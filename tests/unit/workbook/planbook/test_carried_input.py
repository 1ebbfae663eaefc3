"""The input that a plan carries on its Run sheet. Changes when planning gains a kind of input."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from planner.domain.instance import Instance
from planner.domain.plan import Plan
from planner.domain.report import Report
from planner.domain.run import RunRecord
from planner.domain.work_days import Holiday
from planner.workbook.planbook.carried_input import read_carried
from planner.workbook.planbook.plan_reading import plan_of, read_plan
from planner.workbook.planbook.plan_writing import plan_workbook
from tests.studios import any_studio, middling_studio, some_frozen

RUN = RunRecord(datetime(2027, 4, 1), (), 1, 0, ())
NOTHING = Instance((), (), ())


def carried(path: Path) -> Instance | None:
    contents = read_plan(path)
    assert contents.readable, contents.findings
    return read_carried(contents.run.carried, contents.run.pairs, plan_of(contents, NOTHING))


def written(path: Path, studio: Instance) -> Path:
    path.write_bytes(plan_workbook(studio, Plan((), studio.slots), Report(), RUN))
    return path


def kept(studio: Instance) -> Instance:
    """Return what of a studio is carried: no reasons, no plan before, of the holidays those of its days."""
    crew = tuple(replace(p, absences=tuple(replace(one, reason="") for one in p.absences)) for p in studio.crew)
    used = (h for h in studio.settings.holidays if any(n.span.includes(h.day) for n in studio.planned_requirements))
    settings = replace(studio.settings, holidays=tuple(used))
    needs = tuple(need for need in studio.requirements if need.count)
    return replace(studio, crew=crew, requirements=needs, settings=settings, previous=None, role_departments={})


@pytest.mark.parametrize("seed", range(12))
def test_a_plan_carries_what_it_was_made_from(seed: int, tmp_path: Path) -> None:
    for make in (any_studio, middling_studio):
        studio = some_frozen(make(seed), seed)
        path = written(tmp_path / f"{make.__name__}.xlsx", studio)
        assert carried(path) == kept(studio)


def test_what_identifiers_and_titles_say_stays_text(tmp_path: Path) -> None:
    studio = any_studio(3)
    (first, *crew), (one, *productions) = studio.crew, studio.productions
    studio = Instance.sorted(
        (replace(first, crew_id="007", full_name="=1+1"), *crew),
        (replace(one, title="12 · 3", work_days=frozenset((0, 6)), earliest_start=date(2026, 1, 1)), *productions),
        studio.requirements,
        tuple(replace(b, crew_id="007") if b.crew_id == first.crew_id else b for b in studio.bookings),
        replace(studio.settings, holidays=(Holiday(date(2026, 3, 1), "Founders' day"),)),
    )
    assert carried(written(tmp_path / "plan.xlsx", studio)) == kept(studio)


def test_a_plan_without_it_or_with_nonsense_in_it_carries_nothing(tmp_path: Path) -> None:
    path = written(tmp_path / "plan.xlsx", any_studio(1))
    book = load_workbook(path)
    (change,) = (cell for (cell,) in book["Run"].iter_rows(max_col=1) if cell.value == "Change")
    cell = book["Run"].cell(change.row + 1, 4)
    assert cell.value
    cell.value = None
    book.save(path)
    assert carried(path) is None
    book["Run"].delete_rows(change.row, 1000)
    book.save(path)
    assert carried(path) is None
