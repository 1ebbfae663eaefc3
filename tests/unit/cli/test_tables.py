"""Aligned columns on a terminal, also with letters that are two columns wide. Changes when lists look different."""

import pytest

from planner.cli.tables import table_lines, width_of


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("Ada", 3),
        ("Łukasz Søren", 12),
        ("山田太郎", 8),
        ("김민수", 6),
        ("ｆｕｌｌ", 8),
        ("ﾊﾝ", 2),
        ("Zoe\u0301", 3),
        ("a\u200bb", 2),
        ("🎬", 2),
    ],
)
def test_how_many_columns_a_text_takes(text: str, columns: int) -> None:
    assert width_of(text) == columns


def test_columns_stay_aligned_beside_wide_letters() -> None:
    rows = (("C1", "山田太郎", 1_200), ("C2", "Zoe\u0301 Moreau", 7), ("李", "김민수", 35))
    assert list(table_lines(("ID", "Name", "Days"), rows)) == [
        "ID  Name         Days",
        "C1  山田太郎    1,200",
        "C2  Zoe\u0301 Moreau      7",
        "李  김민수         35",
    ]


def test_a_wide_header_makes_its_column_wide() -> None:
    assert list(table_lines(("名前", "x"), [("a", "b")])) == ["名前  x", "a     b"]
    assert list(table_lines(("a", "b"), [])) == ["a  b"]
