"""Other ways to plan, each from an instance and a time limit to an answer; all of them fill slots and nothing else.

Changes when the planner is measured against another way.
"""

from collections.abc import Callable
from importlib import import_module

from benchmarks.peers.answer import Answer
from planner.domain.instance import Instance

Peer = Callable[[Instance, float], Answer]

PEERS = {
    "first-free": "First free person",
    "cp-sat": "Textbook CP-SAT",
    "milp": "Textbook MILP, HiGHS",
    "pyjobshop": "PyJobShop",
}
_PLACES = {
    "first-free": ("first_free_person", "plan_first_free"),
    "cp-sat": ("textbook_cp_sat", "plan_by_cp_sat"),
    "milp": ("textbook_milp", "plan_by_milp"),
    "pyjobshop": ("job_shop", "plan_as_job_shop"),
}


def find_peer(name: str) -> Peer:
    """Return the peer called ``name``; only its own libraries are imported."""
    module, function = _PLACES[name]
    return getattr(import_module(f"benchmarks.peers.{module}"), function)
