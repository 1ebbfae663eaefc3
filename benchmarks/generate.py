"""``python -m benchmarks.generate``: planning folders of invented studios.

Changes when generating takes another option.
"""

from pathlib import Path

import click

from benchmarks.bench import used_share
from benchmarks.folders import write_folder
from benchmarks.studios import Size, make_studio

FOLDERS = Path(__file__).parent / "folders"
SIZES = "200x60,1000x600,5000x3000,20000x10000"


def parse_sizes(_context: click.Context, _option: click.Parameter, text: str) -> list[Size]:
    """Read a list such as ``200x60,1000x600``."""
    try:
        return [Size.parse(part) for part in text.split(",") if part.strip()]
    except ValueError as error:
        raise click.BadParameter("write PEOPLExPRODUCTIONS, separated by commas, such as 200x60,1000x600.") from error


def generated(size: Size, parent: Path = FOLDERS) -> Path:
    """Return the folder of a studio with seed 1, written now when it is not there yet."""
    folder = parent / str(size)
    if not (folder / "productions.xlsx").exists():
        write_folder(folder, make_studio(size))
    return folder


@click.command()
@click.option("--sizes", default=SIZES, show_default=True, callback=parse_sizes, help="PEOPLExPRODUCTIONS, several.")
@click.option("--seed", default=1, show_default=True, help="Another seed is another studio.")
@click.option("--beyond", default=0.0, show_default=True, help="Share of requirement rows asking for one too many.")
@click.option("--goals", help="Goals on the Settings sheet; without them the default goals count.")
@click.option("--name", help="Name of the folder, for a single size; the size itself otherwise.")
@click.option("--into", default=FOLDERS, type=click.Path(path_type=Path), help="Where the folders go.")
def generate(sizes: list[Size], seed: int, beyond: float, goals: str | None, name: str | None, into: Path) -> None:
    """Write a planning folder per size."""
    for size in sizes:
        studio = make_studio(size, seed, beyond)
        folder = into / (name or str(size))
        write_folder(folder, studio, [("Goals", goals)] if goals else [])
        slots = sum(need.count for need in studio.requirements)
        used = f"{used_share(studio):.1%} of the work days used"
        click.echo(f"{folder}: {slots:,} slots in {len(studio.requirements):,} requirement rows, {used}")


if __name__ == "__main__":
    generate()
