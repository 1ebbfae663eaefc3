"""``python -m benchmarks.peers NAME FOLDER --limit S``: one peer on one folder, told as JSON.

Changes when more is to be told about a peer's run.
"""

import json
from pathlib import Path

import click

from benchmarks.peers import PEERS, find_peer
from benchmarks.peers.answer import NoAnswer
from planner.workbook.reading import FolderPaths, read_folder


@click.command()
@click.argument("name", type=click.Choice(list(PEERS)))
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--limit", "limit_s", default=90.0, show_default=True, help="Seconds to plan for.")
def run_peer(name: str, folder: Path, limit_s: float) -> None:
    """Plan a folder with a peer and print what came of it."""
    instance = read_folder(FolderPaths.of(folder), fresh=True).instance
    if instance is None:
        raise click.ClickException("the folder has errors; see `planner check`.")
    try:
        answer = find_peer(name)(instance, limit_s)
    except NoAnswer as reason:
        click.echo(json.dumps({"note": str(reason)}))
        return
    told = {"filled": len(answer.assignments), "bound": answer.bound, "proven": answer.proven}
    click.echo(json.dumps({**told, "solve_seconds": round(answer.seconds, 3)}))


if __name__ == "__main__":
    run_peer()
