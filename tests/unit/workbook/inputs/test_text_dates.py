"""Dates that are text: what reads in one way only, what an order or a column decides, and what stays a doubt."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from babel.dates import format_date
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.finding import Severity
from planner.workbook.inputs.column_dates import ColumnDates
from planner.workbook.inputs.month_names import LANGUAGES, months
from planner.workbook.inputs.text_dates import Noted, Order
from planner.workbook.xlsx.cells import Fault
from tests.unit.workbook.books import CREW, PLAN, SETTINGS_HEAD, read, told

DAYS = st.dates(date(2001, 1, 1), date(2060, 12, 31))
IN_DIGITS = {Order.DMY: "%d/%m/%Y", Order.MDY: "%m/%d/%Y", Order.YMD: "%Y/%m/%d"}


def day_of(text: str, order: Order | None = None, column: tuple[str, ...] = ()) -> date | None:
    """Return the day that a text is read as, None when it is refused."""
    found = ColumnDates(order, lambda: (text, *column)).read(text)
    return found.day if isinstance(found, Noted) else None if isinstance(found, Fault) else found


def fault_of(text: str, order: Order | None = None, column: tuple[str, ...] = ()) -> Fault:
    found = ColumnDates(order, lambda: (text, *column)).read(text)
    assert isinstance(found, Fault)
    return found


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027-05-31", date(2027, 5, 31)),
        ("31/05/2027", date(2027, 5, 31)),
        ("5-31-2027", date(2027, 5, 31)),
        ("05/05/2027", date(2027, 5, 5)),
        ("2027/05/31", date(2027, 5, 31)),
        ("2027. 5. 3.", date(2027, 5, 3)),
        ("2027年5月3日", date(2027, 5, 3)),
        ("2027–05–31", date(2027, 5, 31)),
        ("1º de mayo de 2027", date(2027, 5, 1)),
        ("31/05/27", date(2027, 5, 31)),
        ("31.05.27 г.", date(2027, 5, 31)),
        ("13-May-28", date(2028, 5, 13)),
        ("May 13, 2028", date(2028, 5, 13)),
        ("3 May '28", date(2028, 5, 3)),
        ("3rd of May 2028", date(2028, 5, 3)),
        ("8. März 2027", date(2027, 3, 8)),
        ("8 MARZ 2027", date(2027, 3, 8)),
        ("08-Mrz-27", date(2027, 3, 8)),
        ("1er août 2027", date(2027, 8, 1)),
        ("3 de mayo de 2027", date(2027, 5, 3)),
        ("12 srpna 2027", date(2027, 8, 12)),
        ("31 lip 2027", date(2027, 7, 31)),  # in Croatian it is June, which has no such day
        ("Montag, 3. Mai 2027", date(2027, 5, 3)),
        ("srijeda, 9. listopada 2030", date(2030, 10, 9)),  # in November, where Poles have it, it is a Saturday
        ("mar. 4 mai 2027", date(2027, 5, 4)),  # mar. is a Tuesday here, and March elsewhere
        ("31/05/2027 00:00:00", date(2027, 5, 31)),
        ("5/31/2027 12:00:00 AM", date(2027, 5, 31)),
        ("2027-05-31T23:59:17", date(2027, 6, 1)),
        ("2027-05-31 00:01", date(2027, 5, 31)),
    ],
)
def test_what_reads_in_one_way_only_is_that_day(text: str, day: date) -> None:
    assert day_of(text) == day


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("03/04/2027", "2027-04-03 (day first) or 2027-03-04 (month first)"),
        ("03/04/28", "2028-04-03 (day first) or 2028-03-04 (month first) or 2003-04-28 (year first)"),
        ("05/05/27", "2027-05-05 (day and month alike) or 2005-05-27 (year first)"),
        ("12 srp 2027", "2027-08-12 (August in Czech) or 2027-07-12 (July in Croatian)"),
        ("29/02/2027", "impossible day"),
        ("2027-02-29", "impossible day"),
        ("31 June 2027", "impossible day"),
        ("29/02/27", "impossible day"),
        ("May-28", "a day or a year is missing"),
        ("Tuesday, 3 May 2027", "2027-05-03 is a Monday"),
        ("31/05/2027 14:00", "time of day"),
        ("31/05/2027 2 PM", "is not a date"),
        ("31/05/2999", "too far away"),
        ("2099-12-31 23:59:30", "too far away"),
        ("3 May or 4 May 2027", "is not a date"),
        ("3 May 2027 (tbc)", "is not a date"),
        ("3.4.", "is not a date"),
        ("13/14/2027", "is not a date"),
        ("TBC", "is not a date"),
    ],
)
def test_what_does_not_says_why(text: str, message: str) -> None:
    assert message in fault_of(text).message


def test_an_order_reads_digits_so_and_nothing_else() -> None:
    assert [day_of("03/04/28", order) for order in Order] == [date(2028, 4, 3), date(2028, 3, 4), date(2003, 4, 28)]
    assert [day_of("2027-04-03", order) for order in Order] == [date(2027, 4, 3)] * 3
    assert [day_of("13-May-2028", order) for order in Order] == [date(2028, 5, 13)] * 3
    assert "month first" in fault_of("05/31/2027", Order.DMY).message
    assert day_of("2027/05/31", Order.DMY) is None
    assert "impossible day" in fault_of("31/04/2027", Order.DMY).message


def test_a_column_decides_where_its_dates_agree() -> None:
    assert day_of("03/04/2027", column=("31/05/2027", "TBC", "2027-05-03")) == date(2027, 4, 3)
    assert day_of("03/04/27", column=("05/31/27",)) == date(2027, 3, 4)
    assert day_of("05/05/27", column=("31/05/2027",)) == date(2027, 5, 5)
    assert '"05/31/2027" month first' in fault_of("03/04/2027", column=("31/05/2027", "05/31/2027")).message
    assert day_of("03/04/2027", column=("2027/05/31", "05/05/2027")) is None


def test_a_column_decides_in_which_language_months_are_named() -> None:
    assert day_of("12 srp 2027", column=("3 kvě 2027",)) == date(2027, 8, 12)
    assert day_of("12 srp 2027", column=("3 svi 2027",)) == date(2027, 7, 12)
    assert day_of("12 srp 2027", column=("3 lip 2027",)) == date(2027, 7, 12)  # Croatian alone has both
    assert day_of("12 srp 2027", column=("3 May 2027",)) is None


def test_names_that_mean_two_months_are_few_and_known() -> None:
    doubtful = {name for name, meanings in months().items() if len(meanings) > 1}
    assert {"srp", "lip", "listopad"} <= doubtful
    assert len(doubtful) < 12  # else a new edition of the CLDR, or a further language, takes away more than it gives


@settings(max_examples=300)
@given(DAYS, st.sampled_from(LANGUAGES), st.sampled_from(("short", "medium", "long", "full")), st.booleans())
def test_a_date_written_in_any_language_is_read_as_itself_or_refused(
    day: date, language: str, style: str, upper: bool
) -> None:
    text = format_date(day, style, locale=language)
    text = text.upper() if upper else text
    found = day_of(text)
    assert found in (day, None) or found == _short_year_first(text)
    named = style == "long" and language != "eu"  # whose endings grow on to numbers and names
    if named and len(months_in(text)) == 1:
        assert found == day


def months_in(text: str) -> set[int]:
    from planner.workbook.inputs.month_names import words_of

    return set(months().get(" ".join(words_of(text)), {}))


def _short_year_first(text: str) -> date | None:
    """Return the day of ``27/5/13``, which Basques write year first, as it reads with the year last: that is told."""
    parts = text.split("/")
    if len(parts) != 3 or not isinstance(ColumnDates().read(text), Noted):
        return None
    return date(2000 + int(parts[2]), int(parts[1]), int(parts[0]))


@settings(max_examples=200)
@given(st.lists(DAYS, min_size=1, max_size=6), st.sampled_from(tuple(Order)))
def test_digits_in_any_order_are_never_another_day(days: list[date], order: Order) -> None:
    column = tuple(f"{day:{IN_DIGITS[order]}}" for day in days)
    certain = order is Order.YMD or any(day.day > 12 for day in days)
    for day, text in zip(days, column, strict=True):
        assert day_of(text, order) == day
        found = day_of(text, column=column)
        assert found == day if certain else found in (day, None)


@settings(max_examples=100)
@given(DAYS, st.integers(-90, 90))
def test_midnight_is_a_minute_wide(day: date, off: int) -> None:
    at = datetime.combine(day, datetime.min.time()) + timedelta(seconds=off)
    for text in (str(at), at.isoformat()):
        assert day_of(text) == (day if abs(off) <= 60 else None)


def test_what_a_column_decides_is_told_once_and_the_order_of_settings_is_silent(tmp_path: Path) -> None:
    hired = ("03/04/2026", "04/04/2026", "13/04/2026", "05/04/26")
    crew = (CREW[0], *((f"C{at}", f"Name {at}", "Grip", None, text) for at, text in enumerate(hired, 1)))
    needs = (("Production ID", "Role", "Count"), ("P1", "Grip", 1))
    reading = read(tmp_path, crew=crew, requirements=needs)
    assert told(reading, None) == [("date-order", "Crew!E2")]
    assert reading.instance is not None
    assert [person.first_day for person in reading.instance.crew] == [date(2026, 4, n) for n in (3, 4, 13, 5)]

    rows = (SETTINGS_HEAD, ("Plan from", "02/01/2026"), ("Date order", "DMY"))
    reading = read(tmp_path, crew=crew, requirements=needs, settings=rows)
    assert told(reading, None) == []
    assert reading.instance is not None
    assert reading.instance.settings.plan_from == date(2026, 1, 2)


def test_times_near_midnight_are_told_once(tmp_path: Path) -> None:
    moments = (datetime(2026, 4, 3, 0, 0, 43), datetime(2026, 4, 3, 23, 59, 17), datetime(2026, 4, 3, 14))
    crew = (CREW[0], *((f"C{at}", f"Name {at}", "Gaffer", "Grip", text) for at, text in enumerate(moments, 1)))
    assert told(read(tmp_path, crew=crew), Severity.INFO) == [("off-midnight", "Crew!E2")]
    assert told(read(tmp_path, crew=crew)) == [("bad-date", "Crew!E4")]
    instance = read(tmp_path, crew=crew[:3]).instance
    assert instance is not None
    assert [person.first_day for person in instance.crew] == [date(2026, 4, 3), date(2026, 4, 4)]


@pytest.mark.parametrize("order", ["dmy", "mdy"])
def test_what_is_typed_into_the_plan_reads_as_the_settings_say(tmp_path: Path, order: str) -> None:
    head = ("Production ID", "Role", "From", "To", "Crew ID", "Booking")
    typed = (head, ("P1", "Gaffer", "03/05/2026", "05/05/2026", "C1", "confirmed"))
    plan = {"Assignments": PLAN, "Typed bookings": typed}
    reading = read(tmp_path, plan, settings=(SETTINGS_HEAD, ("Date order", order)))
    assert reading.instance is not None
    (booking,) = reading.instance.bookings
    assert booking.first_day == (date(2026, 5, 3) if order == "dmy" else date(2026, 3, 5))
    assert told(read(tmp_path, plan, settings=(SETTINGS_HEAD,))) == [("bad-date", "Typed bookings!C2")]
