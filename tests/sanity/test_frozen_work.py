"""Nights in a row: frozen work does not move, all else moves as little as it can, and what is done by day keeps to it.

Changes when what a run keeps of the plan before does.
"""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

import planner.cli as cli_module
from planner.alternatives.scenario_plans import base, plan_scenarios
from planner.domain.booking import Booking, BookingStatus
from planner.domain.change import SetNeed
from planner.domain.crew import Absence
from planner.domain.instance import Instance
from planner.domain.plan import Assignment
from planner.domain.scenario import Scenario
from planner.domain.settings import DEFAULT_GOALS
from planner.domain.span import DateSpan
from planner.pipeline import SolveOptions, solve_folder
from planner.planning import Effort
from planner.workbook.planbook.remedies_sheet import read_remedies
from planner.workbook.reading import FolderPaths, read_folder
from tests.oracle import all_plans, best_by_search
from tests.sanity.desk_orders import MOST_PLANS, MOST_SLOTS, plans_of, slots_of
from tests.sanity.folders import sheet_rows, write_instance
from tests.sanity.seeds import runs
from tests.studios import FIRST_DAY, HORIZON, random_studio
from tests.unit.workbook.books import CREW_HEAD, NEEDS_HEAD, PRODUCTIONS_HEAD, SETTINGS_HEAD, day, write_folder

NIGHTS = 10


@dataclass(frozen=True)
class Edit:
    """A folder after a small edit, the people whom it is about, and the productions whose slots it touches."""

    folder: Instance
    people: frozenset[str] = frozenset()
    productions: frozenset[str] = frozenset()


def draw_edit(folder: Instance, rng: Random) -> Edit:
    edits = (_somebody_away, _back_again, _more_or_fewer, _more_or_fewer, _booked, _booked, _cancelled, _nothing)
    edit = rng.choice(edits)(folder, rng)
    too_large = slots_of(edit.folder) > MOST_SLOTS or plans_of(edit.folder) > MOST_PLANS
    return Edit(folder) if too_large else edit


def _nothing(folder: Instance, _rng: Random) -> Edit:
    return Edit(folder)


def _somebody_away(folder: Instance, rng: Random) -> Edit:
    person, first = rng.choice(folder.crew), FIRST_DAY + timedelta(days=rng.randrange(HORIZON))
    absence = Absence(DateSpan(first, first + timedelta(days=rng.randrange(2))))
    away = replace(person, absences=(*person.absences, absence))
    crew = tuple(away if one is person else one for one in folder.crew)
    return Edit(folder.rebuilt(crew=crew), frozenset((person.crew_id,)))


def _back_again(folder: Instance, rng: Random) -> Edit:
    person = rng.choice(folder.crew)
    crew = tuple(replace(one, absences=()) if one is person else one for one in folder.crew)
    return Edit(folder.rebuilt(crew=crew), frozenset((person.crew_id,)))


def _more_or_fewer(folder: Instance, rng: Random) -> Edit:
    need = rng.choice(folder.requirements)
    count = max(1, need.count + rng.choice((-1, 1)))
    needs = tuple(replace(need, count=count) if one is need else one for one in folder.requirements)
    return Edit(folder.rebuilt(requirements=needs), productions=frozenset((need.production_id,)))


def _booked(folder: Instance, rng: Random) -> Edit:
    need, person = rng.choice(folder.requirements), rng.choice(folder.crew)
    status = rng.choice(list(BookingStatus))
    new = Booking(need.production_id, person.crew_id, None, status, int(status is BookingStatus.HOLD))
    others = tuple(one for one in folder.bookings if one.key != new.key)
    return Edit(folder.rebuilt(bookings=(*others, new)), frozenset((person.crew_id,)), frozenset((need.production_id,)))


def _cancelled(folder: Instance, rng: Random) -> Edit:
    production = rng.choice(folder.productions)
    other = replace(production, cancelled=not production.cancelled)
    productions = tuple(other if one is production else one for one in folder.productions)
    return Edit(folder.rebuilt(productions=productions), productions=frozenset((production.production_id,)))


