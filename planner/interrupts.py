"""Ctrl-C and SIGTERM while planning: once to finish with the best plan so far, twice to give up.

Changes when an interrupt should mean something else.
"""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TypeVar

Result = TypeVar("Result")
_POLL_S = 0.2


@contextmanager
def stop_on_signals(
    stop: threading.Event,
    say: Callable[[str], None],
    saying: str = "Stopping: the best plan so far will be written. Once more gives up without it.",
) -> Iterator[None]:
    """While inside, let the first signal set ``stop``, of which ``saying`` tells, and the second raise an interrupt."""

    def handle(_number: int, _frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()
        say(saying)

    before = {number: signal.signal(number, handle) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def run_beside_signals(work: Callable[[], Result]) -> Result:
    """Run ``work`` in a thread of its own, so that a signal is answered while the solver is deep in its own code.

    Python answers signals in the main thread only, between two of its own steps.
    """
    results: list[Result] = []
    failures: list[BaseException] = []

    def run() -> None:
        try:
            results.append(work())
        except BaseException as error:  # raised again below, in the caller's thread
            failures.append(error)

    thread = threading.Thread(target=run, name="solve", daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(_POLL_S)
    if failures:
        raise failures[0]
    return results[0]
