"""Children share nothing, say how they ended, and lose only their own task."""

import os
import signal
import time
from pathlib import Path

import pytest

from planner.executor import CAN_LIMIT_MEMORY, Children, LostChild


def pid(_: bytes) -> bytes:
    return str(os.getpid()).encode()


def die(_: bytes) -> bytes:
    os.kill(os.getpid(), signal.SIGKILL)
    return b""


def leave(_: bytes) -> bytes:
    os._exit(7)


def nap(data: bytes) -> bytes:
    time.sleep(1)
    return data


def fail(data: bytes) -> bytes:
    raise ValueError(data.decode())


class Odd(Exception):
    def __init__(self, one: str, _two: str) -> None:
        super().__init__(one)


def fail_oddly(_: bytes) -> bytes:
    raise Odd("odd", "two")


def hoard(_: bytes) -> bytes:
    return bytes(len(bytearray(1 << 30)))


def end_early(data: bytes) -> bytes:
    told: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _frame: told.append(number))
    Path(data.decode()).touch()
    while not told:
        time.sleep(0.01)
    return b"best so far"


def test_a_child_is_another_process_and_is_used_again() -> None:
    with Children(1) as children:
        first, second = (children.submit(pid, b"").result() for _ in range(2))
    assert first == second != str(os.getpid()).encode()


def test_a_child_is_new_after_its_tasks() -> None:
    with Children(1, tasks_per_child=1) as children:
        assert len({children.submit(pid, b"").result() for _ in range(2)}) == 2


def test_a_killed_child_loses_only_its_own_task() -> None:
    with Children(2) as children:
        beside, killed, after = children.submit(nap, b"x"), children.submit(die, b""), children.submit(nap, b"y")
        with pytest.raises(LostChild, match="SIGKILL"):
            killed.result()
        assert (beside.result(), after.result()) == (b"x", b"y")


def test_an_exit_code_is_told() -> None:
    with Children(1) as children, pytest.raises(LostChild, match="exit code 7"):
        children.submit(leave, b"").result()


def test_an_exception_comes_back_and_the_child_goes_on() -> None:
    with Children(1) as children:
        before = children.submit(pid, b"").result()
        with pytest.raises(ValueError, match="no such day"):
            children.submit(fail, b"no such day").result()
        with pytest.raises(RuntimeError, match="Odd: odd"):
            children.submit(fail_oddly, b"").result()
        assert children.submit(pid, b"").result() == before


@pytest.mark.skipif(not CAN_LIMIT_MEMORY, reason="this system limits no memory")
def test_memory_is_limited() -> None:
    with Children(1, memory_mb=512) as children:
        with pytest.raises((MemoryError, LostChild)):
            children.submit(hoard, b"").result()
        assert children.submit(nap, b"x").result() == b"x"


def test_who_is_told_to_stop_ends_with_what_it_has(tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    with Children(1) as children:
        running, queued = children.submit(end_early, str(begun).encode()), children.submit(nap, b"")
        while not begun.exists():
            time.sleep(0.01)
        children.stop()
        assert running.result() == b"best so far"
        assert queued.cancelled()
