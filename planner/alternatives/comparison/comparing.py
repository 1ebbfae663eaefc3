"""Plans compared with the first of them: figures, inputs that differ, who moved and why.

Changes when a comparison answers another question.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from planner.alternatives.comparison.causes import Cause, Causes, Differing
from planner.alternatives.comparison.facts import (
    ABOUT,
    HOLIDAY,
    Alignment,
    Fact,
    Facts,
    Value,
    differing,
    facts_of,
)
from planner.alternatives.comparison.figures import Reckoning, reckon
from planner.alternatives.comparison.pairing import Pair, pair_slots
from planner.alternatives.comparison.reading import ComparedPlan, read_compared
from planner.alternatives.comparison.same_names import aligned
from planner.domain.instance import Instance
from planner.domain.names import name_key


@dataclass(frozen=True, slots=True)
class InputRow:
    """A fact of the input that is not the same for all plans; per plan its value, None where it has none."""

    fact: Fact
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """A slot that somebody gained, lost or has on other days in a plan, by the ``plan``'s place among all.

    ``lost`` and ``gained`` say why who had it lost it, and who has it gained it; None where there is nobody, or nobody
    can say.
    """

    plan: int
    pair: Pair
    lost: Cause | None
    gained: Cause | None

    @property
    def kind(self) -> str:
        """``gained``, ``lost``, ``exchanged``, ``moved``, or ``new`` and ``no longer there`` of the slot itself."""
        pair = self.pair
        if pair.before is None:
            return "new"
        if pair.after is None:
            return "no longer there"
        if pair.was == pair.now:
            return "moved"
        return "gained" if not pair.was else "lost" if not pair.now else "exchanged"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Several plans side by side, in the identifiers of the first; ``notes`` say what cannot be compared.

    ``differing`` holds per plan the facts that differ from the first, with both values.
    """

    plans: tuple[ComparedPlan, ...]
    figures: tuple[Reckoning, ...]
    inputs: tuple[InputRow, ...]
    moves: tuple[Move, ...]
    differing: tuple[Differing, ...]
    notes: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """What the plans are called."""
        return tuple(one.name for one in self.plans)


def compare(paths: Sequence[Path], names: Sequence[str] = ()) -> Comparison:
    """Compare plan workbooks, in the order given, by their ``names`` or those of their files.

    Raises UnreadablePlan, which tells of all that are none.
    """
    return compare_plans(read_compared(paths, names or names_of(paths)))


def names_of(paths: Sequence[Path]) -> list[str]:
    """Name plans by file, or by path where files of different folders are called the same; never twice the same."""
    short = [path.name.casefold() for path in paths]
    names = [str(path) if short.count(path.name.casefold()) > 1 else path.name for path in paths]
    taken: list[str] = []
    for name in names:
        copies = sum(other == name for other in names[: len(taken)])
        taken.append(f"{name} ({copies + 1})" if copies else name)
    return taken


def compare_plans(plans: Sequence[ComparedPlan]) -> Comparison:
    """Compare plans, of which there is at least one, with the first."""
    first = plans[0]
    every = (first, *(aligned(first, other) for other in plans[1:]))
    figures = reckon(every, {one.name for one in every if not one.knows_input})
    own = facts_of(first.instance)
    against = [_Against(first, own, other) for other in every[1:]]
    return Comparison(
        every,
        figures,
        tuple(_input_rows(own, against)),
        tuple(move for at, one in enumerate(against, 1) for move in one.moves(at)),
        ({}, *(one.differing for one in against)),
        tuple(_notes(every)),
    )


class _Against:
    """One plan against the first: its slots in pairs, its facts, and those that differ."""

    def __init__(self, first: ComparedPlan, own: Facts, other: ComparedPlan) -> None:
        self._first, self._other = first, other
        self._pairs = pair_slots(first, other)
        self.facts = facts_of(other.instance, Alignment.of(first.instance, other.instance, self._pairs))
        self._known = first.knows_input and other.knows_input
        self.differing = _differing(first.instance, other.instance, own, self.facts) if self._known else {}

    def moves(self, at: int) -> Iterator[Move]:
        """Yield who moved, of the plan with this place among all."""
        causes = Causes(self._first, self._other, self._pairs, self.differing)
        for number, pair in enumerate(self._pairs):
            if pair.differs:
                lost = pair.was != pair.now if pair.was else pair.after is None
                gained = bool(pair.now) or pair.before is None
                yield Move(
                    at,
                    pair,
                    causes.of(number, gained=False) if self._known and lost else None,
                    causes.of(number, gained=True) if self._known and gained else None,
                )


def _differing(first: Instance, other: Instance, own: Facts, theirs: Facts) -> Differing:
    """Return the facts that differ; a plan carries the holidays of its own days only, so only common days count."""

    def common(fact: Fact) -> bool:
        day = fact.days[0]
        return day is None or all(any(n.span.includes(day) for n in one.planned_requirements) for one in (first, other))

    return {fact: both for fact, both in differing(own, theirs).items() if fact.about != HOLIDAY or common(fact)}


def _input_rows(own: Facts, against: Sequence[_Against]) -> Iterator[InputRow]:
    for fact in sorted({fact for one in against for fact in one.differing}, key=_order):
        yield InputRow(fact, (own.get(fact), *(one.facts.get(fact) for one in against)))


def _order(fact: Fact) -> tuple[object, ...]:
    first, last = fact.days
    days = first or date.min, last or date.max
    who = name_key(fact.production_id), name_key(fact.crew_id), name_key(fact.role)
    return ABOUT.index(fact.about), *who, days, fact.number, fact.what


def _notes(plans: Sequence[ComparedPlan]) -> list[str]:
    notes = []
    for one in plans:
        if not one.knows_input:
            notes.append(
                f"{one.name} does not carry what it was made from, as plans of earlier planners: what differs between"
                " the inputs, and why somebody moved, cannot be said of it."
            )
        if one.doubt:
            notes.append(f"{one.name}: {one.doubt}.")
    return notes
