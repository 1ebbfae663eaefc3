"""The values of the page. Changes when a view shows something else."""

from dataclasses import replace

from planner.alternatives.comparison.figures import FigureRow, figure_rows
from planner.alternatives.page.data import NOT_THERE, page_data
from planner.alternatives.page.dates import Days
from planner.alternatives.page.listing import listed_productions
from planner.alternatives.page.registry import NOBODY
from planner.alternatives.page.shown import ShownPlan
from planner.alternatives.page.writing import json_in_html
from planner.domain.report import PlanChange, Report
from tests.builders import ANN, BO, GAFFER, GRIP, away, need, plan_of, recast, row, span, studio

CREW = (away(recast(ANN, first_day=span(1, 2).first_day), 20, 21, "secret"), BO)
NEEDS = need("P1", GAFFER, 3, 5, 2), need("P2", GRIP, 10, 12)
INSTANCE = studio(*NEEDS, crew=CREW, priorities={"P2": 1})
PLAN = plan_of(INSTANCE, row("P1", GAFFER, 3, 5, "C2"))


def shown(name: str = "plan", **parts: object) -> ShownPlan:
    return replace(ShownPlan(name, INSTANCE, PLAN, Report()), **parts)  # type: ignore[arg-type]


def test_days_count_from_the_monday_before_the_first_slot() -> None:
    data = page_data([shown()], "", with_rates=False)
    assert (data["day0"], data["days"], data["order"]) == ("2026-03-02", 14, "dmy")


def test_windows_say_who_fills_them_by_slot_number() -> None:
    data = page_data([shown()], "mdy", with_rates=False)
    assert data["windows"] == [[0, [0, 1, 2]], [1, [1, 8, 2]]]
    assert data["plans"][0]["fill"] == [[1, NOBODY], NOBODY]  # type: ignore[index]
    assert [role for role, _ in data["roles"]] == [GAFFER, GRIP]  # type: ignore[attr-defined]


def test_a_window_that_one_plan_does_not_have_is_said_to_be_absent() -> None:
    other = studio(*NEEDS, need("P1", GRIP, 3, 5), crew=CREW)
    more = ShownPlan("more", other, plan_of(other), Report())
    data = page_data([shown(), more], "", with_rates=False)
    assert [plan["fill"][-1] for plan in data["plans"]] == [NOT_THERE, NOBODY]  # type: ignore[attr-defined]


def test_people_have_employments_and_days_away_with_rates_only_where_wanted() -> None:
    without, with_rates = (page_data([shown()], "", with_rates=wanted)["people"] for wanted in (False, True))
    assert without[0] == ["C1", "Ann Reed", [[0, [], -1, None]], [[18, 1]]]  # type: ignore[index]
    assert with_rates[0] == ["C1", "Ann Reed", [[0, [], -1, None, 40_000]], [[18, 1, "secret"]]]  # type: ignore[index]


def test_what_another_plans_input_says_otherwise_of_somebody_stands_with_that_plan() -> None:
    other = replace(shown("moved"), instance=INSTANCE.rebuilt(crew=(recast(CREW[0], absences=()), BO)))
    plans = page_data([shown(), other], "", with_rates=False)["plans"]
    assert [plan["people"] for plan in plans] == [{}, {0: ["C1", "Ann Reed", [[0, [], -1, None]], []]}]  # type: ignore[attr-defined]


def test_who_has_another_name_in_a_plan_or_is_not_in_it_stands_with_that_plan() -> None:
    called = replace(shown("called"), instance=INSTANCE.rebuilt(crew=(replace(CREW[0], full_name="Ana"), BO)))
    alone = replace(shown("alone"), instance=INSTANCE.rebuilt(crew=(CREW[0],)))
    plans = page_data([shown(), called, alone], "", with_rates=False)["plans"]
    assert [{who: row and row[1] for who, row in plan["people"].items()} for plan in plans] == [
        {},
        {0: "Ana"},
        {1: None},
    ]  # type: ignore[attr-defined]


def test_a_change_of_somebody_who_is_gone_names_them() -> None:
    gone = PlanChange("no longer there", "P9", GAFFER, span(3, 4), "C9", "Di Orr")
    data = page_data([shown(report=Report(changes=(gone,)))], "", with_rates=False)
    assert data["plans"][0]["changes"] == [["no longer there", -1, 0, 1, 1, NOBODY, None, "Di Orr", "P9"]]  # type: ignore[index]


def test_figures_stand_beside_each_other_with_their_difference() -> None:
    best = shown("best", plan=plan_of(INSTANCE, row("P1", GAFFER, 3, 5, "C1"), row("P1", GAFFER, 3, 5, "C2", 2)))
    rows = {one.label: one for one in figure_rows([shown(), best], with_rates=True)}
    assert rows["Slots filled"].cells == (("1", ""), ("2", "+1"))
    assert rows["Vacant, priority 3"].cells == (("1", ""), ("0", "−1"))
    assert rows["Cost"].cells == (("0.00", ""), ("1,200.00", "+1,200.00"))
    assert "Cost" not in {one.label for one in figure_rows([shown()], with_rates=False)}
    assert FigureRow("x", (1, None)).cells[1] == ("–", "")


def test_without_scripts_every_production_is_listed_with_its_vacancies() -> None:
    first, second = listed_productions(shown(), Days())
    assert (first.title, first.lines) == ("Film P1 (P1)", ("3–5 Mar: Gaffer Bo Li, ⚠ vacant",))
    assert second.lines == ("10–12 Mar: Grip ⚠ vacant",)


def test_json_ends_no_script_whatever_it_holds() -> None:
    assert json_in_html({"a": "</script><!--\u2028"}) == '{"a":"\\u003c/script>\\u003c!--\\u2028"}'
