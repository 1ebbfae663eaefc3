"""A Chromium that opens pages and takes note of every fault: errors on the console, requests to any address.

Changes when a page is looked at in another way.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

sync_api = pytest.importorskip("playwright.sync_api", reason="the extra browser is not installed")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
NEEDED = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here")
PHONE, DESK = {"width": 390, "height": 800}, {"width": 1280, "height": 800}


@contextmanager
def started() -> Iterator[Any]:
    """Start the browser, and close it in the end."""
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


class Visits:
    """Pages that are open, each in a context of its own, and the ``faults`` that were seen on any of them."""

    def __init__(self, browser: Any) -> None:
        self._browser = browser
        self._contexts: list[Any] = []
        self.faults: list[str] = []

    def open(
        self, file: Path, state: str = "", size: dict[str, int] = DESK, scheme: str = "light", **options: Any
    ) -> Any:
        """Open a file in a state, ``#view=people``, and wait until all of its rows are there."""
        context = self._browser.new_context(viewport=size, color_scheme=scheme, **options)
        self._contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda fault: self.faults.append(str(fault)))
        page.on("dialog", lambda dialog: (self.faults.append(dialog.message), dialog.dismiss()))
        page.on("console", lambda said: self.faults.append(said.text) if said.type in ("error", "warning") else None)
        page.on("request", lambda asked: self.faults.append(asked.url) if asked.url[:5] != "file:" else None)
        page.goto(f"{file.as_uri()}{state}")
        drawn(page)
        return page

    def close(self) -> None:
        """Close all pages. Raises AssertionError with the faults."""
        for context in self._contexts:
            context.close()
        assert not self.faults


def drawn(page: Any) -> None:
    """Wait until all rows are there."""
    page.locator("[aria-busy]").wait_for(state="detached")


def bars(page: Any) -> int:
    """Return how many slots are drawn."""
    return int(page.locator(".bars > li[data-s]").count())
