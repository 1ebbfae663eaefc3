"""Does the program start? Changes when a command is added."""

import subprocess
import sys

import click
import pytest

import planner.cli as cli_module
from planner.cli.groups import CommandWithOthers

COMMANDS = (
    *("new", "check", "solve", "verify", "availability", "explain"),
    *("apply", "compare", "scenarios", "scenarios adopt", "suggest", "publish", "report", "export", "history", "undo"),
    "batch",
    *(f"runs {name}" for name in ("list", "show", "diff", "redo")),
    *(f"crew {name}" for name in ("hire", "fire", "away", "list", "show")),
    *(
        f"production {name}"
        for name in ("schedule", "reschedule", "cancel", "restore", "staff", "release", "handover", "list", "show")
    ),
)


def test_every_command_is_tested() -> None:
    found = {name: cli_module.find_command(name) for name in cli_module.cli.commands}
    groups = {name: command for name, command in found.items() if isinstance(command, click.Group)}
    inner = {f"{name} {one}" for name, group in groups.items() for one in group.commands}
    only_groups = {name for name, group in groups.items() if not isinstance(group, CommandWithOthers)}
    assert set(found) - only_groups | inner == set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_has_an_example_and_the_common_options(
    command: str, option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli_module.run([*command.split(), option]) == 0
    out = capsys.readouterr().out
    assert f"  planner {command} " in out.partition("Examples:")[2]
    for common in ("--json", "--quiet", "--log"):
        assert common in out


def test_the_programs_own_help_explains_completion(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli_module.run(["-h"]) == 0
    out = capsys.readouterr().out
    assert "_PLANNER_COMPLETE=bash_source planner" in out
    assert all(command.split()[0] in out for command in COMMANDS)


@pytest.mark.parametrize("group", ["crew", "production", "runs"])
def test_a_groups_help_lists_its_commands_with_an_example(group: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli_module.run([group, "--help"]) == 0
    out = capsys.readouterr().out
    assert f"  planner {group} " in out.partition("Examples:")[2]
    assert all(f"  {command.split()[1]}  " in out for command in COMMANDS if command.startswith(f"{group} "))


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli_module.run(["--version"]) == 0
    assert capsys.readouterr().out.startswith("planner, version ")


@pytest.mark.parametrize("command", ["check", "solve", "verify"])
def test_a_folder_that_is_not_there_is_exit_2_without_a_traceback(command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "planner.cli", command, "no-such-folder"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "no-such-folder" in done.stderr
    assert "Traceback" not in done.stderr
