"""A process that carries out random orders on a folder, for a test that runs several at once.

Changes when that test needs other orders.
"""

import sys
import time
from pathlib import Path
from random import Random

from planner.desk.orders import Handling, Order, carry_out
from planner.desk.reading import desk_of
from planner.desk.restaffing import Effort
from planner.workbook.reading import FolderPaths, read_folder
from tests.sanity.desk_orders import draw_wish


def main() -> None:
    """Carry out as many orders as asked, every fifth moving people; print the seconds that each took.

    Each waits for its turn for as long as ``--wait 120`` does; an order that is not decided ends the process.
    """
    folder, times, who = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    rng = Random(who)
    for number in range(times):
        seen = read_folder(FolderPaths.of(folder))
        while seen.instance is None:  # between two files of somebody's commit
            seen = read_folder(FolderPaths.of(folder))
        wish = draw_wish(desk_of(seen, seen.instance), rng)
        arguments = {**wish.order.arguments, "who": who, "number": number}
        order = Order(wish.order.operation, arguments, wish.order.propose)
        effort = Effort(threads=1) if number % 5 == 4 else None
        begun = time.monotonic()
        carried = carry_out(folder, lambda: FolderPaths.of(folder), order, Handling(wait_s=120, effort=effort))
        assert carried.record is not None
        print(f"{time.monotonic() - begun:.2f} {order.operation}{' --restaff' if effort else ''}", flush=True)


if __name__ == "__main__":
    main()
