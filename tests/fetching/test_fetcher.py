"""One address, fetched from a real server: what comes back, what is refused, and how politely it was asked for."""

from __future__ import annotations

import asyncio
import gzip
import itertools
import ssl
import time
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from core.errors import FetchError
from extraction.fetching.answers import Fetched, Unchanged, Validators, Vanished
from extraction.fetching.connecting import Resolve, resolve
from extraction.fetching.fetcher import Fetcher
from extraction.fetching.manners import Manners
from extraction.fetching.networks import parse_networks
from tests.fetching.conftest import HASTY, STRICT
from tests.fetching.site import Reply, Site, bomb, certificate, served

ONE = parse_networks("127.0.0.1")
"""The one address that stands for the outside world where others of this machine stand for the inside."""


def fetch(
    *addresses: str,
    manners: Manners = HASTY,
    known: Validators | None = None,
    resolver: Resolve = resolve,
    tls: ssl.SSLContext | None = None,
) -> list[Fetched | Unchanged | Vanished]:
    """Fetch all at once with one fetcher."""

    async def all_of_them() -> list[Fetched | Unchanged | Vanished]:
        async with Fetcher(manners, resolver=resolver, tls=tls) as fetcher:
            return await asyncio.gather(*(fetcher.fetch(address, known) for address in addresses))

    return asyncio.run(all_of_them())


def page(*arguments: str, **options: object) -> Fetched:
    [found] = fetch(*arguments, **options)  # type: ignore[arg-type]
    assert isinstance(found, Fetched)
    return found


def problem(address: str, **options: object) -> str:
    with pytest.raises(FetchError) as caught:
        fetch(address, **options)  # type: ignore[arg-type]
    return caught.value.message


def at(*addresses: str) -> Resolve:
    """A resolver that finds every host at `addresses`."""

    async def resolver(host: str, port: int) -> Sequence[str]:
        return addresses

    return resolver


def test_a_page_and_what_is_said_of_it(site: Site) -> None:
    address = site.page("/a", "Hello", ETag='"1"', Last_Modified="Sat, 21 Nov 2026 10:00:00 GMT")
    found = page(address)
    assert (found.body, found.status, found.final_address) == (b"Hello", 200, address)
    assert (found.media_type, found.charset, found.etag) == ("text/html", "utf-8", '"1"')
    assert site.requests("/a")[0].headers["user-agent"] == "Dossier/1.0"
    assert site.requests("/a")[0].headers["host"] == f"127.0.0.1:{site.port}"


def test_who_runs_it_can_be_reached(site: Site) -> None:
    fetch(site.page("/a", "Hello"), manners=replace(HASTY, contact="https://desk.example/robot"))
    assert {one.headers["user-agent"] for one in site.asked} == {"Dossier/1.0 (+https://desk.example/robot)"}


@pytest.mark.parametrize("name", ["ETag", "Last-Modified"])
def test_a_page_that_has_not_changed_is_not_sent_again(site: Site, name: str) -> None:
    address = site.page("/a", "Hello", **{name: '"1"' if name == "ETag" else "Sat, 21 Nov 2026 10:00:00 GMT"})
    first = page(address)
    known = Validators(first.final_address, first.etag, first.last_modified)
    assert isinstance(fetch(address, known=known)[0], Unchanged)
    site.page("/a", "Hello again", ETag='"2"', Last_Modified="Sat, 21 Nov 2026 11:00:00 GMT")
    assert page(address, known=known).body == b"Hello again"


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_vanished(site: Site, status: int) -> None:
    site.pages["/a"] = Reply(b"gone", status)
    [found] = fetch(site.root + "/a")
    assert isinstance(found, Vanished)
    assert found.status == status


@pytest.mark.parametrize(
    ("statuses", "permanent"), [((301, 308), True), ((301, 302), False), ((303,), False), ((307, 308), False)]
)
def test_redirects_are_followed_and_remembered(site: Site, statuses: tuple[int, ...], permanent: bool) -> None:
    for step, status in enumerate(statuses):
        site.redirect(f"/{step}", f"/{step + 1}", status)
    end = site.page(f"/{len(statuses)}", "Here")
    found = page(site.root + "/0")
    assert (found.address, found.final_address, found.permanent) == (site.root + "/0", end, permanent)


def test_validators_go_only_to_where_they_came_from(site: Site) -> None:
    site.redirect("/a", "/b")
    end = site.page("/b", "Here", ETag='"1"')
    assert isinstance(fetch(site.root + "/a", known=Validators(end, '"1"'))[0], Unchanged)
    assert "if-none-match" not in site.requests("/a")[0].headers


def test_redirects_in_a_circle_and_without_end(site: Site) -> None:
    site.redirect("/a", "/b")
    site.redirect("/b", "/a")
    assert "circle" in problem(site.root + "/a")
    for step in range(15):
        site.redirect(f"/{step}", f"/{step + 1}")
    assert "on and on" in problem(site.root + "/0")


