"""What a file is by its content, before anything parses it: a workbook that may be opened, or a plain reason why not.

Changes when another kind of file must be told apart or refused.
"""

import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from planner.workbook.cells import Fault

MOST_PARTS = 1_000
MOST_BYTES = 200_000_000
_CHUNK = 1 << 20
_OLE = b"\xd0\xcf\x11\xe0"
_SAVE_AS = "Open it in Excel and save it as an Excel workbook (.xlsx)."


def find_package_fault(data: bytes, most_bytes: int = MOST_BYTES) -> Fault | None:
    """Return why these bytes are no workbook to be opened, or None; inflates every part to count what is really there.

    ``most_bytes`` bounds the inflated size of all parts together.
    """
    if data.startswith(_OLE):
        return _ole_fault(data)
    if not data.startswith(b"PK"):
        what = "empty" if not data else "a web page" if b"<html" in data[:2000].lower() else "not a workbook"
        return Fault("not-xlsx", f"the file is {what}.", _SAVE_AS)
    try:
        with ZipFile(BytesIO(data)) as package:
            return _kind_fault(package) or _part_fault(package, most_bytes)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        return Fault("unreadable-file", f"the file is damaged: {error}.", "Restore it from a copy.")


def _ole_fault(data: bytes) -> Fault:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return Fault("password-protected", "the workbook is protected by a password.", "Remove the password.")
    return Fault("not-xlsx", "the file is an old .xls workbook.", _SAVE_AS)


def _kind_fault(package: ZipFile) -> Fault | None:
    names = set(package.namelist())
    if len(names) > MOST_PARTS:
        return Fault("unreadable-file", f"the file has {len(names):,} parts.", f"At most {MOST_PARTS:,} are opened.")
    if "xl/workbook.bin" in names:
        return Fault("not-xlsx", "the file is a binary .xlsb workbook.", _SAVE_AS)
    if "mimetype" in names:
        return Fault("not-xlsx", "the file is an OpenDocument file (.ods).", _SAVE_AS)
    if "[Content_Types].xml" not in names:
        return Fault("not-xlsx", "the file is a zip archive, not a workbook.", _SAVE_AS)
    return None


def _part_fault(package: ZipFile, most_bytes: int) -> Fault | None:
    left = most_bytes
    for part in package.infolist():
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
