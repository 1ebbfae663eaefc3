"""Runs that are kept: which stay, and that nothing which lies in their folder is believed or lost.

Changes when a run stays for other reasons, or says more.
"""

import json
import os
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

import pytest

from planner.batch.config import Keep
from planner.batch.kept import (
    Head,
    Result,
    Runs,
    RunsBusy,
    had_alone,
    kept_input,
    place_of,
)
from planner.folder import CarriedFolder
from planner.folder.carried import CarriedFile
from tests.unit.batch.results import DAY, result

PLAN = b"a plan"


def carried(*files: tuple[str, bytes]) -> CarriedFolder:
    inside = (CarriedFile(f"folder/a/{name}", data) for name, data in files)
    return CarriedFolder(
        "folder/a", "folder/a/crew.xlsx", "folder/a/p.xlsx", "folder/a/plan.xlsx", "", "", tuple(inside)
    )


def a_run(runs: Runs, number: int, day: date, plan: bytes | None = PLAN, **others: Any) -> Result:
    """Keep a run of one folder that was planned from a file of its own and one that never changes."""
    run = f"{day}-{number:06x}"
    started = datetime(day.year, day.month, day.day, 4, tzinfo=UTC)
    runs.begin(Head(run=run, date=day, started=started, folders={"a": "a-1"}, ended=started, code=0))
    folder = carried(("crew.xlsx", b"the same"), ("p.xlsx", run.encode()))
    digest = sha256(plan).hexdigest() if plan else ""
    made = {"planned_in": run if plan else "", "plan_sha256": digest, "input": kept_input(folder)}
    one = result(**{"run": run, "date": day, "started": started, **made, **others})
    runs.keep(one, folder, plan, ())
    return one


def names(runs: Runs) -> list[str]:
    return [head.run[-2:] for head in runs.heads()]


def test_a_run_stays_while_it_is_young_or_among_the_last(tmp_path: Path) -> None:
    runs = Runs(tmp_path)
    for number in range(10):
        a_run(runs, number, DAY + timedelta(days=number))
    today = DAY + timedelta(days=9)
    assert runs.forget_old(Keep(days=3, count=1), today) == tuple(
        f"{DAY + timedelta(days=n)}-{n:06x}" for n in range(5, -1, -1)
    )
    assert names(runs) == ["09", "08", "07", "06"]
    assert runs.forget_old(Keep(days=0, count=2), today) != ()
    assert names(runs) == ["09", "08"]
    files = {path.name for path in (tmp_path / "files").iterdir()}
    wanted = (b"the same", *(head.run.encode() for head in runs.heads()))
    assert files == {sha256(data).hexdigest() for data in wanted}
    assert runs.damaged == []


def test_the_last_good_one_stays_however_old_and_so_does_the_run_that_made_its_plan(tmp_path: Path) -> None:
    runs = Runs(tmp_path)
    a_run(runs, 1, DAY)
    made = a_run(runs, 2, DAY + timedelta(days=1))
    a_run(runs, 3, DAY + timedelta(days=2), None, ending="skipped", planned_in=made.run, plan_sha256=made.plan_sha256)
    for number in range(4, 8):
        a_run(runs, number, DAY + timedelta(days=number), None, ending="failed", code=3)
    runs.forget_old(Keep(days=0, count=1), DAY + timedelta(days=900))
    assert names(runs) == ["07", "03", "02"]
    skipped = runs.result(f"{DAY + timedelta(days=2)}-000003", "a-1")
    assert skipped is not None
    assert runs.plan(skipped) == PLAN


def test_a_published_one_stays(tmp_path: Path) -> None:
    season = tmp_path / "a"
    (season / "published").mkdir(parents=True)
    (season / "published/2027-03-02.xlsx").write_bytes(b"told")
    runs = Runs(tmp_path / "runs")
    for number in range(4):
        a_run(runs, number, DAY + timedelta(days=number), b"told" if number == 1 else PLAN, path=str(season))
    runs.forget_old(Keep(days=0, count=1), DAY + timedelta(days=900))
    assert names(runs) == ["03", "01"]


def test_what_somebody_else_put_there_stays_and_is_told(tmp_path: Path) -> None:
    runs = Runs(tmp_path)
    for number in range(3):
        a_run(runs, number, DAY + timedelta(days=number))
    first = next(tmp_path.glob("*-000000"))
    (first / "notes.txt").write_text("mine")
    (tmp_path / "2027-holiday").mkdir()
    (tmp_path / "readme.txt").touch()
    outside = tmp_path.parent / f"{tmp_path.name}-outside"
    outside.mkdir()
    (outside / "run.json").write_bytes((first / "run.json").read_bytes())
    (tmp_path / "2027-01-01-abcdef").symlink_to(outside)
    runs.forget_old(Keep(days=0, count=1), DAY + timedelta(days=900))
    assert (first / "notes.txt").exists()
    assert (outside / "run.json").exists()
    assert (tmp_path / "readme.txt").exists()
    told = "\n".join(runs.damaged)
    assert all(name in told for name in ("notes", "2027-holiday", "readme.txt", "2027-01-01-abcdef") if name != "notes")
    assert str(first) in told


