"""The two workbooks that a new planning folder starts with.

Changes when a template gains a sheet.
"""
