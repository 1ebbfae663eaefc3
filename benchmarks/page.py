"""``python -m benchmarks.page PAGE.html``: the size of a page, and how long a browser takes to show and to filter it.

Each figure is the median of several runs in headless Chromium, from the input to the frame in which the rows in sight
stand, and to the moment when all rows are there. Needs the extra ``browser`` and a Chromium.
Changes when something else is done on the page.
"""

import json
import re
import shutil
import statistics
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import click
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.reports import Table, save

HEADS = ("what", "rows in sight, ms", "all rows, ms")
WHAT = "Medians of headless Chromium, 1280 × 800 pixels; targets: 0.7 MB, 1,000 ms to load, 300 ms for the others."
STEPS = (
    ("all productions to people", "", "view", "people"),
    ("people back to productions", "#view=people", "view", "productions"),
    ("a text that few have", "", "text", "a"),
    ("a role", "", "role", 0),
    ("a department", "", "department", 0),
    ("a week", "", "week", 10),
    ("a week of all people", "#view=people", "week", 10),
    ("vacant slots", "", "only", 0),
    ("zoom to days", "", "zoom", "days"),
    ("load by week", "", "view", "load"),
    ("what is to be decided", "", "view", "conflicts"),
    ("the second plan", "", "plan", 1),
    ("the second plan of people", "#view=people", "plan", 1),
    ("the third plan", "", "plan", 2),
    ("all filters cleared", "#role=Gaffer&zoom=weeks", "clear", ""),
)
TIMED = """([key, wanted]) => new Promise(done => {
  const view = document.querySelector("#view"), before = view.firstChild;
  const begun = performance.now();
  let seen = 0;
  const look = () => {
    if (view.firstChild === before) return requestAnimationFrame(() => setTimeout(look, 0)); // typing waits a moment
    if (!seen) seen = performance.now() - begun;
    if (view.querySelector("[aria-busy]")) setTimeout(look, 0);
    else requestAnimationFrame(() => setTimeout(() => done([seen, performance.now() - begun]), 0));
  };
  const field = document.querySelector(`#controls [name=${key}]`);
  if (key === "view") document.querySelector(`[data-view=${wanted}]`).click();
  else if (key === "clear") document.querySelector("[data-do=clear]").click();
  else {
    const options = field.options ? [...field.options].filter(one => one.value || key === "plan") : [];
    field.value = options.length && typeof wanted === "number" ? options[wanted].value : wanted;
    field.dispatchEvent(new Event("input", {bubbles: true}));
  }
  requestAnimationFrame(() => setTimeout(look, 0));
})"""
LOADED = """() => new Promise(done => {
  const look = () => document.querySelector("#view [aria-busy]") ? setTimeout(look, 0)
    : done([performance.getEntriesByType("navigation")[0].loadEventEnd, performance.now()]);
  addEventListener("load", look);
  if (document.readyState === "complete") look();
})"""


def measure(browser: Browser, page_file: Path, times: int) -> Iterator[tuple[str, str, str]]:
    """Yield a row for loading the page, and one for each thing that is done on it as far as it has that."""
    address = page_file.resolve().as_uri()
    yield "load", *_medians([_in_new_page(browser, address, _loaded) for _ in range(times)])
    for what, state, key, wanted in STEPS:
        step = partial(_step, key=key, wanted=wanted)
        runs = [_in_new_page(browser, address + state, step) for _ in range(times)]
        if all(runs):
            yield what, *_medians(runs)


def _about(page_file: Path) -> str:
    """``A page of 3 plans with 6,814 slots and 2,400 people, 0.57 MB.``."""
    found = re.search(r'<script id="data" type="application/json">(.*?)</script>', page_file.read_text(), re.DOTALL)
    data = json.loads(found[1]) if found else {"plans": [], "people": []}
    slots = [sum(len(one) if isinstance(one, list) else one != -2 for one in plan["fill"]) for plan in data["plans"]]
    size = page_file.stat().st_size / 1e6
    return f"A page of {len(slots)} plans with {max(slots):,} slots and {len(data['people']):,} people, {size:.2f} MB."


def _in_new_page(browser: Browser, address: str, do: Callable[[Page], Any]) -> Any:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    try:
        page = context.new_page()
        page.goto(address)
        return do(page)
    finally:
        context.close()


def _loaded(page: Page) -> list[float]:
    found: list[float] = page.evaluate(LOADED)
    return found


def _step(page: Page, key: str, wanted: object) -> list[float] | None:
    """Do something on the page and return its two times; None where the page has no such filter."""
    page.locator("[aria-busy]").wait_for(state="detached")
    if key not in ("view", "clear") and not page.locator(f"#controls [name={key}]").count():
        return None
    found: list[float] = page.evaluate(TIMED, [key, wanted])
    return found


def _medians(runs: list[list[float]]) -> tuple[str, str]:
    return f"{statistics.median(run[0] for run in runs):,.0f}", f"{statistics.median(run[1] for run in runs):,.0f}"


@click.command()
@click.argument("page_file", metavar="PAGE.html", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--times", default=5, show_default=True, help="Runs per figure.")
@click.option("--save", "name", metavar="NAME", help="Keep the table in benchmarks/results.")
def page(page_file: Path, times: int, name: str | None) -> None:
    """Time loading, filters and switches of a page that `planner report` wrote."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        table = Table(f"{_about(page_file)} {WHAT}", HEADS, list(measure(browser, page_file, times)))
        browser.close()
    table.show()
    if name:
        click.echo(f"Kept: {save(name, [table]).name}", err=True)


if __name__ == "__main__":
    page()
