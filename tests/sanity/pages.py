"""Pages read as a browser would, without one. Changes when the page's values do."""

import json
import re
from datetime import date, timedelta
from html import unescape
from pathlib import Path
from typing import Any

from planner.cli import run

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
