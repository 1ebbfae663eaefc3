"""What somebody must decide about a plan, with the reason that lets them."""

from dataclasses import replace

import pytest

from planner.audit import Board, prospects_on
from planner.audit.conflicts import find_conflicts
from planner.domain.booking import Booking, BookingStatus
from planner.domain.crew import CrewMember
from planner.domain.finding import Finding, Place, Severity
from planner.domain.instance import Instance
from planner.domain.plan import Assignment
from planner.domain.report import Conflict
from planner.domain.settings import Settings
from planner.remedies import explain
from tests.builders import ANN, BO, GAFFER, GRIP, away, confirmed, day, hold, need, never, plan_of, recast, row, studio

SHOOT = need("P1", GAFFER, 3, 5)
WHOLE = Settings(whole_staffing=True)
LATE = Settings(plan_from=day(10))


def conflicts(instance: Instance, *rows: Assignment) -> tuple[Conflict, ...]:
    board = Board(instance, plan_of(instance, *rows))
    prospects = prospects_on(board)
    return find_conflicts(board, prospects, explain(board, prospects, scale=0))


def only(instance: Instance, *rows: Assignment) -> Conflict:
    (conflict,) = conflicts(instance, *rows)
    return conflict


@pytest.mark.parametrize(("priority", "severity"), [(2, Severity.ERROR), (3, Severity.WARNING)])
def test_a_vacancy_per_empty_slot(priority: int, severity: Severity) -> None:
    found = conflicts(studio(need("P1", GAFFER, 3, 5, 2), priorities={"P1": priority}))
    assert [(c.code, c.slot_number, c.severity) for c in found] == [("vacancy", 1, severity), ("vacancy", 2, severity)]


def test_vacancies_come_by_priority() -> None:
    found = conflicts(studio(SHOOT, need("P2", GAFFER, 3, 5), priorities={"P2": 1}, bookings=[hold("P1", "C1")]))
    assert [(c.code, c.production_id) for c in found] == [
        ("vacancy", "P2"),
        ("vacancy", "P1"),
        ("hold-displaced", "P1"),
    ]


def test_why_nobody_holds_the_role() -> None:
    assert only(studio(need("P1", "Medic", 3, 5))).why == "Nobody holds the role Medic."


def test_why_too_few_people_on_a_day() -> None:
    # Needed: 2 on 3 March, 4 on 4–5 March. There: Ann until 3 March, Bo away on 4–5 March, Cy always, Di from 9 March.
    crew = [
        recast(ANN, last_day=day(3)),
        away(BO, 4, 5),
        CrewMember.employed("C3", "Cy", GAFFER),
        CrewMember.employed("C4", "Di", GAFFER, first_day=day(9)),
    ]
    instance = studio(need("P1", GAFFER, 3, 5, 2), need("P2", GAFFER, 4, 5, 2), crew=crew)
    found = conflicts(instance, row("P1", GAFFER, 3, 5, "C3"))
    assert found[0].why == (
        "Gaffer: 4 needed on 4–5 March 2026, 1 employed and present; "
        "1 away, 1 leaves on 3 March 2026, 1 is hired only on 9 March 2026."
    )


def test_somebody_away_is_there_before_and_after() -> None:
    # Two needed on 3–5 March; Ann and Bo are away on 4 March only, Cy never: one is missing on that day alone.
    crew = [away(ANN, 4, 4), away(BO, 4, 4), CrewMember.employed("C3", "Cy", GAFFER)]
    found = conflicts(studio(need("P1", GAFFER, 3, 5, 2), crew=crew), row("P1", GAFFER, 3, 5, "C3"))
    assert found[0].why == "Gaffer: 2 needed on 4 March 2026, 1 employed and present; 2 away."


def test_why_the_people_cannot_take_it() -> None:
    # Each day has one Gaffer present, but nobody for all three days.
    crew = [recast(ANN, last_day=day(4)), recast(BO, first_day=day(5))]
    assert only(studio(SHOOT, crew=crew)).why == (
        "Nobody who holds the role can do all of 3–5 March 2026. "
        "Ann Reed (C1) leaves on 4 March 2026; Bo Li (C2) is hired only on 5 March 2026."
    )


