"""``python -m benchmarks.bare``: what no planner can do without: read both workbooks, write the plan's rows.

Changes when another way of reading is common.
"""

import pickle
from collections.abc import Iterator
from pathlib import Path

import click


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("rows", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--reader", type=click.Choice(["openpyxl", "calamine"]), default="openpyxl")
def read_and_write(folder: Path, rows: Path, target: Path, reader: str) -> None:
    """Read every cell of FOLDER's two workbooks and write ROWS, pickled, to TARGET."""
    read = _cells_by_openpyxl if reader == "openpyxl" else _cells_by_calamine
    cells = sum(1 for name in ("crew.xlsx", "productions.xlsx") for _ in read(folder / name))
    _write_rows(target, pickle.loads(rows.read_bytes()))
    click.echo(cells)


def keep_plan_rows(plan: Path, rows: Path) -> int:
    """Pickle the Assignments sheet's rows of a finished plan, for this baseline to write; return how many."""
    from openpyxl import load_workbook

    kept = list(load_workbook(plan, read_only=True)["Assignments"].iter_rows(values_only=True))
    rows.write_bytes(pickle.dumps(kept))
    return len(kept)


def _cells_by_openpyxl(path: Path) -> Iterator[object]:
    from openpyxl import load_workbook

    for sheet in load_workbook(path, read_only=True):
        for row in sheet.iter_rows(values_only=True):
            yield from row


def _cells_by_calamine(path: Path) -> Iterator[object]:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(str(path))
    for name in book.sheet_names:
        for row in book.get_sheet_by_name(name).to_python():
            yield from row


def _write_rows(path: Path, rows: list[tuple[object, ...]]) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(path, {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet("Assignments")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)


if __name__ == "__main__":
    read_and_write()
