"""A night in words fit for a mail, and as JSON.

Changes when a night is told otherwise.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from planner.batch.kept import Ending, Figures, Head, Result
from planner.domain.wording import counted

_WORST_FIRST: tuple[Ending, ...] = ("failed", "refused", "busy", "stopped", "planned", "skipped")


def summary_json(head: Head, results: Sequence[Result], code: int | None, kept: Path) -> dict[str, Any]:
    """Return a night as JSON; ``folders`` are in the order of the configuration."""
    return {
        "run": head.run,
        "date": head.date.isoformat(),
        "config": head.config,
        "started": head.started.isoformat(),
        "ended": head.ended.isoformat() if head.ended else None,
        "exit": code,
        "kept": str(kept),
        "folders": [_folder_json(one) for one in results],
    }


def _folder_json(one: Result) -> dict[str, Any]:
    return {
        "folder": one.folder,
        "path": one.path,
        "ending": one.ending,
        "exit": one.code,
        "told": list(one.told),
        "alerts": list(one.alerts),
        "planned_in": one.planned_in or None,
        "figures": one.figures.model_dump(mode="json") if one.figures else None,
        "problems": list(one.problems),
        "seconds": one.seconds,
        "memory_mb": one.memory_mb,
    }


def summary_lines(head: Head, results: Sequence[Result], kept: Path) -> Iterator[str]:
    """Yield a night, what needs somebody first."""
    yield _first_line(head, results)
    alerts = [(one.folder, told) for one in results for told in one.alerts]
    if alerts:
        yield ""
        yield f"{counted(len(alerts), 'alert').capitalize()}:"
        yield from (f"  {folder}: {told}" for folder, told in alerts)
    yield ""
    width = max((len(one.folder) for one in results), default=0)
    for one in sorted(results, key=lambda one: _WORST_FIRST.index(one.ending)):
        first, *others = _told(one)
        yield f"  {one.folder.ljust(width)}  {one.ending:8} {first}".rstrip()
        yield from (f"  {' ' * width}  {' ' * 8} {line}" for line in others)
    yield ""
    yield f"Kept: {kept}"


def _first_line(head: Head, results: Sequence[Result]) -> str:
    counts = Counter(one.ending for one in results)
    parts = ", ".join(f"{counts[ending]:,} {ending}" for ending in _WORST_FIRST if counts[ending])
    took = f" in {(head.ended - head.started).total_seconds():,.0f} s" if head.ended else ""
    return f"Run {head.run}, {counted(len(results), 'folder')}{took}: {parts or 'nothing to do'}."


def _told(one: Result) -> list[str]:
    return [*one.told, *([_figures(one.figures)] if one.figures else [])] or [""]


def _figures(figures: Figures) -> str:
    parts = [f"{figures.filled:,} of {counted(figures.slots, 'slot')} filled"]
    if figures.conflicts:
        parts.append(counted(figures.conflicts, "conflict"))
    parts.append(counted(figures.changes, "change"))
    if figures.status != "optimal":
        parts.append("not all goals proven")
    return ", ".join(parts) + "."
