"""A workbook's package while it is edited: parts are parsed when they are asked for, and only changed ones are anew.

References: ECMA-376 part 2 (parts, relationships, content types).
Changes when packages are put together in another way.
"""

from copy import copy
from io import BytesIO
from posixpath import dirname, relpath
from zipfile import ZipFile, ZipInfo

from planner.workbook.xlsx.edits.edit import CannotEdit
from planner.workbook.xlsx.edits.part_xml import Element, parsed, serialised
from planner.workbook.xlsx.package import Package, relations_part
from planner.workbook.xlsx.package_xml import OFFICE, RELATIONS, check_tags
from planner.workbook.xlsx.workbook_file import MOST_CELLS, TAGS_PER_CELL

TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
TYPES_PART = "[Content_Types].xml"
MOST_TAGS = MOST_CELLS * TAGS_PER_CELL

_RELATIONS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"


class OpenPackage(Package):
    """A package whose parts may be changed; raises :class:`CannotEdit` for one that is signed."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self._infos = self._archive.infolist()
        self._bytes = {info.filename: self._archive.read(info) for info in self._infos}
        if len(self._bytes) < len(self._infos):
            raise CannotEdit("the file holds a part twice")
        if any(name.startswith("_xmlsignatures/") for name in self._names):
            raise CannotEdit("the workbook is signed, and a change would break the signature")
        self._trees: dict[str, Element] = {}
        self._changed: set[str] = set()

    def names(self) -> tuple[str, ...]:
        """Return the names of all parts."""
        return tuple(self._names.values())

    def read(self, part: str) -> bytes:
        """Return a part's bytes, as they were unless :meth:`put` replaced them; raises ValueError for no part."""
        return self._bytes[self._name(part)]

    def tree(self, part: str) -> Element:
        """Return a part's root; what is changed there counts once :meth:`touch` was called."""
        if part.casefold() not in self._trees:
            xml = self.read(part)
            check_tags((xml,), part, MOST_TAGS)
            self._trees[part.casefold()] = parsed(xml, part)
        return self._trees[part.casefold()]

    def touch(self, part: str) -> None:
        """Say that a part's tree was changed."""
        self._changed.add(part.casefold())

    def put(self, part: str, content: bytes) -> None:
        """Replace a part, or add it at the end."""
        name = self._names.setdefault(part.casefold(), part)
        self._bytes[name] = content
        self._trees.pop(part.casefold(), None)
        self._changed.discard(part.casefold())

    def remove(self, part: str) -> None:
        """Take a part out, and what the content types say of it."""
        del self._bytes[self._names.pop(part.casefold())]
        self._trees.pop(part.casefold(), None)
        self._changed.discard(part.casefold())
        self._undeclare(part)

    def free_name(self, pattern: str) -> str:
        """Return the first name that is not taken; ``pattern`` has ``{}`` for the number."""
        return next(name for number in range(1, len(self._names) + 2) if (name := pattern.format(number)) not in self)

    def relate(self, part: str, kind: str, target: str) -> str:
        """Let a part refer to another and return the identifier for it."""
        name = relations_part(part)
        if name not in self:
            self.put(name, f'<Relationships xmlns="{RELATIONS}"/>'.encode())
            self.declare_ending("rels", _RELATIONS_TYPE)
        root = self.tree(name)
        taken = {one.get("Id") for one in root}
        identifier = next(i for at in range(1, len(taken) + 2) if (i := f"rId{at}") not in taken)
        attributes = {"Id": identifier, "Type": f"{OFFICE}/{kind}", "Target": relpath(target, dirname(part) or ".")}
        root.append(root.makeelement(f"{{{RELATIONS}}}Relationship", attributes, nsmap=root.nsmap))
        self.touch(name)
        return identifier

    def unrelate(self, part: str, identifier: str) -> None:
        """Take a relation away."""
        root = self.tree(relations_part(part))
        root.remove(next(one for one in root if one.get("Id") == identifier))
        self.touch(relations_part(part))

    def declare(self, part: str, content_type: str) -> None:
        """Say what kind of content a new part has."""
        self._undeclare(part)
        self._declare("Override", PartName=f"/{part}", ContentType=content_type)

    def _undeclare(self, part: str) -> None:
        for override in self.tree(TYPES_PART).findall(f"{{{TYPES}}}Override"):
            if override.get("PartName", "").lstrip("/").casefold() == part.casefold():
                override.getparent().remove(override)
                self.touch(TYPES_PART)

    def declare_ending(self, ending: str, content_type: str) -> None:
        """Say what kind of content all parts with this ending of their names have, if nothing says so yet."""
        defaults = self.tree(TYPES_PART).iterfind(f"{{{TYPES}}}Default")
        if ending not in {one.get("Extension", "").casefold() for one in defaults}:
            self._declare("Default", Extension=ending, ContentType=content_type)

    def _declare(self, name: str, **attributes: str) -> None:
        root = self.tree(TYPES_PART)
        root.append(root.makeelement(f"{{{TYPES}}}{name}", attributes, nsmap=root.nsmap))
        self.touch(TYPES_PART)

    def to_bytes(self) -> bytes:
        """Return the package: the parts in their order, each packed as before, new ones at the end."""
        for part in self._changed:
            self._bytes[self._names[part]] = serialised(self._trees[part])
        infos = {info.filename: _clean(info) for info in self._infos}
        stream = BytesIO()
        with ZipFile(stream, "w") as archive:
            for name, content in self._bytes.items():
                archive.writestr(infos.get(name) or _new_info(name), content)
        return stream.getvalue()


def _clean(info: ZipInfo) -> ZipInfo:
    """Return what a part's entry says without what the writer of the file finds out itself."""
    clean = copy(info)
    clean.extra = b""
    return clean


def _new_info(name: str) -> ZipInfo:
    info = ZipInfo(name)  # dated 1980: the same edits give the same bytes
    info.compress_type = 8
    return info
