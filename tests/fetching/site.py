"""A web site on loopback whose pages a test changes while it runs, and which remembers what it was asked."""

from __future__ import annotations

import datetime
import gzip
import ipaddress
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@dataclass
class Reply:
    """What one path answers. With `chunks` the body is sent in pieces without a length, until they or we end."""

    body: bytes | str = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    chunks: Iterator[bytes] | None = None


@dataclass(frozen=True)
class Asked:
    """One request that arrived. `ready` is when its answer was: noted first, so who has the answer finds it here."""

    path: str
    headers: dict[str, str]
    began: float
    ready: float


class Site:
    """The pages by path; `answers(path)` gives all requests for one."""

    def __init__(self, port: int, scheme: str) -> None:
        self.pages: dict[str, Reply | Callable[[], Reply]] = {}
        self.asked: list[Asked] = []
        self.port = port
        self.root = f"{scheme}://127.0.0.1:{port}"

    def page(self, path: str, body: bytes | str, **headers: str) -> str:
        """Have a page at `path`, and return its address."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = Reply(body, headers={"Content-Type": "text/html; charset=utf-8", **named})
        return self.root + path

    def redirect(self, path: str, to: str, status: int = 302) -> str:
        """Have `path` lead elsewhere, and return its address."""
        self.pages[path] = Reply(status=status, headers={"Location": to})
        return self.root + path

    def requests(self, path: str) -> list[Asked]:
        """Return what was asked of one path."""
        return [one for one in self.asked if one.path == path]

    def reply(self, path: str, headers: dict[str, str]) -> Reply:
        found = self.pages.get(path, Reply(b"no such page", 404))
        reply = found() if callable(found) else found
        etag, changed = reply.headers.get("ETag"), reply.headers.get("Last-Modified")
        if reply.status == 200 and (
            (etag and headers.get("if-none-match") == etag) or (changed and headers.get("if-modified-since") == changed)
        ):
            return Reply(status=304, headers=reply.headers)
        return reply


class Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        began = time.monotonic()
        headers = {name.lower(): value for name, value in self.headers.items()}
        reply = self.server.site.reply(self.path, headers)
        self.server.site.asked.append(Asked(self.path, headers, began, time.monotonic()))
        try:
            self._send(reply)
        except (ConnectionError, ssl.SSLError):
            self.close_connection = True

    def _send(self, reply: Reply) -> None:
        body = reply.body.encode() if isinstance(reply.body, str) else reply.body
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if reply.chunks is not None:
            self.send_header("Connection", "close")
        elif "Content-Length" not in reply.headers and reply.status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body if reply.status != 304 else b"")
        for chunk in reply.chunks or ():
            self.wfile.write(chunk)
            self.wfile.flush()
        if reply.chunks is not None:
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        """A test tells what it needs."""


class Server(ThreadingHTTPServer):
    daemon_threads = True
    site: Site

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is what some tests are about."""


@contextmanager
def served(tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    """Serve a site on a free port of loopback."""

    server = Server(("127.0.0.1", 0), Handler)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    server.site = site = Site(server.server_port, "https" if tls else "http")
    site.pages["/robots.txt"] = Reply(b"", 404)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def certificate(folder: Path, *names: str) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """Make a certificate for `names`; return what a server and what a client that trusts it need."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test site")])
    now = datetime.datetime.now(datetime.UTC)
    named: list[x509.GeneralName] = [x509.DNSName(name) for name in names]
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([*named, x509.IPAddress(ipaddress.ip_address("127.0.0.9"))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = made.public_bytes(serialization.Encoding.PEM)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    both = folder / "site.pem"
    both.write_bytes(private + pem)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(both)
    client = ssl.create_default_context(cadata=pem.decode())
    return server, client


def bomb(megabytes: int) -> bytes:
    """Return a gzip file that unpacks to so many megabytes of spaces."""
    return gzip.compress(b" " * (megabytes << 20))
