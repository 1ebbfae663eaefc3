"""What somebody types wrong on the command line, or not at all, is told what it may be meant for."""

from pathlib import Path

import pytest

from planner.cli import run
from tests.unit.workbook.books import write_folder


def told(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    code = run(args)
    return (code, *capsys.readouterr())


@pytest.mark.parametrize("args", [(), ("crew",), ("production",)])
def test_bare_a_group_shows_its_help(capsys: pytest.CaptureFixture[str], args: tuple[str, ...]) -> None:
    code, out, err = told(capsys, *args)
    assert (code, err) == (0, "")
    assert out.startswith("Usage: planner")


@pytest.mark.parametrize(
    ("args", "hint"),
    [
        (("sovle",), "'solve'"),
        (("hire",), "'crew hire'"),
        (("reschedule",), "'production reschedule'"),
        (("crew", "hre"), "'hire'"),
        (("production", "stuff"), "'staff'"),
        (("check", ".", "--jsn"), "--json"),
    ],
)
def test_a_misspelt_command_or_option_is_told_the_nearest(
    capsys: pytest.CaptureFixture[str], args: tuple[str, ...], hint: str
) -> None:
    code, out, err = told(capsys, *args)
    assert (code, out) == (2, "")
    assert f"Did you mean {hint}" in err.replace("'--json'", "--json")


def test_what_is_like_no_command_has_no_hint(capsys: pytest.CaptureFixture[str]) -> None:
    assert "Did you mean" not in told(capsys, "xyzzy")[2]


@pytest.mark.parametrize("day", ["2026-05-03", "3 May 2026", "3. Mai 2026", "May 3, 2026", "2026/05/03"])
def test_dates_are_typed_as_in_cells(tmp_path: Path, capsys: pytest.CaptureFixture[str], day: str) -> None:
    write_folder(tmp_path)
    code, out, _ = told(capsys, "availability", str(tmp_path), "--from", day, "--to", "31/05/2026")
    assert code == 0
    assert "2026-05-03 to 2026-05-31 (29 days)" in out


@pytest.mark.parametrize(
    ("day", "message"),
    [
        (
            "03/04/2026",
            "could mean 2026-04-03 (day first) or 2026-03-04 (month first). Type it as 2026-04-03 or the other.",
        ),
        ("31/06/2026", "impossible day"),
        ("soon", "Type a date such as 2026-05-03."),
    ],
)
def test_a_date_that_is_none_or_two_is_refused_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], day: str, message: str
) -> None:
    for command in (("availability",), ("crew", "away")):
        who = ("C1",) if command == ("crew", "away") else ()
        code, _, err = told(capsys, *command, str(tmp_path), *who, "--from", day, "--to", "2026-05-31")
        assert code == 2
        assert message in err
        assert "%Y" not in err


@pytest.mark.parametrize(
    ("args", "hint"),
    [
        (("crew", "show", "{}", "C11"), 'Did you mean "C1" (Ada Moreau)?'),
        (("crew", "show", "{}", "Ada Morau"), 'Did you mean "Ada Moreau"?'),
        (("production", "show", "{}", "Harbor Lights"), 'Did you mean "Harbour Lights"?'),
        (("crew", "list", "{}", "--role", "Gafer"), 'Did you mean "Gaffer"?'),
        (("availability", "{}", "--from", "2026-05-03", "--to", "2026-05-04", "--role", "Girp"), '"Grip"'),
    ],
)
def test_a_name_that_nobody_has_is_told_the_nearest_with_its_identifier(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], args: tuple[str, ...], hint: str
) -> None:
    write_folder(tmp_path)
    code, _, err = told(capsys, *(arg.format(tmp_path) for arg in args))
    assert code == 2
    assert hint in err
