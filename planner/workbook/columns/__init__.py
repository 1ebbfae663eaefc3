"""Sheets and columns as data: the one truth for the reader, the templates, the plan writer and the manual.

A column's header is spelt in ``heads`` and nowhere else.
Changes when there is another workbook.
"""
