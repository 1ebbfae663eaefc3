"""The words of an invented studio: departments and their roles, names of people, titles of productions.

Changes when studios should sound different.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Role:
    """A role, how many people hold it beside the others, and about what a day of it costs, in cents."""

    name: str
    department: str
    share: int
    day_rate_cents: int


ROLES = (
    Role("Production Coordinator", "Production", 1, 32_000),
    Role("Production Assistant", "Production", 3, 18_000),
    Role("1st AD", "Direction", 1, 52_000),
    Role("Script Supervisor", "Direction", 1, 38_000),
    Role("Camera Operator", "Camera", 2, 55_000),
    Role("1st AC", "Camera", 2, 42_000),
    Role("2nd AC", "Camera", 1, 30_000),
    Role("Key Grip", "Grip", 1, 40_000),
    Role("Grip", "Grip", 3, 31_000),
    Role("Gaffer", "Electrical", 1, 45_000),
    Role("Electrician", "Electrical", 3, 32_000),
    Role("Production Sound Mixer", "Sound", 1, 48_000),
    Role("Boom Operator", "Sound", 1, 33_000),
    Role("Art Director", "Art", 1, 50_000),
    Role("Set Dresser", "Art", 2, 29_000),
    Role("Property Master", "Art", 1, 36_000),
    Role("Costume Supervisor", "Costume", 1, 36_000),
    Role("Set Costumer", "Costume", 2, 28_000),
    Role("Make-up Artist", "Hair & Make-up", 2, 34_000),
    Role("Driver", "Transport and support", 2, 22_000),
)


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_FIRST = _words(
    """
    Ada Amira Anton Beatriz Bruno Carmen Cedric Chloe Dario Dunja Elena Emeka Esther Farid Femi Fiona Gregor
    Hanna Hugo Ines Ivan Jamal Jana Jonas Kaito Karim Lara Leon Lucia Magda Marco Mei Mila Nadia Nils Noor
    Olga Omar Paula Pedro Quentin Rania Remi Rosa Samir Selma Stefan Tara Tomas Uma Victor Wanda Xavier Yara
    Yusuf Zoe
    """
)
_LAST = _words(
    """
    Abel Adeyemi Alvarez Andersen Bakker Banerjee Bauer Bianchi Blake Brandt Castro Chen Costa Dalton Dubois
    Eriksen Evans Ferrari Fischer Fontaine Garcia Ghosh Grant Haddad Hansen Hassan Hughes Ito Ivanov Jansen
    Jensen Kamara Keller Khan Kovac Laurent Lopez Lund Maier Marino Mensah Moreau Murphy Nakamura Novak Okafor
    Olsen Park Patel Petrov Quinn Ramos Richter Rossi Santos Sato Silva Singh Suzuki Tanaka Torres Varga Vogel
    Weber Wong Yilmaz Young Zhang
    """
)
_INITIALS = "ABCDEFGHIJKLMNOPRSTUVW"
_QUALITY = _words(
    """
    Amber Bitter Broken Crimson Distant Electric Empty Endless Fallen First Frozen Gentle Golden Hidden Hollow
    Last Little Lost Midnight Narrow Northern Paper Quiet Restless Second Silent Silver Southern Velvet Winter
    """
)
_THING = _words(
    """
    Arcade Bridge Canal Carnival Coast Corner Dancer Divide Echo Estate Ferry Garden Harbour Horizon Hour
    Island Kingdom Lantern Letters Mile Mirror Orchard Passage Promise River Room Shore Signal Station Summer
    Tide Witness
    """
)


def full_name(number: int) -> str:
    """Return the name of the ``number``-th person; no two of the first 83,000 or so are the same."""
    rest, first = divmod(number, len(_FIRST))
    rest, last = divmod(rest + 7 * first, len(_LAST))
    initial = _INITIALS[rest % len(_INITIALS)]
    return f"{_FIRST[first]} {initial}. {_LAST[last]}"


def title(number: int) -> str:
    """Return the title of the ``number``-th production; it runs through seasons, so no two are the same."""
    rest, quality = divmod(number, len(_QUALITY))
    season, thing = divmod(rest + 5 * quality, len(_THING))
    return f"{_QUALITY[quality]} {_THING[thing]}" + (f" {season}" if season > 1 else " Pilot" if season == 0 else "")
