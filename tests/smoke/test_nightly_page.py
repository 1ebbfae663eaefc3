"""Does the page for whoever runs the night name what there is? Changes when the night or its page does."""

import re
import shlex
import tomllib
from configparser import ConfigParser
from pathlib import Path

import click
import pytest

import planner.cli as cli_module
from planner.batch.config import Alert, Batch, Defaults, FolderTable, Keep
from planner.cli import exits
from planner.cli.groups import CommandWithOthers
from tests.commands import unknown_in

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "nightly.md").read_text("utf-8")
FENCED = re.findall(r"^ *```([a-z]+)\n(.*?)^ *```", PAGE, re.MULTILINE | re.DOTALL)
SPANS = re.findall(r"`([^`\n]+)`", re.sub(r"^ *```.*?^ *```", "", PAGE, flags=re.MULTILINE | re.DOTALL))
UNITS = re.findall(r"`/etc/systemd/system/([a-z.-]+)`:\n```ini\n(.*?)```", PAGE, re.DOTALL)
NIGHTLY = ("batch", "runs", "solve", "scenarios")


def command_lines() -> list[str]:
    """Return what follows ``planner`` wherever the page shows it."""
    lines = [line for _, body in FENCED for line in body.splitlines()]
    shown = (re.search(r"(?:^|[\\/ =])planner ([a-z].*)", line) for line in [*lines, *SPANS])
    return [found[1] for found in shown if found]


@pytest.mark.parametrize("line", command_lines())
def test_every_command_on_the_page_is_known_with_its_options(line: str) -> None:
    assert unknown_in(shlex.split(line)) == []


def test_commands_are_found_at_all() -> None:
    assert {line.split()[0] for line in command_lines()} >= {"batch", "runs", "solve", "explain", "check"}
    assert len(command_lines()) > 15


def options_of(name: str) -> set[str]:
    command = cli_module.find_command(name)
    commands = [*command.commands.values()] if isinstance(command, click.Group) else [command]
    commands += [command.own] if isinstance(command, CommandWithOthers) else []
    return {option for one in commands for parameter in one.params for option in parameter.opts}


def test_every_option_in_the_text_is_one_of_the_night() -> None:
    told = {word for span in SPANS for word in re.findall(r"^(--[a-z-]+)", span)}
    assert told
    assert told <= set().union(*map(options_of, NIGHTLY))


def test_every_key_of_the_file_is_one() -> None:
    keys = {key for table in (Alert, Batch, Defaults, FolderTable, Keep) for key in table.model_fields}
    told = {span.partition(" = ")[0] for span in SPANS if re.fullmatch(r"[a-z]+(_[a-z]+)*( = .*)?", span)}
    shown = {"freeze_days", "keep", "days", "count", "command"}
    assert shown <= told & keys
    assert {key for key in told if "_" in key} <= keys


def test_exit_codes_are_told_from_the_worst() -> None:
    rows = re.findall(r"^\| (\d) \|", PAGE, re.MULTILINE)
    assert list(map(int, rows)) == [exits.NO_RESULT, exits.USAGE, exits.BUSY, exits.CONFLICTS, exits.DONE]


@pytest.mark.parametrize(("name", "body"), UNITS)
def test_units_say_what_they_are_and_start_each_other(name: str, body: str) -> None:
    unit = ConfigParser(interpolation=None, strict=True)
    unit.optionxform = str
    unit.read_string(body)
    known = {name for name, _ in UNITS}
    assert unit["Unit"]["Description"]
    assert unit["Unit"].get("OnFailure", name) in known
    if name.endswith(".timer"):
        assert name.replace(".timer", ".service") in known
        assert {"OnCalendar", "RandomizedDelaySec", "Persistent"} <= set(unit["Timer"])
    else:
        assert unit["Service"]["Type"] == "oneshot"


def test_the_service_ends_as_the_planner_does() -> None:
    unit = ConfigParser(interpolation=None)
    unit.optionxform = str
    unit.read_string(dict(UNITS)["crew-night.service"])
    assert int(unit["Service"]["SuccessExitStatus"]) == exits.CONFLICTS
    # else one folder's lack of memory, or the end of the night, would take the children first
    assert (unit["Service"]["OOMPolicy"], unit["Service"]["KillMode"]) == ("continue", "mixed")


def test_the_line_of_cron_has_its_five_fields() -> None:
    ((_, body),) = [one for one in FENCED if one[0] == "crontab"]
    (line,) = [one for one in body.splitlines() if "planner" in one]
    *fields, _command = line.split(maxsplit=5)
    assert len(fields) == 5
    assert all(re.fullmatch(r"[\d*,/-]+", field) for field in fields)


def test_the_extra_that_it_installs_is_one() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    installed = re.findall(r"crew-planner\[([a-z]+)\]", PAGE)
    assert installed
    assert set(installed) <= set(project["optional-dependencies"])


def test_files_of_the_repository_that_it_names_are_there() -> None:
    for path in re.findall(r"(?:-f |`)(containers/[A-Za-z.]*)", PAGE):
        assert (ROOT / path).exists(), path
    for link in re.findall(r"\]\((?!http)([^)#]+)\)", PAGE):
        assert (ROOT / "docs" / link).exists(), link
