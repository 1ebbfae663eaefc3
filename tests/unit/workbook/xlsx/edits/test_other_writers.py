"""A workbook that a reader could open before an edit can be opened by it afterwards, whoever wrote it."""

import json
import shutil
import subprocess
from datetime import date, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from planner.workbook.xlsx.edits import AddSheet, AppendRow, Link, MarkCell, SetCell, edited
from tests.libreoffice import MOST_WAIT_S, convert, needs_libreoffice
from tests.unit.workbook.xlsx.edits.writers import written

EDITS = (
    SetCell("People", 2, 2, date(2027, 6, 30)),
    AppendRow("People", {1: "Di Orr", 2: date(2028, 1, 5)}),
    MarkCell("People", 3, 1, "FFAA00", "a note"),
    AddSheet("Problems", ("What",), (("bad",),), (Link(2, 1, "People", "A2"),), (20,)),
)
NAMES = ["Name", "Ana", "Ben", "Di Orr"]
BOOKS = written()
EXCELJS = """const E = require('exceljs'); (async () => { const bad = {};
for (const f of process.argv.slice(1)) try { const b = new E.Workbook(); await b.xlsx.readFile(f);
  bad[f] = b.getWorksheet('People').getColumn(1).values.slice(1) } catch (e) { bad[f] = String(e) }
console.log(JSON.stringify(bad)) })()"""


@pytest.mark.parametrize("writer", BOOKS)
def test_openpyxl_and_calamine_read_what_they_read_before(writer):
    calamine = pytest.importorskip("python_calamine")
    load_workbook(BytesIO(BOOKS[writer]))
    after = edited(BOOKS[writer], EDITS)
    page = load_workbook(BytesIO(after))["People"]
    assert [cell.value for cell in page["A"]] == NAMES
    assert [page["B2"].value, page["B4"].value] == [datetime(2027, 6, 30), datetime(2028, 1, 5)]
    assert [page["A3"].fill.fgColor.rgb, page["A2"].fill.fill_type, page["C3"].value] == ["FFFFAA00", None, 200.5]
    assert [page["A2"].number_format, page["A3"].comment.text] == ["General", "a note"]
    rows = calamine.load_workbook(BytesIO(after)).get_sheet_by_name("People").to_python()
    assert [row[0] for row in rows] == NAMES
    assert [rows[1][1], rows[3][1]] == [date(2027, 6, 30), date(2028, 1, 5)]


@pytest.mark.parametrize("writer", BOOKS)
def test_edited_again_they_have_one_styles_part_still(writer):
    again = edited(edited(BOOKS[writer], EDITS), [SetCell("People", 3, 2, date(2027, 7, 1))])
    page = load_workbook(BytesIO(again))["People"]
    assert [cell.value for cell in page["B"]][1:3] == [datetime(2027, 6, 30), datetime(2027, 7, 1)]


def _files(tmp_path):
    """Write each workbook before and after the edits; return the paths of both by writer."""
    paths = {}
    for at, (writer, data) in enumerate(BOOKS.items()):
        paths[writer] = tmp_path / f"{at}before.xlsx", tmp_path / f"{at}after.xlsx"
        paths[writer][0].write_bytes(data)
        paths[writer][1].write_bytes(edited(data, EDITS))
    return paths


def test_exceljs_reads_what_it_read_before(tmp_path):
    found = shutil.which("node") and subprocess.run(["node", "-e", "require('exceljs')"], check=False).returncode == 0
    if not found:
        pytest.skip("exceljs is not here")
    paths = _files(tmp_path)
    command = ["node", "-e", EXCELJS, *(str(path) for pair in paths.values() for path in pair)]
    told = json.loads(subprocess.run(command, check=True, capture_output=True, timeout=MOST_WAIT_S).stdout)
    lost = {w: told[str(after)] for w, (before, after) in paths.items() if isinstance(told[str(before)], list)}
    assert len(lost) > 10
    assert {writer: names for writer, names in lost.items() if names != NAMES} == {}


@needs_libreoffice
def test_libreoffice_reads_them(tmp_path):
    folder = convert((after for _, after in _files(tmp_path).values()), tmp_path / "saved", "csv")
    saved = [path.read_text().splitlines() for path in folder.iterdir()]
    assert [[line.split(",")[0] for line in lines] for lines in saved] == [NAMES] * len(BOOKS)
