"""Children share nothing, say how they ended, and lose only their own task."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
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


def test_a_child_is_new_after_as_many_tasks_as_it_may_do_and_not_before() -> None:
    with Children(1, tasks_per_child=2) as children:
        first, second, third = (children.submit(pid, b"").result() for _ in range(3))
    assert first == second != third


def stay(data: bytes) -> bytes:
    Path(data.decode()).write_text(str(os.getpid()))
    time.sleep(120)
    return b""


PARENT = """
import sys
from planner.executor import Children
from tests.unit.test_executor import stay
if __name__ == "__main__":
    with Children(1) as children:
        children.submit(stay, sys.argv[1].encode()).result()
"""


def is_running(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{number}/stat")
    return not (state.exists() and state.read_text().rpartition(")")[2].split()[0] == "Z")


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no such signal")
def test_a_child_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    script, told = tmp_path / "parent.py", tmp_path / "child"
    script.write_text(PARENT)
    root = str(Path(__file__).parents[2])
    parent = subprocess.Popen([sys.executable, str(script), str(told)], env={**os.environ, "PYTHONPATH": root})
    wait_until(lambda: told.exists() and told.read_text() != "")
    child = int(told.read_text())
    assert is_running(child)
    parent.kill()
    parent.wait()
    wait_until(lambda: not is_running(child))


def wait_until(true: Callable[[], bool], most_s: float = 30) -> None:
    end = time.monotonic() + most_s
    while not true():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.02)


@pytest.mark.skipif(not CAN_LIMIT_MEMORY, reason="this system limits no memory")
def test_a_task_that_is_larger_than_the_memory_of_a_child_is_told_without_a_traceback(
    capfd: pytest.CaptureFixture[str],
) -> None:
    with Children(1, memory_mb=256) as children:
        with pytest.raises(LostChild, match="too little memory"):
            children.submit(nap, bytes(400 << 20)).result()
        assert children.submit(nap, b"x").result() == b"x"
    assert "Traceback" not in capfd.readouterr().err
