"""Cells of the plainest form, which no parser is fed: they are what a parser would find, wherever they stand."""

from xml.parsers.expat import ExpatError

import pytest

from planner.workbook.xlsx.book_parts import BookParts
from planner.workbook.xlsx.number_formats import EPOCH
from planner.workbook.xlsx.sheet_scan import Rows, scan_sheet
from planner.workbook.xlsx.sheet_traits import SheetTraits

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PLAIN = (
    '<c r="A1"><v>7</v></c><c r="B1" s="1" t="s"><v>2</v></c><c r="D1" s="1"/><c r="E1" t="str"><v></v></c>'
    '<c r="F1" t="inlineStr"><is><t> Ada </t></is></c>'
)
ROW = f'<row r="1">{PLAIN}</row>'


def scan(rows: str, size: int = 1 << 18, root: str = f'<worksheet xmlns="{MAIN}">') -> tuple[Rows, SheetTraits]:
    xml = f"{root}<sheetData>{rows}</sheetData></worksheet>".encode()
    pieces = (xml[at : at + size] for at in range(0, len(xml), size))
    return scan_sheet(pieces, BookParts((), EPOCH, ("Ada", "", "Bo"), ("", "000")), 1000)


def values(rows: str, size: int = 1 << 18) -> list[tuple[int, list[object]]]:
    return [(number, [cell.value for cell in cells]) for number, cells in scan(rows, size)[0]]


@pytest.mark.parametrize("size", [1, 2, 7, 40, 90, 1000])
def test_pieces_of_any_size_say_the_same(size: int) -> None:
    odd = '<row r="3"><c r="A3"><f>1+1</f><v>2</v></c><c r="B3" t="inlineStr"><is><t>x</t></is></c></row>'
    rows = "".join((ROW, '<row r="2" hidden="1"/>', odd, ROW.replace("1", "4")))
    assert scan(rows, size) == scan(rows)
    plain = [7, "Bo", None, None, None, " Ada "]
    assert values(rows, size) == [(1, plain), (3, [2, "x"]), (4, plain)]


@pytest.mark.parametrize(
    "rows",
    [
        f"<!-- {ROW} -->",
        f"<![CDATA[{ROW}]]>",
        f"<?note {ROW} ?>",
        f'<x xmlns="urn:other">{ROW}</x>',
        f'<row xmlns="urn:other" r="1">{PLAIN}</row>',
    ],
)
def test_what_only_looks_like_a_row_is_none(rows: str) -> None:
    assert values(rows) == []
    assert values(f'<row r="2"><c r="A2"><v>5</v></c>{rows}</row>') == [(2, [5])]


def test_a_row_of_another_namespace_in_a_sheet_with_a_prefix_is_none() -> None:
    xml = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData>{ROW}</x:sheetData></x:worksheet>'.encode()
    assert scan_sheet([xml], BookParts((), EPOCH, ("", "", ""), ("", "")), 10)[0] == []


@pytest.mark.parametrize(
    "rows",
    [ROW[:-1], f"{ROW}</row>", f'<row r="1" x=">{PLAIN}</row>', ROW + '<row y:r="2"><c r="A2"/></row>', ROW + "&no;"],
)
def test_what_is_no_xml_around_them_is_damage(rows: str) -> None:
    with pytest.raises(ExpatError):
        scan(rows)


def test_cells_that_are_nested_too_deep_are_refused() -> None:
    inside = 96  # with worksheet, sheetData and the row itself 99 tags, a cell is the hundredth, its value one too many
    for depth in (inside, inside - 1):
        with pytest.raises(ValueError, match="nested too deep"):
            scan("<a>" * depth + ROW + "</a>" * depth)
    with pytest.raises(ValueError, match="no text number 9"):
        scan('<row r="1"><c r="A1" t="s"><v>9</v></c></row>')
