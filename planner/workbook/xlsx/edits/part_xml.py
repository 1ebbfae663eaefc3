"""XML parts as lxml trees, which keep prefixes, unknown attributes and the order of everything as they are.

References: ECMA-376 part 1, 18.3.1.99 (order of a worksheet's elements) and 18.2.27 (of a workbook's).
Changes when another kind of part is edited.
"""

from typing import Any

from lxml import etree

from planner.workbook.xlsx.edits.edit import CannotEdit
from planner.workbook.xlsx.package_xml import main

Element = Any  # lxml has no types of its own
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def names_in(text: str) -> list[str]:
    """Return the names of elements that a text lists, in order."""
    return text.split()


WORKSHEET_ORDER = names_in("""
    sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios
    autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting
    dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties
    cellWatches ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF drawingHF picture oleObjects controls
    webPublishItems tableParts extLst
""")
WORKBOOK_ORDER = names_in("""
    fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups externalReferences
    definedNames calcPr oleSize customWorkbookViews pivotCaches smartTagPr smartTagTypes webPublishing
    fileRecoveryPr webPublishObjects extLst
""")
STYLES_ORDER = names_in("""
    numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst
""")


def local(element: Element) -> str:
    """Return an element's name without its namespace, empty for a comment."""
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def parsed(xml: bytes, part: str) -> Element:
    """Return a part's root; raises :class:`CannotEdit` when it is no XML. Nothing outside of ``xml`` is ever read."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise CannotEdit(f"its part {part} is damaged: {error}") from error
    if root.getroottree().docinfo.doctype:
        raise CannotEdit(f"its part {part} defines its own XML entities")
    return root


def serialised(root: Element) -> bytes:
    """Return a part's bytes, what stands beside its root included."""
    xml: bytes = etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)
    return xml


def new_child(parent: Element, kind: str, order: list[str] | None = None, /, **attributes: str) -> Element:
    """Add an element of spreadsheets with the parent's own prefix: at the end, or where ``order`` wants it."""
    child = parent.makeelement(main(kind), attributes, nsmap=parent.nsmap)
    if order is None:
        parent.append(child)
        return child
    later = set(order[order.index(kind) + 1 :])
    follower = next((one for one in parent if local(one) in later), None)
    if follower is None:
        parent.append(child)
    else:
        follower.addprevious(child)
    return child


def section(root: Element, name: str, order: list[str]) -> Element:
    """Return a part's section of this name, made in its place when it is not there."""
    found = root.find(main(name))
    return new_child(root, name, order) if found is None else found


def counted_again(parent: Element) -> None:
    """Set the number of children that a list says it has, if it says one."""
    if "count" in parent.attrib:
        parent.set("count", str(sum(bool(local(child)) for child in parent)))


def without(element: Element) -> None:
    """Take an element out of its parent, what follows it as text stays; a list that is empty then goes too."""
    parent = element.getparent()
    parent.remove(element)
    if "count" in parent.attrib:
        counted_again(parent)
    if not any(local(child) for child in parent) and local(parent) in _LISTS:
        without(parent)


_LISTS = frozenset(
    names_in("""
    mergeCells hyperlinks dataValidations conditionalFormatting conditionalFormattings ignoredErrors protectedRanges
    rowBreaks sparklines sparklineGroup sparklineGroups cellWatches
""")
)
