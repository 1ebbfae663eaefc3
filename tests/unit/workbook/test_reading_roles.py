"""Which roles there are, where one ends and the next begins, and which look like another one misspelt."""

from itertools import combinations
from pathlib import Path

import pytest

from planner.workbook.inputs.known_roles import template_roles
from planner.workbook.inputs.role_likeness import is_alike
from planner.workbook.inputs.role_lists import RoleLists, listed_roles
from tests.unit.workbook.books import CREW_HEAD, NEEDS_HEAD, ROLES_HEAD, Rows, day, read, told

HAIR = "Hair, Make-up"


@pytest.mark.parametrize(
    ("text", "known", "parts"),
    [
        ("Grip, Spark", (), ("Grip", "Spark")),
        ("Grip; Spark", (), ("Grip", "Spark")),
        (" ;Grip ;; ", (), ("Grip",)),
        ("", (), ()),
        ("Hair, Make-up; Grip", (), ("Hair, Make-up", "Grip")),
        ("Hair, Make-up", (HAIR,), (HAIR,)),
        ("Grip, hair,  MAKE-UP, Spark", (HAIR,), ("Grip", HAIR, "Spark")),
        ("Hair, Make-up Artist", (HAIR,), ("Hair", "Make-up Artist")),
        ("Wigs, Hair", (HAIR,), ("Wigs", "Hair")),
        # the longest first, wherever it stands
        ("A, B, C, D", ("A, B", "B, C, D"), ("A", "B, C, D")),
        # a semicolon within a known role does not make the others a list with semicolons
        ("Cut; Colour, Grip", ("Cut; Colour",), ("Cut; Colour", "Grip")),
        ("Hair, Make-up, Hair, Make-up", (HAIR,), (HAIR, HAIR)),
    ],
)
def test_a_cell_is_split_around_known_roles(text: str, known: tuple[str, ...], parts: tuple[str, ...]) -> None:
    assert RoleLists(known).parts(text) == parts


@pytest.mark.parametrize("roles", [(), ("Grip",), ("Grip", "Spark"), (HAIR,), (HAIR, "Grip"), ("Grip", HAIR)])
def test_roles_that_are_written_are_read_again(roles: tuple[str, ...]) -> None:
    assert RoleLists().parts(listed_roles(roles)) == roles


def others(folder: Path, *crew: tuple[object, ...], **sheets: Rows) -> dict[str, tuple[str, ...]]:
    reading = read(folder, crew=(CREW_HEAD, *crew), **sheets)
    assert reading.instance is not None, [f.message for f in reading.findings]
    return {person.crew_id: person.other_roles for person in reading.instance.crew}


ADA = ("C1", "Ada Moreau", "Gaffer")


@pytest.mark.parametrize(
    "sheets",
    [
        {"requirements": (NEEDS_HEAD, ("P1", "Gaffer", 1), ("P1", "Grip", 1), ("P1", HAIR, 1))},
        {"roles": (ROLES_HEAD, *(("Gaffer", "Light"), ("Grip", "Grip"), (HAIR, "Art"), ("Spark", "Light")))},
        {"roles": (ROLES_HEAD, ("Gaffer",), ("Grip",), (HAIR, "Art", "Looks"), ("Spark",))},
    ],
)
def test_a_role_with_a_comma_is_known_from_requirements_or_the_roles_sheet(
    tmp_path: Path, sheets: dict[str, Rows]
) -> None:
    needs = sheets.get("requirements", (NEEDS_HEAD, ("P1", "Gaffer", 1)))
    found = others(tmp_path, ADA, ("C2", "Bo", "Grip", f"{HAIR}, Spark"), **{"requirements": needs, **sheets})
    assert found["C2"] == (HAIR, "Spark")


def test_an_alias_with_a_comma_is_recognised(tmp_path: Path) -> None:
    roles = (ROLES_HEAD, ("Gaffer",), ("Stylist", "Art", f"{HAIR}; Looks"))
    needs = (NEEDS_HEAD, ("P1", "Gaffer", 1))
    assert others(tmp_path, (*ADA, HAIR), roles=roles, requirements=needs) == {"C1": ("Stylist",)}


