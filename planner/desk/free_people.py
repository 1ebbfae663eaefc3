"""Who is free for a job by every rule, what stands against the others, and in which order the free are preferred.

Changes when the desk prefers people for another reason.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from planner.audit.board import Board
from planner.audit.candidates import prospects_on
from planner.audit.hindrance import Nevers, nevers_of, personal_hindrances, suits, work_hindrances
from planner.audit.wording import job_in_words, person_in_words
from planner.desk.decision import Objection
from planner.desk.state import Desk
from planner.domain.crew import CrewMember
from planner.domain.production import Job, Slot
from planner.domain.span import DateSpan

Preference = tuple[int, int, int, int]
TOLD = 3


@dataclass(frozen=True)
class FreePeople:
    """A desk, asked who could do which job."""

    desk: Desk

    @cached_property
    def _nevers(self) -> Nevers:
        return nevers_of(self.desk.instance)

    @cached_property
    def _place(self) -> dict[str, int]:
        return {person.crew_id: at for at, person in enumerate(self.desk.instance.crew)}

    def hindrances(self, person: CrewMember, job: Job) -> tuple[tuple[str, str], ...]:
        """Return code and words of everything that keeps a person out of a job, the person's other work included."""
        found = list(personal_hindrances(person, job, self._nevers))
        gap_days = self.desk.instance.settings.gap_days
        work = self.desk.work_of(person.crew_id)
        found += [one for one, _ in work_hindrances(job, work, gap_days, self.desk.productions)]
        return tuple((one.code, one.detail) for one in found)

    def could(self, person: CrewMember, job: Job) -> bool:
        """Whether a person could do a job if it were not for other work."""
        return suits(person, job, self._nevers)

    def of(self, job: Job) -> Iterator[CrewMember]:
        """Yield everybody who could do a job, by Crew ID."""
        for person in self.desk.instance.crew:
            if job.role in person.roles and not self.hindrances(person, job):
                yield person

    def preference(self, person: CrewMember, job: Job) -> Preference:
        """Return what is least for whom the desk prefers: main role, then day rate, then paid days, then Crew ID."""
        days = sum(self.desk.instance.paid_days(row.slot) for row in self.desk.work_of(person.crew_id))
        own = person.employment_near(job.span.first_day)
        return int(own.main_role != job.role), own.day_rate_cents, days, self._place[person.crew_id]

    def best(self, job: Job, instead_of: CrewMember) -> CrewMember | None:
        """Return whom the desk prefers for a job among the others who could do it."""
        others = (person for person in self.of(job) if person.crew_id != instead_of.crew_id)
        return min(others, key=lambda person: self.preference(person, job), default=None)

    def why_not(self, person: CrewMember, job: Job) -> Iterator[Objection]:
        """Yield a reason for everything that keeps a person out of a job."""
        for code, words in self.hindrances(person, job):
            yield Objection(code, f"{person_in_words(person)} {words}.")

    def nearest(self, role: str, span: DateSpan, production_id: str) -> str:
        """Return in words who comes nearest to a job that nobody is free for, and what keeps them out."""
        job = Slot(production_id, role, span, 1)
        holders = [person for person in self.desk.instance.crew if role in person.roles]
        if not holders:
            return f"Nobody holds the role {role}."
        field = prospects_on(Board(self.desk.instance, self.desk.plan))(job)
        told = [one for one in field.nearest if one.codes != ("free",)][:TOLD]
        if not told:
            all_of_them = f"All {len(holders)} who hold" if len(holders) > 1 else "The only one who holds"
            return f"{all_of_them} the role {role} {'are' if len(holders) > 1 else 'is'} taken by it already."
        words = "; ".join(f"{person_in_words(one.person)} {one.detail}" for one in told)
        return f"Nearest to {job_in_words(job, self.desk.productions)}: {words}."
