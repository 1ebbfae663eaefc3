"""Tables on the terminal and in Markdown, and results kept with their date, machine and versions.

Changes when results are kept in another form.
"""

import os
import platform
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from planner.cli.tables import table_lines

RESULTS = Path(__file__).parent / "results"
PACKAGES = ("crew-planner", "ortools", "highspy", "openpyxl", "pandas", "xlsxwriter", "pyjobshop", "python-calamine")


@dataclass(frozen=True, slots=True)
class Table:
    """A table of results, and the sentence that says how to read it."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]

    def show(self) -> None:
        """Print it for a person on a terminal, in Markdown elsewhere."""
        told = [self.title, "", *table_lines(self.heads, self.rows), ""]
        print("\n".join(told) if sys.stdout.isatty() else self.markdown(), flush=True)

    def markdown(self) -> str:
        """Return it in Markdown."""
        lines = [self.heads, ["---"] * len(self.heads), *self.rows]
        table = "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |" for line in lines)
        return f"{self.title}\n\n{table}\n"


def save(name: str, tables: Sequence[Table]) -> Path:
    """Keep tables as ``results/YYYY-MM-DD-name.md``; a second run on a day replaces the first."""
    path = RESULTS / f"{date.today():%Y-%m-%d}-{name}.md"
    RESULTS.mkdir(exist_ok=True)
    head = f"# {name}, {date.today():%Y-%m-%d}\n\n{_machine()}\n\n{_versions()}\n"
    path.write_text("\n".join([head, *(table.markdown() for table in tables)]), encoding="utf-8")
    return path


def _machine() -> str:
    """Say what the machine is, and not which one."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30 if hasattr(os, "sysconf") else 0
    return f"Machine: {_processor()}, {os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()}."


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    models = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return models[0] if models else platform.processor() or platform.machine()


def _versions() -> str:
    found = [f"python {platform.python_version()}"]
    for package in PACKAGES:
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            continue
    return f"Versions: {', '.join(found)}."
