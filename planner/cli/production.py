"""``planner production``: the operations on productions and on who works there, and what there is.

Changes when productions have another operation.
"""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

import click

from planner.cli.desk_calls import DAY, Call, day_of, operation_options
from planner.cli.desk_lists import production_json, production_lines, productions_json, productions_lines
from planner.cli.exits import DONE
from planner.cli.folders import Files, meant, read_desk
from planner.cli.groups import Group
from planner.cli.options import HELP, common_options, examples, folder_options
from planner.cli.screen import Screen

if TYPE_CHECKING:
    from planner.desk.decision import Proposal, Refused
    from planner.desk.state import Desk

MOST_PEOPLE = 10_000


@click.group(
    cls=Group,
    context_settings=HELP,
    epilog=examples(
        'planner production schedule my-season --title "Harbour Lights" --from 2027-03-01 --to 2027-03-12 \\',
        '    --need "Gaffer=1" --need "Grip=3"',
        'planner production staff my-season "Harbour Lights" "Ada Moreau"',
    ),
)
def production() -> None:
    """Schedule, move and cancel productions and say who works there; each all or nothing, in all three workbooks.

    Exit codes: 0 done, 1 refused and nothing written, 2 usage or input refused, 3 no result, 4 the folder is busy.
    """


def _needs(_context: click.Context, _option: click.Parameter, texts: tuple[str, ...]) -> dict[str, int]:
    needs: dict[str, int] = {}
    for text in texts:
        role, sign, count = text.rpartition("=")
        if not (sign and role.strip() and count.strip().isdecimal() and 0 < int(count) <= MOST_PEOPLE):
            raise click.BadParameter(f'"{text}" is not a role and a number, such as "Gaffer=1".')
        needs[role.strip()] = needs.get(role.strip(), 0) + int(count)
    return needs


_FROM = click.option("--from", "first", type=DAY, required=True, metavar="DATE", help="First day.")
_TO = click.option("--to", "last", type=DAY, required=True, metavar="DATE", help="Last day; it counts too.")
_PRODUCTION = click.argument("which", metavar="PRODUCTION")
_CREW = click.argument("who", metavar="CREW")


@production.command(
    epilog=examples(
        'planner production schedule my-season --title "Harbour Lights" --from 2027-03-01 --to 2027-03-12 \\',
        '    --need "Gaffer=1" --need "Grip=3" --priority 2',
    )
)
@operation_options(restaffs=True)
@click.option("--title", required=True, help="The production's title.")
@_FROM
@_TO
@click.option(
    "--need", "needs", multiple=True, callback=_needs, metavar="ROLE=COUNT", help="Whom it needs; repeatable."
)
@click.option("--priority", type=click.IntRange(1, 5), default=3, show_default=True, help="1 is the highest.")
@click.option("--id", "production_id", help="Production ID; the next free one when it is not given.")
@click.option("--new-role", is_flag=True, help="A role is one that nobody had so far.")
@click.option("--open", "leave_open", is_flag=True, help="Also with slots that nobody is free for; they stay open.")
def schedule(
    call: Call,
    title: str,
    first: datetime,
    last: datetime,
    needs: dict[str, int],
    priority: int,
    production_id: str | None,
    new_role: bool,
    leave_open: bool,
) -> int:
    """Add a production with what it needs, and bind people who are free. Refused when there are not enough.

    Whoever can be bound is: people in their main role first, then the lowest day rate, the least work, the Crew ID.
    With --open what nobody is free for stays vacant.
    """
    from planner.desk.decision import Objection, refused
    from planner.desk.production_operations import parse_days
    from planner.desk.scheduling import schedule as propose

    def proposed(desk: "Desk") -> "Proposal | Refused":
        days = parse_days(first.date(), last.date())
        if isinstance(days, Objection):
            return refused(f"{title} is not scheduled.", days)
        name = title.strip()
        return propose(
            desk,
            name,
            days,
            needs,
            priority=priority,
            production_id=production_id,
            new_role=new_role,
            leave_open=leave_open,
        )

    said: dict[str, object] = {"title": title, "from": first.date(), "to": last.date(), "priority": priority}
    said |= {"need": [f"{role}={count}" for role, count in needs.items()], "id": production_id}
    return call.carry_out("schedule", {**said, "open": leave_open, "restaff": call.restaff}, proposed)


@production.command(
    epilog=examples(
        "planner production reschedule my-season P12 --from 2027-03-08 --to 2027-03-19",
        "planner production reschedule my-season P12 --from 2027-03-05 --to 2027-03-19 --windows move",
    )
)
@operation_options(restaffs=True)
@_PRODUCTION
@_FROM
@_TO
@click.option(
    "--windows",
    type=click.Choice(["move", "clip"]),
    help="What becomes of windows and days of bookings where not both ends move alike: move takes those at or before"
    " the old first day along with it and all others with the last day, clip cuts off what does not fit.",
)
def reschedule(call: Call, which: str, first: datetime, last: datetime, windows: str | None) -> int:
    """Change a production's days; its people stay bound.

    Where both ends move by the same days, the days of its requirements and bookings move along. Else they stay, and one
    that no longer fits refuses it unless --windows says what becomes of it. Refused too when somebody bound is not
    available then.
    """
    from planner.desk.decision import Objection, refused
    from planner.desk.production_operations import parse_days
    from planner.desk.rescheduling import reschedule as propose
    from planner.domain.rescheduled_days import Windows

    def proposed(desk: "Desk") -> "Proposal | Refused":
        days = parse_days(first.date(), last.date())
        if isinstance(days, Objection):
            return refused("Nothing is rescheduled.", days)
        return propose(desk, which, days, Windows(windows) if windows else None)

    said = {"production": which, "from": first.date(), "to": last.date(), "windows": windows, "restaff": call.restaff}
    return call.carry_out("reschedule", said, proposed)


