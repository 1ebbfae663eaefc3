"""LibreOffice, which opens workbooks and saves them in another form, as users do.

Changes when it is asked for something else.
"""

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

PROGRAM = shutil.which("soffice")
MOST_WAIT_S = 600  # a machine with other work to do takes many times what one without does

needs_libreoffice = pytest.mark.skipif(PROGRAM is None, reason="LibreOffice is not installed")


def convert(books: Iterable[Path], target: Path, form: str = "xlsx") -> Path:
    """Let LibreOffice save workbooks in another form in the folder ``target``, and return that folder."""
    profile = f"-env:UserInstallation={(target.parent / 'profile').as_uri()}"
    command = [str(PROGRAM), profile, "--headless", "--convert-to", form, "--outdir", str(target), *map(str, books)]
    subprocess.run(command, check=True, capture_output=True, timeout=MOST_WAIT_S)
    return target
