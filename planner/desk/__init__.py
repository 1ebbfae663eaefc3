"""The daily operations on a planning folder.

Changes when coordinators get another operation.
"""