def test_many_people_are_summed_up() -> None:
    crew = [CrewMember.employed(f"C{n}", f"P{n}", GAFFER, first_day=day(4)) for n in range(1, 4)]
    crew += [CrewMember.employed("C4", "Di", GAFFER, last_day=day(4))]
    why = only(studio(SHOOT, crew=crew)).why
    # On 3 March only Di is there, which is enough for one slot, so counting shows no shortage.
    assert why == (
        "Nobody who holds the role can do all of 3–5 March 2026. "
        "Of 4 who hold the role Gaffer: 3 not yet hired, 1 no longer employed. "
        "Nearest is P1 (C1), who is hired only on 4 March 2026."
    )


def test_why_a_production_is_left_out() -> None:
    found = conflicts(studio(SHOOT, need("P1", "Medic", 3, 5), settings=WHOLE))
    assert found[0].why == "The production is left out because it cannot be whole: Nobody holds the role Medic."
    assert found[1].why == "Nobody holds the role Medic."


def not_kept(*bookings: Booking, **more: object) -> str:
    """Return why the last of the bookings is not kept, nobody being on P1."""
    instance = studio(SHOOT, bookings=bookings, **more)
    (found,) = [c for c in conflicts(instance) if c.code == "confirmed-not-kept"]
    assert found.severity is Severity.ERROR
    return found.why


def test_a_confirmed_booking_against_a_rule() -> None:
    why = not_kept(confirmed("P1", "C1"), crew=[away(ANN, 5, 6, "leave")])
    assert why == "Ann Reed (C1) is away 5–6 March 2026 (leave) [unavailable]."


def test_a_confirmed_booking_against_never() -> None:
    assert "[never]" in not_kept(never("P1", "C1", GAFFER), confirmed("P1", "C1"))


def test_a_confirmed_booking_against_a_wrong_role() -> None:
    assert "does not hold the role Gaffer" in not_kept(
        confirmed("P1", "C9"), crew=[CrewMember.employed("C9", "Gus", GRIP)]
    )


def test_a_confirmed_booking_against_another() -> None:
    instance = studio(SHOOT, need("P2", GAFFER, 5, 6), bookings=[confirmed("P1", "C1"), confirmed("P2", "C1")])
    found = only(instance, row("P1", GAFFER, 3, 5, "C1"), row("P2", GAFFER, 5, 6, "C2"))
    assert (found.code, found.production_id, found.crew_id) == ("confirmed-not-kept", "P2", "C1")
    assert found.why == "Ann Reed (C1) works on Film P1 (P1) Gaffer, 3–5 March 2026, confirmed [overlap]."


def test_two_jobs_of_one_production_on_one_day() -> None:
    both = recast(ANN, other_roles=(GRIP,))
    bookings = [confirmed("P1", "C1", GAFFER), confirmed("P1", "C1", GRIP)]
    instance = studio(SHOOT, need("P1", GRIP, 5, 9), crew=[both, recast(BO, main_role=GRIP)], bookings=bookings)
    conflict = only(instance, row("P1", GAFFER, 3, 5, "C1"), row("P1", GRIP, 5, 9, "C2"))
    assert conflict.code == "confirmed-not-kept"
    assert conflict.why.endswith("[overlap]: one person does one job a day.")
    assert conflict.options == (
        "One person does one job a day: release one of the two, Grip or Gaffer, or give both roles days of their own.",
    )


def test_a_confirmed_booking_against_the_count() -> None:
    instance = studio(SHOOT, bookings=[confirmed("P1", "C1"), confirmed("P1", "C2")])
    found = only(instance, row("P1", GAFFER, 3, 5, "C1"))
    assert found.why == "The only slot is taken by Ann Reed (C1), confirmed."


def test_a_confirmed_booking_of_a_production_that_is_left_out() -> None:
    instance = studio(SHOOT, need("P1", "Medic", 3, 5), bookings=[confirmed("P1", "C1")], settings=WHOLE)
    (found,) = [c for c in conflicts(instance) if c.code == "confirmed-not-kept"]
    assert "left out" in found.why


@pytest.mark.parametrize(
    ("booking", "severity"),
    [(confirmed("P1", "C2", GRIP), Severity.ERROR), (hold("P1", "C2", 1, GRIP), Severity.WARNING)],
)
def test_a_booking_without_a_slot(booking: Booking, severity: Severity) -> None:
    found = only(studio(SHOOT, bookings=[booking]), row("P1", GAFFER, 3, 5, "C1"))
    assert (found.code, found.severity) == ("booking-without-slot", severity)
    assert found.why == "Film P1 (P1) requires no Grip."
    assert found.options == ("Add a requirement to Film P1 (P1), or release the booking.",)


