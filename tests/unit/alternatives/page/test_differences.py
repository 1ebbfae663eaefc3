"""What the page says of several plans beside their figures. Changes when it tells more or less of what differs."""

from dataclasses import replace

from planner.alternatives.comparison.wording import STAYS_AT_HOME
from planner.alternatives.page.dates import Days
from planner.alternatives.page.differences import PlanDifferences, differences
from tests.unit.alternatives.test_comparison import BOTH, ONE, STUDIO, away, compared, with_crew
from tests.unit.alternatives.test_comparison import FIRST as GAFFER

DEARER = with_crew("007", lambda one: one.revised(one.employments[0], day_rate_cents=98_765))


def test_each_plan_says_what_is_other_than_in_the_first_with_days_in_the_folders_order() -> None:
    found = differences(compared((STUDIO, BOTH), (with_crew("C1", away), ONE)), Days("ymd"), with_rates=False)
    slot = "Harbour (P1) Gaffer, 2027-05-03 – 2027-05-05: Ada (C1) → vacant"
    reason = "Ada (C1) is away 2027-05-05."
    assert found == (PlanDifferences("b", (reason,), ((reason, (slot,)),), 0, ""),)


def test_rates_are_told_only_where_they_are_wanted() -> None:
    comparison = compared((STUDIO, {GAFFER: "007"}), (DEARER, {GAFFER: "C1"}))
    (quiet,), (open_,) = (differences(comparison, Days(), with_rates=wanted) for wanted in (False, True))
    assert "987.65" not in str(quiet)
    assert [why for why, _ in quiet.moves] == [f"{STAYS_AT_HOME}."]
    assert open_.inputs == ("Bo (007) costs 987.65 a day, not 100.50.",)


def test_what_nobody_can_say_is_said_so() -> None:
    comparison = compared((STUDIO, BOTH), (STUDIO, ONE))
    plans = comparison.plans[0], replace(comparison.plans[1], knows_input=False)
    (found,) = differences(replace(comparison, plans=plans), Days(), with_rates=False)
    assert found.note
    assert differences(None, Days(), with_rates=True) == ()
