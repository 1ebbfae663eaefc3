"""XML out of a package that nobody vouches for: no entities, no endless texts, no more tags than there may be.

References: ECMA-376 part 1, 18.4 (shared strings) and 22.9.2.19 (escaped characters).
Changes when XML is read in another way, or another trick in it has to be refused.
"""

import re
from collections.abc import Iterable, Iterator
from sys import getsizeof
from typing import NoReturn
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat
from zipfile import ZipFile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
STRICT = "{http://purl.oclc.org/ooxml/"
MOST_DEPTH = 100  # of tags within tags; a sound part has about ten
PIECE = 1 << 18
# Between two tags stand at most the 32,767 characters of a cell; what goes on for 2 MB is no workbook's.
MOST_PIECES_WITHOUT_TAG = 8
# In memory; one unusual character in a text makes each of its others take four bytes.
MOST_TEXT_BYTES = 200_000_000
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def main(name: str) -> str:
    """Return the full name of an element of spreadsheets."""
    return f"{{{MAIN}}}{name}"


def pieces(package: ZipFile, part: str, most_tags: int) -> Iterator[bytes]:
    """Yield a part's bytes; raises ValueError when there are more tags, or text or a tag without an end.

    Tags are counted before they are parsed, as each costs time and memory that its few bytes do not show.
    """
    # A part never inflates to more than its declared size, and each tag takes a byte of it.
    if package.getinfo(part).file_size > most_tags:
        check_tags(_raw_pieces(package, part), part, most_tags)
    without = 0
    for piece in _raw_pieces(package, part):
        without = 0 if b"<" in piece else without + 1
        if without > MOST_PIECES_WITHOUT_TAG:
            raise _too_much(part)
        yield piece


def check_tags(xml: Iterable[bytes], part: str, most_tags: int) -> None:
    """Raise ValueError when a part has more tags than may be read."""
    if sum(piece.count(b"<") for piece in xml) > most_tags:
        raise _too_much(part)


def _too_much(part: str) -> ValueError:
    return ValueError(f"its part {part} has more in it than a workbook can have")


def _raw_pieces(package: ZipFile, part: str) -> Iterator[bytes]:
    with package.open(part) as stream:
        while piece := stream.read(PIECE):
            yield piece


def new_parser() -> expat.XMLParserType:
    """Return a parser whose names are ``namespace}name``; a document with entities of its own is refused."""
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    return parser


def _refuse(*_: object) -> NoReturn:
    raise ValueError("it defines its own XML entities")


def parse(parser: expat.XMLParserType, xml: Iterable[bytes]) -> None:
    """Feed a whole document to a parser; raises ExpatError when it is none."""
    for piece in xml:
        parser.Parse(piece, False)
    parser.Parse(b"", True)


def first_tag(beginning: bytes) -> dict[str, str]:
    """Return the attributes of a document's root, from its first bytes; raises ExpatError when they are no XML."""
    found: list[dict[str, str]] = []
    parser = new_parser()
    parser.StartElementHandler = lambda _, attributes: found.append(attributes)
    for at in range(0, len(beginning), 1 << 12):
        parser.Parse(beginning[at : at + (1 << 12)], False)
        if found:
            return found[0]
    return {}


def read_tree(xml: Iterable[bytes]) -> Element:
    """Return a small document's root, names as ``{namespace}name``; raises ExpatError when it is none."""
    builder, parser = TreeBuilder(), new_parser()
    parser.StartElementHandler = lambda tag, attributes: builder.start(
        "{" + tag, {"{" + name if "}" in name else name: value for name, value in attributes.items()}
    )
    parser.EndElementHandler = lambda tag: builder.end("{" + tag)
    parser.CharacterDataHandler = builder.data
    parse(parser, xml)
    return builder.close()


def read_texts(xml: Iterable[bytes]) -> tuple[str, ...]:
    """Return the shared texts in order, rich ones as plain text and without their phonetic hints."""
    reader, parser = _Texts(), new_parser()
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler = reader.text.append
    parse(parser, xml)
    return tuple(reader.texts)


class _Texts:
    """The state of one pass over shared texts; ``text`` gathers what the parser reads between two tags."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.text: list[str] = []
        self._runs = ""
        self._room = TextRoom()
        self._phonetic = False
        self._depth = 0

    def start(self, tag: str, _attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise ValueError("its tags are nested too deep")
        if tag == _TEXT:
            self.text.clear()
        elif tag == _ITEM:
            self._runs = ""
        elif tag == _PHONETIC:
            self._phonetic = True

    def end(self, tag: str) -> None:
        self._depth -= 1
        if tag == _TEXT:
            if not self._phonetic:
                self._runs += "".join(self.text)
        elif tag == _ITEM:
            self.text.clear()
            self.texts.append(self._room.take(unescaped(self._runs)) if self._runs else "")
        elif tag == _PHONETIC:
            self._phonetic = False


class TextRoom:
    """How much text may still be kept in memory."""

    def __init__(self) -> None:
        self._left = MOST_TEXT_BYTES

    def take(self, text: str) -> str:
        """Return the text; raises ValueError when with it there is too much."""
        self._left -= getsizeof(text)
        if self._left < 0:
            raise ValueError("it has more text in it than a workbook can have")
        return text


def unescaped(text: str) -> str:
    """Return ``text`` with its ``_x000D_`` as the characters that they stand for."""
    if "_x" not in text:
        return text
    plain = _ESCAPED.sub(lambda escaped: chr(int(escaped[1], 16)), text)
    # Two escapes may be the halves of one character, and half a character is none.
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


_ITEM, _TEXT, _PHONETIC = (main(name)[1:] for name in ("si", "t", "rPh"))
