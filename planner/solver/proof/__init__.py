"""What no plan can exceed, goal by goal, and plans that reach it.

Changes when another proof of optimality earns its place.
"""
