"""Rows are as high as their wrapped texts, and labels' columns as wide."""

import pytest

from planner.workbook.xlsx.text_widths import count_lines, fitting_width, text_width


def test_wide_letters_are_wider_than_narrow_ones() -> None:
    assert text_width("WWWWW") > text_width("mmmmm") > text_width("aaaaa") > text_width("iiiii")
    assert text_width("演員") > text_width("ab")
    assert text_width("") == 0


def test_a_digit_of_the_cells_smaller_font_takes_less_than_one_of_the_column() -> None:
    assert 8.5 < text_width("0123456789") < 10


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, 1),
        ("short", 10, 1),
        ("one\ntwo\n\nfour", 10, 4),
        ("aaaa bbbb", 5, 2),  # either word fits, both do not
        ("aaaa bbbb", 9, 1),
        ("0" * 100, 10, 10),  # a word without a blank is broken: nine tenths of 100 digits are 93 columns
    ],
)
def test_lines_of_a_wrapped_cell(text: str, width: float, lines: int) -> None:
    assert count_lines(text, width) == lines


def test_a_column_fits_its_longest_text_within_limits() -> None:
    texts = ["0" * 30, "0"]
    assert fitting_width(texts, 5, 99) == pytest.approx(text_width("0" * 30) + 1)
    assert fitting_width(texts, 5, 20) == 20
    assert fitting_width(texts, 60, 99) == 60
    assert fitting_width([], 5, 20) == 5