@pytest.mark.parametrize("role", [None, GAFFER])
def test_a_booking_whose_days_hold_no_slot_says_which_days_there_are(role: str | None) -> None:
    late = replace(confirmed("P1", "C2", role), first_day=day(4))
    found = only(studio(SHOOT, bookings=[late]), row("P1", GAFFER, 3, 5, "C1"))
    asked = f"requires {role or 'people'} 3–5 March 2026"
    assert found.why == f"Film P1 (P1) {asked}, which does not lie within the days of the booking."
    assert found.options == ("Correct the booking's From and To, leave them blank, or release it.",)


def test_a_booking_outside_the_window_is_only_told() -> None:
    found = only(studio(SHOOT, bookings=[confirmed("P1", "C1")], settings=LATE))
    assert (found.code, found.severity) == ("booking-without-slot", Severity.INFO)


def test_a_booking_that_is_carried_is_kept() -> None:
    instance = studio(SHOOT, bookings=[confirmed("P1", "C1")], previous=[row("P1", GAFFER, 3, 5, "C1")], settings=LATE)
    assert conflicts(instance) == ()


def test_kept_bookings_never_ones_and_released_ones_are_no_conflict() -> None:
    bookings = [confirmed("P1", "C1"), hold("P1", "C1", 2, GAFFER), never("P1", "C2")]
    assert conflicts(studio(SHOOT, bookings=bookings), row("P1", GAFFER, 3, 5, "C1")) == ()


@pytest.mark.parametrize(
    ("other", "gap_days", "severity"),
    [
        (confirmed("P2", "C1"), 0, Severity.INFO),
        (hold("P2", "C1", 1), 0, Severity.INFO),
        (hold("P2", "C1", 2), 0, Severity.WARNING),  # not better ranked
        (hold("P2", "C1", 3), 0, Severity.WARNING),
        (hold("P2", "C2", 1), 0, Severity.WARNING),  # somebody else's
    ],
)
def test_a_displaced_hold(other: Booking, gap_days: int, severity: Severity) -> None:
    instance = studio(SHOOT, need("P2", GAFFER, 5, 6), bookings=[hold("P1", "C1", 2), other])
    rows = (row("P1", GAFFER, 3, 5, "C2"), row("P2", GAFFER, 5, 6, "C1"))
    (found,) = [c for c in conflicts(instance, *rows) if c.production_id == "P1"]
    assert (found.code, found.severity) == ("hold-displaced", severity)


@pytest.mark.parametrize(("gap_days", "severity"), [(1, Severity.WARNING), (2, Severity.INFO)])
def test_a_kept_booking_stands_against_a_hold_by_gap_days_too(gap_days: int, severity: Severity) -> None:
    settings = Settings(gap_days=gap_days)
    instance = studio(
        SHOOT, need("P2", GAFFER, 7, 8), bookings=[hold("P1", "C1"), confirmed("P2", "C1")], settings=settings
    )
    found = only(instance, row("P1", GAFFER, 3, 5, "C2"), row("P2", GAFFER, 7, 8, "C1"))
    assert found.severity is severity


def test_a_hold_that_no_better_booking_stands_against_is_a_warning() -> None:
    # The confirmed booking is kept, but on other days.
    instance = studio(SHOOT, need("P2", GAFFER, 7, 8), bookings=[hold("P1", "C1"), confirmed("P2", "C1")])
    found = only(instance, row("P1", GAFFER, 3, 5, "C2"), row("P2", GAFFER, 7, 8, "C1"))
    assert found.severity is Severity.WARNING
    assert found.why == "The only slot is taken by Bo Li (C2)."


def test_a_hold_with_other_days_open_is_a_warning() -> None:
    # The confirmed booking takes 3–5 March from Ann; on 12–13 March she could have been kept.
    needs = (SHOOT, need("P1", GAFFER, 12, 13), need("P2", GAFFER, 5, 6))
    instance = studio(*needs, bookings=[hold("P1", "C1"), confirmed("P2", "C1")])
    rows = (row("P1", GAFFER, 3, 5, "C2"), row("P1", GAFFER, 12, 13, "C2"), row("P2", GAFFER, 5, 6, "C1"))
    found = only(instance, *rows)
    assert found.severity is Severity.WARNING
    assert found.why == (
        "Film P1 (P1) Gaffer, 3–5 March 2026: "
        "Ann Reed (C1) works on Film P2 (P2) Gaffer, 5–6 March 2026, confirmed [overlap]; "
        "Film P1 (P1) Gaffer, 12–13 March 2026: the only slot is taken by Bo Li (C2)."
    )


