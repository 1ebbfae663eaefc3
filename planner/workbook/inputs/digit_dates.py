"""A date in digits, read in every order that gives a day.

Changes when dates are written in another order.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from planner.workbook.inputs.text_dates import EXAMPLE, Order, TextDay, Way, bad_date, day_of, no_date, no_day, read_as
from planner.workbook.xlsx.cells import Fault

Parts = tuple[str, str, str]
Shape = tuple[int, int, int]


def read_digits(text: str, parts: Parts, order: Order | None) -> TextDay | Fault:
    """Read three numbers: by ``order``, else in each order that gives a day."""
    shapes = dict(_shapes(parts))
    days = {one: day for one, shape in shapes.items() if (day := day_of(*shape))}
    if order is not None:
        return read_as(text, [Way(days[order], order)]) if order in days else _not_in_order(text, order, shapes, days)
    # a year of two digits stands last unless an order says otherwise
    likely = [one for one in shapes if len(parts[0]) == 4 or one is not Order.YMD]
    in_turn = {one: days[one] for one in likely if one in days}
    if not in_turn:
        return no_day(text) if any(_looks_like_a_day(shapes[one]) for one in likely) else no_date(text)
    if max(map(len, parts)) == 4:
        return read_as(text, _ways(days))
    if len(in_turn) == 1:  # beside a day above 12, which is no month
        return read_as(text, _ways(in_turn), short_year=True)
    return read_as(text, _ways(days), sure=False)


def _shapes(parts: Parts) -> Iterator[tuple[Order, Shape]]:
    """Yield year, month and day as each order reads three numbers; a year has two digits or four."""
    one, two, three = map(int, parts)
    if len(parts[2]) in (2, 4) and len(parts[0]) <= 2:
        year = three if len(parts[2]) == 4 else 2000 + three
        yield Order.DMY, (year, two, one)
        yield Order.MDY, (year, one, two)
    if len(parts[0]) in (2, 4) and len(parts[2]) <= 2:
        yield Order.YMD, (one if len(parts[0]) == 4 else 2000 + one, two, three)


def _ways(days: Mapping[Order, date]) -> list[Way]:
    """Return one way for each day, without an order where several give it."""
    by_day: dict[date, Order | None] = {}
    for one, day in days.items():
        by_day[day] = None if day in by_day else one
    return [Way(day, one) for day, one in by_day.items()]


def _looks_like_a_day(shape: Shape) -> bool:
    return 1 <= shape[1] <= 12 and 1 <= shape[2] <= 31


def _not_in_order(text: str, order: Order, shapes: Mapping[Order, Shape], days: Mapping[Order, date]) -> Fault:
    if order in shapes and _looks_like_a_day(shapes[order]):
        return no_day(text)
    if not days:
        return no_date(text)
    others = " or ".join(f"{day} ({one.in_words})" for one, day in days.items())
    message = f"does not read {order.in_words}, as Date order {order} says; it could mean {others}."
    return bad_date(text, message, f"{EXAMPLE[:-1]}, or correct Date order on the Settings sheet.")
