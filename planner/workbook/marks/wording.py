"""How a severity is marked: a word, a colour, and its rank.

Changes when problems should look or read differently in a workbook.
"""

from planner.domain.finding import Finding, Severity

# Tints of the Okabe–Ito palette, as in the plan; the words say the same to those who cannot tell them apart.
WORDS = {Severity.ERROR: "Error", Severity.WARNING: "Warning", Severity.INFO: "Note"}
COLOURS = {Severity.ERROR: "F6B79B", Severity.WARNING: "FBDC9A", Severity.INFO: "BBE1F7"}
RANKS = {severity: rank for rank, severity in enumerate(WORDS)}


def note_text(finding: Finding) -> str:
    """``Error: "Gafer" is not on the Roles sheet. Did you mean "Gaffer"?``."""
    return f"{WORDS[finding.severity]}: {said(finding)}" + (f" {finding.hint}" if finding.hint else "")


def said(finding: Finding) -> str:
    """Return a finding's message as a sentence that stands alone."""
    return finding.message[:1].upper() + finding.message[1:]
