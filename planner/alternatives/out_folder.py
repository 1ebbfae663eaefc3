"""The folder of an export: written whole or not at all, and nothing in it that somebody else put there is touched.

Which files are the export's own is remembered beside them, for calendars and for tables each. All new files are written
first and then put in place; what goes wrong meanwhile is taken back. A process that is killed in between leaves whole
files, of which the next export makes one state again.
Changes when the files of an export should be told from others in another way.
"""

import json
import os
import re
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from secrets import token_hex

from planner.alternatives.file_names import file_key
from planner.domain.errors import PlannerError
from planner.folder.calendar_record import DamagedRecord
from planner.folder.places import control_folder, is_planning_folder
from planner.folder.trust import leads_out
from planner.workbook.replacing import replace_file

CALENDARS, TABLES = "calendars", "tables"
_NAME = re.compile(r"((people|productions)/)?[^/\\:\x00-\x1f]+\.(ics|csv|xlsx|html)")
_HASH = re.compile(r"[0-9a-f]{64}")
_SEASON = re.compile(r"[0-9a-f]{16}|")
_BESIDE = ".planner-export-"


class OutInUse(PlannerError):
    """A folder into which an export is not written: the planner's own, another season's, or with files in the way."""


@dataclass(frozen=True, slots=True)
class Written:
    """What an export did: how many files there are, how many of them are other than before, and which were removed.

    ``left`` are files of an earlier export that are no longer due, and that somebody has changed since.
    """

    files: int
    changed: int
    removed: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Remembered:
    """The hash of each file that the last export of a kind wrote, by its name, and the id of its season."""

    season: str
    files: Mapping[str, str]


def check_out(folder: Path, out: Path, kind: str, files: Mapping[str, bytes], season: str = "") -> None:
    """Raise OutInUse or DamagedRecord when :func:`write_out` would."""
    _compared(folder, out, kind, files, season)


def write_out(folder: Path, out: Path, kind: str, files: Mapping[str, bytes], season: str = "") -> Written:
    """Write the files of an export into ``out``; ``folder`` is the planning folder that they are of.

    Raises OutInUse and DamagedRecord before anything is written, and OSError with everything as it was.
    """
    found = _compared(folder, out, kind, files, season)
    after = _Remembered(season, {name: _digest(data) for name, data in files.items()})
    changed = {name: files[name] for name in found.changed}
    try:
        if out.exists():
            _exchange(out, kind, changed, found.removed, found.before, after)
        else:
            _write_new(out, kind, files, after)
    except OSError as reason:
        if _BESIDE in str(reason.filename):
            reason.filename = str(out)  # what was asked for, not what stands beside it for a moment
        reason.filename2 = None
        raise
    return Written(len(files), len(changed), found.removed, found.left)


@dataclass(frozen=True, slots=True)
class _Compared:
    """What stands in a folder against what is due there; see :class:`Written`."""

    before: _Remembered
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    left: tuple[str, ...]


def _compared(folder: Path, out: Path, kind: str, files: Mapping[str, bytes], season: str) -> _Compared:
    refuse_own(folder, out)
    _refuse_links(out, files)
    before = _remembered(out, kind)
    if before.season != season and before.files:
        raise OutInUse(f"{out} holds the {kind} of another season; name another folder.")
    now = {name: _hash_of(out / name) for name in {*files, *before.files}}
    changed = tuple(name for name, data in files.items() if now[name] != _digest(data))
    own = {file_key(name) for name in before.files}
    foreign = [name for name in changed if _is_there(out / name) and (file_key(name) not in own or now[name] is None)]
    if foreign:
        more = f" and {len(foreign) - 1} more" if len(foreign) > 1 else ""
        raise OutInUse(f"{out} holds {foreign[0]}{more}, which no export wrote; name another folder, or move it away.")
    gone = [name for name in sorted(before.files) if name not in files and now[name] is not None]
    removed = tuple(name for name in gone if now[name] == before.files[name])
    return _Compared(before, changed, removed, tuple(name for name in gone if name not in removed))


