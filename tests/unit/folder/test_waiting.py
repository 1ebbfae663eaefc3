"""Who goes next. Changes when commands take their turns in another order."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.folder import WAIT_S, FolderBusy, Patience, lock, locked, waiting
from planner.folder.places import queue_folder
from tests.unit.folder.folders import make


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make(tmp_path / "season")


class Clock:
    """A clock that goes only when somebody sleeps, so that it does not matter how busy the machine is."""

    def __init__(self) -> None:
        self.now = time.time()
        self.tick: Callable[[], None] = lambda: None

    def monotonic(self) -> float:
        return self.now

    def time(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.tick()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Return the clock by which whoever waits for a folder does so."""
    made = Clock()
    monkeypatch.setattr(waiting, "time", made)
    monkeypatch.setattr(lock, "time", made)
    return made


def tickets(folder: Path) -> list[str]:
    return sorted(path.name for path in queue_folder(folder).iterdir())


def leave_ticket(folder: Path, host: str, process: int, number: int = 1) -> Path:
    """Leave the ticket of somebody who has waited longer than all others."""
    queue_folder(folder).mkdir(parents=True, exist_ok=True)
    ticket = queue_folder(folder) / f"{number:012}-{host}-{process}-0a1b2c3d"
    ticket.touch()
    return ticket


def gone_process() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_whoever_has_waited_longest_goes_next(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        waiting, "SILENT_S", 600
    )  # none of the threads is believed dead, however seldom it has its turn
    order: list[int] = []

    def wait(who: int) -> None:
        with locked(folder, 60):
            order.append(who)

    threads = [threading.Thread(target=wait, args=(who,)) for who in range(8)]
    with locked(folder, 0):
        for number, thread in enumerate(threads, 1):
            thread.start()
            while len(tickets(folder)) < number:
                time.sleep(0.001)
    for thread in threads:
        thread.join()
    assert order == list(range(8))
    assert tickets(folder) == []


def test_whoever_gives_up_leaves_no_ticket(folder: Path) -> None:
    with locked(folder, 0):
        with pytest.raises(FolderBusy), locked(folder, 0.05):
            pass
        assert tickets(folder) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows cannot ask for a process without ending it")
def test_the_ticket_of_a_dead_process_is_removed_at_once(folder: Path) -> None:
    ticket = leave_ticket(folder, waiting._host(), gone_process())
    with locked(folder, 0):
        assert not ticket.exists()


def test_a_ticket_of_another_host_is_waited_for_while_it_is_renewed(folder: Path, clock: Clock) -> None:
    ticket, ends = leave_ticket(folder, "0" * 8, 1), clock.now + 3 * waiting.SILENT_S

    def renew() -> None:
        if clock.now < ends:
            os.utime(ticket, (clock.now, clock.now))

    clock.tick = renew
    with locked(folder, 60):
        assert ends < clock.now < ends + 2 * waiting.SILENT_S
    assert tickets(folder) == []


def test_a_ticket_that_was_left_long_ago_is_removed_at_once(folder: Path) -> None:
    ticket = leave_ticket(folder, "0" * 8, 1)
    os.utime(ticket, (time.time() - 60, time.time() - 60))
    with locked(folder, 0):
        assert not ticket.exists()


def test_tickets_that_nobody_renews_are_waited_for_less_long_than_is_usual(folder: Path, clock: Clock) -> None:
    begun = clock.now
    for number in range(1, 9):
        leave_ticket(folder, "0" * 8, 1, number)
    with locked(folder, WAIT_S):
        assert waiting.SILENT_S <= clock.now - begun < WAIT_S
        assert tickets(folder) == []


def test_who_was_believed_dead_and_is_not_takes_the_same_place_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "BEAT_S", 0.0)
    with waiting.Ticket(folder) as mine:
        (name,) = tickets(folder)
        (queue_folder(folder) / name).unlink()
        assert mine.is_next()
        assert tickets(folder) == [name]
    assert tickets(folder) == []


def test_what_others_keep_in_the_queue_is_no_ticket(folder: Path) -> None:
    other = leave_ticket(folder, "0" * 8, 1).rename(queue_folder(folder) / "notes.txt")
    with locked(folder, 0):
        assert other.exists()


def test_all_waits_of_a_command_together_keep_to_its_patience(folder: Path, clock: Clock) -> None:
    patience = Patience(0.2)
    with locked(folder, 0):
        for least in (0.2, 0.0):
            begun = clock.now
            with pytest.raises(FolderBusy), locked(folder, patience):
                pass
            assert least <= clock.now - begun < least + 2 * lock.POLL_S
        assert patience.left_s == 0.0
    with locked(folder, patience):  # who need not wait needs no patience
        pass
