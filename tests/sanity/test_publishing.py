"""The crew hears of everything that changed since they were told, and nothing that was done since is undone.

Changes when a published plan decides something else.
"""

from pathlib import Path

import pytest

import planner.pipeline as pipeline
from planner.cli import run
from planner.folder import read_history
from planner.pipeline import SolveOptions, solve_folder
from planner.workbook.reading import FolderPaths
from tests.sanity.folders import sample, sheet_rows

QUICKLY = ("--remedies", "0", "--exit-zero")


@pytest.fixture
def season(tmp_path: Path) -> Path:
    folder = sample("small", tmp_path)
    play("solve", folder, *QUICKLY)
    return folder


def play(command: str, folder: Path, *args: str) -> None:
    assert run([*command.split(), str(folder), *args, "--quiet"]) == 0


def changes(folder: Path) -> list[tuple[object, ...]]:
    """Return kind, production and person of every row of Changes."""
    return [(row[0], row[1], row[-2]) for row in sheet_rows(folder / "plan.xlsx", "Changes")[1:] if row[0]]


def column(folder: Path) -> set[object]:
    return {row[-1] for row in sheet_rows(folder / "plan.xlsx", "Assignments")[1:]}


def rows(folder: Path) -> list[tuple[object, ...]]:
    return sheet_rows(folder / "plan.xlsx", "Assignments", without=("Change",))


def everything(folder: Path) -> dict[str, bytes]:
    files = [*folder.glob("*.xlsx"), *(folder / "published").glob("*")]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_changes_gather_from_plan_to_plan_until_they_are_told(season: Path) -> None:
    play("publish", season)
    play("production cancel", season, "P03")
    gone = {("lost", "P03", who) for who in ("C08", "C09", "C10")}
    assert set(changes(season)) == gone
    play("solve", season, *QUICKLY)
    assert set(changes(season)) == gone  # two plans later they still have to be told
    play("crew hire", season, "--name", "Di Orr", "--role", "Boom Operator")
    assert set(changes(season)) == gone
    said = " ".join(read_history(season).records[-1].entry.changed)
    assert "Di Orr" in said
    assert "P03" not in said  # an operation tells what it does itself
    play("solve", season, *QUICKLY)
    assert set(changes(season)) == {*gone, ("gained", "P04", "C11")}
    assert column(season) == {"kept", "new"}
    play("publish", season)
    play("solve", season, *QUICKLY)
    assert changes(season) == []
    assert column(season) == {"kept"}
    play("publish", season, "--withdraw")
    play("solve", season, *QUICKLY)
    assert set(changes(season)) == {*gone, ("gained", "P04", "C11")}


def test_a_published_plan_decides_nothing(season: Path, tmp_path: Path) -> None:
    """What is done is done: the same folder is planned the same way, whatever was published before."""
    play("publish", season)
    for folder in (season, sample_of(season, tmp_path / "other")):
        play("production cancel", folder, "P02")
        play("production handover", folder, "P03", "Hugo Perera", "--on", "2027-05-15")
        play("solve", folder, *QUICKLY)
    assert rows(season) == rows(tmp_path / "other")
    assert changes(season) != changes(tmp_path / "other")


def sample_of(season: Path, other: Path) -> Path:
    """Return a copy of a folder in which nothing was published."""
    other.mkdir()
    for path in season.glob("*.xlsx"):
        (other / path.name).write_bytes(path.read_bytes())
    return other


def test_publish_change_and_undo_byte_for_byte(season: Path) -> None:
    states = [everything(season)]
    for command in (
        ("publish",),
        ("production cancel", "P03"),
        ("solve", *QUICKLY),
        ("publish",),
        ("publish", "--withdraw"),
        ("crew away", "C10", "--from", "2027-08-01", "--to", "2027-08-02"),
    ):
        play(command[0], season, *command[1:])
        states.append(everything(season))
    assert len({frozenset(state.items()) for state in states}) == len(states) - 1  # withdrawn is as before
    for state in reversed(states[:-1]):
        play("undo", season)
        assert everything(season) == state


def test_solving_again_after_publishing_keeps_every_row(season: Path) -> None:
    before = rows(season)
    play("publish", season)
    outcome = solve_folder(FolderPaths.of(season), SolveOptions(remedies=0))
    assert outcome.stays
    play("publish", season)  # and so where the plan at hand was told against another one
    outcome = solve_folder(FolderPaths.of(season), SolveOptions(remedies=0))
    assert outcome.stays
    assert rows(season) == before


def test_fresh_plans_and_other_previous_ones_are_told_against_the_published_plan(season: Path) -> None:
    play("publish", season)
    play("production cancel", season, "P03")
    for options in (("--fresh",), ("--previous", str(season / "published" / next_name(season)))):
        play("solve", season, *QUICKLY, *options)
        assert {kind for kind, production, _ in changes(season) if production == "P03"} == {"lost"}


def next_name(season: Path) -> str:
    return next((season / "published").iterdir()).name


def test_what_is_published_while_somebody_plans_is_told_against(season: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    play("production cancel", season, "P03")
    real, once = pipeline._draft, iter([True])

    def draft(*args: object, **options: object) -> object:
        made = real(*args, **options)  # type: ignore[arg-type]
        if next(once, False):
            play("publish", season)
        return made

    monkeypatch.setattr(pipeline, "_draft", draft)
    told: list[str] = []
    outcome = solve_folder(FolderPaths.of(season), SolveOptions(remedies=0, on_changed=told.append))
    assert outcome.written
    assert told == [next_name(season)]
    assert outcome.instance is not None
    assert outcome.instance.told_before_name == "published plan"
