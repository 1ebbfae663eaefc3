"""The nightly run: many folders planned unattended, each by a process of its own, and kept.

Changes when nights gain another part.
"""
