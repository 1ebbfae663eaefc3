"""``python -m planner.cli`` is ``planner``.

Changes when the program's entry does.
"""

from planner.cli import main

main()
