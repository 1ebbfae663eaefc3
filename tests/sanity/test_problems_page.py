"""The page of problems: as generated, and with every code that any part can tell, and no other.

Changes when codes are told in another way.
"""

import ast
import re
from pathlib import Path

from docs.codes import CODES
from docs.make_problems import PAGE, page
from docs.problem_texts import COMMANDS, CONFLICTS, NIGHTS, REASONS, RULES, SCENARIOS, SHARED

PLANNER = Path(__file__).parents[2] / "planner"
OTHERS = {**SCENARIOS, **NIGHTS, **RULES, **CONFLICTS, **REASONS, **COMMANDS}
# where a code stands among the arguments of what tells it; a code given by name is found by its keyword
TELLERS = {"Finding": 0, "_broken": 0, "Hindrance": 0, "usage_error": 0, "Refusal": 1, "Conflict": -1}


def constants(tree: ast.AST) -> set[str]:
    """Return every text in a module."""
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def told(tree: ast.AST) -> set[str]:
    """Return the codes that a module names where it tells something."""
    codes = set()
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call):
            continue
        at = TELLERS.get(getattr(call.func, "id", getattr(call.func, "attr", "")))
        if at is not None:
            arguments = [*call.args[at : at + 1 or None], *(k.value for k in call.keywords if k.arg == "code")]
            codes |= {a.value for a in arguments if isinstance(a, ast.Constant) and isinstance(a.value, str)}
    return codes


def modules(*folders: str) -> list[ast.AST]:
    return [ast.parse(path.read_text("utf-8")) for folder in folders for path in (PLANNER / folder).rglob("*.py")]


def on_page() -> set[str]:
    return set(re.findall(r"^### `([a-z-]+)`", PAGE.read_text("utf-8"), re.MULTILINE))


def test_the_page_is_what_the_code_makes() -> None:
    assert PAGE.read_text("utf-8") == page(), "run `make docs`"


def test_every_code_that_is_told_is_on_the_page() -> None:
    codes = set().union(*map(told, modules("workbook", "audit", "alternatives", "batch", "desk", "cli")))
    assert len(codes) > 40
    assert codes - on_page() == set()


def test_every_code_on_the_page_can_be_told() -> None:
    assert on_page() == set(CODES) | set(OTHERS)
    assert set(CODES) & set(OTHERS) == set()
    texts = set().union(*map(constants, modules("audit", "alternatives", "batch", "desk", "cli", "workbook")))
    assert {*OTHERS, *SHARED} <= texts
