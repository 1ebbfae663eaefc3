"""The sheet Scenarios, read: every scenario of a file with its changes, those with ranges once for each combination.

Changes when that sheet does, or new people and productions are called something else.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from math import prod
from pathlib import Path

from planner.domain.applying import CannotApply, ChangedFolder, median_rate_cents
from planner.domain.change import AddPerson, AddProduction, Change, Hire
from planner.domain.change_rows import NoChange, from_row
from planner.domain.finding import Finding, Place, Severity
from planner.domain.grouping import grouped
from planner.domain.instance import Instance
from planner.domain.names import JOINT
from planner.domain.numbered_ids import next_id
from planner.domain.scenario import BASE, Scenario
from planner.workbook.columns import heads
from planner.workbook.columns.changes import SCENARIOS
from planner.workbook.inputs.change_cells import Choices, Value, chosen, read_cells, tell
from planner.workbook.inputs.folder_tables import in_order
from planner.workbook.inputs.opening import open_table
from planner.workbook.inputs.registers import Register
from planner.workbook.inputs.tables import Row, Table
from planner.workbook.planbook.previous_plan import Known
from planner.workbook.reading import Reading
from planner.workbook.xlsx.cells import match_key, shown
from planner.workbook.xlsx.workbook_file import open_workbook

MOST_SCENARIOS = 200
_Picks = Mapping[tuple[int, str], Value]


@dataclass(frozen=True, slots=True)
class ScenarioFile:
    """A file of scenarios as it was read; there are none when a finding is an error."""

    scenarios: tuple[Scenario, ...]
    findings: tuple[Finding, ...]


def read_scenarios(path: Path, reading: Reading, most: int = MOST_SCENARIOS) -> ScenarioFile:
    """Return the scenarios of a file for a folder that was read without an error; all faults are told at once."""
    assert reading.instance is not None, "scenarios are about a folder that can be planned"
    book = open_workbook(path, "scenarios", (SCENARIOS.name,))
    if isinstance(book, Finding):
        return ScenarioFile((), (book,))
    findings: list[Finding] = []
    table = open_table(book, SCENARIOS, findings, date_order=reading.tables.date_order)
    if table is None:
        return ScenarioFile((), tuple(findings))
    scenarios = tuple(_scenarios(table, reading.instance, reading.known, most))
    findings += table.told()
    if not scenarios and not findings:
        place = Place(book.file.name, table.title)
        findings.append(Finding("empty-sheet", Severity.ERROR, place, "no scenario is filled in.", "Fill in a row."))
    found = tuple(dict.fromkeys(in_order(findings)))
    refused = any(finding.severity is Severity.ERROR for finding in found)
    return ScenarioFile(() if refused else scenarios, found)


def _scenarios(table: Table, instance: Instance, known: Known, most: int) -> Iterator[Scenario]:
    """Yield the scenarios as they follow each other, unless they are more than ``most``."""
    rows = [(row.text(heads.SCENARIO, needed=True), row) for row in table.rows()]
    groups = grouped((one for one in rows if one[0]), lambda one: match_key(one[0]))
    read = [_Rows(mine[0][0], tuple(row for _, row in mine), known) for mine in groups.values()]
    number = sum(one.number for one in read)
    if number > most:
        widest = max(read, key=lambda one: one.number)
        message = f"the ranges make {number:,} scenarios, {widest.number:,} of them here, and {most:,} are planned."
        hint = "Vary less, or plan more with --most."
        widest.rows[0].fault("too-many-scenarios", heads.SCENARIO, message, hint)
        return
    for one in read:
        if match_key(one.name) == BASE:
            message = f'"{BASE}" is the folder as it is, and always there.'
            one.rows[0].fault("bad-scenario", heads.SCENARIO, message, "Give the scenario another name.")
        else:
            yield from one.scenarios(instance)


class _Rows:
    """The rows of one scenario with what they say; ``number`` is how many scenarios their ranges make."""

    def __init__(self, name: str, rows: Sequence[Row], known: Known) -> None:
        self.name, self.rows, self._known = name, rows, known
        self._cells = [read_cells(row, known.roles) for row in rows]

    @property
    def _varied(self) -> dict[tuple[int, str], tuple[Value, ...]]:
        told = ((at, cells) for at, cells in enumerate(self._cells) if cells)
        return {(at, column): values for at, cells in told for column, values in cells.items() if len(values) > 1}

    @property
    def number(self) -> int:
        """How many scenarios these rows make."""
        return prod(map(len, self._varied.values()))

    def scenarios(self, instance: Instance) -> Iterator[Scenario]:
        """Yield a scenario for each combination of what varies; rows with faults are left out of all."""
        for values in product(*self._varied.values()):
            picks = dict(zip(self._varied, values, strict=True))
            name, discreet = (
                f"{self.name} [{', '.join(self._labels(picks, tells_rates=tells))}]" if picks else self.name
                for tells in (True, False)
            )
            yield _Made(instance, self._known, name, discreet).of(self.rows, self._cells, picks)

    def _labels(self, picks: _Picks, *, tells_rates: bool) -> Iterator[str]:
        """Yield ``move=-7``; where two changes of the same word vary, also of what.

        Unless it ``tells_rates``, a day rate is told by its number among those that are tried: ``rate 2``.
        """
        words = [str(cells["change"][0]) if cells else "" for cells in self._cells]
        several = [words[at] for at, _ in picks]
        for (at, varied), value in picks.items():
            cells = self._cells[at] or {}
            about = next((str(cells[column][0]) for column in ("production", "crew", "role") if column in cells), "")
            label = f"{words[at]} {about}".strip() if several.count(words[at]) > 1 else words[at]
            if varied == "day_rate" and not tells_rates:
                yield f"{label} {self._varied[at, varied].index(value) + 1}"
            else:
                yield f"{label}={value}"


@dataclass
class _Made:
    """A scenario while its rows are made changes, one after the other, on the folder as it is by then."""

    instance: Instance
    known: Known
    name: str
    discreet_name: str
    told: list[str] = field(default_factory=list)
    made_up: list[tuple[str, str]] = field(default_factory=list)

    def of(self, rows: Sequence[Row], read: Sequence[Choices | None], picks: _Picks) -> Scenario:
        """Return the scenario; what is wrong with a row is told at its cells."""
        self.folder = ChangedFolder(self.instance)
        self.crew, self.productions = self.known.crew.copy(), self.known.productions.copy()
        changes: list[Change] = []
        for at, (row, cells) in enumerate(zip(rows, read, strict=True)):
            if cells is None:
                continue
            mine = {column: value for (number, column), value in picks.items() if number == at}
            try:
                for change in self._changes(row, chosen(cells, mine)):
                    self.folder.make(change)
                    changes.append(change)
            except NoChange as fault:
                tell(row, fault.column, str(fault))
            except CannotApply as fault:
                row.fault("impossible-change", heads.CHANGE, str(fault), "Correct the row, or the rows above it.")
        told, place = tuple(self.told), rows[0].place(heads.SCENARIO)
        return Scenario(self.name, tuple(changes), told, tuple(self.made_up), self.discreet_name, place)

    def _changes(self, row: Row, cells: dict[str, Value]) -> Iterator[Change]:
        """Yield what a row says, once whom and what it names is looked up. Raises NoChange."""
        known = True
        match cells["change"]:
            case "add production":
                cells["production"] = self._new_production(str(cells.get("production", "")))
            case "add person" if "crew" in cells:
                text = str(cells["crew"])
                crew_id = self.crew.meant(text) or self._next_person(text)
                cells["crew"] = f"{crew_id} {JOINT} {self.crew.spelled.get(crew_id, text)}"
            case _:
                known = self._look_up(row, cells, "crew", heads.CREW, self.crew)
        if cells["change"] != "add production":
            known = self._look_up(row, cells, "production", heads.PRODUCTION, self.productions) and known
        if not known:
            return
        own = self.folder.productions.get(str(cells.get("production")))
        if cells["change"] == "need" and own:  # blank days are the production's own, as on its sheet
            cells = {"from": own.span.first_day, "to": own.span.last_day} | cells
        change = from_row(cells)
        for one in self._people(change) if isinstance(change, Hire) else (change,):
            if isinstance(one, AddPerson):
                self.crew.add(one.crew_id, one.full_name)
            elif isinstance(one, AddProduction):
                self.productions.add(one.production_id, one.title)
            yield one

    def _look_up(self, row: Row, cells: dict[str, Value], column: str, header: str, register: Register) -> bool:
        """Put an identifier in place of whom or what a cell names; False when there is none such."""
        if column in cells:
            cells[column] = register.read_in(row, header) or ""
        return cells.get(column) != ""

    def _new_production(self, text: str) -> str:
        """Return the Production ID of a new production: as it is typed, else the next one."""
        if text and self.productions.find(text) is not None:
            raise NoChange("production", f"there is a production {shown(text)} already.")
        return text or next_id(self.folder.productions, "P001")

    def _next_person(self, name: str) -> str:
        """Return the next Crew ID; where names identify, the name."""
        return name if self.crew.by_name else next_id(self.folder.crew, "C001")

    def _people(self, hire: Hire) -> Iterator[AddPerson]:
        """Yield the people of a hire, called by role and scenario until somebody names them."""
        rate = hire.day_rate_cents
        if rate is None:
            rate = median_rate_cents(self.instance, hire.role)
            self.told.append(f"{hire.role}: the day rate is the median, {rate / 100:,.2f}.")
        # their names are in the plan, which may be sent: they tell no rate
        ours = f"({self.discreet_name})"
        taken = sum(name.startswith(f"{hire.role} ") and name.endswith(ours) for name in self.crew.spelled.values())
        for number in range(taken + 1, taken + hire.number + 1):
            name = f"{hire.role} {number} {ours}"
            crew_id = self._next_person(name)
            self.made_up.append((crew_id, f"{hire.role} {number}"))
            yield AddPerson(crew_id, name, hire.role, (), hire.first_day, hire.last_day, rate)
