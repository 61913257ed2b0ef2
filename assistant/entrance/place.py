"""Which machines reach an address, and from which machine a request came."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from functools import lru_cache

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def loopback(host: str) -> bool:
    """Whether only this machine reaches ``host``."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def within(peer: str, networks: Iterable[Network]) -> bool:
    """Whether a machine is in one of the networks; an address that is none is in no network."""
    address = _address(peer)
    return address is not None and any(address in network for network in networks)


@lru_cache(maxsize=10_000)
def _address(peer: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        found = ipaddress.ip_address(peer)
    except ValueError:
        return None
    # An IPv4 machine that reaches an IPv6 socket is still that machine.
    return getattr(found, "ipv4_mapped", None) or found
