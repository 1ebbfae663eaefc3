"""What a column is called elsewhere, and which of the headers that are there may stand for those that are missing.

Changes when people call a column something else.
"""

from collections.abc import Collection, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cache

from planner.domain.names import LONGEST_COMPARED, name_key
from planner.workbook.columns import heads

# By column, whatever its sheet: one name may stand for several, of which a sheet has one.
_CALLED = {
    heads.CREW_ID: "ID; Crew no; Crew number; Crew code; Crew member ID; Employee ID; Employee no; Employee number; "
    "Staff ID; Staff no; Person ID; Personnel no; Personnel number; Code; No; Nr; Number; #",
    heads.FULL_NAME: "Name; Crew; Crew name; Crew member; Employee; Employee name; Person; Staff; Staff name; Member; "
    "Who",
    heads.ROLE: "Position; Job; Job title; Function; Occupation; Title; Craft; Trade; Main role; Primary role; "
    "Crew role",
    heads.OTHER_ROLES: "Skills; Other skills; Additional roles; Further roles; Secondary role; Secondary roles",
    heads.HIRE_DATE: "Start date; Start; Hired; Hired on; Date hired; Hire; First day; From; Employed from; "
    "Contract start; Start of contract; Joined; Join date; Joining date; Begin; Employment start; Available from",
    heads.FIRE_DATE: "End date; End; Fired; Fired on; Date fired; Fire; Last day; To; Until; Employed until; "
    "Contract end; End of contract; Left; Leaving date; Leave date; Termination date; Employment end; Available to; "
    "Available until",
    heads.DAY_RATE: "Rate; Daily rate; Fee; Daily fee; Day fee; Cost per day; Price per day; Rate per day",
    heads.FROM: "Start; Start date; First day; Begin; Begin date; Away from; Absent from; Off from",
    heads.TO: "End; End date; Last day; Until; Till; Through; Away to; Away until; Absent to; Absent until; Off until",
    heads.REASON: "Why; Kind; Type; Leave type",
    heads.PRODUCTION_ID: "ID; Production no; Production number; Production code; Project ID; Project no; "
    "Project number; Project code; Show ID; Show code; Job number; Code; No; Nr; Number; #; Project; Production; Show",
    heads.TITLE: "Name; Production; Production name; Production title; Project; Project name; Project title; Show; "
    "Show title; Show name; Working title",
    heads.START: "Start date; From; First day; Begin; Begin date; Starts; Shoot start; Start of shoot",
    heads.END: "End date; To; Last day; Until; Ends; Finish; Finish date; Wrap; Shoot end; End of shoot",
    heads.PRIORITY: "Prio; Importance; Rank",
    heads.STATUS: "State; Booking; Booking status; Hold",
    heads.COUNT: "Number; Quantity; Qty; How many; Headcount; Heads; People; Number of people; No of people; Amount; "
    "Needed; Number needed; Positions; Slots; #",
    heads.DEPARTMENT: "Dept; Dept.; Group; Section",
    heads.ALSO_CALLED: "Alias; Aliases; Synonym; Synonyms; Other names; AKA",
    heads.SETTING: "Name; Option; Parameter; Key",
    heads.DATE: "Day; Holiday date",
}
_NEAR, _ALIKE = 3.0, 0.7  # what another name weighs, and from which likeness of spelling on a header counts
_MISSPELT = 0.85  # from which likeness on a text is a header where no other tells that its row is one


def _key(text: str) -> str:
    return "".join(letter for letter in name_key(text) if letter.isalnum() or letter == "#")


@cache
def _names(column: str) -> frozenset[str]:
    return frozenset(map(_key, _CALLED.get(column, "").split(";"))) - {""}


def count_near(columns: Collection[str], texts: Collection[str]) -> int:
    """Return how many of the columns are there under another name that is known for them."""
    keys = {_key(text) for text in texts}
    return sum(not keys.isdisjoint(_names(column)) for column in columns)


def has_misspelt(columns: Collection[str], texts: Collection[str]) -> bool:
    """Whether one of the texts is hardly anything else than a column's name with a slip in it."""
    short = [text for text in texts if len(text) <= LONGEST_COMPARED]
    return any(_likeness(column, text) >= _MISSPELT for column in columns for text in short)


def suggest(
    columns: Collection[str], missing: Sequence[str], texts: Collection[str], pairs: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Return which of the texts each missing column may be meant by; each text stands for one column at most.

    A text that is another name of one of the sheet's ``columns`` is never taken for a different one, and one that might
    be either of two missing columns is left out, unless they are one of the ``pairs`` that stand in for each other.
    """
    weights = {text: _weights(columns, missing, text) for text in texts if len(text) <= LONGEST_COMPARED}
    best: dict[int, tuple[float, dict[str, str]]] = {0: (0.0, {})}  # by the set of missing columns that have a text
    for text, found in weights.items():
        for taken, (sum_before, chosen) in [*best.items()]:
            for column, weight in found.items():
                bit = 1 << missing.index(column)
                if not taken & bit and sum_before + weight > best.get(taken | bit, (0.0, {}))[0]:
                    best[taken | bit] = sum_before + weight, {**chosen, column: text}
    _, chosen = max(best.values(), key=lambda pair: pair[0])
    return {column: text for column, text in chosen.items() if not _is_open(weights[text], chosen, pairs or {})}


def _weights(columns: Collection[str], missing: Sequence[str], text: str) -> dict[str, float]:
    key = _key(text)
    if any(key in _names(column) for column in columns):
        return {column: _NEAR for column in missing if key in _names(column)}
    alike = ((column, _likeness(column, text)) for column in missing)
    return {column: ratio for column, ratio in alike if ratio >= _ALIKE}


def _likeness(column: str, text: str) -> float:
    return SequenceMatcher(None, name_key(column), name_key(text)).ratio()


def _is_open(found: dict[str, float], chosen: Collection[str], pairs: Mapping[str, str]) -> bool:
    """Whether another column than the chosen one, as good for the same text, has none."""
    near = [column for column, weight in found.items() if weight == _NEAR]
    return any({column, pairs.get(column)}.isdisjoint(chosen) for column in near)
