"""Which internet addresses may be connected to: the public ones, and the networks that a setting allows.

Python's `is_global` takes NAT64, 6to4 and other addresses that carry an IPv4 address for global whatever they carry.
The lists follow IANA's registries of special-purpose addresses.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Network = IPv4Network | IPv6Network

_SPECIAL_V4 = {
    IPv4Network("0.0.0.0/8"): "this network",
    IPv4Network("10.0.0.0/8"): "private",
    IPv4Network("100.64.0.0/10"): "shared by a provider's customers",
    IPv4Network("127.0.0.0/8"): "this machine",
    IPv4Network("169.254.0.0/16"): "link-local",
    IPv4Network("172.16.0.0/12"): "private",
    IPv4Network("192.0.0.0/24"): "reserved",
    IPv4Network("192.0.2.0/24"): "for documentation",
    IPv4Network("192.31.196.0/24"): "reserved",
    IPv4Network("192.52.193.0/24"): "reserved",
    IPv4Network("192.88.99.0/24"): "6to4",
    IPv4Network("192.168.0.0/16"): "private",
    IPv4Network("192.175.48.0/24"): "reserved",
    IPv4Network("198.18.0.0/15"): "for measurements",
    IPv4Network("198.51.100.0/24"): "for documentation",
    IPv4Network("203.0.113.0/24"): "for documentation",
    IPv4Network("224.0.0.0/4"): "multicast",
    IPv4Network("240.0.0.0/4"): "reserved",
}
_GLOBAL_V6 = IPv6Network("2000::/3")
_SPECIAL_V6 = {
    IPv6Network("::1/128"): "this machine",
    IPv6Network("fe80::/10"): "link-local",
    IPv6Network("fec0::/10"): "private",
    IPv6Network("fc00::/7"): "private",
    IPv6Network("ff00::/8"): "multicast",
    IPv6Network("2001::/32"): "Teredo",
    IPv6Network("2001::/23"): "reserved",
    IPv6Network("2001:db8::/32"): "for documentation",
    IPv6Network("2002::/16"): "6to4",
    IPv6Network("2620:4f:8000::/48"): "reserved",
    IPv6Network("3fff::/20"): "for documentation",
}
_CARRIERS = (
    IPv6Network("::/96"),  # IPv4-compatible
    IPv6Network("::ffff:0:0/96"),  # IPv4-mapped
    IPv6Network("::ffff:0:0:0/96"),  # IPv4-translated
    IPv6Network("64:ff9b::/96"),  # NAT64: what a host without IPv4 reaches all others by
)
"""Networks whose last 32 bits are the IPv4 address that is reached."""
_ISATAP = 0x5EFE
"""Before an IPv4 address in the lower half of an IPv6 one, with or without 0x0200: that host in a tunnel."""


def parse_networks(text: str) -> tuple[Network, ...]:
    """Return the networks in `127.0.0.0/8, fd00::/8`; raises ValueError for what is none."""
    return tuple(ip_network(one.strip()) for one in text.split(",") if one.strip())


def why_refused(address: str, allowed: Iterable[Network] = ()) -> str | None:
    """Return of what kind an address is that nothing may be fetched from; None if it may."""
    ip = ip_address(address.partition("%")[0])
    reached = _reached(ip)
    if any(one in network for network in allowed for one in (ip, reached) if one.version == network.version):
        return None
    if isinstance(reached, IPv4Address):
        return _kind(reached, _SPECIAL_V4)
    kind = _kind(reached, _SPECIAL_V6)
    if kind is not None:
        return kind
    if reached not in _GLOBAL_V6:
        return "reserved"
    return "an IPv4 address in a tunnel" if _is_tunnel(reached) else None


def _kind(ip: IPv4Address | IPv6Address, special: dict[IPv4Network, str] | dict[IPv6Network, str]) -> str | None:
    return next((kind for network, kind in special.items() if ip in network), None)


def _reached(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """Return the IPv4 address that an IPv6 one stands for, or the address itself."""
    if isinstance(ip, IPv6Address) and int(ip) > 1 and any(ip in network for network in _CARRIERS):
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip


def _is_tunnel(ip: IPv6Address) -> bool:
    return (int(ip) >> 32) & 0xFDFFFFFF == _ISATAP


def permitted(addresses: Sequence[str], allowed: Sequence[Network]) -> tuple[list[str], str]:
    """Return those of `addresses` that may be connected to, and of what kind a refused one is ("" if none is)."""
    refused = {address: why_refused(address, allowed) for address in addresses}
    kinds = [kind for kind in refused.values() if kind]
    return [address for address, kind in refused.items() if kind is None], kinds[0] if kinds else ""
