"""``python -m benchmarks.desk``: the desk's operations against reading and writing the same workbooks.

Everything runs in one process that has imported what it needs; each figure is the median of several runs, in seconds by
the clock: run it on a machine that does nothing else. The baseline reads every cell of the three workbooks with
openpyxl and writes them back with XlsxWriter, without formats.
Changes when the desk gains an operation.
"""

import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import click

from benchmarks.folders import write_folder
from benchmarks.measuring import apart
from benchmarks.reports import Table, save
from benchmarks.studios import Size, make_studio
from planner.desk.crew_operations import away, fire, hire
from planner.desk.deciding import decide
from planner.desk.decision import Done, Proposal, Refused
from planner.desk.handover import handover
from planner.desk.orders import Handling, Order, carry_out
from planner.desk.production_operations import cancel
from planner.desk.reading import desk_of
from planner.desk.release import release
from planner.desk.rescheduling import reschedule
from planner.desk.restaffing import Effort
from planner.desk.scheduling import schedule
from planner.desk.state import Desk
from planner.desk.team_operations import staff
from planner.domain.plan import Assignment
from planner.domain.span import DateSpan
from planner.pipeline import SolveOptions, solve_folder
from planner.workbook.reading import FolderPaths, read_folder

NAMES = ("crew.xlsx", "productions.xlsx", "plan.xlsx")
HEADS = ("operation", "outcome", "seconds", "× read and write")
WHAT = "Median seconds by the clock in one process, the history and the lock included."
BEYOND = 0.02  # so that some slots are vacant and can be staffed


def read_and_write(folder: Path, scratch: Path) -> None:
    """Read every cell of the folder's workbooks and write them all anew."""
    import xlsxwriter
    from openpyxl import load_workbook

    for name in NAMES:
        book = load_workbook(folder / name, read_only=True)
        with xlsxwriter.Workbook(scratch / name, {"default_date_format": "yyyy-mm-dd", "constant_memory": True}) as new:
            for sheet in book:
                page = new.add_worksheet(sheet.title)
                for number, row in enumerate(sheet.iter_rows(values_only=True)):
                    page.write_row(number, 0, row)