def test_files_that_a_damaged_result_may_need_stay(tmp_path: Path) -> None:
    runs = Runs(tmp_path)
    for number in range(3):
        a_run(runs, number, DAY + timedelta(days=number))
    last = next(tmp_path.glob("*-000002"))
    (last / "a-1/result.json").write_text("{")
    kept = {path.name for path in (tmp_path / "files").iterdir()}
    Runs(tmp_path).forget_old(Keep(days=0, count=1), DAY + timedelta(days=900))
    assert {path.name for path in (tmp_path / "files").iterdir()} == kept


def test_inputs_are_stored_once_and_come_back_as_they_were(tmp_path: Path) -> None:
    runs = Runs(tmp_path)
    one, other = a_run(runs, 1, DAY), a_run(runs, 2, DAY)
    assert len(list((tmp_path / "files").iterdir())) == 3
    for kept in (one, other):
        assert kept.input
        again = runs.carried(kept.input)
        assert again
        assert {file.place: file.data for file in again.files} == {
            "folder/a/crew.xlsx": b"the same",
            "folder/a/p.xlsx": kept.run.encode(),
        }


def test_a_file_that_was_changed_since_is_not_taken_for_what_it_was(tmp_path: Path) -> None:
    runs = Runs(tmp_path)
    one = a_run(runs, 1, DAY)
    for path in (tmp_path / "files").iterdir():
        path.write_bytes(path.read_bytes() + b" ")
    (tmp_path / one.run / "a-1/plan.xlsx").write_bytes(b"another")
    assert one.input
    assert runs.carried(one.input) is None
    assert runs.plan(one) is None
    assert len(runs.damaged) == 2


@pytest.mark.parametrize("place", ["../x", "/etc/passwd", "folder/../../x", "a//b", "c:\\x", ".", "a\0b"])
def test_a_place_that_leads_out_is_none(place: str, tmp_path: Path) -> None:
    runs = Runs(tmp_path)
    one = a_run(runs, 1, DAY)
    file = tmp_path / one.run / "a-1/result.json"
    told = json.loads(file.read_text())
    told["input"]["files"][0]["place"] = place
    file.write_text(json.dumps(told))
    assert runs.result(one.run, "a-1") is None
    assert "place" in runs.damaged[0]


NONSENSE = [
    None,
    -1,
    1e400,
    "x" * 9,
    [],
    {},
    [[]],
    {"a": 1},
    True,
    "2027-13-45",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-12:00",
    "2027-01-01T00:00",
    "../../x",
    "\0",
]


def _cut(text: str, rng: Random) -> str:
    return text[: rng.randrange(len(text))]


def _swap(text: str, rng: Random) -> str:
    told = json.loads(text)
    at = told
    while True:
        key = rng.choice(list(at) if isinstance(at, dict) else range(len(at)))
        if isinstance(at[key], dict | list) and at[key] and rng.random() < 0.7:
            at = at[key]
        else:
            at[key] = rng.choice(
                [
                    None,
                    -1,
                    1e400,
                    "x" * 9,
                    [],
                    {},
                    [[]],
                    {"a": 1},
                    True,
                    "2027-13-45",
                    "0001-01-01T00:00:00+14:00",
                    "9999-12-31T23:59:59-12:00",
                    "2027-01-01T00:00",
                    "../../x",
                    "\0",
                ]
            )
            return json.dumps(told)


def _noise(_: str, rng: Random) -> str:
    return rng.choice(["", "null", "[]", "{}", "[" * 5_000, '"', "\ufeff{}", "1" * 5_000])


@pytest.mark.parametrize("damage", [_cut, _swap, _noise])
@pytest.mark.parametrize("name", ["run.json", "a-1/result.json"])
def test_whatever_is_damaged_is_told_or_means_something(
    name: str, damage: Callable[[str, Random], str], tmp_path: Path
) -> None:
    runs, rng = Runs(tmp_path), Random(name)
    a_run(runs, 1, DAY)
    one = a_run(runs, 2, DAY + timedelta(days=1))
    file = tmp_path / one.run / name
    whole = file.read_text()
    for _ in range(60):
        file.write_text(damage(whole, rng))
        again = Runs(tmp_path)
        for head in again.heads():
            for kept in again.results(head):
                again.plan(kept)
                if kept.input:
                    again.carried(kept.input)
        again.forget_old(Keep(days=999, count=9), date.min)
        assert len(again.heads()) == 2 or again.damaged


def test_folders_of_one_name_have_places_of_their_own(tmp_path: Path) -> None:
    paths = [
        tmp_path / "a/x",
        tmp_path / "b/x",
        tmp_path / "a-x",
        tmp_path / "Wetter & Söhne: 3",
        tmp_path / ("y" * 200),
    ]
    places = [place_of(path) for path in paths]
    assert len(set(places)) == len(paths)
    assert all(len(os.fsencode(place)) < 255 and "/" not in place and ":" not in place for place in places)
    assert place_of(tmp_path / "a/../a/x") == places[0]


def test_one_night_at_a_time(tmp_path: Path) -> None:
    with had_alone(tmp_path), pytest.raises(RunsBusy, match="Another night"), had_alone(tmp_path):
        pass
    with had_alone(tmp_path):
        pass
