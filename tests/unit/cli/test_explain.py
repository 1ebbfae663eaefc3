"""``planner explain`` on the terminal: what is asked about, what is refused. Changes when it says more."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest
from openpyxl import load_workbook

import planner.cli as cli_module

SMALL = Path(__file__).parents[3] / "sample_data" / "small"
Play = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("folder") / "small"
    folder.mkdir()
    for name in ("crew.xlsx", "productions.xlsx"):
        shutil.copy(SMALL / name, folder / name)
    cli_module.run(["solve", str(folder), "--quiet"])
    return folder


@pytest.fixture
def folder(planned: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(planned, tmp_path / "small"))


@pytest.fixture
def play(capsys: pytest.CaptureFixture[str], folder: Path) -> Play:
    def run(*args: str) -> tuple[int, str, str]:
        return (cli_module.run(["explain", str(folder), *args]), *capsys.readouterr())

    return run


def test_a_vacancy_is_told_with_reason_people_and_remedies(play: Play) -> None:
    # Yusuf, the only boom operator, leaves on 21 May; P04 shoots from 20 to 26 May.
    code, out, _ = play()
    text = " ".join(out.split())
    assert code == 1
    where = "Night Ferry (documentary) (P04)"
    assert text.startswith(f"1 vacancy. Nobody fills {where} Boom Operator, 20–26 May 2027 (slot 1). Priority 4.")
    assert "Why: Boom Operator: 1 needed on 22–26 May 2027, nobody employed and present" in text
    assert "Near: Yusuf Hale (C08), 5 of 7 days missed: leaves on 21 May 2027." in text
    assert "Employ Yusuf Hale (C08) until 26 May 2027 (5 days longer): fills it; makes the production whole" in text


def test_json_lists_what_each_remedy_changes(play: Play) -> None:
    (vacancy,) = json.loads(play("--json")[1])["vacancies"]
    changes = {remedy["kind"]: remedy["changes"] for remedy in vacancy["remedies"]}
    assert changes["extend"] == [{"change": "last day", "crew": "C08", "to": "2027-05-26"}]
    days = {"from": "2027-05-20", "to": "2027-05-26"}
    assert changes["hire"] == [
        {"change": "hire", "role": "Boom Operator", "number": 1, **days},
        {
            "change": "book",
            "production": "P04",
            "crew": "NEW-1",
            "role": "Boom Operator",
            **days,
            "value": "confirmed",
        },
    ]


def test_exit_zero(play: Play) -> None:
    assert play("--exit-zero")[0] == 0


def test_only_what_is_asked_about(play: Play) -> None:
    assert play("--production", "P01")[1] == "No vacancy.\n"
    assert json.loads(play("--role", "Gaffer", "--json")[1])["vacancies"] == []
    assert len(json.loads(play("--role", "boom  operator", "--json")[1])["vacancies"]) == 1


def test_without_work_for_remedies_the_reason_is_told(play: Play) -> None:
    (vacancy,) = json.loads(play("--remedies", "0", "--json")[1])["vacancies"]
    assert (vacancy["examined"], vacancy["remedies"]) == (False, [])
    assert vacancy["reason"]["kind"] == "short-days"


@pytest.mark.parametrize(
    ("option", "text", "near"),
    [
        ("--production", "P4", "Night Ferry (documentary) (P04)"),
        ("--production", "Night Fery (documentary)", "Night Ferry (documentary) (P04)"),
        ("--role", "Boom Oprator", "Boom Operator"),
    ],
)
def test_what_is_not_there_is_a_usage_error_with_a_hint(play: Play, option: str, text: str, near: str) -> None:
    code, _, err = play(option, text)
    assert code == 2
    assert f"Did you mean {near}?" in err


def test_without_a_plan_there_is_nothing_to_explain(play: Play, folder: Path) -> None:
    (folder / "plan.xlsx").unlink()
    code, _, err = play()
    assert code == 2
    assert "Run `planner solve` first" in err


def test_a_plan_of_other_slots_is_refused(play: Play, folder: Path) -> None:
    book = load_workbook(folder / "productions.xlsx")
    book["Requirements"]["D2"] = 4
    book.save(folder / "productions.xlsx")
    code, _, err = play()
    assert code == 2
    assert "Run `planner solve` again" in err


def test_an_edited_plan_is_explained_without_its_old_proofs(play: Play, folder: Path) -> None:
    """Somebody is taken off by hand: their slot is vacant, free to be filled, and no figure is called exact."""
    book = load_workbook(folder / "plan.xlsx")
    sheet = book["Assignments"]
    heads = [cell.value for cell in sheet[1]]
    crew, name, booked = (heads.index(one) for one in ("Crew ID", "Full name", "Booked"))
    row = next(cells for cells in sheet.iter_rows(min_row=2) if cells[crew].value and not cells[booked].value)
    row[crew].value = row[name].value = None
    book.save(folder / "plan.xlsx")
    said = json.loads(play("--json")[1])
    assert len(said["vacancies"]) == 2
    assert "not-shown" in {one["reason"]["kind"] for one in said["vacancies"]}
    assert not any(remedy["exact"] for one in said["vacancies"] for remedy in one["remedies"])


def test_a_folder_that_cannot_be_locked_lacks_no_remedy_that_it_has(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_only(*_: object) -> NoReturn:
        raise PermissionError("the folder is read-only")

    monkeypatch.setattr("planner.explaining.locked", read_only)
    code, _, err = play("--remedies", "0.1")  # of those that the plan was solved with, nothing new
    assert code == 1
    assert "cannot be applied" not in err
    monkeypatch.setattr("planner.explaining.read_remedies", lambda plan: ({}, {}))
    assert "cannot be applied: the folder is read-only" in " ".join(play()[2].split())


def test_a_slot_says_who_has_it_and_what_everybody_else_would_mean(play: Play) -> None:
    # Farida is on hold for P04; Greta, the other sound mixer, earns 35 a day more and is free.
    code, out, _ = play("--slot", "night ferry (documentary) production sound mixer", "--quiet")
    assert code == 1  # the plan has a vacancy
    slot = "Night Ferry (documentary) (P04) Production Sound Mixer, 20–26 May 2027 (slot 1)"
    assert out.splitlines()[0] == f"Farida Nguyen (C07) has {slot}, hold 1."
    assert "  Greta Mbeki (C09): holds 1 −1, cost" in out


def test_a_person_says_where_they_work_and_why_not_elsewhere(play: Play) -> None:
    code, out, _ = play("--person", "farida nguyen", "--quiet", "--exit-zero")
    assert code == 0
    assert "Farida Nguyen (C07) works 7 paid days in this plan:" in out
    assert "(P03) Production Sound Mixer, 12–18 May 2027 (Greta Mbeki): cost" in " ".join(out.split())


def test_one_person_in_one_slot_is_json_with_goals_rows_and_changes(play: Play) -> None:
    said = json.loads(play("--slot", "P04 Production Sound Mixer 1 2027-05-20", "--person", "C09", "--json")[1])
    (swap,) = said["tried"]
    assert said["slot"]["crew_id"] == "C07"
    assert (swap["crew_id"], swap["proven"], swap["goals"][0]) == ("C09", True, {"goal": "holds", "step": 1, "by": -1})
    assert [one["crew_id"] for one in (*swap["gone"], *swap["come"])] == ["C07", "C09"]
    assert swap["changes"][0]["change"] == "book"
    assert swap["changes"][0]["value"] == "confirmed"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--slot", "P04 Bom Operator"), 'Did you mean "P04 Boom Operator 1 2027-05-20"?'),
        (("--slot", "P04"), "(P04) asks for"),
        (("--slot", "Nowhere"), 'Slots are named as in "P12 Gaffer 1".'),
        (("--person", "Farida Nguyn"), 'Did you mean "Farida Nguyen"'),
        (("--person", "C07", "--role", "Gaffer"), "leave --production and --role out"),
    ],
)
def test_a_slot_or_person_that_is_not_there_is_a_usage_error(play: Play, options: tuple[str, ...], told: str) -> None:
    code, out, err = play(*options)
    assert (code, out) == (2, "")
    assert told in err


def test_a_slot_that_may_be_several_is_asked_about(play: Play, folder: Path) -> None:
    book = load_workbook(folder / "productions.xlsx")
    book["Requirements"]["D2"] = 2  # directors of P01
    book.save(folder / "productions.xlsx")
    cli_module.run(["solve", str(folder), "--quiet", "--exit-zero"])
    code, _, err = play("--slot", "P01 Director")
    assert code == 2
    assert '"P01 Director" may be "P01 Director 1 2027-05-03" or "P01 Director 2 2027-05-03".' in err
