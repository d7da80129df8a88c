"""The process that reads one file for `extraction.reading.isolated`: `python -m … DESCRIPTOR CPU_SECONDS MEMORY`."""

from __future__ import annotations

import contextlib
import resource
import sys
from multiprocessing.connection import Connection

from core.errors import DocumentError
from extraction.reading.formats import PDF
from extraction.reading.parsed import Parsed


def main() -> None:
    """Read the one file that comes through the connection, tell what is in it, and end."""
    connection = Connection(int(sys.argv[1]))
    _limit(int(sys.argv[2]), int(sys.argv[3]))
    media_type = connection.recv_bytes().decode()
    source = connection.recv_bytes().decode("utf-8", "surrogateescape")
    try:
        parsed = _read(media_type, source, connection.recv_bytes())
    except (DocumentError, MemoryError, RecursionError) as error:
        told = error if isinstance(error, DocumentError) else _too_much(source)
        connection.send_bytes(b"error")
        connection.send_bytes(told.message.encode("utf-8", "surrogateescape"))
        connection.send_bytes((told.hint or "").encode("utf-8", "surrogateescape"))
    else:
        connection.send_bytes(b"parsed")
        connection.send_bytes(parsed.encoded())


def _read(media_type: str, source: str, data: bytes) -> Parsed:
    if media_type == PDF:
        from extraction.reading.pdf.reader import read_pdf

        return read_pdf(source, data)
    from extraction.reading.docx.reader import read_docx

    return read_docx(source, data)


def _too_much(source: str) -> DocumentError:
    return DocumentError(
        f"{source} needs more memory than reading a document may take",
        hint="Split it into smaller files, then name these.",
    )


def _limit(cpu_seconds: int, memory: int) -> None:
    """Let the system end what never ends by itself and refuse memory; nothing is written, also not when it crashes."""
    _lower(resource.RLIMIT_CPU, cpu_seconds)
    _lower(resource.RLIMIT_DATA, memory)
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_FSIZE, 0)


def _lower(what: int, most: int) -> None:
    # Not every system has every limit, and the machine's own may be lower already.
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    main()
