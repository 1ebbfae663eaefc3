"""A file of its own that appears whole or not at all; what stands in a planning folder is written by commits.

Changes when another way of replacing a single file is safer.
"""

import os
from pathlib import Path


def replace_file(path: Path, data: bytes) -> None:
    """Put ``data`` at ``path`` in one step: written beside under a temporary name, flushed, renamed.

    Raises OSError; ``path`` then still holds what it held, and nothing is left beside it.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    except OSError as reason:
        reason.filename, reason.filename2 = str(path), None  # what was asked for, not the name beside it
        raise
    finally:
        beside.unlink(missing_ok=True)
