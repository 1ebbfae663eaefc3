"""Who could come nearest to filling a vacancy, and everything that keeps them out.

Changes when the contract's Candidates sheet does.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache, partial

from planner.audit.board import Board
from planner.audit.hindrance import Hindrance, gap_beside, personal_hindrances, work_hindrances
from planner.audit.nearness import Nearness
from planner.domain.crew import CrewMember
from planner.domain.production import Job, Slot
from planner.domain.report import Candidate
from planner.domain.wording import counted

MOST_PER_VACANCY = 50
MOST_ROWS = 200_000


@dataclass(frozen=True, slots=True)
class Prospect:
    """Somebody who holds a job's role; ``codes`` say what stands in their way, ``free`` that nothing does.

    ``days`` is how many days of the job are in the way.
    """

    board: Board
    job: Job
    person: CrewMember
    codes: tuple[str, ...]
    days: int

    @property
    def detail(self) -> str:
        """What stands in the way, in words."""
        against = _against(self.board, self.person, self.job)
        return "; ".join(dict.fromkeys(h.detail for h in against if h.detail)) or "nothing stands in the way"


@dataclass(frozen=True, slots=True)
class Field:
    """All who hold a job's role: how many, how often each last code, the most frequent first, and the nearest people.

    Fewest days in the way come first, then fewest codes, then Crew ID.
    """

    total: int
    kinds: tuple[tuple[str, int], ...]
    nearest: tuple[Prospect, ...]


Prospects = Callable[[Slot], Field]


def candidates_of(vacancies: Iterable[Slot], prospects: Prospects) -> tuple[tuple[Candidate, ...], str]:
    """Return the candidates of every vacancy, nearest first, and a line that says what was cut (empty for nothing)."""
    rows: list[Candidate] = []
    left_out = 0
    for slot in vacancies:
        field = prospects(slot)
        shown = field.nearest[: MOST_ROWS - len(rows)]
        left_out += field.total - len(shown)
        rows.extend(Candidate(slot, one.person.crew_id, one.codes, _missed(one), one.days) for one in shown)
    return tuple(rows), _cut(left_out)


def _missed(one: Prospect) -> str:
    """``2 of 7 days missed: leaves on 5 March 2026``."""
    return f"{one.days} of {counted(one.job.span.days, 'day')} missed: {one.detail}" if one.days else one.detail


def _cut(left_out: int) -> str:
    if not left_out:
        return ""
    rows = "1 row is" if left_out == 1 else f"{left_out:,} rows are"
    return (
        f"{rows} left out: at most {MOST_PER_VACANCY} people are listed for a vacancy, the nearest, "
        f"and {MOST_ROWS:,} rows in all."
    )


def prospects_on(board: Board) -> Prospects:
    """Return a lookup of prospects by slot; the slots of one requirement share the work."""
    known = cache(partial(_field, board, Nearness(board)))
    return lambda slot: known(replace(slot, number=1))


def _field(board: Board, nearness: Nearness, job: Slot) -> Field:
    counted = [(*nearness.of(person, job), person) for person in board.holders.get(job.role, ())]
    # The holders come by Crew ID and sorting keeps that order among equals.
    counted.sort(key=lambda one: (one[0], len(one[1])))
    kinds = Counter(codes[-1] for _, codes, _ in counted)
    nearest = (Prospect(board, job, person, codes, days) for days, codes, person in counted[:MOST_PER_VACANCY])
    return Field(len(counted), tuple(kinds.most_common()), tuple(nearest))


def _against(board: Board, person: CrewMember, job: Job) -> tuple[Hindrance, ...]:
    gap_days = board.instance.settings.gap_days
    found = list(personal_hindrances(person, job, board.nevers))
    near, productions = board.work_near(person.crew_id, job), board.productions
    for hindrance, row in work_hindrances(job, near, gap_days, productions):
        sure = row in board.confirmed_rows
        found.append(replace(hindrance, detail=f"{hindrance.detail}, confirmed") if sure else hindrance)
        # Days that are shared leave too few free ones as well, so moving the job by the shared days is not enough.
        beside = gap_beside(job, row.slot, gap_days) if hindrance.code == "busy" else None
        if beside is not None:
            found.append(beside)
        if sure:
            found.append(Hindrance("confirmed-elsewhere", hindrance.days, ""))
    return tuple(found)
