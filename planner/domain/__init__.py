"""The values that every other part of the planner speaks: frozen, comparable, free of Excel and of solvers.

Changes when the business gains a word.
"""
