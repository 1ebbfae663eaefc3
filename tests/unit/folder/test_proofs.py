"""What was found out about a folder is read back as it was written, and anything else counts for nothing."""

import json
from pathlib import Path

import pytest

from planner.domain.ledger import CountCut, KeptPlan, Ledger, Proven
from planner.domain.plan import GoalResult
from planner.domain.settings import GoalName
from planner.folder import proofs, read_ledger, write_ledger
from planner.folder.places import proofs_file

GOALS = (GoalResult(GoalName.COVERAGE, 3, 3, True, None, 2), GoalResult(GoalName.COST, 90, 80, False, "work"))
LEDGER = Ledger(
    {"a": Proven((3, 0), {1: (0, 2)}, (4,), (CountCut(-2, {1: 5, 2: -1}),))},
    {"b": 7},
    {"c": KeptPlan(("C1", ""), GOALS, 2)},
    {"d": True, "e": False, "f": None},
)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    assert read_ledger(tmp_path) == Ledger()
    write_ledger(tmp_path, LEDGER)
    assert read_ledger(tmp_path) == LEDGER
    assert [file.name for file in proofs_file(tmp_path).parent.iterdir()] == ["proofs.json"]


@pytest.mark.parametrize("at", [0, 20, 60, 100, -1])
def test_a_damaged_byte_makes_it_count_for_nothing(at: int, tmp_path: Path) -> None:
    write_ledger(tmp_path, LEDGER)
    data = bytearray(proofs_file(tmp_path).read_bytes())
    data[at] ^= 1
    proofs_file(tmp_path).write_bytes(bytes(data))
    assert read_ledger(tmp_path) == Ledger()


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"proven": 1}', "[" * 100_000])
def test_so_does_a_file_that_says_something_else(body: str, tmp_path: Path) -> None:
    proofs_file(tmp_path).parent.mkdir()
    data = body.encode()
    proofs_file(tmp_path).write_bytes(proofs._first_line(data) + b"\n" + data)
    assert read_ledger(tmp_path) == Ledger()


@pytest.mark.parametrize("place", [("proven", "a", "totals", 0), ("filled", "b"), ("plans", "c", 2)])
def test_numbers_are_whole(place: tuple[str | int, ...], tmp_path: Path) -> None:
    found = json.loads(json.dumps(LEDGER.to_json()))
    *way, last = place
    inner = found
    for step in way:
        inner = inner[step]
    inner[last] = 1.5
    with pytest.raises(ValueError, match="whole number"):
        Ledger.from_json(found)


def test_another_version_begins_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_ledger(tmp_path, LEDGER)
    monkeypatch.setattr(proofs, "__version__", "0.0.1")
    assert read_ledger(tmp_path) == Ledger()


def test_a_link_out_of_the_folder_is_neither_read_nor_written(tmp_path: Path) -> None:
    folder, outside = tmp_path / "folder", tmp_path / "outside.json"
    write_ledger(folder, LEDGER)
    outside.write_bytes(proofs_file(folder).read_bytes())
    proofs_file(folder).unlink()
    proofs_file(folder).symlink_to(outside)
    before = outside.read_bytes()
    assert read_ledger(folder) == Ledger()
    write_ledger(folder, Ledger())
    assert outside.read_bytes() == before


def test_only_what_was_found_out_last_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.domain.ledger.MOST_TRIALS", 2)
    assert Ledger.from_json(LEDGER.to_json()).possible == {"e": False, "f": None}
