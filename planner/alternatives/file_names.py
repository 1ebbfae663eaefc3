"""Names of files that every system takes, whatever a person or production is called.

References: Microsoft, Naming Files, Paths, and Namespaces.
Changes when another system refuses a name.
"""

import re
import unicodedata
from collections.abc import Iterable

LONGEST_BYTES = 120  # with a folder before it still short enough for Windows, and for names of 255 bytes
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\..*)?", re.IGNORECASE)


def file_names(texts: Iterable[str]) -> list[str]:
    """Return a name for each text, without an ending; no two are the same, also where case does not matter."""
    taken: set[str] = set()
    names = []
    for text in texts:
        stem = safe_name(text)
        name, number = stem, 2
        while file_key(name) in taken:
            name, number = f"{stem} {number}", number + 1
        taken.add(file_key(name))
        names.append(name)
    return names


def safe_name(text: str) -> str:
    """Return a text as a file may be called: marks of direction, control characters and separators are left out."""
    plain = "".join(_printable(sign) for sign in unicodedata.normalize("NFC", text))
    name = " ".join(_FORBIDDEN.sub("-", plain).split()).lstrip(".~ ")
    name = name.encode("utf-8", errors="ignore")[:LONGEST_BYTES].decode("utf-8", errors="ignore").rstrip(". ")
    return f"_{name}" if _RESERVED.fullmatch(name) or not name else name


def _printable(sign: str) -> str:
    """Return a character; of those that nobody sees, blanks are a blank and the others are left out."""
    kind = unicodedata.category(sign)
    if kind in ("Cc", "Zs", "Zl", "Zp"):
        return " "
    return "" if kind in ("Cf", "Cs", "Co", "Cn") else sign


def file_key(name: str) -> str:
    """Return what two names share that are one file to a system without case, or with letters taken apart."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", name).casefold())
