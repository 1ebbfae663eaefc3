"""What somebody else says of our plans: an inspector that shares no code with the planner, on folders not our own.

Both lie beside the checkout, in ``../shared``; without them the tests are skipped. Changes when the contract does.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import planner.cli as cli_module

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
INSPECTOR = SHARED / "tools" / "check_plan.py"
ROTA = SHARED / "cases" / "av-rota"
FOLDERS = (*(ROOT / "sample_data" / name for name in ("small", "season", "overbooked")), ROTA)


@pytest.mark.skipif(not INSPECTOR.exists(), reason="no ../shared/tools beside the checkout")
@pytest.mark.parametrize("source", FOLDERS, ids=lambda source: source.name)
def test_the_inspector_finds_no_fault(source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if not source.exists():
        pytest.skip(f"no {source.name} beside the checkout")
    said = planned(source, tmp_path, capsys)
    expect = ["--expect-filled", str(said["filled"])]
    done = subprocess.run(
        [sys.executable, str(INSPECTOR), str(tmp_path), *expect], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.skipif(not ROTA.exists(), reason="no ../shared/cases beside the checkout")
def test_every_slot_of_a_real_rota_is_filled(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = planned(ROTA, tmp_path, capsys)
    assert (said["filled"], said["slots"], said["status"]) == (321, 321, "optimal")


def planned(source: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> dict:
    """Plan a copy of the source in ``folder`` and return what the planner says."""
    for book in ("crew.xlsx", "productions.xlsx"):
        shutil.copy(source / book, folder)
    assert cli_module.run(["solve", str(folder), "--json"]) in (0, 1)
    return json.loads(capsys.readouterr().out)
