"""A workbook's package, opened under guard: its parts by their names, and to which others each part refers.

Whoever reads a workbook and whoever edits one begins here: both find the same parts, behind the same guards.

References: ECMA-376 part 2 (parts, relationships).
Changes when packages are put together in another way.
"""

import zlib
from collections.abc import Iterator
from io import BytesIO
from posixpath import dirname, join, normpath
from typing import NamedTuple
from xml.etree.ElementTree import Element
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile, ZipFile

from planner.domain.errors import PlannerError
from planner.workbook.xlsx.cells import Fault
from planner.workbook.xlsx.package_faults import MOST_BYTES, find_package_fault
from planner.workbook.xlsx.package_xml import PIECE, RELATIONS, pieces, read_tree

# what a damaged package can raise on the way through zip, XML and numbers
DAMAGE = (ArithmeticError, BadZipFile, EOFError, ExpatError, LookupError, OSError, ValueError, zlib.error)
# Half as many elements, of some hundred bytes each; a workbook with all 64,000 styles that Excel allows has a tenth.
MOST_SMALL_TAGS = 1_000_000


class RefusedPackage(PlannerError):
    """The file is no workbook that is opened; ``fault`` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message.rstrip("."))
        self.fault = fault


class Relation(NamedTuple):
    """What one part says of another: identifier, kind (the last word of its type) and the other's name."""

    identifier: str
    kind: str
    part: str


class Package:
    """The parts of a workbook, found as Excel finds them: whatever the case of their names.

    ``most_bytes`` bounds what all parts inflate to, and :data:`MOST_BYTES` those that are read, ``read_parts``.
    Raises :class:`RefusedPackage` for bytes that are no workbook or might do harm.
    """

    def __init__(self, data: bytes, most_bytes: int = MOST_BYTES) -> None:
        fault = find_package_fault(data, most_bytes)
        if fault:
            raise RefusedPackage(fault)
        self._archive, self._left = ZipFile(BytesIO(data)), MOST_BYTES
        self.read_parts: set[str] = set()
        self._names = {name.replace("\\", "/").lstrip("/").casefold(): name for name in self._archive.namelist()}

    def __contains__(self, part: str) -> bool:
        return part.casefold() in self._names

    def pieces(self, part: str, most_tags: int) -> Iterator[bytes]:
        """Return a part's bytes piece by piece; raises ValueError when it is not there, too large or has more tags."""
        name = self._name(part)
        self.read_parts.add(name)
        self._left -= self._archive.getinfo(name).file_size  # a part never inflates to more than it declares
        if self._left < 0:
            raise ValueError(f"its part {part} has more in it than can be read")
        return pieces(self._archive, name, most_tags)

    def beginning(self, part: str) -> tuple[bytes, bool]:
        """Return the first bytes of a part that is not read, and whether they are all."""
        info = self._archive.getinfo(self._name(part))
        with self._archive.open(info) as stream:
            head = stream.read(PIECE)
        return head, len(head) == info.file_size

    def tree(self, part: str) -> Element:
        """Return the root of a small part; raises ValueError or ExpatError when it is damaged."""
        return read_tree(self.pieces(part, MOST_SMALL_TAGS))

    def relations(self, part: str) -> list[Relation]:
        """Return what a part refers to inside the package; the empty part is the package itself."""
        name = relations_part(part)
        found = self.tree(name).iterfind(f"{{{RELATIONS}}}Relationship") if name in self else ()
        return [
            Relation(one.get("Id", ""), one.get("Type", "").rpartition("/")[2], _target(part, one.get("Target", "")))
            for one in found
            if one.get("TargetMode") != "External"
        ]

    def related(self, part: str, kind: str) -> list[Relation]:
        """Return the relations of one kind."""
        return [relation for relation in self.relations(part) if relation.kind == kind]

    def _name(self, part: str) -> str:
        name = self._names.get(part.casefold())
        if name is None:
            raise ValueError(f"its part {part} is missing")
        return name


def relations_part(part: str) -> str:
    """Return the name of the part that holds a part's relations."""
    folder = dirname(part)
    return join(folder, "_rels", f"{part[len(folder) :].lstrip('/')}.rels")


def _target(part: str, target: str) -> str:
    return normpath(join("/", dirname(part), target.replace("\\", "/"))).lstrip("/")
