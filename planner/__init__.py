"""Crew planning for tv and movie productions: two workbooks in, a proven plan out.

Changes when the version does, or when notebooks get another function.
"""

from os import PathLike
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

__version__ = "0.1.0"


def frames(path: "str | PathLike[str]") -> "dict[str, pd.DataFrame]":
    """Return every sheet of a workbook of ours as a DataFrame, by its name: of crew, productions, plan or comparison.

    Columns are called as on the sheet, in its order; where the planner knows the sheet, its header row is found below
    titles too, and is the first row else. Rows without a value are left out. Values are what the cells hold: ``NA``,
    ``Null`` and ``007`` that are text stay text, a day is a timestamp, a formula its stored result, and an error its
    text, such as ``#REF!``. Blank cells are missing. Columns have pandas' nullable types, ``object`` where values mix.

    Raises FileNotFoundError, and ValueError for a file that is no workbook.
    """
    from pathlib import Path

    from planner.workbook.frames import read_frames

    return read_frames(Path(path))
