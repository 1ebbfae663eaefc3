"""An explanation in lines for the terminal, and as JSON.

Changes when the text or the JSON of ``explain`` does.
"""

from collections.abc import Callable, Iterator
from textwrap import wrap

from planner.audit.remedy_wording import remedy_in_words
from planner.domain.change_rows import to_json
from planner.domain.finding import Severity
from planner.domain.grouping import grouped
from planner.domain.instance import Instance
from planner.domain.production import Slot
from planner.domain.reason import Reason
from planner.domain.remedy import Remedy
from planner.domain.report import Candidate, Conflict, Report
from planner.domain.wording import counted, numbered

WIDTH = 100
MOST_SHARED = 10
NEAREST = 3

Asked = Callable[[str, str], bool]


def explanation_lines(instance: Instance, report: Report, asked: Asked) -> Iterator[str]:
    """Yield what is asked about: remedies for several vacancies, each vacancy, bookings that did not stand."""
    conflicts = [one for one in report.conflicts if asked(one.production_id, one.role)]
    vacancies = [one for one in conflicts if one.code == "vacancy"]
    shared = [one for one in report.explained.shared if any(asked(s.production_id, s.role) for s in one.fills)]
    yield f"{counted(len(vacancies), 'vacancy').capitalize()}." if vacancies else "No vacancy."
    if shared:
        yield ""
        yield "For several vacancies at once:"
        for told in numbered([remedy_in_words(one, instance.production_by_id) for one in shared[:MOST_SHARED]]):
            yield from _wrapped(told, "  ")
        if len(shared) > MOST_SHARED:
            yield f"  and {len(shared) - MOST_SHARED:,} more on the plan's sheet Remedies."
    nearest = _nearest(report)
    for conflict in vacancies:
        yield ""
        yield f"{conflict.what} Priority {instance.production_by_id[conflict.production_id].priority}."
        yield from _wrapped(f"Why: {conflict.why}", "  ")
        for candidate in nearest.get(_slot_of(conflict), ())[:NEAREST]:
            name = instance.crew_by_id[candidate.crew_id].full_name
            yield from _wrapped(f"Near: {name} ({candidate.crew_id}), {candidate.detail}.", "  ")
        for option in numbered(conflict.options):
            yield from _wrapped(option, "  ")
    for conflict in conflicts:
        if conflict.code != "vacancy" and conflict.severity is not Severity.INFO:
            yield ""
            yield f"{conflict.what} [{conflict.code}]"
            yield from _wrapped(f"Why: {conflict.why}", "  ")
            for option in conflict.options:
                yield from _wrapped(option, "  ")


def _wrapped(text: str, indent: str) -> list[str]:
    return wrap(text, WIDTH, initial_indent=indent, subsequent_indent=f"{indent}   ")


def _slot_of(vacancy: Conflict) -> Slot:
    """Return the slot that a vacancy is about."""
    assert vacancy.span is not None
    assert vacancy.slot_number is not None
    return Slot(vacancy.production_id, vacancy.role, vacancy.span, vacancy.slot_number)


def _nearest(report: Report) -> dict[Slot, tuple[Candidate, ...]]:
    return grouped(report.candidates, lambda one: one.slot)


def explanation_json(instance: Instance, report: Report, plan: str, asked: Asked) -> dict[str, object]:
    """Return the answer of ``explain --json``: sentences and their evidence; days are ISO, costs in cents."""
    explained = report.explained
    nearest = _nearest(report)
    vacancies = []
    for conflict in report.conflicts:
        if conflict.code == "vacancy" and asked(conflict.production_id, conflict.role):
            slot = _slot_of(conflict)
            vacancies.append(
                {
                    **_slot_json(slot),
                    "priority": instance.production_by_id[slot.production_id].priority,
                    "why": conflict.why,
                    "reason": _reason_json(explained.reasons[slot]),
                    "candidates": [_candidate_json(one) for one in nearest.get(slot, ())],
                    "examined": slot in explained.remedies,
                    "remedies": [_remedy_json(instance, one) for one in explained.remedies.get(slot, ())],
                    "source": str(conflict.source),
                }
            )
    others = [one for one in report.conflicts if one.code != "vacancy" and asked(one.production_id, one.role)]
    shared = [one for one in explained.shared if any(asked(s.production_id, s.role) for s in one.fills)]
    return {
        "plan": plan,
        "vacancies": vacancies,
        "shared": [_remedy_json(instance, one) for one in shared],
        "conflicts": [_conflict_json(one) for one in others],
    }


def _slot_json(slot: Slot) -> dict[str, object]:
    first, last = slot.span.first_day.isoformat(), slot.span.last_day.isoformat()
    return {"production": slot.production_id, "role": slot.role, "slot": slot.number, "from": first, "to": last}


def _reason_json(reason: Reason) -> dict[str, object]:
    return {
        "kind": reason.kind.value,
        "role": reason.role,
        "from": reason.days.first_day.isoformat() if reason.days else None,
        "to": reason.days.last_day.isoformat() if reason.days else None,
        "needed": reason.needed,
        "present": reason.present,
        "slots": [_slot_json(slot) for slot in reason.slots],
        "people": list(reason.people),
        "confirmed": [
            {"production": kept.production_id, "crew": kept.crew_id, "role": kept.role} for kept in reason.kept
        ],
        "began": [{**_slot_json(row.slot), "crew": row.crew_id} for row in reason.began],
        "left_out": reason.left_out,
    }


def _candidate_json(one: Candidate) -> dict[str, object]:
    return {"crew": one.crew_id, "codes": list(one.reasons), "days_missed": one.days, "detail": one.detail}


def _remedy_json(instance: Instance, one: Remedy) -> dict[str, object]:
    shifts = [{"goal": shift.goal, "step": shift.step, "by": shift.by} for shift in one.shifts]
    return {
        "remedy": one.number or None,
        "kind": one.kind.value,
        "text": remedy_in_words(one, instance.production_by_id),
        "days": one.days,
        "fills": [_slot_json(slot) for slot in one.fills],
        "goals": shifts,
        "exact": one.exact,
        "changes": [to_json(change) for change in one.changes],
    }


def _conflict_json(one: Conflict) -> dict[str, object]:
    return {
        "code": one.code,
        "severity": one.severity.value,
        "production": one.production_id,
        "role": one.role or None,
        "crew": one.crew_id or None,
        "what": one.what,
        "why": one.why,
        "options": list(one.options),
        "source": str(one.source),
    }
