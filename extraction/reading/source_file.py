"""A file that is to be read: its bytes, and by what they are told from others before anybody looks into them."""

from __future__ import annotations

import hashlib
from functools import cached_property
from io import BufferedReader
from pathlib import Path

from core.errors import DocumentError
from extraction.reading.files import cannot_read, file_of, is_archive, read_bytes


class SourceFile:
    """The file that `source` names or is in; of one document it holds the bytes, an archive stays on disk."""

    def __init__(self, source: str, max_bytes: int) -> None:
        self.source = source
        self.max_bytes = max_bytes
        self.path = file_of(source)

    @cached_property
    def is_archive(self) -> bool:
        """Whether it is a ZIP archive, of any size."""
        return is_archive(self.path)

    @cached_property
    def data(self) -> bytes:
        """Its bytes, read once; raises DocumentError if they cannot be read or are too many for one document."""
        return read_bytes(self.path, self.max_bytes)

    def opened(self) -> BufferedReader:
        """Open it, for what is not read at once; raises DocumentError."""
        try:
            return Path(self.path).open("rb")
        except OSError as error:
            raise cannot_read(self.path, error) from error

    def sha256(self) -> str | None:
        """Return the SHA-256 of its bytes, None if they cannot be read: those that are read; of an archive, today's."""
        try:
            if not self.is_archive:
                return hashlib.sha256(self.data).hexdigest()
            with self.opened() as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except (DocumentError, OSError):
            return None
