"""A configuration of a night: every kind of fault on its line, all at once. Changes when a night takes another key."""

from pathlib import Path

import pytest

import planner.batch.config as config_module
from docs.problem_texts import NIGHTS
from planner.alternatives.out_folder import TABLES, write_out
from planner.batch.config import EXAMPLE, Config, read_config
from planner.domain.finding import Severity

FOLDERS = ("seasons/a", "seasons/b", "other")
# what the lines of a file hold, and what is said of the one with the mark <<
FAULTS = {
    "no sign": ("[batch]\njobs 2 <<", "bad-toml", "'='"),
    "no value": ("[batch]\njobs = <<", "bad-toml", "value"),
    "open text": ('[batch]\nruns = "runs <<', "bad-toml", "character"),
    "open list": ('[alert]\ncommand = ["a", <<\n[batch]', "bad-toml", "not closed"),
    "open table": ("[batch <<\njobs = 1", "bad-toml", "']'"),
    "leading zero": ("[batch]\njobs = 02 <<", "bad-toml", "newline"),
    "key twice": ("[batch]\njobs = 1\njobs = 2 <<", "given-twice", "jobs"),
    "inline key twice": ("[batch]\nkeep = { days = 1, days = 2 } <<", "bad-toml", "days"),
    "table twice": ("[batch]\n[alert]\n[batch] <<", "given-twice", "batch"),
    "dotted key twice": ("batch.keep.days = 1\nbatch.keep.days = 2 <<", "given-twice", "days"),
    "unknown table": ("[bacth] <<", "unknown-key", 'Did you mean "batch"?'),
    "unknown key": ("[defaults]\ntime_limits = 3 <<", "unknown-key", 'Did you mean "time_limit"?'),
    "unknown key of a folder": ('[[folder]]\npath = "other"\nreports = true <<', "unknown-key", '"report"'),
    "unknown key far from any": ("[batch]\nzzz = 1 <<", "unknown-key", "Known are jobs, runs, keep"),
    "unknown inline key": ("[batch]\nkeep = { dais = 3 } <<", "unknown-key", 'Did you mean "days"?'),
    "key of another table": ("[batch]\ntime_limit = 3 <<", "unknown-key", "time_limit"),
    "jobs 0": ("[batch]\njobs = 0 <<", "bad-value", "at least 1"),
    "too many jobs": ("[batch]\njobs = 1000 <<", "bad-value", "at most 64"),
    "jobs as text": ('[batch]\njobs = "2" <<', "bad-value", "whole number"),
    "jobs as part": ("[batch]\njobs = 1.5 <<", "bad-value", "whole number"),
    "jobs as truth": ("[batch]\njobs = true <<", "bad-value", "whole number"),
    "keep as number": ("[batch]\nkeep = 90 <<", "bad-value", "table"),
    "keep nothing": ("[batch]\nkeep = { days = 1, count = 0 } <<", "bad-value", "batch.keep.count is 0"),
    "negative days": ("[batch.keep]\ncount = 3\ndays = -1 <<", "bad-value", "batch.keep.days is -1"),
    "little memory": ("[batch]\nmemory_mb = 1 <<", "bad-value", "at least 64"),
    "empty runs": ('[batch]\nruns = "" <<', "bad-value", "empty"),
    "runs is a file": ('[batch]\nruns = "file" <<', "bad-value", "is a file"),
    "runs is planned": ('[batch]\nruns = "other" <<\n[[folder]]\npath = "other"', "bad-value", "which is planned"),
    "negative limit": ("[defaults]\ntime_limit = -1 <<", "bad-value", "at least 0"),
    "endless limit": ("[defaults]\ntime_limit = inf <<", "bad-value", "number"),
    "limit as text": ('[defaults]\ntime_limit = "10 min" <<', "bad-value", "number"),
    "negative remedies": ("[defaults]\nremedies = -2 <<", "bad-value", "at least 0"),
    "report as text": ('[defaults]\nreport = "yes" <<', "bad-value", "true or false"),
    "negative freeze": ("[defaults]\nfreeze_days = -7 <<", "bad-value", "at least 0"),
    "endless freeze": ("[defaults]\nfreeze_days = 100000 <<", "bad-value", "at most"),
    "freeze of a folder": ('[[folder]]\npath = "other"\nfreeze_days = 1.5 <<', "bad-value", "whole number"),
    "no path": ("[[folder]] <<\nreport = true", "missing-key", "path"),
    "empty path": ('[[folder]]\npath = "" <<', "bad-value", "empty"),
    "path as list": ('[[folder]]\npath = ["a"] <<', "bad-value", "text"),
    "no such folder": ('[[folder]]\npath = "othr" <<', "no-such-folder", 'Did you mean "other"?'),
    "no planning folder": ('[[folder]]\npath = "seasons" <<', "no-such-folder", "crew.xlsx"),
    "glob without a match": ('[[folder]]\npath = "specials/*" <<', "no-such-folder", "matches"),
    "folder twice": ('[[folder]]\npath = "seasons/a"\n[[folder]]\npath = "seasons/*" <<', "folder-twice", "line 2"),
    "one table": ('[folder] <<\npath = "other"', "bad-value", "[[folder]]"),
    "negative vacancies": ("[alert]\nvacancies = -1 <<", "bad-value", "at least 0"),
    "fell by none": ("[alert]\ncoverage_fell = 0 <<", "bad-value", "more than 0"),
    "alert as number": ("[alert]\nunproven = 1 <<", "bad-value", "true or false"),
    "command as text": ('[alert]\ncommand = "notify" <<', "bad-value", "list"),
    "empty command": ("[alert]\ncommand = [] <<", "bad-value", "empty"),
    "number in a command": ('[alert]\ncommand = ["ls",\n  "-l",\n  3, <<\n  "x"]', "bad-value", "text"),
}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a folder with planning folders in it."""
    for name in FOLDERS:
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "crew.xlsx").touch()
    (tmp_path / "file").touch()
    return tmp_path


def told(home: Path, text: str) -> list[tuple[str, str, str]]:
    """Return line, code and words of each error."""
    file = home / "night.toml"
    file.write_text(text, "utf-8")
    found = read_config(file)
    errors = [one for one in found.findings if one.severity is Severity.ERROR]
    assert (found.config is None) == bool(errors)
    assert all(one.place.file == "night.toml" and one.message and not one.place.sheet for one in found.findings)
    return [(one.place.cell, one.code, f"{one.message} {one.hint}") for one in errors]


def read(home: Path, text: str) -> Config:
    assert told(home, text) == []
    config = read_config(home / "night.toml").config
    assert config is not None
    return config


def marked(text: str) -> tuple[str, str]:
    """Return a text without its mark, and the line that was marked."""
    line = next(number for number, one in enumerate(text.split("\n"), 1) if "<<" in one)
    return text.replace(" <<", ""), f"line {line}"


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_told_on_its_line_and_no_other(home: Path, name: str) -> None:
    text, code, words = FAULTS[name]
    if "[[folder]]" not in text and "[folder]" not in text:
        text += '\n[[folder]]\npath = "other"'
    text, line = marked(text)
    (found,) = told(home, text)
    assert found[:2] == (line, code)
    assert words in found[2]


def test_all_of_them_are_told_at_once(home: Path) -> None:
    # as many as can stand in one file: a table opens once, so the tables' own lines are put together
    rows: dict[str, list[tuple[str, str]]] = {"[batch]": [], "[defaults]": [], "[alert]": []}
    for text, code, _ in FAULTS.values():
        head, _, row = text.partition("\n")
        if head in rows and row.endswith(" <<") and "\n" not in row and not row.startswith("["):
            rows[head].append((row.removesuffix(" <<"), code))
    folders = [("[[folder]]", "missing-key"), ("[[folder]]", ""), ('path = "none/*"', "no-such-folder")]
    text, wanted = [], []
    for head, ours in rows.items():
        seen = set[str]()
        text.append(head)
        for row, code in ours:
            key = row.split("=")[0].strip()
            text.append(row)
            # of a key that stands there twice the second is told as that; what is no TOML is left out
            wanted.append((len(text), code if code == "bad-toml" or key not in seen else "given-twice"))
            if code != "bad-toml":
                seen.add(key)
    for row, code in folders[1:]:
        text.append(row)
        if code:
            wanted.append((len(text), code))
    found = told(home, "\n".join(text))
    assert len(found) > 25
    wanted = [(line, code) for line, code in wanted if text[line - 1] != "jobs = 1"]  # the first of two
    assert [(line, code) for line, code, _ in found] == [(f"line {line}", code) for line, code in wanted]


def test_every_code_is_on_the_page_of_problems() -> None:
    assert {code for _, code, _ in FAULTS.values()} | {"unreadable-config", "no-such-command"} == set(NIGHTS)


def test_without_a_folder_that_is_told(home: Path) -> None:
    assert [one[:2] for one in told(home, "")] == [("line 1", "missing-key")]
    assert [one[:2] for one in told(home, "[batch]\njobs = 2")] == [("line 1", "missing-key")]


@pytest.mark.parametrize("data", [b"\xff\xfe[\x00", b"[batch]\nruns = '\xe9'"])
def test_a_file_that_is_no_text_is_told(home: Path, data: bytes) -> None:
    (home / "night.toml").write_bytes(data)
    (found,) = read_config(home / "night.toml").findings
    assert (found.code, found.place.cell) == ("unreadable-config", f"line {1 + data.startswith(b'[batch')}")


def test_so_is_one_that_cannot_be_read(home: Path) -> None:
    (found,) = read_config(home / "seasons").findings
    assert found.code == "unreadable-config"


def test_a_command_that_is_not_there_is_a_warning(home: Path) -> None:
    read(home, '[alert]\n\ncommand = ["no-such-thing"]\n[[folder]]\npath = "other"')
    (found,) = read_config(home / "night.toml").findings
    assert (found.code, found.severity, found.place.cell) == ("no-such-command", Severity.WARNING, "line 3")


def test_folders_have_their_own_or_the_defaults(home: Path) -> None:
    text = '[defaults]\ntime_limit = 60\nics = true\n[[folder]]\npath = "seasons/*"\n[batch]\njobs = 2\n'
    config = read(home, text + '[[folder]]\npath = "other/"\ntime_limit = 5\nics = false\nfreeze_days = 3\n')
    a, b, other = config.folders
    assert [one.name for one in config.folders] == list(FOLDERS)
    assert (a.path, a.time_limit_s, a.default_limit_s, a.ics, a.freeze_days) == (home / "seasons/a", None, 60, True, 0)
    assert b.path == home / "seasons/b"
    assert (other.time_limit_s, other.ics, other.freeze_days, other.report) == (5, False, 3, False)
    assert (config.jobs, config.runs, config.keep.days) == (2, home / "runs", 90)


def test_a_folder_and_a_link_to_it_are_one(home: Path) -> None:
    (home / "seasons/linked").symlink_to(home / "seasons/a")
    config = read(home, '[[folder]]\npath = "seasons/*"\n')
    assert [one.name for one in config.folders] == ["seasons/a", "seasons/b"]


def test_a_folder_of_csv_files_is_one_and_tables_that_were_exported_are_none(home: Path) -> None:
    for folder in ("c", "tables"):
        (home / "seasons" / folder).mkdir()
        for name in ("crew", "Productions", "REQUIREMENTS"):
            (home / f"seasons/{folder}/{name}.csv").touch()
    write_out(home / "seasons/a", home / "seasons/tables", TABLES, {"Vacancies.csv": b""})
    config = read(home, '[[folder]]\npath = "seasons/*"\n')
    assert [one.name for one in config.folders] == ["seasons/a", "seasons/b", "seasons/c"]


def test_runs_that_are_kept_are_no_folders_to_be_planned(home: Path) -> None:
    kept = home / "seasons/kept/2027-03-01-4fa2c1/a"
    kept.mkdir(parents=True)
    (kept / "plan.xlsx").touch()
    lines = '[[folder]]\npath = "seasons/**"\n'
    assert "seasons/kept/2027-03-01-4fa2c1/a" in [one.name for one in read(home, lines).folders]
    config = read(home, f'[batch]\nruns = "seasons/../seasons/kept"\n{lines}')
    assert [one.name for one in config.folders] == ["seasons/a", "seasons/b"]


def test_a_folder_that_cannot_be_looked_into_stops_no_other(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(folder: Path) -> bool:
        raise PermissionError(13, "Permission denied", str(folder))

    monkeypatch.setattr(config_module, "is_planning_folder", denied)
    config = read(home, '[[folder]]\npath = "seasons/a*"\n')
    assert [one.name for one in config.folders] == ["seasons/a"]


def test_the_example_is_one(home: Path) -> None:
    config = read(home, EXAMPLE)
    assert [one.name for one in config.folders] == ["seasons/a", "seasons/b"]


def test_it_may_come_from_windows(home: Path) -> None:
    (home / "night.toml").write_bytes(b"\xef\xbb\xbf[batch]\r\njobs = 2\r\n[[folder]]\r\npath = 'other'\r\n")
    found = read_config(home / "night.toml")
    assert found.config
    assert found.config.jobs == 2
