"""A scenario made real: its changes written into the workbooks, and the plan that it has with them, in one commit.

The plan is the one that scenarios shows: of the folder as it is with these changes made, from the plan at hand.
Changes when a scenario is adopted in another way.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from planner.alternatives.scenario_plans import find_impossible, look_possible
from planner.audit.wording import with_and
from planner.desk.applying import rows_after
from planner.desk.decision import Done, Objection, Refused, refused
from planner.desk.orders import NOTHING, Carried, Draft, Handling, drafted
from planner.desk.reading import desk_of
from planner.desk.reporting import booking_in_words, hold_notes, moves
from planner.desk.restaffing import Effort as Restaffing
from planner.desk.restaffing import find_losses
from planner.desk.state import Desk, changed
from planner.desk.writing import edit_inputs, files_of
from planner.domain.applying import ChangedFolder
from planner.domain.change import AddPerson, Book, Change
from planner.domain.change_rows import to_json
from planner.domain.named_hires import renamed
from planner.domain.names import did_you_mean, name_key
from planner.domain.plan import Assignment, PreviousPlan
from planner.domain.scenario import BASE, Scenario
from planner.domain.wording import counted
from planner.folder import number_remedies, read_ledger
from planner.planning import Effort, Planned, plan_reading
from planner.workbook.edited_books import read_edited
from planner.workbook.folder_paths import FolderPaths
from planner.workbook.planbook.plan_words import filled_words
from planner.workbook.reading import Reading
from planner.workbook.scenario_reading import read_scenarios

OPERATION = "adopt"
MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Adoption:
    """The order to make the scenario ``name`` of a ``file`` real, of which ranges make at most so many.

    ``named`` are the names of people whom its hires made up, by what they are called there (``Gaffer 1``); with
    ``placeholders`` those without one keep that.
    """

    file: Path
    name: str
    most: int
    named: Mapping[str, str]
    placeholders: bool
    operation: str = OPERATION

    @property
    def arguments(self) -> Mapping[str, object]:
        """What it was called with."""
        names = [f"{label}={name}" for label, name in self.named.items()]
        return {"file": self.file.name, "scenario": self.name, "names": names, "placeholders": self.placeholders}

    def draft(
        self, paths: FolderPaths, reading: Reading, before: Desk, handling: Handling, line: str, now: datetime
    ) -> Draft | Carried:
        """Read the scenario, edit the workbooks, and plan the folder with these from the plan at hand.

        Raises BrokenPlan.
        """
        found = read_scenarios(self.file, reading, self.most)
        if not found.scenarios:
            return Carried(found.findings)
        refusal = f'"{self.name}" is not adopted.'
        chosen = _find(found.scenarios, self.name)
        possible = look_possible(before.instance, found.scenarios)
        asked = (chosen,) if possible and isinstance(chosen, Scenario) else found.scenarios
        faults = find_impossible(paths, reading, asked)
        if faults:
            return Carried(faults)
        if isinstance(chosen, Objection):
            return Draft(reading, refused(refusal, chosen), NOTHING)
        against = tuple(self._name_faults(before, chosen))
        if against:
            return Draft(reading, refused(refusal, *against), NOTHING)
        said = f'"{chosen.name}" is adopted'
        return make_real(paths, reading, before, handling, now, self._with_names(before, chosen), said, refusal)

    def _name_faults(self, before: Desk, chosen: Scenario) -> Iterator[Objection]:
        """Yield what is wrong with the names of those whom a scenario's hires made up."""
        labels = {name_key(label): label for _, label in chosen.made_up}
        own = {crew_id for crew_id, _ in chosen.made_up}
        joining = (one for one in chosen.changes if isinstance(one, AddPerson) and one.crew_id not in own)
        there = [one.full_name for one in before.instance.crew] + [one.full_name for one in joining]
        taken = {name_key(name): name for name in there}
        for label, name in self.named.items():
            if name_key(label) not in labels:
                hint = f"It hires {with_and(list(labels.values()))}." if labels else "It hires nobody by number."
                yield Objection("unknown-placeholder", f'"{chosen.name}" hires no "{label}".', hint)
            if name_key(name) in taken:
                hint = "Give a name that tells the two apart."
                yield Objection("duplicate-name", f"{taken[name_key(name)]} is there already.", hint)
            taken[name_key(name)] = name
        given = set(map(name_key, self.named))
        unnamed = [label for key, label in labels.items() if key not in given]
        if unnamed and not self.placeholders:
            has = "has" if len(unnamed) == 1 else "have"
            hint = f'Say who it is: --name "{unnamed[0]}=FULL NAME"; or keep what they are called: --placeholders.'
            yield Objection("placeholders", f"{with_and(unnamed)} {has} no name yet.", hint)

    def _with_names(self, before: Desk, chosen: Scenario) -> tuple[Change, ...]:
        """Return the changes with the names that were given; where names identify, also in place of identifiers."""
        given = {name_key(label): name for label, name in self.named.items()}
        names = {crew_id: given[name_key(label)] for crew_id, label in chosen.made_up if name_key(label) in given}
        ids = {crew_id: (crew_id if before.crew_ids else name, name) for crew_id, name in names.items()}
        return renamed(chosen.changes, ids)


