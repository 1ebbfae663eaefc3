"""Orders on a folder: what they write, what they remember, and what happens when others write too.

Changes when an operation reaches its folder in another way.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

import planner.desk.orders as orders_module
import planner.workbook.edited_books as books_module
from planner.desk.crew_operations import away, fire, hire
from planner.desk.decision import Done, Refused
from planner.desk.handover import handover
from planner.desk.orders import TRIES, Handling, Order, carry_out
from planner.desk.production_operations import cancel
from planner.desk.release import release
from planner.desk.rescheduling import reschedule
from planner.desk.restaffing import Effort
from planner.desk.team_operations import staff
from planner.domain.booking import BookingStatus
from planner.domain.span import DateSpan
from planner.folder import ChangedMeanwhile, FolderBusy, Outcome, locked, read_history, sha256_of, undo
from planner.pipeline import SolveOptions, solve_folder
from planner.workbook.planbook.plan_reading import read_plan
from planner.workbook.reading import FolderPaths
from planner.workbook.xlsx.edits import SetCell
from tests.unit.desk.folder_orders import carry, desk_in, done, refused
from tests.unit.workbook.books import CREW_HEAD, day, write_folder

CREW = (CREW_HEAD, ("C1", "Ada Moreau", "Gaffer"), ("C2", "Bo Lindt", "Grip", "Gaffer"), ("C3", "Cy Aro", "Grip"))
NAMES = ("crew.xlsx", "productions.xlsx", "plan.xlsx")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "season"
    folder.mkdir()
    write_folder(folder, crew=CREW)
    assert solve_folder(FolderPaths.of(folder), SolveOptions(threads=1)).written
    return folder


def hashes(folder: Path) -> dict[str, str | None]:
    return {name: sha256_of(folder / name) for name in NAMES}


def run_pairs(folder: Path) -> dict[object, object]:
    return {row[0]: row[1] for row in load_workbook(folder / "plan.xlsx")["Run"].iter_rows(max_col=2, values_only=True)}


def test_an_operation_changes_its_workbooks_and_the_plan_and_is_remembered(folder: Path) -> None:
    before = hashes(folder)
    carried = carry(folder, lambda now: fire(now, "C3", day(28)), "fire")
    after = hashes(folder)
    record = read_history(folder).records[-1]
    assert carried.record == record
    assert [(file.name, file.before, file.after) for file in record.files] == [
        (name, before[name], after[name]) for name in ("crew.xlsx", "plan.xlsx")
    ]
    assert after["productions.xlsx"] == before["productions.xlsx"]
    assert (record.entry.operation, record.entry.changed) == ("fire", ("Cy Aro (C3) leaves on 28 May 2026.",))


def test_a_refusal_is_remembered_and_changes_nothing(folder: Path) -> None:
    before = hashes(folder)
    refused(folder, lambda now: fire(now, "C1", day(4)), "fire")
    assert hashes(folder) == before
    record = read_history(folder).records[-1]
    assert (record.entry.outcome, record.files) == (Outcome.REFUSED, ())
    assert record.entry.changed[1] == "Ada Moreau (C1) works on Harbour Lights (P1) Gaffer, 3–5 May 2026."


def test_undo_takes_back_every_file_and_skips_refusals(folder: Path) -> None:
    before = hashes(folder)
    done(folder, lambda now: cancel(now, "P1"))
    refused(folder, lambda now: cancel(now, "P1"))
    with locked(folder, 0) as lease:
        undo(lease)
    assert hashes(folder) == before


def test_a_dry_run_decides_and_neither_writes_nor_remembers(folder: Path) -> None:
    before, history = hashes(folder), len(read_history(folder).records)
    carried = carry(folder, lambda now: cancel(now, "P1"), handling=Handling(dry_run=True))
    assert isinstance(carried.decision, Done)
    assert carried.record is None
    assert isinstance(carry(folder, lambda now: cancel(now, "P9"), handling=Handling(dry_run=True)).decision, Refused)
    assert (hashes(folder), len(read_history(folder).records)) == (before, history)


def test_the_run_sheet_tells_of_every_edit_until_the_plan_is_solved_again(folder: Path) -> None:
    solved = run_pairs(folder)["Started"]
    assert "Edited since it was solved" not in run_pairs(folder)
    done(folder, lambda now: away(now, "C3", DateSpan(day(20), day(21))), "away")
    done(folder, lambda now: cancel(now, "P1"), "cancel")
    pairs = run_pairs(folder)
    assert pairs["Solved"] == solved
    assert str(pairs["Edited since it was solved"]).startswith("yes, by 2 operations")
    assert str(pairs["Edit 1"]).endswith(": away")
    assert str(pairs["Edit 2"]).endswith(": cancel")
    assert pairs["SHA-256 of crew"] == sha256_of(folder / "crew.xlsx")
    assert pairs["SHA-256 of productions"] == sha256_of(folder / "productions.xlsx")
    assert pairs["Status"] == "feasible"
    summary = [str(cell.value) for cell in load_workbook(folder / "plan.xlsx")["Summary"]["A"]]
    assert any(line.startswith("Edited by 2 operations since it was solved") for line in summary)
    goals = [
        row for row in load_workbook(folder / "plan.xlsx")["Run"].iter_rows(values_only=True) if row[0] == "coverage"
    ]
    assert [(row[3], row[5]) for row in goals] == [(2, "no")]
    assert solve_folder(FolderPaths.of(folder), SolveOptions(threads=1)).written
    assert "Edited since it was solved" not in run_pairs(folder)


def test_a_later_solve_keeps_what_the_desk_did(folder: Path) -> None:
    done(folder, lambda now: release(now, "P1", "C1"))
    done(folder, lambda now: staff(now, "P1", "C2", "Gaffer"))
    before = desk_in(folder).rows
    assert solve_folder(FolderPaths.of(folder), SolveOptions(threads=1)).written
    assert set(before) <= set(desk_in(folder).rows)


def warnings_in(folder: Path) -> list[str]:
    """Return the warnings about the input that a plan tells."""
    rows = load_workbook(folder / "plan.xlsx")["Conflicts"].iter_rows(values_only=True)
    return [str(row[9]) for row in rows if row[0] == "input-warning"]


def test_an_edited_plan_tells_of_the_input_as_it_is_then(folder: Path) -> None:
    beyond = ("Crew ID", "From", "To"), ("C3", day(20), day(21))
    write_folder(folder, crew=(*CREW[:3], ("C3", "Cy Aro", "Grip", None, None, day(18))), unavailable=beyond)
    done(folder, lambda now: cancel(now, "P1"))
    (warning,) = warnings_in(folder)
    assert "is not all within the employment of C3" in warning
    done(folder, lambda now: fire(now, "C3", None))
    assert warnings_in(folder) == []


def changes_in(folder: Path) -> list[tuple[object, ...]]:
    """Return change, production and person of every change that a plan tells."""
    head, *rows = load_workbook(folder / "plan.xlsx")["Changes"].values
    told = [dict(zip(head, row, strict=True)) for row in rows]
    return [(one["Change"], one["Production ID"], one["Crew ID"]) for one in told]


def test_changes_of_the_plan_are_those_of_the_operation(folder: Path) -> None:
    done(folder, lambda now: reschedule(now, "P1", DateSpan(day(6), day(8))))
    assert changes_in(folder) == [("moved", "P1", "C1")]
    done(folder, lambda now: away(now, "C3", DateSpan(day(20), day(21))))
    assert changes_in(folder) == []


def with_typed(folder: Path, status: str = "confirmed") -> None:
    """Type a booking into the plan's first row."""
    book = load_workbook(folder / "plan.xlsx")
    sheet = book["Assignments"]
    heads = [cell.value for cell in sheet[1]]
    sheet.cell(2, heads.index("Booking") + 1).value = status
    book.save(folder / "plan.xlsx")