@pytest.mark.parametrize("to", ["ftp://news.example/", "file:///etc/passwd", "gopher://x/", "http://", ""])
def test_redirects_to_where_nobody_is_sent(site: Site, to: str) -> None:
    site.redirect("/a", to)
    assert problem(site.root + "/a").startswith(site.root)


def test_addresses_inside_are_refused(site: Site) -> None:
    assert "this machine" in problem(site.page("/a", "Hello"), manners=STRICT)
    assert "this machine" in problem(f"http://localhost:{site.port}/a", manners=STRICT)
    assert site.asked == []


@pytest.mark.parametrize(
    "inside",
    ["127.0.0.1", "::1", "169.254.169.254", "10.0.0.1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::1"],
)
def test_names_that_stand_for_addresses_inside_are_refused(site: Site, inside: str) -> None:
    told = problem(f"http://news.example:{site.port}/a", manners=STRICT, resolver=at(inside))
    assert "inside a network" in told
    assert inside in told
    assert site.asked == []


@pytest.mark.parametrize(
    "target", ["http://127.0.0.2:{port}/b", "http://inside.example:{port}/b", "http://[::1]:{port}/b"]
)
def test_a_redirect_to_loopback_is_refused(site: Site, target: str) -> None:
    """Only 127.0.0.1 is allowed here, as the outside world; the redirect leads to another address of this machine."""

    async def resolver(host: str, port: int) -> Sequence[str]:
        return {"inside.example": ["127.0.0.2"]}.get(host, [host])

    allowed = replace(HASTY, allowed=ONE)
    site.redirect("/a", target.format(port=site.port))
    site.page("/b", "secret")
    assert "inside a network" in problem(site.root + "/a", manners=allowed, resolver=resolver)
    assert site.requests("/b") == []


def test_the_address_that_was_checked_is_the_one_connected_to(site: Site) -> None:
    """A name server that answers first one thing and then another is asked once for a connection."""
    answers = itertools.chain(["127.0.0.1"], itertools.repeat("127.0.0.2"))
    times = 0

    async def rebinding(host: str, port: int) -> Sequence[str]:
        nonlocal times
        times += 1
        return [next(answers)]

    allowed = replace(HASTY, allowed=ONE)
    site.page("/a", "Hello")
    found = page(f"http://news.example:{site.port}/a", manners=allowed, resolver=rebinding)
    assert found.body == b"Hello"
    assert times == 1
    assert site.requests("/a")[0].headers["host"] == f"news.example:{site.port}"


def test_a_host_with_addresses_of_both_kinds_is_reached_at_the_public_one(site: Site) -> None:
    site.page("/a", "Hello")
    allowed = replace(HASTY, allowed=ONE)
    found = page(f"http://news.example:{site.port}/a", manners=allowed, resolver=at("10.0.0.1", "127.0.0.1"))
    assert found.body == b"Hello"


def test_https_checks_the_certificate_against_the_name_and_not_the_address(tmp_path: Path) -> None:
    server, client = certificate(tmp_path, "news.example")
    with served(server) as site:
        site.page("/a", "Hello")
        address = f"https://news.example:{site.port}/a"
        assert page(address, resolver=at("127.0.0.1"), tls=client).body == b"Hello"
        elsewhere = f"https://other.example:{site.port}/a"
        assert "certificate" in problem(elsewhere, resolver=at("127.0.0.1"), tls=client).lower()
        assert "certificate" in problem(address, resolver=at("127.0.0.1")).lower()


def test_a_packed_page_is_unpacked(site: Site) -> None:
    for coding, body in (("gzip", gzip.compress(b"Hello")), ("deflate", zlib.compress(b"Hello"))):
        assert page(site.page("/a", body, Content_Encoding=coding)).body == b"Hello"
    halves = gzip.compress(b"Hel") + gzip.compress(b"lo")
    assert page(site.page("/a", halves, Content_Encoding="gzip")).body == b"Hello"


def test_a_packed_page_that_is_broken_or_cut_off(site: Site) -> None:
    packed = gzip.compress(b"Hello" * 1000)
    assert "cut off" in problem(site.page("/a", packed[:-20], Content_Encoding="gzip"))
    assert "unpacked" in problem(site.page("/a", b"Hello", Content_Encoding="gzip"))
    assert "nobody asked for" in problem(site.page("/a", b"Hello", Content_Encoding="br"))


def test_a_page_that_unpacks_to_too_much_is_not_unpacked(site: Site) -> None:
    packed = bomb(64)
    assert len(packed) < HASTY.max_bytes
    assert "more than 0.1 MB" in problem(site.page("/a", packed, Content_Encoding="gzip"))
    twice = gzip.compress(packed)
    assert len(page(site.page("/a", twice, Content_Encoding="gzip")).body) == len(packed)


