"""The page and person sheets as HTML: templates filled, with nothing that a browser would load.

Changes when a file that is sent is put together in another way.
"""

import json
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from planner.alternatives.comparison.comparing import Comparison
from planner.alternatives.comparison.figures import figure_rows
from planner.alternatives.page.data import page_data
from planner.alternatives.page.dates import Days
from planner.alternatives.page.differences import differences
from planner.alternatives.page.listing import change_lines, listed_productions
from planner.alternatives.page.sheet import person_sheet
from planner.alternatives.page.shown import ShownPlan, as_shown, with_days
from planner.domain.finding import Severity
from planner.domain.grouping import grouped
from planner.domain.report import Report
from planner.workbook.planbook.plan_words import filled_words

SIGNS = {Severity.ERROR: "✖", Severity.WARNING: "▲", Severity.INFO: "●"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a page is wanted: of the folder with this name, dates in its order, with rates and reasons or without."""

    folder: str
    date_order: str = ""
    with_rates: bool = False


def page(plans: Sequence[ShownPlan], wanted: Wanted, comparison: Comparison | None = None) -> str:
    """Return the page of plans as HTML, with what differs between them; the same plans give the same page."""
    days, script = Days(wanted.date_order or "dmy"), _part("script.js")
    shown = [with_days(as_shown(one, with_rates=wanted.with_rates), days) for one in plans]
    first = shown[0]
    return (
        _environment()
        .get_template("page.html.j2")
        .render(
            folder=wanted.folder,
            about=f"{filled_words(first.plan)} {first.note}".rstrip(),
            plans=shown,
            with_rates=wanted.with_rates,
            figures=figure_rows(shown, with_rates=wanted.with_rates),
            differences=differences(comparison, days, with_rates=wanted.with_rates),
            conflicts=list(_conflicts(first.report)),
            remedies=first.report.remedies,
            listing=listed_productions(first, days),
            changes=change_lines(first, days),
            style=Markup(_part("style.css")),
            script=Markup(script),
            script_hash=Markup(b64encode(sha256(script.encode()).digest()).decode()),
            data=Markup(json_in_html(page_data(shown, wanted.date_order, with_rates=wanted.with_rates))),
        )
    )


def sheet(plans: Sequence[ShownPlan], crew_id: str, wanted: Wanted) -> str:
    """Return one person's sheet as HTML; it holds nobody else's data but the names of those they work with."""
    shown = [as_shown(one, with_rates=wanted.with_rates) for one in plans]
    values = person_sheet(shown, crew_id, Days(wanted.date_order or "dmy"), with_rates=wanted.with_rates)
    return _environment().get_template("sheet.html.j2").render(sheet=values, style=Markup(_part("style.css")))


def json_in_html(values: Mapping[str, object]) -> str:
    """Return values as JSON that ends no script element, whatever texts it holds."""
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _conflicts(report: Report) -> Iterator[dict[str, object]]:
    """Yield what is to be decided, matters with the same reason together."""
    for (why, options), alike in grouped(report.conflicts, lambda one: (one.why, one.options)).items():
        helping = [r.number for r in report.remedies if any(one.vacant_slot in r.fills for one in alike)]
        see = (f"See {', '.join(helping)} below.",) if helping else ()
        matters = [f"{SIGNS[one.severity]} {one.what}" for one in alike]
        yield {"matters": matters, "why": why, "options": (*options, *see)}


@cache
def _part(name: str) -> str:
    """Return a file of the templates without the blanks and comments that only its readers need."""
    text = (files("planner.alternatives.page") / "templates" / name).read_text(encoding="utf-8")
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("// "))


@cache
def _environment() -> Environment:
    return Environment(loader=FunctionLoader(_part), autoescape=True, undefined=StrictUndefined)
