"""Tiny invented slots and people, and the best staffing found by looking at all. Changes when a Staffing does."""

from collections.abc import Iterator

import numpy as np

from planner.solver.people.staffing import VACANT, Staffing

SEEDS = range(40)


def staffing(*days: tuple[int, int], fits: list[str]) -> Staffing:
    """Return slots of some days; ``fits`` has a word per person, an x per slot that fits."""
    marks = np.array([[mark == "x" for mark in word] for word in fits])
    return Staffing(np.array([d[0] for d in days]), np.array([d[1] for d in days]), marks)


def random_staffing(seed: int) -> Staffing:
    """Return up to 7 slots for up to 5 people that can all be filled; some need two people, some a gap after them."""
    random = np.random.default_rng(seed)
    people, gap = int(random.integers(2, 6)), int(random.integers(0, 3))
    until, rows = np.full(people, -gap - 1), []
    for _ in range(int(random.integers(2, 8))):
        person = int(random.integers(people))
        first = until[person] + 1 + int(random.integers(0, 4))
        until[person] = first + int(random.integers(0, 4)) + gap
        rows.append((first, until[person], person))
    fits = random.random((people, len(rows))) < 0.5
    fits[[row[2] for row in rows], np.arange(len(rows))] = True
    twice = [len(rows) - 1] if random.random() < 0.3 else []  # the same days once more: a count of two
    first, last = (np.array([row[i] for row in rows]) for i in (0, 1))
    return Staffing(np.append(first, first[twice]), np.append(last, last[twice]), np.hstack([fits, fits[:, twice]]))


def planted(people: int, spare: int, per_person: int, odds: float, seed: int) -> Staffing:
    """Return slots that ``people`` people fill almost without a free day, hidden among other people and skills."""
    random = np.random.default_rng(seed)
    rows = []
    for person in range(people):
        cuts = np.sort(random.choice(np.arange(1, 10 * per_person), per_person - 1, replace=False))
        for first, end in zip([0, *cuts], [*cuts, 10 * per_person], strict=True):
            rows.append((int(first), int(end) - 1, person))
    fits = random.random((people + spare, len(rows))) < odds
    fits[[row[2] for row in rows], np.arange(len(rows))] = True
    order = random.permutation(len(rows))
    return Staffing(*(np.array([rows[i][k] for i in order]) for k in (0, 1)), fits[:, order])


def all_takers(one: Staffing) -> Iterator[np.ndarray]:
    """Yield every way to fill all slots."""
    takers = np.full(one.slots, VACANT)

    def fill(slot: int) -> Iterator[np.ndarray]:
        if slot == one.slots:
            yield takers.copy()
            return
        for person in np.flatnonzero(one.fits[:, slot]):
            if not (one.clash[slot] & (takers == person)).any():
                takers[slot] = person
                yield from fill(slot + 1)
                takers[slot] = VACANT

    yield from fill(0)


def fewest_by_search(one: Staffing) -> int | None:
    """Return the fewest people of any staffing, None when there is none."""
    return min((one.used(takers) for takers in all_takers(one)), default=None)