def windows(rows: tuple[Assignment, ...]) -> Counter[tuple[str, str, DateSpan, str]]:
    return Counter((row.slot.production_id, row.slot.role, row.slot.span, row.crew_id) for row in rows)


@pytest.mark.parametrize("seeds", runs(24, 4, times=10))
def test_ten_nights_of_small_edits_move_nothing_frozen_and_no_more_than_they_must(seeds: range, tmp_path: Path) -> None:
    frozen, moved = 0, 0
    for seed in seeds:
        rng, folder = Random(f"nights {seed}"), replace(random_studio(seed), previous=None)
        plain = replace(folder.settings, goals=DEFAULT_GOALS, plan_from=None, plan_to=None, whole_staffing=False)
        edit, home = Edit(folder.rebuilt(settings=plain)), tmp_path / str(seed)
        days, before = rng.choice((1, 2, 4)), ()
        for night in range(NIGHTS):
            today = FIRST_DAY + timedelta(days=night - 1)
            write_instance(home, edit.folder)
            options = SolveOptions(threads=1, freeze_days=days, today=today, remedies=0)
            outcome = solve_folder(FolderPaths.of(home), options)
            assert outcome.plan, (seed, night, outcome.findings, outcome.failure)
            now = windows(outcome.plan.assignments)
            # what an edit was not about stays, whatever a goal would gain by it
            due = (row for row in before if (row.slot.span.first_day - today).days <= days)
            mine = [one for one in due if one.crew_id not in edit.people]
            stay = windows(tuple(one for one in mine if one.slot.production_id not in edit.productions))
            assert stay <= now, (seed, night, stay - now)
            # and of the plans that keep it, this one is as good as any, stability among the goals
            settings = replace(plain, frozen_to=today + timedelta(days=days))
            told = outcome.instance.rebuilt(settings=settings)
            assert [goal.value for goal in outcome.plan.goals] == best_by_search(told), (seed, night)
            picks = {(*one, who) for *one, who in now}
            assert picks in [{(*need.window, who) for need, who in plan} for plan in all_plans(told)], (seed, night)
            frozen, moved = frozen + stay.total(), moved + (windows(before) - now).total()
            before, edit = outcome.plan.assignments, draw_edit(edit.folder, rng)
    assert frozen > 5 * len(seeds)
    assert moved >= 3


def play(folder: Path, *args: str) -> int:
    return cli_module.run([args[0], str(folder), *args[1:]])


def solve(folder: Path, *args: str) -> int:
    return play(folder, "solve", "--exit-zero", "--quiet", *args)


def people(folder: Path) -> dict[str, str | None]:
    """Return who has the first slot of each production."""
    head, *rows = sheet_rows(folder / "plan.xlsx", "Assignments")
    at = {name: number for number, name in enumerate(head)}
    return {row[at["Production ID"]]: row[at["Crew ID"]] for row in rows if row[at["Slot"]] == 1}


def frozen_in(folder: Path) -> date | None:
    instance = read_folder(FolderPaths.of(folder)).instance
    assert instance is not None
    return instance.settings.frozen_to


