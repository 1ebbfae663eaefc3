"""What ``solve`` makes of a run's outcome; the run itself is not started. Changes when exit codes or options do."""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import planner.cli as cli_module
from planner.domain.finding import Finding, Place, Severity
from planner.domain.plan import Plan
from planner.domain.progress import Progress
from planner.domain.report import Report
from tests.unit.cli.test_summary import INSTANCE, PLAN, REPORT

Play = Callable[..., tuple[int, str, str]]

ERROR = Finding("bad-date", Severity.ERROR, Place("crew.xlsx", "Crew", "E2"), "No date.")
WARNING = Finding("hidden-rows", Severity.WARNING, Place("crew.xlsx", "Crew", "A2"), "Rows are hidden.")


@dataclass(frozen=True)
class Options:
    threads: int
    time_limit_s: float | None
    fresh: bool
    wait_s: float
    on_recovery: Callable[[Any], None] | None
    on_progress: Callable[[Progress], None] | None
    on_changed: Callable[[str], None]
    remedies: float
    stop: Any
    force: bool
    freeze_days: int
    today: date | None


@dataclass(frozen=True)
class Outcome:
    findings: tuple[Finding, ...] = ()
    plan: Plan | None = PLAN
    report: Report | None = REPORT
    instance: Any = INSTANCE
    run: Any = None
    written: Path | None = None
    failure: str = ""
    aside: str = ""
    stays: bool = False
    dropped: tuple[str, ...] = ()
    backup: Path | None = None


@pytest.fixture
def play(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Play:
    """Return a player of ``planner solve`` whose run ends with the outcome that a test gives."""

    def run(outcome: Outcome, *args: str) -> tuple[int, str, str]:
        def solve_folder(paths: Any, options: Options) -> Outcome:
            seen.append(options)
            assert options.on_progress is not None
            options.on_progress(Progress("coverage 1", 1, 2, 0, 1, 9.0))
            return replace(outcome, written=outcome.written or paths.plan) if outcome.plan else outcome

        pipeline = ModuleType("planner.pipeline")
        pipeline.SolveOptions, pipeline.solve_folder = Options, solve_folder
        monkeypatch.setitem(sys.modules, "planner.pipeline", pipeline)
        return (cli_module.run(["solve", str(tmp_path), *args]), *capsys.readouterr())

    return run


seen: list[Options] = []


def test_with_conflicts_it_is_1_and_with_exit_zero_0(play: Play) -> None:
    assert play(Outcome())[0] == 1
    assert play(Outcome(), "--exit-zero")[0] == 0


def test_with_nothing_above_info_it_is_0(play: Play) -> None:
    assert play(Outcome(report=Report(conflicts=REPORT.conflicts[2:])))[0] == 0


def test_the_summary_is_the_result_and_warnings_and_progress_are_messages(play: Play) -> None:
    _, out, err = play(Outcome(findings=(WARNING,)))
    assert out.startswith("1 of 3 slots filled")
    assert "coverage 1: 1, bound 2" in err
    assert "Rows are hidden" in err


def test_json_is_alone_on_stdout(play: Play) -> None:
    code, out, _ = play(Outcome(findings=(WARNING,)), "--json")
    assert (code, json.loads(out)["plan"]) == (1, "plan.xlsx")


def test_quiet_says_nothing(play: Play) -> None:
    assert play(Outcome(findings=(WARNING,)), "--quiet") == (1, "", "")


def test_an_input_with_errors_is_2_with_its_problems(play: Play) -> None:
    refused = Outcome(findings=(ERROR, WARNING), plan=None, report=None, instance=None)
    code, out, _ = play(refused, "--json")
    answer = json.loads(out)
    assert (code, answer["error"]["code"]) == (2, "input-refused")
    assert [problem["code"] for problem in answer["problems"]] == ["bad-date", "hidden-rows"]


def test_no_result_is_3_and_says_why(play: Play) -> None:
    code, out, err = play(Outcome(failure="crew.xlsx changed while this was planned."))
    assert (code, out) == (3, "")
    assert err.endswith("planner: crew.xlsx changed while this was planned.\n")


@pytest.mark.parametrize("stays", [False, True])
def test_a_plan_that_stays_although_it_is_not_proven_says_so(play: Play, stays: bool) -> None:
    assert PLAN.status != "optimal"
    assert ("Nothing has changed since" in play(Outcome(stays=stays))[2]) == stays


def test_what_was_kept_aside_is_3_with_all_of_its_summary(play: Play, tmp_path: Path) -> None:
    aside = Outcome(aside="plan.xlsx is open; kept as plan-2027.xlsx.", written=tmp_path / "plan-2027.xlsx")
    code, out, _ = play(aside, "--exit-zero")
    assert code == 3
    assert out.splitlines()[0] == aside.aside
    assert "plan-2027.xlsx in " in out.splitlines()[-1]
    assert play(aside, "--quiet")[:2] == (3, f"{aside.aside}\n")


def test_options_reach_the_run(play: Play) -> None:
    play(Outcome(), "--threads", "3", "--time-limit", "2.5", "--fresh", "--wait", "0", "--force")
    assert (seen[-1].threads, seen[-1].time_limit_s, seen[-1].fresh, seen[-1].wait_s) == (3, 2.5, True, 0)
    assert seen[-1].force
    play(Outcome())
    assert (seen[-1].threads, seen[-1].time_limit_s, seen[-1].fresh, seen[-1].wait_s) == (0, None, False, 10)


def test_what_is_frozen_reaches_the_run(play: Play) -> None:
    play(Outcome())
    assert (seen[-1].freeze_days, seen[-1].today) == (0, None)
    play(Outcome(), "--freeze-days", "7")
    assert (seen[-1].freeze_days, seen[-1].today) == (7, None)
    play(Outcome(), "--freeze-days", "0", "--today", "28 Feb 2027")
    assert (seen[-1].freeze_days, seen[-1].today) == (0, date(2027, 2, 28))


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--freeze-days", "-1"), "-1 is not in the range 0<=x<=3650"),
        (("--freeze-days", "3651"), "3651 is not in the range"),
        (("--freeze-days", "a week"), "'a week' is not a valid integer"),
        (("--freeze-days", "7", "--today", "30/02/2027"), "30/02/2027"),
        (("--today", "2027-03-01"), "--today is what --freeze-days counts from, and needs it."),
    ],
)
def test_what_cannot_be_frozen_is_refused(play: Play, args: tuple[str, ...], said: str) -> None:
    runs = len(seen)
    code, _, err = play(Outcome(), *args)
    assert (code, len(seen)) == (2, runs)
    assert said in err
