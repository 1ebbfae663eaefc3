"""HiGHS in silence, one thread, and within the time of a run.

Changes when a parameter has to hold for every LP and branch and cut, or what ends them does.
"""

import math
from typing import Any

import highspy

from planner.solver.model.clock import TimeLeft

UNLIMITED = highspy.kHighsInf
OPTIMAL, INFEASIBLE = highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kInfeasible


def run_in_time(solver: highspy.Highs, left_s: TimeLeft) -> None:
    """Run a solver for no longer than is left now; its own clock counts all its runs."""
    left = left_s()
    solver.setOptionValue("time_limit", UNLIMITED if left == math.inf else solver.getRunTime() + left)
    solver.run()


class Silent(highspy.Highs):
    """HiGHS that says nothing, and whose branch and cut ends when no time is left, also when a run is asked to stop.

    Shorter solves end by their time limit only: they would ask so often that two at a time wait for each other. The
    usual constructor prints a banner to standard output before it can be silenced.
    """

    def __init__(self, left_s: TimeLeft) -> None:
        super(highspy.Highs, self).__init__()
        self.setOptionValue("output_flag", False)

        def end_in_time(kind: Any, message: str, state: Any, answer: Any, user: Any) -> None:
            if answer is not None and left_s() <= 0:
                answer.user_interrupt = True

        self.setCallback(end_in_time, None)
        self.startCallback(highspy.cb.HighsCallbackType.kCallbackMipInterrupt)
