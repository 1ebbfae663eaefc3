"""What the Summary asks of a coordinator. Changes when its next steps do."""

from planner.domain.finding import Severity
from planner.domain.plan import Plan
from planner.domain.report import Conflict, Report
from planner.workbook.planbook.plan_words import next_steps


def displaced(severity: Severity) -> Conflict:
    return Conflict("hold-displaced", severity, "P1", "Gaffer", "Hold 1 is not kept.", "")


def test_a_hold_that_gave_way_to_a_better_booking_asks_for_no_decision() -> None:
    told = next_steps(Plan((), ()), Report((displaced(Severity.WARNING), displaced(Severity.INFO))), 0)
    assert [words for words, _ in told if "hold" in words] == [
        "Decide on 1 displaced hold on Conflicts (hold-displaced)."
    ]
    told = next_steps(Plan((), ()), Report((displaced(Severity.INFO),)), 0)
    assert not any("hold" in words for words, _ in told)
