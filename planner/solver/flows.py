"""Assignment as a min-cost flow: as many pairs as there can be, at the least cost.

Changes when people are assigned under another kind of limit than a count per need.
"""

from collections.abc import Mapping

from ortools.graph.python import min_cost_flow

MOST_COST = 2**60
"""Costs times nodes, by which the flow multiplies them; the rest of 64 bits is for what it adds up."""


def assign(counts: Mapping[str, int], costs: Mapping[str, Mapping[str, int]]) -> dict[str, str]:
    """Return per person the need that they meet: as many as possible, then the least sum of costs.

    A need takes at most ``counts`` people; where people are short, a need goes before those after it. ``costs`` has
    per need what each person who could meet it costs, 0 or more. Raises OverflowError where their largest possible sum,
    times needs, times needs and people, is beyond :data:`MOST_COST`. (A production with 12 needs × 40 of 1,000 people
    comes to 2**43, one with 3,000 places and 10,000 people to 2**55.)

    References: Ahuja, Magnanti, Orlin, Network Flows (1993), chapters 9 to 11.
    """
    people = {person: at for at, person in enumerate(dict.fromkeys(one for able in costs.values() for one in able))}
    flow, end = min_cost_flow.SimpleMinCostFlow(), len(people) + len(counts)
    dearest = max((cost for able in costs.values() for cost in able.values()), default=0)
    most = dearest * min(sum(counts.values()), len(people))
    if (most + 1) * len(counts) * (end + 1) >= MOST_COST:
        raise OverflowError(f"an assignment may cost {most}, too much for 64 bits")
    pair_of_arc = {}
    for at in people.values():
        flow.add_arc_with_capacity_and_unit_cost(at, end, 1, 0)
    for at, (need, count) in enumerate(counts.items()):
        flow.set_node_supply(len(people) + at, count)
        # An empty place costs more than any assignment, in an earlier need even more. That suffices: what can be filled
        # at once is a matroid, where taking places in this order fills the most of them.
        flow.add_arc_with_capacity_and_unit_cost(len(people) + at, end, count, (most + 1) * (len(counts) - at))
        for person, cost in costs[need].items():
            arc = flow.add_arc_with_capacity_and_unit_cost(len(people) + at, people[person], 1, cost)
            pair_of_arc[arc] = person, need
    flow.set_node_supply(end, -sum(counts.values()))
    status = flow.solve()
    if status != flow.OPTIMAL:
        raise AssertionError(f"an assignment always exists, yet the flow is {status}")
    return dict(pair for arc, pair in pair_of_arc.items() if flow.flow(arc))
