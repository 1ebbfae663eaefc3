"""Which packages a command waits for: none that it does without. Changes when a command needs another package."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from planner.cli import run

SMALL = Path(__file__).parents[2] / "sample_data" / "small"
HEAVY = {"babel", "holidays", "highspy", "jinja2", "lxml", "numpy", "openpyxl", "ortools", "pandas", "xlsxwriter"}
WRITES = {"lxml", "xlsxwriter"}
DAYS = "--from 2027-05-03 --to 2027-05-11"
NEEDED = {
    "--help": set(),
    "--version": set(),
    "history DIR": set(),
    "check DIR": set(),
    f"availability DIR {DAYS}": set(),
    "crew list DIR": set(),
    "crew show DIR C01": set(),
    "production list DIR": set(),
    "production show DIR P01": set(),
    "verify DIR": {"lxml", "numpy", "openpyxl"},  # openpyxl imports what it finds of the others
    "new DIR/new": {"xlsxwriter"},
    "crew hire DIR --name Zoe --role Gaffer --dry-run": WRITES,
    f"crew away DIR C05 {DAYS} --dry-run": WRITES,
    "production staff DIR P01 C05 --dry-run": WRITES,
    f"production schedule DIR --title X {DAYS} --need Gaffer=1 --dry-run": WRITES | {"ortools"},
    "solve DIR": {"highspy", "numpy", "ortools", "pandas", "xlsxwriter"},  # OR-Tools imports pandas
    "report DIR": {"highspy", "jinja2", "numpy", "ortools", "pandas"},
    "compare DIR/plan.xlsx DIR/plan.xlsx": {"xlsxwriter"},
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("imports") / "small"
    shutil.copytree(SMALL, copy, ignore=shutil.ignore_patterns("plan.xlsx", "backup", ".planner"))
    assert run(["solve", str(copy), "--exit-zero", "--quiet"]) == 0
    return copy


@pytest.mark.parametrize("command", NEEDED)
def test_a_command_imports_nothing_heavy_that_it_does_without(command: str, folder: Path) -> None:
    args = [word.replace("DIR", str(folder)) for word in command.split()]
    program = f"import sys, planner.cli as c; c.run({args!r}); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    *told, modules = done.stderr.splitlines()
    assert HEAVY & set(modules.split()) <= NEEDED[command], told
    assert done.stdout, told
