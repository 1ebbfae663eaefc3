"""Which characters and which separators a .csv file is written in; what cannot be told for certain is not guessed.

Changes when another program writes such files in another way.
"""

import csv
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from itertools import islice

from planner.domain.names import header_key
from planner.workbook.columns.sheets import Sheet
from planner.workbook.inputs.headers import SEARCHED_ROWS
from planner.workbook.xlsx.cells import Fault, clean, shown

SEPARATORS = (",", ";", "\t")
# The longer marks first: that of UTF-32 begins with that of UTF-16.
_MARKS = {
    BOM_UTF32_LE: "utf-32",
    BOM_UTF32_BE: "utf-32",
    BOM_UTF8: "utf-8-sig",
    BOM_UTF16_LE: "utf-16",
    BOM_UTF16_BE: "utf-16",
}
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_SAVE_AS = "Save it as CSV UTF-8 (in Excel: Save As, CSV UTF-8)."


@dataclass(frozen=True, slots=True)
class CsvForm:
    """How a file is written; ``declared`` says that its first line is ``sep=;``, which no program shows as a row."""

    encoding: str
    separator: str = ","
    declared: bool = False


def find_encoding(data: bytes) -> str | Fault:
    """Return the file's encoding when it is certain: UTF-8, or what a mark or zeros in every second byte tell."""
    if data.startswith(_WORKBOOKS):
        return Fault("not-csv", "the file is a workbook, not a text file.", _SAVE_AS)
    encoding = next((name for mark, name in _MARKS.items() if data.startswith(mark)), "")
    encoding = encoding or _encoding_by_zeros(data)
    if not encoding:
        return Fault("not-csv", "the file is not a text file.", _SAVE_AS)
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        begin, end = data.rfind(b"\n", 0, error.start) + 1, data.find(b"\n", error.start)
        near = data[max(begin, error.start - 15) : min(end % len(data), error.start + 15)].decode("cp1252", "replace")
        line = data.count(b"\n", 0, error.start) + 1
        what = f"line {line} is not written in {encoding.removesuffix('-sig').upper()}; perhaps it should read"
        return Fault("bad-encoding", f"{what} {shown(near.strip())}.", _SAVE_AS)
    return encoding


def _encoding_by_zeros(data: bytes) -> str:
    """Return UTF-8 for text without zeros, UTF-16 for plain text with one in every second byte, else nothing."""
    if b"\0" not in data:
        return "utf-8"
    even, odd = data[::2].count(0), data[1::2].count(0)
    if len(data) % 2 == 0 and max(even, odd) * 2 > len(data) * 0.8 and min(even, odd) == 0:
        return "utf-16-le" if odd else "utf-16-be"
    return ""


def find_form(data: bytes, encoding: str, spec: Sheet) -> CsvForm:
    """Return how the file is written: with the separator that it declares, or by which most headers are found."""
    first = next(iter(TextIOWrapper(BytesIO(data), encoding)), "").strip().strip('"')
    if first.casefold().startswith("sep=") and len(first) == 5:
        return CsvForm(encoding, first[4], declared=True)
    if first.casefold() == "sep=":  # the tab was stripped
        return CsvForm(encoding, "\t", declared=True)
    forms = [CsvForm(encoding, separator) for separator in SEPARATORS]
    return max(forms, key=lambda form: _headers_found(data, form, spec))


def _headers_found(data: bytes, form: CsvForm, spec: Sheet) -> int:
    known = {header_key(name) for name in spec.names}
    most = 0
    try:
        for record in islice(records(data, form), SEARCHED_ROWS):
            most = max(most, sum(header_key(clean(text)) in known for text in record))
    except csv.Error:
        pass  # told when the whole file is read
    return most


def records(data: bytes, form: CsvForm) -> Iterator[list[str]]:
    """Iterate over the file's rows; raises csv.Error where quotes do not fit together."""
    lines = TextIOWrapper(BytesIO(data), form.encoding, newline="")
    if form.declared:
        next(lines, None)
    return csv.reader(lines, delimiter=form.separator, strict=True, skipinitialspace=True)
