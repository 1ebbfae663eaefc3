"""Ratios are against the planner's last row of the same folder; a command is measured with its own memory."""

import sys

import pytest

from benchmarks.measuring import apart, measure
from benchmarks.rows import HEADS, Measured, compared, goals_in_words, ratio


def column(name: str, rows: list[Measured]) -> list[str]:
    return [cells[HEADS.index(name)] for cells in compared(rows)]


def test_a_row_is_compared_with_the_last_planner_row_of_its_folder() -> None:
    rows = [
        Measured("a", "Planner", 10, 9, 10, False, 8.0, is_planner=True),
        Measured("a", "Planner: coverage", 10, 9, 9, True, 4.0, is_planner=True),
        Measured("a", "peer", 10, 7, None, False, 20.0),
        Measured("b", "Planner", 10, 10, 10, True, 1.0, is_planner=True),
        Measured("b", "peer", 10, 7, None, False, 2.0),
        Measured("b", "other", 10, note="too large"),
    ]
    assert column("× seconds", rows) == ["2.0", "1.0", "5.0", "1.0", "2.0", "–"]
    assert column("× missed", rows) == ["1.0", "1.0", "3.0", "1.0", "∞", "–"]
    assert column("proven", rows) == ["no", "yes", "no", "yes", "no", "–"]


@pytest.mark.parametrize(
    ("value", "base", "told"),
    [(3, 2, "1.5"), (0, 0, "1.0"), (1, 0, "∞"), (1, 40, "0.03"), (0, 7, "0.0"), (None, 1, "–")],
)
def test_ratios(value: float | None, base: float, told: str) -> None:
    assert ratio(value, base) == told


def goal(name: str, value: int, bound: int, priority: int | None = None) -> dict[str, object]:
    proven = value == bound
    return {"name": name, "value": value, "bound": bound, "proven": proven, "cut": None if proven else "work"} | (
        {"priority": priority} if priority else {}
    )


def test_goals_are_told_with_what_is_open() -> None:
    covered = [goal("coverage", 4, 4, 1), goal("coverage", 3, 3, 2), goal("coverage", 5, 5, 4)]
    assert goals_in_words([*covered, goal("whole", 1, 1)]) == "all goals proven"
    told = "proven: coverage 1–4, whole; not: cost (10.00% off its bound, work)"
    assert goals_in_words([*covered, goal("whole", 1, 1), goal("cost", 110, 100)]) == told
    assert goals_in_words([goal("coverage", 9, 10, 1)]) == "proven: none; not: coverage 1 (10.00% off its bound, work)"
    assert goals_in_words([goal("cost", 9000, 0)]) == "proven: none; not: cost (9,000 against 0, work)"


def test_a_command_is_measured() -> None:
    run = apart(measure, [sys.executable, "-c", "import sys; x = bytearray(300 << 20); print('done'); sys.exit(3)"])
    assert (run.exit_code, run.stdout) == (3, "done\n")
    assert 300 < run.peak_mib < 400


def test_a_command_that_takes_too_long_is_killed() -> None:
    run = measure([sys.executable, "-c", "import time; time.sleep(60)"], kill_after_s=0.3)
    assert run.exit_code < 0
    assert run.seconds < 60
