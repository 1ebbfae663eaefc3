"""``planner report``: where it writes, and what it refuses. Changes when the command does."""

import json
from pathlib import Path

import pytest

from planner.cli import run
from tests.sanity.folders import sample
from tests.unit.workbook.books import CREW_HEAD, write_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return sample("small", tmp_path)


def answer(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def test_solving_with_a_report_writes_the_page_beside_the_plan(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["solve", str(folder), "--report", "--exit-zero", "--json"]) == 0
    assert answer(capsys)["report"] == "report.html"
    written = (folder / "report.html").read_bytes()
    assert run(["report", str(folder), "--json"]) == 0
    assert answer(capsys) == {"report": str(folder / "report.html"), "plans": ["plan"], "bytes": len(written)}
    assert (folder / "report.html").read_bytes() == written


def test_without_a_plan_there_is_nothing_to_show(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["report", str(folder), "--json"]) == 2
    assert answer(capsys)["error"]["code"] == "no-plan"  # type: ignore[index]


def test_a_person_is_meant_by_id_or_name_and_a_stranger_refused(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["solve", str(folder), "--exit-zero", "--quiet"]) == 0
    assert run(["report", str(folder), "--person", "yusuf hale", "--quiet"]) == 0
    assert "Yusuf Hale" in (folder / "report-C08.html").read_text(encoding="utf-8")
    assert not (folder / "report.html").exists()
    capsys.readouterr()
    assert run(["report", str(folder), "--person", "Yusuf Hail", "--json"]) == 2
    assert "Yusuf Hale" in answer(capsys)["error"]["message"]  # type: ignore[index]


def test_each_person_has_a_file_of_their_own_whatever_they_are_called(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    crew = (CREW_HEAD, ("A/1", "Ada Moreau", "Gaffer"), ("A:1", "Bo Lindt", "Grip"), ("..", "Di Orr", "Grip"))
    write_folder(tmp_path, crew=crew)
    assert run(["solve", str(tmp_path), "--exit-zero", "--quiet"]) == 0
    capsys.readouterr()
    for who, name, file in (("A/1", "Ada", "A-1"), ("A:1", "Bo", "A-1 2"), ("..", "Di", "")):
        assert run(["report", str(tmp_path), "--person", who, "--json"]) == 0
        written = Path(str(answer(capsys)["report"]))
        assert written == tmp_path / f"report-{file}.html"
        assert name in written.read_text(encoding="utf-8").partition("<body>")[2]


def test_what_is_no_plan_is_refused_and_nothing_written(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["report", str(folder), str(folder / "crew.xlsx"), "--json"]) == 2
    assert answer(capsys)["error"]["code"] == "input-refused"  # type: ignore[index]
    assert not (folder / "report.html").exists()


def test_a_page_that_cannot_be_written_is_no_result(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["solve", str(folder), "--exit-zero", "--quiet"]) == 0
    assert run(["report", str(folder), "--out", str(folder / "nowhere" / "page.html"), "--json"]) == 3
    assert answer(capsys)["error"]["code"] == "cannot-write"  # type: ignore[index]
