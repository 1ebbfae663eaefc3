"""What is heard of the faults in a table while its rows are read.

Changes when findings of a kind are told in another way.
"""

from collections import Counter
from dataclasses import replace

from planner.domain.finding import Finding

MOST_ALIKE = 20_000
"""Findings of one code in one column of a sheet beyond this are counted, not kept: they would take all memory."""


class Heard:
    """Collects the findings about one table; what stands for those that were only counted is in :meth:`told`."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self._once: set[tuple[str, str]] = set()
        self._alike: Counter[tuple[str, str]] = Counter()
        self._first_left_out: dict[tuple[str, str], Finding] = {}

    def add(self, finding: Finding) -> None:
        """Add a finding, or count it when there are too many like it to be told one by one."""
        kind = finding.code, finding.column
        self._alike[kind] += 1
        if self._alike[kind] <= MOST_ALIKE:
            self.findings.append(finding)
        else:
            self._first_left_out.setdefault(kind, finding)

    def is_first(self, code: str, column: str) -> bool:
        """Whether nobody has asked this of a code and a column before, of which one finding stands for all."""
        new = (code, column) not in self._once
        self._once.add((code, column))
        return new

    def told(self) -> list[Finding]:
        """Return the findings, and for those that were only counted one of each kind that says how many they are."""
        closing = (
            replace(first, message=f"{first.message.rstrip('.')}; {self._alike[kind] - MOST_ALIKE:,} cells are alike.")
            for kind, first in self._first_left_out.items()
        )
        return [*self.findings, *closing]
