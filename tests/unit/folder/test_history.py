"""The history's lines. Changes when the history says more about an operation."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from planner.folder import Entry, Outcome, Record, read_history
from planner.folder.history import add_record, withdraw_record
from planner.folder.record import FileChange

TIME = datetime(2027, 3, 1, 14, 2, 11, tzinfo=UTC)


def record(name: str) -> Record:
    entry = Entry("hire", {"name": "Zoë\nLindt", "days": 3}, Outcome.APPLIED, ("Zoë joins\u2028as Gaffer", "two"))
    record_id = f"20270301T101112.123456-000{name}"
    return Record(record_id, TIME, "ann", "mac-3", entry, (FileChange("crew.xlsx", None, "ab" * 32),))


def ids(folder: Path) -> list[str]:
    return [found.record_id[-1] for found in read_history(folder).records]


def test_a_record_is_read_as_it_was_written(tmp_path: Path) -> None:
    add_record(tmp_path, record("1"))
    assert read_history(tmp_path).records == (record("1"),)


def test_without_a_history_there_are_no_records(tmp_path: Path) -> None:
    assert read_history(tmp_path).records == ()


def test_a_record_is_added_once_however_often_it_is_asked_for(tmp_path: Path) -> None:
    for name in ("1", "2", "2"):
        add_record(tmp_path, record(name))
    assert ids(tmp_path) == ["1", "2"]


@pytest.mark.parametrize("kept", [1, 50, -1])
def test_a_torn_last_line_is_not_read_and_is_cut_off_by_the_next(tmp_path: Path, kept: int) -> None:
    add_record(tmp_path, record("1"))
    whole = (tmp_path / "history.jsonl").read_bytes()
    (tmp_path / "history.jsonl").write_bytes(whole + whole[:kept])
    assert ids(tmp_path) == ["1"]
    add_record(tmp_path, record("2"))
    assert ids(tmp_path) == ["1", "2"]
    assert read_history(tmp_path).findings == ()


@pytest.mark.parametrize("line", [b"{", b"[]", b'{"id": "1"}', b"\xff"])
def test_a_line_that_somebody_broke_is_a_warning_with_its_number(tmp_path: Path, line: bytes) -> None:
    add_record(tmp_path, record("1"))
    with (tmp_path / "history.jsonl").open("ab") as file:
        file.write(line + b"\n")
    add_record(tmp_path, record("2"))
    assert ids(tmp_path) == ["1", "2"]
    (finding,) = read_history(tmp_path).findings
    assert (finding.code, finding.place.file) == ("unreadable-history", "history.jsonl")
    assert finding.message.startswith("line 2 ")


def test_only_the_last_record_can_be_taken_back_and_half_of_it_too(tmp_path: Path) -> None:
    for name in ("1", "2"):
        add_record(tmp_path, record(name))
    withdraw_record(tmp_path, record("1"))
    assert ids(tmp_path) == ["1", "2"]
    withdraw_record(tmp_path, record("2"))
    whole = (tmp_path / "history.jsonl").read_bytes()
    (tmp_path / "history.jsonl").write_bytes(whole + whole[:9])
    withdraw_record(tmp_path, record("3"))
    assert (tmp_path / "history.jsonl").read_bytes() == whole
    assert ids(tmp_path) == ["1"]
