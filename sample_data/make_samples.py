"""Make the sample folders anew: ``python sample_data/make_samples.py [FOLDER]``.

Changes when a sample is added.
"""

import sys
from pathlib import Path

from broken import BROKEN
from overbooked import OVERBOOKED
from season import season
from small import SMALL


def main() -> None:
    """Write every sample below the folder named, or beside this file."""
    parent = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    for sample in (SMALL, season(), OVERBOOKED, BROKEN):
        sample.write(parent)


main()
