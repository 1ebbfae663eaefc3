"""What is answered when a folder or a file that was named is not there."""

from pathlib import Path

import click
import pytest

from planner.cli.existing import FILE, FOLDER, Existing


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    for season in ("autumn", "winter"):
        (tmp_path / season).mkdir()
    (tmp_path / "autumn.xlsx").touch()
    return tmp_path


@pytest.mark.parametrize(
    ("kind", "typed", "is_there"), [(FOLDER, "autum", "autumn"), (FILE, "autum.xlsx", "autumn.xlsx")]
)
def test_the_nearest_of_its_kind_is_offered(desk: Path, kind: Existing, typed: str, is_there: str) -> None:
    with pytest.raises(click.BadParameter) as fault:
        kind.convert(str(desk / typed), None, None)
    assert fault.value.message.endswith(f'Did you mean "{desk / is_there}"?')


@pytest.mark.parametrize("typed", ["spring-2031", "nowhere/autumn"])
def test_nothing_is_offered_where_nothing_is_near(desk: Path, typed: str) -> None:
    with pytest.raises(click.BadParameter) as fault:
        FOLDER.convert(str(desk / typed), None, None)
    assert "Did you mean" not in fault.value.message


def test_what_is_there_is_a_path(desk: Path) -> None:
    assert FOLDER.convert(str(desk / "winter"), None, None) == desk / "winter"
