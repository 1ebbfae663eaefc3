"""Nights of folders of which some fail, each in its own way: the others are planned, and each is told of.

Changes when a night can go wrong in another way.
"""

import errno
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import planner.cli as cli_module
from benchmarks.studios import Size, make_studio
from planner import executor as executor_module
from planner.batch.config import read_config
from planner.batch.kept import Runs
from planner.batch.night import Asked, look_ahead, run_night
from planner.domain.settings import DEFAULT_GOALS, GoalName
from planner.executor import CAN_LIMIT_MEMORY, Children
from planner.folder import disk as disk_module
from planner.folder import locked
from planner.pipeline import verify_folder
from planner.workbook.folder_paths import FolderPaths
from tests.sanity.folders import write_instance
from tests.studios import any_studio, middling_studio
from tests.unit.folder.folders import leftovers

MEMORY_MB = 3_000
FAILING = ("busy", "damaged", "killed", "memory", "full")
ALL_OF_IT = [pytest.param(10, id="a small night"), pytest.param(30, id="a night", marks=pytest.mark.soak)]


def kill_itself(_: bytes) -> bytes:
    """Be killed as by an operator, or by the system when memory runs out."""
    os.kill(os.getpid(), signal.SIGKILL)
    return b""


def take_all_memory(_: bytes) -> bytes:
    """Take more memory than a child may have."""
    hoard = [bytearray(64 << 20) for _ in range(1_000)]
    return bytes(len(hoard))


def take_its_time(_: bytes) -> bytes:
    """Work for longer than anybody waits, whatever is asked."""
    time.sleep(600)
    return b""


class Saboteur(Children):
    """Children to which what folders of some names are planned by is something else."""

    tasks: dict[str, Callable[[bytes], bytes]] = {"killed": kill_itself, "memory": take_all_memory}  # noqa: RUF012

    def submit(self, function: Any, data: bytes, /) -> Future[bytes]:  # type: ignore[override]
        name = next((name for name in self.tasks if f"folder/{name}/".encode() in data), "")
        return super().submit(self.tasks[name] if name else function, data)


