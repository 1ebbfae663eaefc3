"""Marked copies of damaged, odd and hostile folders: the check ends as it does without, and the copies read the same.

Changes when copies may differ from what they are copies of.
"""

import json
from pathlib import Path

import pytest

from planner.cli import run
from tests.sanity.bounded import MOST_MB, ask
from tests.sanity.hostile.case import Case
from tests.sanity.hostile.dangers import DANGERS
from tests.sanity.hostile.files import FILES
from tests.sanity.hostile.others import OTHERS
from tests.sanity.hostile.parts import PARTS
from tests.sanity.hostile.tables import TABLES
from tests.sanity.hostile.values import CELLS, DATES, FACTS
from tests.sanity.test_hostile_workbooks import contents, places
from tests.unit.workbook.xlsx.edits.opened import book_of

ODD = (*FILES, *PARTS, *TABLES, *DATES, *CELLS, *FACTS, *OTHERS)
ABOUT_THE_FOLDER = ("file-open", "conflicted-copy", "renamed", "renumbered", "unreadable-published")
"""What is told of files that copies do not have beside them: a plan, a published one."""


@pytest.mark.parametrize("case", ODD, ids=[case.name for case in ODD])
def test_marked_copies_read_as_what_they_are_copies_of(
    case: Case, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, target = tmp_path / "folder", tmp_path / "marked"
    folder.mkdir()
    case.make(folder)
    before = contents(folder)
    assert run(["check", str(folder), "--mark", str(target), "--json"]) == (2 if case.refused else 0)
    answer = json.loads(capsys.readouterr().out)
    assert places(answer["problems"]) == case.told
    assert contents(folder) == before
    unmarked = {copy["file"] for copy in answer["marked"] if copy["reason"]}
    copies = {copy["file"] for copy in answer["marked"] if not copy["reason"]}
    assert {path.name for path in target.iterdir()} == {*copies, ".planner-marked.json"}
    if not unmarked and copies == {"crew.xlsx", "productions.xlsx"}:
        run(["check", str(target), "--json"])
        again = places(json.loads(capsys.readouterr().out)["problems"])
        kept = (told for told in case.told if told[0] not in ABOUT_THE_FOLDER and "plan.xlsx" not in told[1])
        assert again == tuple(kept)


@pytest.mark.soak  # each takes as long as the check without a mark, which every run tries
@pytest.mark.parametrize("case", DANGERS, ids=[case.name for case in DANGERS])
def test_what_is_dangerous_to_open_is_not_opened_to_mark_it(case: Case, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    case.make(tmp_path / "folder")
    answer = ask("check", tmp_path / "folder", "--mark", tmp_path / "marked")
    assert places(answer.json["problems"]) == case.told
    assert answer.peak_mb < MOST_MB


@pytest.mark.parametrize("name", ["broken", "season"])
def test_marked_samples_open_in_full(name: str, tmp_path: Path) -> None:
    run(["check", str(Path(__file__).parents[2] / "sample_data" / name), "--mark", str(tmp_path), "--json"])
    for file in ("crew.xlsx", "productions.xlsx"):
        book = book_of((tmp_path / file).read_bytes())
        assert ("Problems" in book.sheetnames) == (name == "broken")
