"""Holidays: those of a country or region, and those of the Holidays sheet.

Changes when holidays come from elsewhere.
"""

import re
import warnings
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from planner.domain.finding import Severity
from planner.domain.names import did_you_mean
from planner.domain.span import DateSpan
from planner.domain.work_days import Holiday
from planner.workbook.columns import heads
from planner.workbook.inputs.tables import Row, Table
from planner.workbook.xlsx.cells import Fault, shown

if TYPE_CHECKING:
    from holidays import HolidayBase

# Operations and suggestions may move work to before and after what is planned.
YEARS_BEFORE, YEARS_AFTER = 1, 5
_LANGUAGE = "en_US"  # else the names follow the language of whoever's machine it is


def find_region(text: str) -> str | Fault:
    """Return the code of a country (``DE``) or of one of its regions (``DE-BY``) in its usual spelling."""
    from holidays.registry import COUNTRIES  # only who asks for holidays pays for the package

    if text.strip() in ("no", "No"):
        return Fault(
            "bad-setting", f"{shown(text)} may mean none, or Norway.", "Leave it blank for none; type NO for Norway."
        )
    country, _, region = re.sub(r"\s*[-_/ ]\s*", "-", text.strip(), count=1).partition("-")
    codes = {code: names[1] for names in COUNTRIES.values() for code in names[1:] if code.isupper()}
    if country.upper() not in codes:
        return _unknown(text, codes, {name.replace("_", " ").title(): names[1] for name, names in COUNTRIES.items()})
    code = codes[country.upper()]
    if not region:
        return code
    regions = _regions(code)
    if region.casefold() in regions:
        return f"{code}-{regions[region.casefold()]}"
    near = did_you_mean(region, regions)
    known = ", ".join(dict.fromkeys(regions.values()))
    hint = f"Did you mean {code}-{regions[near]}?" if near else f"Regions of {code}: {known}." if known else ""
    return Fault("bad-setting", f"{shown(text)} is no region of {code}.", hint or f"{code} has none; type {code}.")


def _unknown(text: str, codes: dict[str, str], names: dict[str, str]) -> Fault:
    near = did_you_mean(text, names)
    meant = names[near] if near else did_you_mean(text.upper(), codes)
    hint = f"Did you mean {meant}{f' ({near})' if near else ''}?" if meant else "Type a country such as DE or GB, or"
    hint = hint if meant else f"{hint} one of its regions, such as DE-BY."
    return Fault("bad-setting", f"{shown(text)} is no country whose holidays are known.", hint)


def _regions(country: str) -> dict[str, str]:
    """Return the codes of a country's regions by code and by name, both case-folded."""
    entity = _entity(country, None)
    by_name = {name.casefold(): code for name, code in entity.subdivisions_aliases.items()}
    return by_name | {code.casefold(): code for code in entity.subdivisions}


def _entity(country: str, region: str | None, years: Iterable[int] = ()) -> "HolidayBase":
    import holidays

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of years that it does not know, which warn_of_unknown_years tells
        empty = holidays.country_holidays(country)
        language = _LANGUAGE if _LANGUAGE in empty.supported_languages else empty.default_language
        return holidays.country_holidays(country, subdiv=region, years=years, language=language)


@lru_cache(maxsize=16)
def public_holidays(region: str, first_year: int, last_year: int) -> tuple[Holiday, ...]:
    """Return the public holidays of a country or region in these years, both counted, observed days included."""
    country, _, part = region.partition("-")
    found = _entity(country, part or None, range(first_year, last_year + 1))
    return tuple(sorted(Holiday(day, name) for day, name in found.items()))


def warn_of_unknown_years(row: Row, region: str, spans: Iterable[DateSpan]) -> None:
    """Warn when work lies in years whose holidays the package does not know."""
    entity = _entity(region.partition("-")[0], None)
    years = sorted({year for span in spans for year in (span.first_day.year, span.last_day.year)})
    unknown = [year for year in years if not entity.start_year <= year <= entity.end_year]
    if unknown:
        message = f"the holidays of {region} are known for {entity.start_year} to {entity.end_year}, not {unknown[-1]}."
        hint = "List those of other years on the sheet Holidays."
        row.fault("unknown-holidays", heads.VALUE, message, hint, Severity.WARNING)


def read_holidays(table: Table) -> Iterator[Holiday]:
    """Yield the days of the Holidays sheet."""
    for row in table.rows():
        day, name = row.day(heads.DATE, needed=True), row.text(heads.NAME)
        if day and not row.broken:
            yield Holiday(day, name)


def holidays_of(region: str, listed: Iterable[Holiday], spans: Iterable[DateSpan]) -> tuple[Holiday, ...]:
    """Return the holidays around the days of the work, each day once, by day; what is listed names it first."""
    span = _around(spans)
    public = public_holidays(region, span.first_day.year, span.last_day.year) if region and span else ()
    names: dict[date, list[str]] = {}
    for one in (*listed, *public):
        names.setdefault(one.day, []).append(one.name)
    return tuple(Holiday(day, next(filter(None, known), "")) for day, known in sorted(names.items()))


def _around(spans: Iterable[DateSpan]) -> DateSpan | None:
    work = list(spans)
    if not work:
        return None
    first = min(span.first_day for span in work).year - YEARS_BEFORE
    last = max(span.last_day for span in work).year + YEARS_AFTER
    return DateSpan(date(first, 1, 1), date(last, 12, 31))
