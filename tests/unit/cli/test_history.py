"""``planner history`` and ``planner undo`` on the terminal and as JSON. Changes when they say more."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import planner.cli as cli_module
from planner.folder import Entry, Outcome, commit, locked
from tests.unit.folder.faults import Killed, faulty
from tests.unit.folder.folders import AFTER, BEFORE, change, contents_of, make, operations

Play = Callable[..., tuple[int, str, str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make(tmp_path / "season")


@pytest.fixture
def play(capsys: pytest.CaptureFixture[str], folder: Path) -> Play:
    def run(command: str, *args: str) -> tuple[int, str, str]:
        return (cli_module.run([command, str(folder), *args]), *capsys.readouterr())

    return run


@pytest.fixture
def changed(folder: Path) -> Path:
    """Return a folder with an applied operation and a refusal after it."""
    with locked(folder, 0) as lease:
        change(lease)
        commit(lease, (), Entry("fire", {"crew": "Ada"}, Outcome.REFUSED, ("Ada works until Friday.", "And so on.")))
    return folder


def test_a_history_is_a_row_per_operation_and_a_line_per_change(changed: Path, play: Play) -> None:
    code, out, err = play("history")
    head, first, second, more = out.splitlines()
    assert (code, err) == (0, "")
    assert head.split() == ["Time", "Who", "Operation", "Outcome", "What", "changed"]
    assert first.endswith("change     applied  all of it")
    assert second.endswith("fire       refused  Ada works until Friday.")
    assert more.strip() == "And so on."


def test_a_history_as_json_is_its_lines(changed: Path, play: Play) -> None:
    lines = [json.loads(line) for line in (changed / "history.jsonl").read_text().splitlines()]
    assert json.loads(play("history", "--json")[1]) == {"history": lines, "problems": []}
    assert json.loads(play("history", "--json", "--last", "1")[1])["history"] == lines[-1:]


def test_without_a_history_it_says_so(play: Play) -> None:
    assert play("history") == (0, "Nothing has been done here yet.\n", "")
    assert json.loads(play("history", "--json")[1]) == {"history": [], "problems": []}


def test_a_broken_line_is_a_warning(changed: Path, play: Play) -> None:
    with (changed / "history.jsonl").open("a") as file:
        file.write("what?\n")
    code, out, err = play("history")
    assert (code, len(out.splitlines())) == (0, 4)
    assert "line 3 of the history" in err


def test_undo_takes_back_the_last_applied_operation(changed: Path, play: Play) -> None:
    code, out, _ = play("undo")
    assert (code, contents_of(changed)) == (0, BEFORE)
    assert out.startswith("Undone: change of ")
    assert "Files: crew.xlsx, productions.xlsx, plan.xlsx." in out
    assert operations(changed) == ["change", "fire", "undo"]


def test_undo_as_json_says_what_was_undone(changed: Path, play: Play) -> None:
    would = json.loads(play("undo", "--json", "--dry-run")[1])
    assert contents_of(changed) == AFTER
    done = json.loads(play("undo", "--json")[1])
    assert (would["undone"], done["undone"]) == (False, True)
    assert would["operation"] == done["operation"]
    assert done["operation"]["operation"] == "change"


def test_what_cannot_be_undone_is_1_and_remembered(changed: Path, play: Play) -> None:
    (changed / "crew.xlsx").write_bytes(b"typed since")
    code, out, _ = play("undo", "--json")
    assert (code, json.loads(out)["refused"]["code"]) == (1, "changed-since")
    assert contents_of(changed) == {**AFTER, "crew.xlsx": b"typed since"}
    assert operations(changed) == ["change", "fire", "undo"]
    assert play("undo", "--dry-run")[0] == 1


def test_a_busy_folder_is_4_and_says_who_has_it(changed: Path, play: Play) -> None:
    with locked(changed, 0) as lease:
        code, out, _ = play("undo", "--wait", "0.1", "--json")
        _, _, err = play("undo", "--wait", "0.1")
    answer = json.loads(out)
    assert (code, answer["error"]["code"], answer["problems"]) == (4, "busy", [])
    assert str(lease.owner) in err
    assert contents_of(changed) == AFTER


@pytest.mark.parametrize("command", ["history", "undo", "check", "availability"])
def test_the_next_command_completes_what_was_cut_off_and_says_so(folder: Path, play: Play, command: str) -> None:
    moves = 0

    def judge(_at: int, name: str) -> None:
        nonlocal moves
        moves += name == "replace"
        if moves > 2:
            raise Killed

    with faulty(judge), pytest.raises(Killed), locked(folder, 0) as lease:
        change(lease)
    days = ("--from", "2027-03-01", "--to", "2027-03-01") if command == "availability" else ()
    _, _, err = play(command, *days)
    assert "was cut off and is now completed." in err
    assert contents_of(folder) == (BEFORE if command == "undo" else AFTER)
