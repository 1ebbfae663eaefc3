"""``planner check --mark``: which files it writes, which it leaves alone, and what it tells."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import planner.cli as cli_module
from planner.workbook.templates.books import write_templates
from tests.packages import pack, unpack
from tests.unit.workbook.books import CREW_HEAD, PLAN, PLAN_HEAD, write_folder
from tests.unit.workbook.xlsx.edits.opened import book_of

Play = Callable[..., tuple[int, str, str]]
MISSPELT = (CREW_HEAD, ("C1", "Ada Moreau", "Gafer"), ("C2", "Bo Lindt", "Grip", "Gaffer; Driver"))
ROLES = (("Role",), ("Gaffer",), ("Grip",), ("Driver",))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "season").mkdir()
    write_folder(tmp_path / "season", crew=MISSPELT, roles=ROLES)
    return tmp_path / "season"


@pytest.fixture
def play(capsys: pytest.CaptureFixture[str]) -> Play:
    def run(folder: Path, target: Path, *args: str) -> tuple[int, str, str]:
        return (cli_module.run(["check", str(folder), "--mark", str(target), *args]), *capsys.readouterr())

    return run


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_copies_are_marked_and_the_source_stays(folder: Path, tmp_path: Path, play: Play) -> None:
    before, target = contents(folder), tmp_path / "deep" / "marked"
    code, out, err = play(folder, target)
    assert code == 2
    assert "unknown-role" in out
    assert f"Marked: {target / 'crew.xlsx'} (1 cell)." in err
    assert f"Marked: {target / 'productions.xlsx'} (0 cells)." in err
    assert contents(folder) == before
    assert (target / "productions.xlsx").read_bytes() == before["productions.xlsx"]
    crew = book_of((target / "crew.xlsx").read_bytes())
    assert crew["Crew"]["C2"].comment.text.startswith('Error: "Gafer" is not on the Roles sheet.')
    assert crew["Problems"]["C2"].hyperlink.location == "'Crew'!C2"


def test_a_marked_folder_is_read_with_the_same_result(folder: Path, tmp_path: Path, play: Play) -> None:
    first = play(folder, tmp_path / "one", "--json")
    second = play(tmp_path / "one", tmp_path / "two", "--json")
    assert json.loads(first[1])["problems"] == json.loads(second[1])["problems"]


def test_the_exit_code_and_the_answer_are_those_of_a_check(folder: Path, tmp_path: Path, play: Play) -> None:
    code, out, err = play(folder, tmp_path / "marked", "--json", "--quiet")
    answer = json.loads(out)
    assert (code, err) == (2, "")
    assert [problem["code"] for problem in answer["problems"]] == ["unknown-role"]
    assert answer["error"]["code"] == "input-refused"
    assert answer["marked"][0] == {
        "file": "crew.xlsx",
        "path": str(tmp_path / "marked" / "crew.xlsx"),
        "cells": 1,
        "reason": "",
    }
    write_folder(folder)
    code, out, _ = play(folder, tmp_path / "marked", "--json")
    assert (code, json.loads(out)["problems"], len(json.loads(out)["marked"])) == (0, [], 2)


@pytest.mark.parametrize("way", [".", "sub/..", "link"])
def test_the_folder_itself_is_refused(folder: Path, tmp_path: Path, play: Play, way: str) -> None:
    (folder / "sub").mkdir()
    if way == "link":
        (tmp_path / "link").symlink_to(folder)
    before = contents(folder)
    code, out, err = play(folder, tmp_path / "link" if way == "link" else folder / way)
    assert (code, out) == (2, "")
    assert "is the folder that the workbooks come from" in err
    assert contents(folder) == before


def test_the_folder_of_a_workbook_that_was_named_is_refused_too(folder: Path, tmp_path: Path, play: Play) -> None:
    drafts = tmp_path / "drafts"
    drafts.mkdir()
    (folder / "crew.xlsx").rename(drafts / "crew.xlsx")
    code, _, err = play(folder, drafts, "--crew", str(drafts / "crew.xlsx"))
    assert (code, "come from" in err) == (2, True)


def test_files_of_others_are_not_replaced_unless_forced(folder: Path, tmp_path: Path, play: Play) -> None:
    target = tmp_path / "marked"
    target.mkdir()
    (target / "crew.xlsx").write_bytes(b"mine")
    code, _, err = play(folder, target)
    assert (code, contents(target)) == (2, {"crew.xlsx": b"mine"})
    assert "already holds crew.xlsx" in err
    assert play(folder, target, "--force")[0] == 2
    assert (target / "crew.xlsx").read_bytes() != b"mine"


def test_untouched_copies_are_replaced_and_edited_ones_are_not(folder: Path, tmp_path: Path, play: Play) -> None:
    target = tmp_path / "marked"
    play(folder, target)
    first = contents(target)
    write_folder(folder)
    assert play(folder, target)[0] == 0
    assert contents(target)["crew.xlsx"] != first["crew.xlsx"]
    (target / "crew.xlsx").write_bytes(first["crew.xlsx"])  # somebody's work, whatever it holds
    code, _, err = play(folder, target)
    assert (code, "not as --mark left it" in err) == (2, True)


def test_a_damaged_workbook_is_named_and_its_old_copy_goes(folder: Path, tmp_path: Path, play: Play) -> None:
    target = tmp_path / "marked"
    play(folder, target)
    (folder / "crew.xlsx").write_bytes(b"not a workbook")
    code, _, err = play(folder, target)
    assert code == 2
    assert "Not marked: crew.xlsx, because the file is not a workbook." in err
    assert sorted(contents(target)) == [".planner-marked.json", "productions.xlsx"]


def test_a_missing_workbook_and_text_files_are_named(folder: Path, tmp_path: Path, play: Play) -> None:
    (folder / "productions.xlsx").unlink()
    assert "Not marked: productions.xlsx, because the file is not there." in play(folder, tmp_path / "one")[2]
    (folder / "Productions.csv").write_text("Production ID,Title,Start,End\nP1,Quince,2026-05-03,soon\n")
    (folder / "Requirements.csv").write_text("Production ID,Role,Count\nP1,Gaffer,1\n")
    code, _, err = play(folder, tmp_path / "two")
    assert code == 2
    assert "Not marked: Productions.csv, because a .csv file has no cells to colour." in err
    assert "productions.xlsx" not in err


def test_a_plan_is_copied_when_something_in_it_is_to_be_told(folder: Path, tmp_path: Path, play: Play) -> None:
    write_folder(folder, plan={"Assignments": PLAN})
    play(folder, tmp_path / "sound")
    assert not (tmp_path / "sound" / "plan.xlsx").exists()
    odd = (PLAN_HEAD, (*PLAN[1], None, "pencilled"))
    write_folder(folder, plan={"Assignments": odd})
    code, _, _ = play(folder, tmp_path / "marked")
    assert code == 2
    assert book_of((tmp_path / "marked" / "plan.xlsx").read_bytes())["Assignments"]["J2"].comment is not None


def test_a_marked_template_keeps_its_tables_and_notes(tmp_path: Path, play: Play) -> None:
    (tmp_path / "season").mkdir()
    write_templates(tmp_path / "season")
    assert play(tmp_path / "season", tmp_path / "marked")[0] == 2
    productions = book_of((tmp_path / "marked" / "productions.xlsx").read_bytes())
    assert productions["Productions"].tables["ProductionsTable"].ref == "A1:J2"
    assert productions["Productions"]["A1"].comment.text
    assert productions["Productions"]["A2"].comment.text.startswith("Error: ")


def test_a_signed_workbook_is_named(folder: Path, tmp_path: Path, play: Play) -> None:
    path = folder / "crew.xlsx"
    path.write_bytes(pack(unpack(path.read_bytes()) | {"_xmlsignatures/sig1.xml": b"<Signature/>"}))
    assert "Not marked: crew.xlsx, because the workbook is signed" in play(folder, tmp_path / "marked")[2]
