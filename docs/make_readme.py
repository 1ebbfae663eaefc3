"""Make README.md's examples anew: what follows ``$`` in its console blocks is run, and what it says stands below it.

Run in a folder with the sample data in which the tour was gone through before. ``python -m docs.make_readme``
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
_TOUR = re.compile(r"<!-- tour -->\n```bash\n(.*?)```", re.DOTALL)
_EXAMPLE = re.compile(r"```console\n(.*?)```", re.DOTALL)


def tour(readme: str) -> list[str]:
    """Return the commands of the tour, in order."""
    found = _TOUR.search(readme)
    return found[1].splitlines() if found else []


def run(command: str, folder: Path) -> tuple[int, str]:
    """Run a line as a shell would that has ``planner`` on its path; return its exit code and all that it says."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    environment = os.environ | {"PATH": path, "COLUMNS": "100", "PYTHONIOENCODING": "utf-8"}
    shell = ["bash", "-c", command]
    done = subprocess.run(
        shell, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=300, check=False
    )
    return done.returncode, done.stdout.decode()


def gone_through(readme: str, folder: Path) -> Iterator[tuple[str, int, str]]:
    """Go through the tour in an empty folder; yield each command with its exit code and what it said."""
    made_by_planner = shutil.ignore_patterns("plan*.xlsx", "backup", "history.jsonl", ".planner")
    shutil.copytree(ROOT / "sample_data", folder / "sample_data", ignore=made_by_planner)
    for command in tour(readme):
        yield command, *run(command, folder)


def with_examples(readme: str, folder: Path) -> str:
    """Return the README with what its examples say in a folder in which the tour was gone through."""

    def example(found: re.Match[str]) -> str:
        commands = [line for line in found[1].splitlines() if line.startswith("$ ")]
        return "```console\n" + "".join(f"{line}\n{run(line[2:], folder)[1]}" for line in commands) + "```"

    return _EXAMPLE.sub(example, readme)


if __name__ == "__main__":
    with TemporaryDirectory() as made:
        text = README.read_text(encoding="utf-8")
        list(gone_through(text, Path(made)))
        README.write_text(with_examples(text, Path(made)), encoding="utf-8")
