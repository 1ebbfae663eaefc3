"""``solve`` in a folder that others use too: what it commits, and when it writes nothing.

Changes when a plan reaches its folder in another way.
"""

import json
import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

import planner.cli as cli_module
from planner.domain.progress import Progress
from planner.folder import FolderBusy, locked, read_history, sha256_of
from planner.folder import disk as disk_module
from planner.pipeline import SolveOptions, solve_folder
from planner.workbook.reading import FolderPaths
from tests.unit.folder.faults import Killed, faulty
from tests.unit.folder.folders import leftovers
from tests.unit.workbook.books import write_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "season"
    folder.mkdir()
    write_folder(folder)
    return folder


def once(act: Callable[[], object]) -> Callable[[Progress], None]:
    """Return a listener that acts at the first progress, while the planner is at work."""
    todo = [act]

    def listen(_progress: Progress) -> None:
        if todo:
            todo.pop()()

    return listen


def run(folder: Path, *args: str) -> int:
    return cli_module.run(["solve", str(folder), "--exit-zero", "--quiet", *args])


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_plan_is_committed_with_its_line_of_history_and_can_be_undone(folder: Path) -> None:
    assert run(folder) == 0
    (record,) = read_history(folder).records
    assert record.entry.operation == "solve"
    assert [(file.name, file.before, file.after) for file in record.files] == [
        ("plan.xlsx", None, sha256_of(folder / "plan.xlsx"))
    ]
    assert run(folder) == 0
    assert read_history(folder).records[1].files[0].before == record.files[0].after
    assert cli_module.run(["undo", str(folder)]) == 0
    assert sha256_of(folder / "plan.xlsx") == record.files[0].after
    assert cli_module.run(["undo", str(folder)]) == 0
    assert not (folder / "plan.xlsx").exists()


@pytest.mark.parametrize("name", ["crew.xlsx", "productions.xlsx", "plan.xlsx"])
def test_nothing_is_written_when_a_file_changed_meanwhile(folder: Path, name: str) -> None:
    for before in (False, True):  # without a plan to be replaced, and with one
        if before:
            assert run(folder) == 0
        there, history = names(folder), len(read_history(folder).records)
        old = (folder / name).read_bytes() if (folder / name).exists() else b""
        act = once(lambda old=old: (folder / name).write_bytes(old + b"typed meanwhile"))
        outcome = solve_folder(FolderPaths.of(folder), SolveOptions(threads=1, on_progress=act))
        assert f"{name} changed while" in outcome.failure
        assert outcome.written is None
        assert (folder / name).read_bytes() == old + b"typed meanwhile"
        assert names(folder) == there | {name, ".planner"}  # the lock file stays
        assert len(read_history(folder).records) == history
        (folder / name).write_bytes(old) if old else (folder / name).unlink()


def test_a_previous_plan_read_elsewhere_is_as_much_an_input(folder: Path, tmp_path: Path) -> None:
    assert run(folder) == 0
    published = tmp_path / "published.xlsx"
    (folder / "plan.xlsx").rename(published)
    paths = FolderPaths.of(folder, previous=published)
    outcome = solve_folder(paths, SolveOptions(threads=1, on_progress=once(lambda: published.write_bytes(b"other"))))
    assert "published.xlsx changed while" in outcome.failure
    assert not (folder / "plan.xlsx").exists()


def test_a_folder_that_is_busy_in_the_end_keeps_the_plan_beside_and_is_4(folder: Path) -> None:
    assert run(folder) == 0
    old = (folder / "plan.xlsx").read_bytes()
    taken, done = threading.Event(), threading.Event()

    def hold() -> None:
        with locked(folder, 0):
            taken.set()
            done.wait()

    thread = threading.Thread(target=hold)
    options = SolveOptions(threads=1, wait_s=0, on_progress=once(lambda: (thread.start(), taken.wait())))
    try:
        with pytest.raises(FolderBusy) as busy:
            solve_folder(FolderPaths.of(folder), options)
    finally:
        done.set()
        thread.join()
    kept = busy.value.kept
    assert kept is not None
    assert kept.name in str(busy.value)
    assert kept.parent == folder
    assert kept.read_bytes()[:2] == b"PK"
    assert (folder / "plan.xlsx").read_bytes() == old


def test_a_plan_open_elsewhere_is_kept_aside_and_is_3(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder) == 0
    old, real = (folder / "plan.xlsx").read_bytes(), disk_module.move

    def move(source: Path, target: Path) -> None:
        if target.name == "plan.xlsx":
            raise PermissionError(13, "The process cannot access the file")
        real(source, target)

    monkeypatch.setattr(disk_module, "move", move)
    capsys.readouterr()
    assert run(folder, "--json") == 3
    message = json.loads(capsys.readouterr().out)["error"]["message"]
    (kept,) = folder.glob("plan-*.xlsx")
    assert kept.name in message
    assert (folder / "plan.xlsx").read_bytes() == old
    assert leftovers(folder) == []


def test_a_solve_that_was_cut_off_while_committing_is_completed_by_the_next(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    replaced = 0

    def judge(_at: int, name: str) -> None:
        nonlocal replaced
        replaced += name == "replace"
        if replaced > 1:  # the journal was the first
            raise Killed

    with faulty(judge), pytest.raises(Killed):
        solve_folder(FolderPaths.of(folder), SolveOptions(threads=1))
    assert not (folder / "plan.xlsx").exists()
    assert cli_module.run(["solve", str(folder), "--exit-zero"]) == 0
    told = capsys.readouterr()
    assert "was cut off and is now completed" in told.err
    assert "No changes to the previous plan" in told.out  # the completed plan was the previous one
    assert [record.entry.operation for record in read_history(folder).records] == ["solve", "solve"]


def test_a_folder_that_cannot_be_written_is_planned_into_another(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = names(folder)
    monkeypatch.setattr(os, "access", lambda path, _how: path != folder)  # whoever runs the test
    drafts = tmp_path / "drafts"
    drafts.mkdir()
    outcome = solve_folder(FolderPaths.of(folder, plan=drafts / "draft.xlsx"), SolveOptions(threads=1))
    assert outcome.written == drafts / "draft.xlsx"
    assert names(folder) == there
    assert len(read_history(drafts).records) == 1
