"""A real headless Chromium and a server that notes what it asks for."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = (
    *("--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--enable-logging=stderr"),
    *("--hide-scrollbars", "--virtual-time-budget=3000", "--timeout=20000"),
)


@dataclass(frozen=True)
class Visit:
    """What became of a page: its document after all that would run has run, the console, and what was asked for."""

    dom: str
    console: list[str]
    requests: list[str]

    @property
    def page(self) -> Page:
        page = Page()
        page.feed(self.dom)
        return page


@dataclass
class Site:
    """A folder served on this machine."""

    folder: Path
    address: str
    requests: list[str] = field(default_factory=list)

    def visit(self, name: str, *flags: str) -> Visit:
        assert CHROMIUM is not None
        self.requests.clear()
        profile = self.folder / "profile"
        done = subprocess.run(
            [
                *(CHROMIUM, *FLAGS, f"--user-data-dir={profile}", *flags, "--dump-dom", f"{self.address}/{name}"),
                *(["--no-sandbox"] if os.geteuid() == 0 else []),
            ],
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
        console = [line for line in done.stderr.splitlines() if "CONSOLE" in line]
        return Visit(done.stdout, console, list(self.requests))


@contextmanager
def served(folder: Path) -> Iterator[Site]:
    """Serve `folder` on a free port of this machine."""
    asked: list[str] = []

    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002 - the name it has there
            asked.append(self.path)

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder))) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield Site(folder, f"http://127.0.0.1:{server.server_port}", asked)
        finally:
            server.shutdown()
            thread.join()


class Page(HTMLParser):
    """What the tests look at in a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.title = ""
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._inside and self._inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._inside and self._inside[-1] == "title":
            self.title += data
        if "style" not in self._inside:
            self.text += data

    def ids(self) -> list[str]:
        return [str(attributes["id"]) for _, attributes in self.tags if "id" in attributes]

    def links(self) -> list[str]:
        return [str(attributes["href"]) for tag, attributes in self.tags if tag == "a" and "href" in attributes]

    def marks(self) -> list[str]:
        """The ids of the numbers in the text."""
        return [name for name in self.ids() if name.startswith("mark-")]