def test_typed_bookings_stay_typed(folder: Path) -> None:
    with_typed(folder, "hold 2")
    done(folder, lambda now: away(now, "C3", DateSpan(day(20), day(21))))
    for name in ("Di Ray", "Ed Roy"):
        (typed,) = read_plan(folder / "plan.xlsx").typed
        assert (typed.production_id, typed.crew_id, typed.rank, typed.listed) == ("P1", "C1", 2, True)
        done(folder, lambda now, name=name: hire(now, name, "Grip"))
    assert "Bookings" not in load_workbook(folder / "productions.xlsx").sheetnames


def test_a_typed_booking_is_confirmed_or_released_by_the_operation_that_says_so(folder: Path) -> None:
    with_typed(folder, "hold 2")
    said = done(folder, lambda now: staff(now, "P1", "C1")).said
    assert any("typed booking" in words and "hold 2, is replaced" in words for words in said)
    assert read_plan(folder / "plan.xlsx").typed == ()
    assert [row[-1] for row in load_workbook(folder / "productions.xlsx")["Bookings"].values][1:] == ["confirmed"]
    with_typed(folder, "hold 2")
    done(folder, lambda now: release(now, "P1", "C1"))
    assert read_plan(folder / "plan.xlsx").typed == ()
    assert [row[-1] for row in load_workbook(folder / "productions.xlsx")["Bookings"].values][1:] == ["released"]
    with locked(folder, 0) as lease:
        undo(lease)
    (typed,) = read_plan(folder / "plan.xlsx").typed
    assert (typed.status, typed.rank) == (BookingStatus.HOLD, 2)


