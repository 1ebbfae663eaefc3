"""When somebody is told, and of what. Changes when a night can alert to something else."""

from typing import Any

import pytest

from planner.batch.alerts import alerts_of
from planner.batch.config import Alert
from tests.unit.batch.results import figures, result


@pytest.mark.parametrize(
    ("alert", "bad", "good"),
    [
        (Alert(vacancies=5), {"vacant": 6}, {"vacant": 5}),
        (Alert(vacancies=0), {"vacant": 1}, {"vacant": 0}),
        (Alert(changes=20), {"changes": 21}, {"changes": 20}),
        (Alert(priority_1_vacant=True), {"priority_1_vacant": 1}, {"priority_1_vacant": 0}),
        (Alert(coverage_fell=2), {"filled": 8}, {"filled": 9}),
        (Alert(unproven=True), {"proven": False}, {"proven": True}),
    ],
)
def test_each_alert_from_its_threshold_on(alert: Alert, bad: dict[str, Any], good: dict[str, Any]) -> None:
    before = result(figures=figures(filled=10))
    assert len(alerts_of(alert, result(figures=figures(**bad)), before)) == 1
    assert alerts_of(alert, result(figures=figures(**good)), before) == ()
    assert alerts_of(Alert(), result(figures=figures(**bad)), before) == ()


def test_coverage_falls_against_a_run_only() -> None:
    assert alerts_of(Alert(coverage_fell=1), result(figures=figures(filled=0)), None) == ()


def test_without_a_plan_there_is_nothing_to_tell() -> None:
    every = Alert(vacancies=0, priority_1_vacant=True, coverage_fell=1, changes=0, unproven=True)
    assert alerts_of(every, result(figures=None), result(figures=figures(filled=9))) == ()
