"""What somebody sees who opens or prints the plan of a sample, read from the workbook and counted again from its rows.

Changes when the plan workbook shows something else.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

import planner.cli as cli
from tests.sanity.folders import sample

SAMPLES = ("season", "overbooked")


@pytest.fixture(scope="module", params=SAMPLES)
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = sample(request.param, tmp_path_factory.mktemp("looks"))
    assert cli.run(["solve", str(folder), "--quiet", "--exit-zero"]) == 0
    return folder


@pytest.fixture(scope="module")
def book(folder: Path) -> Workbook:
    return load_workbook(folder / "plan.xlsx")


def rows_of(book: Workbook, sheet: str) -> list[dict[str, object]]:
    head, *rows = book[sheet].values
    return [dict(zip(head, row, strict=True)) for row in rows if any(cell is not None for cell in row)]


def mondays(row: dict[str, object]) -> set[date]:
    """Return the Mondays of the weeks in which a row of Assignments has a day."""
    first, last = row["From"].date(), row["To"].date()  # type: ignore[attr-defined]
    days = (first + timedelta(days=at) for at in range((last - first).days + 1))
    return {day - timedelta(days=day.weekday()) for day in days}


def test_what_is_short_comes_first_and_rows_of_nothing_are_left_out(book: Workbook) -> None:
    rows = rows_of(book, "Shortages")
    short = [bool(row["Missing"] or row["Vacant slots"]) for row in rows]
    assert short == sorted(short, reverse=True)
    assert any(short)
    assert all(row["Missing"] or row["Vacant slots"] or row["Idle"] for row in rows)
    vacant = Counter(
        (row["Role"], monday) for row in rows_of(book, "Assignments") if not row["Crew ID"] for monday in mondays(row)
    )
    told = {(row["Role"], row["Week from"].date()): row["Vacant slots"] for row in rows if row["Vacant slots"]}  # type: ignore[attr-defined]
    assert told == vacant


def test_a_vacancy_is_seen_without_colours(book: Workbook) -> None:
    for sheet, places in (("Assignments", 2), ("Productions", 1), ("Shortages", 1)):
        rules = [one for rules in book[sheet].conditional_formatting for one in rules.rules]
        assert len(rules) == places
        assert all(one.dxf.font.b for one in rules)
        assert any(one.dxf.numFmt and "✖" in one.dxf.numFmt.formatCode for one in rules)
        assert all("$G2" in one.formula[0] or one.formula == ["0"] for one in rules)  # Crew ID is blank, above zero
    assert book["Assignments"]["G1"].value == "Crew ID"


def test_the_first_page_says_how_many_holds_are_granted_of_how_many_and_no_hash(folder: Path, book: Workbook) -> None:
    texts = [str(cell) for row in book["Summary"].values for cell in row if cell is not None]
    assert texts[0] == f"Crew plan: {folder.name}"
    assert not [text for text in texts if re.fullmatch("[0-9a-f]{12,}", text)]
    assert [row for row in book["Run"].values if re.fullmatch("[0-9a-f]{64}", str(row[1]))]  # they stand there
    inputs = load_workbook(folder / "productions.xlsx")
    active = {row["Production ID"] for row in rows_of(inputs, "Productions") if row["Status"] != "cancelled"}
    at_work = {(row["Production ID"], row["Crew ID"], row["Role"]) for row in rows_of(book, "Assignments")}
    goals = {str(row[0]): str(row[1]) for row in book["Summary"].values if row[0]}
    for rank in (1, 2):
        held = [row for row in rows_of(inputs, "Bookings") if row["Status"] == f"hold {rank}"]
        held = [row for row in held if row["Production ID"] in active]
        kept = sum((row["Production ID"], row["Crew ID"], row["Role"]) in at_work for row in held if row["Role"])
        kept += sum(
            (row["Production ID"], row["Crew ID"]) in {one[:2] for one in at_work} for row in held if not row["Role"]
        )
        assert goals[f"holds {rank}"] == f"{kept} of {len(held)}"


def test_every_page_says_whose_plan_of_when_it_is(folder: Path, book: Workbook) -> None:
    started = str(book["Run"]["B2"].value)[:10]
    for sheet in book:
        foot = sheet.oddFooter
        assert foot.left.text.strip() == f"{folder.name} · &A"
        assert (foot.center.text.strip(), foot.right.text.strip()) == (started, "Page &P of &N")


def test_everybody_has_a_line_also_without_work(book: Workbook) -> None:
    people = {row["Crew ID"]: row["Days"] for row in rows_of(book, "Crew")}
    lines = {row[2]: row[3] for row in book["Timeline"].values if row[2] in people}
    assert lines.keys() == people.keys()
    idle = {crew_id for crew_id, days in people.items() if not days}
    assert idle
    assert {lines[crew_id] for crew_id in idle} >= {"0 days"}


DAYS_TOP = 7  # the row of headers on Days: above it the title, two lines, months, weeks, days and weekdays
LABELS = 4


def day_of(value: object) -> date:
    return value.date() if isinstance(value, datetime) else value  # type: ignore[return-value]


def spans(rows: list[dict[str, object]], first: str, last: str, key: str) -> dict[object, list[tuple[date, date]]]:
    """Return inclusive spans by the value of a column; blank ends reach as far as days go."""
    found = defaultdict(list)
    for row in rows:
        found[row[key]].append((day_of(row[first] or date.min), day_of(row[last] or date.max)))
    return found


def includes(found: Iterable[tuple[date, date]], day: date) -> bool:
    return any(first <= day <= last for first, last in found)


def grid_of(sheet: Worksheet, top: int) -> tuple[list[date], list[list[object]]]:
    """Return the days in the header of a grid, and its lines below the row of headers."""
    rows = [list(row) for row in sheet.values]
    (dates,) = [row for row in rows[: top - 1] if sum(isinstance(cell, datetime) for cell in row) > 1][:1]
    return [day_of(cell) for cell in dates[LABELS:]], rows[top:]


def test_where_somebody_is_stands_day_by_day(folder: Path, book: Workbook) -> None:
    rows = rows_of(book, "Assignments")
    length = (max(day_of(row["To"]) for row in rows) - min(day_of(row["From"]) for row in rows)).days + 1
    if length <= 120:
        assert "Days" not in book.sheetnames  # the Timeline goes by day
        assert includes([(min(day_of(row["From"]) for row in rows), date.max)], grid_of(book["Timeline"], 8)[0][0])
        return
    days, lines = grid_of(book["Days"], DAYS_TOP + 1)
    assert len(days) == length
    crew = load_workbook(folder / "crew.xlsx")
    employed = spans(rows_of(crew, "Crew"), "Hire date", "Fire date", "Crew ID")
    away = spans(rows_of(crew, "Unavailable"), "From", "To", "Crew ID")
    work: dict[tuple[object, date], object] = {}
    for row in rows:
        for at in range((day_of(row["To"]) - day_of(row["From"])).days + 1):
            work[row["Crew ID"], day_of(row["From"]) + timedelta(days=at)] = row["Production ID"]
    people = {line[2]: line[LABELS:] for line in lines if line[2] in employed}
    assert people.keys() == employed.keys()
    for who, cells in people.items():
        for day, cell in zip(days, cells, strict=True):
            off = "×" if not includes(employed[who], day) else "–" if includes(away[who], day) else None
            assert cell == work.get((who, day), off), (who, day)
    weeks = [str(cell).split()[0] for cell in next(book["Days"].iter_rows(5, 5, LABELS + 1, values_only=True)) if cell]
    assert weeks == list(dict.fromkeys(f"W{day.isocalendar().week}" for day in days if not day.weekday()))


def test_departments_and_roles_say_who_is_needed_and_who_is_there(folder: Path, book: Workbook) -> None:
    crew = load_workbook(folder / "crew.xlsx")
    of = {row["Role"]: row["Department"] for row in rows_of(crew, "Roles")} if "Roles" in crew.sheetnames else {}
    away = spans(rows_of(crew, "Unavailable"), "From", "To", "Crew ID")
    slots = [
        (row["Role"], day_of(row["From"]), day_of(row["To"]), bool(row["Crew ID"]))
        for row in rows_of(book, "Assignments")
    ]
    people = [
        (
            row["Crew ID"],
            {str(row["Role"]), *(str(row["Other roles"]).split("; ") if row["Other roles"] else ())},
            (day_of(row["Hire date"] or date.min), day_of(row["Fire date"] or date.max)),
        )
        for row in rows_of(crew, "Crew")
    ]
    top = next(at for at, row in enumerate(book["Departments"].values, 1) if row[0] == "Department")
    mondays, lines = grid_of(book["Departments"], top)
    seen = 0
    for department, role, number, short, *cells in lines:
        roles = {
            name
            for name in {one[0] for one in slots}
            if role in (name, "all roles" if of.get(name) == department else "")
        }
        having = roles if role != "all roles" else {name for name, its in of.items() if its == department}
        assert number == str(len({who for who, held, _ in people if held & having}))
        weeks = 0
        for monday, cell in zip(mondays, cells, strict=True):
            counts = []
            for day in (monday + timedelta(days=at) for at in range(7)):
                needed = sum(name in roles and first <= day <= last for name, first, last, _ in slots)
                there = {
                    w
                    for w, held, term in people
                    if held & having and includes([term], day) and not includes(away[w], day)
                }
                counts.append((max(0, needed - len(there)), needed, -len(there)))
            missing, needed, there_less = max(counts, key=lambda one: one[:2])
            ends = monday + timedelta(days=6)
            vacant = any(
                n in roles and first <= ends and monday <= last and not filled for n, first, last, filled in slots
            )
            sign = "✖" if missing or vacant else ""
            assert cell == (f"{sign}{needed}/{-there_less}" if needed else None), (department, role, monday)
            weeks += bool(sign and needed)
            seen += bool(needed)
        assert short == (f"{weeks} week{'s' if weeks > 1 else ''} short" if weeks else None)
    assert seen > 20
    assert {line[1] for line in lines} >= {one[0] for one in slots}


def test_every_reader_reads_the_grids_alike(folder: Path, book: Workbook) -> None:
    other = CalamineWorkbook.from_path(folder / "plan.xlsx")
    quick = load_workbook(folder / "plan.xlsx", read_only=True)
    for name in {"Timeline", "Days", "Departments"} & set(book.sheetnames):
        full = [[cell for cell in row if isinstance(cell, str)] for row in book[name].values]
        assert [[cell for cell in row if isinstance(cell, str)] for row in quick[name].values] == full
        rows = other.get_sheet_by_name(name).to_python(skip_empty_area=False)
        assert [[cell for cell in row if isinstance(cell, str) and cell] for row in rows] == full
        at = [[n for n, cell in enumerate(row) if isinstance(cell, str)] for row in book[name].values]
        assert [[n for n, cell in enumerate(row) if isinstance(cell, str) and cell] for row in rows] == at


def test_the_new_sheets_leave_the_others_in_their_order(book: Workbook) -> None:
    order = ["Summary", "Assignments", "Conflicts", "Candidates", "Timeline", "Productions", "Crew", "Changes"]
    order += ["Shortages", "Remedies", "Run"]
    assert [name for name in book.sheetnames if name in order] == order
    assert set(book.sheetnames) <= {*order, "Days", "Departments"}
