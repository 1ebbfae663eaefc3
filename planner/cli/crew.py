"""``planner crew``: the operations on people, and who there is.

Changes when people have another operation.
"""

from datetime import datetime
from decimal import Decimal, InvalidOperation

import click

from planner.cli.desk_calls import DAY, Call, day_of, operation_options
from planner.cli.desk_lists import crew_json, crew_lines, person_json, person_lines
from planner.cli.exits import DONE
from planner.cli.folders import Files, meant, read_desk
from planner.cli.groups import Group
from planner.cli.options import HELP, common_options, examples, folder_options, usage_error
from planner.cli.screen import Screen


@click.group(
    cls=Group,
    context_settings=HELP,
    epilog=examples(
        'planner crew hire my-season --name "Ada Moreau" --role Gaffer --from 2027-03-01',
        'planner crew fire my-season "Ada Moreau" --on 2027-12-17',
        "planner crew away my-season C014 --from 2027-05-03 --to 2027-05-07 --reason holiday",
    ),
)
def crew() -> None:
    """Hire and fire people and record their absences; each all or nothing, in all three workbooks together.

    Exit codes: 0 done, 1 refused and nothing written, 2 usage or input refused, 3 no result, 4 the folder is busy.
    """


def _cents(_context: click.Context, _option: click.Parameter, text: str | None) -> int:
    try:
        amount = Decimal(text or 0)
    except InvalidOperation:
        amount = Decimal(-1)
    if not amount.is_finite() or not 0 <= amount <= 10_000_000 or amount * 100 % 1:
        raise click.BadParameter("it is not an amount of 0 or more with at most two decimals.")
    return int(amount * 100)


@crew.command(
    epilog=examples(
        'planner crew hire my-season --name "Ada Moreau" --role Gaffer',
        'planner crew hire my-season --name "Bo Lindt" --role Grip --other-roles "Driver; Key Grip" --day-rate 410.50',
    )
)
@operation_options()
@click.option("--name", default="", help="Full name; with --again it may be left out.")
@click.option("--role", required=True, help="The role the person is hired for.")
@click.option("--id", "crew_id", help="Crew ID; the next free one when it is not given.")
@click.option("--other-roles", multiple=True, help="Further roles, separated by ; (or by , where there is no ;).")
@click.option("--from", "first", type=DAY, metavar="DATE", help="First day employed; always there when not given.")
@click.option("--until", "last", type=DAY, metavar="DATE", help="Last day employed; no end when not given.")
@click.option("--day-rate", "cents", callback=_cents, metavar="AMOUNT", help="Cost of one day.")
@click.option("--new-role", is_flag=True, help="The role is one that nobody had so far.")
@click.option("--again", metavar="CREW", help="It is another employment of somebody who is there.")
@click.option("--same-name", is_flag=True, help="It is somebody else of a name that is there.")
def hire(
    call: Call,
    name: str,
    role: str,
    crew_id: str | None,
    other_roles: tuple[str, ...],
    first: datetime | None,
    last: datetime | None,
    cents: int,
    new_role: bool,
    again: str | None,
    same_name: bool,
) -> int:
    """Add a crew member. Refused when ID or name is taken, a role is unknown or the dates are reversed.

    Somebody who is there is hired again with --again, for days after the last ones.
    """
    from planner.desk.crew_operations import hire as propose

    if not name.strip() and again is None:
        raise usage_error("usage", "Give --name, or --again for somebody who is there.")
    if again is not None and same_name:
        raise usage_error("usage", "Give either --again or --same-name.")
    said: dict[str, object] = {"name": name, "role": role, "id": crew_id, "other_roles": other_roles}
    said |= {"from": day_of(first), "until": day_of(last), "day_rate": f"{cents / 100:.2f}" if cents else None}
    said |= {"again": again, "same_name": same_name}
    return call.carry_out(
        "hire",
        said,
        lambda desk: propose(
            desk,
            name.strip(),
            role,
            crew_id=crew_id,
            other_roles=other_roles,
            first_day=day_of(first),
            last_day=day_of(last),
            day_rate_cents=cents,
            new_role=new_role,
            again=again,
            same_name=same_name,
        ),
    )


