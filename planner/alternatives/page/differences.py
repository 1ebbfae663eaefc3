"""What is other in each plan of a page than in the first: inputs, and who moved and why, in sentences.

Changes when the page tells more or less of what differs.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planner.alternatives.comparison.comparing import Comparison, Move
from planner.alternatives.comparison.facts import DAY_RATE
from planner.alternatives.comparison.wording import Words
from planner.alternatives.page.dates import Days
from planner.domain.grouping import grouped

MOST_MOVES = 120  # of a plan; the rest stands in comparison.xlsx


@dataclass(frozen=True, slots=True)
class PlanDifferences:
    """One plan against the first: its inputs that differ, and per reason the lines of who moved; ``left_out`` of them.

    ``note`` says what cannot be told of it.
    """

    name: str
    inputs: tuple[str, ...]
    moves: tuple[tuple[str, tuple[str, ...]], ...]
    left_out: int
    note: str


def differences(comparison: Comparison | None, days: Days, *, with_rates: bool) -> tuple[PlanDifferences, ...]:
    """Return what is other in each plan but the first; no rate in it unless ``with_rates``."""
    if comparison is None:
        return ()
    words = Words(comparison, with_rates=with_rates)
    return tuple(_of_plan(comparison, words, at, days) for at in range(1, len(comparison.plans)))


def _of_plan(comparison: Comparison, words: Words, at: int, days: Days) -> PlanDifferences:
    moves = [move for move in comparison.moves if move.plan == at]
    by_reason = grouped(moves[:MOST_MOVES], words.why)
    said = days.reworded
    told = tuple((said(why), tuple(map(said, _lines(words, some)))) for why, some in by_reason.items())
    known = comparison.plans[0].knows_input and comparison.plans[at].knows_input
    return PlanDifferences(
        comparison.names[at],
        tuple(said(f"{text}.") for text in _inputs(comparison, words, at)),
        told,
        max(0, len(moves) - MOST_MOVES),
        "" if known else "It is not known what these plans were made from, and so not why.",
    )


def _inputs(comparison: Comparison, words: Words, at: int) -> Iterator[str]:
    differing = comparison.differing[at]
    for row in comparison.inputs:
        if row.fact in differing and (words.with_rates or row.fact.what != DAY_RATE):
            yield words.sentence(row.fact, *differing[row.fact])


def _lines(words: Words, moves: Sequence[Move]) -> Iterator[str]:
    for move in moves:
        yield f"{words.slot(move.pair.slot)}: {words.what(move)}"
