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
from datetime import timedelta
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from random import Random

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
from planner.domain.production import Production
from planner.domain.span import DateSpan
from planner.pipeline import SolveOptions, solve_folder
from planner.workbook.reading import FolderPaths, read_folder

NAMES = ("crew.xlsx", "productions.xlsx", "plan.xlsx")
HEADS = ("operation", "outcome", "seconds", "× read and write")
WHAT = "Median seconds by the clock in one process, the history and the lock included."
BEYOND = 0.02  # so that some slots are vacant and can be staffed
MOVING, IMPOSSIBLE = 30, 10


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


def orders_for(desk: Desk) -> Iterator[Order]:
    """Yield each operation as an order that can be done without moving anybody."""
    rows = sorted(desk.rows, key=lambda row: row.slot.span)
    row = rows[len(rows) // 2]
    production = desk.instance.production_by_id[row.slot.production_id]
    idle = min(desk.instance.crew, key=lambda person: len(desk.work_of(person.crew_id)))
    done = max((one.slot.span.last_day for one in desk.work_of(idle.crew_id)), default=row.slot.span.last_day)
    later = DateSpan(done + timedelta(days=1), done + timedelta(days=5))
    role = row.slot.role

    def fits(span: DateSpan) -> Callable[[Production], bool]:
        return lambda one: _is_done(desk, lambda now: reschedule(now, one.production_id, span.shifted(1)))

    movable = next(one for one in desk.instance.productions if fits(one.span)(one))
    last_day = max(one.slot.span.last_day for one in rows)
    free = DateSpan(last_day + timedelta(days=1), last_day + timedelta(days=5))
    yield _order("hire", lambda now: hire(now, "Somebody New", role))
    yield _order("fire", lambda now: fire(now, idle.crew_id, done))
    yield _order("away", lambda now: away(now, idle.crew_id, later))
    yield _order("schedule", lambda now: schedule(now, "Something New", free, {role: 1}))
    yield _order("reschedule", lambda now: reschedule(now, movable.production_id, movable.span.shifted(1)))
    yield _order("cancel", lambda now: cancel(now, production.production_id))
    yield _order("staff", lambda now: staff(now, row.slot.production_id, row.crew_id))
    yield _order("release", lambda now: release(now, row.slot.production_id, row.crew_id))
    yield _order("handover", next(one for one in map(_handing, rows) if _is_done(desk, one)))


def orders_that_move(desk: Desk, seed: int = 1) -> Iterator[Order]:
    """Yield orders at random that are refused unless people are moved, without an end."""
    rng, rows = Random(seed), sorted(desk.rows, key=lambda row: (row.slot.span, row.crew_id))
    roles = sorted({role for person in desk.instance.crew for role in person.roles})
    for kind in cycle(("fire", "away", "schedule", "handover", "staff", "reschedule")):
        row = rng.choice(rows)
        slot, who, able = row.slot, row.crew_id, [p.crew_id for p in desk.instance.crew if row.slot.role in p.roles]
        last_day = desk.work_of(who)[-1].slot.span.last_day - timedelta(days=1)
        week = DateSpan(slot.span.first_day, slot.span.first_day + timedelta(days=6))
        moved = desk.instance.production_by_id[slot.production_id].span.shifted(rng.choice((1, 2, 3)))
        other, needs = rng.choice(able), dict.fromkeys(rng.sample(roles, 3), 1)
        order = {
            "fire": partial(fire, who=who, last_day=last_day),
            "away": partial(away, who=who, span=slot.span),
            "schedule": partial(schedule, title="Something New", span=week, needs=needs),
            "handover": _handing(row),
            "staff": partial(staff, which=slot.production_id, who=other, role=slot.role, first_day=slot.span.first_day),
            "reschedule": partial(reschedule, which=slot.production_id, span=moved),
        }[kind]
        if not _is_done(desk, order):
            yield _order(kind, order)


def impossible_orders(desk: Desk, seed: int = 1) -> Iterator[Order]:
    """Yield productions that ask for one person more than there are, beside what counts more, without an end."""
    rng, rows = Random(seed), sorted(desk.rows, key=lambda row: (row.slot.span, row.crew_id))
    productions, people = desk.instance.production_by_id, desk.instance.crew
    while True:
        role, day, priority = (row := rng.choice(rows)).slot.role, row.slot.span.first_day, rng.choice((1, 3, 5))
        days = DateSpan(day, day)
        above = [
            one.slot
            for one in rows
            if one.slot.role == role and one.slot.span.includes(day)
            if productions[one.slot.production_id].priority < priority
        ]
        able = [one for one in people if one.employed_within(days, role) == (days,)]
        here = [one for one in able if not any(absence.span.clashes_with(days) for absence in one.absences)]
        needs = {role: len(here) - len(above) + 1}
        if needs[role] > 0:
            yield _order("schedule", partial(schedule, title="Too Much", span=days, needs=needs, priority=priority))


def _is_done(desk: Desk, propose: Callable[[Desk], Proposal | Refused]) -> bool:
    return isinstance(decide(desk, propose(desk)), Done)


def _handing(row: Assignment) -> Callable[[Desk], Proposal | Refused]:
    """Return the handover of a row in the middle of its days."""
    span = row.slot.span
    middle = span.first_day + timedelta(days=max(1, span.days // 2))
    return lambda now: handover(
        now, row.slot.production_id, row.crew_id, middle, role=row.slot.role, first_day=span.first_day
    )


def _order(name: str, propose: Callable[[Desk], Proposal | Refused]) -> Order:
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
    """Return a row per operation, and for those that move people rows over many of them."""
    reading = read_folder(FolderPaths.of(folder))
    assert reading.instance is not None
    desk = desk_of(reading, reading.instance)
    with tempfile.TemporaryDirectory() as home:
        scratch = Path(home)
        base, _ = median(lambda copy: read_and_write(copy, scratch), folder, scratch, times)
        rows = [("read and write", "", f"{base:.2f}", "1.00")]
        for order in orders_for(desk):
            rows.append(_row(order.operation, *_carried(folder, scratch, order, times), base))
        if restaff:
            rows += _moving(folder, scratch, desk, base)
    return rows


def _moving(folder: Path, scratch: Path, desk: Desk, base: float) -> Iterator[tuple[str, ...]]:
    """Yield the median and the worst of operations that move people: those that can be done, the others, and all."""
    measured = []
    for orders, count in ((orders_that_move(desk), MOVING), (impossible_orders(desk), IMPOSSIBLE)):
        for order in islice(orders, count):
            seconds, decision = _carried(folder, scratch, order, 1, Effort())
            measured.append((seconds, decision, f"{order.operation} --restaff"))
    for name, kind in (("that can be done", Done), ("that cannot", Refused), ("of both kinds", (Done, Refused))):
        some = [one for one in measured if isinstance(one[1], kind)]
        worst, _, what = max(some, key=lambda one: one[0])
        median_s = statistics.median(seconds for seconds, *_ in some)
        yield f"{len(some)} {name}, --restaff: median", "", f"{median_s:.2f}", f"{median_s / base:.2f}"
        yield f"the worst, {what}", "", f"{worst:.2f}", f"{worst / base:.2f}"


def _carried(
    folder: Path, scratch: Path, order: Order, times: int, effort: Effort | None = None
) -> tuple[float, object]:
    def run(copy: Path) -> object:
        return carry_out(copy, lambda: FolderPaths.of(copy), order, Handling(effort=effort)).decision

    return median(run, folder, scratch, times)


def _row(name: str, seconds: float, decision: object, base: float) -> tuple[str, ...]:
    return name, type(decision).__name__.lower(), f"{seconds:.2f}", f"{seconds / base:.2f}"


@click.command()
@click.option("--size", default="1000x300", show_default=True, help="PEOPLExPRODUCTIONS.")
@click.option("--times", default=3, show_default=True, help="Runs per figure.")
@click.option("--folder", type=click.Path(exists=True, path_type=Path), help="A folder with a plan, in place of one.")
@click.option("--restaff/--no-restaff", default=True, help="Also 40 operations for which people are moved.")
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
