"""Everything that touches Excel: reading, templates, writing.

Changes when the planner needs another workbook.
"""
