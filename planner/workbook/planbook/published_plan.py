"""The published plan: what the crew was told last, against which changes are told, and nothing more.

One that cannot be read is told and left out, for no plan depends on it: changes are then those since the previous plan.
Changes when something else of a published plan matters.
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from planner.domain.finding import Finding, Place, Severity
from planner.domain.plan import Departure, PreviousPlan
from planner.domain.run import PUBLISHED_PLAN, InputFile
from planner.workbook.columns import heads
from planner.workbook.planbook.name_findings import renumbered_in
from planner.workbook.planbook.plan_limits import MOST_PLAN_BYTES
from planner.workbook.planbook.plan_reading import PlanContents
from planner.workbook.planbook.previous_plan import Known, as_meant, previous_of
from planner.workbook.xlsx.cells import Fault, match_key
from planner.workbook.xlsx.file_bytes import read_bytes

HINT = "Put it back from a copy, or take it back by planner publish --withdraw."


@dataclass(frozen=True, slots=True)
class PublishedPlan:
    """A published plan as it was read; without ``contents`` there is none, or it cannot be read."""

    contents: PlanContents | None = None
    inputs: tuple[InputFile, ...] = ()
    findings: tuple[Finding, ...] = ()


def published_in(path: Path | None, plans: Mapping[Path, PlanContents]) -> PublishedPlan:
    """Return the published plan, out of what was read; the only finding there may be is that it cannot be read."""
    if path is None:
        return PublishedPlan()
    contents = plans[path]
    if contents.readable and contents.file is not None:
        return PublishedPlan(contents, (replace(contents.file, purpose=PUBLISHED_PLAN),))
    why = next((one.message for one in contents.findings if one.severity is Severity.ERROR), "it cannot be read.")
    message = f"the published plan cannot be compared with: {why} Changes are those since the previous plan."
    finding = Finding("unreadable-published", Severity.WARNING, Place(path.name), message, HINT)
    return PublishedPlan(None, (_seen(path),), (finding,))


def _seen(path: Path) -> InputFile:
    found = read_bytes(path, PUBLISHED_PLAN, MOST_PLAN_BYTES)
    return InputFile(PUBLISHED_PLAN, path.name, "", datetime.now(UTC)) if isinstance(found, Fault) else found[1]


def announced_of(contents: PlanContents, known: Known, productions: Set[str]) -> PreviousPlan:
    """Return what the crew was told; rows of whom or what is no longer there are its departures.

    So are those of an identifier that stands for somebody or something else by now. ``productions`` are the Production
    IDs of those that have days.
    """
    contents = as_meant(contents, known)
    others = renumbered_in(contents, known)
    told = previous_of(contents, known, productions)
    stays = {
        row: others.isdisjoint(
            ((heads.CREW_ID, match_key(row.crew_id)), (heads.PRODUCTION_ID, match_key(row.slot.production_id)))
        )
        for row in told.assignments
    }
    names = {match_key(row.crew_id): row.full_name for row in (*contents.rows, *contents.outside)}
    gone = (Departure(row, names.get(match_key(row.crew_id), "")) for row, same in stays.items() if not same)
    return PreviousPlan(tuple(row for row, same in stays.items() if same), (*told.departures, *gone))
