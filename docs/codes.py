"""Every code that reading a workbook can report, with its meaning on one line.

Changes when the reader learns to notice something new.
"""

from collections.abc import Mapping
from types import MappingProxyType

CODES: Mapping[str, str] = MappingProxyType(
    {
        # files
        "missing-file": "the file is not there",
        "unreadable-file": "the file is damaged, unsafe or not readable",
        "not-xlsx": "the file is not an .xlsx workbook, whatever its name says",
        "password-protected": "the workbook opens with a password only",
        "not-csv": "the file is not text, whatever its name says",
        "bad-encoding": "the characters of a .csv file cannot be told for certain",
        "two-sources": "a sheet is there twice, and nobody can tell which one is meant",
        "file-open": "the workbook seems to be open elsewhere, perhaps with unsaved edits",
        "conflicted-copy": "a copy lies beside the file that a cloud folder made when two people changed it at once",
        # sheets
        "missing-sheet": "a required sheet is not there",
        "duplicate-sheet": "two sheets have the same name",
        "similar-sheet": "an optional sheet is not there, but one with a similar name is",
        "missing-column": "required columns are not there",
        "duplicate-column": "two columns have the same header",
        "unknown-column": "a column is not known and is left alone",
        "empty-sheet": "a required sheet has no rows",
        "heading-row": "a row was taken for a heading and left out",
        "totals-row": "the row of totals of a Table was left out",
        "hidden-rows": "rows are hidden or filtered out, but were read",
        "merged-cells": "cells among the data are merged",
        "stray-cell": "a value stands far away from the table",
        "too-many-values": "a row of a .csv file has more values than there are headers",
        # cells
        "error-cell": "a cell holds an Excel error",
        "formula-without-value": "a formula was never calculated and saved",
        "missing-value": "a required cell is blank",
        "bad-text": "a cell that should hold text holds something else",
        "bad-date": "a cell is not a day that can be read in one way only",
        "date-order": "text dates that read in two ways were read as others of their column",
        "short-year": "years of two digits were read as 20yy",
        "off-midnight": "times within a minute of midnight were read as that midnight",
        "serial-date": "a number was read as an Excel date",
        "bad-count": "a count is not a whole number from 0",
        "bad-rate": "a day rate is not an amount from 0",
        "rate-rounded": "a day rate has more than two decimals and was rounded",
        "bad-priority": "a priority is not a whole number from 1 to 5",
        "bad-status": "a status is not one of those that are known",
        "end-before-start": "a last day lies before its first day",
        "fire-before-hire": "somebody is fired before being hired",
        "bad-work-days": "work days of a production are no list of days of the week",
        "bad-move-window": "a production does not lie between its own earliest start and latest end",
        "window-outside-production": "days of a requirement lie too far outside its production's days",
        "window-beyond-production": "days of a requirement reach beyond its production's days, as for preparation",
        "outlier-day": "a day lies more than a year from every other of its sheet",
        "outlier-length": "something lasts far longer than all others of its kind",
        # names
        "duplicate-id": "two rows that are not one thing have the same identifier",
        "similar-id": "two identifiers differ in leading zeros only",
        "duplicate-name": "two people have the same full name",
        "name-mismatch": "a name is not that of the identifier beside it",
        "ambiguous-name": "a name stands for more than one identifier",
        "unknown-crew": "there is no such crew member",
        "unknown-production": "there is no such production",
        "unknown-role": "a role is not on the Roles sheet, or a column of a matrix may be one that nobody has",
        "role-without-crew": "a role is required that nobody has",
        "unneeded-role": "nobody requires a role that is spelled much like a required one",
        "joined-roles": "several roles seem to stand in one, with a separator that is none",
        "duplicate-role": "a role is listed twice",
        "alias-clash": "another name of a role is already taken",
        # facts that do not go together
        "overlapping-absences": "two absences of one person share days",
        "overlapping-employments": "two employments of one person share days",
        "absence-outside-employment": "an absence lies partly or wholly outside the employment",
        "duplicate-booking": "two bookings of one person, production, role and days differ",
        "booking-beside-slots": "a booking keeps somebody off days in which no slot lies",
        # settings
        "unknown-setting": "a setting is not known",
        "duplicate-setting": "a setting is given twice",
        "bad-setting": "a setting has a value that it cannot have",
        "unknown-holidays": "work lies in years whose holidays are not known",
        "unknown-goal": "a goal is not known",
        "repeated-goal": "a goal is named twice",
        "omitted-goal": "a goal that would have mattered is left out",
        # the previous plan
        "renamed": "an identifier has another name than in the previous plan",
        "renumbered": "identifiers stand for others than in the previous plan, which would be read wrongly",
        "unreadable-published": "the published plan cannot be read, so changes are those since the previous one",
        "booking-without-person": "a status is typed beside a vacant slot",
        "typed-booking-lapsed": "a typed booking is of somebody or something that no longer exists",
    }
)
