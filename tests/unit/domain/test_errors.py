"""What is raised is one family, and the tree in its file shows all of it."""

import re
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pkgutil import walk_packages

import planner
import planner.domain.errors as errors

CLUSTER = "planner.batch.cluster"  # needs an extra, and raises nothing of its own


def family(parent: type[BaseException]) -> Iterator[type[BaseException]]:
    for child in parent.__subclasses__():
        yield child
        yield from family(child)


def test_the_tree_shows_everything_that_is_raised() -> None:
    for module in walk_packages(planner.__path__, "planner."):
        if not module.name.endswith("__main__") and (module.name != CLUSTER or find_spec("distributed")):
            import_module(module.name)
    raised = {one for one in family(Exception) if one.__module__.startswith("planner.")}
    private = {one for one in raised if one.__name__.startswith("_")}
    shown = set(re.findall(r"^ .*?(?:├──|└──) ([A-Z]\w+) ", errors.__doc__ or "", re.M))
    assert {one.__name__ for one in raised - private} == shown | {"PlannerError"}
    assert all(issubclass(one, errors.PlannerError) for one in raised)
