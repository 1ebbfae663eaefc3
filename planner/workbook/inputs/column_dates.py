"""Text dates of one column: what reads two ways alone reads as the rest of the column does.

Changes when a column decides in another way.
"""

from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property

from planner.workbook.inputs.day_texts import read_text_day
from planner.workbook.inputs.month_names import language_names
from planner.workbook.inputs.text_dates import Noted, Order, TextDay, Way, bad_date, noted, off_midnight
from planner.workbook.xlsx.cells import Fault, shown

_BOTH_ORDERS = (Order.DMY, Order.MDY)


class ColumnDates:
    """Reads the text dates of a column; ``order`` is how digits read, None when nobody said.

    ``texts`` gives every text of the column; it is asked only when a date reads two ways. None is no column, as on the
    command line.
    """

    def __init__(self, order: Order | None = None, texts: Callable[[], Iterable[str]] | None = None) -> None:
        self._order = order
        self._texts = texts

    def read(self, text: str) -> date | Noted | Fault:
        """Return the day of a text that is not blank."""
        found = read_text_day(text, self._order)
        if isinstance(found, Fault):
            return found
        if found.sure:
            return self._plain(found)
        return self._by_language(found) if found.ways[0].languages else self._by_order(found)

    def _plain(self, found: TextDay) -> date | Noted:
        day = found.ways[0].day
        if found.off_midnight:
            return off_midnight(found.text, day)
        if found.short_year:
            message = f"years of two digits in this column were read as 20yy, the first, {shown(found.text)}, as {day}."
            return noted(day, "short-year", message, "Type the year in full.")
        return day

    def _by_order(self, found: TextDay) -> Noted | Fault:
        """Read digits in the order in which every other date of the column reads."""
        orders = self._orders
        way = next((one for one in found.ways if orders.keys() == {one.order}), None)
        way = way or (found.ways[0] if orders and found.ways[0].order is None else None)
        if way is None:
            return self._doubtful(found, self._contradiction)
        order, other = next(iter(orders.items()))
        message = f"dates in this column were read {order.in_words}, since {shown(other)} reads in no other way"
        message += f"; the first of them, {shown(found.text)}, as {way.day}."
        return noted(way.day, "date-order", message, f"Set Date order to {order} on Settings to say so.")

    @property
    def _contradiction(self) -> str:
        if len(self._orders) < 2:
            return ""
        said = " and ".join(f"{shown(text)} {order.in_words}" for order, text in self._orders.items())
        return f" The column does not decide: {said}."

    def _by_language(self, found: TextDay) -> Noted | Fault:
        """Read a name that means two months in the language in which every name of the column is a month's."""
        ways = [way for way in found.ways if way.languages & self._languages]
        if len(ways) != 1:
            return self._doubtful(found)
        known = language_names(ways[0].languages & self._languages)
        message = f"months in this column were read in {known}; the first, {shown(found.text)}, as {ways[0].day}."
        return noted(ways[0].day, "date-order", message, "Type dates such as 2026-05-03 to leave no doubt.")

    def _doubtful(self, found: TextDay, why: str = "") -> Fault:
        """Return the fault of a text that reads several ways, or one that is a guess, a year of two digits."""
        said = " or ".join(f"{way.day} ({_how(way)})" for way in found.ways)
        hint = f"Type it as {found.ways[0].day}{' or the other' if len(found.ways) > 1 else ''}"
        settable = self._texts is not None and not found.ways[0].languages
        set_order = ", or set Date order on the Settings sheet" if settable else ""
        return bad_date(found.text, f"could mean {said}.{why}", f"{hint}{set_order}.")

    @cached_property
    def _days(self) -> list[TextDay]:
        texts = dict.fromkeys(self._texts() if self._texts else ())
        return [found for text in texts if isinstance(found := read_text_day(text), TextDay)]

    @cached_property
    def _orders(self) -> dict[Order, str]:
        """The orders of those dates of the column that read in one only, each with the first such text."""
        orders: dict[Order, str] = {}
        for found in self._days:
            order = found.ways[0].order
            if found.sure and order in _BOTH_ORDERS:
                orders.setdefault(order, found.text)
        return orders

    @cached_property
    def _languages(self) -> frozenset[str]:
        """The languages in which all names of the column are names of months."""
        named = [frozenset().union(*(way.languages for way in found.ways)) for found in self._days]
        return frozenset.intersection(*filter(None, named)) if any(named) else frozenset()


def _how(way: Way) -> str:
    if way.languages:
        return f"{way.day:%B} in {language_names(way.languages)}"
    return way.order.in_words if way.order else "day and month alike"
