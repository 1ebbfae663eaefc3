"""Findings as people read them. Changes when findings should read differently."""

from planner.cli.findings import finding_line, finding_lines, problems_json
from planner.domain.finding import Finding, Place, Severity
from planner.domain.wording import counted

GAFER = Finding(
    "unknown-role",
    Severity.ERROR,
    Place("crew.xlsx", "Crew", "C7"),
    '"Gafer" is not on the Roles sheet.',
    'Did you mean "Gaffer"?',
    "Role",
)


def finding(severity: Severity, sheet: str, cell: str) -> Finding:
    return Finding("some-code", severity, Place("crew.xlsx", sheet, cell), "It is so.")


def test_a_line_says_where_what_and_how_to_mend_it() -> None:
    assert finding_line(GAFER) == (
        'error: crew.xlsx › Crew!C7 (Role): "Gafer" is not on the Roles sheet. Did you mean "Gaffer"?  [unknown-role]'
    )


def test_the_sheet_with_an_error_comes_first_and_rows_in_the_order_of_the_sheet() -> None:
    lines = list(
        finding_lines(
            (
                finding(Severity.WARNING, "Away", "A2"),
                finding(Severity.WARNING, "Crew", "A2"),
                finding(Severity.ERROR, "Crew", "B10"),
                finding(Severity.ERROR, "Crew", "A9"),
            )
        )
    )
    assert [line.partition(": It")[0] for line in lines] == [
        "error: crew.xlsx › Crew!A9",
        "error: crew.xlsx › Crew!B10",
        "warning: crew.xlsx › Crew!A2",
        "",
        "warning: crew.xlsx › Away!A2",
        "",
        "2 errors, 2 warnings.",
    ]


def test_no_findings_need_no_words() -> None:
    assert list(finding_lines(())) == []


def test_json_has_the_contracts_keys() -> None:
    assert problems_json((GAFER,)) == [
        {
            "code": "unknown-role",
            "severity": "error",
            "file": "crew.xlsx",
            "sheet": "Crew",
            "cell": "C7",
            "message": '"Gafer" is not on the Roles sheet.',
            "hint": 'Did you mean "Gaffer"?',
        }
    ]


def test_numbers_agree_with_their_nouns() -> None:
    assert [counted(n, "vacancy") for n in (0, 1, 2)] == ["0 vacancies", "1 vacancy", "2 vacancies"]
    assert counted(1200, "slot") == "1,200 slots"
