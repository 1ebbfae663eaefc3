"""A night, step by step: what is planned again and why, what is skipped, who hears of it, and how it ends.

Changes when a night has another step.
"""

import json
import sys
import threading
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from planner.batch.config import read_config
from planner.batch.kept import Head, Result, Runs
from planner.batch.night import Asked, Night, look_ahead, run_night
from planner.executor import OneByOne
from planner.workbook.folder_paths import FolderPaths
from planner.workbook.planbook.plan_reading import read_plan
from tests.unit.batch.results import DAY, figures, result
from tests.unit.workbook.books import CREW_HEAD, write_folder

Play = Callable[..., Night]
LISTENER = "import sys, pathlib; pathlib.Path(sys.argv[1]).write_text(sys.stdin.read()); sys.exit(int(sys.argv[2]))"


class Here(OneByOne):
    """Plans in this process what else a child plans, and counts how often."""

    def __init__(self) -> None:
        self.asked = 0
        self.before: Callable[[], None] = lambda: None

    def submit(self, function: Any, /, *args: Any, **_: Any) -> Any:
        self.asked += 1
        self.before()
        from concurrent.futures import Future

        future: Future[Any] = Future()
        try:
            future.set_result(function(*args))
        except Exception as error:
            future.set_exception(error)
        return future


@pytest.fixture
def here() -> Here:
    return Here()


@pytest.fixture
def play(tmp_path: Path, here: Here) -> Play:
    """Return a player of nights of one folder, a."""
    (tmp_path / "a").mkdir()
    write_folder(tmp_path / "a")

    def run(text: str = "", today: date = DAY, *, force: bool = False, wait_s: float = 0) -> Night:
        (tmp_path / "night.toml").write_text(f'{text}\n[[folder]]\npath = "a"\n', "utf-8")
        found = read_config(tmp_path / "night.toml")
        assert found.config, found.findings
        here.asked = 0
        runs = Runs(tmp_path / "runs")
        asked = Asked(today, force, 1, wait_s)
        ahead = look_ahead(found.config, asked, runs)
        over = run_night(found.config, asked, runs, here, threading.Event())
        assert bool(ahead[0][1]) == (over.results[0].ending != "skipped")
        return over

    return run


def test_what_has_not_changed_is_skipped_and_counts_as_it_ended(play: Play, here: Here) -> None:
    first = play("[alert]\nvacancies = 0\nunproven = true")
    (one,) = first.results
    assert (one.ending, here.asked) == ("planned", 1)
    again = play()
    (then,) = again.results
    assert (then.ending, here.asked) == ("skipped", 0)
    assert (then.code, then.alerts, then.figures) == (one.code, one.alerts, one.figures)
    assert then.planned_in == one.run != then.run
    assert again.code == first.code
    (third,) = play().results
    assert third.planned_in == one.run


def test_force_plans_it_all_the_same(play: Play, here: Here) -> None:
    play()
    assert play(force=True).results[0].ending == "planned"
    assert here.asked == 1


def _touch(tmp_path: Path) -> None:
    """Write the same again, as saving without a change may do."""
    for file in (tmp_path / "a").glob("*.xlsx"):
        file.write_bytes(file.read_bytes())


def with_gap(folder: Path, days: int) -> None:
    write_folder(folder, settings=[("Setting", "Value"), ("Gap days", days)])


def type_in_plan(folder: Path) -> None:
    plan = folder / "plan.xlsx"
    plan.write_bytes(plan.read_bytes() + b" ")


CHANGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "input": (
        lambda home: with_gap(home / "a", 1),
        "productions.xlsx",
    ),
    "typed": (lambda home: type_in_plan(home / "a"), "plan.xlsx"),
    "table": (lambda home: (home / "a/Holidays.csv").write_text("Date,Name\n2027-05-01,May\n"), "Holidays.csv"),
    "gone": (lambda home: (home / "a/plan.xlsx").unlink(), "plan.xlsx"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_folder_is_planned_again_when_a_file_of_it_changed(name: str, play: Play, tmp_path: Path) -> None:
    change, file = CHANGES[name]
    play()
    _touch(tmp_path)
    assert play().results[0].ending == "skipped"
    change(tmp_path)
    config = read_config(tmp_path / "night.toml").config
    assert config
    ((_, why),) = look_ahead(config, Asked(DAY), Runs(tmp_path / "runs"))
    assert file in why
    assert play().results[0].ending != "skipped"


@pytest.mark.parametrize(
    "text", ["[defaults]\nremedies = 0", "[defaults]\ntime_limit = 30", "[defaults]\nfreeze_days = 3"]
)
def test_so_it_is_when_it_is_to_be_planned_otherwise(text: str, play: Play) -> None:
    play()
    assert play(text).results[0].ending == "planned"
    assert play(text).results[0].ending == "skipped"


@pytest.mark.parametrize(
    ("own", "settings", "usual", "limit_s"),
    [("60", 50, "40", 60), ("0", 50, "40", 0), ("", 50, "40", 50), ("", None, "40", 40), ("", None, "", 600)],
)
def test_the_nearest_time_limit_counts(
    own: str, settings: int | None, usual: str, limit_s: float, here: Here, tmp_path: Path
) -> None:
    (tmp_path / "a").mkdir()
    write_folder(tmp_path / "a", settings=[("Setting", "Value"), ("Time limit", settings)])
    text = f"[defaults]\ntime_limit = {usual}\n" if usual else ""
    text += '[[folder]]\npath = "a"\n' + (f"time_limit = {own}\n" if own else "")
    (tmp_path / "night.toml").write_text(text, "utf-8")
    config = read_config(tmp_path / "night.toml").config
    assert config
    run_night(config, Asked(DAY), Runs(tmp_path / "runs"), here, threading.Event())
    origin = read_plan(tmp_path / "a/plan.xlsx").origin
    assert origin
    assert origin.time_limit_s == limit_s


def test_another_day_counts_where_work_is_frozen(play: Play) -> None:
    tomorrow = DAY + timedelta(days=1)
    play()
    assert play(today=tomorrow).results[0].ending == "skipped"
    frozen = "[defaults]\nfreeze_days = 5"
    play(frozen)
    assert play(frozen).results[0].ending == "skipped"
    assert play(frozen, today=tomorrow).results[0].ending == "planned"


def test_another_version_plans_again(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    from planner.batch import drafting

    play()
    monkeypatch.setattr(drafting, "version", lambda name: f"{name} of tomorrow")
    assert play().results[0].ending == "planned"


def test_a_folder_that_changes_while_it_is_planned_is_planned_again(play: Play, here: Here, tmp_path: Path) -> None:
    def somebody_saves() -> None:
        if here.asked == 1:
            with_gap(tmp_path / "a", 1)

    here.before = somebody_saves
    (one,) = play().results
    assert (one.ending, here.asked) == ("planned", 2)
    assert "changed while this was planned" in one.told[0]
    assert play().results[0].ending == "skipped"


def test_one_that_never_rests_fails_and_is_as_before(play: Play, here: Here, tmp_path: Path) -> None:
    def somebody_saves() -> None:
        with_gap(tmp_path / "a", here.asked)

    here.before = somebody_saves
    over = play()
    assert (over.results[0].ending, over.code, here.asked) == ("failed", 3, 3)
    assert not (tmp_path / "a/plan.xlsx").exists()


def test_a_plan_that_is_open_is_kept_beside(play: Play, tmp_path: Path) -> None:
    play()
    before = (tmp_path / "a/plan.xlsx").read_bytes()
    (tmp_path / "a/~$plan.xlsx").touch()
    over = play(force=True)
    (one,) = over.results
    assert (over.code, one.ending) == (3, "failed")
    assert "plan-" in one.told[0]
    assert (tmp_path / "a/plan.xlsx").read_bytes() == before
    (tmp_path / "a/~$plan.xlsx").unlink()
    assert play().results[0].ending == "planned"


def test_of_many_errors_the_first_is_told_and_how_many_more_there_are(play: Play, tmp_path: Path) -> None:
    twice = ("C1", "Ada Moreau", "Gaffer"), ("C1", "Bo Lindt", "Grip")
    write_folder(tmp_path / "a", crew=(CREW_HEAD, *twice))
    over = play()
    assert over.code == 2
    said = 'crew.xlsx › Crew!A3: "C1" also stands in A2, for "Ada Moreau"'
    assert over.results[0].told == (f"{said}.",)
    write_folder(tmp_path / "a", crew=(CREW_HEAD, *twice, ("C2", "Cy Moe")))
    assert play().results[0].told == (f"{said}, and 1 other error.",)


def test_page_and_calendars_are_made_where_they_are_wanted(play: Play, tmp_path: Path) -> None:
    (one,) = play("[defaults]\nreport = true\nics = true").results
    assert one.told == ()
    assert (tmp_path / "a/report.html").read_bytes()[:15].lower() == b"<!doctype html>"
    assert list((tmp_path / "a/calendars").rglob("*.ics"))


def test_what_keeps_them_from_being_made_is_told_and_no_more(play: Play, tmp_path: Path) -> None:
    (tmp_path / "a/report.html").mkdir()
    (one,) = play("[defaults]\nreport = true").results
    assert one.ending == "planned"
    assert one.told[0].startswith("There is no page: ")


@pytest.mark.parametrize("ends", [0, 7])
def test_the_command_hears_of_alerts(ends: int, play: Play, tmp_path: Path) -> None:
    heard = tmp_path / "heard.json"
    command = json.dumps([sys.executable, "-c", LISTENER, str(heard), str(ends)])
    over = play(f"[alert]\nvacancies = 0\ncommand = {command}")
    assert over.results[0].alerts, "the folder of the tests has a vacancy"
    told = json.loads(heard.read_text())
    assert (told["run"], told["exit"]) == (over.head.run, over.code)
    assert told["folders"][0]["alerts"] == list(over.results[0].alerts)
    assert ["ended with 7" in note for note in over.notes] == [True] * bool(ends)
    assert over.code == 1


def test_one_that_is_not_there_is_a_warning(play: Play) -> None:
    over = play('[alert]\nvacancies = 0\ncommand = ["no-such-thing"]')
    assert "no-such-thing" in over.notes[0]
    assert over.code == 1


def test_without_an_alert_it_hears_nothing(play: Play, tmp_path: Path) -> None:
    heard = tmp_path / "heard.json"
    command = json.dumps([sys.executable, "-c", LISTENER, str(heard), "0"])
    play(f"[alert]\nvacancies = 99\ncommand = {command}")
    assert not heard.exists()


def test_runs_that_cannot_be_kept_are_told_and_the_plan_is_there(
    play: Play, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from planner.batch import kept

    def full(path: Path, data: bytes) -> None:
        if path.name != "run.json":
            raise OSError(28, "No space left on device", str(path))
        path.write_bytes(data)

    monkeypatch.setattr(kept, "replace_file", full)
    over = play()
    assert over.results[0].ending == "planned"
    assert "could not be kept: No space left" in over.notes[0]
    assert FolderPaths.of(tmp_path / "a").plan.exists()


def test_remedies_go_on_being_numbered(play: Play, tmp_path: Path) -> None:
    play()
    first = (tmp_path / "a/.planner/remedies.txt").read_text()
    assert first.startswith("R1 ")
    play(force=True)
    assert (tmp_path / "a/.planner/remedies.txt").read_text() == first
    assert (tmp_path / "a/.planner/proofs.json").exists()


@pytest.mark.parametrize(
    ("codes", "alerts", "code"),
    [
        ((0, 1, 2, 3, 4), 0, 3),
        ((0, 1, 2, 4), 0, 2),
        ((0, 1, 4), 0, 4),
        ((0, 1), 0, 1),
        ((0, 0), 0, 0),
        ((0, 0), 1, 1),
        ((0, 4), 1, 4),
        ((), 0, 0),
    ],
)
def test_the_exit_code_is_the_worst_in_the_order_of_the_contract(
    codes: tuple[int, ...], alerts: int, code: int
) -> None:
    results: list[Result] = [result(code=one, figures=figures()) for one in codes]
    if alerts:
        results[0] = result(code=codes[0], alerts=("much",))
    head = Head(run="2027-03-01-aaaaaa", date=DAY, started=results[0].started if results else result().started)
    assert Night(head, tuple(results), Path("runs"), ()).code == code
