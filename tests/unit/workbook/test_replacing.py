"""Files of their own, replaced in one step."""

from pathlib import Path

import pytest

from planner.workbook.replacing import replace_file


def test_a_file_is_replaced_in_one_step_and_nothing_is_left_beside(tmp_path: Path) -> None:
    path = tmp_path / "copy.xlsx"
    replace_file(path, b"old")
    replace_file(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_gone_leaves_an_os_error(tmp_path: Path) -> None:
    path = tmp_path / "gone" / "copy.xlsx"
    with pytest.raises(FileNotFoundError) as error:
        replace_file(path, b"new")
    assert error.value.filename == str(path)  # not the temporary name beside it, which nobody knows
