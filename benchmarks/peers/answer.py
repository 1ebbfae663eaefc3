"""What a peer says: a plan, a bound, whether that is proven; or why it has no plan.

Changes when peers are compared in another figure.
"""

from dataclasses import dataclass

from planner.domain.plan import Assignment


@dataclass(frozen=True, slots=True)
class Answer:
    """A peer's plan; ``bound`` is on filled slots and None when the peer has none; ``seconds`` without reading."""

    assignments: tuple[Assignment, ...]
    bound: int | None
    proven: bool
    seconds: float


class NoAnswer(Exception):
    """The peer has no plan; the message says why in few words."""


class CannotExpress(NoAnswer):
    """The folder has something that the peer's model does not know."""


class TooLarge(NoAnswer):
    """The peer's model would be larger than what is tried here."""
