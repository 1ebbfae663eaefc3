"""Progress on a terminal and on other streams. Changes when somebody waiting should see something else."""

import json
from pathlib import Path

import pytest

from planner.cli.progress import progress_line, shown_progress
from planner.cli.screen import Screen
from planner.domain.progress import Progress


def test_remedies_are_counted_in_vacancies() -> None:
    assert progress_line(Progress("remedies", 40, 640, 0, 1, 12.2)) == "remedies: 40 of 640 vacancies · 12 s"


def at(seconds: float) -> Progress:
    return Progress("coverage 1", 40, 42, 3, 7, seconds)


def test_a_line_has_goal_value_bound_part_and_time() -> None:
    assert progress_line(at(12.3)) == "coverage 1: 40, bound 42 · part 3 of 7 · 12 s"


def test_plain_lines_come_now_and_then_and_the_log_gets_a_second_each(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    log = tmp_path / "log.jsonl"
    with shown_progress(Screen(log=log)) as listen:
        for seconds in (0.5, 5.0, 5.9, 6.0, 10.0):
            listen(at(seconds))
    out, err = capsys.readouterr()
    assert out == ""
    assert [line.rpartition("· ")[2] for line in err.splitlines()] == ["5 s", "10 s"]
    assert [json.loads(line)["elapsed_s"] for line in log.read_text().splitlines()] == [0.5, 5.0, 6.0, 10.0]


def shown(err: str) -> list[str]:
    """Return what stands on each line of a terminal after ``err``, blanks at the end left off."""
    lines = []
    for line in err.split("\n"):
        cells: list[str] = []
        for text in line.split("\r"):
            cells[: len(text)] = text
        lines.append("".join(cells).rstrip())
    return lines


def test_a_terminal_shows_one_line_that_goes(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "50")
    screen, told = Screen(), ""
    with shown_progress(screen) as listen:
        for progress, line in (
            (None, "Reading the workbooks"),
            (at(12.3), "Planning · coverage 1: 40, bound 42 · part 3 of 7"),
            (Progress("whole", 4, 5, 0, 1, 13.0), "Planning · whole: 4, bound 5 · 13 s"),
        ):
            if progress:
                listen(progress)
            told += capsys.readouterr().err
            assert shown(told) == [line]
        screen.say("Stopping.")
        listen(Progress("whole", 5, 5, 0, 1, 14.0))
        told += capsys.readouterr().err
        assert shown(told) == ["Stopping.", "Planning · whole: 5, bound 5 · 14 s"]
    out, err = capsys.readouterr()
    assert (out, shown(told + err)) == ("", ["Stopping.", ""])


def test_a_terminal_shows_nothing_when_asked_to_be_quiet(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    with shown_progress(Screen(quiet=True)) as listen:
        listen(at(1.0))
    assert capsys.readouterr().err == ""
