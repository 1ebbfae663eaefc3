"""The container files, which no CI builds: do their paths, accounts and commands exist? Changes when they do."""

import re
import tomllib
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.commands import unknown_in

ROOT = Path(__file__).parents[2]
CONTAINERS = ROOT / "containers"
DOCKERFILE = (CONTAINERS / "Dockerfile").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]

Step = tuple[str, str]


def stages() -> list[tuple[str, list[Step]]]:
    """Return each stage as what its FROM says and its steps (instruction, rest)."""
    found: list[tuple[str, list[Step]]] = []
    for line in DOCKERFILE.splitlines():
        if line and not line.startswith("#"):
            word, _, rest = line.partition(" ")
            if word == "FROM":
                found.append((rest, []))
            else:
                found[-1][1].append((word, rest))
    return found


def said(stage: list[Step], word: str) -> list[str]:
    return [rest for one, rest in stage if one == word]


BUILD, FINAL = stages()


def night() -> dict[str, Any]:
    return yaml.safe_load((CONTAINERS / "compose.batch.yaml").read_text("utf-8"))["services"]["night"]


def test_the_wheel_is_built_from_all_that_it_is_made_of_and_nothing_else_reaches_it() -> None:
    copied = [source for rest in said(BUILD[1], "COPY") for source in rest.split()[:-1]]
    assert all((ROOT / source).exists() for source in copied)
    assert {"pyproject.toml", PROJECT["readme"], *PROJECT["license-files"], "planner"} == set(copied)
    ignored, *kept = (CONTAINERS / "Dockerfile.dockerignore").read_text("utf-8").split("\n*\n")
    assert ignored.startswith("#")
    assert {line[1:] for line in kept[0].split() if line.startswith("!")} == set(copied)


def test_both_stages_have_a_python_that_the_package_takes() -> None:
    least = re.match(r">=(\d+)\.(\d+)$", PROJECT["requires-python"])
    assert least
    for base, _ in (BUILD, FINAL):
        version = re.match(r"python:(\d+)\.(\d+)-slim-[a-z]+", base)
        assert version, base
        assert tuple(map(int, version.groups())) >= tuple(map(int, least.groups()))


def test_the_image_holds_the_wheel_of_the_stage_before_and_no_source() -> None:
    (copy,) = said(FINAL[1], "COPY")
    stage = BUILD[0].partition(" AS ")[2]
    assert copy.startswith(f"--from={stage} /wheels ")
    assert any("--wheel-dir /wheels" in rest for rest in said(BUILD[1], "RUN"))
    assert any(rest.endswith("pip install --no-cache-dir /wheels/*.whl") for rest in said(FINAL[1], "RUN"))


def test_it_runs_as_an_account_that_is_no_root_and_is_made_there() -> None:
    (user,) = said(FINAL[1], "USER")
    uid, gid = map(int, user.split(":"))
    assert uid == gid >= 1000
    assert any(f"useradd --system --uid {uid} " in rest for rest in said(FINAL[1], "RUN"))
    words = [word for word, _ in FINAL[1]]
    assert max(at for at, word in enumerate(words) if word in ("RUN", "COPY")) < words.index("USER")
    assert night()["user"] == f"${{NIGHT_USER:-{user}}}"


def test_what_it_starts_is_the_planner() -> None:
    assert said(FINAL[1], "ENTRYPOINT") == ['["planner"]']
    assert "planner" in PROJECT["scripts"]


def test_the_night_is_a_command_that_there_is_on_paths_that_are_mounted() -> None:
    service = night()
    assert unknown_in(service["command"]) == []
    (volume,) = service["volumes"]
    inside = volume.rpartition(":")[2]
    assert said(FINAL[1], "WORKDIR") == [inside]
    paths = [word for word in service["command"] if word.startswith("/")]
    assert paths
    assert all(fnmatch(path, f"{inside}/*") for path in paths)


def test_the_night_cannot_write_but_where_it_must_nor_become_more() -> None:
    service = night()
    assert service["read_only"] is True
    assert service["tmpfs"] == ["/tmp"]
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["network_mode"] == "none"


def test_it_is_built_from_files_that_there_are() -> None:
    build = night()["build"]
    context = (CONTAINERS / build["context"]).resolve()
    assert context == ROOT
    assert (context / build["dockerfile"]).samefile(CONTAINERS / "Dockerfile")


@pytest.mark.parametrize("name", ["Dockerfile", "compose.batch.yaml"])
def test_they_say_that_nothing_builds_them_before_they_are_used(name: str) -> None:
    first = (CONTAINERS / name).read_text("utf-8").partition("\n\n")[0].replace("\n#", "")
    assert re.search("No CI builds (or starts )?this file", first)
