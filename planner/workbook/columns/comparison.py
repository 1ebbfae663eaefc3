"""The headers of comparison.xlsx; those of the compared plans follow them.

Changes when a comparison tells something else.
"""

from planner.workbook.columns import heads

FIGURES, GOALS = (heads.FIGURE,), (heads.GOAL,)
FIGURES_BY_ROLE = (heads.ROLE, heads.FIGURE)
FIGURES_BY_PRODUCTION = (heads.PRODUCTION_ID, heads.TITLE, heads.FIGURE)
INPUTS = (heads.ABOUT, heads.PRODUCTION_ID, heads.CREW_ID, heads.INPUT)
MOVES = (
    heads.PLAN,
    heads.CHANGE,
    heads.PRODUCTION_ID,
    heads.TITLE,
    heads.ROLE,
    heads.SLOT,
    heads.FROM,
    heads.TO,
    heads.PREVIOUS_FROM,
    heads.PREVIOUS_TO,
    heads.WAS,
    heads.NOW,
    heads.WHY,
)
