"""How names are compared."""

import pytest

from planner.domain.names import did_you_mean, header_key, name_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Key Grip", "  key   GRIP "),
        ("Key Grip", "Key\u00a0Grip"),
        ("Zoë", "Zoe\u0308"),
        ("Straße", "STRASSE"),
    ],
)
def test_same_name(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(("one", "other"), [("Zoë", "Zoe"), ("Key Grip", "KeyGrip"), ("C1", "C01")])
def test_different_name(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


def test_headers_ignore_blanks_case_and_a_trailing_star() -> None:
    assert header_key(" Crew ID* ") == header_key("crewid") == header_key("CREW  Id *")
    assert header_key("From") != header_key("To")


def test_did_you_mean() -> None:
    assert did_you_mean("gafer", ["Gaffer", "Grip"]) == "Gaffer"
    assert did_you_mean("zzz", ["Gaffer", "Grip"]) is None
