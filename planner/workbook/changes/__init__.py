"""Changes of the input as edits of the coordinators' workbooks, which lose nothing.

Changes when another kind of row may be written.
"""
