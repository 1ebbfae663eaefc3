"""Make the page of problems anew: ``python -m docs.make_problems [FILE]``, from the root of the repository.

What the page says of an input is what the planner says: every example is a folder with that fault, made and read here.
Changes when the page should look different.
"""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from docs.codes import CODES
from docs.problem_texts import COMMANDS, CONFLICTS, NIGHTS, REASONS, RULES, SCENARIOS, Text
from planner.cli.findings import finding_line
from planner.domain.finding import Finding
from planner.workbook.reading import FolderPaths, read_folder
from tests.sanity.hostile.case import Case
from tests.sanity.hostile.files import FILES
from tests.sanity.hostile.others import OTHERS
from tests.sanity.hostile.parts import PARTS
from tests.sanity.hostile.tables import TABLES
from tests.sanity.hostile.values import CELLS, DATES, FACTS

PAGE = Path(__file__).with_name("problems.md")
HEAD = """<!-- Made by `make docs`; changes made here are lost. -->
# Every code there is

A message names the place, what is wrong, what is expected, and ends in its code:
`crew.xlsx › Crew!C7 (Role): "Gafer" is not on the Roles sheet. Did you mean "Gaffer"?  [unknown-role]`.
Codes never change their meaning. An `error` refuses the input, and nothing is written;
a `warning` and an `info` do not. `planner check DIR` tells everything at once, and with `--json` for machines.
"""
# A heading stands above the first code of each kind; in between they are in the order of the table of codes.
HEADINGS = {
    "missing-file": "Input: files",
    "missing-sheet": "Input: sheets",
    "error-cell": "Input: cells",
    "duplicate-id": "Input: names",
    "overlapping-absences": "Input: facts that do not go together",
    "unknown-setting": "Input: settings",
    "renamed": "Input: the previous plan",
}
OTHER_PARTS = (
    ("Scenarios", "In the rows of a file of scenarios, beside the codes of *Input*.", SCENARIOS),
    ("Nights", "In the configuration of `planner batch`, each on its line.", NIGHTS),
    ("Plan: rules", "`planner verify` checks a plan by these, without the solver.", RULES),
    ("Plan: conflicts", "On the Conflicts sheet of plan.xlsx.", CONFLICTS),
    (
        "Plan: reasons of candidates",
        "On the Candidates sheet, beside the codes of the rules `wrong-role` to `never`.",
        REASONS,
    ),
    ("Commands that end without a result", "`error.code` of the JSON answer, with exit 2 or 3.", COMMANDS),
)


def page() -> str:
    """Return the whole page."""
    return "\n".join((HEAD, *_input_lines(), *_other_lines())).rstrip() + "\n"


def _input_lines() -> Iterator[str]:
    cases = _case_by_code()
    for code, meaning in CODES.items():
        if code in HEADINGS:
            yield f"## {HEADINGS[code]}\n"
        finding = _finding(cases[code], code)
        example = finding_line(finding).removeprefix(f"{finding.severity.value}: ").removesuffix(f"  [{code}]")
        message = example.removesuffix(f" {finding.hint}") if finding.hint else example
        yield _entry(code, f" ({finding.severity.value})", Text(meaning, message, finding.hint))


def _other_lines() -> Iterator[str]:
    for title, about, texts in OTHER_PARTS:
        yield f"## {title}\n\n{about}\n"
        for code, text in texts.items():
            yield _entry(code, "", text)


def _entry(code: str, severity: str, text: Text) -> str:
    fix = f"\n\nFix: {text.fix}" if text.fix else ""
    return f"### `{code}`{severity}\n{text.meaning[0].upper()}{text.meaning[1:]}.\n> {_plain(text.example)}{fix}\n"


def _plain(text: str) -> str:
    """Return a message so that Markdown shows it as it is."""
    return text.replace("<", "&lt;").replace("*", "\\*").replace("_", "\\_")


def _case_by_code() -> Mapping[str, Case]:
    found: dict[str, Case] = {}
    for case in (*FACTS, *CELLS, *DATES, *TABLES, *FILES, *PARTS, *OTHERS):
        for code, _ in case.told:
            found.setdefault(code, case)
    return found


def _finding(case: Case, code: str) -> Finding:
    with TemporaryDirectory() as folder:
        case.make(Path(folder))
        findings = read_folder(FolderPaths.of(Path(folder))).findings
    return next(finding for finding in findings if finding.code == code)


if __name__ == "__main__":
    (Path(sys.argv[1]) if len(sys.argv) > 1 else PAGE).write_text(page(), "utf-8")
