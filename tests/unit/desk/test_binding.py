"""People bound to needs, against looking at every way. Changes when people are bound otherwise."""

from collections.abc import Iterator
from itertools import permutations
from random import Random

import pytest

from planner.desk.binding import Cost, bind


def ways(counts: dict[str, int], costs: dict[str, dict[str, Cost]]) -> Iterator[dict[str, str]]:
    """Yield every way to give people to the places of all needs, some of them left empty."""
    places = [need for need, count in counts.items() for _ in range(count)]
    people = sorted({person for able in costs.values() for person in able})
    for chosen in set(permutations([*people, *[""] * len(places)], len(places))):
        pairs = [(person, need) for person, need in zip(chosen, places, strict=True) if person]
        if all(person in costs[need] for person, need in pairs):
            yield dict(pairs)


def worth(way: dict[str, str], costs: dict[str, dict[str, Cost]]) -> tuple[int, tuple[int, ...]]:
    """Return fewest empty places first, then the least sum of costs."""
    sums = [costs[need][person] for person, need in way.items()]
    return -len(way), tuple(map(sum, zip(*sums, strict=True))) if sums else (0, 0, 0, 0)


def best_in_order(counts: dict[str, int], costs: dict[str, dict[str, Cost]]) -> tuple[int, tuple[int, ...]]:
    """Return the worth of the best of the ways that fill the first need most, then the second, and so on."""
    found = min(ways(counts, costs), key=lambda way: ([-[*way.values()].count(n) for n in counts], worth(way, costs)))
    return worth(found, costs)


@pytest.mark.parametrize("seed", range(120))
def test_it_is_the_best_of_all_ways(seed: int) -> None:
    rng = Random(seed)
    needs, people = ("a", "b", "c")[: rng.randint(1, 3)], "uvwx"[: rng.randint(1, 4)]
    counts = {need: rng.randint(1, 2) for need in needs}
    own = {person: (rng.randint(0, 3), rng.randint(0, 3), at) for at, person in enumerate(people)}
    costs = {
        need: {person: (rng.randint(0, 1), *rest) for person, rest in own.items() if rng.random() < 0.7}
        for need in needs
    }
    binding, shortages = bind(counts, costs)
    best = min(worth(way, costs) for way in ways(counts, costs))
    assert len(binding.need_of) == -best[0]
    assert worth(binding.need_of, costs) == best_in_order(counts, costs)
    if not shortages:  # else earlier needs come first
        assert worth(binding.need_of, costs) == best
    assert bool(shortages) == (len(binding.need_of) < sum(counts.values()))
    for short in shortages:
        able = {person for need in short.needs for person in costs[need]}
        assert set(short.people) == able
        assert short.asked == sum(counts[need] for need in short.needs) > len(able)


@pytest.mark.parametrize(
    ("people", "words"),
    [
        ((), "2 are needed as a, and nobody is free"),
        (("u",), "2 are needed as a, and 1 person is free"),
    ],
)
def test_a_shortage_in_words(people: tuple[str, ...], words: str) -> None:
    _, (short,) = bind({"a": 2}, {"a": dict.fromkeys(people, (0, 0, 0, 0))})
    assert short.words == words


def test_of_equal_ways_an_earlier_need_has_who_comes_first() -> None:
    costs = {"v": (1, 0, 0, 1), "w": (1, 0, 0, 2), "u": (1, 0, 0, 0), "x": (1, 0, 0, 3)}
    binding, _ = bind({"b": 1, "c": 0, "a": 2}, dict.fromkeys("abc", costs))
    assert [binding.people(need) for need in "bca"] == [["u"], [], ["v", "w"]]
    assert list(binding.need_of) == ["u", "v", "w"]


def test_a_large_difference_of_one_costs_nobody_a_place_or_a_main_role() -> None:
    dear = {"u": (0, 10**30, 0, 0), "v": (1, 0, 0, 1), "w": (1, 0, 10**9, 2)}
    binding, _ = bind({"a": 1, "b": 1}, {"a": dear, "b": {"v": (0, 0, 0, 1), "w": (0, 0, 10**9, 2)}})
    assert binding.need_of == {"u": "a", "v": "b"}
