"""Runs as they are kept, so that each can be shown, compared and done again.

``RUNS/DATE-ID/run.json`` tells of a night, ``RUNS/DATE-ID/FOLDER/`` of a folder in it: ``result.json``, ``log.jsonl``
and ``plan.xlsx``. What it was planned from stands in ``RUNS/files/`` by its hash, once for all nights. A result is
written last, so what was cut off has none. All of it is input as well: somebody may have edited or damaged it.
Changes when a kept run says more, or stays for other reasons.
"""

import json
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path, PurePosixPath
from secrets import token_hex
from typing import Annotated, Literal, TypeVar

from filelock import FileLock, Timeout
from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, ValidationError
from pydantic.dataclasses import dataclass as slim  # of which there are many, and a model takes ten times as much

from planner.batch.config import Keep
from planner.domain.errors import PlannerError
from planner.folder import CarriedFolder
from planner.folder.carried import CarriedFile
from planner.workbook.folder_paths import published_plans
from planner.workbook.replacing import replace_file

RUN_FILE, RESULT_FILE, LOG_FILE, PLAN_FILE = "run.json", "result.json", "log.jsonl", "plan.xlsx"
FILES = "files"
MOST_BYTES = 50_000_000  # of one of these files
_RUN_ID = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9a-f]{6}")
_HASH = re.compile(r"[0-9a-f]{64}")
_LONGEST_NAME = 60


def _inner_place(text: str) -> str:
    """Return a place within a folder as it is; raises ValueError for one that leads out of it."""
    parts = text.split("/")
    if text and (PurePosixPath(text).is_absolute() or {"", ".", ".."} & set(parts) or re.search(r"[\\:\0]", text)):
        raise ValueError("a place outside of the folder")
    return text


Place = Annotated[str, AfterValidator(_inner_place)]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Code = Annotated[int, Field(ge=0, le=4)]
Ending = Literal["planned", "skipped", "refused", "busy", "failed", "stopped"]


class _Kept(BaseModel):
    """What is kept as JSON; keys of a later version are left alone."""

    model_config = ConfigDict(extra="ignore", frozen=True)


Kind = TypeVar("Kind", bound=_Kept)


@slim(frozen=True, slots=True)
class KeptFile:
    """A file that a folder was planned from, by its hash."""

    place: Place
    sha256: Sha256
    modified_ns: int = 0


class KeptInput(_Kept):
    """A folder as it was, see :class:`planner.folder.CarriedFolder`."""

    folder: Place
    crew: Place
    productions: Place
    plan: Place
    previous: Place
    published: Place
    files: tuple[KeptFile, ...]

    def decides(self) -> dict[str, str]:
        """Return the hash of each file that decides a plan but for the plan before it, by its place."""
        ours = (f"{self.folder}/.planner/", f"{self.folder}/history.jsonl", self.plan)
        return {one.place: one.sha256 for one in self.files if not one.place.startswith(ours)}

    def plan_before(self) -> str:
        """Return the hash of the plan that was there, empty without one."""
        return next((one.sha256 for one in self.files if one.place == self.plan), "")


class KeptOrder(_Kept):
    """How a folder was planned; see :class:`planner.batch.drafting.Order`."""

    time_limit_s: float | None
    default_limit_s: float | None
    remedies: float
    freeze_days: int
    report: bool
    ics: bool


@slim(frozen=True, slots=True)
class GoalFigure:
    """What a goal came to, as ``solve --json`` tells it."""

    name: str
    value: int | float
    bound: int | float
    proven: bool
    cut: str | None = None
    priority: int | None = None
    rank: int | None = None


class Figures(_Kept):
    """What a plan came to, as ``solve --json`` tells it, and of its slots and changes what alerts ask for."""

    status: str
    slots: int
    filled: int
    vacant: int
    conflicts: int
    priority_1_vacant: int
    changes: int
    goals: tuple[GoalFigure, ...]


class Result(_Kept):
    """What became of a folder in a run: ``code`` as ``planner solve`` would have ended.

    ``told`` is what somebody should know, the most important first. ``planned_in`` is the run whose plan is in the
    folder, this one or the one since which nothing has changed; empty without any. ``plan_sha256`` is of that plan.
    """

    run: str
    folder: str
    path: str
    place: Place
    date: date
    started: AwareDatetime
    code: Code
    ending: Ending
    told: tuple[str, ...] = ()
    problems: tuple[dict[str, str], ...] = ()
    alerts: tuple[str, ...] = ()
    order: KeptOrder
    versions: dict[str, str] = {}
    input: KeptInput | None = None
    plan_sha256: str = ""
    planned_in: str = ""
    figures: Figures | None = None
    seconds: float = 0
    memory_mb: int | None = None
    cut_short: bool = False

    @property
    def is_good(self) -> bool:
        """Whether there is a plan in its place."""
        return self.ending in ("planned", "skipped") and self.code in (0, 1)


