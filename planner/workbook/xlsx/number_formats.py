"""What a number stands for by its format: a plain number, a day, a time, or a length of time.

References: ECMA-376 part 1, 18.8.30 (numFmt) and 18.17.4 (dates and times).
Changes when a format should be understood differently.
"""

import re
from datetime import datetime, time, timedelta
from functools import lru_cache

EPOCH, EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
BUILT_IN = {
    **dict.fromkeys((14, 15, 16, 17), "yyyy-mm-dd"),
    **dict.fromkeys((18, 19, 20, 21), "h:mm"),
    22: "yyyy-mm-dd h:mm",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
}

_NO_PART_OF_A_DATE = re.compile(r'"[^"]*"|\[(?!hh?\]|mm?\]|ss?\])[^\]]*\]', re.IGNORECASE)
_DATE_LETTER = re.compile(r"(?<![_\\])[dmhys]", re.IGNORECASE)
_LENGTH_OF_TIME = re.compile(r"\[(hh?|mm?|ss?)\]", re.IGNORECASE)


@lru_cache(maxsize=1024)
def is_date(number_format: str) -> bool:
    """Whether a format shows a number as a day or a time; only its first section decides."""
    return _DATE_LETTER.search(_NO_PART_OF_A_DATE.sub("", number_format.split(";")[0])) is not None


@lru_cache(maxsize=1024)
def is_length_of_time(number_format: str) -> bool:
    """Whether a format counts hours, minutes or seconds beyond a day, as ``[h]:mm`` does."""
    return _LENGTH_OF_TIME.search(number_format.split(";")[0]) is not None


def moment(serial: float, epoch: datetime) -> datetime | time:
    """Return the moment that a number stands for, a time of day when it is less than a day.

    Raises OverflowError for a number beyond the calendar.
    """
    day, fraction = divmod(serial, 1)
    rest = timedelta(milliseconds=round(fraction * 86_400_000))
    if 0 <= serial < 1 and not rest.days:
        return (datetime.min + rest).time()
    if 0 < serial < 60 and epoch == EPOCH:
        day += 1  # Excel knows a 29 February 1900, which there never was
    return epoch + timedelta(days=day) + rest