def test_a_role_with_a_comma_is_known_from_others_in_crew(tmp_path: Path) -> None:
    needs = (NEEDS_HEAD, ("P1", "Gaffer", 1))
    crew = ((*ADA, HAIR), ("C2", "Bo", HAIR), ("C3", "Cy", "Gaffer", "Wigs, Beards; Grip"), ("C4", "Di", "Gaffer"))
    found = others(tmp_path, *crew[:3], (*crew[3], "Wigs, Beards"), requirements=needs)
    assert (found["C1"], found["C4"]) == ((HAIR,), ("Wigs, Beards",))


@pytest.mark.parametrize(
    "cell", ["Grip/Gaffer", "grip | Gaffer", "Grip, Gaffer; Spark", "Grip\nGaffer", "Spark;\nGrip\n Gaffer\n"]
)
def test_roles_with_another_separator_between_them_are_warned_of(tmp_path: Path, cell: str) -> None:
    crew = (CREW_HEAD, ADA, ("C2", "Bo", "Grip"), ("C3", "Cy", "Spark", cell))
    reading = read(tmp_path, crew=crew)
    assert told(reading, None) == [("joined-roles", "Crew!D4")]
    assert reading.findings[0].hint == 'If these are "Grip" and "Gaffer", put ; between them.'
    assert reading.instance is not None


def test_lines_within_a_known_role_change_nothing(tmp_path: Path) -> None:
    needs = (NEEDS_HEAD, ("P1", "Gaffer", 1), ("P1", HAIR, 1))
    assert others(tmp_path, ADA, ("C2", "Bo", "Gaffer", "Hair,\nMake-up"), requirements=needs)["C2"] == (HAIR,)


def test_a_role_of_its_own_may_hold_a_stroke(tmp_path: Path) -> None:
    needs = (NEEDS_HEAD, ("P1", "Gaffer", 1), ("P1", "Grip/Gaffer", 1))
    crew = (CREW_HEAD, ADA, ("C2", "Bo", "Grip"), ("C3", "Cy", "Spark", "Grip/Gaffer"))
    assert told(read(tmp_path, crew=crew, requirements=needs), None) == []


def test_with_a_roles_sheet_the_hint_names_the_separator(tmp_path: Path) -> None:
    crew = (CREW_HEAD, ADA, ("C2", "Bo", "Grip", "Gaffer/Spark"))
    reading = read(tmp_path, crew=crew, roles=(ROLES_HEAD, ("Gaffer",), ("Grip",), ("Spark",)))
    assert told(reading) == [("unknown-role", "Crew!D3")]
    assert reading.findings[0].hint == 'If these are "Gaffer" and "Spark", put ; between them.'


@pytest.mark.parametrize(("row", "cell"), [(("C2", "Bo", "Gafer"), "C3"), (("C2", "Bo", "Grip", "Spark; Gafer"), "C4")])
def test_a_role_that_nobody_requires_and_is_like_a_required_one_warns(
    tmp_path: Path, row: tuple[object, ...], cell: str
) -> None:
    needs = (NEEDS_HEAD, ("P1", "Gaffer", 1))
    reading = read(tmp_path, crew=(CREW_HEAD, ADA, row, ("C3", "Cy", "gafer")), requirements=needs)
    assert told(reading, None) == [("unneeded-role", f"Crew!{cell}")]
    (finding,) = reading.findings
    assert finding.hint == 'Did you mean "Gaffer"?'
    assert "which stands in 2 cells" in finding.message


@pytest.mark.parametrize("cell", ["Gaffer/Grip", "Gaffer, Grip"])
def test_two_roles_in_a_role_cell_are_warned_of_unless_they_are_required_so(tmp_path: Path, cell: str) -> None:
    crew = (CREW_HEAD, ADA, ("C2", "Bo", cell))
    needs = (NEEDS_HEAD, ("P1", "Gaffer", 1), ("P1", "Grip", 1))
    reading = read(tmp_path, crew=(*crew, ("C3", "Cy", "Grip")), requirements=needs)
    assert told(reading, None) == [("unneeded-role", "Crew!C3")]
    assert reading.findings[0].hint == 'If these are "Gaffer" and "Grip", the second goes under Other roles.'
    needs = (NEEDS_HEAD, ("P1", "Gaffer", 1), ("P1", cell, 1))
    assert told(read(tmp_path, crew=crew, requirements=needs), None) == []


