"""Where the work of a command is done: here, in child processes, or by a cluster, as options say.

Changes when work can be done in another kind of place.
"""

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager

import click

from planner.cli.exits import NO_RESULT, USAGE, Refusal

cluster_option = click.option(
    "--cluster",
    metavar="ADDRESS",
    help="Work on a Dask cluster: tls://HOST:PORT, or local:N for N workers here (needs the extra cluster).",
)


@contextmanager
def executor_for(jobs: int, cluster: str | None) -> Iterator[Executor | None]:
    """Yield what does tasks: the cluster of that address, ``jobs`` children, or None where one job is done here.

    Raises Refusal where the cluster cannot be used.
    """
    if cluster is not None:
        with on_cluster(cluster) as executor:
            yield executor
    elif jobs > 1:
        from planner.executor import Children

        with Children(jobs) as children:
            yield children
    else:
        yield None


@contextmanager
def on_cluster(address: str) -> Iterator[Executor]:
    """Yield what does tasks on the workers of a cluster. Raises Refusal where that cannot be used."""
    from planner.batch.cluster_address import RefusedCluster, UnreachableCluster, check_address

    try:
        check_address(address)
        from planner.batch.cluster import connected

        with connected(address) as executor:
            yield executor
    except ModuleNotFoundError as missing:
        if missing.name not in ("cryptography", "dask", "distributed"):
            raise
        message = f'--cluster needs {missing.name}, which is not installed: pip install "crew-planner[cluster]".'
        raise Refusal(USAGE, "no-cluster-extra", message) from missing
    except RefusedCluster as refused:
        raise Refusal(USAGE, "refused-cluster", str(refused)) from refused
    except UnreachableCluster as unreachable:
        raise Refusal(NO_RESULT, "unreachable-cluster", str(unreachable)) from unreachable