def test_a_typed_booking_moves_with_its_production_and_makes_place_for_a_handover(folder: Path) -> None:
    with_typed(folder, "confirmed")
    done(folder, lambda now: reschedule(now, "P1", DateSpan(day(6), day(8))))
    (typed,) = read_plan(folder / "plan.xlsx").typed
    assert (typed.first_day, typed.last_day) == (day(6), day(8))
    done(folder, lambda now: handover(now, "P1", "C1", day(7), "C2"))
    assert read_plan(folder / "plan.xlsx").typed == ()
    assert solve_folder(FolderPaths.of(folder), SolveOptions(threads=1, fresh=True)).written
    work = {(row.crew_id, row.slot.span) for row in desk_in(folder).rows if row.slot.production_id == "P1"}
    assert work == {("C1", DateSpan(day(6), day(6))), ("C2", DateSpan(day(7), day(8)))}


def test_sheets_and_columns_added_to_the_plan_are_named_when_they_go(folder: Path) -> None:
    book = load_workbook(folder / "plan.xlsx")
    book.create_sheet("My notes")["A1"] = "call them"
    book["Assignments"].cell(1, 20).value = "Hotel"
    book.save(folder / "plan.xlsx")
    (note,) = done(folder, lambda now: hire(now, "Di Ray", "Grip")).notes
    assert "the sheet My notes" in note
    assert "the column Hotel of Assignments" in note
    with locked(folder, 0) as lease:
        undo(lease)
    assert "My notes" in load_workbook(folder / "plan.xlsx").sheetnames
    done(folder, lambda now: cancel(now, "P1"))
    assert done(folder, lambda now: hire(now, "Di Ray", "Grip")).notes == ()


def test_without_a_plan_none_is_made(tmp_path: Path) -> None:
    write_folder(tmp_path, crew=CREW)
    done(tmp_path, lambda now: hire(now, "Di Ray", "Grip"))
    assert not (tmp_path / "plan.xlsx").exists()


def test_rows_of_what_is_no_longer_there_leave_the_plan_and_block_nobody(folder: Path) -> None:
    write_folder(folder, crew=[CREW_HEAD, *CREW[2:]])  # Ada's row was deleted
    carried = carry_out(
        folder, lambda: FolderPaths.of(folder), Order("cancel", {}, lambda now: cancel(now, "P2")), Handling()
    )
    assert isinstance(carried.decision, Done)
    assert {row.crew_id for row in read_plan(folder / "plan.xlsx").rows} == {""}
    assert ("no longer there", "P1", "C1") in changes_in(folder)


@pytest.mark.parametrize("lock", ["~$crew.xlsx", ".~lock.plan.xlsx#"])
def test_a_workbook_open_elsewhere_is_replaced_only_by_force(folder: Path, lock: str) -> None:
    (folder / lock).touch()
    before = hashes(folder)
    assert refused(folder, lambda now: hire(now, "Di Ray", "Grip")).code == "file-open"
    assert hashes(folder) == before
    carried = carry(folder, lambda now: hire(now, "Di Ray", "Grip"), handling=Handling(force=True))
    assert isinstance(carried.decision, Done)
    assert len(carried.opened) == 1


def test_while_the_plan_is_open_elsewhere_nothing_is_even_planned(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "~$plan.xlsx").touch()
    decided: list[object] = []
    monkeypatch.setattr(orders_module, "decide", lambda *given: decided.append(given))
    handling = Handling(effort=Effort(threads=1))
    carried = carry(folder, lambda now: hire(now, "Di Ray", "Grip"), handling=handling)
    assert isinstance(carried.decision, Refused)
    assert carried.decision.code == "file-open"
    assert decided == []


def test_a_faulty_input_is_told_and_nothing_is_remembered(folder: Path) -> None:
    history = len(read_history(folder).records)
    write_folder(folder, crew=[CREW_HEAD, ("C1", "Ada", None)])
    carried = carry_out(
        folder, lambda: FolderPaths.of(folder), Order("cancel", {}, lambda now: cancel(now, "P1")), Handling()
    )
    assert carried.decision is None
    assert {finding.code for finding in carried.findings} >= {"missing-value"}
    assert len(read_history(folder).records) == history


def test_a_busy_folder_is_waited_for_and_then_said_to_be(folder: Path) -> None:
    before = hashes(folder)
    with locked(folder, 0), pytest.raises(FolderBusy):
        carry_out(
            folder,
            lambda: FolderPaths.of(folder),
            Order("cancel", {}, lambda now: cancel(now, "P1")),
            Handling(wait_s=0.05),
        )
    assert hashes(folder) == before


