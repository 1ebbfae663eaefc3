"""Damaged, odd and hostile workbooks: each ends in exactly the findings that its user needs, and in nothing written.

Changes when files must be judged in another way; a new kind of file is a case in the folder ``hostile``.
"""

from pathlib import Path

import pytest

from docs.codes import CODES
from planner.cli import run
from tests.sanity.bounded import MOST_MB, ask
from tests.sanity.hostile.case import Case
from tests.sanity.hostile.dangers import DANGERS
from tests.sanity.hostile.files import FILES
from tests.sanity.hostile.others import OTHERS
from tests.sanity.hostile.parts import PARTS
from tests.sanity.hostile.tables import TABLES
from tests.sanity.hostile.values import CELLS, DATES, FACTS

CASES = (*DANGERS, *FILES, *PARTS, *TABLES, *DATES, *CELLS, *FACTS, *OTHERS)


def contents(folder: Path) -> dict[str, bytes | None]:
    """Return every regular file's bytes by name; for all else only that it is there."""
    return {path.name: path.read_bytes() if _is_plain(path) else None for path in folder.iterdir()}


def _is_plain(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def places(problems: list[dict[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return code and place of each problem as ``crew.xlsx › Crew!C4``."""
    return tuple(
        (p["code"], " › ".join(filter(None, (p["file"], "!".join(filter(None, (p["sheet"], p["cell"])))))))
        for p in problems
    )


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_each_file_is_answered_in_words_and_within_its_budget(case: Case, tmp_path: Path) -> None:
    case.make(tmp_path)
    before = contents(tmp_path)
    answer = ask("check", tmp_path)
    assert places(answer.json["problems"]) == case.told
    assert answer.exit == (2 if case.refused else 0)
    assert answer.peak_mb < MOST_MB
    assert answer.messages == ""
    if case.refused and case not in DANGERS:  # these take their time, and solve reads as check does
        assert run(["solve", str(tmp_path), "--json"]) == 2
    assert contents(tmp_path) == before


def test_what_takes_more_processor_time_than_it_may_is_stopped(tmp_path: Path) -> None:
    next(case for case in DANGERS if case.name == "more cells than are read").make(tmp_path)
    with pytest.raises(TimeoutError, match="more than 1 s of processor time"):
        ask("check", tmp_path, most_seconds=1)


def test_there_are_cases_enough_and_none_is_there_twice() -> None:
    names = [case.name for case in CASES]
    assert len(set(names)) == len(names) >= 80


def test_every_code_that_reading_can_tell_has_a_case() -> None:
    assert {code for case in CASES for code, _ in case.told} == set(CODES)
