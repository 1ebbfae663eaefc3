"""Numbers with their nouns. Changes when a sentence needs another kind of plural."""

import pytest

from planner.domain.wording import counted


@pytest.mark.parametrize(
    ("number", "noun", "words"),
    [
        (1, "slot", "1 slot"),
        (0, "slot", "0 slots"),
        (2000, "slot", "2,000 slots"),
        (3, "vacancy", "3 vacancies"),
        (1, "person", "1 person"),
        (2, "person", "2 people"),
        (2, "booking without a slot", "2 bookings without a slot"),
    ],
)
def test_numbers_with_their_nouns(number: int, noun: str, words: str) -> None:
    assert counted(number, noun) == words
