"""The Shortages sheet: the weeks in which a role is short, then those in which somebody is idle, and charts.

Changes when the Shortages sheet shows something else.
"""

from collections.abc import Sequence

from planner.domain.grouping import grouped
from planner.domain.instance import Instance
from planner.domain.week import RoleWeek
from planner.workbook.columns.plan import SHORTAGES, SHORTAGES_NAME
from planner.workbook.planbook.page import Page
from planner.workbook.planbook.plan_rows import WrittenRow
from planner.workbook.planbook.sheet_writing import Book
from planner.workbook.planbook.styles import AVAILABLE, BLUE, VACANT_INK
from planner.workbook.xlsx.cell_writing import chart_text

# As many as stand under each other on a printed page.
MOST_CHARTS = 3
CHART_WIDTH, CHART_HEIGHT = 560, 260
CHART_ROWS = 14
WEEK, NEEDED, THERE, MISSING = 1, 2, 3, 4  # their places


def write_shortages(book: Book, instance: Instance, weeks: Sequence[RoleWeek]) -> None:
    """Write the Shortages sheet: what is short first, the role that is missed most before the others.

    Weeks in which nothing is short and nobody is idle are left out; only those in which something is short are printed.
    """
    short = [week for week in weeks if week.missing or week.vacant]
    idle = [week for week in weeks if week.idle and not (week.missing or week.vacant)]
    sheet = book.add_table_sheet(
        SHORTAGES_NAME, SHORTAGES, [_row(instance, week) for week in (*short, *idle)], frozen=2
    )
    book.mark_above_zero(sheet, MISSING, MISSING + 1, len(short))
    roles = grouped(enumerate(short, 1), lambda numbered: numbered[1].role)
    charts = list(roles.items())[:MOST_CHARTS]
    for place, (role, mine) in enumerate(charts):
        _chart(book, sheet, place, role, mine[0][0], mine[-1][0])
    if short:
        sheet.print_area(0, 0, max(len(short), 1 + len(charts) * CHART_ROWS), len(SHORTAGES) + 9)


def _row(instance: Instance, week: RoleWeek) -> WrittenRow:
    names = [instance.crew_by_id[crew_id].full_name for crew_id in week.idle_ids]
    more = week.idle - len(names)
    told = ", ".join(names) + (f" and {more:,} more" if more else "")
    return week.role, week.week.first_day, week.needed, week.present, week.missing, week.vacant, week.idle, told


def _chart(book: Book, sheet: Page, place: int, role: str, first: int, last: int) -> None:
    """Draw the people needed of a role as bars and those there as a line, week by week in which it is short."""
    title = chart_text(role)
    bars, line = book.add_chart("column"), book.add_chart("line")
    categories = [SHORTAGES_NAME, first, WEEK, last, WEEK]
    bars.add_series(
        {
            "name": "Needed on the worst day",
            "categories": categories,
            "values": [SHORTAGES_NAME, first, NEEDED, last, NEEDED],
            "fill": {"color": BLUE},
            "gap": 40,
        }
    )
    line.add_series(
        {
            "name": "There on that day",
            "categories": categories,
            "values": [SHORTAGES_NAME, first, THERE, last, THERE],
            "line": {"color": VACANT_INK, "width": 2.25},
            "marker": {"type": "diamond", "size": 6, "fill": {"color": VACANT_INK}, "border": {"color": VACANT_INK}},
        }
    )
    bars.combine(line)
    bars.set_title(
        {"name": f"Short of {title}: needed and there, by week", "name_font": {"size": 11}, "overlay": False}
    )
    bars.set_x_axis({"num_format": "d mmm", "text_axis": True, "num_font": {"size": 8, "rotation": -45}})
    grid = {"visible": True, "line": {"color": AVAILABLE}}
    bars.set_y_axis({"min": 0, "major_unit": None, "num_format": "0", "major_gridlines": grid, "num_font": {"size": 8}})
    bars.set_legend({"position": "bottom"})
    bars.set_size({"width": CHART_WIDTH, "height": CHART_HEIGHT})
    on_the_day = "needed on the day that is shortest of people; a line: those employed and present then."
    alt = f"Bars per week in which it is short: {title} {on_the_day}"
    sheet.insert_chart(1 + place * CHART_ROWS, len(SHORTAGES) + 1, bars, {"description": alt, "object_position": 3})
