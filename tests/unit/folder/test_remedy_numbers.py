"""Remedies are numbered on and on: what is found again keeps its number, and no number is given twice."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from planner.domain.change import Hire, MoveProduction
from planner.domain.production import Slot
from planner.domain.remedy import Remedy, RemedyKind
from planner.folder import UntrustedFolder, number_remedies
from planner.folder.places import remedies_file
from tests.builders import span

SLOT = Slot("P1", "Gaffer", span(3, 5), 1)
HIRING = Remedy(RemedyKind.HIRE, "Hire one", 3, (Hire("Gaffer", 1),), (SLOT,), ())
MOVING = Remedy(RemedyKind.MOVE_PRODUCTION, "Move", 2, (MoveProduction("P1", 2),), (SLOT,), ())


def test_numbers_go_on_and_stay(tmp_path: Path) -> None:
    assert number_remedies(tmp_path, [HIRING]) == {HIRING: "R1"}
    assert number_remedies(tmp_path, [MOVING, HIRING]) == {MOVING: "R2", HIRING: "R1"}
    dearer = replace(HIRING, what="Hire one, dearer", days=9)
    assert number_remedies(tmp_path, [dearer]) == {dearer: "R1"}  # the same changes for the same slot
    elsewhere = replace(MOVING, fills=(replace(SLOT, role="Grip"),))
    assert number_remedies(tmp_path, [elsewhere]) == {elsewhere: "R3"}
    assert number_remedies(tmp_path, []) == {}


def test_many_at_once_never_give_one_number_twice(tmp_path: Path) -> None:
    def numbered(days: int) -> str:
        remedy = replace(MOVING, changes=(MoveProduction("P1", days),))
        return number_remedies(tmp_path, [remedy])[remedy]

    with ThreadPoolExecutor(8) as pool:
        given = list(pool.map(numbered, range(1, 41)))
    assert sorted(int(number[1:]) for number in given) == list(range(1, 41))


def test_a_line_that_was_cut_off_counts_for_nothing(tmp_path: Path) -> None:
    number_remedies(tmp_path, [HIRING])
    with remedies_file(tmp_path).open("ab") as file:
        file.write(b"R2 0123")
    assert number_remedies(tmp_path, [MOVING, HIRING]) == {MOVING: "R2", HIRING: "R1"}
    assert len(remedies_file(tmp_path).read_text().splitlines()) == 2


@pytest.mark.parametrize("line", ["R1\n", "R0 " + "a" * 32 + "\n", "R1 " + "A" * 32 + "\n", "x\n", "\n", "\x00\n"])
def test_what_is_no_list_of_numbers_is_refused(tmp_path: Path, line: str) -> None:
    number_remedies(tmp_path, [HIRING])
    before = remedies_file(tmp_path).read_text() + line
    remedies_file(tmp_path).write_text(before)
    with pytest.raises(UntrustedFolder):
        number_remedies(tmp_path, [MOVING])
    assert remedies_file(tmp_path).read_text() == before


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    folder, outside = tmp_path / "season", tmp_path / "outside.txt"
    (folder / ".planner").mkdir(parents=True)
    outside.write_text("")
    remedies_file(folder).symlink_to(outside)
    with pytest.raises(UntrustedFolder):
        number_remedies(folder, [HIRING])
    assert outside.read_text() == ""
