"""Names that every system takes. Changes when another system refuses one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.alternatives.file_names import LONGEST_BYTES, file_key, file_names, safe_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ada Moreau (C001)", "Ada Moreau (C001)"),
        ("AC/DC: the <film>?", "AC-DC- the -film--"),
        ("..\\..\\etc/passwd", "-..-etc-passwd"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("Lpt1", "_Lpt1"),
        ("COM²", "_COM²"),
        ("Conrad", "Conrad"),
        ("CON (C1)", "CON (C1)"),
        (".hidden", "hidden"),
        ("~$lock", "$lock"),
        ("ends. . ", "ends"),
        ("\u202egnp.exe", "gnp.exe"),
        ("a\u200fb\u200db", "abb"),
        ("two\nlines\tand\x00more", "two lines and more"),
        ("e\u0301t\u00e9", "été"),
        ("演員 👩‍🎤", "演員 👩🎤"),
        ("\u200b", "_"),
        ("", "_"),
        ("...", "_"),
    ],
)
def test_what_a_system_refuses_is_replaced(text: str, name: str) -> None:
    assert safe_name(text) == name


def test_names_are_cut_between_characters() -> None:
    name = safe_name("é" * 300)
    assert name == "é" * (LONGEST_BYTES // 2)
    assert safe_name("x" * (LONGEST_BYTES - 1) + " é") == "x" * (LONGEST_BYTES - 1)


def test_names_that_a_system_would_confuse_are_numbered() -> None:
    texts = ["Ada", "ADA", "ada?", "ada*", "STRASSE", "Straße", "ﬁlm", "Film"]
    assert file_names(texts) == ["Ada", "ADA 2", "ada-", "ada- 2", "STRASSE", "Straße 2", "ﬁlm", "Film 2"]
    assert file_names(["a 2", "a", "A"]) == ["a 2", "a", "A 3"]


@given(st.lists(st.text(max_size=200), max_size=20))
def test_any_texts_give_as_many_different_names(texts: list[str]) -> None:
    names = file_names(texts)
    assert len({file_key(name) for name in names}) == len(texts)
    for name in names:
        assert 0 < len(name.encode()) <= LONGEST_BYTES + 4
        assert not set(name) & set('<>:"/\\|?*')
        assert name.isprintable()
        assert name == name.strip()
        assert not name.startswith((".", "~"))
        assert not name.endswith(".")
