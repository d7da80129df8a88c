"""Addresses of the web as sources: which texts are some, and the one form in which each is known."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from core.errors import FetchError, UsageError

SCHEMES = {"http": 80, "https": 443}
LONGEST = 2_000
"""Characters; what is longer is no page's address but somebody's mistake."""
_LOOKS_LIKE_ONE = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_KEPT = "%!$&'()*+,;=:@/?-._~[]"
_LARGEST_LIST = 5_000_000
_SHOWN_LINES = 3
_MAY_BE_LIST = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:#|https?://)", re.IGNORECASE)


def is_address(source: str) -> bool:
    """Say whether `source` is meant as an address, and not as a path."""
    return _LOOKS_LIKE_ONE.match(source) is not None


def normal_address(text: str, base: str | None = None) -> str:
    """Return `text`, read from a page at `base`, as every source of that address is known.

    In ASCII, without its fragment and the port that goes without saying. Raises FetchError for what nobody may be sent
    to: another protocol than http and https, a password in the address, no host.
    """
    shown = _shown(text)
    try:
        parts = urlsplit(urljoin(base, text.strip()) if base else text.strip())
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise FetchError(f"{shown} is no address: {error}") from error
    scheme = parts.scheme.lower()
    if scheme not in SCHEMES:
        raise FetchError(f"{shown} is no address of a page: only http:// and https:// are fetched")
    if parts.username is not None or parts.password is not None:
        raise FetchError("an address must hold no user name and no password: they would be kept with it")
    if not host:
        raise FetchError(f"{shown} names no host")
    place = _ascii_host(host, shown) + (f":{port}" if port not in (None, SCHEMES[scheme]) else "")
    address = urlunsplit((scheme, place, quote(parts.path or "/", safe=_KEPT), quote(parts.query, safe=_KEPT), ""))
    if len(address) > LONGEST:
        raise FetchError(f"{shown} is longer than {LONGEST:,} characters")
    return address


def host_of(address: str) -> str:
    """Return the host of a normal address."""
    return urlsplit(address).hostname or ""


def origin_of(address: str) -> str:
    """Return scheme, host and port of a normal address, as it begins."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def listed_addresses(path: Path) -> list[str] | None:
    """Return the addresses in a text file that holds nothing else; None if it is none of that kind.

    Raises UsageError for one that is clearly meant so, most of its lines being addresses, and has other lines too.
    """
    try:
        if not path.is_file() or path.stat().st_size > _LARGEST_LIST:
            return None
        with path.open("rb") as file:  # of most texts the first line says that they are none
            data = file.read() if _MAY_BE_LIST.match(file.peek()) else b""
    except OSError:
        return None  # whoever reads it as a document says why
    addresses = addresses_in(data)
    if addresses is None and (wrong := _wrong_lines(data)):
        raise UsageError(
            f"{path} is a list of addresses, and these lines are none: " + "; ".join(wrong),
            hint="Write one address a line, and # before a remark. A file of texts is named by its folder.",
        )
    return addresses


def addresses_in(data: bytes) -> list[str] | None:
    """Return the addresses in a text that holds one a line and nothing else; None if it holds anything else.

    Lines that are empty or begin with # are passed over.
    """
    try:
        lines = [line.strip() for line in data.decode("utf-8-sig").splitlines()]
    except UnicodeDecodeError:
        return None
    lines = [line for line in lines if line and not line.startswith("#")]
    return lines if lines and all(is_address(line) and " " not in line for line in lines) else None


def _wrong_lines(data: bytes) -> list[str]:
    """Return the first lines that are no addresses, with their numbers, if more lines are addresses than are not."""
    lines = [(number, line.strip()) for number, line in enumerate(data.decode("utf-8-sig", "replace").splitlines(), 1)]
    said = [(number, line) for number, line in lines if line and not line.startswith("#")]
    wrong = [f"line {number}: {line[:80]}" for number, line in said if not is_address(line) or " " in line]
    return wrong[:_SHOWN_LINES] if len(wrong) < len(said) / 2 else []


def _ascii_host(host: str, shown: str) -> str:
    if ":" in host:
        return f"[{host}]"
    import idna  # large tables, which paths do not need

    try:
        ascii_host = host if host.isascii() else idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError as error:
        raise FetchError(f"{shown} names no host that there can be") from error
    if re.fullmatch(r"[a-z0-9_.-]+", ascii_host.lower()) is None:
        raise FetchError(f"{shown} names no host that there can be")
    return ascii_host.lower()


def _shown(text: str) -> str:
    """Return `text` as an error shows it: short, and what may be a password left out."""
    return re.sub(r"//[^/@]*@", "//…@", text.strip())[:200]