@contextmanager
def full_disk(folder: Path) -> Iterator[None]:
    """Let every write into one folder fail, as on a disk of its own that is full."""
    real = disk_module.write

    def write(path: Path, data: bytes, like: Path | None = None) -> None:
        if path.is_relative_to(folder) and path.suffix != ".json":
            real(path, data[: len(data) // 2], like)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        real(path, data, like)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(disk_module, "write", write)
        yield


def night(home: Path, text: str, *options: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, dict[str, Any]]:
    """Run a night of a configuration; return its exit code, what it told people, and what it told in JSON of each."""
    (home / "night.toml").write_text(text, "utf-8")
    code = cli_module.run(["batch", str(home / "night.toml"), *options])
    out = capsys.readouterr().out
    kept = max((home / "runs").glob("*/run.json"), key=lambda file: file.stat().st_mtime).parent
    results = [json.loads(file.read_text("utf-8")) for file in kept.glob("*/result.json")]
    return code, out, {one["folder"].rpartition("/")[2]: one for one in results}


@pytest.mark.skipif(not CAN_LIMIT_MEMORY, reason="this system cannot limit the memory of a process")
@pytest.mark.parametrize("number", ALL_OF_IT)
def test_what_happens_to_one_folder_stops_no_other(
    number: int, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "seasons"
    names = [*FAILING, "cut", *(f"sound {index}" for index in range(number - len(FAILING) - 1))]
    for seed, name in enumerate(names):
        studio = middling_studio(seed) if name == "cut" else any_studio(seed)
        write_instance(home / name, studio)
    (home / "damaged/crew.xlsx").write_bytes((home / "damaged/crew.xlsx").read_bytes()[:700])
    before = {name: {file.name: file.read_bytes() for file in (home / name).iterdir()} for name in FAILING}
    monkeypatch.setattr(executor_module, "Children", Saboteur)
    text = f"""
        [batch]
        jobs = 2
        memory_mb = {MEMORY_MB}
        [[folder]]
        path = "seasons/[!c]*"
        [[folder]]
        path = "seasons/cut"
        time_limit = 0.05
        """
    with locked(home / "busy"), full_disk(home / "full"):
        code, out, result = night(tmp_path, text, "--wait", "0", capsys=capsys)
    assert code == 3
    endings = {name: (result[name]["ending"], result[name]["code"]) for name in FAILING}
    assert endings == {
        "busy": ("busy", 4),
        "damaged": ("refused", 2),
        "killed": ("failed", 3),
        "memory": ("failed", 3),
        "full": ("failed", 3),
    }
    lines = {name: next(line for line in out.splitlines() if f"seasons/{name} " in line) for name in names}
    words = {
        "busy": "is busy",
        "damaged": "crew.xlsx",
        "killed": "SIGKILL",
        "memory": "memory",
        "full": "No space left",
    }
    assert {name for name in FAILING if words[name] not in lines[name]} == set()
    assert result["cut"]["ending"] == "planned"
    assert "clock" in {goal["cut"] for goal in result["cut"]["figures"]["goals"]}
    for name in set(names) - set(FAILING):
        assert result[name]["ending"] == "planned"
        assert "slots filled" in lines[name] or "slot filled" in lines[name]
        judged = verify_folder(FolderPaths.of(home / name))
        assert judged.plan is not None
        assert judged.broken == ()
    for name in FAILING:
        now = {file.name: file.read_bytes() for file in (home / name).iterdir() if file.name in before[name]}
        assert now == before[name]
        assert not (home / name / "plan.xlsx").exists()
    assert {name: leftovers(home / name) for name in names if leftovers(home / name)} == {}
    assert list(tmp_path.rglob("*.tmp")) == []
    # in the next night all of these can be planned, and nothing else has to be
    (home / "damaged/crew.xlsx").write_bytes((home / "sound 0/crew.xlsx").read_bytes())
    (home / "damaged/productions.xlsx").write_bytes((home / "sound 0/productions.xlsx").read_bytes())
    monkeypatch.undo()
    code, out, result = night(tmp_path, text, capsys=capsys)
    assert code in (0, 1)
    assert {name for name in names if result[name]["ending"] == "planned"} == set(FAILING)
    assert all(result[name]["ending"] == "skipped" for name in set(names) - set(FAILING))


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """Return a folder on a disk of its own with 64 KiB, which holds two workbooks and no plan."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(place)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("only root may mount a disk")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_disk_that_is_really_full(tiny_disk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    full = write_instance(tiny_disk / "full", any_studio(1))
    write_instance(tmp_path / "seasons/sound", any_studio(2))
    text = '[batch]\njobs = 2\n[[folder]]\npath = "disk/full"\n[[folder]]\npath = "seasons/sound"\n'
    code, out, result = night(tmp_path, text, capsys=capsys)
    assert code == 3
    assert (result["full"]["ending"], result["sound"]["ending"]) == ("failed", "planned")
    assert "No space left on device." in out
    assert not (full / "plan.xlsx").exists()
    assert leftovers(full) == []


def test_a_night_that_is_asked_to_stop_finishes_what_is_finished(tmp_path: Path) -> None:
    home = tmp_path / "seasons"
    for seed, name in enumerate(("a", "b", "slow", "x", "y")):
        write_instance(home / name, any_studio(seed))
    (tmp_path / "night.toml").write_text('[[folder]]\npath = "seasons/*"\n', "utf-8")
    program = (
        "import sys\nfrom tests.sanity import test_nights as t\nfrom planner import executor\n"
        "import planner.cli as cli\n"
        "t.Saboteur.tasks = {'slow': t.take_its_time}\nexecutor.Children = t.Saboteur\n"
        "if __name__ == '__main__':\n    sys.exit(cli.run(['batch', 'night.toml', '--log', 'log.jsonl']))\n"
    )
    (tmp_path / "night.py").write_text(program, "utf-8")
    path = os.pathsep.join((str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH", "")))
    environment = {**os.environ, "PYTHONPATH": path}
    process = subprocess.Popen(
        [sys.executable, "night.py"], cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True
    )
    log, until = tmp_path / "log.jsonl", time.monotonic() + 120
    while not (log.exists() and '"seasons/b"' in log.read_text("utf-8")):
        assert process.poll() is None
        assert time.monotonic() < until
        time.sleep(0.1)
    time.sleep(2)
    process.send_signal(signal.SIGTERM)
    out, _ = process.communicate(timeout=60)
    assert process.returncode == 3
    endings = {line.split()[0]: line.split()[1] for line in out.splitlines() if line.startswith("  seasons/")}
    assert endings == {
        "seasons/a": "planned",
        "seasons/b": "planned",
        "seasons/slow": "stopped",
        "seasons/x": "stopped",
        "seasons/y": "stopped",
    }
    assert [(home / name / "plan.xlsx").exists() for name in ("a", "b", "slow", "x")] == [True, True, False, False]
    assert all(leftovers(one) == [] for one in home.iterdir())


def test_what_is_being_planned_when_it_is_to_stop_ends_with_the_best_plan_so_far(tmp_path: Path) -> None:
    hours_of_work = make_studio(Size.parse("120x80"), 1, 0.3)
    goals = (*DEFAULT_GOALS, GoalName.HEADCOUNT, GoalName.BALANCE)
    settings = replace(hours_of_work.settings, goals=goals)
    folder = write_instance(tmp_path / "long", hours_of_work.rebuilt(settings=settings))
    (tmp_path / "night.toml").write_text('[[folder]]\npath = "long"\ntime_limit = 0\n', "utf-8")
    config = read_config(tmp_path / "night.toml").config
    assert config
    runs, stop = Runs(tmp_path / "runs"), threading.Event()
    timer = threading.Timer(8, stop.set)
    timer.start()
    with Children(1, tasks_per_child=1) as children:
        over = run_night(config, Asked(date.today()), runs, children, stop)
    timer.cancel()
    (one,) = over.results
    assert (one.ending, one.cut_short, one.told[0]) == (
        "planned",
        True,
        "It was stopped early: this is the best plan so far.",
    )
    assert one.figures
    assert "clock" in {goal.cut for goal in one.figures.goals}
    assert verify_folder(FolderPaths.of(folder)).broken == ()
    # nobody wanted it to end there, so the next night goes on
    assert look_ahead(config, Asked(date.today()), runs) == (("long", "the last run was stopped early"),)
