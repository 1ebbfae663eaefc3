"""A season as files for others: calendars, flat tables, one document.

Changes when a season is exported in another way.
"""
