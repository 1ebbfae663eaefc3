"""A new folder filled by the desk alone, from the templates to a plan. Changes when a folder begins otherwise."""

import json
from pathlib import Path

import pytest

import planner.cli as cli_module


def test_the_first_people_and_productions_may_come_by_the_desk(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(tmp_path / "season")
    days = ("--from", "2027-03-01", "--to", "2027-03-09")
    commands = (
        ("new", folder),
        ("crew", "hire", folder, "--name", "Ada Moreau", "--role", "Gaffer"),
        ("crew", "hire", folder, "--name", "Bo Lindt", "--role", "Grip", "--from", "2027-01-05"),
        ("production", "schedule", folder, "--title", "First Light", *days, "--need", "Gaffer=1", "--need", "Grip=1"),
    )
    assert [cli_module.run(list(command)) for command in commands] == [0, 0, 0, 0]
    capsys.readouterr()
    assert cli_module.run(["solve", folder, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["slots"], said["filled"], said["status"]) == (2, 2, "optimal")
    assert cli_module.run(["check", folder, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"problems": []}
