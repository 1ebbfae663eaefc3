"""Building millions of values without the interpreter looking through them for garbage again and again.

Changes when Python's collector does no longer look at every new value.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Switch the garbage collector off for a while.

    Reading and writing build nothing that refers to itself; what is no longer needed goes at once all the same. On a
    folder of 20,000 people the collector takes a third of the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
