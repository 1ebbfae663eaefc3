"""Does the program start? Changes when a command is added."""

import subprocess
import sys

import pytest

import planner.cli as cli_module

COMMANDS = ("new", "check", "solve", "verify", "availability", "explain", "compare", "history", "undo")
HEAVY = ("pandas", "numpy", "ortools", "highspy", "openpyxl", "xlsxwriter", "rich")


def test_every_command_is_tested() -> None:
    assert set(cli_module.cli.commands) == set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_has_an_example_and_the_common_options(
    command: str, option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli_module.run([command, option]) == 0
    out = capsys.readouterr().out
    assert f"  planner {command} " in out.partition("Examples:")[2]
    for common in ("--json", "--quiet", "--log"):
        assert common in out


def test_the_programs_own_help_explains_completion(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli_module.run(["-h"]) == 0
    out = capsys.readouterr().out
    assert "_PLANNER_COMPLETE=bash_source planner" in out
    assert all(command in out for command in COMMANDS)


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli_module.run(["--version"]) == 0
    assert capsys.readouterr().out.startswith("planner, version ")


def test_help_imports_nothing_heavy() -> None:
    program = (
        "import sys, planner.cli as c; c.run(['--help']); "
        f"print(*sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == ""


@pytest.mark.parametrize("command", ["check", "solve", "verify"])
def test_a_folder_that_is_not_there_is_exit_2_without_a_traceback(command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "planner.cli", command, "no-such-folder"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "no-such-folder" in done.stderr
    assert "Traceback" not in done.stderr
