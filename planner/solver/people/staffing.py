"""Slots that all have to be filled, and the people who may fill them.

Changes when a search about people needs to know more than days and who may take what.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Marks = NDArray[np.bool_]

VACANT = -1


@dataclass(frozen=True, eq=False)
class Staffing:
    """Slots by number, each for one person, and who may take them.

    ``first`` and ``last`` are day ordinals, both blocked: free days that must follow belong to ``last``.
    ``fits`` has a row per person and a column per slot. A slot with several people is several slots of the same days; a
    person who must be in a slot is the only one who fits it.
    """

    first: Numbers
    last: Numbers
    fits: Marks

    @property
    def slots(self) -> int:
        """How many slots there are."""
        return len(self.first)

    @property
    def people(self) -> int:
        """How many people there are."""
        return len(self.fits)

    @cached_property
    def clash(self) -> Marks:
        """Which slots share a day; every slot does with itself."""
        found: Marks = (self.first[:, None] <= self.last[None]) & (self.first[None] <= self.last[:, None])
        return found

    @cached_property
    def by_day(self) -> Numbers:
        """Slot numbers by first day, then last day, then number."""
        return np.lexsort((self.last, self.first))

    def used(self, takers: Numbers) -> int:
        """Return how many people have work; ``takers`` is a person or :data:`VACANT` per slot."""
        return len(np.unique(takers[takers != VACANT]))

    def is_sound(self, takers: Numbers) -> bool:
        """Whether every slot is filled by somebody whom it fits, and nobody has two slots on one day."""
        if (takers == VACANT).any() or not self.fits[takers, np.arange(self.slots)].all():
            return False
        until = np.full(self.people, np.iinfo(np.int64).min)
        for slot in self.by_day:
            if until[takers[slot]] >= self.first[slot]:
                return False
            until[takers[slot]] = self.last[slot]
        return True
