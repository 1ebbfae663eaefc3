"""Sheets as people leave them: headers moved and misspelt, cells merged, rows hidden, values far away."""

from datetime import date

from tests.packages import relations, row
from tests.sanity.hostile.case import CREW_ROWS, of_parts, of_sheets
from tests.unit.workbook.books import CREW, CREW_HEAD, NEEDS, NEEDS_HEAD, day

CREW_SHEET = "crew.xlsx › Crew"
NEEDS_SHEET = "productions.xlsx › Requirements"
CY = ("C3", "Cy Ray", "Grip")
BLANKS = [()]
HIDDEN = row(4, *CY, attributes=' hidden="1"') + row(5, "C4", "Di Orr", "Grip", attributes=' hidden="true"')
FILTER = '<autoFilter ref="A1:H4"><filterColumn colId="2"/></autoFilter>'


def merged(ref: str) -> str:
    return f'<mergeCells count="1"><mergeCell ref="{ref}"/></mergeCells>'


def crew(cell: str) -> str:
    return f"{CREW_SHEET}!{cell}"


TABLES = (
    # headers
    of_sheets("header in row 20", crew=(*BLANKS * 19, *CREW), refused=False),
    of_sheets("header in row 21", ("missing-column", CREW_SHEET), crew=(*BLANKS * 20, *CREW)),
    of_sheets("header below a title", crew=(("Crew of 2026", None, "draft"), (), *CREW), refused=False),
    of_sheets(
        "header reordered, in capitals, with stars",
        crew=(("ROLE *", "fire date*", "hire  DATE", "Full\u00a0name", "crewid"), ("Gaffer", None, None, "Ada", "C1")),
        requirements=(NEEDS_HEAD, ("P1", "Gaffer", 1)),
        refused=False,
    ),
    of_sheets("header with a line break", crew=(("Crew\nID", *CREW_HEAD[1:]), *CREW[1:]), refused=False),
    of_sheets("header with a zero-width blank", crew=(("Crew\u200b ID", *CREW_HEAD[1:]), *CREW[1:]), refused=False),
    of_sheets(
        "header renamed",
        ("missing-column", crew("A1")),
        crew=(("Crew ID", "Name", "Job", *CREW_HEAD[3:]), *CREW[1:]),
    ),
    of_sheets("header of another language", ("missing-column", crew("A1")), crew=(("Kürzel", "Rolle"), ("C1", "Grip"))),
    of_sheets("no header", ("missing-column", CREW_SHEET), crew=CREW[1:]),
    of_sheets(
        "one optional column misspelt",
        ("unknown-column", crew("D1")),
        refused=False,
        crew=((*CREW_HEAD[:3], "Other role", *CREW_HEAD[4:]), *CREW[1:]),
    ),
    of_sheets(
        "extra columns",
        ("unknown-column", crew("I1")),
        ("unknown-column", crew("J1")),
        refused=False,
        crew=((*CREW_HEAD, "Shoe size", "Diet"), *CREW[1:]),
    ),
    of_sheets("header there twice", ("duplicate-column", crew("I1")), crew=((*CREW_HEAD, "Role "), *CREW[1:])),
    of_sheets(
        "header there three times",
        ("duplicate-column", crew("I1")),
        ("duplicate-column", crew("J1")),
        crew=((*CREW_HEAD, "crew id", "CREW ID*"), *CREW[1:]),
    ),
    of_sheets(
        "header of an error cell",
        ("missing-column", crew("A1")),
        crew=((*CREW_HEAD[:2], "#REF!", *CREW_HEAD[3:]), *CREW[1:]),
    ),
    of_sheets("roles left blank", ("missing-value", crew("C4")), crew=(*CREW, ("C3", "Cy"))),
    # sheets
    of_sheets("no crew sheet", ("missing-sheet", CREW_SHEET), crew=None, roles=(("Role",), ("Gaffer",), ("Grip",))),
    of_sheets("no requirements sheet", ("missing-sheet", NEEDS_SHEET), requirements=None),
    of_sheets("crew sheet empty", ("missing-column", CREW_SHEET), crew=()),
    of_sheets(
        "crew sheet of a header only",
        ("empty-sheet", crew("A2")),
        ("role-without-crew", f"{NEEDS_SHEET}!B2"),
        ("role-without-crew", f"{NEEDS_SHEET}!B3"),
        crew=(CREW_HEAD,),
    ),
    of_sheets(
        "requirements of a header only", ("empty-sheet", f"{NEEDS_SHEET}!A2"), refused=False, requirements=(NEEDS_HEAD,)
    ),
    of_sheets("optional sheets empty", bookings=(), settings=(), unavailable=(), roles=(), refused=False),
    # merged, hidden, filtered
    of_parts(
        "cells merged downwards",
        ("merged-cells", crew("C2")),
        ("missing-value", crew("C4")),
        rows=CREW_ROWS + row(4, "C3", "Cy Ray"),
        after=merged("C2:C4"),
    ),
    of_parts("cells merged sideways", ("merged-cells", crew("B3")), rows=CREW_ROWS, after=merged("B3:D3")),
    of_sheets("a heading among the rows", ("heading-row", crew("A4")), crew=(*CREW, ("Camera",), CY), refused=False),
    of_parts(
        "a row merged across",
        ("heading-row", crew("A4")),
        rows=CREW_ROWS + row(4, "The others") + row(5, "C3", "Cy Ray", "Grip"),
        after=merged("A4:H4"),
        refused=False,
    ),
    of_parts(
        "a Table with totals",
        ("totals-row", crew("A4")),
        rows=CREW_ROWS + row(4, "Total", None, 2),
        change={
            "xl/worksheets/_rels/sheet1.xml.rels": relations(("table", "../tables/table1.xml")),
            "xl/tables/table1.xml": b'<table ref="A1:H4" displayName="People" totalsRowCount="1"/>',
        },
        refused=False,
    ),
    of_parts("cells merged beside the table", rows=CREW_ROWS, after=merged("J2:J3"), refused=False),
    of_parts("rows hidden", ("hidden-rows", crew("A4")), rows=CREW_ROWS + HIDDEN, refused=False),
    of_parts("rows filtered out", ("hidden-rows", crew("A4")), rows=CREW_ROWS + HIDDEN, after=FILTER, refused=False),
    of_parts("blank rows hidden", rows=CREW_ROWS + '<row r="9" hidden="1"/>', refused=False),
    # blank rows, and what stands far away
    of_sheets("blank rows between", ("missing-value", crew("B9")), crew=(*CREW, *BLANKS * 5, ("C3", None, "Grip"))),
    of_sheets("a thousand blank rows between", crew=(*CREW, *BLANKS * 999, CY), refused=False),
    of_sheets("more blank rows between", ("stray-cell", crew("A1005")), crew=(*CREW, *BLANKS * 1001, CY)),
    of_parts(
        "a thousand styled rows below",
        refused=False,
        rows=CREW_ROWS + "".join(row(at, *[None] * 8, styles=dict.fromkeys(range(1, 9), 1)) for at in range(4, 1100)),
    ),
    of_parts(
        "a value in the last cell",
        ("stray-cell", crew("XFD1048576")),
        rows=CREW_ROWS + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    ),
    of_parts(
        "a value in the last row",
        ("missing-value", crew("A1048576")),
        ("stray-cell", crew("A1048576")),
        rows=CREW_ROWS + '<row r="1048576"><c r="A1048576"><v>1</v></c></row>',
    ),
    of_parts(
        "a value in column 201",
        ("stray-cell", crew("GS2")),
        rows=CREW_ROWS.replace('</row><row r="3">', '<c r="GS2"><v>1</v></c></row><row r="3">'),
    ),
    of_parts(
        "a value in column 200",
        refused=False,
        rows=CREW_ROWS.replace('</row><row r="3">', '<c r="GR2"><v>1</v></c></row><row r="3">'),
    ),
    of_parts(
        "a format in the last cell", refused=False, rows=CREW_ROWS + '<row r="1048576"><c r="XFD1048576" s="1"/></row>'
    ),
    # matrices
    of_sheets(
        "a matrix with a column of remarks",
        ("unknown-column", f"{NEEDS_SHEET}!D1"),
        refused=False,
        requirements=(("Production ID", "Gaffer", "Grip", "Remarks"), ("P1", 1, None, "late")),
    ),
    of_sheets(
        "a matrix with half a person",
        ("bad-count", f"{NEEDS_SHEET}!B2"),
        roles=(("Role",), ("Gaffer",), ("Grip",), ("Driver",)),
        requirements=(("Production ID", "Gaffer"), ("P1", 0.5)),
    ),
    of_sheets(
        "a matrix with a role twice",
        ("duplicate-column", f"{NEEDS_SHEET}!C1"),
        requirements=(("Production ID", "Gaffer", "gaffer "), ("P1", 1, 1)),
    ),
    of_sheets(
        "a matrix with a column of counts that nobody has as a role",
        ("unknown-role", f"{NEEDS_SHEET}!C1"),
        requirements=(("Production ID", "Gaffer", "Stunts"), ("P1", 1, 4)),
    ),
    of_sheets(
        "requirements for days long before",
        ("window-outside-production", f"{NEEDS_SHEET}!D4"),
        requirements=(*NEEDS, ("P1", "Grip", 1, date(2026, 2, 1), day(4))),
    ),
    of_sheets(
        "requirements for preparation",
        ("window-beyond-production", f"{NEEDS_SHEET}!D4"),
        refused=False,
        requirements=(*NEEDS, ("P1", "Grip", 1, day(1), day(4))),
    ),
)