def test_a_misspelt_role_is_told_once_from_whichever_side(tmp_path: Path) -> None:
    needs = (NEEDS_HEAD, ("P1", "Gaffer", 1))  # nobody is one: the finding at Requirements says it
    reading = read(tmp_path, crew=(CREW_HEAD, ("C1", "Ada", "Gafer")), requirements=needs)
    assert told(reading, None) == [("role-without-crew", "Requirements!B2")]


@pytest.mark.parametrize(
    ("asked", "hint"),
    [
        ("Camera Op", 'Did you mean "Camera Operator"?'),
        ("Camra Operator", 'Did you mean "Camera Operator"?'),
        ("Operator", 'Did you mean "Camera Operator"?'),
        ("Drone Operator", "Its slots stay vacant."),
        ("2nd AD", "Its slots stay vacant."),
    ],
)
def test_a_role_that_nobody_has_is_not_taken_for_another_trade(tmp_path: Path, asked: str, hint: str) -> None:
    crew = (CREW_HEAD, ("C1", "Ada", "Camera Operator"), ("C2", "Bo", "2nd AC"))
    (finding,) = read(tmp_path, crew=crew, requirements=(NEEDS_HEAD, ("P1", asked, 1))).findings
    assert (finding.code, finding.hint) == ("role-without-crew", hint)


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("Gafer", 'Did you mean "Gaffer"?'),
        ("Sparrk", 'Did you mean "spark", another name of "Electrician"?'),
        ("Drone Operator", "Add it to the Roles sheet."),
    ],
)
def test_a_role_that_is_not_listed_may_be_another_one_or_its_alias(tmp_path: Path, typed: str, hint: str) -> None:
    roles = (ROLES_HEAD, ("Gaffer",), ("Electrician", None, "Spark"), ("Boom Operator",))
    needs = (NEEDS_HEAD, ("P1", "Gaffer", 1))
    (finding,) = read(tmp_path, crew=(CREW_HEAD, ("C1", "Ada", typed)), requirements=needs, roles=roles).findings
    assert (finding.code, finding.hint) == ("unknown-role", hint)


def test_roles_on_a_roles_sheet_are_not_doubted(tmp_path: Path) -> None:
    needs = (NEEDS_HEAD, ("P1", "Gaffer", 1))
    roles = (ROLES_HEAD, ("Gaffer",), ("Gaffers",))
    reading = read(tmp_path, crew=(CREW_HEAD, ADA, ("C2", "Bo", "Gaffers")), requirements=needs, roles=roles)
    assert told(reading, None) == []


def test_no_two_roles_of_the_trade_are_alike() -> None:
    """The roles that the template lists, and their aliases: none is another one misspelt."""
    listed = template_roles()
    names = [name for role, _, also in listed for name in (role, *also.split(";")) if name.strip()]
    assert len(names) > 80
    assert [pair for pair in combinations(names, 2) if is_alike(*pair)] == []


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Gafer", "Gaffer", True),
        ("Grpi", "Grip", True),
        ("Makeup artist", "Make-up Artist", True),
        ("Best Boy Gripp", "Best Boy Grip", True),
        ("1st AC", "2nd AC", False),
        ("Unit 11 Driver", "Unit 12 Driver", False),
        ("Key Grip", "Grip", False),
        ("DIT", "DIP", False),
    ],
)
def test_alike_are_slips_of_the_hand(one: str, other: str, alike: bool) -> None:
    assert is_alike(one, other) is is_alike(other, one) is alike


def test_the_order_of_rows_does_not_reach_the_roles(tmp_path: Path) -> None:
    rows = (("C1", "Ada", "Gaffer", "Hair,make-up"), ("C2", "Bo", HAIR), ("C3", "Cy", "GAFFER", "hair, Make-up; Grip"))
    needs = (NEEDS_HEAD, ("P1", "Gaffer", 1, day(3)), ("P2", "gaffer", 1, day(10)))
    ways = []
    for crew in (rows, rows[::-1]):
        reading = read(tmp_path, crew=(CREW_HEAD, *crew), requirements=needs)
        assert reading.instance is not None
        ways.append([(p.crew_id, p.main_role, p.other_roles) for p in reading.instance.crew])
    assert ways[0] == ways[1]
