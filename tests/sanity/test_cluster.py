"""Work on a real Dask cluster on this machine: the same plans as here, whatever becomes of workers and scheduler.

Changes when a cluster can fail in another way.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

import pytest

import planner.cli as cli_module
from planner.alternatives.scenario_plans import base, plan_scenarios
from planner.batch.cluster_address import RefusedCluster, check_address
from planner.domain.change import MoveProduction
from planner.domain.scenario import Scenario
from planner.executor import LostWork
from planner.pipeline import SolveOptions, solve_folder
from planner.planning import Effort
from planner.workbook.reading import FolderPaths, read_folder
from tests.sanity.folders import sample, sheet_rows, write_instance
from tests.studios import any_studio

pytest.importorskip("distributed", reason="needs the extra cluster")
from planner.batch.cluster import connected

NOW = datetime(2026, 11, 3, 8, tzinfo=UTC)
FOLDERS = 20


def nap(data: bytes) -> bytes:
    time.sleep(1)
    return data


def mark_and_nap(data: bytes) -> bytes:
    """Say in a file which process does this, so that it can be killed; slow the first time only."""
    file = Path(data.decode())
    if not file.exists():
        file.write_text(str(os.getpid()))
        time.sleep(60)
    return b"done"


@dataclass
class Started:
    """A scheduler and its workers."""

    address: str
    scheduler: "subprocess.Popen[bytes]"


def dask(stack: ExitStack, *arguments: str, env: dict[str, str] | None = None) -> "subprocess.Popen[bytes]":
    """Start a part of a cluster, which ends with the test."""
    root = str(Path(__file__).parents[2])
    env = {**os.environ, "PYTHONPATH": root, **(env or {})}
    command = [sys.executable, "-m", "dask", *arguments, "--no-dashboard"]
    process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    stack.callback(process.wait)
    stack.callback(process.kill if arguments[0] == "scheduler" else process.terminate)
    return process


@contextmanager
def cluster(*workers: dict[str, str]) -> Iterator[Started]:
    """Start a scheduler and a worker with each of these environments."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    with ExitStack() as stack:
        scheduler = dask(stack, "scheduler", "--host", "127.0.0.1", "--port", str(port))
        while not _answers(port):
            time.sleep(0.05)
        for env in workers:
            dask(stack, "worker", address, "--nthreads", "1", "--host", "127.0.0.1", env=env)
        yield Started(address, scheduler)


def _answers(port: int) -> bool:
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


def plans_of(home: Path) -> dict[str, list[list[object]]]:
    """Return what stands in the plans of folders, sheet by sheet; Run and Summary tell of times."""
    titles = ("Assignments", "Conflicts", "Remedies", "Candidates", "Changes", "Crew use")
    return {
        plan.parent.name: [list(sheet_rows(plan, title)) for title in titles if title in _titles(plan)]
        for plan in sorted(home.glob("*/plan.xlsx"))
    }


def _titles(plan: Path) -> list[str]:
    from openpyxl import load_workbook

    return list(load_workbook(plan, read_only=True).sheetnames)


def night_of(home: Path) -> Path:
    """Write folders and the configuration of a night that plans them."""
    for seed in range(FOLDERS):
        write_instance(home / "seasons" / f"s{seed:02}", any_studio(seed))
    config = home / "night.toml"
    config.write_text('[batch]\njobs = 4\n[[folder]]\npath = "seasons/*"\ntime_limit = 0\n', "utf-8")
    return config


def test_folders_are_planned_as_here_cell_for_cell(tmp_path: Path) -> None:
    here, there = night_of(tmp_path / "here"), night_of(tmp_path / "there")
    with cluster({}, {}) as started:
        codes = [
            cli_module.run(["batch", str(here), "--quiet"]),
            cli_module.run(["batch", str(there), "--quiet", "--cluster", started.address]),
        ]
    assert codes[0] == codes[1] in (0, 1)
    plans = plans_of(here.parent / "seasons")
    assert len(plans) == FOLDERS
    assert plans == plans_of(there.parent / "seasons")


def test_scenarios_are_planned_as_here_cell_for_cell(tmp_path: Path) -> None:
    paths = FolderPaths.of(sample("small", tmp_path))
    solve_folder(paths, SolveOptions(threads=1, time_limit_s=0, remedies=0))
    paths = FolderPaths.of(paths.folder)
    reading = read_folder(paths)
    assert reading.instance is not None
    which = reading.instance.productions[0].production_id
    several = [base(), *(Scenario(f"later by {days}", (MoveProduction(which, days),)) for days in range(1, 6))]
    here = Effort(threads=1, limit_s=0)
    alone = plan_scenarios(paths, reading, several, here, NOW)
    there = Effort(threads=1, limit_s=0)
    with cluster({}, {}) as started, connected(started.address) as executor:
        together = plan_scenarios(paths, reading, several, there, NOW, executor)
    for one, other in zip(alone, together, strict=True):
        assert one.planned is not None
        assert other.planned is not None, other.failure
        assert one.planned.plan == other.planned.plan
        assert one.planned.report == other.planned.report
    assert (
        there.ledger.plans.keys() | there.ledger.proven.keys() == here.ledger.plans.keys() | here.ledger.proven.keys()
    )


