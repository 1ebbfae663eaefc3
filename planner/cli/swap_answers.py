"""Why this person and not another, in lines for the terminal and as JSON; and which slot somebody means.

Changes when the text or the JSON of ``explain --slot`` and ``--person`` does.
"""

from collections import Counter
from collections.abc import Iterator
from textwrap import wrap

from planner.audit.board import Board
from planner.audit.swap_wording import Verdict, swap_in_words, verdict_on
from planner.audit.wording import job_in_words, listed, person_in_words, with_and
from planner.cli.options import usage_error
from planner.domain.change_rows import to_json
from planner.domain.grouping import grouped
from planner.domain.instance import Instance
from planner.domain.names import did_you_mean, name_key
from planner.domain.plan import Assignment
from planner.domain.production import Slot, Window
from planner.domain.swap import Swap, Swaps
from planner.domain.wording import counted, production_in_words

WIDTH = 100
MOST_BARRED = 10
MOST_ROWS = 20


def named_slot(instance: Instance, text: str) -> Slot:
    """Return the slot that a text names: production (ID or title), role, number, and its first day where several are.

    Number and day may be left out where only one slot is meant. Raises a usage error with those that come near.
    """
    named = grouped(
        ((name_key(name), slot) for slot in instance.slots for name in _names(instance, slot)), lambda pair: pair[0]
    )
    meant = dict.fromkeys(slot for _, slot in named.get(name_key(text), ()))
    if len(meant) == 1:
        return next(iter(meant))
    if meant:
        ways = listed([f'"{_full_name(slot)}"' for slot in meant], 6, " or ")
        raise usage_error("ambiguous-slot", f'"{text}" may be {ways}.')
    raise usage_error("unknown-slot", f'There is no slot "{text}" in this plan. {_hint(instance, text)}')


def _hint(instance: Instance, text: str) -> str:
    """Return what may have been meant: a slot that is spelt alike, else of the production what it asks for."""
    title = next((p for p in instance.planned_productions if _begins(text, p.production_id, p.title)), None)
    slots = [slot for slot in instance.slots if title is None or slot.production_id == title.production_id]
    names = {name: slot for slot in slots for name in _names(instance, slot)}
    near = did_you_mean(text, names)
    if near:
        return f'Did you mean "{_full_name(names[near])}"?'
    if title is None:
        return 'Slots are named as in "P12 Gaffer 1".'
    return f"{production_in_words(title)} asks for {with_and(list(dict.fromkeys(slot.role for slot in slots)))}."


def _begins(text: str, *names: str) -> bool:
    return any(f"{name_key(text)} ".startswith(f"{name_key(name)} ") for name in names)


def _names(instance: Instance, slot: Slot) -> Iterator[str]:
    title = instance.production_by_id[slot.production_id].title
    for production in dict.fromkeys((slot.production_id, title)):
        for number in ("", f" {slot.number}"):
            yield f"{production} {slot.role}{number}"
            yield f"{production} {slot.role}{number} {slot.span.first_day}"


def _full_name(slot: Slot) -> str:
    return f"{slot} {slot.span.first_day}"


def swaps_lines(board: Board, swaps: Swaps) -> Iterator[str]:
    """Yield who has the slot, or what the person does, and what the goals or a rule say of everybody or all else."""
    yield from _slot_lines(board, swaps.slot) if swaps.slot else _person_lines(board, str(swaps.crew_id))
    for swap in swaps.tried:
        yield from _wrapped(f"{_subject(board, swaps, swap)}: {swap_in_words(board, swap)}.")
    barred = list(_barred(board, swaps))
    for line in barred[:MOST_BARRED]:
        yield from _wrapped(line)
    if len(barred) > MOST_BARRED:
        yield f"  and {len(barred) - MOST_BARRED:,} more lines of what rules forbid (--json has all)."
    if swaps.untried:
        most = len(swaps.tried) + len(swaps.untried)
        yield f"  {len(swaps.untried):,} more {_noun(swaps, len(swaps.untried))} not tried (--most {most} tries all)."
    if not (swaps.tried or swaps.barred or swaps.untried):
        yield _nothing(board, swaps)
    elif swaps.slot is None and swaps.crew_id not in board.work:
        yield _why_idle(swaps)


def _why_idle(swaps: Swaps) -> str:
    """Count what keeps somebody from working at all."""
    verdicts = Counter(map(verdict_on, swaps.tried))
    numbers = {str(one): verdicts[one] for one in Verdict}
    numbers |= {"forbidden by a rule": len(swaps.barred), "not tried": len(swaps.untried)}
    told = [f"{number:,} {'is' if number == 1 else 'are'} {words}" for words, number in numbers.items() if number]
    return f"So they are idle: of the slots of their roles {with_and(told)}."


def _barred(board: Board, swaps: Swaps) -> Iterator[str]:
    """Yield a line for each rule that keeps people out in the same words, or somebody out of slots."""
    for words, same in grouped(swaps.barred, lambda swap: swap_in_words(board, swap)).items():
        if swaps.slot is not None:
            yield f"{listed([_person(board, swap.crew_id) for swap in same], MOST_BARRED)}: {words}."
        else:
            yield f"{listed([_subject(board, swaps, swap) for swap in same])}: {words}."


