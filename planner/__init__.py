"""Crew planning for tv and movie productions: two workbooks in, a proven plan out.

Changes when the version does.
"""

__version__ = "0.1.0"
