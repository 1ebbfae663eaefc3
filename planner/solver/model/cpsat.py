"""How CP-SAT is run everywhere.

Changes when a parameter has to hold for every solve.
"""

from ortools.sat.python import cp_model


def new_solver() -> cp_model.CpSolver:
    """Return a solver that repeats: one worker; signals are left to the command line."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.catch_sigint_signal = False
    return solver
