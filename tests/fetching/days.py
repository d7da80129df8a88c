"""A web site that lives: day after day its pages change, move, vanish and misbehave; and what a desk then must know."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

from tests.fetching.site import Reply, Site, bomb

COUNTRIES = {"Honduras": "HND", "Guatemala": "GTM", "Mexico": "MEX", "Panama": "PAN", "Rwanda": "RWA", "Ghana": "GHA"}
NAMES = list(COUNTRIES)
INSIDE = "127.0.0.2"
"""An address of this machine that nothing may be fetched from."""


def page(country: str, more: str = "") -> str:
    pact = (
        f"The United States and {country} signed a safe third country agreement on 25 September 2019, officials said."
    )
    body = f"<body><article><p>{pact}</p>{more}</article></body>"
    return f"<!doctype html><html><head><title>News</title></head>{body}</html>"


@dataclass
class Days:
    """`truth` is the country that each source's current document must tell of, `failing` what cannot be read."""

    site: Site
    day: int = -1
    truth: dict[str, str] = field(default_factory=dict)
    failing: set[str] = field(default_factory=set)
    vanished: set[str] = field(default_factory=set)

    def addresses(self) -> str:
        """Return what the desk is given: a feed, an index of sitemaps, and pages of all sorts, one a line."""
        named = ("/feed", "/index.xml", "/endless", "/bomb", "/inside", "/circle", "/busy", "/lies")
        return "# the desk's\n" + "".join(f"{self.site.root}{path}\n" for path in named)

    def dawn(self) -> None:
        """Let a day pass."""
        self.day += 1
        self.failing = {self._at(path) for path in ("/endless", "/bomb", "/inside", "/circle")}
        self.vanished = set()
        if self.day == 0:
            self._misbehave()
        is_up = self.day % 7 != 3
        self._feed(is_up=is_up)
        self._sitemap()
        self._busy()

    def _feed(self, *, is_up: bool) -> None:
        """Pages that a feed names; on a day without it nobody comes by, and what is known stays."""
        self._changing(is_up=is_up)
        self._moving(is_up=is_up)
        self._vanishing(is_up=is_up)
        moved = "/moved" if self.day < 4 else "/moved-here"
        items = "".join(f"<item><link>{path}</link></item>" for path in ("/steady", "/changing", moved, "/vanishing"))
        self.site.page("/feed", f"<rss version='2.0'><channel>{items}</channel></rss>", Content_Type="text/xml")
        if not is_up:
            self.site.pages["/feed"] = Reply(status=500)
            self.failing.add(self._at("/feed"))

    def _changing(self, *, is_up: bool) -> None:
        self._publish("/steady", "Honduras", is_seen=is_up, etag='"for ever"')
        self._publish("/changing", NAMES[self.day % len(NAMES)], is_seen=is_up, etag=f'"{self.day}"')

    def _moving(self, *, is_up: bool) -> None:
        if self.day < 2:
            self._publish("/moved", "Panama", is_seen=is_up)
            return
        self.site.redirect("/moved", "/moved-here", 301 if self.day % 2 else 308)
        if self.day < 4:
            self.site.page("/moved-here", page("Panama"))
            return
        country = NAMES[(self.day // 2) % len(NAMES)]
        self._publish("/moved-here", country, is_seen=is_up)
        if is_up:
            self.truth[self._at("/moved")] = COUNTRIES[country]

    def _vanishing(self, *, is_up: bool) -> None:
        if self.day % 2:
            self.site.pages["/vanishing"] = Reply(status=404 if self.day % 4 == 1 else 410)
            self.vanished |= {self._at("/vanishing")} if is_up else set()
        else:
            self._publish("/vanishing", NAMES[(self.day + 2) % len(NAMES)], is_seen=is_up)

    def _sitemap(self) -> None:
        """One page whose last change is told truly, and one that is said never to change, and does not."""
        self._publish("/told", NAMES[(self.day // 3) % len(NAMES)])
        self._publish("/old", "Rwanda")
        entries = "".join(
            f"<url><loc>{self._at(path)}</loc><lastmod>{at}</lastmod></url>"
            for path, at in (("/told", "2999-01-01"), ("/old", "2001-01-01"))
        )
        self.site.page("/map.xml", f"<urlset>{entries}</urlset>", Content_Type="application/xml")
        inner = f"<sitemap><loc>{self._at('/map.xml')}</loc></sitemap>"
        self.site.page("/index.xml", f"<sitemapindex>{inner}</sitemapindex>", Content_Type="application/xml")

    def _busy(self) -> None:
        """Each day the server first asks to come back."""
        good = Reply(page("Ghana"), headers={"Content-Type": "text/html"})
        replies = itertools.chain([Reply(status=503, headers={"Retry-After": "0"})], itertools.repeat(good))
        self.site.pages["/busy"] = lambda: next(replies)
        self.truth[self._at("/busy")] = "GHA"

    def _misbehave(self) -> None:
        text = page("Mexico", "<p>El acuerdo señala la cooperación.</p>").encode()
        self.site.page("/lies", text, Content_Type="text/html; charset=iso-8859-1")
        self.truth[self._at("/lies")] = "MEX"
        self.site.pages["/endless"] = lambda: Reply(chunks=itertools.repeat(b"<p>and so on</p>" * 500))
        self.site.page("/bomb", bomb(20), Content_Encoding="gzip")
        self.site.redirect("/inside", f"http://{INSIDE}:{self.site.port}/secret")
        self.site.page("/secret", page("Honduras"))
        self.site.redirect("/circle", "/circle/")
        self.site.redirect("/circle/", "/circle")

    def _publish(self, path: str, country: str, *, is_seen: bool = True, etag: str | None = None) -> None:
        headers = {"ETag": etag} if etag else {}
        self.site.page(path, page(country), **headers)
        if is_seen:
            self.truth[self._at(path)] = COUNTRIES[country]

    def _at(self, path: str) -> str:
        return self.site.root + path
