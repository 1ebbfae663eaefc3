"""The sheet that lists the problems of a workbook, each with a link to its cell.

Changes when the list should show something else.
"""

from collections.abc import Iterable, Mapping, Sequence

from planner.domain.finding import Finding
from planner.workbook.columns.shared import PROBLEMS_HEADER, PROBLEMS_NAME
from planner.workbook.marks.wording import COLOURS, RANKS, WORDS, said
from planner.workbook.xlsx.cell_writing import MOST_LINKS
from planner.workbook.xlsx.edits import AddSheet, Link

WIDTHS = (11, 18, 9, 72, 52, 24)
_CELL_COLUMN = 3


def problem_sheet(findings: Sequence[Finding], titles: Mapping[str, str]) -> AddSheet:
    """Return the list, worst first; ``titles`` are the workbook's sheets by their case-folded title."""
    ordered = sorted(findings, key=lambda finding: RANKS[finding.severity])
    shown = ordered[:MOST_LINKS]
    rows = [_row(finding) for finding in shown]
    if len(ordered) > len(shown):
        rows.append(("", "", "", f"… and {len(ordered) - len(shown):,} more, which `planner check` tells.", "", ""))
    return AddSheet(
        free_title(titles),
        PROBLEMS_HEADER,
        rows,
        tuple(_links(shown, titles)),
        WIDTHS,
        {word: COLOURS[severity] for severity, word in WORDS.items()},
        COLOURS[ordered[0].severity],
    )


def free_title(titles: Iterable[str]) -> str:
    """Return ``Problems``, or ``Problems 2`` and so on when there is such a sheet."""
    taken, number, title = set(titles), 1, PROBLEMS_NAME
    while title.casefold() in taken:
        number += 1
        title = f"{PROBLEMS_NAME} {number}"
    return title


def _row(finding: Finding) -> tuple[str, ...]:
    what = f"{finding.column}: {finding.message}" if finding.column else said(finding)
    return WORDS[finding.severity], finding.place.sheet, finding.place.cell, what, finding.hint, finding.code


def _links(shown: Iterable[Finding], titles: Mapping[str, str]) -> Iterable[Link]:
    for row, finding in enumerate(shown, 2):
        title = titles.get(finding.place.sheet.casefold())
        if title and finding.place.cell:
            yield Link(row, _CELL_COLUMN, title, finding.place.cell)
