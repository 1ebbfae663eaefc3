"""An export's folder: whole or not at all, and nothing of anybody else's touched."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from planner.alternatives.out_folder import CALENDARS, TABLES, OutInUse, Written, write_out
from planner.folder import DamagedRecord

FIRST = {"people/Ada.ics": b"ada", "productions/Film.ics": b"film"}
SECOND = {"people/Ada.ics": b"ada moved", "people/Bo.ics": b"bo"}
SEASON = "0123456789abcdef"


@pytest.fixture
def season(tmp_path: Path) -> Path:
    folder = tmp_path / "season"
    folder.mkdir()
    (folder / "crew.xlsx").write_bytes(b"crew")
    return folder


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "made" / "out"


def export(season: Path, out: Path, files: Mapping[str, bytes], kind: str = CALENDARS, of: str = SEASON) -> Written:
    return write_out(season, out, kind, files, of)


def listing(out: Path) -> dict[str, bytes]:
    """Return what stands in a folder but for what the export remembers there."""
    files = {path.relative_to(out).as_posix(): path for path in out.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in files.items() if not name.startswith(".planner-")}


def test_a_new_folder_holds_every_file(season: Path, out: Path) -> None:
    assert export(season, out, FIRST) == Written(2, 2)
    assert listing(out) == FIRST
    assert [path.name for path in out.parent.iterdir()] == ["out"]


def test_a_later_export_changes_what_is_other_and_removes_what_is_no_longer_due(season: Path, out: Path) -> None:
    export(season, out, FIRST)
    (out / "people" / "notes.txt").write_bytes(b"mine")
    assert export(season, out, SECOND) == Written(2, 2, removed=("productions/Film.ics",))
    assert listing(out) == {**SECOND, "people/notes.txt": b"mine"}
    assert export(season, out, SECOND) == Written(2, 0)


def test_a_file_that_somebody_changed_is_written_anew_but_never_removed(season: Path, out: Path) -> None:
    export(season, out, FIRST)
    for name in FIRST:
        (out / name).write_bytes(b"changed")
    assert export(season, out, SECOND).left == ("productions/Film.ics",)
    assert listing(out) == {**SECOND, "productions/Film.ics": b"changed"}


@pytest.mark.parametrize("kind", ["file", "link", "folder"])
def test_what_no_export_wrote_is_not_replaced(season: Path, out: Path, kind: str) -> None:
    (out / "people").mkdir(parents=True)
    theirs = out / "people" / "Ada.ics"
    if kind == "file":
        theirs.write_bytes(b"theirs")
    elif kind == "folder":
        theirs.mkdir()
    else:
        theirs.symlink_to(season / "crew.xlsx")
    with pytest.raises(OutInUse, match=r"people/Ada\.ics"):
        export(season, out, FIRST)
    assert sorted(path.name for path in out.rglob("*")) == ["Ada.ics", "people"]
    assert (season / "crew.xlsx").read_bytes() == b"crew"


def test_a_link_in_place_of_an_own_file_is_not_followed(season: Path, out: Path) -> None:
    export(season, out, FIRST)
    (out / "people" / "Ada.ics").unlink()
    (out / "people" / "Ada.ics").symlink_to(season / "crew.xlsx")
    with pytest.raises(OutInUse):
        export(season, out, SECOND)
    assert (season / "crew.xlsx").read_bytes() == b"crew"


def test_a_folder_that_leads_elsewhere_is_not_written_to(season: Path, out: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    out.mkdir(parents=True)
    (out / "people").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OutInUse, match="link"):
        export(season, out, FIRST)
    assert not list((tmp_path / "elsewhere").iterdir())


@pytest.mark.parametrize("name", [".", "backup", "published", ".planner", "backup/undo/x"])
def test_the_planners_own_folders_are_refused(season: Path, name: str) -> None:
    with pytest.raises(OutInUse):
        export(season, season / name, FIRST)
    assert [path.name for path in season.iterdir()] == ["crew.xlsx"]


def test_another_planning_folder_is_refused(season: Path, out: Path) -> None:
    out.mkdir(parents=True)
    (out / "productions.xlsx").write_bytes(b"")
    with pytest.raises(OutInUse):
        export(season, out, FIRST)


def test_a_folder_within_the_season_may_be_named(season: Path) -> None:
    assert export(season, season / "calendars", FIRST).files == 2


def test_calendars_of_another_season_are_not_mixed(season: Path, out: Path) -> None:
    export(season, out, FIRST)
    with pytest.raises(OutInUse, match="another season"):
        export(season, out, SECOND, of="f" * 16)
    assert listing(out) == FIRST


def test_tables_and_calendars_may_share_a_folder(season: Path, out: Path) -> None:
    export(season, out, FIRST)
    export(season, out, {"Crew.csv": b"crew"}, TABLES, "")
    export(season, out, {}, CALENDARS)
    assert listing(out) == {"Crew.csv": b"crew"}


@pytest.mark.parametrize("broken", range(1, 9))
def test_what_goes_wrong_half_way_is_taken_back(
    season: Path, out: Path, broken: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every replacement fails in turn, then none does."""
    export(season, out, FIRST)
    before = {path.name: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    done, real = 0, os.replace

    def replace(source: Path, target: Path) -> None:
        nonlocal done
        done += 1
        if done == broken:
            raise PermissionError(13, "in use", str(target))
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)
    try:
        export(season, out, SECOND)
    except PermissionError:
        assert {path.name: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before
    else:
        assert done < broken
        assert broken > 5
    monkeypatch.undo()
    export(season, out, SECOND)
    assert listing(out) == SECOND


def test_a_new_folder_that_cannot_be_written_is_named(season: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device", str(self))

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space") as reason:
        export(season, out, FIRST)
    assert reason.value.filename == str(out)
    assert not list(out.parent.iterdir())


def test_after_a_killed_export_the_next_one_makes_one_state(season: Path, out: Path) -> None:
    export(season, out, FIRST)
    code = """
import os, sys
from pathlib import Path
from planner.alternatives import out_folder
move = out_folder._move
def killed(source, target, done):
    move(source, target, done)
    if target.name == "Bo.ics":
        os._exit(9)
out_folder._move = killed
files = {"people/Ada.ics": b"ada moved", "people/Bo.ics": b"bo"}
out_folder.write_out(Path(sys.argv[1]), Path(sys.argv[2]), "calendars", files, "0123456789abcdef")
"""
    done = subprocess.run([sys.executable, "-c", code, str(season), str(out)], check=False)
    assert done.returncode == 9
    assert (out / "people" / "Bo.ics").exists()
    third = SECOND | {"people/Bo.ics": b"bo moved meanwhile"}
    assert export(season, out, third).files == 2
    assert listing(out) == third


def test_a_name_that_changed_in_case_alone_is_one_file(season: Path, out: Path) -> None:
    export(season, out, {"people/ada.ics": b"ada"})
    assert export(season, out, {"people/Ada.ics": b"ada"}).files == 1
    assert listing(out) == {"people/Ada.ics": b"ada"}


@pytest.mark.parametrize(
    "forged",
    [
        "",
        "[]",
        '{"season": "", "files": []}',
        json.dumps({"season": SEASON, "files": {"../crew.xlsx": "0" * 64}}),
        json.dumps({"season": SEASON, "files": {"people/../../crew.csv": "0" * 64}}),
        json.dumps({"season": SEASON, "files": {"/etc/x.csv": "0" * 64}}),
        json.dumps({"season": SEASON, "files": {"people\\x.ics": "0" * 64}}),
        json.dumps({"season": SEASON, "files": {"notes.txt": "0" * 64}}),
        json.dumps({"season": SEASON, "files": {"Crew.csv": "0"}}),
        json.dumps({"season": "a season", "files": {}}),
    ],
)
def test_a_damaged_list_is_named_and_nothing_is_written(season: Path, out: Path, forged: str) -> None:
    export(season, out, FIRST)
    (out / ".planner-calendars.json").write_text(forged)
    with pytest.raises(DamagedRecord, match=r"\.planner-calendars\.json"):
        export(season, out, SECOND)
    assert listing(out) == FIRST
