"""Days, people and slots in a coordinator's words.

Changes when reports should read differently.
"""

from collections.abc import Sequence
from datetime import date

from planner.domain.crew import CrewMember
from planner.domain.production import Job
from planner.domain.settings import Settings
from planner.domain.span import DateSpan
from planner.domain.wording import Productions, named, titled

# Not strftime: its month names follow the machine's locale, and a plan must read the same everywhere.
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def day_in_words(day: date) -> str:
    """``7 March 2026``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def span_in_words(span: DateSpan) -> str:
    """``7 March 2026``, ``3–7 March 2026``, ``30 March – 2 April 2026``: no part is said twice."""
    first, last = span.first_day, span.last_day
    if first == last:
        return day_in_words(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day_in_words(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} – {day_in_words(last)}"
    return f"{day_in_words(first)} – {day_in_words(last)}"


def why_kept(settings: Settings, span: DateSpan) -> str:
    """Say why work on some days keeps its people: ``began before Plan from``, or ``is frozen (…)``."""
    if settings.began_before(span) or settings.frozen_to is None:
        return "began before Plan from"
    return f"is frozen (it begins by {day_in_words(settings.frozen_to)})"


def job_in_words(job: Job, productions: Productions) -> str:
    """``Harbour Lights (P12) Gaffer, 3–7 March 2026``; the Production ID alone where its production is not known."""
    return f"{titled(job.production_id, productions)} {job.role}, {span_in_words(job.span)}"


def person_in_words(person: CrewMember) -> str:
    """``Ann Reed (C1)``."""
    return named(person.crew_id, person.full_name)


def listed(texts: Sequence[str], most: int = 3, between: str = ", ") -> str:
    """``a, b, c and 4 more``."""
    shown = between.join(texts[:most])
    return shown if len(texts) <= most else f"{shown} and {len(texts) - most} more"


def with_and(texts: Sequence[str], most: int = 6) -> str:
    """``a``, ``a and b``, ``a, b and c``; of many the first and how many more."""
    if len(texts) < 2 or len(texts) > most:
        return listed(texts, most)
    return f"{', '.join(texts[:-1])} and {texts[-1]}"