def refuse_own(folder: Path, out: Path) -> None:
    """Raise OutInUse when an export would be written among the files of a planning folder."""
    there, season = Path(os.path.realpath(out)), Path(os.path.realpath(folder))
    places = (season / "backup", season / "published", control_folder(season))
    if there == season or is_planning_folder(there) or any(there.is_relative_to(place) for place in places):
        raise OutInUse(f"{out} holds files that are planned with, or kept by the planner; name another folder.")


def _write_new(out: Path, kind: str, files: Mapping[str, bytes], remembered: _Remembered) -> None:
    out.parent.mkdir(parents=True, exist_ok=True)
    beside = out.parent / f"{_BESIDE}{token_hex(8)}"
    try:
        _put(beside, files)
        _remember(beside, kind, remembered)
        os.rename(beside, out)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _exchange(
    out: Path,
    kind: str,
    changed: Mapping[str, bytes],
    removed: tuple[str, ...],
    before: _Remembered,
    after: _Remembered,
) -> None:
    """Put new files in place of old ones, and take those away that are ``removed``; all of it, or nothing."""
    for stray in out.glob(f"{_BESIDE}*"):  # of an export that was killed
        if re.fullmatch(f"{_BESIDE}[0-9a-f]{{16}}", stray.name) and not stray.is_symlink():
            shutil.rmtree(stray, ignore_errors=True)
    beside = out / f"{_BESIDE}{token_hex(8)}"
    done: list[tuple[Path, Path]] = []  # from where to where each file went
    try:
        _put(beside / "new", changed)
        (beside / "old").mkdir()
        _remember(out, kind, _Remembered(after.season, {**before.files, **after.files}))
        for at, name in enumerate((*removed, *changed)):
            if (out / name).exists():
                _move(out / name, beside / "old" / str(at), done)
        for name in changed:
            (out / name).parent.mkdir(exist_ok=True)
            _move(beside / "new" / name, out / name, done)
        _remember(out, kind, after)
    except BaseException:
        for source, target in reversed(done):
            with suppress(OSError):
                os.replace(target, source)
        with suppress(OSError):
            _remember(out, kind, before)
        raise
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _move(source: Path, target: Path, done: list[tuple[Path, Path]]) -> None:
    os.replace(source, target)
    done.append((source, target))


def _put(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.mkdir(parents=True)
    for name in {name.rpartition("/")[0] for name in files}:
        (folder / name).mkdir(exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)


def _refuse_links(out: Path, files: Mapping[str, bytes]) -> None:
    for name in sorted({name.rpartition("/")[0] for name in files}):
        if (out / name).is_symlink() and leads_out(out / name, out):
            raise OutInUse(f"{out / name} is a link to another folder; name another folder, or remove the link.")


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def _is_there(path: Path) -> bool:
    return path.exists() or path.is_symlink()


def _hash_of(path: Path) -> str | None:
    return _digest(path.read_bytes()) if path.is_file() and not path.is_symlink() else None


def is_export(folder: Path, kind: str) -> bool:
    """Whether an export of a kind was written into a folder."""
    return _record_file(folder, kind).exists()


def _record_file(out: Path, kind: str) -> Path:
    return out / f".planner-{kind}.json"


def _remember(out: Path, kind: str, remembered: _Remembered) -> None:
    told = {"season": remembered.season, "files": dict(sorted(remembered.files.items()))}
    replace_file(_record_file(out, kind), json.dumps(told, indent=0, ensure_ascii=False).encode())


def _remembered(out: Path, kind: str) -> _Remembered:
    """Return what the last export of a kind wrote here. Raises DamagedRecord."""
    file = _record_file(out, kind)
    try:
        told = json.loads(file.read_bytes())
        season, files = told["season"], told["files"]
        sound = all(_NAME.fullmatch(name) and _HASH.fullmatch(known) for name, known in files.items())
        if not sound or not _SEASON.fullmatch(season):
            raise ValueError("a name or hash is none")
        return _Remembered(season, files)
    except FileNotFoundError:
        return _Remembered("", {})
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise DamagedRecord(file, "Name another folder, or empty this one.") from error
