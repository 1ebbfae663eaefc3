"""Fewest people on the public set of the Shift Minimisation Personnel Task Scheduling Problem.

References
----------
Krishnamoorthy, Ernst and Baatar, Algorithms for large scale shift minimisation personnel task scheduling, 2012.
Smet, Wauters, Mihaylov and Vanden Berghe, The shift minimisation personnel task scheduling problem, 2014.

Changes when another public set is measured.
"""
