"""``solve`` in a folder that others use too: what it commits, and when it writes nothing.

Changes when a plan reaches its folder in another way.
"""

import json
import os
import shutil
import threading
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

import planner.cli as cli_module
import planner.pipeline as pipeline_module
from planner.domain.plan import Assignment
from planner.domain.progress import Progress
from planner.folder import FolderBusy, locked, read_history, sha256_of
from planner.folder import disk as disk_module
from planner.pipeline import SolveOptions, solve_folder, verify_folder
from planner.workbook.reading import FolderPaths
from tests.sanity.folders import sample
from tests.unit.folder.faults import Killed, faulty
from tests.unit.folder.folders import leftovers
from tests.unit.workbook.books import CREW, CREW_HEAD, write_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "season"
    folder.mkdir()
    write_folder(folder)
    return folder


@pytest.fixture(scope="module")
def season(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a folder that was planned twice."""
    folder = tmp_path_factory.mktemp("season")
    write_folder(folder)
    assert run(folder) == 0
    assert run(folder) == 0
    return folder


@pytest.fixture
def planned(folder: Path, season: Path) -> Path:
    return Path(shutil.copytree(season, folder, dirs_exist_ok=True))


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


def always(act: Callable[[], object]) -> Callable[[Progress], None]:
    """Return a listener that acts at every progress."""
    return lambda _progress: void(act())


def void(_: object) -> None:
    """Give nothing back."""


@pytest.mark.parametrize("previous", [False, True], ids=["first plan", "with a previous plan"])
def test_what_changed_meanwhile_is_planned_again_from_there(folder: Path, previous: bool) -> None:
    if previous:
        assert run(folder) == 0
    heard: list[str] = []
    crew = [CREW_HEAD, ("C9", "Zoe Lind", "Gaffer")]

    def change() -> None:
        write_folder(folder, crew=crew)

    options = SolveOptions(threads=1, on_progress=once(change), on_changed=heard.append)
    outcome = solve_folder(FolderPaths.of(folder), options)
    assert outcome.written == folder / "plan.xlsx"
    assert len(heard) == 1
    assert "crew.xlsx" in heard[0]
    assert outcome.plan is not None
    assert {row.crew_id for row in outcome.plan.assignments} == {"C9"}
    assert verify_folder(FolderPaths.of(folder)).broken == ()
    assert len(read_history(folder).records) == 1 + previous


def test_a_plan_that_somebody_else_solved_meanwhile_is_the_previous_one(folder: Path) -> None:
    heard: list[str] = []
    beside = once(lambda: solve_folder(FolderPaths.of(folder), SolveOptions(threads=1)))
    options = SolveOptions(threads=1, on_progress=beside, on_changed=heard.append)
    outcome = solve_folder(FolderPaths.of(folder), options)
    assert heard == ["plan.xlsx"]
    assert outcome.report is not None
    assert set(outcome.report.change_of.values()) == {"kept"}
    assert len(read_history(folder).records) == 2


def test_a_plan_that_was_cut_stays_until_something_changes_or_more_time_is_given(tmp_path: Path) -> None:
    folder = sample("season", tmp_path)
    stopped = threading.Event()
    stopped.set()

    def solved(**how: Any) -> tuple[bool, bool, set[Assignment]]:
        """Return whether the plan stayed, whether all of it is proven, and who works where."""
        outcome = solve_folder(FolderPaths.of(folder), SolveOptions(threads=2, remedies=0, **how))
        assert outcome.plan is not None
        return outcome.stays, outcome.plan.status == "optimal", {*outcome.plan.assignments}

    assert solved(time_limit_s=300, stop=stopped)[:2] == (False, False)
    cut = solved(time_limit_s=300)
    assert cut[:2] == (True, False)
    assert cut == solved(time_limit_s=200)
    stays, proven, better = solved(time_limit_s=0)
    assert (stays, proven) == (False, True)
    assert better != cut[2]
    assert solved(time_limit_s=0) == (True, True, better)
    assert solved(time_limit_s=0, fresh=True)[:2] == (False, True)


def test_each_file_that_changed_is_named_once(folder: Path) -> None:
    assert run(folder) == 0
    heard: list[str] = []
    beside = once(lambda: solve_folder(FolderPaths.of(folder), SolveOptions(threads=1)))
    options = SolveOptions(threads=1, on_progress=beside, on_changed=heard.append)
    assert solve_folder(FolderPaths.of(folder), options).written
    assert heard == ["plan.xlsx"]  # it is input and result


@pytest.mark.parametrize("in_turn_s", [0.001, 5.0], ids=["from the plan at hand", "afresh"])
def test_a_plan_made_again_keeps_every_rule_however_little_time_there_is(
    folder: Path, in_turn_s: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline_module, "IN_TURN_S", in_turn_s)
    options = SolveOptions(threads=1, on_progress=once(lambda: write_folder(folder, crew=CREW[:2])))
    outcome = solve_folder(FolderPaths.of(folder), options)
    assert outcome.plan is not None
    assert outcome.plan.assignments
    assert verify_folder(FolderPaths.of(folder)).broken == ()


@pytest.mark.parametrize("name", ["crew.xlsx", "productions.xlsx", "plan.xlsx"])
def test_nothing_is_written_when_a_file_changes_again_and_again(folder: Path, name: str) -> None:
    assert run(folder) == 0
    path, real, number = folder / name, (folder / name).read_bytes(), count()
    there, old_plan, history = names(folder), (folder / "plan.xlsx").read_bytes(), len(read_history(folder).records)

    def change() -> None:  # by somebody who knows no turns
        path.write_bytes(real)
        with ZipFile(path, "a") as package:
            package.comment = b"%d" % next(number)

    outcome = solve_folder(FolderPaths.of(folder), SolveOptions(threads=1, on_progress=always(change)))
    assert outcome.failure == f"{name} changed while this was planned; nothing was written, plan it again"
    assert outcome.written is None
    assert names(folder) == there
    assert name == "plan.xlsx" or (folder / "plan.xlsx").read_bytes() == old_plan
    assert len(read_history(folder).records) == history


def test_what_is_faulty_by_then_is_refused(folder: Path) -> None:
    faulty_crew = [CREW_HEAD, ("C1", "Ada", None)]
    options = SolveOptions(threads=1, on_progress=once(lambda: write_folder(folder, crew=faulty_crew)))
    outcome = solve_folder(FolderPaths.of(folder), options)
    assert (outcome.written, outcome.plan) == (None, None)
    assert "missing-value" in {finding.code for finding in outcome.findings}
    assert not (folder / "plan.xlsx").exists()


def test_a_previous_plan_read_elsewhere_is_as_much_an_input(folder: Path, tmp_path: Path) -> None:
    assert run(folder) == 0
    published = tmp_path / "published.xlsx"
    (folder / "plan.xlsx").rename(published)
    paths, heard = FolderPaths.of(folder, previous=published), []
    change = once(lambda: published.write_bytes(b"other"))
    outcome = solve_folder(paths, SolveOptions(threads=1, on_progress=change, on_changed=heard.append))
    assert heard == ["published.xlsx"]
    assert [finding.place.file for finding in outcome.findings] == ["published.xlsx"]
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


@pytest.fixture(params=["~$plan.xlsx", ".~lock.plan.xlsx#", "refused"])
def opened(planned: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """A plan that is open in Excel, in LibreOffice, or as Windows tells it: what is there may not be replaced."""
    real = disk_module.move

    def move(source: Path, target: Path) -> None:
        if target.name == "plan.xlsx":
            raise PermissionError(13, "The process cannot access the file")
        real(source, target)

    if request.param == "refused":
        monkeypatch.setattr(disk_module, "move", move)
    else:
        (planned / request.param).touch()
    return request.param


def kept_aside(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("plan-*.xlsx")}


@pytest.mark.usefixtures("opened")
def test_a_plan_open_elsewhere_is_planned_all_the_same_and_kept_aside(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, there = (folder / "plan.xlsx").read_bytes(), names(folder)
    capsys.readouterr()
    assert cli_module.run(["solve", str(folder)]) == 3
    first_line, *others = capsys.readouterr().out.splitlines()
    (name,) = kept_aside(folder)
    assert first_line.startswith("plan.xlsx ")
    assert f"kept as {name}" in first_line
    assert "slots filled" in others[0]
    assert (folder / "plan.xlsx").read_bytes() == old
    assert {one for one in names(folder) - there if one != "backup"} == {name}
    assert leftovers(folder) == []
    (file,) = read_history(folder).records[-1].files
    assert (file.name, file.before, file.after) == (name, None, sha256_of(folder / name))


@pytest.mark.usefixtures("opened")
def test_json_names_the_file_that_was_written(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(folder, "--json") == 3
    answer = json.loads(capsys.readouterr().out)
    assert kept_aside(folder).keys() == {answer["plan"]}
    assert answer["plan"] in answer["error"]["message"]
    assert answer["error"]["code"] == "cannot-replace"
    assert answer["filled"] + answer["vacant"] == answer["slots"] > 0


@pytest.mark.usefixtures("opened")
def test_what_was_kept_aside_is_never_overwritten(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(folder) == 3
    (first,) = kept_aside(folder)
    (folder / first).write_bytes(b"the coordinator's own by now")
    assert run(folder) == 3
    assert kept_aside(folder)[first] == b"the coordinator's own by now"
    assert kept_aside(folder).keys() == {first, first.replace(".xlsx", "-2.xlsx")}
    before = kept_aside(folder)
    monkeypatch.undo()
    for sign in folder.glob("*~*plan.xlsx*"):
        sign.unlink()
    assert run(folder) == 0  # closed, it is replaced again, and the others stay
    assert kept_aside(folder) == before


@pytest.mark.parametrize("opened", ["~$plan.xlsx", ".~lock.plan.xlsx#"], indirect=True)
@pytest.mark.usefixtures("opened")
def test_by_force_a_plan_that_only_seems_open_is_replaced(folder: Path) -> None:
    assert run(folder, "--force") == 0
    assert len(read_history(folder).records) == 3
    assert kept_aside(folder) == {}


def test_where_there_is_no_plan_yet_a_sign_is_no_hindrance(folder: Path) -> None:
    (folder / "~$plan.xlsx").touch()
    assert run(folder) == 0


def test_operations_are_refused_while_the_plan_is_open(
    folder: Path, opened: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path.name: path.read_bytes() for path in folder.glob("*.xlsx")}
    for command in (["crew", "hire", str(folder), "--name", "Di Ray", "--role", "Grip"], ["undo", str(folder)]):
        capsys.readouterr()
        assert cli_module.run([*command, "--json"]) == 1
        assert "file-open" in capsys.readouterr().out
        assert {path.name: path.read_bytes() for path in folder.glob("*.xlsx")} == before
    assert leftovers(folder) == []


def test_a_solve_that_was_cut_off_while_committing_is_completed_by_the_next(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    replaced = 0

    def judge(_at: int, name: str) -> None:
        nonlocal replaced
        replaced += name == "replace"
        if replaced > 2:  # the record of proofs was the first, the journal the second
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


def type_a_note(folder: Path) -> bytes:
    book = load_workbook(folder / "plan.xlsx")
    book["Assignments"]["M3"] = "call the agent"
    book.create_sheet("My notes")
    book.save(folder / "plan.xlsx")
    return (folder / "plan.xlsx").read_bytes()


def test_what_somebody_typed_in_the_old_plan_is_named_and_kept(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder) == 0
    old = type_a_note(folder)
    capsys.readouterr()
    assert cli_module.run(["solve", str(folder), "--exit-zero"]) == 0
    (line,) = [line for line in capsys.readouterr().err.splitlines() if "not carried over" in line]
    (kept,) = (folder / "backup").glob("plan-*.xlsx")
    assert line == (
        "The old plan.xlsx had what is not carried over: the sheet My notes; "
        f'1 text: Assignments!M3 ("call the agent"). It is kept as backup/{kept.name}.'
    )
    assert kept.read_bytes() == old
    assert cli_module.run(["solve", str(folder), "--exit-zero"]) == 0
    assert "not carried over" not in capsys.readouterr().err  # there is nothing of the kind in the new one


def test_json_has_what_was_dropped(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder) == 0
    type_a_note(folder)
    for dropped in (["the sheet My notes", '1 text: Assignments!M3 ("call the agent")'], None):
        capsys.readouterr()
        assert run(folder, "--json") == 0
        answer = json.loads(capsys.readouterr().out)
        assert answer.get("dropped") == dropped
        assert (folder / answer.get("backup", ".")).exists()


def test_an_operation_and_its_undo_know_what_was_typed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder) == 0
    old = type_a_note(folder)
    capsys.readouterr()
    assert cli_module.run(["crew", "hire", str(folder), "--name", "Di Ray", "--role", "Grip"]) == 0
    assert (
        'written anew without the sheet My notes; 1 text: Assignments!M3 ("call the agent")' in capsys.readouterr().out
    )
    assert cli_module.run(["undo", str(folder)]) == 0
    assert (folder / "plan.xlsx").read_bytes() == old


WRITING = {
    "solve": ["solve"],
    "a solve that is kept aside": ["solve"],
    "hire": ["crew", "hire", "--name", "Di Ray", "--role", "Grip"],
    "away": ["crew", "away", "C1", "--from", "2026-05-20", "--to", "2026-05-21"],
    "fire": ["crew", "fire", "C1", "--on", "2026-05-30"],
    "schedule": [
        "production",
        "schedule",
        "--title",
        "New",
        "--from",
        "2026-05-20",
        "--to",
        "2026-05-21",
        "--need",
        "Grip=1",
    ],
    "cancel": ["production", "cancel", "P1"],
    "restaff": ["production", "release", "P1", "C1", "--restaff", "--yes"],
    "undo": ["undo"],
    "an operation that is refused": ["crew", "fire", "C1", "--on", "2026-05-04"],
}
STRAYS = (
    ".crew.xlsx.planner-new",
    ".planner/commit/journal.new",
    ".planner/owner.json",
    "backup/.plan-0001-20270401-090000.xlsx.planner-new",
)


@pytest.mark.parametrize("name", WRITING)
def test_what_a_killed_commit_left_is_cleared_by_every_command_that_writes(planned: Path, name: str) -> None:
    folder = planned
    for stray in STRAYS:
        (folder / stray).parent.mkdir(exist_ok=True)
        (folder / stray).write_text("{}")
    command = WRITING[name]
    where = 2 if command[0] in ("crew", "production") else 1
    if "aside" in name:
        (folder / "~$plan.xlsx").touch()
    assert cli_module.run([*command[:where], str(folder), *command[where:]]) in (0, 1, 3)
    assert leftovers(folder) == []


def test_read_only_workbooks_are_read_and_never_replaced(planned: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = planned
    for book in folder.glob("*.xlsx"):
        book.chmod(0o444)
    before = {path.name: path.read_bytes() for path in folder.glob("*.xlsx")}
    capsys.readouterr()
    assert cli_module.run(["solve", str(folder)]) == 3
    (name,) = kept_aside(folder)
    first_line = capsys.readouterr().out.splitlines()[0]
    assert first_line.startswith(
        f"plan.xlsx cannot be replaced (it is read-only) and is as before; the new plan is kept as {name}"
    )
    assert cli_module.run(["crew", "hire", str(folder), "--name", "Di Ray", "--role", "Grip"]) == 1
    assert "crew.xlsx cannot be replaced (it is read-only)" in capsys.readouterr().out
    assert {path.name: path.read_bytes() for path in folder.glob("*.xlsx") if path.name != name} == before


@pytest.mark.parametrize("command", ["solve", "hire", "undo"])
def test_a_folder_that_cannot_be_written_ends_with_one_clear_line(
    folder: Path, command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before, planned = names(folder), []
    arguments = {"hire": ["crew", "hire", str(folder), "--name", "Di Ray", "--role", "Grip"]}

    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(os, "access", lambda path, how: how != os.W_OK)
    monkeypatch.setattr(disk_module, "make_folder", refuse)
    monkeypatch.setattr("planner.pipeline._draft", planned.append)  # it is told before anything is planned
    assert cli_module.run(arguments.get(command, [command, str(folder)])) == 3
    told = capsys.readouterr()
    assert (told.out, told.err) == (
        "",
        f"planner: {folder} cannot be written (Permission denied); nothing was changed.\n",
    )
    assert names(folder) == before
    assert planned == []
