"""What is made to be sent holds no rate, cost or reason of absence, searched for in all of it, also where it is hidden.

Rates and reasons of the folder are texts of their own, each too long to arise by chance; so are the costs made of them.
Changes when something else is made to be sent.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import load_workbook

from planner.cli import run
from tests.sanity.folders import sample
from tests.unit.workbook.books import write_book

SCENARIOS = (
    ("Scenario", "Change", "Crew", "From", "To", "Number", "Day rate", "Value"),
    ("Dearer", "rate", "C01", None, None, None, "9876543..9876544", None),
    ("Gap", "set", None, None, None, None, None, "Gap days = 0"),
)
AWAY = ("C05", "C12")
MONEY = re.compile(r"\d{1,3}(,\d{3})+\.\d\d|\d{6,}\.\d\d?\b")


@dataclass(frozen=True)
class Sent:
    """All that was made to be sent, by name, and what must not be in it."""

    texts: dict[str, str]
    reasons: tuple[str, ...]
    amounts: tuple[float, ...]

    def telling(self, secrets: tuple[str, ...]) -> list[tuple[str, str]]:
        return [(name, secret) for name, text in self.texts.items() for secret in secrets if secret in text]


def forms(amount: float) -> tuple[str, ...]:
    """Return an amount as it may be written: with and without commas, and in cents."""
    return f"{amount:,.2f}", f"{amount:.2f}", str(round(amount * 100)), f"{amount:,.2f}".replace(",", " ")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy a folder with a conflict of every kind, in which every rate and every reason is found nowhere else."""
    there = sample("overbooked", tmp_path_factory.mktemp("secrets"))
    book = load_workbook(there / "crew.xlsx")
    heads = {cell.value: cell.column for cell in book["Crew"][1]}
    for number, row in enumerate(book["Crew"].iter_rows(min_row=2), 1):
        if row[0].value:
            book["Crew"].cell(row[0].row, heads["Day rate"]).value = 8412907.31 + 1013.17 * number
    heads = {cell.value: cell.column for cell in book["Unavailable"][1]}
    for number, row in enumerate(book["Unavailable"].iter_rows(min_row=2), 1):
        if row[0].value:
            book["Unavailable"].cell(row[0].row, heads["Reason"]).value = f"QXREASON-{number}. QXTAIL (QXTAIL-{number}"
    book.save(there / "crew.xlsx")
    assert run(["solve", str(there), "--exit-zero", "--quiet"]) == 0
    (there / "earlier.xlsx").write_bytes((there / "plan.xlsx").read_bytes())
    assert run(["crew", "hire", str(there), "--name", "Di Orr", "--role", "Gaffer", "--quiet"]) == 0
    assert run(["solve", str(there), "--exit-zero", "--quiet"]) == 0
    write_book(there / "what-if.xlsx", {"Scenarios": SCENARIOS})
    return there


def sent(folder: Path, out: Path, capsys: pytest.CaptureFixture[str], *options: str) -> Sent:
    """Write everything that is made to be sent, and read the plan for what must not be in it."""
    plan = folder / "plan.xlsx"
    out.mkdir()
    people = [row[0] for row in load_workbook(folder / "crew.xlsx")["Crew"].iter_rows(min_row=2, values_only=True)]
    orders = [
        ["report", str(folder), "--out", str(out / "page.html"), *options],
        ["report", str(folder), str(plan), str(folder / "earlier.xlsx"), "--out", str(out / "two.html"), *options],
        ["export", str(folder), "--ics", str(out / "calendars")],
        ["export", str(folder), "--csv", str(out / "tables"), *options],
        *(
            ["report", str(folder), "--person", one, "--out", str(out / f"sheet-{one}.html"), *options]
            for one in (dict.fromkeys(filter(None, people)) if not options else AWAY)
        ),
    ]
    if not options:  # the page of scenarios has no rates ever
        planned = ["scenarios", str(folder), str(folder / "what-if.xlsx"), "--out", str(out / "scenarios")]
        orders.append([*planned, "--plans", "none", "--exit-zero", "--remedies", "0.2"])
    for order in orders:
        assert run([*order, "--quiet"]) == 0
    (out / "scenarios" / "comparison.xlsx").unlink(missing_ok=True)  # stays at home
    capsys.readouterr()
    assert run(["export", str(folder), "--json", *options]) == 0
    texts = {"document": capsys.readouterr().out}
    texts |= {path.name: path.read_bytes().decode("utf-8") for path in out.rglob("*.*") if path.is_file()}
    book = load_workbook(plan, read_only=True)
    said = [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]
    reasons = tuple(dict.fromkeys(re.findall(r"QX\w+-?\d*", " ".join(map(str, said)))))
    heads, *rows = book["Crew"].iter_rows(values_only=True)
    amounts = [row[heads.index(head)] for row in rows for head in ("Day rate", "Cost") if row[0]]
    return Sent(texts, reasons, tuple({float(one) for one in amounts if one}))


def test_nothing_that_is_sent_tells_rates_costs_or_reasons(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = sent(folder, tmp_path / "out", capsys)
    assert {"page.html", "two.html", "report.html", "Crew.csv", "document", "sheet-C01.html"} <= made.texts.keys()
    assert any(name.endswith(".ics") for name in made.texts)
    assert len(made.reasons) > 2  # the plan tells them itself
    assert len(made.amounts) > 20
    assert not made.telling(made.reasons)
    assert not made.telling(("QX", "9876543", "9,876,543"))
    assert not made.telling(tuple(form for amount in made.amounts for form in forms(amount)))
    assert not [(name, found[0]) for name, text in made.texts.items() if (found := MONEY.search(text))]


def test_they_are_there_when_asked_for(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = sent(folder, tmp_path / "out", capsys, "--with-rates")
    for name in ("page.html", "Crew.csv", "document"):
        told = [amount for amount in made.amounts if any(form in made.texts[name] for form in forms(amount))]
        assert len(told) > len(made.amounts) / 2, name
    assert "QXREASON" in made.texts["page.html"]
    assert "QXREASON" in made.texts["Unavailable.csv"]
    assert "QXREASON" in made.texts["document"]
    sheets = [text for name, text in made.texts.items() if name.startswith("sheet-")]
    assert all(MONEY.search(text) and "QXREASON" in text for text in sheets)
    assert json.loads(made.texts["document"])["crew"][0]["day_rate"] > 8_000_000
