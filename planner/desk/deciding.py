"""From a proposal to a decision: judged by the rules, and helped by moving people where that is wanted.

Changes when another way of making an operation possible is tried.
"""

from dataclasses import replace

from planner.desk.decision import Decision, Proposal, Refused
from planner.desk.judging import judge
from planner.desk.newly_kept import keep_newly_keepable
from planner.desk.restaffing import Effort, restaff
from planner.desk.state import Desk


def decide(before: Desk, proposal: Proposal | Refused, effort: Effort | None = None) -> Decision:
    """Return what becomes of an operation; see :func:`_settle`. One that would break what it promised is refused."""
    if isinstance(proposal, Refused):
        return proposal
    decision = _settle(before, proposal, effort)
    if isinstance(decision, Refused):
        return decision
    broken = tuple(proposal.holds(decision))
    if broken:
        return Refused(proposal.refusal, broken)
    leaves = proposal.asks_for_moves and any(move.kind == "lost" for move in decision.moves)
    return replace(decision, restaffed=True) if leaves else decision


def _settle(before: Desk, proposal: Proposal, effort: Effort | None) -> Decision:
    """Return what becomes of an operation; with an ``effort`` people may be moved for one that is refused else.

    An operation that is never refused may always move people: a production that is cancelled frees somebody whose other
    confirmed booking then has to be kept.
    """
    verdict = judge(before, proposal)
    if not isinstance(verdict, Refused) or not before.has_plan:
        return verdict
    if any(reason.code == "confirmed" for reason in verdict.reasons) and not proposal.against:
        after, said = keep_newly_keepable(proposal.after)
        settled = judge(before, replace(proposal, after=after, said=(*proposal.said, *said)))
        if not isinstance(settled, Refused):
            return settled
    if not proposal.movable or (effort is None and not proposal.settles_itself):
        return verdict
    return restaff(before, proposal, effort or Effort())