def orders_for(desk: Desk) -> Iterator[tuple[Order, bool]]:
    """Yield each operation as an order that can be done, and some that are refused unless people are moved."""
    rows = sorted(desk.rows, key=lambda row: row.slot.span)
    row = rows[len(rows) // 2]
    long = next(one for one in rows[len(rows) // 2 :] if one.slot.span.days > 4)
    production = desk.instance.production_by_id[row.slot.production_id]
    idle = next(person for person in desk.instance.crew if not desk.work_of(person.crew_id))
    span = DateSpan(row.slot.span.first_day, row.slot.span.first_day + timedelta(days=4))
    busiest = max(desk.instance.crew, key=lambda person: len(desk.work_of(person.crew_id)))
    last = desk.work_of(busiest.crew_id)[-1].slot.span
    needs = {person.main_role: 1 for person in desk.instance.crew if not desk.work_of(person.crew_id)}
    few = dict(list(needs.items())[:3])
    movable = next(one for one in desk.instance.productions if _moves(desk, one.production_id, one.span.shifted(1)))
    middle = long.slot.span.first_day + timedelta(days=2)
    before_end = last.last_day - timedelta(days=1)
    role = row.slot.role

    def handing(now: Desk) -> object:
        return handover(now, long.slot.production_id, long.crew_id, middle)

    many = {role: 6}
    yield _order("hire", lambda now: hire(now, "Somebody New", role)), False
    yield _order("fire", lambda now: fire(now, idle.crew_id, span.last_day)), False
    yield _order("away", lambda now: away(now, idle.crew_id, span)), False
    yield _order("schedule", lambda now: schedule(now, "Something New", span, few)), False
    yield _order("reschedule", lambda now: reschedule(now, movable.production_id, movable.span.shifted(1))), False
    yield _order("cancel", lambda now: cancel(now, production.production_id)), False
    yield _order("staff", lambda now: staff(now, row.slot.production_id, row.crew_id)), False
    yield _order("release", lambda now: release(now, row.slot.production_id, row.crew_id)), False
    yield _order("handover", _handed_over(desk) or handing), False
    yield _order("fire", lambda now: fire(now, busiest.crew_id, before_end)), True
    yield _order("away", lambda now: away(now, busiest.crew_id, last)), True
    yield _order("schedule", lambda now: schedule(now, "Something New", span, many)), True
    yield _order("handover", handing), True


def _moves(desk: Desk, production_id: str, span: DateSpan) -> bool:
    return isinstance(decide(desk, reschedule(desk, production_id, span)), Done)


def _handed_over(desk: Desk) -> Callable[[Desk], object] | None:
    """Return a handover for which somebody is free; in a studio that is nearly full there are few."""
    for row in desk.rows:
        if row.slot.span.days > 1:
            order = partial(_hand_over, row, row.slot.span.last_day)
            if isinstance(decide(desk, order(desk)), Done):
                return order
    return None


def _hand_over(row: Assignment, day: date, now: Desk) -> Proposal | Refused:
    return handover(now, row.slot.production_id, row.crew_id, day)


def _order(name: str, propose: Callable[[Desk], object]) -> Order:
    return Order(name, {}, propose)


def median(run: Callable[[Path], object], folder: Path, scratch: Path, times: int) -> tuple[float, object]:
    """Return the median seconds of ``run`` on fresh copies of a folder, and what it returned last."""
    seconds, result = [], None
    for number in range(times):
        copy = scratch / f"copy-{number}"
        shutil.copytree(folder, copy)
        began = time.perf_counter()
        result = run(copy)
        seconds.append(time.perf_counter() - began)
        shutil.rmtree(copy)
    return statistics.median(seconds), result


def prepare(size: Size, folder: Path) -> None:
    """Write a studio and its plan."""
    write_folder(folder, make_studio(size, beyond=BEYOND))
    solve_folder(FolderPaths.of(folder), SolveOptions())


def measure(folder: Path, times: int, restaff: bool = True) -> list[tuple[str, ...]]:
    """Return a row per operation."""
    reading = read_folder(FolderPaths.of(folder))
    assert reading.instance is not None
    desk = desk_of(reading, reading.instance)
    rows = []
    with tempfile.TemporaryDirectory() as scratch:
        base, _ = median(lambda copy: read_and_write(copy, Path(scratch)), folder, Path(scratch), times)
        rows.append(("read and write", "", f"{base:.2f}", "1.00"))
        for order, restaffs in orders_for(desk):
            if restaffs and not restaff:
                continue
            effort = Effort() if restaffs else None

            def run(copy: Path, order: Order = order, effort: Effort | None = effort) -> object:
                return carry_out(copy, lambda: FolderPaths.of(copy), order, Handling(effort=effort)).decision

            seconds, decision = median(run, folder, Path(scratch), times)
            name = f"{order.operation}{' --restaff' if restaffs else ''}"
            rows.append((name, type(decision).__name__.lower(), f"{seconds:.2f}", f"{seconds / base:.2f}"))
    return rows


@click.command()
@click.option("--size", default="1000x300", show_default=True, help="PEOPLExPRODUCTIONS.")
@click.option("--times", default=3, show_default=True, help="Runs per figure.")
@click.option("--folder", type=click.Path(exists=True, path_type=Path), help="A folder with a plan, in place of one.")
@click.option("--restaff/--no-restaff", default=True, help="Also operations for which people are moved.")
@click.option("--save", "name", metavar="NAME", help="Keep the table in benchmarks/results.")
def desk(size: str, times: int, folder: Path | None, restaff: bool, name: str | None) -> None:
    """Time every operation on a studio, and print it beside reading and writing its workbooks."""
    with tempfile.TemporaryDirectory() as home:
        made = folder or Path(home) / size
        if folder is None:
            apart(prepare, Size.parse(size), made)
        table = Table(
            f"The desk on {size if folder is None else made.name}. {WHAT}", HEADS, measure(made, times, restaff)
        )
    table.show()
    if name:
        click.echo(f"Kept: {save(name, [table]).name}", err=True)


if __name__ == "__main__":
    desk()
