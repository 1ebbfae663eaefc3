"""A folder from a stranger: whatever its records and links say, no command touches a file outside of it.

Every field of a record is forged in turn, in the journal, in the history and around the copies for undo. What is
refused ends with exit 3 and leaves the folder too as it was.
"""

import json
import os
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from planner.cli import run as run_planner
from tests.sanity.folders import sample

pytestmark = pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")

ID = "20270301T101112.123456-0a1b"
NAMES = (
    "../outside.xlsx",
    "../home/notes.txt",
    "../home/new.xlsx",
    "../../outside.xlsx",
    "{home}/absolute.xlsx",
    "{outside}",
    "sub/crew.xlsx",
    "./crew.xlsx",
    "backup/../../outside.xlsx",
    "..\\outside.xlsx",
    "C:\\outside.xlsx",
    ".bashrc",
    ".planner/lock",
    "history.jsonl",
    "linked.xlsx",
    "",
    ".",
    "..",
    "published/notes.xlsx",
    "published/../outside.xlsx",
    "published/2027-03-01.xlsx/../../outside.xlsx",
    "published\\2027-03-01.xlsx",
    "sub/published/2027-03-01.xlsx",
    "crew.xlsx\x00.xlsx",
    "crew.xlsx\n.xlsx",
    "~$crew.xlsx",
)
IDS = ("../../../home", "..", "", "/", "a/b", "20270301T101112.123456", ID.upper(), ID + "/..", 7, None)
FIELDS: tuple[tuple[str, Any], ...] = (
    ("id", ["x"]),
    ("time", "yesterday"),
    ("time", "2027-03-01T10:11:12"),
    ("time", 7),
    ("time", None),
    ("user", 7),
    ("user", None),
    ("host", ["a"]),
    ("host", None),
    ("operation", None),
    ("operation", {"a": 1}),
    ("arguments", "none"),
    ("arguments", None),
    ("outcome", "perhaps"),
    ("outcome", None),
    ("changed", "text"),
    ("changed", [1]),
    ("changed", None),
    ("files", ["crew.xlsx"]),
    ("files", None),
    ("files", {"crew.xlsx": "hash"}),
    ("files", {"crew.xlsx": {"before": "../x", "after": None}}),
    ("files", {"crew.xlsx": {"before": None}}),
    ("files", {"crew.xlsx": {"before": 1, "after": 2}}),
    ("files", {"crew.xlsx": {"before": None, "after": None, "copy": "../x"}}),
)
READERS = (["check"], ["history"], ["undo"], ["crew", "list"])


def record(**fields: Any) -> dict[str, Any]:
    """A record that would move the new content into place, or remove the file."""
    return {
        "id": ID,
        "time": "2027-03-01T10:11:12.123+00:00",
        "user": "ann",
        "host": "desk",
        "operation": "hire",
        "arguments": {},
        "outcome": "applied",
        "changed": [],
        "files": {},
    } | fields


def digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def listing(root: Path) -> dict[str, str]:
    """Everything below a folder: links with where they lead, files with their content, but for the lock itself."""
    found = {}
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_symlink():
            found[name] = f"-> {os.readlink(path)}"
        elif path.is_file() and path.name != "lock":
            found[name] = digest(path)
    return found


@pytest.fixture
def season(tmp_path: Path) -> Path:
    """A sample's folder beside files of somebody else."""
    folder = sample("small", tmp_path / "desk")
    home = tmp_path / "desk" / "home"
    home.mkdir()
    (home / "notes.txt").write_text("mine")
    (home / "0-notes.txt").write_text("mine too")
    (tmp_path / "desk" / "outside.xlsx").write_text("theirs")
    (folder / "linked.xlsx").symlink_to(tmp_path / "desk" / "outside.xlsx")
    return folder


def outside(folder: Path) -> dict[str, str]:
    inside = f"{folder.name}/"
    return {name: what for name, what in listing(folder.parent).items() if not name.startswith(inside)}


def run(folder: Path, command: list[str]) -> int:
    """Run a command on the folder and return its exit code."""
    where = 2 if command[0] == "crew" else 1
    return run_planner([*command[:where], str(folder), *command[where:]])


def put_journal(folder: Path, forged: object, name: str = "journal.json") -> None:
    commits = folder / ".planner" / "commit"
    commits.mkdir(parents=True, exist_ok=True)
    (commits / name).write_text(json.dumps(forged))
    (folder / ".crew.xlsx.planner-new").write_text("new")


def remove(folder: Path, name: str) -> dict[str, str | None]:
    """What would remove the named file."""
    return {"before": digest_or_none(folder, name), "after": None}


def put_back(folder: Path, name: str) -> dict[str, str | None]:
    """What would put forged bytes in the place of the named file, there or not, from among the copies for undo."""
    copy = folder / "backup" / "undo" / ID / f"0-{Path(name).name}"
    copy.parent.mkdir(parents=True)
    if "\x00" not in name:
        copy.write_text("forged")
    return {"before": sha256(b"forged").hexdigest(), "after": digest_or_none(folder, name)}


