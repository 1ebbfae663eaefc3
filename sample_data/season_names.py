"""Invented people and titles for the sample season.

Changes when the sample season should have other names.
"""

from random import Random

_GIVEN = """
Aaliyah Abdul Adaeze Agnieszka Aiko Alejandra Alice Amina Anand Anouk Arash Astrid Ayumi Beatriz Benedikt Bilal
Branwen Caoimhe Carlos Chiara Chinedu Claire Dagny Daniel Darya Deepa Diego Dimitra Ebba Efe Eilidh Elena Emeka
Esther Ewa Fatima Felix Fernanda Finn Freya Gabriel Giulia Goran Grace Hamza Hana Haruki Hedda Hiroshi Ibrahim
Imogen Ingrid Isabel Ivan Jamila Jasper Jia Joaquin Jonas Julia Kaito Kamila Karim Katya Kofi Lars Layla Leila
Leon Lin Lucia Luka Maeve Magnus Maja Malik Mara Marek Mateo Mei Mikael Milica Mira Musa Nadia Naveen Nia Nikos
Nina Oksana Olumide Omar Orla Oscar Paloma Pavel Petra Priya Quentin Rafael Ravi Rhys Rosalind Ruben Sabine Samira
Sanjay Selma Shirin Sigrid Simone Sofia Stellan Sunniva Tariq Tess Thandiwe Theo Umut Valentina Viktor Wanjiru
Wen Ximena Yara Yusra Zainab Zofia
"""

_FAMILY = """
Abara Achterberg Aguilar Ahlgren Akintola Almeida Andersson Anyanwu Arslan Babic Baptiste Barros Bekele Bellamy
Berisha Bianchi Blom Brandt Cardoso Carvalho Chaudhry Chen Cisse Costa Dahl Darko Demir Diallo Dragan Duarte
Dubois Eriksen Esposito Faria Farouk Ferreira Fitzgerald Fofana Forsberg Fujita Gallagher Ghosh Greenwood Grieg
Guerra Haddad Hakimi Hansen Hartono Hassan Hoang Horvat Ibarra Idowu Ishikawa Ivanova Jensen Joshi Jovanovic
Kaminski Kapoor Kariuki Kaya Keane Khumalo Kovacs Kowalczyk Larsen Laurent Leung Lindgren Lombardi Mahmoud Malone
Mancini Marković Mbaye Mendoza Mishra Molina Moreau Mwangi Nakagawa Navarro Ncube Nikolaidis Njoroge Nowak Nyberg
Obi Oduya Okonkwo Olsen Omondi Ortega Ozturk Pappas Park Pereira Petrenko Quispe Rahimi Ramos Reddy Rinaldi Rosen
Saito Salazar Sandoval Sato Schreiber Sesay Shapiro Sinclair Soto Stoica Szabo Tadesse Takeda Tran Urquhart Vasquez
Verma Virtanen Wallin Whitaker Yamada Zhang Zielinski
"""

_TITLES = (
    "A Map of Small Hours",
    "Albatross Bay",
    "The Apprentice Clockmaker",
    "Before the Thaw",
    "Blue Enamel",
    "Borrowed Weather",
    "Copper Valley",
    "The Dovecote",
    "Eleven Bridges",
    "Fathom",
    "The Glasshouse Question",
    "Half a Lighthouse",
    "Inland Sea",
    "The Juniper Club",
    "Kite Season",
    "Low Country Radio",
    "The Marigold Line",
    "Neon Allotment",
    "North of Nothing",
    "The Orrery",
    "Postcards to Nobody",
    "Quince",
    "The Rain Collector",
    "Saturday Workshop",
    "Six Doors Down",
    "The Tin Orchestra",
    "Under Birches",
    "Velvet Static",
    "The Winter Ferry",
    "Yellow Umbrella",
)


def given_names(rng: Random, count: int) -> list[str]:
    """Return ``count`` different first names."""
    return rng.sample(_GIVEN.split(), count)


def surnames(rng: Random, count: int) -> list[str]:
    """Return ``count`` different surnames."""
    return rng.sample(_FAMILY.split(), count)


def titles(rng: Random) -> list[str]:
    """Return the titles in some order."""
    return rng.sample(_TITLES, len(_TITLES))
