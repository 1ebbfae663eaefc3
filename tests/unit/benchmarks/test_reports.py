"""Results are kept with date, machine and versions, and without a word of whose machine it was."""

import platform
from datetime import date
from pathlib import Path

import pytest

from benchmarks import reports
from benchmarks.reports import Table, save

TABLE = Table("Told.", ["a", "b"], [["1", "x|y"]])


def test_a_table_in_markdown() -> None:
    assert TABLE.markdown() == "Told.\n\n| a | b |\n| --- | --- |\n| 1 | x/y |\n"


def test_results_are_kept_by_date_and_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "RESULTS", tmp_path / "results")
    path = save("sizes", [TABLE, TABLE])
    text = path.read_text()
    assert path.name == f"{date.today():%Y-%m-%d}-sizes.md"
    assert text.count(TABLE.markdown()) == 2
    assert f"python {platform.python_version()}" in text
    assert "ortools " in text
    assert "cores" in text
    assert (platform.node() or "?!") not in text
    assert str(Path.home()) not in text
