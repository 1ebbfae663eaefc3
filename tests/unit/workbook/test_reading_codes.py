"""Every code that the reader can report is in the one table of codes, and the table holds no other."""

import ast
import re
from pathlib import Path

import planner.workbook.reading as reading
from docs.codes import CODES
from docs.problem_texts import SCENARIOS

FOLDER = Path(reading.__file__).parent
REPORTERS = {"Fault", "Finding", "fault"}


def calls(path: Path) -> list[ast.Call]:
    return [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]


def name_of(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def test_every_code_reported_is_in_the_table() -> None:
    reported = {
        call.args[0].value
        for path in FOLDER.rglob("*.py")
        for call in calls(path)
        if name_of(call) in REPORTERS and call.args and isinstance(call.args[0], ast.Constant)
    }
    assert len(reported) > 30
    assert reported - {""} <= {*CODES, *SCENARIOS}


def test_every_code_in_the_table_is_reported_somewhere() -> None:
    texts = {
        node.value
        for path in FOLDER.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant)
    }
    assert {*CODES, *SCENARIOS} <= texts


def test_codes_are_kebab_case_with_a_line_each() -> None:
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", code) for code in CODES)
    assert all(meaning and "\n" not in meaning for meaning in CODES.values())
