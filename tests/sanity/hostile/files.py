"""Whatever else may lie in place of a workbook, or beside it."""

import gzip
import os
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_LZMA

from tests.packages import pack, unpack
from tests.sanity.hostile.case import Case, Told, of_bytes, sound

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
FILE = "crew.xlsx"
NOT_XLSX, UNREADABLE, LOCKED = ("not-xlsx", FILE), ("unreadable-file", FILE), ("password-protected", FILE)


def beside(name: str, make: Callable[[Path, Path], object], *told: Told, refused: bool = True) -> Case:
    """Return a sound folder with which something is done, given the folder and its crew workbook."""
    return Case(name, lambda folder: make(folder, sound(folder)), told, refused)


def replaced_by_folder(folder: Path, crew: Path) -> None:
    crew.unlink()
    crew.mkdir()


def replaced_by_pipe(folder: Path, crew: Path) -> None:
    crew.unlink()
    os.mkfifo(crew)


def replaced_by_link(target: str) -> Callable[[Path, Path], None]:
    def make(folder: Path, crew: Path) -> None:
        crew.unlink()
        crew.symlink_to(target)

    return make


def encrypted(data: bytes) -> bytes:
    """Return a zip file whose parts say that they need a password."""
    return data.replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00").replace(
        b"PK\x03\x04\x14\x00\x00\x00", b"PK\x03\x04\x14\x00\x01\x00"
    )


FILES = (
    of_bytes("nothing at all", b"", NOT_XLSX),
    of_bytes("csv renamed", b"Crew ID,Full name,Role\nC1,Ada,Gaffer\n", NOT_XLSX),
    of_bytes("html renamed", b"<html><body><table><tr><td>Crew ID</td></tr></table></body></html>", NOT_XLSX),
    of_bytes("html fragment renamed", b"\n<TABLE><tr><td>Crew ID</td></tr></TABLE>", NOT_XLSX),
    of_bytes(
        "xml spreadsheet 2003",
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        NOT_XLSX,
    ),
    of_bytes("xls renamed", OLE + "Workbook".encode("utf-16-le"), NOT_XLSX),
    of_bytes("xls of 1990", b"\x09\x08\x08\x00\x00\x05\x10\x00", NOT_XLSX),
    of_bytes("xlsb renamed", pack({"[Content_Types].xml": b"<a/>", "xl/workbook.bin": b"\x83\x01"}), NOT_XLSX),
    of_bytes("ods renamed", pack({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), NOT_XLSX),
    of_bytes("word renamed", pack({"[Content_Types].xml": b"<a/>", "word/document.xml": b"<a/>"}), NOT_XLSX),
    of_bytes("slides renamed", pack({"[Content_Types].xml": b"<a/>", "ppt/presentation.xml": b"<a/>"}), NOT_XLSX),
    of_bytes("zip of photos", pack({"one.jpg": b"\xff\xd8"}), NOT_XLSX),
    of_bytes("empty zip", b"PK\x05\x06" + bytes(18), NOT_XLSX),
    of_bytes("pdf renamed", b"%PDF-1.7\n", NOT_XLSX),
    of_bytes("rich text renamed", b"{\\rtf1 Ada}", NOT_XLSX),
    of_bytes("gzipped", gzip.compress, NOT_XLSX),
    of_bytes("noise", bytes(range(7, 256)) * 9, NOT_XLSX),
    of_bytes("mail header before it", lambda data: b"Content-Type: x\r\n\r\n" + data, NOT_XLSX),
    of_bytes("password in an OLE container", OLE + "EncryptedPackage".encode("utf-16-le"), LOCKED),
    of_bytes("password of a zip program", encrypted, UNREADABLE),
    of_bytes("packed by bzip2", lambda data: pack(unpack(data), ZIP_BZIP2), UNREADABLE),
    of_bytes("packed by lzma", lambda data: pack(unpack(data), ZIP_LZMA), UNREADABLE),
    of_bytes("first half only", lambda data: data[: len(data) // 2], UNREADABLE),
    of_bytes("last byte lost", lambda data: data[:-1], UNREADABLE),
    of_bytes("first two bytes only", b"PK", UNREADABLE),
    of_bytes("a part's bytes are zeros", lambda data: data[:200] + bytes(400) + data[600:], UNREADABLE),
    beside("a folder in its place", replaced_by_folder, UNREADABLE),
    beside("a pipe in its place", replaced_by_pipe, UNREADABLE),
    beside("a link to itself", replaced_by_link("crew.xlsx"), UNREADABLE),
    beside("a link to nothing", replaced_by_link("gone.xlsx"), ("missing-file", FILE)),
    beside("an endless device", replaced_by_link("/dev/zero"), UNREADABLE),
    beside("no file", lambda _, crew: crew.unlink(), ("missing-file", FILE)),
    beside("only copies", lambda _, crew: crew.rename(crew.with_name("crew (1).xlsx")), ("missing-file", FILE)),
    beside("only a lock file", lambda _, crew: crew.rename(crew.with_name("~$crew.xlsx")), ("missing-file", FILE)),
    beside(
        "open in Excel",
        lambda folder, _: (folder / "~$crew.xlsx").write_bytes(b"\x03Ada"),
        ("file-open", FILE),
        refused=False,
    ),
    beside(
        "open in LibreOffice",
        lambda folder, _: (folder / ".~lock.crew.xlsx#").write_text(",ada,,;", "utf-8"),
        ("file-open", FILE),
        refused=False,
    ),
    beside(
        "a conflicted copy beside it",
        lambda folder, crew: (folder / "crew (Ada's conflicted copy 2026-05-03).xlsx").write_bytes(b"not read"),
        ("conflicted-copy", FILE),
        refused=False,
    ),
    beside(
        "two downloads beside it", lambda folder, _: (folder / "crew (2).xlsx").write_bytes(b"not read"), refused=False
    ),
)
