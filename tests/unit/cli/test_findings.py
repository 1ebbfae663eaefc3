"""Findings as people read them. Changes when findings should read differently."""

from planner.answers import problems_json
from planner.cli.findings import cell_ranges, finding_line, finding_lines
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


def many(count: int, column: str = "E", code: str = "bad-date", first: int = 2) -> list[Finding]:
    return [
        Finding(code, Severity.ERROR, Place("crew.xlsx", "Crew", f"{column}{first + at}"), f"It is {at}.", "", column)
        for at in range(count)
    ]


def test_nine_hundred_of_a_kind_do_not_scroll_by() -> None:
    findings = [*many(900), *many(1, "C", "unknown-role", 4)]
    assert list(finding_lines(findings)) == [
        "error: crew.xlsx › Crew!E2 (E): It is 0.  [bad-date]",
        "error: crew.xlsx › Crew!E3 (E): It is 1.  [bad-date]",
        "error: crew.xlsx › Crew!C4 (C): It is 0.  [unknown-role]",
        "error: crew.xlsx › Crew!E4 (E): It is 2.  [bad-date]",
        "  … and 897 more like it: cells E5:E901  [bad-date]",
        "",
        "901 errors, 0 warnings.",
    ]
    assert len(problems_json(findings)) == 901


def test_five_of_a_kind_are_told_in_full_and_other_columns_are_other_kinds() -> None:
    assert len(list(finding_lines([*many(5), *many(5, "F")]))) == 12


def test_the_cells_of_many_are_cut_when_they_lie_apart() -> None:
    (rest,) = (line for line in finding_lines(many(40)[::2]) if "more" in line)
    assert rest == "  … and 17 more like it: cells E8, E10, E12, E14, E16, E18, E20, E22, …  [bad-date]"


def test_findings_without_cells_are_only_counted() -> None:
    broken = [Finding("overlap", Severity.ERROR, Place(""), "Ada works twice.")] * 7
    assert list(finding_lines(broken))[3] == "  … and 4 more like it  [overlap]"


def test_cells_below_each_other_are_a_range() -> None:
    assert cell_ranges(["A1", "A2", "A4", "B5", "B5", "B6", "", "A7"]) == ["A1:A2", "A4", "B5:B6", "A7"]


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
