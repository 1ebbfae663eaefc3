"""Measured by hand, never by CI: the planner against its peers, on studios made to size and on public instances.

Changes when something else is to be measured.
"""
