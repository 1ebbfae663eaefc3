"""Everything beside the cells that a sheet says of its own rows: merges, links, rules, panes, page breaks.

References: ECMA-376 part 1, 18.3.1 (worksheets); [MS-XLSX] 2.6 (what newer versions add).
Changes when a sheet can say something else of its rows.
"""

from planner.workbook.xlsx.edits.edit import CannotEdit
from planner.workbook.xlsx.edits.formulas import Broken, copied_formula, moved_formula
from planner.workbook.xlsx.edits.part_xml import Element, local, without
from planner.workbook.xlsx.edits.ranges import Range, ranges_of, sqref
from planner.workbook.xlsx.edits.row_map import RowMap
from planner.workbook.xlsx.package_xml import main

XM = "http://schemas.microsoft.com/office/excel/2006/main"
FORMULAS = ("formula", "formula1", "formula2", "f")
_UNMOVABLE = {"oleObjects": "embedded objects", "controls": "form controls", "scenarios": "scenarios"}


def merged_ranges(root: Element) -> list[Range]:
    """Return the ranges of merged cells."""
    return [Range.of(one.get("ref", "")) for one in root.iterfind(f"{main('mergeCells')}/{main('mergeCell')}")]


def move_sheet_ranges(root: Element, title: str, rows: RowMap) -> None:
    """Let a sheet's ranges follow its rows; raises :class:`CannotEdit` where something would be lost."""
    for name, what in _UNMOVABLE.items():
        if root.find(f".//{main(name)}") is not None:
            raise CannotEdit(f"the sheet {title} has {what}")
    for element in _beside_cells(root):
        if element.getparent() is None:
            continue  # it went with another
        kind = local(element)
        if kind in ("pane", "sheetView", "selection"):
            _move_view(element, rows)
        elif kind == "brk" and local(element.getparent()) == "rowBreaks":
            _move_break(element, rows)
        elif element.get("sqref") is not None or element.find(f"{{{XM}}}sqref") is not None:
            _move_rule(element, title, rows)
        elif kind == "cellWatch":
            _move_range(element, "r", rows)
        elif element.get("ref") is not None:
            _move_range(element, "ref", rows)


def _beside_cells(root: Element) -> list[Element]:
    cells = root.find(main("sheetData"))
    sections = [section for section in root if section is not cells and local(section)]
    return [element for section in sections for element in section.iter() if local(element)]


def _move_range(element: Element, name: str, rows: RowMap) -> None:
    old = Range.of(element.get(name))
    kind = local(element)
    if kind == "autoFilter" and rows.is_gone(old.top):
        raise CannotEdit(f"row {old.top} is the header of the filter")
    new = old.moved(rows)
    if kind == "mergeCell" and new is not None:
        if rows.is_gone(old.top):
            raise CannotEdit(f"the cells {old} are merged, and their value stands in row {old.top}")
        if (new.top, new.left) == (new.bottom, new.right):
            new = None
    if new is not None:
        element.set(name, str(new))
    elif kind == "dimension":
        element.set(name, "A1")
    else:
        without(element)


def _move_view(element: Element, rows: RowMap) -> None:
    """Move what is seen and selected; these are places, so that one which is gone is the one that takes its place."""
    if local(element) == "pane" and element.get("state") in ("frozen", "frozenSplit"):
        frozen = int(float(element.get("ySplit", "0")))
        if any(row <= frozen for row in rows.deleted):
            raise CannotEdit(f"row {rows.deleted[0]} is in the frozen head of the sheet")
        if frozen:
            element.set("ySplit", str(rows.place(frozen)))
    for name in ("topLeftCell", "activeCell"):
        if element.get(name):
            element.set(name, str(_placed(Range.of(element.get(name)), rows)))
    if element.get("sqref"):
        element.set("sqref", sqref([_placed(one, rows) for one in ranges_of(element.get("sqref"))]))


def _placed(cells: Range, rows: RowMap) -> Range:
    moved = cells.moved(rows)
    if moved is not None:
        return moved
    row = rows.place(cells.top)
    return Range(row, cells.left, row, cells.right, whole_rows=cells.whole_rows)


def _move_break(element: Element, rows: RowMap) -> None:
    above = int(element.get("id", "0"))  # the break stands below this row
    new = rows.place(above) - rows.is_gone(above)
    twin = any(one is not element and one.get("id") == str(new) for one in element.itersiblings(preceding=True))
    if new < 1 or twin:
        without(element)
    else:
        element.set("id", str(new))


def _move_rule(element: Element, title: str, rows: RowMap) -> None:
    """Move a rule and the cells that it is for; its formulas are written for the first of those cells."""
    inner = element.find(f"{{{XM}}}sqref")
    old = ranges_of(element.get("sqref") if inner is None else inner.text or "")
    kept = [(one, moved) for one in old if (moved := one.moved(rows)) is not None]
    if not kept:
        without(element)
        return
    new = sqref([moved for _, moved in kept])
    if inner is None:
        element.set("sqref", new)
    else:
        inner.text = new
    first = kept[0][0]
    down = (rows.first_left(first.top, first.bottom) or first.top) - old[0].top
    right = first.left - old[0].left
    relative = local(element) != "sparkline"
    for place in _formula_places(element):
        _move_rule_formula(place, title, rows, (down, right) if relative else (0, 0))


def _formula_places(element: Element) -> "list[tuple[Element, str | None]]":
    """Return where formulas stand in a rule: as the text of elements (None), or in an attribute of this name."""
    texts = [(one, None) for one in element.iter() if local(one) in FORMULAS and one.text and not len(one)]
    return [*texts, *((one, "val") for one in element.iter() if local(one) == "cfvo" and one.get("type") == "formula")]


def _move_rule_formula(place: "tuple[Element, str | None]", title: str, rows: RowMap, by: tuple[int, int]) -> None:
    element, name = place
    text = element.text if name is None else element.get(name, "")
    try:
        moved = moved_formula(copied_formula(text, *by), title, True, rows)
    except Broken as broken:
        raise CannotEdit(f"a rule for cells of {title} refers to {broken}") from broken
    if name is None:
        element.text = moved
    else:
        element.set(name, moved)


def grow_ranges(root: Element, last: int, new_last: int) -> None:
    """Let validations, conditional formats and the filter that reach row ``last`` reach ``new_last``."""
    for element in _beside_cells(root):
        inner = element.find(f"{{{XM}}}sqref")
        if local(element) == "autoFilter":
            element.set("ref", str(_grown(Range.of(element.get("ref", "")), last, new_last)))
        elif local(element) in ("conditionalFormatting", "dataValidation"):
            text = element.get("sqref") if inner is None else inner.text
            grown = sqref([_grown(one, last, new_last) for one in ranges_of(text or "")])
            if inner is None:
                element.set("sqref", grown)
            else:
                inner.text = grown


def _grown(cells: Range, last: int, new_last: int) -> Range:
    if cells.whole_columns or not cells.holds(last) or cells.bottom >= new_last:
        return cells
    return Range(cells.top, cells.left, new_last, cells.right, whole_rows=cells.whole_rows)
