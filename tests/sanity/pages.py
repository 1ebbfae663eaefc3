"""Pages read as a browser would, without one. Changes when the page's values do."""

import json
import re
from datetime import date, timedelta
from html import unescape
from pathlib import Path
from typing import Any

from planner.cli import run
from tests.unit.workbook.books import AWAY_HEAD, CREW_HEAD, NEEDS_HEAD, PRODUCTIONS_HEAD, SETTINGS_HEAD, write_book

HOSTILE = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"quoted\" 'twice' & <b>",
    "\u202eevil\u202c \u2066rtl",
    "]]><!--",
    "ليلى (\u200fב)",
    "{{ 7*7 }} {% raw %}",
)
Row = tuple[str, str, date, date, str]


def written_page(folder: Path, *args: str) -> str:
    """Write the page of a folder's plan and return it."""
    out = folder / "page.html"
    assert run(["report", str(folder), "--out", str(out), "--quiet", *args]) == 0
    return out.read_text(encoding="utf-8")


def data_of(page: str) -> dict[str, Any]:
    """Return the values of a page."""
    found = re.search(r'<script id="data" type="application/json">(.*?)</script>', page, re.DOTALL)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


def text_of(page: str) -> str:
    """Return what a page says to whoever has scripts turned off."""
    found = re.search(r"<noscript>(.*?)</noscript>", page, re.DOTALL)
    assert found
    return unescape(re.sub(r"<[^>]*>", "", found[1]))


def slots_of(data: dict[str, Any], plan: int = 0) -> list[Row]:
    """Return production, role, days and person of every slot on a page, sorted; nobody is an empty text."""
    zero = date.fromisoformat(data["day0"])
    runs = ((one, run[at : at + 3]) for one, run in data["windows"] for at in range(0, len(run), 3))
    rows = []
    for (production, (role, first, more)), fill in zip(runs, data["plans"][plan]["fill"], strict=True):
        for who in fill if isinstance(fill, list) else [fill]:
            if who != -2:
                days = zero + timedelta(first), zero + timedelta(first + more)
                person = data["people"][who][0] if who >= 0 else ""
                rows.append((data["productions"][production][0], data["roles"][role][0], *days, person))
    return sorted(rows)


def hostile_folder(folder: Path, secret: bool = False) -> Path:
    """Write a folder in which names are hostile, or rates, reasons and notes are texts found nowhere else."""
    people = (
        [("C0", "Ann", "Gaffer"), ("C1", "Bo", "Grip")]
        if secret
        else [(f"C{n}", t, "Gaffer") for n, t in enumerate(HOSTILE)]
    )
    folder.mkdir()
    day = date(2027, 5, 3)
    write_book(
        folder / "crew.xlsx",
        {
            "Crew": (CREW_HEAD, *((*one, "", None, None, 7654.32, "QXNOTE") for one in people)),
            "Unavailable": (AWAY_HEAD, ("C0", day, date(2027, 5, 20), "QXREASON. QXREASON (QXREASON")),
        },
    )
    titles = ("Harbour", "Quince") if secret else HOSTILE
    write_book(
        folder / "productions.xlsx",
        {
            "Productions": (
                PRODUCTIONS_HEAD,
                *((f"P{n}", title, day, date(2027, 5, 9)) for n, title in enumerate(titles)),
            ),
            "Requirements": (NEEDS_HEAD, ("P0", "Gaffer", 2), *((f"P{n}", "Grip", 1) for n in range(len(titles)))),
            "Bookings": (
                ("Production ID", "Crew ID", "Role", "Status"),
                ("P0", "C0", "Gaffer", "confirmed"),
                ("P1", "C1", "Grip", "released"),
            ),
            "Settings": (SETTINGS_HEAD, ("Date order", "mdy")),
        },
    )
    assert run(["solve", str(folder), "--exit-zero", "--quiet"]) == 0
    return folder