@crew.command(
    epilog=examples(
        "planner crew fire my-season C014 --on 2027-12-17",
        'planner crew fire my-season "Ada Moreau" --no-end',
        "planner crew fire my-season C014 --on 2027-05-07 --restaff",
    )
)
@operation_options(restaffs=True)
@click.argument("who", metavar="CREW")
@click.option("--on", "day", type=DAY, metavar="DATE", help="Last day employed, still worked.")
@click.option("--no-end", is_flag=True, help="Take the fire date away.")
@click.option("--from", "first", type=DAY, metavar="DATE", help="The hire date of the employment that is meant.")
def fire(call: Call, who: str, day: datetime | None, no_end: bool, first: datetime | None) -> int:
    """Set, change or clear a fire date. Refused when the person is assigned or confirmed after it.

    Of several employments it is the one that holds the day, else the last that began before it.
    """
    from planner.desk.crew_operations import fire as propose

    if (day is None) != no_end:
        raise usage_error("usage", "Give either --on DATE or --no-end.")
    said = {"crew": who, "on": day_of(day), "no_end": no_end, "from": day_of(first), "restaff": call.restaff}
    return call.carry_out("fire", said, lambda desk: propose(desk, who, day_of(day), day_of(first)))


@crew.command(
    epilog=examples("planner crew away my-season C014 --from 2027-05-03 --to 2027-05-07 --reason holiday"),
)
@operation_options(restaffs=True)
@click.argument("who", metavar="CREW")
@click.option("--from", "first", type=DAY, required=True, metavar="DATE", help="First day away.")
@click.option("--to", "last", type=DAY, required=True, metavar="DATE", help="Last day away; it counts too.")
@click.option("--reason", default="", help="Why, for reading.")
@click.option("--join", is_flag=True, help="Make one absence of it and those that it overlaps.")
def away(call: Call, who: str, first: datetime, last: datetime, reason: str, join: bool) -> int:
    """Record an absence. Refused when the person is assigned then, or away on some of the days already."""
    from planner.desk.crew_operations import away as propose
    from planner.desk.decision import Objection, Proposal, Refused, refused
    from planner.desk.production_operations import parse_days
    from planner.desk.state import Desk

    def proposed(desk: Desk) -> Proposal | Refused:
        days = parse_days(first.date(), last.date())
        if isinstance(days, Objection):
            return refused("Nobody is away.", days)
        return propose(desk, who, days, reason, join=join)

    said = {"crew": who, "from": first.date(), "to": last.date(), "reason": reason, "join": join}
    return call.carry_out("away", {**said, "restaff": call.restaff}, proposed)


@crew.command(
    "list", epilog=examples("planner crew list my-season", "planner crew list my-season --role Gaffer --json")
)
@folder_options
@click.option("--role", help="Only people who have this role.")
@common_options()
def list_crew(screen: Screen, files: Files, role: str | None) -> int:
    """Show everybody: role, from when to when, days of work."""
    from planner.desk.names import find_role

    desk = read_desk(screen, files)
    known = meant(find_role(desk, role)) if role else None
    people = [person for person in desk.instance.crew if known is None or known in person.roles]
    screen.answer({"crew": [crew_json(desk, person) for person in people]})
    screen.show(crew_lines(desk, people))
    return DONE


@crew.command(epilog=examples("planner crew show my-season C014", 'planner crew show my-season "Ada Moreau" --json'))
@folder_options
@click.argument("who", metavar="CREW")
@common_options()
def show(screen: Screen, files: Files, who: str) -> int:
    """Show one person: roles, from when to when, absences, work and bookings."""
    from planner.desk.names import find_person

    desk = read_desk(screen, files)
    person = meant(find_person(desk, who))
    screen.answer(person_json(desk, person))
    screen.show(person_lines(desk, person))
    return DONE
