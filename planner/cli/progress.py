"""What a long run shows while it works: one living line on a terminal, a plain line now and then elsewhere.

Changes when somebody waiting should see something else.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict

from planner.cli.screen import Screen
from planner.domain.progress import REMEDIES, SWAPS, Progress
from planner.domain.wording import counted
from planner.workbook.planbook.plan_words import amount

_PLAIN_EVERY_S = 5.0
_LOG_EVERY_S = 1.0

Listener = Callable[[Progress], None]


def progress_line(progress: Progress) -> str:
    """``coverage 1: 40, bound 42 · part 3 of 7 · 12 s``."""
    if progress.goal == REMEDIES:
        return f"remedies: {progress.value:,} of {counted(progress.bound, 'vacancy')} · {progress.elapsed_s:.0f} s"
    if progress.goal == SWAPS:
        return f"tried {progress.value:,} of at most {progress.bound:,} · {progress.elapsed_s:.0f} s"
    parts = [f"{progress.goal}: {amount(progress.goal, progress.value)}, bound {amount(progress.goal, progress.bound)}"]
    if progress.components > 1:
        parts.append(f"part {progress.components_done} of {progress.components}")
    parts.append(f"{progress.elapsed_s:.0f} s")
    return " · ".join(parts)


@contextmanager
def shown_progress(screen: Screen) -> Iterator[Listener]:
    """Yield what a run calls with its progress, as often as it likes; the log gets each goal, and each second of it."""
    logged: Progress | None = None
    with _terminal_line(screen) if sys.stderr.isatty() and not screen.quiet else _plain_lines(screen) as show:

        def listen(progress: Progress) -> None:
            nonlocal logged
            if logged is None or logged.goal != progress.goal or progress.elapsed_s - logged.elapsed_s >= _LOG_EVERY_S:
                screen.record("progress", **asdict(progress))
                logged = progress
            show(progress)

        yield listen


@contextmanager
def _terminal_line(screen: Screen) -> Iterator[Listener]:
    screen.line("Reading the workbooks")
    try:
        yield lambda progress: screen.line(f"Planning · {progress_line(progress)}")
    finally:
        screen.line("")


@contextmanager
def _plain_lines(screen: Screen) -> Iterator[Listener]:
    shown_at = 0.0

    def show(progress: Progress) -> None:
        nonlocal shown_at
        if progress.elapsed_s - shown_at >= _PLAIN_EVERY_S:
            shown_at = progress.elapsed_s
            screen.say(progress_line(progress))

    yield show