@production.command(epilog=examples("planner production cancel my-season P12", "planner undo my-season"))
@operation_options()
@_PRODUCTION
def cancel(call: Call, which: str) -> int:
    """Cancel a production and release its people."""
    from planner.desk.production_operations import cancel as propose

    return call.carry_out("cancel", {"production": which}, lambda desk: propose(desk, which))


@production.command(epilog=examples("planner production restore my-season P12"))
@operation_options(restaffs=True)
@_PRODUCTION
def restore(call: Call, which: str) -> int:
    """Take a cancellation back; the production's slots are open until somebody is bound or planned."""
    from planner.desk.production_operations import restore as propose

    said = {"production": which, "restaff": call.restaff}
    return call.carry_out("restore", said, lambda desk: propose(desk, which))


def _slot_options(function: Callable[..., int]) -> Callable[..., int]:
    """Add the options that say which slot of somebody's is meant."""
    role = click.option("--role", help="The slot's role.")
    first = click.option("--from", "first", type=DAY, metavar="DATE", help="The slot's first day.")
    return role(first(function))


@production.command(
    epilog=examples(
        "planner production staff my-season P12 C014 --role Gaffer",
        "planner production staff my-season P12 C014 --role Grip --from 2027-03-08",
    )
)
@operation_options(restaffs=True)
@_PRODUCTION
@_CREW
@_slot_options
def staff(call: Call, which: str, who: str, role: str | None, first: datetime | None) -> int:
    """Bind one person by hand, as a confirmed booking. Refused when a rule would be broken.

    Without --role it is a vacant slot of their main role, else the earliest; --from books its days too.
    """
    from planner.desk.team_operations import staff as propose

    said = {"production": which, "crew": who, "role": role, "from": day_of(first), "restaff": call.restaff}
    return call.carry_out("staff", said, lambda desk: propose(desk, which, who, role, day_of(first)))


@production.command(
    epilog=examples(
        "planner production release my-season P12 C014 --keep-off",
        "planner production release my-season P12 C014 --role Grip --from 2027-03-08",
    )
)
@operation_options(restaffs=True)
@_PRODUCTION
@_CREW
@_slot_options
@click.option("--all", "everything", is_flag=True, help="All slots that the person has there.")
@click.option("--keep-off", is_flag=True, help="Also record that the person is never to be booked there.")
def release(
    call: Call, which: str, who: str, role: str | None, first: datetime | None, everything: bool, keep_off: bool
) -> int:
    """Take somebody off a production: they are booked as released. Refused when they are not on it.

    Somebody with several slots there has to be told which: --role, --from, or --all.
    """
    from planner.desk.release import release as propose

    said = {"production": which, "crew": who, "role": role, "from": day_of(first), "all": everything}
    return call.carry_out(
        "release",
        {**said, "keep_off": keep_off, "restaff": call.restaff},
        lambda desk: propose(desk, which, who, role, day_of(first), everything=everything, keep_off=keep_off),
    )


@production.command(epilog=examples("planner production handover my-season P12 C014 --on 2027-03-08 --to C022"))
@operation_options(restaffs=True)
@_PRODUCTION
@_CREW
@click.option("--on", "day", type=DAY, required=True, metavar="DATE", help="First day of the successor.")
@click.option("--to", "successor", metavar="CREW", help="The successor; the best who is free when not given.")
@_slot_options
def handover(
    call: Call, which: str, who: str, day: datetime, successor: str | None, role: str | None, first: datetime | None
) -> int:
    """Let CREW work until the day before, and somebody else from then on; the requirement is split.

    Both are booked for their days. Refused when nobody is free for the rest.
    """
    from planner.desk.handover import handover as propose

    said = {"production": which, "crew": who, "on": day_of(day), "to": successor, "role": role}
    return call.carry_out(
        "handover",
        {**said, "from": day_of(first), "restaff": call.restaff},
        lambda desk: propose(desk, which, who, day.date(), successor, role, day_of(first)),
    )


@production.command("list", epilog=examples("planner production list my-season --json"))
@folder_options
@common_options()
def list_productions(screen: Screen, files: Files) -> int:
    """Show every production: days, needs, what is missing."""
    desk = read_desk(screen, files)
    screen.answer({"productions": productions_json(desk)})
    screen.show(productions_lines(desk))
    return DONE


@production.command(epilog=examples("planner production show my-season P12 --json"))
@folder_options
@_PRODUCTION
@common_options()
def show(screen: Screen, files: Files, which: str) -> int:
    """Show one production: days, needs, who works there, what is missing, bookings."""
    from planner.desk.names import find_production

    desk = read_desk(screen, files)
    found = meant(find_production(desk, which))
    screen.answer(production_json(desk, found))
    screen.show(production_lines(desk, found))
    return DONE
