"""The page says what the plan says, and nothing that stays at home. Changes when the page does."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from planner.cli import run
from planner.workbook.xlsx.cells import clean
from tests.sanity.folders import sample
from tests.sanity.pages import HOSTILE, data_of, hostile_folder, slots_of, text_of, written_page

SECRETS = ("QXRATE", "7654.32", "7,654.32", "765432", "QXREASON", "QXNOTE")


@pytest.fixture(scope="module", params=["small", "overbooked", "season"])
def planned(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = sample(request.param, tmp_path_factory.mktemp("page"))
    assert run(["solve", str(folder), "--exit-zero", "--quiet"]) == 0
    return folder


def assigned(plan: Path) -> list[tuple[str, str, date, date, str]]:
    rows = list(load_workbook(plan, read_only=True)["Assignments"].iter_rows(values_only=True))
    at = {header: number for number, header in enumerate(rows[0])}
    wanted = [at[name] for name in ("Production ID", "Role", "From", "To", "Crew ID")]
    found = [[row[number] for number in wanted] for row in rows[1:]]
    return sorted((str(p), str(r), a.date(), b.date(), str(who or "")) for p, r, a, b, who in found)


def test_every_slot_of_the_plan_is_on_the_page(planned: Path) -> None:
    page = written_page(planned)
    rows = assigned(planned / "plan.xlsx")
    assert rows
    assert slots_of(data_of(page)) == rows
    text = text_of(page)
    assert text.count("⚠ vacant") == sum(not row[4] for row in rows)
    names = {row[0]: row[1] for row in data_of(page)["people"]}
    assert all(names[who] in text for *_, who in rows if who)


def test_the_page_loads_nothing_and_is_the_same_again(planned: Path) -> None:
    page = written_page(planned)
    assert "default-src 'none'" in page
    assert not re.search(r"<(link|img|iframe|script src)|url\(|@import|https?://", page)
    assert written_page(planned) == page


def test_every_conflict_and_remedy_of_the_plan_is_on_the_page(planned: Path) -> None:
    page = written_page(planned)
    book = load_workbook(planned / "plan.xlsx", read_only=True)
    assert len(data_of(page)["plans"][0]["conflicts"]) == sum(1 for _ in book["Conflicts"].rows) - 1
    numbers = {str(row[0]) for row in book["Remedies"].iter_rows(min_row=2, values_only=True)}
    assert {one[0] for one in data_of(page)["plans"][0]["remedies"]} == numbers
    assert all(f"{number}: " in text_of(page) for number in numbers)


def test_several_plans_are_one_page_and_a_plan_may_be_named_twice(planned: Path) -> None:
    other = planned / "other.xlsx"
    shutil.copy(planned / "plan.xlsx", other)
    plans = data_of(written_page(planned, str(planned / "plan.xlsx"), str(other)))["plans"]
    assert [plan["name"] for plan in plans] == ["plan", "other"]
    assert plans[0]["fill"] == plans[1]["fill"]


def test_hostile_names_stay_text(tmp_path: Path) -> None:
    page = written_page(hostile_folder(tmp_path / "hostile"))
    data = data_of(page)
    names = [clean(text) for text in HOSTILE]  # marks that turn what follows around are not read at all
    assert [one[1] for one in data["productions"]] == names
    assert sorted(one[1] for one in data["people"]) == sorted(names)
    assert page.count("<script") == page.count("</script>") == 2
    assert "<img" not in page
    assert all(title in text_of(page) for title in names)


def test_dates_on_the_page_follow_date_order(tmp_path: Path) -> None:
    page = written_page(hostile_folder(tmp_path / "mdy"))
    assert data_of(page)["order"] == "mdy"
    assert "May 3–9, 2027" in text_of(page)


def test_rates_costs_and_reasons_stay_at_home_unless_wanted(tmp_path: Path) -> None:
    folder = hostile_folder(tmp_path / "secret", secret=True)
    sheets = load_workbook(folder / "plan.xlsx")
    said = " ".join(str(cell) for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row)
    assert "QXREASON" in said  # the plan itself tells it
    outputs = [written_page(folder)]
    for who in ("C0", "C1"):
        outputs.append(written_page(folder, "--person", who))
    for text in outputs:
        assert not [secret for secret in SECRETS if secret in text]
    assert "QXREASON" in written_page(folder, "--with-rates")
    assert "7,654.32" in written_page(folder, "--with-rates", "--person", "C1")
    assert "QXNOTE" not in written_page(folder, "--with-rates")


def test_a_plan_of_other_input_tells_no_reason_either(tmp_path: Path) -> None:
    folder = hostile_folder(tmp_path / "secret", secret=True)
    old = folder / "old.xlsx"
    shutil.copy(folder / "plan.xlsx", old)
    assert run(["crew", "hire", str(folder), "--name", "Di Orr", "--role", "Grip", "--quiet"]) == 0
    page = written_page(folder, str(folder / "plan.xlsx"), str(old))
    assert [plan["fits"] for plan in data_of(page)["plans"]] == [True, False]
    assert not [secret for secret in SECRETS if secret in page]


def test_a_plan_whose_inputs_changed_since_says_so(tmp_path: Path) -> None:
    note = "It may be older than the inputs"
    folder = sample("small", tmp_path)
    assert run(["solve", str(folder), "--exit-zero", "--quiet"]) == 0
    assert run(["crew", "hire", str(folder), "--name", "Di Orr", "--role", "Gaffer", "--quiet"]) == 0
    assert note not in written_page(folder)  # the desk changed the plan with its input
    book = load_workbook(folder / "crew.xlsx")
    book["Crew"].append(["C99", "Eve Ash", "Director"])
    book.save(folder / "crew.xlsx")
    page = written_page(folder)
    assert note in page.partition("<main")[0]
    assert note in data_of(page)["plans"][0]["note"]
    assert note in written_page(folder, "--person", "C01")


def test_a_persons_sheet_holds_their_data_alone(planned: Path) -> None:
    data = data_of(written_page(planned))
    me = next(row[4] for row in assigned(planned / "plan.xlsx") if row[4])
    sheet = written_page(planned, "--person", me)
    assert re.search(rf"\b{me}\b", sheet)
    others = [row[0] for row in data["people"] if row[0] != me]
    assert not [one for one in others if re.search(rf"\b{one}\b", sheet)]
    titles = {row[0]: row[1] for row in data["productions"]}
    mine = {row[0] for row in slots_of(data) if row[4] == me}
    assert {one for one in titles if re.search(rf"\b{one}\b", sheet)} == mine
