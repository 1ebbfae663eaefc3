"""Heuristics: a first plan, and improvements of it; none of them proves anything.

Changes when another heuristic earns its place.
"""