def make_real(
    paths: FolderPaths,
    reading: Reading,
    before: Desk,
    handling: Handling,
    now: datetime,
    changes: tuple[Change, ...],
    said: str,
    refusal: str,
) -> Draft | Carried:
    """Edit the workbooks as changes say, and plan the folder with these from the plan at hand.

    ``said`` and ``refusal`` begin what is told when it is done, and when not. Raises BrokenPlan.
    """
    ordered = _ordered(before, changes)
    edited = edit_inputs(paths, reading, before, ordered, changes)
    if isinstance(edited, Objection):
        return Draft(reading, Refused(refusal, (edited,)), NOTHING)
    there = read_edited(paths, reading, edited.books)
    if there.instance is None:
        return Carried(there.findings)
    planned = _planned(paths, there, handling, now)
    done = _done(before, ordered, desk_of(there, planned.instance), planned, changes)
    done = replace(done, said=(f"{said}: {counted(len(changes), 'change')}.", *done.said))
    return drafted(reading, done, files_of(paths, reading, edited.books, planned.workbook))


def _find(scenarios: Sequence[Scenario], name: str) -> Scenario | Objection:
    """Return the scenario of a name, or why there is none."""
    by_key = {name_key(one.name): one for one in scenarios}
    found = next((one for one in scenarios if one.name == name), by_key.get(name_key(name)))
    if found is not None:
        return found
    if name_key(name) == BASE:
        return Objection("bad-scenario", f"{BASE} is the folder as it is; there is nothing to adopt.")
    varied = [one.name for one in scenarios if name_key(one.name).startswith(f"{name_key(name)} [")]
    if varied:
        some = ", ".join(f'"{one}"' for one in varied[:MOST_NAMED])
        more = f" and {len(varied) - MOST_NAMED} more" if len(varied) > MOST_NAMED else ""
        return Objection("unknown-scenario", f'"{name}" has ranges.', f"Say which of them: {some}{more}.")
    near = did_you_mean(name, [one.name for one in scenarios])
    hint = f'Did you mean "{near}"?' if near else ""
    return Objection("unknown-scenario", f'There is no scenario "{name}" in the file.', hint)


def _ordered(before: Desk, changes: Sequence[Change]) -> Desk:
    """Return the desk with the changes made, and everybody's work as it is on the days that it has then."""
    folder = ChangedFolder(before.instance)
    for change in changes:
        folder.make(change)
    return changed(replace(before, instance=folder.instance()), rows=rows_after(before, folder, changes))


def _planned(paths: FolderPaths, there: Reading, handling: Handling, now: datetime) -> Planned:
    """Plan the folder as it would be. Remedies are for the plan that stays: none are looked for on a dry run."""
    given = handling.effort or Restaffing()
    effort = Effort(
        given.threads, given.time_limit_s, remedies=0 if handling.dry_run else 1, ledger=read_ledger(paths.home)
    )
    return plan_reading(there, paths.folder, effort, now, number=partial(number_remedies, paths.home))


def _done(before: Desk, ordered: Desk, there: Desk, planned: Planned, changes: tuple[Change, ...]) -> Done:
    """Return what is done: the changes row by row, and who works where differently."""
    rows = (*planned.plan.assignments, *planned.instance.carried)
    after = replace(there, instance=planned.instance.rebuilt(previous=PreviousPlan(tuple(sorted(rows, key=_order)))))
    said = (*map(_words, changes), filled_words(planned.plan))
    notes = tuple(_typed_notes(after, changes))
    if not before.has_plan:
        return Done(after, changes, said, notes=notes)
    moved = moves(before, after)
    leaves = any(move.kind == "lost" for move in moved)
    losses = tuple(find_losses(ordered, after))
    return Done(after, changes, said, moved, (*notes, *hold_notes(after, moved)), leaves, losses)


def _order(row: Assignment) -> tuple[object, ...]:
    return row.slot.window, row.slot.number, row.crew_id


def _words(change: Change) -> str:
    """Return a change as its row says it: ``move · production P12 · number -7``."""
    told = to_json(change)
    cells = (f"{column.replace('_', ' ')} {value}" for column, value in told.items() if column != "change")
    return "  " + " · ".join((str(told["change"]), *cells))


def _typed_notes(after: Desk, changes: Sequence[Change]) -> Iterator[str]:
    """Say which bookings of the scenario somebody has typed otherwise into the plan, which counts before them."""
    typed = {one.key: one for one in after.instance.bookings if one.typed}
    for change in changes:
        said = typed.get(change.key) if isinstance(change, Book) else None
        if said is not None:
            what = f"{booking_in_words(after, said)} is typed into the plan as {said.status_text}"
            yield f"{what}, which counts before the scenario's booking."
