"""One workbook with its problems marked: coloured cells with notes, and a sheet that lists them all.

Changes when problems should be marked in another way.
"""

from collections.abc import Sequence

from planner.domain.finding import Finding
from planner.workbook.marks.problem_sheet import problem_sheet
from planner.workbook.marks.wording import COLOURS, RANKS, note_text
from planner.workbook.xlsx.addresses import row_and_column
from planner.workbook.xlsx.edits import Edit, MarkCell, edited, sheet_titles

MOST_NOTES = 1_000  # more slow Excel down, and nobody reads them; the list of problems has them all
LONGEST_NOTE = 1_500


def marked_workbook(data: bytes, findings: Sequence[Finding]) -> tuple[bytes, int]:
    """Return a workbook with the findings about it marked, and the number of cells that are.

    Without findings it stays as it is, byte for byte. Raises CannotEdit when it is none that can be marked.
    """
    if not findings:
        return data, 0
    titles = {title.casefold(): title for title in sheet_titles(data)}
    marks = _marks(findings, titles)
    return edited(data, [*marks, problem_sheet(findings, titles)]), len(marks)


def _marks(findings: Sequence[Finding], titles: dict[str, str]) -> list[Edit]:
    """Return a mark per faulty cell: the colour of the worst, and a note that tells all of its findings."""
    by_cell: dict[tuple[str, int, int], list[Finding]] = {}
    for finding in findings:
        title = titles.get(finding.place.sheet.casefold())
        if title and finding.place.cell:
            by_cell.setdefault((title, *row_and_column(finding.place.cell)), []).append(finding)
    return [
        MarkCell(title, row, column, COLOURS[worst.severity], _note(of_cell) if number < MOST_NOTES else "")
        for number, ((title, row, column), of_cell) in enumerate(by_cell.items())
        for worst in [min(of_cell, key=lambda finding: RANKS[finding.severity])]
    ]


def _note(findings: Sequence[Finding]) -> str:
    text = "\n\n".join(note_text(one) for one in sorted(findings, key=lambda finding: RANKS[finding.severity]))
    return text if len(text) <= LONGEST_NOTE else f"{text[:LONGEST_NOTE]} …"