FILM = ("P1", "Harbour Lights", day(3), day(5), 3)
URGENT = ("P2", "Quince", day(5), day(6), 1)
NEED, URGENT_NEED = ("P1", "Gaffer", 1), ("P2", "Gaffer", 1)
ADA = ("C1", "Ada Moreau", "Gaffer")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder in which Ada has a film, and would be taken off it for a new one of a higher priority."""
    folder = tmp_path / "season"
    folder.mkdir()
    one_film(folder)
    assert solve(folder) == 0
    urgent(folder)
    return folder


def one_film(folder: Path) -> None:
    write_folder(folder, crew=(CREW_HEAD, ADA), productions=(PRODUCTIONS_HEAD, FILM), requirements=(NEEDS_HEAD, NEED))


def urgent(folder: Path, *crew: tuple[object, ...]) -> None:
    sheets = {"productions": (PRODUCTIONS_HEAD, FILM, URGENT), "requirements": (NEEDS_HEAD, NEED, URGENT_NEED)}
    write_folder(folder, crew=(CREW_HEAD, ADA, *crew), **sheets)


@pytest.mark.parametrize(
    ("args", "ada"),
    [
        ((), "P2"),
        (("--freeze-days", "0", "--today", "2026-05-04"), "P2"),
        (("--freeze-days", "2", "--today", "2026-04-30"), "P2"),
        (("--freeze-days", "2", "--today", "2026-05-01"), "P1"),
        (("--freeze-days", "2", "--today", "2026-05-04"), "P1"),  # begun already
        (("--freeze-days", "2", "--today", "2026-05-20"), "P1"),  # over, and nobody can be taken off it any more
        (("--freeze-days", "2", "--today", "2026-05-01", "--fresh"), "P2"),
    ],
)
def test_work_stays_that_begins_by_the_last_frozen_day(folder: Path, args: tuple[str, ...], ada: str) -> None:
    assert solve(folder, *args) == 0
    assert [one for one, who in people(folder).items() if who] == [ada]


FREEZE = ("--freeze-days", "2", "--today", "2026-05-01")


def test_without_a_day_it_is_today(folder: Path) -> None:
    far = (day(3) - date.today()).days
    assert solve(folder, "--freeze-days", str(max(1, far))) == 0
    assert people(folder)["P1"] == "C1"
    assert frozen_in(folder) == date.today() + timedelta(days=max(1, far))


RUSH = ("schedule", "--title", "Rush", "--from", "2026-05-03", "--to", "2026-05-03", "--need", "Gaffer=1")


@pytest.mark.parametrize(("args", "code", "ada"), [(FREEZE, 1, "P1"), ((), 0, "P2")])
def test_no_operation_moves_anybody_off_what_the_plan_had_frozen(
    folder: Path, args: tuple[str, ...], code: int, ada: str
) -> None:
    one_film(folder)
    solve(folder, *args)
    order = (RUSH[0], str(folder), *RUSH[1:], "--priority", "1", "--restaff", "--yes", "--quiet")
    assert cli_module.run(["production", *order]) == code
    assert [one for one, who in people(folder).items() if who] == [ada]
    assert frozen_in(folder) == (day(3) if args else None)


def test_what_is_asked_of_a_plan_later_keeps_to_what_it_had_frozen(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    solve(folder, *FREEZE)
    capsys.readouterr()
    assert play(folder, "verify") == 0
    play(folder, "explain", "--quiet", "--slot", "P2 Gaffer")
    assert "works on Harbour Lights (P1) Gaffer, 3–5 May 2026, which stays as it is" in " ".join(
        capsys.readouterr().out.split()
    )
    remedies = tuple(read_remedies(folder / "plan.xlsx")[0])
    assert remedies
    for number in remedies:
        assert play(folder, "apply", number, "--quiet") == 0
        assert people(folder)["P1"] == "C1", number
        assert play(folder, "verify") == 0
        assert play(folder, "undo", "--quiet") == 0
    solve(folder)
    assert (people(folder)["P2"], frozen_in(folder)) == ("C1", None)


@pytest.mark.parametrize(("args", "ada"), [(FREEZE, "P1"), ((), "P2")])
def test_scenarios_keep_to_it_too(folder: Path, args: tuple[str, ...], ada: str) -> None:
    solve(folder, *args)
    paths = FolderPaths.of(folder)
    more = Scenario("more", (SetNeed("P2", "Gaffer", DateSpan(day(5), day(6)), 2),))
    plans = plan_scenarios(paths, read_folder(paths), (base(), more), Effort(threads=1), datetime.now())
    for one in plans:
        assert one.planned, one
        assert [row.slot.production_id for row in one.planned.plan.assignments] == [ada]
    assert plans[1].planned.instance.settings.frozen_to == (day(3) if args else None)


def test_another_day_is_another_plan_and_the_same_day_is_the_same(folder: Path) -> None:
    def again(days: int) -> bool:
        options = SolveOptions(threads=1, freeze_days=days, today=date(2026, 5, 1))
        return solve_folder(FolderPaths.of(folder), options).stays

    assert [again(days) for days in (2, 2, 1, 0, 0)] == [False, True, False, False, True]


def test_the_screen_says_what_is_frozen(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def said(*args: str) -> str:
        capsys.readouterr()
        play(folder, "solve", "--exit-zero", *args)
        return next(line for line in capsys.readouterr().out.splitlines() if "rozen" in line)

    assert said(*FREEZE) == "Frozen is what begins by 3 May 2026: 1 of 1 slot as before."
    assert said("--freeze-days", "1", "--today", "2026-04-01").endswith("nobody had such work.")
    assert said(*FREEZE, "--fresh") == "Nothing is frozen: no plan before this one says who would stay."


BO = ("C2", "Bo Lindt", "Gaffer")
DAYS_HEAD = ("Production ID", "Crew ID", "Role", "Status")


@pytest.mark.parametrize(
    ("sheets", "conflict"),
    [
        ({"bookings": (DAYS_HEAD, ("P1", "C1", None, "released"))}, None),
        ({"bookings": (DAYS_HEAD, ("P1", "C1", None, "never"))}, "C1"),
        ({"unavailable": (("Crew ID", "From", "To"), ("C1", day(4), day(4)))}, "C1"),
        ({"bookings": (DAYS_HEAD, ("P2", "C1", None, "confirmed"))}, "C1"),
    ],
    ids=["released", "never", "away", "confirmed elsewhere"],
)
def test_rules_and_releases_free_somebody_from_frozen_work(
    folder: Path, sheets: dict[str, Any], conflict: str | None
) -> None:
    both = {"productions": (PRODUCTIONS_HEAD, FILM, URGENT), "requirements": (NEEDS_HEAD, NEED, URGENT_NEED)}
    write_folder(folder, crew=(CREW_HEAD, ADA, BO), **both, **sheets)
    assert solve(folder, *FREEZE) == 0
    assert people(folder)["P1"] == "C2"
    head, *rows = sheet_rows(folder / "plan.xlsx", "Conflicts")
    told = [row[head.index("Crew ID")] for row in rows if row[head.index("Code")] == "began-not-kept"]
    assert told == ([conflict] if conflict else [])


def test_a_vacancy_of_frozen_work_is_filled(folder: Path) -> None:
    solve(folder, *FREEZE)
    urgent(folder, BO)
    solve(folder, *FREEZE)
    assert people(folder) == {"P1": "C1", "P2": "C2"}
    solve(folder, "--freeze-days", "4", "--today", "2026-05-01")
    assert people(folder) == {"P1": "C1", "P2": "C2"}


@pytest.mark.parametrize("staffing", ["partial", "whole"])
@pytest.mark.parametrize(("args", "code", "harbour"), [(FREEZE, 1, "C1"), ((), 0, "C3")])
def test_work_is_not_handed_over_to_somebody_who_is_to_stay_elsewhere(
    folder: Path, staffing: str, args: tuple[str, ...], code: int, harbour: str
) -> None:
    crew = (CREW_HEAD, ADA, BO, ("C3", "Cy Moe", "Gaffer"))
    longer = (*FILM[:3], day(6), FILM[4])
    both = {"productions": (PRODUCTIONS_HEAD, longer, URGENT), "requirements": (NEEDS_HEAD, NEED, URGENT_NEED)}
    bo = (DAYS_HEAD, ("P2", "C2", "Gaffer", "hold 1"))
    write_folder(folder, crew=crew, **both, bookings=bo, settings=(SETTINGS_HEAD, ("Staffing", staffing)))
    solve(folder, *args)
    assert people(folder) == {"P1": "C1", "P2": "C2"}
    order = ("handover", str(folder), "P2", "C2", "--to", "C1", "--on", "2026-05-06", "--restaff", "--yes", "--quiet")
    assert cli_module.run(["production", *order]) == code
    assert people(folder)["P1"] == harbour
