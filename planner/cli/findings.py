"""Findings as text, grouped by sheet with the worst first, and as JSON.

Changes when findings should read differently.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from planner.domain.finding import Finding, Place, Severity
from planner.domain.wording import counted

_WORST_FIRST = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
_CELL = re.compile(r"([A-Z]+)(\d+)")


def finding_line(finding: Finding) -> str:
    """``error: crew.xlsx › Crew!C7 (Role): "Gafer" is not a role. Did you mean "Gaffer"?  [unknown-role]``."""
    column = f" ({finding.column})" if finding.column else ""
    where = f"{finding.place}{column}: " if finding.place.file else ""
    hint = f" {finding.hint}" if finding.hint else ""
    return f"{finding.severity.value}: {where}{finding.message}{hint}  [{finding.code}]"


def finding_lines(findings: Iterable[Finding]) -> Iterator[str]:
    """Yield a line per finding, sheet by sheet with the worst sheet first, and a closing line of counts."""
    found = tuple(findings)
    if not found:
        return
    worst = {_sheet(f): 2 for f in found}
    for finding in found:
        worst[_sheet(finding)] = min(worst[_sheet(finding)], _WORST_FIRST[finding.severity])

    def order(finding: Finding) -> tuple[object, ...]:
        sheet = _sheet(finding)
        return worst[sheet], sheet, _WORST_FIRST[finding.severity], _row_column(finding.place), finding.code

    sheet = None
    for finding in sorted(found, key=order):
        if sheet not in (None, _sheet(finding)):
            yield ""
        sheet = _sheet(finding)
        yield finding_line(finding)
    yield ""
    yield count_line(found)


def count_line(findings: Iterable[Finding]) -> str:
    """Count the findings by severity: ``2 errors, 1 warning.``."""
    counts = Counter(finding.severity for finding in findings)
    words = [counted(counts[severity], severity.value) for severity in (Severity.ERROR, Severity.WARNING)]
    if counts[Severity.INFO]:
        words.append(counted(counts[Severity.INFO], "note"))
    return ", ".join(words) + "."


def problems_json(findings: Iterable[Finding]) -> list[dict[str, str]]:
    """Return the ``problems`` list of the JSON answers."""
    return [
        {
            "code": finding.code,
            "severity": finding.severity.value,
            "file": finding.place.file,
            "sheet": finding.place.sheet,
            "cell": finding.place.cell,
            "message": finding.message,
            "hint": finding.hint,
        }
        for finding in findings
    ]


def errors_in(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings that refuse the input."""
    return tuple(finding for finding in findings if finding.severity is Severity.ERROR)


def _sheet(finding: Finding) -> tuple[str, str]:
    return finding.place.file, finding.place.sheet


def _row_column(place: Place) -> tuple[int, int, str]:
    match = _CELL.match(place.cell)
    return (int(match[2]), len(match[1]), match[1]) if match else (0, 0, "")