def digest_or_none(folder: Path, name: str) -> str | None:
    try:
        return digest(folder / name) if (folder / name).is_file() else None
    except ValueError:
        return None


FORGERIES = {"journal.json": remove, "undoing.json": put_back}


def by_name() -> Iterator[Any]:
    for name in NAMES:
        for place in FORGERIES:
            yield pytest.param(name, place, id=f"{place} {name!r}")


@pytest.mark.parametrize(("name", "place"), list(by_name()))
def test_a_journal_that_names_another_file(season: Path, name: str, place: str) -> None:
    name = name.format(outside=season.parent / "outside.xlsx", home=season.parent / "home")
    put_journal(season, record(files={name: FORGERIES[place](season, name)}), place)
    refused(season, lambda: run(season, ["check"]))


@pytest.mark.parametrize("identifier", IDS, ids=repr)
def test_a_journal_with_another_identifier(season: Path, identifier: object) -> None:
    put_journal(season, record(id=identifier, files={"crew.xlsx": remove(season, "crew.xlsx")}), "undoing.json")
    refused(season, lambda: run(season, ["check"]))


@pytest.mark.parametrize(("field", "value"), FIELDS, ids=repr)
def test_a_journal_with_a_forged_field(season: Path, field: str, value: object) -> None:
    put_journal(season, record(**{field: value}))
    refused(season, lambda: run(season, ["solve", "--remedies", "0"]))


@pytest.mark.parametrize(
    "text", ["", "null", "[]", "7", "{", '"x"', "[" * 100_000], ids=lambda text: text[:4] or "empty"
)
def test_a_journal_that_is_no_record(season: Path, text: str) -> None:
    put_journal(season, None)
    (season / ".planner" / "commit" / "journal.json").write_text(text)
    refused(season, lambda: run(season, ["check"]))


@pytest.mark.parametrize("name", NAMES, ids=repr)
def test_a_history_whose_last_operation_names_another_file(season: Path, name: str) -> None:
    name = name.format(outside=season.parent / "outside.xlsx", home=season.parent / "home")
    line = record(files={name: put_back(season, name)})
    (season / "history.jsonl").write_text(json.dumps(line) + "\n")
    refused(season, lambda: run(season, ["undo"]))


@pytest.mark.parametrize("identifier", IDS, ids=repr)
def test_a_history_with_another_identifier(season: Path, identifier: object) -> None:
    now = digest(season / "crew.xlsx")
    line = record(id=identifier, files={"crew.xlsx": {"before": digest(season / "crew.xlsx"), "after": now}})
    (season / "history.jsonl").write_text(json.dumps(line) + "\n")
    refused(season, lambda: run(season, ["undo"]))


@pytest.mark.parametrize(
    "place",
    [".planner", ".planner/commit", ".planner/lock", ".planner/owner.json", ".planner/commit/journal.json", "backup",
     ".planner/commit/undoing.json", ".planner/commit/journal.new", "history.jsonl", "backup/undo",
     ".planner/queue", ".planner/as-written"],
)  # fmt: skip
def test_a_link_in_the_way(season: Path, place: str) -> None:
    before = outside(season)
    path = season / place
    path.parent.mkdir(parents=True, exist_ok=True)
    is_folder = "." not in place.removeprefix(".") and place != ".planner/lock"
    path.symlink_to(season.parent / "home" if is_folder else season.parent / "home" / "notes.txt")
    for command in READERS:
        run(season, command)
        assert outside(season) == before
    code = run(season, ["solve", "--remedies", "0"])
    assert outside(season) == before
    assert code == 3


def test_copies_that_are_a_link(season: Path) -> None:
    copies = season / "backup" / "undo"
    copies.mkdir(parents=True)
    (copies / ID).symlink_to(season.parent / "home")
    put_journal(season, record(files={"crew.xlsx": remove(season, "crew.xlsx")}), "undoing.json")
    refused(season, lambda: run(season, ["check"]))


def test_a_plan_that_is_a_link_to_where_nothing_is_yet(season: Path) -> None:
    before = outside(season)
    (season / "plan.xlsx").symlink_to(season.parent / "home" / "autostart.xlsx")
    assert run(season, ["solve", "--remedies", "0"]) == 3
    assert outside(season) == before


def test_what_a_killed_commit_left_is_cleared_by_the_next_that_writes(season: Path) -> None:
    put_journal(season, {}, "journal.new")
    (season / ".planner" / "owner.json").write_text("{}")
    assert run(season, ["solve", "--remedies", "0", "--exit-zero"]) == 0
    left = [p.name for p in season.rglob("*") if p.name in ("journal.new", "owner.json", ".crew.xlsx.planner-new")]
    assert left == []


def refused(folder: Path, command: Callable[[], int]) -> None:
    """Assert that a command ends with exit 3 and that everything, inside and outside, is as before."""
    before, inside = outside(folder), listing(folder)
    code = command()
    assert outside(folder) == before
    assert code == 3
    after = listing(folder)
    after.pop(".planner/owner.json", None)
    assert after == inside
    for reader in READERS:
        run(folder, reader)
        assert outside(folder) == before