def test_a_hold_of_somebody_who_is_there_in_another_role_is_not_displaced() -> None:
    instance = studio(SHOOT, need("P1", GRIP, 3, 5), bookings=[hold("P1", "C2", role=GAFFER)])
    assert conflicts(instance, row("P1", GRIP, 3, 5, "C2"), row("P1", GAFFER, 3, 5, "C1")) == ()


def test_who_had_a_begun_slot_and_lost_it_is_told_of() -> None:
    before = [row("P1", GAFFER, 3, 5, "C1")]
    instance = studio(SHOOT, crew=[away(ANN, 5, 5), BO], previous=before, settings=Settings(plan_from=day(4)))
    found = only(instance, row("P1", GAFFER, 3, 5, "C2"))
    assert (found.code, found.severity, found.crew_id) == ("began-not-kept", Severity.WARNING, "C1")
    told = "Film P1 (P1) Gaffer, 3–5 March 2026, which began before Plan from"
    assert found.what == f"Ann Reed (C1) had {told}, and has it no more."
    assert found.why == "Ann Reed (C1) is away 5 March 2026 [unavailable]."


def test_who_had_a_frozen_slot_and_lost_it_is_told_of() -> None:
    before = [row("P1", GAFFER, 3, 5, "C1")]
    instance = studio(SHOOT, crew=[away(ANN, 5, 5), BO], previous=before, settings=Settings(frozen_to=day(3)))
    found = only(instance, row("P1", GAFFER, 3, 5, "C2"))
    assert found.code == "began-not-kept"
    told = "Film P1 (P1) Gaffer, 3–5 March 2026, which is frozen (it begins by 3 March 2026)"
    assert found.what == f"Ann Reed (C1) had {told}, and has it no more."


def test_a_begun_slot_that_is_kept_or_released_is_not_told_of() -> None:
    before = [row("P1", GAFFER, 3, 5, "C1")]
    late = Settings(plan_from=day(4))
    assert conflicts(studio(SHOOT, previous=before, settings=late), row("P1", GAFFER, 3, 5, "C1")) == ()
    released = studio(SHOOT, previous=before, bookings=[RELEASED], settings=late)
    assert conflicts(released, row("P1", GAFFER, 3, 5, "C2")) == ()


RELEASED = Booking("P1", "C1", None, BookingStatus.RELEASED)


def test_who_is_released_and_there_again_with_what_another_would_cost() -> None:
    # Ann costs 400 a day and Bo nothing.
    found = only(studio(SHOOT, bookings=[RELEASED]), row("P1", GAFFER, 3, 5, "C1"))
    assert (found.code, found.severity, found.slot_number) == ("released-again", Severity.INFO, 1)
    assert found.why == "Bo Li (C2) is free and could take it for 1,200.00 less."


def test_who_is_released_and_there_again_because_nobody_else_is_free() -> None:
    found = only(studio(SHOOT, crew=[ANN, away(BO, 5, 5)], bookings=[RELEASED]), row("P1", GAFFER, 3, 5, "C1"))
    assert found.why == "As the plan stands, nobody else who holds the role Gaffer is free on all of these days."


def test_warnings_of_the_input_are_told_of_once_a_kind() -> None:
    place = Place("crew.xlsx", "Crew", "D7")
    warning = Finding("hidden-rows", Severity.WARNING, place, "two rows are hidden", "Show them.")
    board = Board(studio(), plan_of(studio()))
    findings = (warning, replace(warning, severity=Severity.INFO), warning, replace(warning, code="absence-overlap"))
    told = find_conflicts(board, prospects_on(board), explain(board, prospects_on(board), scale=0), findings)
    assert [(c.code, c.severity, c.what) for c in told] == [
        ("input-warning", Severity.INFO, "Two rows are hidden. And 1 warning more like it."),
        ("input-warning", Severity.INFO, "Two rows are hidden."),
    ]
    assert told[0].source == place
