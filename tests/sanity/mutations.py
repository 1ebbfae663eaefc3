"""Random damage to workbooks: to the bytes of the file, or to the XML inside of it, packed again as if it were sound.

Changes when files go wrong in a way that no mutation here makes.
"""

import re
from collections.abc import Callable
from random import Random

from tests.packages import pack, unpack

ODD_VALUES = (
    *("", "0", "-1", "1.5", "7", "99999", "99999999999999999999", "1e308", "1e999", "NaN", "true", "x" * 300),
    *(
        "A0",
        "XFD1048576",
        "XFE1",
        "AAAAAAAA1",
        "1",
        "$A$1",
        "A1:B2",
        "B2:A1",
        "rId1",
        "rId99",
        "../../x",
        "/xl/workbook.xml",
    ),
    *("s", "b", "e", "d", "n", "str", "inlineStr", "hidden", "2026-05-03", "2026-13-40T99", "0x10", "١٢", "&#x1F3AC;"),
    *(
        "#REF!",
        "_x000D_",
        "_xD800_",
        "\u200b",
        "=1+1",
        "03/04/2026",
        "General",
        "yyyy",
        "[h]:mm",
        "0" * 60,
        "é",
        "e\u0301",
    ),
)
ODD_XML = (
    *(
        "<a/>",
        "<c/>",
        "<row/>",
        "</row>",
        "<v>1</v>",
        "<f>1</f>",
        "<sheetData>",
        "<!-- -->",
        "<![CDATA[x]]>",
        "&amp;",
        "&x;",
    ),
    *(
        '<mergeCell ref="A1:C9"/>',
        '<row r="2" hidden="1"/>',
        '<c r="B2" t="s"><v>9999</v></c>',
        "<!DOCTYPE a>",
        "<?a?>",
    ),
    *('<c r="A2" t="e"><v>#N/A</v></c>', '<c r="ZZ9"><v>1</v></c>', '<workbookPr date1904="1"/>', "\0", "\ud7ff"),
)
Mutation = Callable[[bytes, Random], bytes]


def flip_bytes(data: bytes, random: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(random.randint(1, 8) if changed else 0):
        changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def cut_slice(data: bytes, random: Random) -> bytes:
    begin, end = _slice(data, random)
    return data[:begin] + data[end:]


def repeat_slice(data: bytes, random: Random) -> bytes:
    begin, end = _slice(data, random)
    return data[:end] + data[begin:]


def blank_slice(data: bytes, random: Random) -> bytes:
    begin, end = _slice(data, random)
    return data[:begin] + bytes(end - begin) + data[end:]


def cut_end(data: bytes, random: Random) -> bytes:
    return data[: random.randrange(len(data) + 1)]


def _slice(data: bytes, random: Random) -> tuple[int, int]:
    begin = random.randrange(len(data) + 1)
    return begin, min(len(data), begin + random.choice((1, 2, 10, 100, 1_000)))


def odd_attribute(xml: bytes, random: Random) -> bytes:
    return _replaced(xml, rb'="([^"<]*)"', random)


def odd_text(xml: bytes, random: Random) -> bytes:
    return _replaced(xml, rb">([^<]*)<", random)


def _replaced(xml: bytes, pattern: bytes, random: Random) -> bytes:
    found = list(re.finditer(pattern, xml))
    if not found:
        return xml
    begin, end = random.choice(found).span(1)
    return xml[:begin] + random.choice(ODD_VALUES).encode() + xml[end:]


def odd_name(xml: bytes, random: Random) -> bytes:
    """Return the part with one name changed everywhere, as another program might call it."""
    names = sorted(set(re.findall(rb"[<\s]([A-Za-z:]+)[=\s/>]", xml)))
    old = random.choice(names) if names else b"?"
    return xml.replace(old, random.choice((b"x:" + old, old.upper(), b"x", random.choice(names or [b"y"]))))


def drop_element(xml: bytes, random: Random) -> bytes:
    found = list(re.finditer(rb"<(\w+)[^<>]*(?:/>|>[^<>]*</\1>)", xml))
    if not found:
        return xml
    begin, end = random.choice(found).span()
    return xml[:begin] + xml[end:]


def odd_element(xml: bytes, random: Random) -> bytes:
    places = [match.start() for match in re.finditer(rb"<", xml)] or [0]
    at = random.choice(places)
    return xml[:at] + random.choice(ODD_XML).encode("utf-8", "surrogatepass") + xml[at:]


def other_encoding(xml: bytes, random: Random) -> bytes:
    text = xml.decode("utf-8", "replace")
    return text.encode(random.choice(("utf-16", "utf-16-le", "utf-8-sig", "utf-32", "cp037")), "replace")


OF_BYTES: tuple[Mutation, ...] = (flip_bytes, cut_slice, repeat_slice, blank_slice, cut_end)
OF_XML: tuple[Mutation, ...] = (
    *(odd_attribute, odd_text) * 4,
    *(odd_name, drop_element, odd_element) * 2,
    *(other_encoding, flip_bytes, cut_slice, repeat_slice, cut_end),
)


def mutated(data: bytes, random: Random) -> bytes:
    """Return the workbook with one to four things done to its bytes, or to one of its parts."""
    times = random.choice((1, 1, 1, 2, 3, 4))
    if random.random() < 0.3:
        for _ in range(times):
            data = random.choice(OF_BYTES)(data, random)
        return data
    parts = unpack(data)
    for _ in range(times):
        name = random.choice(sorted(parts))
        if random.random() < 0.05 and len(parts) > 1:
            del parts[name]
        else:
            parts[name] = random.choice(OF_XML)(parts[name], random)
    return pack(parts)


def mutated_text(data: bytes, random: Random) -> bytes:
    """Return a .csv file with one to four things done to it."""
    for _ in range(random.choice((1, 1, 2, 4))):
        if random.random() < 0.4:
            data = random.choice(OF_BYTES)(data, random)
            continue
        at = random.randrange(len(data) + 1)
        data = data[:at] + random.choice((*ODD_VALUES, *',;\t"\n\r\0', "sep=|\n", "\ufeff")).encode() + data[at:]
    return other_encoding(data, random) if random.random() < 0.1 else data