def test_a_worker_that_is_killed_costs_time_alone(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    with cluster({}, {}) as started, connected(started.address) as executor:
        others = [executor.submit(nap, str(number).encode()) for number in range(3)]
        hit = executor.submit(mark_and_nap, str(victim).encode())
        while not (victim.exists() and victim.read_text()):
            time.sleep(0.05)
        os.kill(int(victim.read_text()), signal.SIGKILL)
        assert hit.result(timeout=60) == b"done"
        assert [one.result(timeout=60) for one in others] == [b"0", b"1", b"2"]


def test_a_worker_with_another_ortools_is_refused_before_the_first_task(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = night_of(tmp_path / "night")
    info = tmp_path / "other" / "ortools-9.0.1.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: ortools\nVersion: 9.0.1\n")
    odd = {"PYTHONPATH": f"{info.parent}{os.pathsep}{Path(__file__).parents[2]}"}
    with cluster({}, odd) as started:
        _wait_for_workers(started, 2)
        assert cli_module.run(["batch", str(config), "--cluster", started.address]) == 2
    told = capsys.readouterr()
    assert "has ortools 9.0.1; here it is ortools" in told.out + told.err
    assert not list((config.parent / "seasons").glob("*/plan.xlsx"))


def test_a_worker_that_joins_later_and_differs_does_nothing(tmp_path: Path) -> None:
    info = tmp_path / "ortools-9.0.1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: ortools\nVersion: 9.0.1\n")
    odd = {"PYTHONPATH": f"{tmp_path}{os.pathsep}{Path(__file__).parents[2]}"}
    with cluster({}) as started, connected(started.address) as executor, ExitStack() as later:
        dask(later, "worker", started.address, "--nthreads", "2", "--host", "127.0.0.1", env=odd)
        _wait_for_workers(started, 2)
        futures = [executor.submit(nap, b"x") for _ in range(6)]
        errors = [one.exception(timeout=60) for one in futures]
        assert any(isinstance(error, LostWork) and "ortools 9.0.1" in str(error) for error in errors)
        assert {one.result() for one, error in zip(futures, errors, strict=True) if error is None} <= {b"x"}


def _wait_for_workers(started: Started, number: int) -> None:
    from distributed import Client

    with Client(started.address, set_as_default=False) as client:
        client.wait_for_workers(number, timeout=60)


def test_when_the_scheduler_is_lost_what_is_finished_is_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = night_of(tmp_path / "night")
    seasons = config.parent / "seasons"
    with cluster({}) as started:

        def kill_after_two() -> None:
            while len(list(seasons.glob("*/plan.xlsx"))) < 2:
                time.sleep(0.02)
            started.scheduler.kill()

        killer = Thread(target=kill_after_two)
        killer.start()
        code = cli_module.run(["batch", str(config), "--cluster", started.address])
        killer.join()
    out = capsys.readouterr().out
    assert code == 3
    assert "scheduler of the cluster was lost" in out
    finished = list(seasons.glob("*/plan.xlsx"))
    assert 2 <= len(finished) < FOLDERS
    assert all(plan.read_bytes()[:2] == b"PK" for plan in finished)


def test_workers_of_this_machine_need_no_scheduler() -> None:
    with connected("local:2") as executor:
        assert [executor.submit(nap, data).result(timeout=60) for data in (b"a", b"b")] == [b"a", b"b"]


@pytest.mark.parametrize(
    "address",
    ["tcp://planning.example:8786", "tcp://10.0.0.7:8786", "tcp://[2001:db8::1]:1", "tcp://0.0.0.0:8786"],
)
def test_an_open_address_elsewhere_is_refused(address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = sample("small", tmp_path)
    shutil.copy(Path("sample_data/season/scenarios.xlsx"), tmp_path / "what-if.xlsx")
    with pytest.raises(RefusedCluster, match="not encrypted"):
        check_address(address)
    config = tmp_path / "night.toml"
    config.write_text(f'[[folder]]\npath = "{folder.name}"\n', "utf-8")
    assert cli_module.run(["batch", str(config), "--cluster", address]) == 2
    assert "not encrypted" in capsys.readouterr().err
    assert not (folder / "plan.xlsx").exists()


@pytest.mark.parametrize("address", ["", "local:", "local:0", "local:x", "8786", "http://a:1", "tls://", "tcp://a:x"])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(RefusedCluster):
        check_address(address)


@pytest.mark.parametrize("address", ["local:4", "tls://planning.example:8786", "tcp://localhost:1", "tcp://[::1]:1"])
def test_addresses_that_nobody_can_listen_to_are_taken(address: str) -> None:
    check_address(address)
