"""ZIP archives: each file in one that could be read by itself is a document; nothing is ever unpacked to disk."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from core.errors import DocumentError
from extraction.reading.containers import Allowance, Content, Names, is_supported
from extraction.reading.files import too_large
from extraction.reading.material import LeftOut, Material, Unread

MOST_MEMBERS = 200_000
MOST_RATIO = 1_000
"""Times that a megabyte or more may have been packed: text reaches 20, a bomb 1,000 and more."""
_A_MEGABYTE = 1_000_000
_ENCRYPTED = 0x1
_OTHERS_JUNK = "__MACOSX"


def members(source: str, file: BinaryIO, allowance: Allowance) -> Iterator[Content]:
    """Yield the files of the archive `file`, one in memory at a time, in its own order.

    Raises DocumentError for what is no archive, holds too many files, or unpacks to too much.
    """
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
        raise DocumentError(
            f"{source} begins like a ZIP archive, but is broken or cut off: {error}",
            hint=f"Fetch it again, or try to repair it: zip -FF {source} --out <new file>.zip",
        ) from error
    with archive:
        items = [item for item in archive.infolist() if not item.is_dir()]
        if len(items) > MOST_MEMBERS:
            raise DocumentError(
                f"{source} holds {len(items):,} files; an archive may hold {MOST_MEMBERS:,}",
                hint="Unpack it and name the folder.",
            )
        names = Names(source)
        for item in items:
            if not item.filename.startswith(_OTHERS_JUNK):
                yield _member(names.source(item.filename), archive, item, allowance)


def _member(source: str, archive: zipfile.ZipFile, item: zipfile.ZipInfo, allowance: Allowance) -> Content:
    if not is_supported(item.filename):
        return LeftOut(source)
    if item.flag_bits & _ENCRYPTED:
        return Unread(
            source,
            DocumentError(
                f"{source} is encrypted: it opens only with a password",
                hint="Unpack the archive with its password: unzip -P <password> <archive>.zip   then name the folder.",
            ),
        )
    if item.file_size > allowance.max_bytes:
        return Unread(source, too_large(source, item.file_size, allowance.max_bytes))
    if item.file_size > max(_A_MEGABYTE, MOST_RATIO * item.compress_size):
        return Unread(
            source,
            DocumentError(
                f"{source} unpacks to {item.file_size // max(item.compress_size, 1):,} times its size: a bomb, no text",
                hint="Leave it out of the archive.",
            ),
        )
    allowance.take(source, item.file_size)
    try:
        return Material(source, archive.read(item))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as error:
        return Unread(
            source,
            DocumentError(
                f"{source} cannot be unpacked: {error}",
                hint="Test the archive, and fetch it again: unzip -t <archive>.zip",
            ),
        )
