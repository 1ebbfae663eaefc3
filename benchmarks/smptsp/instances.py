"""A public instance file, read, and turned into a studio: a task is a production that needs one person of its own role.

Changes when the set's file format does.
"""

import csv
import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from benchmarks.folders import write_folder
from planner.domain.crew import CrewMember
from planner.domain.instance import Instance
from planner.domain.production import Production, Requirement
from planner.domain.span import DateSpan

DAY_ZERO = date(2030, 1, 1)
GOALS = "coverage; headcount"


@dataclass(frozen=True, slots=True)
class TaskFile:
    """Tasks as (start, end), of which the end is not worked, and per worker the numbers of the tasks they may do."""

    tasks: tuple[tuple[int, int], ...]
    qualified: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What was listed about an instance: the fewest people that anybody used, and the best lower bound."""

    lower_bound: int
    best: int


def read_task_file(path: Path) -> TaskFile:
    """Read a .dat file; raises ValueError when a section is missing or shorter than it says."""
    lines = [line.strip() for line in path.read_text().splitlines()]
    lines = [line for line in lines if line and not line.startswith("#")]
    tasks = tuple((int(start), int(end)) for start, end in map(str.split, _section(lines, "Jobs", path)))
    workers = _section(lines, "Qualifications", path)
    qualified = tuple(tuple(int(task) for task in worker.split(":")[1].split()) for worker in workers)
    return TaskFile(tasks, qualified)


def as_studio(file: TaskFile) -> Instance:
    """Return the instance as a studio; its ``coverage; headcount`` optimum is the fewest people that do all tasks.

    A task from 3 to 5 becomes the days 3 and 4. Workers without a qualification are nobody's crew and left out.
    """
    crew = [
        CrewMember.employed(f"W{number:04}", f"Worker {number}", _role(may[0]), tuple(_role(task) for task in may[1:]))
        for number, may in enumerate(file.qualified)
        if may
    ]
    spans = [DateSpan(_day(start), _day(end - 1)) for start, end in file.tasks]
    return Instance.sorted(
        tuple(crew),
        tuple(Production(_role(task), f"Task {task}", span) for task, span in enumerate(spans)),
        tuple(Requirement(_role(task), _role(task), span, 1) for task, span in enumerate(spans)),
    )


def write_task_folder(file: Path, folder: Path) -> None:
    """Write an instance file as a planning folder."""
    write_folder(folder, as_studio(read_task_file(file)), [("Goals", GOALS)])


def read_known(path: Path) -> dict[str, Known]:
    """Read published values by instance, from columns instance, lower_bound, best_published_upper_bound."""
    with path.open(newline="") as file:
        return {
            row["instance"]: Known(int(row["lower_bound"]), int(row["best_published_upper_bound"]))
            for row in csv.DictReader(file)
        }


def _section(lines: list[str], name: str, path: Path) -> list[str]:
    for at, line in enumerate(lines):
        if match := re.fullmatch(rf"{name}\s*=\s*(\d+)", line):
            rows = lines[at + 1 : at + 1 + int(match[1])]
            if len(rows) == int(match[1]):
                return rows
            raise ValueError(f"{path.name}: {len(rows)} rows below {line!r}")
    raise ValueError(f"{path.name} has no section {name}")


def _day(number: int) -> date:
    return DAY_ZERO + timedelta(days=number)


def _role(task: int) -> str:
    return f"T{task:04}"
