"""Which addresses may be connected to."""

import ipaddress
import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.fetching.networks import parse_networks, permitted, why_refused

PUBLIC = [
    "93.184.216.34",
    "8.8.8.8",
    "2606:4700:4700::1111",
    "2a00:1450:4001:82a::200e",
    "::ffff:8.8.8.8",
    "64:ff9b::808:808",
]
INSIDE = [
    "127.0.0.1",
    "127.255.255.254",
    "0.0.0.0",  # noqa: S104 - nothing is bound to it
    "0.1.2.3",
    "10.0.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "192.0.0.8",
    "192.0.2.1",
    "198.18.0.1",
    "198.51.100.7",
    "203.0.113.9",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "192.88.99.1",
    "::",
    "::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "fc00::1",
    "fd12:3456::1",
    "ff02::1",
    "2001:db8::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "2001:10::1",
    "3fff::1",
    "100::1",
    "64:ff9b:1::a00:1",
    "5f00::1",
    "4000::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "::127.0.0.1",
    "::ffff:0:127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b::10.1.2.3",
    "2002:7f00:1::",
    "2002:808:808::1",
    "2606:4700::5efe:10.0.0.1",
    "2606:4700::200:5efe:127.0.0.1",
]


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_fetched_from(address: str) -> None:
    assert why_refused(address) is None


@pytest.mark.parametrize("address", INSIDE)
def test_addresses_inside_a_network_are_refused(address: str) -> None:
    assert why_refused(address)


def test_a_setting_allows_a_network_however_its_addresses_are_written() -> None:
    allowed = parse_networks("10.1.0.0/16, fd00::/8")
    assert [why_refused(one, allowed) for one in ("10.1.2.3", "::ffff:10.1.2.3", "64:ff9b::a01:203", "fd00::1")] == [
        None
    ] * 4
    assert why_refused("10.2.0.1", allowed) == "private"
    assert why_refused("127.0.0.1", allowed) == "this machine"


def test_of_several_addresses_only_those_that_may_be_used_are() -> None:
    assert permitted(["10.0.0.1", "8.8.8.8"], ()) == (["8.8.8.8"], "private")


@given(st.ip_addresses(v=4).filter(lambda ip: not ip.is_global or ip.is_multicast))
def test_no_ipv4_address_inside_is_reached_in_any_disguise(ip: ipaddress.IPv4Address) -> None:
    number = int(ip)
    disguises = [
        str(ip),
        *(str(ipaddress.IPv6Address((prefix << 32) | number)) for prefix in (0, 0xFFFF, 0xFFFF << 16, 0x64FF9B << 64)),
        str(ipaddress.IPv6Address((0x2002 << 112) | (number << 80) | 1)),
        str(ipaddress.IPv6Address((0x20010000 << 96) | (number ^ 0xFFFFFFFF))),
        str(ipaddress.IPv6Address((0x2606 << 112) | (0x5EFE << 32) | number)),
    ]
    assert all(why_refused(disguise) for disguise in disguises)


@pytest.mark.parametrize("host", ["127.1", "0x7f.1", "2130706433", "017700000001", "localhost"])
def test_whatever_a_resolver_makes_of_a_number_is_checked_as_an_address(host: str) -> None:
    found = {str(address[0]) for *_, address in socket.getaddrinfo(host, 80, type=socket.SOCK_STREAM)}
    assert found
    assert all(why_refused(address) for address in found)
