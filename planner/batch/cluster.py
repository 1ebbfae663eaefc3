"""Work done by a Dask cluster: its scheduler found by an address, its workers held to the versions that decide a plan.

A scheduler unpickles what it is sent, so whoever reaches one can run programs there: off this machine it is spoken to
by TLS alone, with the certificates of Dask's own configuration.
Changes when Dask is spoken to otherwise.
"""

import logging
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from functools import cache, partial
from importlib.metadata import version
from typing import Any

import dask
from distributed import Client, LocalCluster, Security

from planner.batch.cluster_address import LOCAL, RefusedCluster, UnreachableCluster, check_address
from planner.executor import LostWork

DECIDING = ("crew-planner", "ortools", "highspy", "numpy", "holidays", "babel")
"""The packages by whose versions a plan may differ."""
TRIES_AGAIN = 2
"""How often a task is done again whose worker was lost."""
_CONNECT_S = 10.0
_QUIET = {"distributed.admin.large-graph-warning-threshold": "1GB"}  # a folder as bytes is what a task is


class DaskExecutor(Executor):
    """Does tasks, functions of a module from bytes to bytes, on the workers of a cluster, in the order of its choice.

    A task whose worker is lost is done again elsewhere; LostWork is raised where that, or the scheduler, is lost too.
    """

    def __init__(self, client: Client, versions: Mapping[str, str]) -> None:
        self._client = client
        self._versions = dict(versions)
        self._theirs = client.get_executor(pure=False, retries=TRIES_AGAIN)
        self._given_up = False

    def submit(self, function: Callable[[bytes], bytes], data: bytes, /) -> Future[bytes]:  # type: ignore[override]
        """Have a task done; the future raises what it raised, or LostWork."""
        ours: Future[bytes] = Future()
        ours.set_running_or_notify_cancel()
        self._theirs.submit(do_checked, self._versions, function, data).add_done_callback(partial(self._pass_on, ours))
        return ours

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more tasks, and wait for those that run, or give up all that are not done."""
        self._given_up = cancel_futures or not wait
        self._theirs.shutdown(not self._given_up)

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Wait for what runs; after an exception, give it up."""
        self.shutdown(cancel_futures=kind is not None)

    def _pass_on(self, ours: Future[bytes], theirs: Future[bytes]) -> None:
        if theirs.cancelled():
            why = "It was given up" if self._given_up else "The scheduler of the cluster was lost"
            ours.set_exception(LostWork(f"{why} before it was done."))
            return
        error = theirs.exception()
        if error is None:
            ours.set_result(theirs.result())
        elif type(error).__module__.partition(".")[0] == "distributed":
            ours.set_exception(LostWork(f"The cluster lost it: {error}"))
        else:
            ours.set_exception(error)


def do_checked(versions: Mapping[str, str], function: Callable[[bytes], bytes], data: bytes) -> bytes:
    """Do a task on a worker, unless that came later than the others and is not like them. Raises LostWork."""
    if versions != versions_here():
        raise LostWork(f"A worker joined that is not like the others: {_told(versions_here())}.")
    return function(data)


@cache
def versions_here() -> Mapping[str, str]:
    """Return the versions of what decides a plan, by package."""
    return {name: version(name) for name in DECIDING}


@contextmanager
def connected(address: str) -> Iterator[DaskExecutor]:
    """Connect to the scheduler at an address, or start one with as many workers as ``local:N`` says.

    Raises RefusedCluster where the address or a worker is not to be used, before the first task, and
    UnreachableCluster.
    """
    check_address(address)
    _silence()
    with dask.config.set(_QUIET), _scheduler(address) as (where, security), _client(where, security) as client:
        _refuse_different(client)
        with DaskExecutor(client, versions_here()) as executor:
            yield executor


def _silence() -> None:
    """Have Dask write nothing on the terminal: what matters is told by what is raised."""
    for name in logging.root.manager.loggerDict:
        if name.partition(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL)


@contextmanager
def _scheduler(address: str) -> Iterator[tuple[str, Security]]:
    """Yield where the scheduler is and how to speak to it; one of our own ends with this."""
    if not address.startswith(LOCAL):
        yield address, Security(require_encryption=address.startswith("tls"))
        return
    security = Security.temporary()  # others on this machine could send programs to an open scheduler
    with LocalCluster(
        n_workers=int(address[len(LOCAL) :]),
        threads_per_worker=1,
        protocol="tls",
        security=security,
        dashboard_address=None,
        silence_logs=logging.CRITICAL,
    ) as cluster:
        yield cluster.scheduler_address, security


@contextmanager
def _client(where: str, security: Security) -> Iterator[Client]:
    try:
        client = Client(where, security=security, timeout=_CONNECT_S, set_as_default=False)
    except (OSError, TypeError, ValueError, RuntimeError) as reason:
        raise UnreachableCluster(f"The scheduler at {where} cannot be used: {reason}") from reason
    with client:
        try:
            client.wait_for_workers(1, timeout=_CONNECT_S)
        except TimeoutError as reason:
            raise UnreachableCluster(f"The scheduler at {where} has no workers.") from reason
        yield client


def _refuse_different(client: Client) -> None:
    """Refuse a cluster in which a worker is not like this machine, or can be listened to. Raises RefusedCluster."""
    here, there = versions_here(), {name: _on_workers(client, name) for name in DECIDING}
    faults = []
    for worker in sorted(there["crew-planner"]):
        try:
            check_address(worker)
        except RefusedCluster as refused:
            faults.append(str(refused))
        found = {name: there[name].get(worker, "none") for name in DECIDING}
        other = {name: number for name, number in found.items() if number != here[name]}
        if other:
            faults.append(f"The worker {worker} has {_told(other)}; here it is {_told({n: here[n] for n in other})}.")
    if faults:
        raise RefusedCluster(" ".join(faults))


def _on_workers(client: Client, package: str) -> dict[str, str]:
    """Return a package's version on each worker, by the worker's address; "none" where it is not installed."""
    found: Mapping[str, Any] = client.run(version, package, on_error="return")
    return {worker: one if isinstance(one, str) else "none" for worker, one in found.items()}


def _told(versions: Mapping[str, str]) -> str:
    return ", ".join(f"{name} {number}" for name, number in versions.items())
