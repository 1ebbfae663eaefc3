"""A stand-in for the module ``os`` as :mod:`planner.folder.disk` uses it, that dies or fails at a chosen call.

Changes when the disk module calls something else.
"""

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from planner.folder import disk

CALLS = ("open", "write", "fsync", "replace", "unlink", "mkdir", "rmdir", "ftruncate", "chmod")
Verdict = Callable[[int, str], None]


class Killed(BaseException):
    """The end of the process, as far as its files can tell."""


class FaultyOs:
    """``os``, asking ``judge`` with the number and name of each call that changes files before making it.

    A write is made by half before it is judged, as a full disk or a killed process leaves it.
    """

    def __init__(self, judge: Verdict) -> None:
        self.made: list[str] = []
        self._judge = judge

    def __getattr__(self, name: str) -> object:
        real = getattr(os, name)
        return self._judged(name, real) if name in CALLS else real

    def _judged(self, name: str, real: Callable[..., object]) -> Callable[..., object]:
        def call(*args: object) -> object:
            self.made.append(name)
            try:
                self._judge(len(self.made), name)
            except BaseException:
                if name == "write":
                    file, data = args
                    real(file, data[: len(data) // 2])
                raise
            return real(*args)

        return call


@contextmanager
def faulty(judge: Verdict) -> Iterator[FaultyOs]:
    """While inside, let ``judge`` decide about the calls of the disk module."""
    stand_in = FaultyOs(judge)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(disk, "os", stand_in)
        yield stand_in


def killed_at(number: int) -> Verdict:
    """Die at a call: it and every later one is not made."""

    def judge(at: int, _name: str) -> None:
        if at >= number:
            raise Killed

    return judge


def failing_at(number: int, *names: str, code: int = errno.EIO, lasting: bool = False) -> Verdict:
    """Fail the call of that number among those of ``names`` (all without any), and with ``lasting`` all later ones."""
    seen = 0

    def judge(_at: int, name: str) -> None:
        nonlocal seen
        if not names or name in names:
            seen += 1
            if seen == number or (lasting and seen > number):
                raise OSError(code, os.strerror(code))

    return judge


def counting(_at: int, _name: str) -> None:
    """Let every call pass."""
