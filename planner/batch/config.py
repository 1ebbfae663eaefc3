"""The configuration of a night: what a file says, and everything that is wrong with it, on its lines.

Changes when a night can be told something else.
"""

import errno
import glob
import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from planner.alternatives.out_folder import TABLES, is_export
from planner.batch.toml_lines import TomlText, parse_toml
from planner.domain.finding import LINE, Finding, Place, Severity
from planner.domain.names import did_you_mean
from planner.folder.places import is_planning_folder
from planner.workbook.columns.productions import PRODUCTION_SHEETS, REQUIREMENTS
from planner.workbook.inputs.csv_folder import find_csv_sheets

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

MOST_BYTES = 1_000_000
MOST_DAYS = 3_650
MOST_SECONDS = 7 * 24 * 3_600
LEAST_MEMORY_MB = 64

Number = Annotated[int, Field(ge=0)]
Days = Annotated[int, Field(ge=0, le=MOST_DAYS)]
Seconds = Annotated[float, Field(ge=0, le=MOST_SECONDS)]
Text = Annotated[str, Field(min_length=1)]


class _Table(BaseModel):
    """A table of the file: no other keys, and no value of another type."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)


class Keep(_Table):
    """Which runs stay: those of the last ``days`` days, and the last ``count`` of all."""

    days: Days = 90
    count: Annotated[int, Field(ge=1)] = 60


class Batch(_Table):
    """How a night goes: ``jobs`` folders side by side, each with ``memory_mb`` MiB of data at most, None for all."""

    jobs: Annotated[int, Field(ge=1, le=64)] = 1
    runs: Text = "runs"
    keep: Keep = Keep()
    memory_mb: Annotated[int, Field(ge=LEAST_MEMORY_MB)] | None = None


class Defaults(_Table):
    """How folders are planned that say nothing else; ``time_limit`` None is the usual one, 0 is none."""

    time_limit: Seconds | None = None
    remedies: Annotated[float, Field(ge=0)] = 1
    report: bool = False
    ics: bool = False
    freeze_days: Days = 0


class FolderTable(_Table):
    """Folders by a path that may be a glob, and what is other for them than by default."""

    path: Text
    time_limit: Seconds | None = None
    remedies: Annotated[float, Field(ge=0)] | None = None
    report: bool | None = None
    ics: bool | None = None
    freeze_days: Days | None = None


class Alert(_Table):
    """What somebody is to be told of, None or false for what nobody is; ``command`` gets the summary."""

    vacancies: Number | None = None
    priority_1_vacant: bool = False
    coverage_fell: Annotated[int, Field(gt=0)] | None = None
    changes: Number | None = None
    unproven: bool = False
    command: Annotated[list[Text], Field(min_length=1)] | None = None


class _File(_Table):
    batch: Batch = Batch()
    defaults: Defaults = Defaults()
    folder: Annotated[list[FolderTable], Field(min_length=1)] = Field(default_factory=list, validate_default=True)
    alert: Alert = Alert()


@dataclass(frozen=True, slots=True)
class FolderJob:
    """A folder to be planned: where it is, how the night calls it, and how it is planned.

    ``time_limit_s`` None is the folder's own limit, and ``default_limit_s`` where it has none; 0 is none.
    """

    path: Path
    name: str
    time_limit_s: float | None
    default_limit_s: float | None
    remedies: float
    report: bool
    ics: bool
    freeze_days: int


@dataclass(frozen=True, slots=True)
class Config:
    """A configuration without a fault: paths are absolute or as they were typed from where its file is."""

    file: Path
    jobs: int
    memory_mb: int | None
    runs: Path
    keep: Keep
    folders: tuple[FolderJob, ...]
    alert: Alert


@dataclass(frozen=True, slots=True)
class ConfigReading:
    """What a file says; ``config`` is None exactly when a finding is an error."""

    config: Config | None
    findings: tuple[Finding, ...]


def read_config(file: Path) -> ConfigReading:
    """Read a configuration and tell all that is wrong with it, each on its line, in the order of lines."""
    try:
        if file.stat().st_size > MOST_BYTES:
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
        data = file.read_bytes()
    except OSError as reason:
        fault = _Faults(file).at(1, "unreadable-config", f"it cannot be read: {reason.strerror or reason}.")
        return ConfigReading(None, (fault,))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        fault = _Faults(file).at(line, "unreadable-config", "this is no UTF-8 text.", "Save the file as UTF-8.")
        return ConfigReading(None, (fault,))
    return _judge(file, parse_toml(text))


def _judge(file: Path, toml: TomlText) -> ConfigReading:
    faults = _Faults(file)
    for fault in toml.faults:
        code, hint = _TEXT_FAULTS[fault.kind]
        faults.add(fault.line, code, f"{fault.message}.", hint)
    try:
        said = _File.model_validate(toml.values)
    except ValidationError as errors:
        for error in errors.errors(include_url=False):
            # what is wrong as a text may have said what then is missing
            if not (toml.faults and error["type"] in ("missing", "too_short")):
                faults.add(*_told(error, toml))
        said = None
    jobs = _find_folders(file, toml, said, faults)
    if said is not None:
        _look_at_places(file, toml, said, jobs, faults)
    findings = faults.in_order()
    if said is None or any(one.severity is Severity.ERROR for one in findings):
        return ConfigReading(None, findings)
    batch = said.batch
    runs = file.parent / batch.runs
    return ConfigReading(Config(file, batch.jobs, batch.memory_mb, runs, batch.keep, jobs, said.alert), findings)


class _Faults:
    """The findings of a file so far."""

    def __init__(self, file: Path) -> None:
        self._file = file.name
        self._found: list[tuple[int, Finding]] = []

    def at(self, line: int, code: str, message: str, hint: str = "", severity: Severity = Severity.ERROR) -> Finding:
        return Finding(code, severity, Place(self._file, "", f"{LINE}{line}"), message, hint)

    def add(self, line: int, code: str, message: str, hint: str = "", severity: Severity = Severity.ERROR) -> None:
        self._found.append((line, self.at(line, code, message, hint, severity)))

    def in_order(self) -> tuple[Finding, ...]:
        return tuple(finding for _, finding in sorted(self._found, key=lambda one: one[0]))


_TEXT_FAULTS = {
    "syntax": ("bad-toml", "Write KEY = VALUE, with texts in quotes, or open a table as [NAME]."),
    "twice": ("given-twice", "Delete one of the two."),
}
_TYPES = {
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "finite_number": "a number",
    "bool_type": "true or false, without quotes",
    "string_type": "a text in quotes",
    "list_type": 'a list, as ["notify", "--json"]',
    "model_type": "a table of its own",
    "model_attributes_type": "a table of its own",
}
_BOUNDS = {
    "greater_than_equal": ("ge", "at least"),
    "greater_than": ("gt", "more than"),
    "less_than_equal": ("le", "at most"),
}


def _told(error: "ErrorDetails", toml: TomlText) -> tuple[int, str, str, str]:
    """Return line, code, message and hint of what a model says of a value."""
    path, kind, value = error["loc"], error["type"], error["input"]
    line, name = toml.line_of(path), _name(path)
    if kind == "extra_forbidden":
        known = _keys_at(path[:-1])
        near = did_you_mean(str(path[-1]), known)
        hint = f'Did you mean "{near}"?' if near else f"Known are {', '.join(known)}."
        where = f" in {_name(path[:-1])}" if path[:-1] else ""
        return line, "unknown-key", f'there is no "{path[-1]}"{where}.', hint
    if kind == "missing":
        return line, "missing-key", f"{name} is missing.", f"Add a line {path[-1]} = …"
    if kind == "too_short" and path == ("folder",):
        return 1, "missing-key", "no folder is named.", 'Add a table [[folder]] with path = "…".'
    if kind in ("too_short", "string_too_short"):
        return line, "bad-value", f"{name} is empty.", "Fill it in, or delete the line."
    if kind in _BOUNDS:
        key, words = _BOUNDS[kind]
        bound = error["ctx"][key]
        return line, "bad-value", f"{name} is {value}.", f"It is {words} {bound:,}."
    if kind == "list_type" and path == ("folder",):
        return line, "bad-value", "[folder] is one table, and there may be more.", "Write [[folder]] instead."
    wanted = _TYPES.get(kind)
    hint = f"It is {wanted}." if wanted else error["msg"]
    return line, "bad-value", f"{name} is {_shown(value)}.", hint


def _shown(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return f'the text "{value}"'
        case dict():
            return "a table"
        case list():
            return "a list"
        case _:
            return str(value)


def _name(path: Iterable[int | str]) -> str:
    """``batch.keep.days``, ``folder.path``; positions are told by the line."""
    return ".".join(step for step in path if isinstance(step, str))


def _keys_at(path: Iterable[int | str]) -> tuple[str, ...]:
    """Return the keys that the table at a path may have."""
    model: Any = _File
    for step in path:
        if isinstance(step, str):
            kind = model.model_fields[step].annotation
            model = FolderTable if step == "folder" else kind
    return tuple(model.model_fields)


def _find_folders(file: Path, toml: TomlText, said: _File | None, faults: _Faults) -> tuple[FolderJob, ...]:
    """Return the folders of every [[folder]] in their order, also beside other faults, so that all are told."""
    several = toml.values.get("folder")
    jobs: list[FolderJob] = []
    runs = Path(os.path.abspath(file.parent / (said.batch if said else Batch()).runs))
    named: dict[str, int] = {}
    for index, table in enumerate(several if isinstance(several, list) else ()):
        pattern = table.get("path") if isinstance(table, dict) else None
        if not isinstance(pattern, str) or not pattern:
            continue
        line = toml.line_of(("folder", index, "path"))
        for name in _matches(file.parent, pattern, runs, line, faults):
            real = os.path.realpath(file.parent / name)
            first = named.get(real)
            if first is None:
                named[real] = index
                if said is not None:
                    jobs.append(_job(file.parent / name, name, said.defaults, said.folder[index]))
            elif first != index:  # else a glob matches a folder and a link to it, which is one folder
                told = f"{name} is named on line {toml.line_of(('folder', first, 'path'))} already."
                faults.add(
                    line, "folder-twice", told, "Let one folder be named once; a glob names all that it matches."
                )
    return tuple(jobs)


def _matches(home: Path, pattern: str, runs: Path, line: int, faults: _Faults) -> Iterator[str]:
    """Yield the planning folders that a path or glob names; what else a glob matches is none of ours."""
    if "\0" in pattern:
        faults.add(line, "bad-value", "folder.path holds a character that no path has.")
        return
    if not glob.has_magic(pattern):
        if not (home / pattern).is_dir():
            near = _near(home / pattern)
            faults.add(line, "no-such-folder", f'there is no folder "{pattern}".', near)
        elif not _can_be_planned(home / pattern):
            faults.add(line, "no-such-folder", f'"{pattern}" holds no crew.xlsx and no productions.xlsx.')
        else:
            yield pattern
        return
    found = sorted(glob.glob(pattern, root_dir=home, recursive=True))
    folders = [name for name in found if (home / name).is_dir() and _can_be_planned(home / name)]
    folders = [
        name for name in folders if runs not in Path(os.path.abspath(home / name)).parents
    ]  # plans are kept there too
    if not folders:
        faults.add(line, "no-such-folder", f'nothing that "{pattern}" matches is a planning folder.')
    yield from folders


def _can_be_planned(folder: Path) -> bool:
    """Whether a folder is one to be planned: tables that were exported are .csv files of the same names."""
    try:
        is_input = REQUIREMENTS in find_csv_sheets(folder, PRODUCTION_SHEETS) and not is_export(folder, TABLES)
        return is_planning_folder(folder) or is_input
    except OSError:
        return True  # one that nobody may look into fails by itself, and stops no other


def _near(path: Path) -> str:
    try:
        beside = [one.name for one in path.parent.iterdir() if one.is_dir()]
    except OSError:
        return ""
    near = did_you_mean(path.name, beside)
    return f'Did you mean "{near}"?' if near else ""


def _job(path: Path, name: str, usual: Defaults, own: FolderTable) -> FolderJob:
    def chosen(key: str) -> Any:
        value = getattr(own, key)
        return getattr(usual, key) if value is None else value

    others = {key: chosen(key) for key in ("remedies", "report", "ics", "freeze_days")}
    shown = name.rstrip("/" + os.sep) or name
    return FolderJob(path, shown, own.time_limit, usual.time_limit, **others)


def _look_at_places(file: Path, toml: TomlText, said: _File, jobs: Iterable[FolderJob], faults: _Faults) -> None:
    """Look whether runs can be kept where they are to be, and whether there is such a command."""
    line, runs = toml.line_of(("batch", "runs")), said.batch.runs
    if "\0" in runs:
        faults.add(line, "bad-value", "batch.runs holds a character that no path has.")
    elif (file.parent / runs).exists() and not (file.parent / runs).is_dir():
        faults.add(line, "bad-value", f'batch.runs is "{runs}", which is a file.', "Name a folder.")
    elif os.path.realpath(file.parent / runs) in {os.path.realpath(job.path) for job in jobs}:
        faults.add(line, "bad-value", f'batch.runs is "{runs}", which is planned.', "Name a folder for runs alone.")
    if said.alert.command and shutil.which(said.alert.command[0]) is None:
        line = toml.line_of(("alert", "command"))
        message = f'there is no program "{said.alert.command[0]}" here.'
        hint = "Install it, or write its whole path."
        faults.add(line, "no-such-command", message, hint, Severity.WARNING)


EXAMPLE = """\
# A night of `planner batch`: what stands here after a sign # may be left out.
# `planner batch THIS-FILE --check` tells what is wrong with it, `--dry-run` what would be done.

[batch]
jobs = 2                            # folders side by side, each in a process of its own
runs = "runs"                       # where runs are kept, from where this file is
keep = { days = 90, count = 60 }    # runs of the last days, and the last ones; never the last good, or a published one
# memory_mb = 4000                  # MiB of data that one folder's process may hold

[defaults]                          # what every [[folder]] may have otherwise
time_limit = 600                    # seconds; the Settings of a folder go before this one
remedies = 1                        # times the usual work in search of remedies, 0 for none
report = true                       # also report.html
ics = false                         # also calendars, in the folder calendars
freeze_days = 0                     # people on work that begins within so many days stay

[[folder]]
path = "seasons/*"                  # every planning folder there; a path without * is one folder

# [[folder]]
# path = "specials/gala"
# time_limit = 60

[alert]                             # exit 1, and a line in the summary
vacancies = 5                       # more than so many slots of a folder vacant
priority_1_vacant = true            # one of priority 1 vacant
coverage_fell = 1                   # at least so many slots fewer filled than in the last good run
changes = 20                        # more than so many changes
unproven = true                     # a goal without a proof
# command = ["notify", "--json"]    # gets the summary as JSON on stdin
"""
