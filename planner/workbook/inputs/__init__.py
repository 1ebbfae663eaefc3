"""The coordinators' sheets, read: rows as values of the domain, each with its place, and every fault in them.

Changes when an input gains a sheet.
"""