class Head(_Kept):
    """A night: ``folders`` by the names of their places; ``ended`` and ``code`` are None until it is over."""

    run: Annotated[str, Field(pattern=rf"^{_RUN_ID.pattern}$")]
    date: date
    started: AwareDatetime
    config: str = ""
    folders: dict[str, Place] = {}
    ended: AwareDatetime | None = None
    code: Code | None = None
    alerts: int = 0


class RunsBusy(PlannerError):
    """Another night is writing into this folder of runs."""

    def __init__(self, home: Path) -> None:
        super().__init__(f"Another night is writing into {home}. Wait for its end, or keep runs in another folder.")


@dataclass(slots=True)
class Runs:
    """The folder of runs; ``damaged`` collects what is not as it should be, each told once."""

    home: Path
    damaged: list[str] = field(default_factory=list)
    _unread: bool = False

    def heads(self) -> tuple[Head, ...]:
        """Return every run, the newest first; what is no run of ours is told and left alone."""
        found = []
        for path in _entries(self.home):
            if path.name == FILES or path.name.startswith("."):
                continue
            if not _RUN_ID.fullmatch(path.name) or path.is_symlink() or not path.is_dir():
                self._tell(f"{path} is no run and is left alone.")
                continue
            head = self._read(path / RUN_FILE, Head)
            if head is not None and head.run != path.name:
                self._tell(f"{path / RUN_FILE} tells of run {head.run}, so {path.name} is passed over.")
            elif head is not None:
                found.append(head)
        return tuple(sorted(found, key=lambda head: (head.started, head.run), reverse=True))

    def result(self, run: str, place: str) -> Result | None:
        """Return what became of a folder in a run, None where it was not finished or cannot be read."""
        path = self.home / run / place / RESULT_FILE
        if not path.exists() or path.parent.is_symlink():
            return None
        return self._read(path, Result)

    def results(self, head: Head) -> tuple[Result, ...]:
        """Return what became of the folders of a run, in their order."""
        found = (self.result(head.run, place) for place in head.folders.values())
        return tuple(one for one in found if one is not None)

    def plan(self, result: Result) -> bytes | None:
        """Return the plan that a folder had after a run, None where it is not there as it was written."""
        if not _RUN_ID.fullmatch(result.planned_in):
            return None
        return self._bytes(self.home / result.planned_in / result.place / PLAN_FILE, result.plan_sha256)

    def carried(self, kept: KeptInput) -> CarriedFolder | None:
        """Return a folder as it was, None where a file of it is not there as it was."""
        files = []
        for one in kept.files:
            data = self._bytes(self._file(one.sha256), one.sha256)
            if data is None:
                return None
            files.append(CarriedFile(one.place, data, one.modified_ns))
        places = (kept.folder, kept.crew, kept.productions, kept.plan, kept.previous, kept.published)
        return CarriedFolder(*places, files=tuple(files))

    def begin(self, head: Head) -> None:
        """Make the folder of a run. Raises OSError."""
        (self.home / head.run).mkdir(parents=True)
        self.write_head(head)

    def write_head(self, head: Head) -> None:
        """Write down how a run goes. Raises OSError."""
        _write(self.home / head.run / RUN_FILE, _json(head))

    def keep(self, result: Result, carried: CarriedFolder | None, plan: bytes | None, log: Sequence[str]) -> None:
        """Keep what became of a folder, and what it was made from. Raises OSError."""
        for file in carried.files if carried and result.ending != "skipped" else ():
            if not file.place.endswith("/.planner/proofs.json"):
                self._keep_file(file.data)
        place = self.home / result.run / result.place
        place.mkdir(exist_ok=True)
        if plan is not None:
            _write(place / PLAN_FILE, plan)
        _write(place / LOG_FILE, "".join(f"{line}\n" for line in log).encode())
        _write(place / RESULT_FILE, _json(result))

    def forget_old(self, keep: Keep, today: date) -> tuple[str, ...]:
        """Remove runs that need not stay, and files that no run needs any more; return the runs.

        One stays that is young enough or among the last, that has the last good plan of a folder, or a plan that is
        published there. What is not ours in a run stays, and its folder with it.
        """
        heads = self.heads()
        since = date.fromordinal(max(1, today.toordinal() - keep.days))
        needed = {head.run for head in heads if head.date >= since} | {head.run for head in heads[: keep.count]}
        needed |= self._last_good(heads)
        old = [head for head in heads if head.run not in needed]
        gone = tuple(head.run for head in old if not self._holds_published(head) and self._remove(head))
        if gone:
            self._forget_files()
        return gone

    def _last_good(self, heads: Iterable[Head]) -> set[str]:
        """Return the runs in which the last good plan of each folder was made, and those in which it was last told."""
        found, needed = set[str](), set[str]()
        for head in heads:
            for place in set(head.folders.values()) - found:
                result = self.result(head.run, place)
                if result is not None and result.is_good:
                    found.add(place)
                    needed |= {result.run, result.planned_in}
        return needed

    def _holds_published(self, head: Head) -> bool:
        for result in self.results(head):
            if result.plan_sha256 and result.planned_in == head.run:
                plans = published_plans(Path(result.path))
                if any(_sha256(path) == result.plan_sha256 for path in plans):
                    return True
        return False

    def _remove(self, head: Head) -> bool:
        """Remove a run's own files, the result of each folder first; whether nothing of it is left."""
        home = self.home / head.run
        with suppress(OSError):
            for place in _entries(home):
                if place.is_dir() and not place.is_symlink():
                    for name in (RESULT_FILE, LOG_FILE, PLAN_FILE):
                        (place / name).unlink(missing_ok=True)
                    with suppress(OSError):
                        place.rmdir()
            if any(path.name != RUN_FILE for path in _entries(home)):
                self._tell(f"{home} holds what is not the planner's, and stays.")
                return False
            (home / RUN_FILE).unlink(missing_ok=True)
            home.rmdir()
            return True
        self._tell(f"{home} cannot be removed.")
        return False

    def _forget_files(self) -> None:
        """Remove the files that no result names; while there is a result that cannot be read, all stay."""
        self._unread = False
        used = set[str]()
        for head in self.heads():
            for place in head.folders.values():
                result = self.result(head.run, place)
                used |= {one.sha256 for one in result.input.files} if result and result.input else set()
        if self._unread:
            return
        for path in _entries(self.home / FILES):
            if _HASH.fullmatch(path.name) and path.name not in used:
                with suppress(OSError):
                    path.unlink()

    def _file(self, digest: str) -> Path:
        return self.home / FILES / digest

    def _keep_file(self, data: bytes) -> None:
        path = self._file(sha256(data).hexdigest())
        if not (path.is_file() and path.stat().st_size == len(data)):
            path.parent.mkdir(exist_ok=True)
            _write(path, data)

    def _bytes(self, path: Path, digest: str) -> bytes | None:
        try:
            data = path.read_bytes()
        except OSError as reason:
            self._tell(f"{path} cannot be read: {reason.strerror or reason}.")
            return None
        if sha256(data).hexdigest() != digest:
            self._tell(f"{path} is not as it was written.")
            return None
        return data

    def _read(self, path: Path, kind: type[Kind]) -> Kind | None:
        """Return what a file tells; one that cannot be read is told of, and noted as unread."""
        try:
            if path.stat().st_size > MOST_BYTES:
                raise OSError("it is too large")
            return kind.model_validate_json(path.read_bytes())
        except ValidationError as errors:
            first = errors.errors(include_url=False, include_input=False)[0]
            where = ".".join(map(str, first["loc"]))
            self._tell(f"{path} is damaged and passed over: {f'{where}: ' if where else ''}{first['msg']}.")
        except OSError as reason:
            self._tell(f"{path} cannot be read and is passed over: {reason.strerror or reason}.")
        self._unread = True
        return None

    def _tell(self, what: str) -> None:
        if what not in self.damaged:
            self.damaged.append(what)


