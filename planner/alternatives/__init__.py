"""Alternatives side by side: comparing plans, planning what-ifs.

Changes when there is another way to look at alternatives.
"""
