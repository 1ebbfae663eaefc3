"""What is different from the previous plan."""

from dataclasses import replace

from planner.audit.changes import find_changes
from planner.domain.instance import Instance
from planner.domain.plan import Assignment, Departure, PreviousPlan
from planner.domain.settings import Settings
from tests.builders import GAFFER, GRIP, day, need, plan_of, row, studio

SHOOT, WRAP = need("P1", GAFFER, 3, 5), need("P1", GAFFER, 8, 9)


def changes(instance: Instance, *rows: Assignment) -> tuple[list[tuple[str, str, int]], list[str]]:
    """Return the rows as (kind, person, first day of March), and the labels of the assignments in their order."""
    found, change_of = find_changes(instance, plan_of(instance, *rows))
    return [(c.kind, c.full_name, c.span.first_day.day) for c in found], [change_of[one] for one in rows if change_of]


def test_nothing_to_tell_without_a_previous_plan() -> None:
    assert changes(studio(SHOOT), row("P1", GAFFER, 3, 5, "C1")) == ([], [])


def test_kept_whatever_the_slot_number() -> None:
    instance = studio(need("P1", GAFFER, 3, 5, 2), previous=[row("P1", GAFFER, 3, 5, "C1", 2)])
    assert changes(instance, row("P1", GAFFER, 3, 5, "C1", 1)) == ([], ["kept"])


def test_another_person_is_new_and_the_first_has_lost() -> None:
    instance = studio(SHOOT, previous=[row("P1", GAFFER, 3, 5, "C1")])
    assert changes(instance, row("P1", GAFFER, 3, 5, "C2")) == (
        [("lost", "Ann Reed", 3), ("gained", "Bo Li", 3)],
        ["new"],
    )


def test_another_window_is_moved() -> None:
    instance = studio(WRAP, previous=[row("P1", GAFFER, 3, 5, "C1")])
    assert changes(instance, row("P1", GAFFER, 8, 9, "C1")) == ([("moved", "Ann Reed", 8)], ["moved"])


def test_another_role_is_new() -> None:
    instance = studio(need("P1", GRIP, 3, 5), previous=[row("P1", GAFFER, 3, 5, "C2")])
    assert changes(instance, row("P1", GRIP, 3, 5, "C2"))[1] == ["new"]


def test_a_kept_window_explains_only_itself() -> None:
    # Ann keeps the shoot and gets the wrap besides: nothing has moved.
    instance = studio(SHOOT, WRAP, previous=[row("P1", GAFFER, 3, 5, "C1")])
    rows = (row("P1", GAFFER, 3, 5, "C1"), row("P1", GAFFER, 8, 9, "C1"))
    assert changes(instance, *rows) == ([("gained", "Ann Reed", 8)], ["kept", "new"])


def test_a_vacancy_now_is_lost() -> None:
    assert changes(studio(SHOOT, previous=[row("P1", GAFFER, 3, 5, "C1")])) == ([("lost", "Ann Reed", 3)], [])


def test_what_lies_outside_the_window_is_no_change() -> None:
    instance = studio(SHOOT, previous=[row("P1", GAFFER, 3, 5, "C1")], settings=Settings(plan_from=day(6)))
    assert changes(instance) == ([], [])


def test_what_is_no_longer_required_outside_the_window_is_no_change() -> None:
    before = [row("P1", GAFFER, 3, 5, "C1"), row("P1", GAFFER, 8, 9, "C2")]
    assert changes(studio(WRAP, previous=before, settings=Settings(plan_from=day(6)))) == ([("lost", "Bo Li", 8)], [])


def test_who_came_into_the_window_has_moved() -> None:
    instance = studio(WRAP, previous=[row("P1", GAFFER, 3, 5, "C1")], settings=Settings(plan_from=day(6)))
    assert changes(instance, row("P1", GAFFER, 8, 9, "C1")) == ([("moved", "Ann Reed", 8)], ["moved"])


def test_who_or_what_is_no_longer_there() -> None:
    gone = PreviousPlan(departures=(Departure(row("P9", GAFFER, 3, 5, "C9"), "Zed Zimmer"),))
    instance = Instance.sorted((), (), (), previous=gone)
    assert changes(instance) == ([("no longer there", "Zed Zimmer", 3)], [])


def test_what_moved_says_from_where() -> None:
    instance = studio(WRAP, previous=[row("P1", GAFFER, 3, 5, "C1")])
    (change,), _ = find_changes(instance, plan_of(instance, row("P1", GAFFER, 8, 9, "C1")))
    assert change.before == SHOOT.span


def announcing(instance: Instance, *rows: Assignment) -> Instance:
    """Return a folder whose published plan has these rows."""
    return replace(instance, announced=PreviousPlan(rows))


def test_changes_are_told_against_the_published_plan() -> None:
    was, is_now = row("P1", GAFFER, 3, 5, "C1"), row("P1", GAFFER, 3, 5, "C2")
    instance = announcing(studio(SHOOT, previous=[is_now]), was)
    assert changes(instance, is_now) == ([("lost", "Ann Reed", 3), ("gained", "Bo Li", 3)], ["new"])
    assert changes(announcing(studio(SHOOT, previous=[was]), is_now), is_now) == ([], ["kept"])
    moved = announcing(studio(SHOOT, previous=[is_now]), row("P1", GAFFER, 8, 9, "C2"))
    assert changes(moved, is_now) == ([("moved", "Bo Li", 3)], ["moved"])


def test_a_published_plan_is_compared_with_where_no_plan_is_kept() -> None:
    instance = announcing(studio(SHOOT), row("P1", GAFFER, 3, 5, "C1"))
    assert changes(instance) == ([("lost", "Ann Reed", 3)], [])


def test_what_stays_outside_the_window_is_not_taken_for_what_moved() -> None:
    old, now = row("P1", GAFFER, 3, 5, "C1"), row("P1", GAFFER, 8, 9, "C1")
    instance = studio(SHOOT, WRAP, previous=[old, now], settings=Settings(plan_from=day(7)))
    assert changes(announcing(instance, old, now), now) == ([], ["kept"])
    assert changes(announcing(instance, old), now) == ([("gained", "Ann Reed", 8)], ["new"])
    assert changes(announcing(instance, now), now) == ([], ["kept"])
    assert changes(announcing(instance, row("P1", GAFFER, 1, 2, "C1"), now), now) == ([], ["kept"])


def test_who_was_told_and_is_no_longer_there_is_told_so() -> None:
    gone = Departure(row("P1", GAFFER, 3, 5, "C9"), "Zed")
    instance = replace(studio(SHOOT, previous=[]), announced=PreviousPlan((), (gone,)))
    assert changes(instance) == ([("no longer there", "Zed", 3)], [])
