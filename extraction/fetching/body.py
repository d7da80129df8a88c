"""The body of an answer, unpacked while it arrives, and never more of it than was agreed."""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterable, Iterator

from core.errors import FetchError

GZIP = b"\x1f\x8b"
_STEP = 1 << 16
_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS


async def read_body(address: str, chunks: AsyncIterable[bytes], coding: str, max_bytes: int) -> bytes:
    """Return what `chunks` hold, unpacked as the header Content-Encoding says; raises FetchError beyond `max_bytes`.

    The limit holds for what is sent and for what it unpacks to: the rest is not even read.
    """
    unpack = _unpacker(address, coding.strip().lower())
    parts: list[bytes] = []
    sent = unpacked = 0
    async for chunk in chunks:
        sent += len(chunk)
        for part in unpack.feed(chunk):
            unpacked += len(part)
            if unpacked > max_bytes:
                break
            parts.append(part)
        if max(sent, unpacked) > max_bytes:
            raise _too_large(address, max_bytes)
    unpack.check_end()
    return b"".join(parts)


def unpack_gzip(address: str, data: bytes, max_bytes: int) -> bytes:
    """Return the content of a gzip file (`sitemap.xml.gz`); raises FetchError beyond `max_bytes` or if broken."""
    unpack = _Unpacker(address)
    parts: list[bytes] = []
    size = 0
    for part in unpack.feed(data):
        size += len(part)
        if size > max_bytes:
            raise _too_large(address, max_bytes)
        parts.append(part)
    unpack.check_end()
    return b"".join(parts)


class _Plain:
    def feed(self, chunk: bytes) -> Iterator[bytes]:
        yield chunk

    def check_end(self) -> None:
        """Bytes that are sent as they are end where they end."""


class _Unpacker(_Plain):
    """Unpacks in steps, so that who counts can stop before memory is full; a file of several members is all of them."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._inflate = zlib.decompressobj(_GZIP_OR_ZLIB)
        self._fed = False

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        rest = chunk
        while rest:
            if self._inflate.eof:
                if not rest.strip(b"\0"):
                    return
                self._inflate = zlib.decompressobj(_GZIP_OR_ZLIB)
            self._fed = True
            try:
                part = self._inflate.decompress(rest, _STEP)
            except zlib.error as error:
                raise FetchError(f"{self._address} sends what cannot be unpacked: {error}") from error
            rest = self._inflate.unused_data if self._inflate.eof else self._inflate.unconsumed_tail
            if part:
                yield part

    def check_end(self) -> None:
        if self._fed and not self._inflate.eof:
            raise FetchError(f"{self._address} was cut off: what it packed does not end")


def _unpacker(address: str, coding: str) -> _Plain:
    if coding in ("", "identity"):
        return _Plain()
    if coding in ("gzip", "x-gzip", "deflate"):
        return _Unpacker(address)
    raise FetchError(f"{address} sends its page as {coding}, which nobody asked for")


def _too_large(address: str, limit: int) -> FetchError:
    return FetchError(
        f"{address} sends more than {limit / 1e6:.1f} MB, which is all that a document may have",
        hint="If it is one document: DOSSIER_MAX_DOCUMENT_BYTES sets the limit.",
    )
