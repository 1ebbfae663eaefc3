"""Goals about each person's work as a whole: the fewest people, and the fairest share of days.

The searches know slots, days and who may take what, no workbook and no problem; :mod:`planner.solver.people.goals` is
the way in from a scope of the problem.
Changes when another goal looks at people one by one.
"""
