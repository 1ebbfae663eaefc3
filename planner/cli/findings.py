"""Findings as text, grouped by sheet with the worst first, and as JSON.

Changes when findings should read differently.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from planner.domain.finding import LINE, Finding, Severity
from planner.domain.wording import counted
from planner.workbook.xlsx.addresses import row_and_column

_WORST_FIRST = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
_CELL = re.compile(r"([A-Z]+)(\d+)")
MOST_ALIKE = 5  # more of one kind in one column are shortened
TOLD_OF_MANY = 3
MOST_RANGES = 8


def finding_line(finding: Finding) -> str:
    """``error: crew.xlsx › Crew!C7 (Role): "Gafer" is not a role. Did you mean "Gaffer"?  [unknown-role]``."""
    column = f" ({finding.column})" if finding.column else ""
    where = f"{finding.place}{column}: " if finding.place.file else ""
    hint = f" {finding.hint}" if finding.hint else ""
    return f"{finding.severity.value}: {where}{finding.message}{hint}  [{finding.code}]"


def finding_lines(findings: Iterable[Finding]) -> Iterator[str]:
    """Yield the findings sheet by sheet with the worst sheet first, and a closing line of counts.

    Of many findings of one kind in one column only the first are told in full; of the others, the cells.
    """
    found = tuple(findings)
    if not found:
        return
    worst: dict[tuple[str, str], int] = {}
    for finding in found:
        rank = _WORST_FIRST[finding.severity]
        worst[_sheet(finding)] = min(worst.get(_sheet(finding), rank), rank)

    def order(finding: Finding) -> tuple[object, ...]:
        sheet, cell = _sheet(finding), finding.place.cell
        return worst[sheet], sheet, _WORST_FIRST[finding.severity], _row_and_column(cell), finding.code

    for _, of_sheet in groupby(sorted(found, key=order), _sheet):
        yield from _sheet_lines(tuple(of_sheet))
        yield ""
    yield count_line(found)


def _row_and_column(cell: str) -> tuple[int, int]:
    """Return where a cell stands in its sheet, or a line in its file; what has no place comes first."""
    line = cell.removeprefix(LINE)
    if line != cell:
        return int(line), 0
    return row_and_column(cell) if cell else (0, 0)


def _sheet_lines(findings: tuple[Finding, ...]) -> Iterator[str]:
    alike: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        alike.setdefault(_kind(finding), []).append(finding)
    told: Counter[tuple[object, ...]] = Counter()
    for finding in findings:
        kind = _kind(finding)
        told[kind] += 1
        if len(alike[kind]) <= MOST_ALIKE or told[kind] <= TOLD_OF_MANY:
            yield finding_line(finding)
        if len(alike[kind]) > MOST_ALIKE and told[kind] == TOLD_OF_MANY:
            yield _rest_line(alike[kind][TOLD_OF_MANY:])


def _rest_line(rest: list[Finding]) -> str:
    """``  … and 897 more like it: cells C10:C905, C911.``."""
    ranges = cell_ranges(finding.place.cell for finding in rest)
    shown = ", ".join(ranges[:MOST_RANGES]) + (", …" if len(ranges) > MOST_RANGES else "")
    cells = f": {'cells' if len(rest) > 1 else 'cell'} {shown}" if shown else ""
    return f"  … and {len(rest):,} more like it{cells}  [{rest[0].code}]"


def cell_ranges(cells: Iterable[str]) -> list[str]:
    """Return cells in the order given, those below each other as one range: ``C7:C9``; what is no cell is left out."""
    ranges: list[tuple[str, int, int]] = []
    for cell in cells:
        match = _CELL.fullmatch(cell)
        if match is None:
            continue
        column, row = match[1], int(match[2])
        if ranges and ranges[-1][0] == column and row - ranges[-1][2] in (0, 1):
            ranges[-1] = column, ranges[-1][1], row
        else:
            ranges.append((column, row, row))
    return [f"{column}{first}" + (f":{column}{last}" if last > first else "") for column, first, last in ranges]


def count_line(findings: Iterable[Finding]) -> str:
    """Count the findings by severity: ``2 errors, 1 warning.``."""
    counts = Counter(finding.severity for finding in findings)
    words = [counted(counts[severity], severity.value) for severity in (Severity.ERROR, Severity.WARNING)]
    if counts[Severity.INFO]:
        words.append(counted(counts[Severity.INFO], "note"))
    return ", ".join(words) + "."


def errors_in(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings that refuse the input."""
    return tuple(finding for finding in findings if finding.severity is Severity.ERROR)


def _sheet(finding: Finding) -> tuple[str, str]:
    return finding.place.file, finding.place.sheet


def _kind(finding: Finding) -> tuple[object, ...]:
    return finding.severity, finding.code, finding.column
