"""The Summary sheet, the first thing a coordinator sees: status in words, figures, next steps, goals, inputs, charts.

Changes when the Summary shows something else.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from planner.domain.instance import Instance
from planner.domain.names import name_key
from planner.domain.report import Report
from planner.domain.run import RunRecord
from planner.domain.wording import numbered
from planner.workbook.columns.plan import SUMMARY_GOALS, SUMMARY_INPUTS, SUMMARY_NAME, SUMMARY_PEOPLE, SUMMARY_ROLES
from planner.workbook.planbook.plan_rows import WrittenRow
from planner.workbook.planbook.plan_totals import Totals, plan_span
from planner.workbook.planbook.plan_words import (
    amount,
    edited_words,
    filled_words,
    goal_value,
    goal_words,
    next_steps,
    proof_words,
    proven_words,
)
from planner.workbook.planbook.sheet_writing import LINE_HEIGHT, Book
from planner.workbook.planbook.styles import AVAILABLE, BLUE, ORANGE
from planner.workbook.xlsx.cell_writing import safe_text
from planner.workbook.xlsx.text_widths import count_lines, pixels

CHART_BARS = 15
MOST_REMEDIES = 10
EXACT = "Every remedy was planned again, with the whole folder: its figures are exact."
TRIED = "Every remedy was planned again around its vacancy; planned with the whole folder it fills as much or more."
LAST_COLUMN = 5
FIRST_WIDTH, OTHER_WIDTH = 28, 19
# The second chart stands beside the first one; both end where the tables above them do.
SECOND_CHART = 3
CHART_GAP = 8


class SummarySheet:
    """Writes blocks under each other; ``row`` is the next free one."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.sheet: Any = book.add_sheet(SUMMARY_NAME, tab="#1F3A5F")
        self.row = 0
        self.sheet.set_portrait()
        self.sheet.fit_to_pages(1, 1)
        self.sheet.set_column(0, 0, FIRST_WIDTH)
        self.sheet.set_column(1, LAST_COLUMN, OTHER_WIDTH)
        self.sheet.set_row(0, 28)
        self.sheet.hide_gridlines(2)

    def line(self, text: str, style: Any = None) -> None:
        """Write one line of text."""
        if text:
            self.sheet.write_string(self.row, 0, safe_text(text), style or self.book.styles.lead)
            self.row += 1

    def paragraph(self, text: str) -> None:
        """Write a text that may need several lines, as wide as the page."""
        style = self.book.styles.paragraph
        self.sheet.merge_range(self.row, 0, self.row, LAST_COLUMN, safe_text(text), style)
        self.sheet.set_row(self.row, LINE_HEIGHT * count_lines(text, FIRST_WIDTH + OTHER_WIDTH * LAST_COLUMN) + 3)
        self.row += 1

    def heading(self, text: str) -> None:
        """Leave a row free and write a heading as wide as the page."""
        self.row += 1
        for column in range(1, LAST_COLUMN + 1):
            self.sheet.write_blank(self.row, column, None, self.book.styles.heading)
        self.sheet.write_string(self.row, 0, text, self.book.styles.heading)
        self.row += 1

    def figures(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Write labels and their figures."""
        for label, figure in pairs:
            self.sheet.write_string(self.row, 0, label, self.book.styles.label)
            self.sheet.write_string(self.row, 1, safe_text(figure), self.book.styles.plain)
            self.row += 1

    def steps(self, steps: Sequence[tuple[str, str]]) -> None:
        """Write numbered next steps, each a link to its sheet."""
        for number, (text, target) in enumerate(steps, 1):
            self.sheet.write_url(
                self.row, 0, f"internal:'{target}'!A1", self.book.styles.link, f"{number}. {safe_text(text)}"
            )
            self.row += 1

    def table(self, headers: Sequence[str], rows: Sequence[WrittenRow]) -> tuple[int, int]:
        """Write a table and return its first and last data row."""
        first = self.row + 1
        self.book.write_table(self.sheet, self.row, 0, headers, rows)
        self.row = first + max(1, len(rows))
        return first, first + len(rows) - 1

    def chart(
        self, title: str, alt_text: str, series: Sequence[tuple[int, str]], rows: tuple[int, int], width: int
    ) -> tuple[Any, dict[str, object]]:
        """Return a bar chart of columns of a table, one series per (column, colour), its title and its alt text set.

        ``width`` is in pixels.
        """
        first, last = rows
        chart = self.book.add_chart("bar")
        for column, colour in series:
            chart.add_series(
                {
                    "name": [SUMMARY_NAME, first - 1, column],
                    "categories": [SUMMARY_NAME, first, 0, last, 0],
                    "values": [SUMMARY_NAME, first, column, last, column],
                    "fill": {"color": colour},
                    "gap": 60,
                }
            )
        chart.set_title({"name": title, "name_font": {"size": 11}})
        # Bars are drawn from below; reversed, they stand in the order of the table. Every bar has its label.
        chart.set_y_axis({"reverse": True, "interval_unit": 1, "num_font": {"size": 8}})
        grid = {"visible": True, "line": {"color": "#DDDDDD"}}
        chart.set_x_axis({"major_gridlines": grid, "min": 0, "num_font": {"size": 8}})
        chart.set_legend({"position": "bottom"})
        chart.set_size({"width": width, "height": 110 + 20 * (last - first + 1)})
        return chart, {"description": alt_text, "object_position": 2}


def write_summary(book: Book, instance: Instance, totals: Totals, report: Report, run: RunRecord) -> None:
    """Write the Summary sheet."""
    page, plan = SummarySheet(book), totals.plan
    page.line(f"Crew plan: {run.folder}" if run.folder else "Crew plan", book.styles.title)
    page.line(filled_words(plan), book.styles.status)
    page.line(proof_words(plan))
    page.line(edited_words(run.edited))
    page.heading("Figures")
    page.figures(_figures(instance, totals))
    page.heading("What to do next")
    typed = sum(booking.typed for booking in instance.bookings)
    page.steps(next_steps(plan, report, typed, instance.told_before_name))
    page.line(report.candidates_cut, book.styles.quiet)
    _write_remedies(page, report)
    page.heading("Goals, in the order in which they count")
    page.table(SUMMARY_GOALS, _goal_rows(instance, totals))
    page.heading("What this plan was made from")
    page.table(SUMMARY_INPUTS, _input_rows(run))
    page.line(_made_by(run), book.styles.quiet)
    _write_work(page, totals)


def _write_remedies(page: SummarySheet, report: Report) -> None:
    """Write what fills several vacancies at once, the most first, and how all remedies were tried."""
    shared, explained = report.shared, report.explained
    if shared:
        page.heading("What would fill several vacancies at once")
    for told in numbered(shared[:MOST_REMEDIES]):
        page.paragraph(told)
    if len(shared) > MOST_REMEDIES:
        page.line(f"and {len(shared) - MOST_REMEDIES:,} more, on the sheet Remedies", page.book.styles.quiet)
    every = [*explained.shared, *(one for mine in explained.remedies.values() for one in mine)]
    if every:
        page.line(EXACT if all(one.exact for one in every) else TRIED, page.book.styles.quiet)


def _write_work(page: SummarySheet, totals: Totals) -> None:
    """Write the busiest roles and people as tables, then both as charts side by side."""
    roles, busiest = totals.role_rows(), _busiest(totals)
    if not roles or not busiest:
        return
    page.heading(f"Work by role against capacity ({_shown(CHART_BARS, len(roles))})")
    role_rows = page.table(SUMMARY_ROLES, roles[:CHART_BARS])
    page.heading(f"Most days worked ({_shown(CHART_BARS, len(busiest))})")
    person_rows = page.table(SUMMARY_PEOPLE, busiest[:CHART_BARS])
    left = pixels(FIRST_WIDTH) + pixels(OTHER_WIDTH) * (SECOND_CHART - 1) - CHART_GAP
    right = pixels(OTHER_WIDTH) * (LAST_COLUMN - SECOND_CHART + 1)
    alt = "Bars per role: days on which its people are available, days asked for and days filled."
    by_role, options = page.chart("Days per role", alt, ((2, AVAILABLE), (3, ORANGE), (4, BLUE)), role_rows, left)
    page.sheet.insert_chart(page.row + 1, 0, by_role, options)
    alt = "Bars per person: days available within the plan and days worked, the busiest people first."
    by_person, options = page.chart("Days per person", alt, ((4, AVAILABLE), (3, BLUE)), person_rows, right)
    page.sheet.insert_chart(page.row + 1, SECOND_CHART, by_person, options)


def _shown(most: int, total: int) -> str:
    return f"all {total}" if total <= most else f"{most} of {total}"


def _figures(instance: Instance, totals: Totals) -> list[tuple[str, str]]:
    plan = totals.plan
    span = plan_span(plan)
    slots = len(plan.assignments) + len(plan.vacancies)
    days = sum(worked for worked, _ in totals.by_person.values())
    return [
        ("Days planned", f"{span} ({span.days:,} days)" if span else "none"),
        ("Slots", f"{slots:,}: {len(plan.assignments):,} filled, {len(plan.vacancies):,} vacant"),
        ("Productions", f"{len(totals.by_production):,}, of which {totals.whole:,} with every slot filled"),
        ("People", f"{len(totals.by_person):,} of {len(instance.crew):,} have work, {days:,} role-days together"),
        ("Cost", f"{totals.cost_cents / 100:,.2f} (day rates times paid days)"),
    ]


def _goal_rows(instance: Instance, totals: Totals) -> list[WrittenRow]:
    return [
        (
            goal.label,
            goal_value(goal, instance.standing_bookings),
            amount(goal.name, goal.bound),
            proven_words(goal),
            goal_words(goal),
        )
        for goal in totals.plan.goals
    ]


def _input_rows(run: RunRecord) -> list[WrittenRow]:
    return [(file.purpose, file.name, _moment(file.modified)) for file in run.inputs]


def _made_by(run: RunRecord) -> str:
    name, version = run.versions[0] if run.versions else ("crew-planner", "")
    return f"Made on {_moment(run.started)} with {name} {version}. All versions, settings and hashes are on Run."


def _moment(moment: datetime) -> str:
    """Return a time with its zone when it has one."""
    return f"{moment:%Y-%m-%d %H:%M %Z}".strip()


def _busiest(totals: Totals) -> list[WrittenRow]:
    people = [
        (person.full_name, person.crew_id, person.main_role, totals.by_person[person.crew_id][0], available)
        for person in totals.instance.crew
        if person.crew_id in totals.by_person
        for available in (totals.available[person.crew_id],)
    ]
    people.sort(key=lambda row: (-row[3], name_key(row[1])))
    return [(*row, row[3] / row[4] if row[4] else None) for row in people]
