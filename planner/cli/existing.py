"""A folder or file that must be there; of one that is not, its neighbour with the most similar name is offered.

Changes when a missing path should be answered differently.
"""

from pathlib import Path
from typing import Any

import click


class Existing(click.Path):
    """A folder, or with ``file`` a file, as a :class:`pathlib.Path`."""

    def __init__(self, *, file: bool = False) -> None:
        super().__init__(exists=True, file_okay=file, dir_okay=not file, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path that was typed; raise :class:`click.BadParameter` where there is none of its kind."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as fault:
            near = self._near(Path(value))
            hint = f' Did you mean "{near}"?' if near else ""
            raise click.BadParameter(f"{fault.message}{hint}", ctx, param) from fault

    def _near(self, missing: Path) -> Path | None:
        """Return the path beside ``missing`` that it resembles most."""
        from planner.domain.names import did_you_mean

        try:
            beside = [path.name for path in missing.parent.iterdir() if path.is_dir() == self.dir_okay]
        except OSError:
            return None
        near = did_you_mean(missing.name, beside)
        return missing.parent / near if near else None


FOLDER = Existing()
FILE = Existing(file=True)
