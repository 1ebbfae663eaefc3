"""The folder of marked copies: never one that the workbooks come from, and what was written there the last time.

A copy is remembered by its hash. One that nobody has touched since may be replaced or taken away; any other file stays.
Changes when the copies should be kept in another way.
"""

import json
import os
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

from planner.domain.errors import PlannerError
from planner.workbook.replacing import replace_file

REMEMBERED = ".planner-marked.json"


class CopiesInUse(PlannerError):
    """The folder for the copies is one of the sources', or holds files that were not made as copies or have changed."""


def check_target(sources: Iterable[Path], target: Path, force: bool) -> None:
    """Raise :class:`CopiesInUse` when copies of the sources cannot go there; ``force`` lets them replace files."""
    paths = tuple(sources)
    if any(os.path.realpath(source.parent) == os.path.realpath(target) for source in paths):
        raise CopiesInUse(f"{target} is the folder that the workbooks come from; name another one.")
    if len({source.name.casefold() for source in paths}) < len(paths):
        raise CopiesInUse("Two of the workbooks have the same name, and so would their copies.")
    known = _remembered(target)
    there = [target / source.name for source in paths if (target / source.name).exists()]
    foreign = [path.name for path in there if not _is_untouched(path, known)]
    if foreign and not force:
        what = f"{target} already holds {' and '.join(foreign)}, not as --mark left it"
        raise CopiesInUse(f"{what}; name another folder, or add --force.")


def put_copies(target: Path, copies: Mapping[str, bytes]) -> None:
    """Write the copies, and take away untouched ones of an earlier time that are not among them; raises OSError."""
    target.mkdir(parents=True, exist_ok=True)
    old = _remembered(target)
    for name, content in copies.items():
        replace_file(target / name, content)
    for name in old.keys() - copies.keys():
        if _is_untouched(target / name, old):
            (target / name).unlink()
    digests = {name: sha256(content).hexdigest() for name, content in copies.items()}
    replace_file(target / REMEMBERED, json.dumps(digests, indent=1).encode())


def _remembered(target: Path) -> dict[str, str]:
    """Return the hashes of the copies by their names; none when that cannot be told."""
    try:
        known = json.loads((target / REMEMBERED).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    own = known.items() if isinstance(known, dict) else ()
    return {name: str(digest) for name, digest in own if Path(name).name == name}


def _is_untouched(path: Path, known: Mapping[str, str]) -> bool:
    return path.is_file() and known.get(path.name) == sha256(path.read_bytes()).hexdigest()
