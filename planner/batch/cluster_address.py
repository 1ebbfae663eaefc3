"""Where a cluster is: addresses that may be used, without Dask.

Changes when a scheduler may be found otherwise.
"""

from ipaddress import ip_address
from urllib.parse import urlsplit

from planner.domain.errors import PlannerError

LOCAL = "local:"


class RefusedCluster(PlannerError, ValueError):
    """A cluster that must not be used, or whose address is none."""


class UnreachableCluster(PlannerError):
    """A scheduler that does not answer, or has no workers."""


def check_address(address: str) -> None:
    """Refuse an address that is none, or that others could listen to. Raises RefusedCluster."""
    if address.startswith(LOCAL):
        if not (address[len(LOCAL) :].isdecimal() and 1 <= int(address[len(LOCAL) :]) <= 64):
            raise RefusedCluster(f'"{address}" is no number of workers from 1 to 64 on this machine, as in local:4.')
        return
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host = None
    if not host or parts.scheme not in ("tls", "tcp"):
        raise RefusedCluster(f'"{address}" is no address of a scheduler, as in tls://planning.example:8786 or local:4.')
    if parts.scheme == "tcp" and not _is_loopback(host):
        raise RefusedCluster(
            f"{address} is not encrypted and not on this machine, so whoever reaches it could run programs there and "
            "read your folders. Use tls:// with certificates, as Dask's configuration names them."
        )


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
