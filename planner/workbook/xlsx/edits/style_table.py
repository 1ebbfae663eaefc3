"""The styles of a workbook: those that are there, and new ones that differ from one of them in a single thing.

References: ECMA-376 part 1, 18.8.10 (cellXfs), 18.8.20 (fill) and 18.8.30 (numFmt).
Changes when an edit needs another kind of style.
"""

from collections.abc import Callable
from copy import deepcopy
from posixpath import dirname, join

from planner.workbook.xlsx.book_parts import number_format, own_formats
from planner.workbook.xlsx.edits.edit import CannotEdit
from planner.workbook.xlsx.edits.open_package import OpenPackage
from planner.workbook.xlsx.edits.part_xml import STYLES_ORDER, Element, local, names_in, new_child, parsed, section
from planner.workbook.xlsx.number_formats import is_date
from planner.workbook.xlsx.package_xml import MAIN, main

DATE_FORMAT = "yyyy-mm-dd"
MOST_STYLES = 64_000
FIRST_OWN_FORMAT = 164
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_EMPTY = f"""<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>"""


class StyleTable:
    """The styles part of a workbook, read when it is first needed and changed only when a style is new."""

    def __init__(self, package: OpenPackage, book_part: str) -> None:
        self._package, self._book = package, book_part
        self._known: dict[tuple[int, str], int] = {}
        self._part = ""

    def dated(self, style: int) -> int:
        """Return a style like another that shows days; the same one when it does already."""
        number = self._style(style).get("numFmtId", "0")
        own = own_formats(self._root())
        if is_date(number_format(number, own)):
            return style
        return self._derived(style, "dated", lambda xf: _set(xf, "NumberFormat", numFmtId=self._date_format(own)))

    def coloured(self, style: int, colour: str) -> int:
        """Return a style like another on a ground of this colour (``RRGGBB``)."""
        return self._derived(style, colour, lambda xf: _set(xf, "Fill", fillId=str(self._fill(colour))))

    def wrapped(self, style: int) -> int:
        """Return a style like another whose texts go on in a second line, from the top of the cell."""
        return self._derived(style, "wrapped", _wrap)

    def bold(self, style: int) -> int:
        """Return a style like another in bold."""
        return self._derived(style, "bold", lambda xf: _set(xf, "Font", fontId=str(self._font(xf, _embolden))))

    def linked(self, style: int) -> int:
        """Return a style like another that looks like a link."""
        return self._derived(style, "linked", lambda xf: _set(xf, "Font", fontId=str(self._font(xf, _underline))))

    def _root(self) -> Element:
        if not self._part:
            self._part = self._own_part()
        return self._package.tree(self._part)

    def _own_part(self) -> str:
        """Return the part, put where readers that know it by its name find the one that the workbook refers to.

        Some writers leave a part under that name to which nothing refers; it is taken over when it holds styles.
        """
        usual = join(dirname(self._book), "styles.xml")
        related = self._package.related(self._book, "styles")
        part = next((one.part for one in related if one.part in self._package), "")
        if part == usual and usual in self._package.names():
            return part
        if part:
            styles = self._package.read(part)
            self._package.remove(part)
            self._package.put(usual, styles)
        elif not self._holds_styles(usual):
            self._package.put(usual, _EMPTY.encode())
        for one in related:
            self._package.unrelate(self._book, one.identifier)
        self._package.relate(self._book, "styles", usual)
        self._package.declare(usual, _CONTENT_TYPE)
        return usual

    def _holds_styles(self, part: str) -> bool:
        try:
            return part in self._package and bool(self._package.tree(part).tag == main("styleSheet"))
        except CannotEdit:
            return False

    def _styles(self) -> list[Element]:
        found = self._root().find(main("cellXfs"))
        return [] if found is None else [one for one in found if local(one) == "xf"]

    def _style(self, style: int) -> Element:
        styles = self._styles()
        return styles[style] if style < len(styles) else parsed(f'<xf xmlns="{MAIN}" numFmtId="0"/>'.encode(), "")

    def _derived(self, style: int, change: str, apply: Callable[[Element], None]) -> int:
        if (style, change) not in self._known:
            self._complete()
            new = deepcopy(self._style(style))
            apply(new)
            self._known[style, change] = self._add("cellXfs", new)
        return self._known[style, change]

    def _complete(self) -> None:
        """Give the part what every one has: style 0, which is that of cells that name none, and what it is made of."""
        for default in parsed(_EMPTY.encode(), ""):
            if not len(section(self._root(), local(default), STYLES_ORDER)):
                for item in list(default):
                    self._add(local(default), item)

    def _add(self, name: str, item: Element) -> int:
        """Add to one of the lists of the part and return the number there."""
        items = section(self._root(), name, STYLES_ORDER)
        items.append(item)
        self._package.touch(self._part)
        count = sum(bool(local(one)) for one in items)
        items.set("count", str(count))
        if count > MOST_STYLES:
            raise CannotEdit("the workbook has as many styles as it may have")
        return count - 1

    def _date_format(self, own: dict[str, str]) -> str:
        found = next((number for number, code in own.items() if code == DATE_FORMAT and number), None)
        if found is None:
            found = str(max((FIRST_OWN_FORMAT - 1, *(int(number) for number in own if number))) + 1)
            formats = section(self._root(), "numFmts", STYLES_ORDER)
            self._add("numFmts", formats.makeelement(main("numFmt"), {"numFmtId": found, "formatCode": DATE_FORMAT}))
        return found

    def _fill(self, colour: str) -> int:
        fills = section(self._root(), "fills", STYLES_ORDER)
        for pattern in ("none", "gray125")[len(fills) :]:  # the first two are always these
            self._add("fills", _fill(fills, pattern))
        fill = _fill(fills, "solid")
        new_child(fill[0], "fgColor", rgb=f"FF{colour}")
        new_child(fill[0], "bgColor", indexed="64")
        return self._add("fills", fill)

    def _font(self, xf: Element, change: Callable[[Element], None]) -> int:
        fonts = section(self._root(), "fonts", STYLES_ORDER)
        at = int(xf.get("fontId", "0"))
        font = deepcopy(fonts[at]) if at < len(fonts) else fonts.makeelement(main("font"), {}, nsmap=fonts.nsmap)
        change(font)
        return self._add("fonts", font)


def _set(xf: Element, aspect: str, **attributes: str) -> None:
    for name, value in attributes.items():
        xf.set(name, value)
    xf.set(f"apply{aspect}", "1")


def _fill(fills: Element, pattern: str) -> Element:
    fill = fills.makeelement(main("fill"), {}, nsmap=fills.nsmap)
    new_child(fill, "patternFill", patternType=pattern)
    return fill


def _wrap(xf: Element) -> None:
    alignment = xf.find(main("alignment"))
    if alignment is None:
        alignment = new_child(xf, "alignment", ["alignment", "protection", "extLst"])
    alignment.set("vertical", "top")
    alignment.set("wrapText", "1")
    xf.set("applyAlignment", "1")


def _embolden(font: Element) -> None:
    if font.find(main("b")) is None:
        font.insert(0, new_child(font, "b"))


def _underline(font: Element) -> None:
    for old in font.findall(main("color")) + font.findall(main("u")):
        font.remove(old)
    new_child(font, "u", _FONT_ORDER)
    new_child(font, "color", _FONT_ORDER, rgb="FF0563C1")


_FONT_ORDER = names_in("b i strike condense extend outline shadow u vertAlign sz color name family charset scheme")
