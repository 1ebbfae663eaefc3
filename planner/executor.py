"""Where work is done: here and at once, or in child processes that share nothing, each losing only its own task.

A process pool of the standard library loses the work of all when one of its workers is killed; hence threads with a
child each. Executors are handed in, never looked up; a task is a function of a module, from bytes to bytes.
Changes when work is done in another kind of place.
"""

import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import suppress
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any, TypeVar

from planner.domain.errors import PlannerError

try:
    import resource
except ImportError:  # Windows
    CAN_LIMIT_MEMORY = False
else:
    CAN_LIMIT_MEMORY = True

Answer = TypeVar("Answer")
Task = Callable[[bytes], bytes]

_SPAWN = get_context("spawn")  # a process that has solved already must not be forked
_GOODBYE_S = 5.0
_OUT_OF_MEMORY = 77  # no code that Python or the system gives


class LostWork(PlannerError):
    """What was to be done elsewhere was not; the message says why."""


class LostChild(LostWork):
    """A child process ended before its task did; the message says how."""


class OneByOne(Executor):
    """Does what it is given at once, in the thread that asks: small folders are planned sooner than threads change."""

    def map(self, fn: Callable[..., Answer], *iterables: Iterable[Any], **_: Any) -> Iterator[Answer]:
        """Return the answers in order, all of them found already."""
        return iter([fn(*each) for each in zip(*iterables, strict=False)])


class Children(Executor):
    """At most ``jobs`` child processes side by side, each a fresh interpreter.

    A child is started anew after ``tasks_per_child`` tasks (None: never) and may hold ``memory_mb`` MiB of data,
    beyond which a task has a MemoryError or its child is lost; `CAN_LIMIT_MEMORY` says whether the system can do that.
    Left by an exception, it stops.
    """

    def __init__(self, jobs: int, tasks_per_child: int | None = None, memory_mb: int | None = None) -> None:
        self._threads = ThreadPoolExecutor(jobs, "child")
        self._tasks_per_child = tasks_per_child
        self._memory_mb = memory_mb if CAN_LIMIT_MEMORY else None
        self._mutex = threading.Lock()
        self._idle: list[_Child] = []
        self._busy: set[_Child] = set()
        self._stopped = self._closed = False

    def submit(self, function: Task, data: bytes, /) -> Future[bytes]:  # type: ignore[override]
        """Have a function of a module done in a child.

        The future raises what the function raised (a RuntimeError with its text where that cannot be pickled), or
        LostChild when the child was killed or crashed, which no other task notices.
        """
        return self._threads.submit(self._do, function, data)

    def stop(self) -> None:
        """Cancel what has not begun and send SIGTERM to children at work.

        A task that can end early with what it has handles the signal; any other is lost.
        """
        with self._mutex:
            self._stopped = True
            busy = tuple(self._busy)
        self._threads.shutdown(wait=False, cancel_futures=True)
        for child in busy:
            child.process.terminate()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more tasks, wait for those that run, and let the children go."""
        self._threads.shutdown(wait, cancel_futures=cancel_futures)
        with self._mutex:
            self._closed = True
            idle, self._idle = self._idle, []
        for child in idle:
            child.let_go()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Wait for what runs; after an exception, stop it first."""
        if kind is not None:
            self.stop()
        self.shutdown()

    def _do(self, function: Task, data: bytes) -> bytes:
        child = self._take()
        try:
            return child.do(function, data)
        finally:
            self._give_back(child)

    def _take(self) -> "_Child":
        with self._mutex:
            if self._stopped:
                raise LostChild("Stopped before it began.")
            child = self._idle.pop() if self._idle else _Child(self._memory_mb)
            self._busy.add(child)
            return child

    def _give_back(self, child: "_Child") -> None:
        with self._mutex:
            self._busy.remove(child)
            again = not (child.lost or self._closed or child.done == self._tasks_per_child)
            if again:
                self._idle.append(child)
        if not again:
            child.let_go()


class _Child:
    """A child process and the connection to it."""

    def __init__(self, memory_mb: int | None) -> None:
        self._connection, theirs = _SPAWN.Pipe()
        self.process = _SPAWN.Process(target=_work, args=(theirs, memory_mb))
        self.process.start()
        theirs.close()  # so that the end of the child is the end of the connection
        self.done = 0
        self.lost = False

    def do(self, function: Task, data: bytes) -> bytes:
        """Return what the function makes of the data, or raise what it raised."""
        request = pickle.dumps((function, data))
        try:
            self._connection.send_bytes(request)
            error, answer = pickle.loads(self._connection.recv_bytes())
        except (EOFError, OSError):
            self.lost = True
            self.process.join()
            raise LostChild(f"The process that did it {_ending(self.process.exitcode)}.") from None
        self.done += 1
        if error is not None:
            raise error
        return bytes(answer)

    def let_go(self) -> None:
        """Let the child end, and see that it does."""
        self._connection.close()
        self.process.join(_GOODBYE_S)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()


def _ending(code: int | None) -> str:
    """Say how a process ended: a negative code is a signal's."""
    if code == _OUT_OF_MEMORY:
        return "had too little memory for its task"
    if code is None or code >= 0:
        return f"ended with exit code {code}"
    with suppress(ValueError):
        return f"was ended by {signal.Signals(-code).name}"
    return f"was ended by signal {-code}"


def _work(connection: Connection, memory_mb: int | None) -> None:
    """Do task after task in a child, until there are no more or the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process of a terminal; the parent answers
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if memory_mb is not None:
        resource.setrlimit(resource.RLIMIT_DATA, (memory_mb << 20, memory_mb << 20))
    with suppress(EOFError, OSError):
        try:
            while True:
                function, data = pickle.loads(connection.recv_bytes())
                connection.send_bytes(_answer(function, data))
        except MemoryError:  # half of a task was received, or none of an answer sent
            sys.exit(_OUT_OF_MEMORY)


def _answer(function: Task, data: bytes) -> bytes:
    """Return an error, or None, and what the function made of the data, pickled."""
    try:
        return pickle.dumps((None, function(data)))
    except Exception as error:
        try:
            answer = pickle.dumps((error, b""))
            pickle.loads(answer)  # an error may be written and yet not be read
        except Exception:
            return pickle.dumps((RuntimeError(f"{type(error).__name__}: {error}"), b""))
        return answer


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)
