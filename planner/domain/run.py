"""What is written down about one planning run, so that a plan can be defended and compared later.

Changes when the Run sheet has to say more.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file that a run read: its purpose, name, hash, last change.

    Purposes are ``crew``, ``productions``, ``previous plan``, ``published plan``, or the sheet that a .csv file stands
    for. The hash is empty where the file was there and could not be read.
    """

    purpose: str
    name: str
    sha256: str
    modified: datetime


@dataclass(frozen=True, slots=True)
class Seconds:
    """Wall-clock seconds per stage of a run."""

    read: float = 0.0
    solve: float = 0.0
    write: float = 0.0

    @property
    def total(self) -> float:
        """Seconds of all stages together."""
        return self.read + self.solve + self.write


NO_SECONDS = Seconds()


@dataclass(frozen=True, slots=True)
class Edited:
    """What operations did to a plan after it was solved: a line for each, oldest first; none when it is as solved.

    ``solved`` says when it was solved, as its Run sheet does; empty when nobody knows.
    """

    solved: str = ""
    operations: tuple[str, ...] = ()


AS_SOLVED = Edited()
PREVIOUS_PLAN = "previous plan"
"""The purpose of the plan that a new one replaces, among the inputs of a run."""
PUBLISHED_PLAN = "published plan"
"""The purpose of the plan that the crew was told last."""
ONLY_COMPARED = (PREVIOUS_PLAN, PUBLISHED_PLAN)
"""The purposes of inputs that are plans themselves."""


@dataclass(frozen=True, slots=True)
class Origin:
    """What decided a plan besides the plan before it.

    The planner's version, the time limit in seconds (0 is none), the hash of each input by its purpose, and the last
    day by which frozen work begins, None without any.
    """

    version: str
    time_limit_s: float
    inputs: frozenset[tuple[str, str]]
    frozen_to: date | None = None

    def left_no_less_time_than(self, other: "Origin") -> bool:
        """Whether the same was planned by the same version, in at least as much time as ``other`` has."""
        enough = not self.time_limit_s or 0 < other.time_limit_s <= self.time_limit_s
        return enough and replace(self, time_limit_s=other.time_limit_s) == other


def origin_of(inputs: Iterable[InputFile], version: str, time_limit_s: float, frozen_to: date | None = None) -> Origin:
    """Return what decides a plan besides the plan before it."""
    hashes = frozenset((file.purpose, file.sha256) for file in inputs if file.purpose not in ONLY_COMPARED)
    return Origin(version, time_limit_s, hashes, frozen_to)


@dataclass(frozen=True, slots=True)
class RunRecord:
    """One run: when, with which versions (name, version), threads and inputs, and how long each stage took.

    ``time_limit_s`` 0 means none. ``seconds.write`` is 0 in the record that is being written. ``edited`` is what
    operations did since, when the run was one of them. ``folder`` is the folder's own name, without its path.
    """

    started: datetime
    versions: tuple[tuple[str, str], ...]
    threads: int
    time_limit_s: float
    inputs: tuple[InputFile, ...]
    seconds: Seconds = NO_SECONDS
    edited: Edited = AS_SOLVED
    folder: str = ""