def test_a_page_that_never_ends_is_left(site: Site) -> None:
    sent = 0

    def endless() -> Reply:
        def counted() -> Iterator[bytes]:
            nonlocal sent
            while True:
                sent += 10_000
                yield b"x" * 10_000

        return Reply(chunks=counted())

    site.pages["/a"] = endless
    assert "more than 0.1 MB" in problem(site.root + "/a")
    assert sent < 50_000_000


def slowly(pause: float, times: int) -> Iterator[bytes]:
    for _ in range(times):
        time.sleep(pause)
        yield b"x"


def test_a_page_that_drips_is_left_after_a_while(site: Site) -> None:
    def drip() -> Reply:
        return Reply(chunks=slowly(0.05, 200))

    site.pages["/a"] = drip
    manners = replace(HASTY, whole_s=0.4, tries=1)
    assert "did not answer in time" in problem(site.root + "/a", manners=manners)


def test_a_silent_server_is_left_after_a_while(site: Site) -> None:
    site.pages["/a"] = lambda: Reply(chunks=slowly(1.0, 1))
    assert "could not be fetched" in problem(site.root + "/a", manners=replace(HASTY, read_s=0.2, tries=1))


def test_what_passes_by_itself_is_tried_again(site: Site) -> None:
    replies = iter([Reply(status=503), Reply(status=429, headers={"Retry-After": "0"}), Reply("Hello")])
    site.pages["/a"] = lambda: next(replies)
    assert page(site.root + "/a").body == b"Hello"
    assert len(site.requests("/a")) == 3


def test_what_does_not_pass_is_not_tried_for_ever(site: Site) -> None:
    site.pages["/a"] = Reply(status=500)
    assert "HTTP 500" in problem(site.root + "/a")
    assert len(site.requests("/a")) == HASTY.tries
    site.pages["/b"] = Reply(status=403)
    assert "HTTP 403" in problem(site.root + "/b")
    assert len(site.requests("/b")) == 1


def test_retry_after_is_heeded_or_the_host_left_alone(site: Site) -> None:
    replies = iter([Reply(status=429, headers={"Retry-After": "1"}), Reply("Hello")])
    site.pages["/a"] = lambda: next(replies)
    fetch(site.root + "/a")
    first, second = site.requests("/a")
    assert second.began - first.ready >= 0.9
    site.pages["/b"] = Reply(status=503, headers={"Retry-After": "7200"})
    assert "left alone" in problem(site.root + "/b")
    assert len(site.requests("/b")) == 1


def test_a_host_is_asked_one_thing_at_a_time_with_a_pause(site: Site) -> None:
    addresses = [site.page(f"/{number}", "Hello") for number in range(4)]
    fetch(*addresses, manners=replace(HASTY, delay_s=0.1))
    times = sorted((one.began, one.ready) for one in site.asked)
    assert len(times) == 5
    assert all(later[0] - earlier[1] >= 0.09 for earlier, later in itertools.pairwise(times))


def test_robots_are_asked_for_once_and_obeyed(site: Site) -> None:
    site.pages["/robots.txt"] = Reply("User-agent: *\nDisallow: /private\n\nUser-agent: other\nDisallow: /\n")
    allowed = [site.page(f"/{number}", "Hello") for number in range(3)]
    fetch(*allowed)
    assert len(site.requests("/robots.txt")) == 1
    assert "asks robots to" in problem(site.page("/private/a", "Hello"))
    site.redirect("/way", "/private/a")
    assert "asks robots to" in problem(site.root + "/way")
    assert site.requests("/private/a") == []


def test_rules_for_us_by_name_and_with_wildcards(site: Site) -> None:
    site.pages["/robots.txt"] = Reply("User-agent: *\nAllow: /\n\nUser-agent: dossier\nDisallow: /*.html$\n")
    assert "asks robots to" in problem(site.page("/a.html", "Hello"))
    assert page(site.page("/a.html?x=1", "Hello")).body == b"Hello"


def test_a_crawl_delay_is_kept(site: Site) -> None:
    site.pages["/robots.txt"] = Reply("User-agent: *\nCrawl-delay: 0.3\n")
    fetch(site.page("/a", "Hello"), site.page("/b", "Hello"))
    first, second = site.requests("/a") + site.requests("/b")
    assert abs(second.began - first.began) >= 0.25


def test_rules_that_cannot_be_read_forbid_everything(site: Site) -> None:
    site.pages["/robots.txt"] = Reply(status=500)
    assert "/robots.txt could not be fetched: HTTP 500" in problem(site.page("/a", "Hello"))
    assert site.requests("/a") == []
    site.pages["/robots.txt"] = Reply(status=403)
    assert page(site.root + "/a").body == b"Hello"


def test_nobody_answers() -> None:
    with served() as site:
        address = site.root + "/a"
    assert "could not be fetched" in problem(address)

    async def unknown(host: str, port: int) -> Sequence[str]:
        raise OSError("Name or service not known")

    assert "there is no host nowhere.example" in problem("http://nowhere.example/", resolver=unknown)


def test_no_proxy_of_the_environment_is_used(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert page(site.page("/a", "Hello")).body == b"Hello"
