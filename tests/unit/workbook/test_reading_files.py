"""Whatever lies in place of a workbook is named for what it is, and never a traceback."""

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from planner.domain.finding import Finding
from planner.workbook.reading import FolderPaths, Reading, read_folder
from planner.workbook.xlsx.package_faults import MOST_PARTS, find_package_fault
from planner.workbook.xlsx.workbook_file import WorkbookFile, open_workbook
from tests.packages import repacked
from tests.unit.workbook.books import told, write_folder


def workbook_bytes() -> bytes:
    stream = BytesIO()
    Workbook().save(stream)
    return stream.getvalue()


def zipped(**parts: bytes) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "/"), content)
    return stream.getvalue()


DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><workbook/>'


@pytest.mark.parametrize(
    ("data", "code", "word"),
    [
        (b"", "not-xlsx", "empty"),
        (b"Crew ID;Full name\nC1;Ada\n", "not-xlsx", "text file"),
        (b"\x7fELF\0\0", "not-xlsx", "not a workbook"),
        (b"<HTML><table></table></HTML>", "not-xlsx", "web page"),
        (b"\xd0\xcf\x11\xe0" + b"W\0o\0r\0k\0b\0o\0o\0k\0", "not-xlsx", ".xls "),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "password-protected", "password"),
        (zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "not-xlsx", ".ods"),
        (zipped(**{"xl__workbook.bin": b""}), "not-xlsx", ".xlsb"),
        (zipped(**{"Index__Document.iwa": b""}), "not-xlsx", "Numbers"),
        (zipped(letter=b"hello"), "not-xlsx", "zip archive"),
        (zipped(**{f"part{n}": b"" for n in range(MOST_PARTS + 1)}), "unreadable-file", "1,001 parts"),
        (repacked(workbook_bytes(), {"xl/workbook.xml": DOCTYPE}), "unreadable-file", "entities"),
        (workbook_bytes()[:2000], "unreadable-file", "damaged"),
        (repacked(workbook_bytes(), {"xl/workbook.xml": b"<workbook"}), "unreadable-file", "is damaged"),
        (repacked(workbook_bytes(), {"xl/worksheets/sheet1.xml": b"<sheet"}), "unreadable-file", "is damaged"),
    ],
)
def test_a_file_is_named_for_what_it_is(tmp_path: Path, data: bytes, code: str, word: str) -> None:
    paths = write_folder(tmp_path)
    paths.crew.write_bytes(data)
    reading = read_folder(paths)
    found = [finding for finding in reading.findings if finding.place.file == "crew.xlsx"]
    assert [finding.code for finding in found] == [code]
    assert word in found[0].message
    assert reading.instance is None


@pytest.mark.parametrize(
    ("there", "hint"),
    [
        ("crew.ods", '"crew.ods" is an OpenDocument spreadsheet (.ods): save it as an Excel workbook (.xlsx) called'),
        ("crew.xls", '"crew.xls" is an old Excel workbook (.xls): save it as'),
        ("CREW.XLSB", '"CREW.XLSB" is a binary Excel workbook (.xlsb): save it as'),
        ("crew.numbers", '"crew.numbers" is a Numbers document: save it as'),
        ("crew.gsheet", '"crew.gsheet" is a link to a Google sheet: save it as'),
        ("crew 2026.csv", '"crew 2026.csv" is a text file (.csv): save it as'),
        ("crew.xlsm", 'Is it "crew.xlsm"? Then rename that'),
        ("crew.xlsx.xlsx", 'Is it "crew.xlsx.xlsx"? Then rename that'),
        ("Crew (1).xlsx", 'Is it "Crew (1).xlsx"? Then rename that'),
        ("crw.xlsx", 'Is it "crw.xlsx"? Then rename that'),
        ("crew.ods crew.xlsm crew2.xlsx", 'Is it "crew.xlsm"? Then rename that'),
        ("crew.ods crew2.xlsx", '"crew.ods" is an OpenDocument'),
        ("", "Start with `planner new`"),
    ],
)
def test_a_missing_workbook_is_looked_for_under_other_names(tmp_path: Path, there: str, hint: str) -> None:
    paths = write_folder(tmp_path)
    paths.crew.unlink()
    for name in re.split(r" (?=crew\w*\.)", there) if there else ():
        (tmp_path / name).touch()
    (finding,) = [finding for finding in read_folder(paths).findings if finding.place.file == "crew.xlsx"]
    assert finding.code == "missing-file"
    assert finding.hint.startswith(hint)


