"""Small folders to be planned again: days are days of March 2026. Changes when a trial does."""

from planner.domain.instance import Instance
from planner.domain.plan import Assignment
from planner.domain.production import Requirement
from planner.replan.neighbourhood import grown_around
from planner.replan.standing import Standing
from tests.builders import ANN, BO, GAFFER, need, recast, row, studio

CY = recast(BO, crew_id="C3", full_name="Cy Aro", other_roles=())
WANTED = need("P1", GAFFER, 4, 6)
NEAR, FAR = row("P2", GAFFER, 6, 8, "C1"), row("P3", GAFFER, 8, 9, "C2")


def folder(*needs: Requirement, rows: tuple[Assignment, ...], **parts: object) -> Instance:
    """Return a folder of Ann, Bo and Cy, all of them gaffers, with a plan."""
    return studio(*needs, **({"crew": [ANN, BO, CY], "previous": rows} | parts))


def rings(of: Instance) -> list[set[str]]:
    """Return who is reached ring by ring, as ``C1 P2 6``."""
    standing = Standing.of(of)
    (wanted,) = standing.wanted
    return [
        {f"{one.crew_id} {one.slot.production_id} {one.slot.span.first_day.day}" for one in near.rows}
        for near in grown_around(standing, wanted)
    ]
