"""How a command's end becomes text and an exit code. Changes when exit codes or common options do."""

import json
from collections.abc import Callable
from pathlib import Path

import click
import pytest

import planner.cli as cli_module
from planner.cli.exits import BUSY, Refusal
from planner.cli.options import common_options
from planner.cli.screen import Screen
from planner.domain.finding import Finding, Place, Severity

FAULT = Finding("bad-date", Severity.ERROR, Place("crew.xlsx", "Crew", "E2"), "No date.")

Play = Callable[..., tuple[int, str, str]]


@pytest.fixture
def play(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Play:
    """Return a player of command lines whose command ``act`` ends as the test says."""

    def run(end: Callable[[Screen], int], *args: str) -> tuple[int, str, str]:
        @click.command()
        @common_options()
        def act(screen: Screen) -> int:
            return end(screen)

        monkeypatch.setitem(cli_module.cli.commands, "act", act)
        code = cli_module.run(["act", *args])
        return (code, *capsys.readouterr())

    return run


def refuse(_: Screen) -> int:
    raise Refusal(BUSY, "busy", "Somebody else is planning.", (FAULT,))


def crash(_: Screen) -> int:
    raise ZeroDivisionError("division by zero")


def test_what_a_command_returns_is_the_exit_code(play: Play) -> None:
    assert play(lambda _: 1) == (1, "", "")


def test_a_refusal_prints_its_findings_and_closes_with_its_sentence(play: Play) -> None:
    code, out, err = play(refuse)
    assert (code, out) == (4, "")
    assert err.splitlines()[0].startswith("error: crew.xlsx › Crew!E2")
    assert err.splitlines()[-1] == "planner: Somebody else is planning."


def test_with_json_a_refusal_is_one_object_and_nothing_else(play: Play) -> None:
    code, out, err = play(refuse, "--json")
    answer = json.loads(out)
    assert (code, err) == (4, "")
    assert answer["error"] == {"code": "busy", "message": "Somebody else is planning."}
    assert answer["problems"][0]["cell"] == "E2"


def test_a_crash_is_one_line_and_the_log_has_the_traceback(play: Play, tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    code, out, err = play(crash, "--log", str(log))
    assert (code, out, err.count("\n")) == (3, "", 1)
    assert "division by zero" in err
    assert "Traceback" not in err
    events = [json.loads(line) for line in log.read_text().splitlines()]
    assert [event["event"] for event in events] == ["started", "crash", "refused"]
    assert "Traceback" in events[1]["traceback"]


def test_a_missing_file_of_the_system_names_the_file(play: Play) -> None:
    def full(_: Screen) -> int:
        raise OSError(28, "No space left on device", "plan.xlsx")

    assert play(full)[2] == "planner: plan.xlsx: No space left on device.\n"


def test_an_interrupt_without_a_result_is_exit_3(play: Play) -> None:
    def interrupt(_: Screen) -> int:
        raise KeyboardInterrupt

    code, _, err = play(interrupt)
    assert code == 3
    assert "Interrupted" in err


def test_quiet_silences_what_is_said_in_passing(play: Play) -> None:
    def talk(screen: Screen) -> int:
        screen.say("by the way")
        return 0

    assert play(talk)[2] == "by the way\n"
    assert play(talk, "--quiet")[2] == ""


@pytest.mark.parametrize(
    "args", [("--no-such-option",), ("--log", "/no/such/folder/log"), ("--threads", "-1"), ("--time-limit", "nan")]
)
def test_wrong_usage_is_exit_2_in_json_too(play: Play, args: tuple[str, ...]) -> None:
    code, out, _ = play(lambda _: 0, "--json", *args)
    assert code == 2
    assert json.loads(out)["error"]["code"] == "usage"


def test_too_little_memory_is_said_in_words(play: Play) -> None:
    def hungry(_: Screen) -> int:
        raise MemoryError

    code, out, err = play(hungry)
    assert (code, out) == (3, "")
    assert err == "planner: There is not enough free memory to plan this folder. Nothing was changed.\n"
