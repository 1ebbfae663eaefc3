"""What a plan's Run sheet says about operations since it was solved: written, and read back by the next operation.

Changes when the Run sheet tells of edits in another way.
"""

from collections.abc import Iterator
from itertools import count

from planner.domain.run import Edited
from planner.domain.wording import counted
from planner.workbook.columns.plan import RUN
from planner.workbook.xlsx.cells import clean
from planner.workbook.xlsx.workbook_file import RawSheet

STARTED, SOLVED, EDITED = "Started", "Solved", "Edited since it was solved"
EDIT = "Edit "
OWN_VERSION, TIME_LIMIT, HASH_OF = "Version of crew-planner", "Time limit of the run (s)", "SHA-256 of "


def edit_pairs(edited: Edited) -> Iterator[tuple[str, object]]:
    """Yield keys and values about what operations did; nothing for a plan as it was solved."""
    if edited.operations:
        yield SOLVED, edited.solved or "unknown"
        yield EDITED, f"yes, by {counted(len(edited.operations), 'operation')}; no goal is proven any longer"
    for number, line in enumerate(edited.operations, 1):
        yield f"{EDIT}{number}", line


def read_edited(sheet: RawSheet | None) -> Edited:
    """Return what a Run sheet says about operations since the plan was solved."""
    pairs: dict[str, str] = {}
    for _, cells in sheet.rows if sheet else ():
        texts = [clean(str(cell.value)) for cell in cells[:2] if cell.value is not None]
        if len(texts) == len(RUN):
            pairs.setdefault(texts[0], texts[1])
    operations = []
    for number in count(1):
        line = pairs.get(f"{EDIT}{number}")
        if line is None:
            break
        operations.append(line)
    return Edited(pairs.get(SOLVED) or pairs.get(STARTED, ""), tuple(operations))