def _wrapped(text: str) -> list[str]:
    return wrap(text, WIDTH, initial_indent="  ", subsequent_indent="     ")


def _noun(swaps: Swaps, number: int) -> str:
    return counted(number, "person" if swaps.slot else "slot").split()[-1]


def _slot_lines(board: Board, slot: Slot) -> Iterator[str]:
    """Yield who has a slot, and how they came by it as far as bookings tell."""
    row = next((row for row in board.assignments if row.slot == slot), None)
    where = f"{job_in_words(slot, board.productions)} (slot {slot.number})"
    if row is None:
        yield f"Nobody has {where}."
    else:
        who = _person(board, row.crew_id)
        yield f"{who} has {where}{_booked(board, row)}."
    yield "If somebody else must have it, all else planned again:"


def _booked(board: Board, row: Assignment) -> str:
    kept = [one for one in board.kept_bookings.get(row.crew_id, ()) if row in board.keeping(one)]
    return f", {kept[0].status_text}" if kept else ""


def _person_lines(board: Board, crew_id: str) -> Iterator[str]:
    """Yield where somebody works."""
    person = board.instance.crew_by_id[crew_id]
    rows = [row for row in board.work.get(crew_id, ()) if row in board.planned]
    days = sum(board.instance.paid_days(row.slot) for row in rows)
    if rows:
        yield f"{person_in_words(person)} works {counted(days, 'paid day')} in this plan:"
        for row in rows[:MOST_ROWS]:
            yield f"  {job_in_words(row.slot, board.productions)}{_booked(board, row)}"
        if len(rows) > MOST_ROWS:
            yield f"  and {len(rows) - MOST_ROWS:,} more"
        yield "If they must work elsewhere, all else planned again:"
    else:
        yield f"{person_in_words(person)} works nowhere in this plan."
        yield "If they must work, all else planned again:"


def _nothing(board: Board, swaps: Swaps) -> str:
    if swaps.slot is not None and swaps.crew_id is not None:
        return f"  {_person(board, swaps.crew_id)} has it already."
    if swaps.slot is not None:
        return f"  Nobody else holds the role {swaps.slot.role}."
    roles = with_and(list(dict.fromkeys(board.instance.crew_by_id[str(swaps.crew_id)].roles)))
    return f"  No other slot of the plan asks for {roles}."


def _person(board: Board, crew_id: str) -> str:
    return person_in_words(board.instance.crew_by_id[crew_id])


def _subject(board: Board, swaps: Swaps, swap: Swap) -> str:
    """Return whom or what a line is about: the person, or the slot with whoever has it."""
    if swaps.slot is not None:
        return _person(board, swap.crew_id)
    return f"{job_in_words(swap.window, board.productions)} ({_holders(board, swap.window)})"


def _holders(board: Board, window: Window) -> str:
    people = [
        board.instance.crew_by_id[row.crew_id].full_name
        for row in board.rows_of(window.production_id)
        if row.slot.window == window
    ]
    return listed(people) if people else "vacant"


def swaps_json(board: Board, swaps: Swaps, plan: str) -> dict[str, object]:
    """Return the answer of ``explain --slot`` and ``--person`` as JSON; days are ISO, costs in cents."""
    slot = swaps.slot
    holder = next((row.crew_id for row in board.assignments if row.slot == slot), None)
    mine = [row for row in board.work.get(swaps.crew_id or "", ()) if row in board.planned]
    return {
        "plan": plan,
        "slot": None if slot is None else {**_window_json(slot.window), "slot": slot.number, "crew_id": holder},
        "crew_id": swaps.crew_id,
        "work": [{**_window_json(row.slot.window), "slot": row.slot.number} for row in mine],
        "tried": [_swap_json(board, swap) for swap in swaps.tried],
        "barred": [_swap_json(board, swap) for swap in swaps.barred],
        "untried": [_key_json(board, swap) for swap in swaps.untried],
    }


def _swap_json(board: Board, swap: Swap) -> dict[str, object]:
    return {
        **_key_json(board, swap),
        "codes": list(dict.fromkeys(bar.code for bar in swap.bars)),
        "text": swap_in_words(board, swap),
        "goals": [{"goal": shift.goal, "step": shift.step, "by": shift.by} for shift in swap.shifts],
        "found": swap.found,
        "proven": swap.proven,
        "changes": [to_json(change) for change in swap.changes],
        "gone": [{**_window_json(row.slot.window), "crew_id": row.crew_id} for row in swap.gone],
        "come": [{**_window_json(row.slot.window), "crew_id": row.crew_id} for row in swap.come],
    }


def _key_json(board: Board, swap: Swap) -> dict[str, object]:
    name = board.instance.crew_by_id[swap.crew_id].full_name
    return {"crew_id": swap.crew_id, "full_name": name, **_window_json(swap.window)}


def _window_json(window: Window) -> dict[str, object]:
    first, last = window.span.first_day.isoformat(), window.span.last_day.isoformat()
    return {"production_id": window.production_id, "role": window.role, "from": first, "to": last}
