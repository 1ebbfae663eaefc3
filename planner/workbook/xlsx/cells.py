"""What one cell says: text, whole number or amount, or what is wrong with it; days are in ``day_cells``.

Changes when another way of typing a value is taken.
"""

import re
from dataclasses import dataclass
from datetime import datetime, time
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from typing import NamedTuple

from planner.domain.finding import Finding, Place, Severity
from planner.domain.names import name_key

FIRST_YEAR, LAST_YEAR = 1950, 2099
MOST_RATE = Decimal(10_000_000)

# Soft hyphens, zero-width characters, marks of writing direction, and control characters that are no blanks.
_CONTROLS = (code for code in (*range(0x20), *range(0x7F, 0xA0)) if not chr(code).isspace())
_MARKS = (0xAD, 0x61C, 0x180E, 0x2060, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_INVISIBLE = dict.fromkeys((*_CONTROLS, *_MARKS))
_STRAIGHT = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201b": "'", "\u02bc": "'", "\u201c": '"', "\u201d": '"'})


class Cell(NamedTuple):
    """One cell's value (None when blank), its type (``e`` is an error) and its number format."""

    value: object
    data_type: str = "n"
    number_format: str = ""


Cells = tuple[Cell, ...]
BLANK = Cell(None)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a cell, before anybody knows where it stands."""

    code: str
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR

    def at(self, place: Place) -> Finding:
        """Return the fault as a finding about a place."""
        return Finding(self.code, self.severity, place, self.message, self.hint)


@lru_cache(maxsize=1 << 16)
def clean(text: str) -> str:
    """Return ``text`` without what nobody sees: blanks of every kind collapsed, zero-width characters gone.

    The spelling itself, its accents and quotes included, stays; only :func:`match_key` levels those.
    """
    return " ".join(text.replace("_x000D_", " ").translate(_INVISIBLE).split())


@lru_cache(maxsize=1 << 16)
def match_key(text: str) -> str:
    """Return the key by which two cells name the same thing: the clean text's name key, its quotes straightened."""
    return name_key(clean(text).translate(_STRAIGHT))


def shown(value: object) -> str:
    """Return a value in quotes as its user knows it, one line, cut when long."""
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    text = str(value).upper() if isinstance(value, bool) else str(value)
    line = re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+", "↵", text)
    return f'"{line[:60]}…"' if len(line) > 60 else f'"{line}"'


def error_fault(cell: Cell) -> Fault | None:
    """Return a fault when the cell holds an Excel error such as ``#REF!``."""
    if cell.data_type != "e":
        return None
    return Fault("error-cell", f"the cell holds the error {cell.value}.", "Mend the formula or type a value.")


def parse_text(cell: Cell) -> str | Fault:
    """Return the cell's text, empty when blank; a whole number is its digits, padded as its format shows."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return error_fault(cell) or clean(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        digits, pattern = str(value), cell.number_format.partition(";")[0]
        return digits.zfill(len(pattern)) if pattern and not pattern.strip("0") else digits
    if isinstance(value, float):
        return repr(value)
    return Fault(
        "bad-text",
        f"Excel made {shown(value)} of what was typed here, where text belongs.",
        "Set the cell's format to Text and type it again.",
    )


def as_shown(cell: Cell) -> str:
    """Return what a cell shows, as text whatever it holds, errors included; empty when blank."""
    text = clean(str(cell.value)) if cell.data_type == "e" else parse_text(cell)
    if isinstance(text, str):
        return text
    return shown(cell.value)[1:-1]


def parse_whole(cell: Cell) -> int | Fault | None:
    """Return the cell's whole number, None when blank; the fault's code is empty, for the caller to name."""
    value = cell.value
    if value is None:
        return None
    if isinstance(value, str):
        fault, text = error_fault(cell), clean(value)
        if fault or not text:
            return fault
        if re.fullmatch(r"[+-]?[0-9]{1,18}(\.0{1,2})?", text):  # three zeros might be thousands
            return int(text.partition(".")[0])
    elif isinstance(value, int) and not isinstance(value, bool):
        return value
    elif isinstance(value, float) and value.is_integer():
        return int(value)
    return Fault("", f"{shown(value)} is not a whole number.", "Type a whole number.")


def parse_cents(cell: Cell) -> tuple[int, bool] | Fault | None:
    """Return the amount in cents and whether it had to be rounded, None when blank; halves round away from zero."""
    value = cell.value
    if value is None:
        return None
    if isinstance(value, str):
        fault, text = error_fault(cell), clean(value)
        if fault or not text:
            return fault
        if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text):
            return Fault("bad-rate", f"{shown(value)} is not an amount.", "Type a plain number such as 450.00.")
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        return Fault("bad-rate", f"{shown(value)} is not an amount.", "Type a plain number such as 450.00.")
    if not 0 <= amount <= MOST_RATE:
        return Fault("bad-rate", f"{shown(value)} is not a day rate from 0 to {MOST_RATE:,}.", "Type 0 or more.")
    cents = int((amount * 100).to_integral_value(ROUND_HALF_UP))
    # what binary arithmetic leaves behind in a formula's result is no third decimal
    return cents, abs(amount * 100 - cents) > Decimal("0.0001")