def kept_input(carried: CarriedFolder) -> KeptInput:
    """Return what a folder was planned from, by the hashes of its files; what was proven decides no plan."""
    files = tuple(
        KeptFile(place=one.place, sha256=sha256(one.data).hexdigest(), modified_ns=one.modified_ns)
        for one in carried.files
        if not one.place.endswith("/.planner/proofs.json")
    )
    names = ("folder", "crew", "productions", "plan", "previous", "published")
    return KeptInput(**{name: getattr(carried, name) for name in names}, files=files)


def place_of(folder: Path) -> str:
    """Return the name of a folder's own place in a run: by its whole path, so that no two share one."""
    real = os.path.realpath(folder)
    name = re.sub(r"[^\w.-]", "_", Path(real).name).strip(".")[:_LONGEST_NAME]
    return f"{name or 'folder'}-{sha256(os.fsencode(real)).hexdigest()[:12]}"


def new_run_id(today: date) -> str:
    """Return the name of a run, by its day and at random."""
    return f"{today}-{token_hex(3)}"


@contextmanager
def had_alone(home: Path) -> Iterator[Runs]:
    """Have a folder of runs to oneself, made where there is none. Raises RunsBusy, and OSError."""
    home.mkdir(parents=True, exist_ok=True)
    lock = FileLock(home / ".lock", thread_local=False)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        raise RunsBusy(home) from None
    try:
        yield Runs(home)
    finally:
        lock.release()


def _entries(folder: Path) -> Iterator[Path]:
    with suppress(FileNotFoundError, NotADirectoryError):
        yield from sorted(folder.iterdir())


def _sha256(path: Path) -> str:
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _json(value: _Kept) -> bytes:
    return json.dumps(value.model_dump(mode="json"), ensure_ascii=True, indent=1).encode()


def _write(path: Path, data: bytes) -> None:
    replace_file(path, data)
