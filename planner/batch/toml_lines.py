"""A TOML text as values, and the line on which each of them stands.

TOML is a list of statements, each of which is TOML by itself: so it is parsed statement by statement, which tells the
line of each, and goes on after one that is wrong.
Changes when lines of a configuration are to be told in another way.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Path = tuple[str | int, ...]
"""Keys and positions, from the outside in: ``("folder", 1, "path")``."""

_UNFINISHED = "(at end of document)"
_LINE = re.compile(r" \(at line (\d+), column \d+\)$")
_LONGEST_STATEMENT = 1_000
_OPEN = "what begins here is not closed"


@dataclass(frozen=True, slots=True)
class TomlFault:
    """What is wrong with the text itself, on a line counted from 1: ``syntax``, or a key or table ``twice``."""

    line: int
    kind: str
    message: str


@dataclass(slots=True)
class TomlText:
    """The values of a text, of which wrong statements are left out, the line of each path, and what is wrong."""

    values: dict[str, Any] = field(default_factory=dict)
    lines: dict[Path, int] = field(default_factory=dict)
    faults: list[TomlFault] = field(default_factory=list)

    def line_of(self, path: Path) -> int:
        """Return the line of a path, or of the nearest around it that has one."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def parse_toml(text: str) -> TomlText:
    """Return what a text says; what cannot be read is told, and all the rest is read all the same."""
    found = TomlText()
    lines = [f"{line}\n" for line in text.split("\n")]
    table: Path | None = ()
    at = 0
    while at < len(lines):
        count, said = _statement(lines[at : at + _LONGEST_STATEMENT])
        opens = lines[at].lstrip().startswith("[")
        if isinstance(said, str):
            found.faults.append(TomlFault(at + 1, "syntax", said))
            table = None if opens else table
        elif opens:
            table = _open_table(found, at + 1, lines[at], said)
        elif table is not None:  # whose table cannot be is not looked at
            _add(found, at + 1, table, said, lines[at : at + count])
        at += count
    if not found.faults:
        _judge_whole(found, text)
    return found


def _statement(lines: list[str]) -> tuple[int, dict[str, Any] | str]:
    """Return of how many lines the first statement is, and its values, or what is wrong on the first line."""
    for count in range(1, len(lines) + 1):
        try:
            return count, tomllib.loads("".join(lines[:count]))
        except tomllib.TOMLDecodeError as error:
            told = str(error)
            if not told.endswith(_UNFINISHED):
                return 1, _LINE.sub("", told) if count == 1 else _OPEN
    return 1, _OPEN


def _open_table(found: TomlText, line: int, header: str, said: dict[str, Any]) -> Path | None:
    """Enter a table that is opened, and return its path; None where it cannot be."""
    *outer, last = _keys_of(said)
    home = _home(found, line, (), outer)
    if home is None:
        return None
    where, at = home
    path: Path = (*where, last)
    if header.lstrip().startswith("[["):
        several = at.setdefault(last, [])
        if not isinstance(several, list):
            _twice(found, line, "table", last)
            return None
        several.append({})
        path = (*path, len(several) - 1)
    elif path in found.lines:
        _twice(found, line, "table", last)
        return None
    else:
        at.setdefault(last, {})
    found.lines[path] = line
    return path


def _keys_of(said: dict[str, Any]) -> Iterator[str]:
    while said:
        key, inner = next(iter(said.items()))
        yield key
        said = inner[0] if isinstance(inner, list) else inner


def _twice(found: TomlText, line: int, what: str, name: str) -> None:
    found.faults.append(TomlFault(line, "twice", f"the {what} {name} stands here a second time"))


def _home(found: TomlText, line: int, table: Path, keys: list[str]) -> tuple[Path, dict[str, Any]] | None:
    """Return path and values of the table that ``keys`` lead to from ``table``, made where there is none."""
    path, at = table, found.values
    for step in table:
        at = at[step]  # type: ignore[index]  # a path of what was read
    for key in keys:
        inner = at.setdefault(key, {})
        path = (*path, key)
        if isinstance(inner, list) and inner:  # of several tables the last is meant
            path, inner = (*path, len(inner) - 1), inner[-1]
        if not isinstance(inner, dict):
            _twice(found, line, "key", key)
            return None
        found.lines.setdefault(path, line)
        at = inner
    return path, at


def _add(found: TomlText, line: int, table: Path, said: dict[str, Any], lines: list[str]) -> None:
    """Enter the key and value of a statement, if it is one and not a comment."""
    if not said:
        return
    keys, value = _key_of(said, lines[0])
    home = _home(found, line, table, keys[:-1])
    if home is None:
        return
    where, at = home
    path = (*where, keys[-1])
    if keys[-1] in at:
        _twice(found, line, "key", keys[-1])
        return
    at[keys[-1]] = value
    found.lines[path] = line
    if isinstance(value, list):
        for index, below in enumerate(_element_lines(lines, keys)):
            found.lines[(*path, index)] = line + below


def _key_of(said: dict[str, Any], line: str) -> tuple[list[str], Any]:
    """Return the keys before the sign ``=``, of which there are several where they are dotted, and the value."""
    dotted = line.split("=", 1)[0].count(".")
    key, value = next(iter(said.items()))
    keys = [key]
    while len(keys) <= dotted and isinstance(value, dict) and len(value) == 1:
        key, value = next(iter(value.items()))
        keys.append(key)
    return keys, value


def _element_lines(lines: list[str], keys: list[str]) -> Iterator[int]:
    """Yield for each element of a list how many lines below the first it ends."""
    told = 0
    for count in range(1, len(lines) + 1):
        text = "".join(lines[:count])
        try:
            value: Any = tomllib.loads(text if count == len(lines) else f"{text}\n]")
        except tomllib.TOMLDecodeError:
            continue
        for key in keys:
            value = value[key]
        for _ in value[told:]:
            yield count - 1
        told = len(value)


def _judge_whole(found: TomlText, text: str) -> None:
    """Tell what is wrong only with the statements together."""
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        told = _LINE.search(str(error))
        line = int(told[1]) if told else max(1, text.count("\n"))
        found.faults.append(TomlFault(line, "syntax", _LINE.sub("", str(error))))
