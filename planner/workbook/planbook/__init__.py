"""The plan workbook and the comparison, written, and the plan workbook read back.

Changes when a plan gains a sheet.
"""
