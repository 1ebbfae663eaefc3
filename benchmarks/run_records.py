"""The record of a run that never was, for plans that are only written.

Changes when RunRecord does.
"""

from datetime import datetime

from planner.domain.run import RunRecord, Seconds

RUN = RunRecord(datetime(2030, 1, 1), (("crew-planner", "benchmark"),), 1, None, (), Seconds(0, 0))
