"""Events followed from plan to plan. Changes when other work counts as the same event."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from planner.alternatives.exports.following import follow
from planner.alternatives.exports.planned_work import PlannedWork
from planner.folder.calendar_record import CalendarRecord, Event
from tests.builders import span

MONDAY = datetime(2026, 3, 2, 12, tzinfo=UTC)
LATER = MONDAY + timedelta(days=1)
NOTHING = CalendarRecord("0123456789abcdef")


def work(first: int, last: int, crew_id: str = "C1", role: str = "Gaffer", production_id: str = "P1") -> PlannedWork:
    return PlannedWork(production_id, f"Film {production_id}", role, crew_id, f"Name {crew_id}", span(first, last))


def told(record: CalendarRecord) -> list[tuple[str, int, str, int, bool]]:
    return [(e.crew_id, e.ordinal, str(e.span)[-2:], e.sequence, e.cancelled) for e in record.events]


def test_the_first_plan_counts_the_work_of_one_task_by_its_days() -> None:
    record = follow(NOTHING, [work(9, 9), work(3, 4), work(5, 6, "C2")], MONDAY)
    assert told(record) == [("C1", 1, "04", 0, False), ("C1", 2, "09", 0, False), ("C2", 1, "06", 0, False)]
    assert {event.modified for event in record.events} == {MONDAY}


def test_the_same_work_is_the_same_record_whatever_the_plan_s_time() -> None:
    plan = [work(3, 4), work(9, 9)]
    record = follow(NOTHING, plan, MONDAY)
    assert follow(record, reversed(plan), LATER) == record


def test_what_moved_keeps_its_id_and_counts_up() -> None:
    record = follow(NOTHING, [work(3, 4)], MONDAY)
    moved = follow(record, [work(5, 6)], LATER)
    assert told(moved) == [("C1", 1, "06", 1, False)]
    assert moved.events[0].modified == LATER
    assert moved.events[0].uid("s") == record.events[0].uid("s")


def test_what_keeps_its_days_is_not_taken_for_what_moved() -> None:
    record = follow(NOTHING, [work(3, 4), work(9, 9)], MONDAY)
    assert told(follow(record, [work(9, 9), work(20, 21)], LATER)) == [
        ("C1", 1, "21", 1, False),
        ("C1", 2, "09", 0, False),
    ]
    assert told(follow(record, [work(9, 9)], LATER)) == [("C1", 1, "04", 1, True), ("C1", 2, "09", 0, False)]


def test_who_left_is_cancelled_once_and_who_comes_back_is_the_same_event() -> None:
    record = follow(NOTHING, [work(3, 4)], MONDAY)
    left = follow(record, [], LATER)
    assert told(left) == [("C1", 1, "04", 1, True)]
    assert follow(left, [], LATER + timedelta(days=1)) == left
    assert told(follow(left, [work(3, 4)], LATER)) == [("C1", 1, "04", 2, False)]


def test_somebody_else_or_another_role_is_another_event() -> None:
    record = follow(NOTHING, [work(3, 4)], MONDAY)
    for other in (work(3, 4, "C2"), work(3, 4, role="Grip"), work(3, 4, production_id="P2")):
        after = follow(record, [other], LATER)
        assert sorted(event.cancelled for event in after.events) == [False, True]
        assert len({event.uid("s") for event in after.events}) == 2


def test_new_work_of_one_task_takes_a_new_number_and_never_an_old_one() -> None:
    record = follow(NOTHING, [work(3, 4), work(9, 9)], MONDAY)
    record = follow(record, [work(9, 9)], LATER)
    assert told(follow(record, [work(1, 1), work(9, 9), work(12, 12)], LATER)) == [
        ("C1", 1, "01", 2, False),
        ("C1", 2, "09", 0, False),
        ("C1", 3, "12", 0, False),
    ]


def test_a_new_name_or_title_is_a_change() -> None:
    record = follow(NOTHING, [work(3, 4)], MONDAY)
    assert told(follow(record, [replace(work(3, 4), full_name="Ann")], LATER)) == [("C1", 1, "04", 1, False)]


def test_an_older_plan_goes_on_from_what_was_told() -> None:
    moved = follow(follow(NOTHING, [work(3, 4)], MONDAY), [work(5, 6)], LATER)
    undone = follow(moved, [work(3, 4)], MONDAY)
    assert told(undone) == [("C1", 1, "04", 2, False)]
    assert undone.events[0].modified == LATER  # and not before the change that it takes back


def test_ids_do_not_depend_on_how_identifiers_are_spelt_or_on_days() -> None:
    def uid(one: PlannedWork, season: str = "s") -> str:
        (event,) = follow(NOTHING, [one], MONDAY).events
        return event.uid(season)

    assert uid(work(3, 4)) == uid(work(7, 9)) == uid(replace(work(3, 4), role=" GAFFER"))
    assert uid(work(3, 4)) != uid(work(3, 4), "t")
    # what stands side by side is not run together
    ids = {uid(work(3, 4, "1", "B", "A")), uid(work(3, 4, "1", "", "AB")), uid(work(3, 4, "B1", "", "A"))}
    assert len(ids) == 3


def test_an_event_knows_its_task() -> None:
    event = Event("P1", "Film", "Gaffer", "C1", "Ann", 1, span(3, 4), 0, MONDAY)
    assert event.task == ("p1", "gaffer", "c1")