def meddling(folder: Path, times: int, book_name: str = "crew.xlsx") -> Callable[[], FolderPaths]:
    """Return the way to find the files by which somebody saves a workbook each time after it was read."""
    left = [times]

    def paths() -> FolderPaths:
        return FolderPaths.of(folder)

    real = orders_module.write_files

    def write(*args: object) -> object:
        made = real(*args)
        if left[0]:
            left[0] -= 1
            book = load_workbook(folder / book_name)
            if book_name == "crew.xlsx":
                book["Crew"].append([f"C{10 + left[0]}", f"Typed {left[0]}", "Grip"])
            else:
                book["Productions"]["E2"] = 4
            book.save(folder / book_name)
        return made

    orders_module.write_files = write
    return paths


@pytest.mark.parametrize("effort", [None, Effort(threads=1)], ids=["plain", "restaff"])
def test_what_somebody_saved_meanwhile_is_read_and_decided_afresh(
    folder: Path, monkeypatch: pytest.MonkeyPatch, effort: Effort | None
) -> None:
    monkeypatch.setattr(orders_module, "write_files", orders_module.write_files)
    paths = meddling(folder, 2)
    order = Order("hire", {}, lambda now: hire(now, "Di Ray", "Grip"))
    carried = carry_out(folder, paths, order, Handling(effort=effort))
    assert isinstance(carried.decision, Done)
    names = [row[1] for row in load_workbook(folder / "crew.xlsx")["Crew"].values]
    assert names[-3:] == ["Typed 1", "Typed 0", "Di Ray"]
    assert desk_in(folder).instance.crew_by_id["C12"].full_name == "Di Ray"


def test_a_workbook_that_was_only_read_counts_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(orders_module, "write_files", orders_module.write_files)
    paths = meddling(folder, 1, "productions.xlsx")
    order = Order("hire", {}, lambda now: hire(now, "Di Ray", "Grip"))
    carried = carry_out(folder, paths, order, Handling())
    assert isinstance(carried.decision, Done)
    priorities = {row[0]: row[4] for row in load_workbook(folder / "plan.xlsx")["Productions"].values}
    assert priorities["P1"] == 4


def test_a_workbook_that_never_rests_is_given_up(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(orders_module, "write_files", orders_module.write_files)
    paths = meddling(folder, TRIES + 1)
    with pytest.raises(ChangedMeanwhile):
        carry_out(folder, paths, Order("hire", {}, lambda now: hire(now, "Di Ray", "Grip")), Handling())
    names = [row[1] for row in load_workbook(folder / "crew.xlsx")["Crew"].values]
    assert names.count("Di Ray") == 0
    assert len(names) == 4 + TRIES


def test_people_are_moved_only_when_that_is_approved(folder: Path) -> None:
    before = hashes(folder)
    order = Order("fire", {}, lambda now: fire(now, "C1", day(4)))
    asked: list[Done] = []

    def approve(answer: bool) -> Handling:
        def ask(shown: Done) -> bool:
            asked.append(shown)
            with locked(folder, 0):  # nobody is kept waiting while somebody thinks
                return answer

        return Handling(effort=Effort(threads=1), approve=ask)

    carried = carry_out(folder, lambda: FolderPaths.of(folder), order, approve(False))
    assert isinstance(carried.decision, Refused)
    assert carried.decision.code == "not-approved"
    assert hashes(folder) == before
    assert read_history(folder).records[-1].entry.outcome is Outcome.REFUSED
    carried = carry_out(folder, lambda: FolderPaths.of(folder), order, approve(True))
    assert isinstance(carried.decision, Done)
    assert [move.crew_id for move in asked[1].moves] == ["C1", "C2"]
    assert {row.crew_id for row in desk_in(folder).team_of("P1")} == {"C2"}


def test_the_plan_of_the_fixture_is_what_the_tests_think(folder: Path) -> None:
    assert {(row.slot.production_id, row.crew_id) for row in desk_in(folder).rows} == {
        ("P1", "C1"),
        ("P2", "C2"),
        ("P2", "C3"),
    }


def test_edits_that_would_say_something_else_are_not_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = hashes(folder)
    real = books_module.edited
    doubled = [SetCell("Crew", 2, 3, "Grip")]
    monkeypatch.setattr(books_module, "edited", lambda data, edits: real(data, [*edits, *doubled]))
    found = refused(folder, lambda now: hire(now, "Di Ray", "Grip"))
    assert (found.code, "other people" in found.reasons[0].message) == ("cannot-edit", True)
    doubled[0] = SetCell("Crew", 2, 3, None)
    found = refused(folder, lambda now: hire(now, "Di Ray", "Grip"))
    assert "Crew!C2: the cell is blank." in found.reasons[0].message
    assert hashes(folder) == before
