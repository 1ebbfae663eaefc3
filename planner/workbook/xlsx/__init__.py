"""Packages of Excel: read cell by cell under guard, edited without loss, and what a written cell may hold.

Nothing in here knows what a sheet of ours means.
Changes when files are opened or changed in another way.
"""
