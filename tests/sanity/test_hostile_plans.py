"""A previous plan that would take all time or memory there is is refused, or read, within the budget of all files.

Changes when a previous plan may be larger.
"""

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from tests.packages import HEAD, MAIN, Parts, relations, unpack
from tests.sanity.bounded import MOST_MB, ask
from tests.sanity.hostile.dangers import BEGIN, END
from tests.unit.workbook.books import PLAN, write_folder

MB = 1_000_000
ASSIGNMENTS, NOTES, TEXTS = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/sharedStrings.xml"
Piece = tuple[str, int]


def with_plan(folder: Path, part: str, *pieces: Piece) -> Path:
    """Write a sound folder with a previous plan of whose parts one is these texts, each as often as said."""
    paths = write_folder(folder, plan={"Assignments": PLAN, "Notes": (("a",),)})
    parts: Parts = unpack(paths.plan.read_bytes())
    kinds = (("worksheet", "worksheets/sheet1.xml"), ("worksheet", "worksheets/sheet2.xml"))
    others = (("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml"))
    parts["xl/_rels/workbook.xml.rels"] = relations(*kinds, *others)
    parts.setdefault(TEXTS, f'{HEAD}<sst xmlns="{MAIN}"/>'.encode())
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED, compresslevel=1) as package:
        for name, content in parts.items():
            if name != part:
                package.writestr(name, content)
        with package.open(part, "w", force_zip64=True) as file:
            for text, count in pieces:
                whole, rest = divmod(count, 1_000)
                for _ in range(whole):
                    file.write((text * 1_000).encode())
                file.write((text * rest).encode())
    paths.plan.write_bytes(stream.getvalue())
    return folder


HEADER = "".join(f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in PLAN[0])
TOP = f"{BEGIN}<row>{HEADER}</row>"
SST = f'{HEAD}<sst xmlns="{MAIN}">'
# One character beyond the first plane makes every other of its text take four bytes.
WIDE = "x" * 4_000 + "🎬"


@pytest.mark.parametrize(
    ("part", "pieces"),
    [
        pytest.param(NOTES, ((BEGIN, 1), (" ", 650 * MB), (END, 1)), id="more than may be unpacked"),
        pytest.param(ASSIGNMENTS, ((TOP, 1), ("<row/>", 40 * MB), (END, 1)), id="more than is read"),
        pytest.param(ASSIGNMENTS, ((TOP, 1), ("<a/>", 30 * MB), (END, 1)), id="endless tags"),
        pytest.param(ASSIGNMENTS, ((TOP, 1), ("x", 190 * MB), (END, 1)), id="endless text"),
        pytest.param(TEXTS, ((SST, 1), (f"<si><t>{WIDE}</t></si>", 47_000), ("</sst>", 1)), id="wide shared texts"),
        pytest.param(TEXTS, ((SST, 1), ("<si/>", 25 * MB), ("</sst>", 1)), id="endless shared texts"),
    ],
)
def test_a_dangerous_plan_is_refused(part: str, pieces: tuple[Piece, ...], tmp_path: Path) -> None:
    folder = with_plan(tmp_path, part, *pieces)
    for command in ("check", "verify"):
        answer = ask(command, folder)
        assert answer.exit == 2
        assert [(p["code"], p["file"]) for p in answer.json["problems"]] == [("unreadable-file", "plan.xlsx")]
        assert answer.peak_mb < MOST_MB


def test_a_large_sheet_that_is_not_read_is_no_matter(tmp_path: Path) -> None:
    folder = with_plan(tmp_path, NOTES, (BEGIN, 1), (" ", 550 * MB), (END, 1))
    for command in ("check", "verify"):
        answer = ask(command, folder)
        assert (answer.exit, answer.json["problems"]) == (0, [])
        assert answer.peak_mb < MOST_MB
