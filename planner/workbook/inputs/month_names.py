"""Names of months and of days of the week in the languages of crews, from the Unicode CLDR.

References: CLDR calendars (months, days), as Babel ships them.
Changes when names in another language are to be read.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

LANGUAGES = (
    *("bg", "bs", "ca", "cs", "da", "de", "el", "en", "en_GB", "es", "et", "eu", "fi", "fr", "ga", "gl", "hr", "hu"),
    *("id", "is", "it", "lb", "lt", "lv", "mk", "mt", "nb", "nl", "nn", "pl", "pt", "ro", "ru", "sk", "sl", "sq"),
    *("sr", "sr_Latn", "sv", "tr", "uk"),
)
# What Excel writes for a month where the CLDR has another abbreviation.
_OF_EXCEL = {"mrz": (3, "de")}
_STROKES = str.maketrans("ıłđø", "ildo")
WORD = re.compile(r"[^\W\d_]+")
# Words that stand in dates and say nothing: "3rd of May", "1er mai", "den 3. maj", "3 de mayo", "2027. gada 3. maijs".
_FILLERS = frozenset(
    (
        *("a", "al", "d", "de", "del", "den", "der", "do", "e", "er", "gada", "ko", "m", "nd", "o", "of", "p", "rd"),
        *("st", "ta", "th", "the", "г", "год", "р", "року"),
    )
)

Meanings = Mapping[int, frozenset[str]]
_Found = dict[str, dict[int, set[str]]]


def bare(word: str) -> str:
    """Return a word without case and accents, which people leave out."""
    decomposed = unicodedata.normalize("NFKD", word.casefold().translate(_STROKES))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def words_of(text: str) -> list[str]:
    """Return the bare words of a text but for those that say nothing in a date."""
    return [word for word in WORD.findall(bare(text)) if word not in _FILLERS]


@lru_cache(maxsize=1)
def months() -> Mapping[str, Meanings]:
    """Return the languages in which each name means which months, January 1; abbreviations are names too."""
    found: _Found = {}
    for language, locale in _locales():
        _add(found, language, locale.months)
    for name, (month, language) in _OF_EXCEL.items():
        found.setdefault(name, {}).setdefault(month, set()).add(language)
    return _frozen(found)


@lru_cache(maxsize=1)
def weekdays() -> Mapping[str, Meanings]:
    """Return the languages in which each name means which days of the week, Monday 0."""
    found: _Found = {}
    for language, locale in _locales():
        _add(found, language, locale.days)
    return _frozen(found)


def language_names(languages: Iterable[str]) -> str:
    """Return the English names of languages, at most three."""
    by_code = dict(_locales())
    return ", ".join(sorted({str(by_code[one].get_language_name("en")) for one in languages})[:3])


@lru_cache(maxsize=1)
def _locales() -> tuple[tuple[str, "Locale"], ...]:
    from babel import Locale  # only who names a month pays for it

    return tuple((language, Locale.parse(language)) for language in LANGUAGES)


def _add(found: _Found, language: str, names: Mapping[str, Mapping[str, Mapping[int, str]]]) -> None:
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in names[context][width].items():
                key = " ".join(words_of(name))
                found.setdefault(key, {}).setdefault(number, set()).add(language)


def _frozen(found: _Found) -> dict[str, Meanings]:
    return {name: {n: frozenset(said) for n, said in means.items()} for name, means in found.items() if name}
