"""Days suggested for a folder: what is asked for by name, and the order to the desk to make what is suggested real.

Changes when something else can be asked of a suggestion, or it is made real in another way.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from planner.alternatives.adopting import make_real
from planner.alternatives.suggesting import Suggestion, suggest_days
from planner.audit.wording import day_in_words
from planner.desk.decision import Objection, refused
from planner.desk.names import find_production
from planner.desk.orders import NOTHING, Carried, Draft, Handling
from planner.desk.restaffing import Effort as Restaffing
from planner.desk.state import Desk
from planner.domain.moving import ways_of
from planner.domain.production import Production
from planner.domain.settings import GoalName
from planner.domain.wording import production_in_words
from planner.folder import read_ledger
from planner.planning import Effort
from planner.solver.moves.places import Ask
from planner.workbook.folder_paths import FolderPaths
from planner.workbook.reading import Reading

OPERATION = "suggest"
REFUSAL = "No days are suggested."


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks for: ``productions`` by ID or title, all when there are none; at most ``most`` are moved.

    ``move_for`` are goals that count before the days beside those that always do.
    """

    productions: tuple[str, ...] = ()
    move_for: tuple[GoalName, ...] = ()
    most: int | None = None

    def on(self, desk: Desk) -> "Ask | tuple[Objection, ...]":
        """Return what that asks of a folder, or everything that stands against it."""
        found = [find_production(desk, text) for text in self.productions]
        faults = [one for one in found if isinstance(one, Objection)]
        meant = [one for one in found if isinstance(one, Production)] or list(desk.instance.productions)
        ways = {one.production_id: ways_of(desk.instance, one) for one in meant}
        if self.productions:
            faults += [_fixed(desk, one) for one in dict.fromkeys(meant) if not ways[one.production_id]]
        elif not any(ways.values()):
            faults += [_all_fixed(desk)]
        goals = desk.instance.settings.goals
        faults += [_not_a_goal(goal, goals) for goal in dict.fromkeys(self.move_for) if goal not in goals]
        if faults:
            return tuple(faults)
        return Ask({one: some for one, some in ways.items() if some}, frozenset(self.move_for), self.most)


def _not_a_goal(goal: GoalName, goals: tuple[GoalName, ...]) -> Objection:
    return Objection("not-a-goal", f"{goal} is not among the goals of the folder.", f"They are {'; '.join(goals)}.")


def _all_fixed(desk: Desk) -> Objection:
    """Say why no production at all can be moved."""
    limited = [one for one in desk.instance.productions if one.has_limits and not one.cancelled]
    if not limited:
        hint = "Fill in Earliest start or Latest end on the Productions sheet, where days may be others."
        return Objection("no-limits", "No production says how far it may be moved.", hint)
    if len(limited) == 1:
        return _fixed(desk, limited[0])
    example = _fixed(desk, limited[0])
    message = f"None of the {len(limited):,} productions with limits can be moved. The first: {example.message}"
    return Objection(example.code, message, example.hint)


def _fixed(desk: Desk, production: Production) -> Objection:
    """Say why a production cannot be moved."""
    what, settings = production_in_words(production), desk.instance.settings
    needs = [one for one in desk.instance.requirements_of.get(production.production_id, ()) if one.count]
    if production.cancelled:
        return Objection("cannot-move", f"{what} is cancelled.")
    if not production.has_limits:
        hint = "Fill in Earliest start or Latest end on the Productions sheet."
        return Objection("no-limits", f"{what} does not say how far it may be moved.", hint)
    if not needs:
        return Objection("cannot-move", f"{what} asks for nobody.")
    if settings.plan_from and any(settings.began_before(one.span) for one in needs):
        return Objection("cannot-move", f"{what} begins before the plan does, {day_in_words(settings.plan_from)}.")
    frozen = settings.frozen_to
    if frozen and any(settings.keeps_people(one.span) for one in needs):
        return Objection("cannot-move", f"{what} is frozen, like all that begins by {day_in_words(frozen)}.")
    if not all(settings.in_window(one.span) for one in needs):
        return Objection("cannot-move", f"{what} does not lie within the days that are planned.")
    hint = "Its Start or End may be there already; a blank limit means not in that direction."
    return Objection("cannot-move", f"The limits of {what} leave it no other days.", hint)


@dataclass(frozen=True)
class SuggestionOrder:
    """The order to suggest days for a folder, and to make them real; ``found`` keeps what was suggested last."""

    wish: Wish
    found: list[Suggestion] = field(default_factory=list)
    operation: str = OPERATION

    @property
    def arguments(self) -> Mapping[str, object]:
        """What it was called with."""
        wish = self.wish
        return {"productions": list(wish.productions), "move_for": list(map(str, wish.move_for)), "most": wish.most}

    def draft(
        self, paths: FolderPaths, reading: Reading, before: Desk, handling: Handling, line: str, now: datetime
    ) -> Draft | Carried:
        """Suggest days, edit the workbooks, and plan the folder with these from the plan at hand.

        Raises BrokenPlan.
        """
        ask = self.wish.on(before)
        if not isinstance(ask, Ask):
            return Draft(reading, refused(REFUSAL, *ask), NOTHING)
        given = handling.effort or Restaffing()
        effort = Effort(given.threads, given.time_limit_s, ledger=read_ledger(paths.home))
        found = suggest_days(before.instance, ask, effort)
        self.found[:] = [found]
        if not found.changes:
            return Draft(reading, refused(REFUSAL, nothing_better(found)), NOTHING)
        said = "Days are moved as suggested"
        return make_real(paths, reading, before, handling, now, found.changes, said, "Nothing is moved.")


def nothing_better(found: Suggestion) -> Objection:
    """Say that no production is to be moved."""
    if found.proven:
        return Objection("no-better-days", "No other days within the limits are better, which is proven.")
    return Objection("no-better-days", f"No better days were found. {found.proof_in_words()}")
