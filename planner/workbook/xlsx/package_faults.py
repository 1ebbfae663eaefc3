"""What a file is by its content, before anything parses it: a workbook that may be opened, or a plain reason why not.

Changes when another kind of file must be told apart or refused.
"""

import struct
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from planner.workbook.xlsx.cells import Fault

MOST_PARTS = 1_000
MOST_BYTES = 200_000_000
SAVE_AS = "Open it in Excel and save it as an Excel workbook (.xlsx)."
EXPORT = "Open it in Numbers and export it as an Excel workbook (.xlsx)."
_CHUNK = 1 << 20
_OLE = b"\xd0\xcf\x11\xe0"
_ENTRY = b"PK\x01\x02"  # begins each part's line in a zip file's table of contents
# what a damaged zip file can raise
_DAMAGE = (BadZipFile, EOFError, LookupError, NotImplementedError, OSError, RuntimeError, ValueError)
_PARTS_OF_OTHERS = {
    "xl/workbook.bin": "a binary .xlsb workbook",
    "mimetype": "an OpenDocument file (.ods)",
    "Index/Document.iwa": "a Numbers document",
    "word/document.xml": "a Word document",
    "ppt/presentation.xml": "a PowerPoint presentation",
}
_BEGINNINGS_OF_OTHERS = {
    b"\xd0\xcf\x11\xe0": "an old .xls workbook",
    b"\x09\x08": "an old .xls workbook",
    b"%PDF": "a PDF document",
    b"{\\rtf": "a text document (.rtf)",
}


def find_package_fault(data: bytes, most_bytes: int = MOST_BYTES) -> Fault | None:
    """Return why these bytes are no workbook to be opened, or None; inflates every part to count what is really there.

    ``most_bytes`` bounds the inflated size of all parts together.
    """
    if data.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in data:
        return Fault("password-protected", "the workbook is protected by a password.", "Remove the password.")
    if not data.startswith(b"PK"):
        return Fault("not-xlsx", f"the file is {_kind(data)}.", SAVE_AS)
    # Counted in the bytes, as opening the file would already make something of each entry.
    parts = data.count(_ENTRY)
    if parts > MOST_PARTS:
        return Fault("unreadable-file", f"the file has {parts:,} parts.", f"At most {MOST_PARTS:,} are opened.")
    try:
        with ZipFile(BytesIO(data)) as package:
            return _kind_fault(package) or _part_fault(package, most_bytes)
    except (*_DAMAGE, struct.error, zlib.error) as error:
        told = isinstance(error, BadZipFile | RuntimeError)  # the others speak of seeking and inflating
        what = str(error).rstrip(".") if told else "its parts are not where it says"
        return Fault("unreadable-file", f"the file is damaged: {what}.", "Restore it from a copy.")


def _kind(data: bytes) -> str:
    if not data:
        return "empty"
    for beginning, kind in _BEGINNINGS_OF_OTHERS.items():
        if data.startswith(beginning):
            return kind
    head = data[:4000].lower()
    if b"<html" in head or b"<table" in head:
        return "a web page"
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head:
        return "an XML Spreadsheet 2003"
    if b"\0" not in head and any(head.split(b"\n")[0].count(mark) for mark in (b",", b";", b"\t")):
        return "a text file (.csv)"
    return "not a workbook"


def _kind_fault(package: ZipFile) -> Fault | None:
    names = {name.replace("\\", "/") for name in package.namelist()}
    for part, kind in _PARTS_OF_OTHERS.items():
        if part in names:
            return Fault("not-xlsx", f"the file is {kind}.", EXPORT if part.endswith(".iwa") else SAVE_AS)
    if "[content_types].xml" not in {name.casefold() for name in names}:
        return Fault("not-xlsx", "the file is a zip archive, not a workbook.", SAVE_AS)
    return None


def _part_fault(package: ZipFile, most_bytes: int) -> Fault | None:
    left = most_bytes
    for part in package.infolist():
        if part.compress_type not in (ZIP_STORED, ZIP_DEFLATED):  # the others inflate without a limit
            what = "the file is packed in a way that no workbook is."
            return Fault("unreadable-file", what, SAVE_AS)
        before = b""
        with package.open(part) as stream:
            while chunk := stream.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    size = f"{most_bytes // 1_000_000:,} MB"
                    return Fault(
                        "unreadable-file", f"the file unpacks to more than {size}.", "Remove what is not needed."
                    )
                # no text of a workbook contains this mark, its "<" would be written as &lt;
                if part.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in before + chunk:
                    return Fault("unreadable-file", "the file defines its own XML entities.", "Save it anew in Excel.")
                before = chunk[-16:]
    return None
