"""Does the README say what the package does? Changes when the README's tables or commands do."""

import re
import shlex
from pathlib import Path

import click
import pytest

import planner.cli as cli_module
from docs.make_readme import gone_through, tour, with_examples
from planner.cli import exits
from planner.domain.settings import DEFAULT_GOALS, GoalName
from tests.commands import unknown_in

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def codes_in(section: str) -> list[str]:
    """Return the first column of the tables below a heading, in order."""
    text = README.partition(f"## {section}\n")[2].partition("\n## ")[0]
    return re.findall(r"^\| `([a-z-]+)` \|", text, re.MULTILINE)


def command_below(marker: str) -> str:
    return README.partition(f"<!-- {marker} -->\n```bash\n")[2].partition("\n```")[0]


def audit_strings() -> set[str]:
    """Return every quoted kebab-case word of the audit's source."""
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "planner" / "audit").glob("*.py"))
    return set(re.findall(r'"([a-z]+(?:-[a-z]+)*)"', source))


@pytest.mark.parametrize("code", codes_in("Rules"))
def test_every_code_of_the_rules_tables_is_the_packages(code: str) -> None:
    assert code in audit_strings()


def test_the_tables_hold_what_the_contract_names() -> None:
    assert len(codes_in("Rules")) == 9 + 7


def test_the_goals_are_the_packages_in_their_default_order() -> None:
    assert codes_in("Goals") == [goal.value for goal in GoalName]
    assert codes_in("Goals")[: len(DEFAULT_GOALS)] == [goal.value for goal in DEFAULT_GOALS]


def test_exit_codes_are_the_packages() -> None:
    text = README.partition("## Exit codes\n")[2].partition("\n## ")[0]
    codes = [int(code) for code in re.findall(r"^\| (\d) \|", text, re.MULTILINE)]
    assert codes == [exits.DONE, exits.CONFLICTS, exits.USAGE, exits.NO_RESULT, exits.BUSY]


@pytest.mark.parametrize("marker", ["plan-command", "test-command"])
def test_the_two_commands_are_one_line_each_with_an_environment_of_their_own(marker: str) -> None:
    command = command_below(marker)
    assert "\n" not in command
    assert shlex.split(command)[:4] == ["python3", "-m", "venv", ".venv"]


def test_the_first_command_leaves_the_planner_on_the_path() -> None:
    steps = command_below("plan-command").split(" && ")
    assert steps[1:3] == [". .venv/bin/activate", "pip install --quiet ."]
    assert steps[3].startswith("planner solve ")


def shown_commands() -> list[str]:
    """Return the commands of the tour and the examples."""
    lines = [line.partition(" #")[0].removeprefix("$ ").strip() for line in README.splitlines()]
    return [line for line in lines if line.startswith("planner ")]


@pytest.mark.parametrize("line", shown_commands())
def test_every_command_shown_is_known_with_its_options(line: str) -> None:
    assert unknown_in(shlex.split(line)[1:]) == []


def known_options(name: str, args: list[str]) -> set[str]:
    command = cli_module.find_command(name)
    if isinstance(command, click.Group):
        command = command.commands[args[0]]
    return {option for parameter in command.params for option in parameter.opts}


def desk_rows() -> list[str]:
    return [line for line in README.splitlines() if re.match(r"\| `planner (crew|production) [a-z]+ DIR", line)]


@pytest.mark.parametrize("row", desk_rows())
def test_every_command_of_the_desk_is_known_with_the_options_beside_it(row: str) -> None:
    group, *others = re.findall(r"`(?:planner (?:crew|production) )?([a-z]+) DIR", row)
    name = "crew" if "planner crew" in row else "production"
    known = set().union(*(known_options(name, [word]) for word in (group, *others)))
    assert set(re.findall(r"--[a-z-]+", row)) <= known


def test_the_desk_s_table_is_whole() -> None:
    shown = {word for row in desk_rows() for word in re.findall(r"([a-z]+) DIR", row)}
    known = {name for group in ("crew", "production") for name in cli_module.find_command(group).commands}
    assert shown == known - {"list", "show"}


@pytest.fixture(scope="module")
def toured(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[tuple[str, int, str]]]:
    folder = tmp_path_factory.mktemp("tour")
    return folder, list(gone_through(README, folder))


def test_the_tour_runs_as_written(toured: tuple[Path, list[tuple[str, int, str]]]) -> None:
    _, told = toured
    assert [what for what in told if what[1] not in (exits.DONE, exits.CONFLICTS)] == []
    assert len(told) == len(tour(README)) > 8


def test_the_examples_say_what_the_planner_says(toured: tuple[Path, list[tuple[str, int, str]]]) -> None:
    """Where they differ, ``make docs`` makes them anew."""
    folder, _ = toured
    assert with_examples(README, folder).splitlines() == README.splitlines()


def test_every_sample_folder_named_is_there() -> None:
    for name in ("small", "season", "overbooked", "broken"):
        assert f"`{name}`" in README
        assert (ROOT / "sample_data" / name / "crew.xlsx").is_file()
        assert (ROOT / "sample_data" / name / "productions.xlsx").is_file()
