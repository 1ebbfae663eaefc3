"""The workbook of scenarios to fill in, whose lists offer what there is in a folder.

Changes when scenarios should be easier to fill in.
"""

from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from planner.domain.change_rows import to_row
from planner.domain.instance import Instance
from planner.domain.names import JOINT
from planner.domain.scenario import Scenario
from planner.workbook.columns import heads
from planner.workbook.columns.changes import COLUMN_OF, MEANINGS, SCENARIOS
from planner.workbook.templates.books import CREATED, NO_NAGGING, list_of, write_sheet
from planner.workbook.templates.dropdowns import LAST_CHECKED_ROW, LISTS_NAME
from planner.workbook.templates.looks import TemplateStyles, set_up_print
from planner.workbook.templates.readme_sheet import write_readme

WORDS_HEAD = (heads.CHANGE, "Needs; may have besides", "Does")


def write_scenario_template(path: Path, instance: Instance) -> None:
    """Write a workbook of scenarios to be filled in for a folder; replaces what is there."""
    path.write_bytes(scenario_workbook(instance))


def scenario_workbook(instance: Instance, scenarios: Sequence[Scenario] = ()) -> bytes:
    """Return a workbook of scenarios for a folder, some filled in and more to be."""
    stream = BytesIO()
    book = Workbook(stream, {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": "crew-planner: scenarios", "created": CREATED})
    styles = TemplateStyles.of(book)
    write_readme(book, styles, "scenarios", (SCENARIOS,))
    page = write_sheet(book, styles, SCENARIOS, [row for one in scenarios for row in _rows(one, instance)])
    _write_words(book, styles)
    for header, name in _write_lists(book, styles, instance).items():
        at = SCENARIOS.names.index(header)
        strict = {} if header == heads.CHANGE else NO_NAGGING  # what a scenario adds itself is on no list
        page.data_validation(1, at, LAST_CHECKED_ROW - 1, at, list_of(name) | strict)
    book.close()
    return stream.getvalue()


def _rows(scenario: Scenario, instance: Instance) -> Iterator[list[Any]]:
    """Yield a row for each change of a scenario, its production by ID and title as the lists offer it."""
    for change in scenario.changes:
        cells: dict[str, Any] = {"scenario": scenario.name, **to_row(change)}
        production = instance.production_by_id.get(str(cells.get("production")))
        if production is not None:
            cells["production"] = _named(production.production_id, production.title)
        yield [cells.get(COLUMN_OF.get(header, header.casefold())) for header in SCENARIOS.names]


def _write_words(book: Any, styles: TemplateStyles) -> None:
    page = book.add_worksheet("Words")
    page.set_column(0, 0, 16)
    page.set_column(1, 2, 66)
    page.write_row(0, 0, WORDS_HEAD, styles.optional)
    for row, (word, meaning) in enumerate(MEANINGS.items(), 1):
        page.write_row(row, 0, (word, *meaning))
    page.freeze_panes(1, 1)
    set_up_print(page)
    page.repeat_rows(0)


def _write_lists(book: Any, styles: TemplateStyles, instance: Instance) -> dict[str, str]:
    """Write what the columns offer and return the name of each one's range, by header."""
    roles = {role for person in instance.crew for role in person.roles} | {need.role for need in instance.requirements}
    lists = {
        heads.CHANGE: ("ChangesListed", list(MEANINGS)),
        heads.PRODUCTION: ("ProductionsListed", [_named(p.production_id, p.title) for p in instance.productions]),
        heads.CREW: ("PeopleListed", [_named(one.crew_id, one.full_name) for one in instance.crew]),
        heads.ROLE: ("RoleNames", sorted(roles)),
    }
    page = book.add_worksheet(LISTS_NAME)
    for at, (header, (name, texts)) in enumerate(lists.items()):
        page.set_column(at, at, 34)
        page.write_string(0, at, header, styles.optional)
        for row, text in enumerate(texts, 1):
            page.write_string(row, at, text)
        book.define_name(name, f"={LISTS_NAME}!${'ABCD'[at]}$2:${'ABCD'[at]}${len(texts) + 1}")
    page.freeze_panes(1, 0)
    set_up_print(page)
    return {header: name for header, (name, _) in lists.items()}


def _named(identifier: str, name: str) -> str:
    """Return ``C001 · Ana Pereira``, or the name alone where that identifies."""
    return identifier if name in ("", identifier) else f"{identifier} {JOINT} {name}"