def test_a_damaged_sheet_that_is_needed_is_one_finding(tmp_path: Path) -> None:
    paths = write_folder(tmp_path)
    paths.crew.write_bytes(repacked(paths.crew.read_bytes(), {"xl/worksheets/sheet1.xml": b"<worksheet><sheetData>"}))
    assert [finding.code for finding in read_folder(paths).findings] == ["unreadable-file"]


def test_what_a_file_unpacks_to_is_counted_not_declared() -> None:
    data = zipped(**{"[Content_Types].xml": b"", "xl__big.xml": b" " * 3_000_000})
    assert find_package_fault(data, most_bytes=3_000_000) is None
    fault = find_package_fault(data, most_bytes=2_999_999)
    assert fault is not None
    assert fault.code == "unreadable-file"


def test_a_larger_workbook_may_have_more_of_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A plan may be larger than an input; the one limit that its caller names is the one that counts."""
    monkeypatch.setattr("planner.workbook.xlsx.workbook_file.MOST_CELLS", 1)
    paths = write_folder(tmp_path)
    assert isinstance(open_workbook(paths.crew, "plan", ["Crew"], most_cells=100), WorkbookFile)
    assert isinstance(open_workbook(paths.crew, "plan", ["Nothing"], most_cells=100), WorkbookFile)
    refused = open_workbook(paths.crew, "plan", ["Crew"], most_cells=10)
    assert isinstance(refused, Finding)
    assert refused.code == "unreadable-file"


def test_a_lock_file_beside_a_workbook_warns(tmp_path: Path) -> None:
    paths = write_folder(tmp_path)
    (tmp_path / "~$crew.xlsx").write_bytes(b"Ada")
    reading = read_folder(paths)
    assert told(reading, None) == [("file-open", "!")]
    assert reading.instance is not None


def edited(tmp_path: Path, edit: str) -> Reading:
    """Read a folder in whose Crew sheet one thing was done by hand."""
    paths = write_folder(tmp_path)
    book = load_workbook(paths.crew)
    page = book["Crew"]
    if edit == "merge":
        page.merge_cells("B2:B3")
    elif edit == "merge a title above":
        page.insert_rows(1)
        page.merge_cells("A1:H1")
    elif edit == "hide":
        page.row_dimensions[3].hidden = True
    book.save(paths.crew)
    return read_folder(paths)


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        ("merge", [("merged-cells", "Crew!B2"), ("missing-value", "Crew!B3")]),
        ("merge a title above", []),
        ("hide", [("hidden-rows", "Crew!A3")]),
    ],
)
def test_merged_cells_and_hidden_rows_are_seen(tmp_path: Path, edit: str, expected: list[tuple[str, str]]) -> None:
    assert told(edited(tmp_path, edit), None) == expected


def test_an_optional_sheet_with_a_similar_name_is_asked_about(tmp_path: Path) -> None:
    paths = write_folder(tmp_path)
    book = load_workbook(paths.productions)
    book.create_sheet("Booking")
    book.save(paths.productions)
    assert told(read_folder(paths), None) == [("similar-sheet", "Booking!")]


def test_paths_default_to_the_folder_and_the_plan_that_is_there(tmp_path: Path) -> None:
    assert FolderPaths.of(tmp_path).previous is None
    (tmp_path / "plan.xlsx").touch()
    assert FolderPaths.of(tmp_path).previous == tmp_path / "plan.xlsx"
    assert FolderPaths.of(tmp_path, previous=tmp_path / "old.xlsx").previous == tmp_path / "old.xlsx"
