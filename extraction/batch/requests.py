"""Requests as lines of OpenAI's Batch API, in files that keep to its limits."""

from __future__ import annotations

import json
import os
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from core.durable import sync_folder
from core.errors import UsageError
from extraction.engines.model.options import Api
from extraction.engines.model.unsent import Unsent

MOST_REQUESTS = 50_000
MOST_BYTES = 200_000_000
"""What OpenAI takes in one file (https://platform.openai.com/docs/guides/batch): requests, and bytes (200 MB)."""
URLS: dict[Api, str] = {"responses": "/v1/responses", "chat": "/v1/chat/completions"}
HASH_LENGTH = 12


def custom_id(extraction_id: str, unsent: Unsent) -> str:
    """Return what the answer is recognised by: never the same for two different requests.

    The extraction_id for the one request of a document. What is more than that stands behind `#`: which part of a long
    document, whether records are asked for again, and the beginning of the request's hash.
    """
    part, failed = unsent.request.part, unsent.request.failed
    if part is None and not failed and not unsent.is_repetition:
        return extraction_id
    named = [f"part{part.number}of{part.of}"] if part else []
    named += ["reask"] if failed or unsent.is_repetition else []
    return f"{extraction_id}#{'-'.join([*named, unsent.request_hash[:HASH_LENGTH]])}"


def batch_line(name: str, api: Api, body: str) -> bytes:
    """Return one line of a batch file; `body` stands in it as it would be sent, byte for byte."""
    head = json.dumps({"custom_id": name, "method": "POST", "url": URLS[api]})
    return f'{head[:-1]}, "body": {body}}}\n'.encode()


class BatchFiles:
    """Writes lines to `path`, or to `name-2.jsonl`, `name-3.jsonl`, … beside it once a file is full.

    Each file gets its name when it is complete and on disk; where writing ends with an exception, none does. Raises
    UsageError for a file that is there already.
    """

    def __init__(self, path: Path, *, most_requests: int = MOST_REQUESTS, most_bytes: int = MOST_BYTES) -> None:
        self._path = path
        self._most_requests = most_requests
        self._most_bytes = most_bytes
        self._file: BinaryIO | None = None
        self._requests = 0
        self._bytes = 0
        self.paths: list[Path] = []
        _refuse_existing(self._numbered(1))

    def __enter__(self) -> Self:
        """Return the writer itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give the files their names, or take them away if not all could be written."""
        self._finish()
        for path in self.paths:
            draft = _draft(path)
            if error is None:
                draft.rename(path)
            else:
                draft.unlink(missing_ok=True)
        if error is None and self.paths:
            sync_folder(self._path.parent)

    def add(self, line: bytes) -> None:
        """Write one line; raises UsageError where it cannot be written."""
        full = self._requests == self._most_requests or self._bytes + len(line) > self._most_bytes
        if self._file is None or (full and self._requests):
            self._finish()
            self._begin()
        assert self._file is not None  # noqa: S101 - `_begin` has opened it
        try:
            self._file.write(line)
        except OSError as error:
            raise _cannot_write(self.paths[-1], error) from error
        self._requests += 1
        self._bytes += len(line)

    def _begin(self) -> None:
        path = self._numbered(len(self.paths) + 1)
        _refuse_existing(path)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = _draft(path).open("wb")
        except OSError as error:
            raise _cannot_write(path, error) from error
        self.paths.append(path)
        self._requests = self._bytes = 0

    def _finish(self) -> None:
        if self._file is None:
            return
        file, self._file = self._file, None
        try:
            file.flush()
            os.fsync(file.fileno())
        except OSError as error:
            raise _cannot_write(self.paths[-1], error) from error
        finally:
            file.close()

    def _numbered(self, number: int) -> Path:
        return self._path if number == 1 else self._path.with_stem(f"{self._path.stem}-{number}")


def _draft(path: Path) -> Path:
    return path.with_name(f".{path.name}.unfinished")


def _refuse_existing(path: Path) -> None:
    if path.exists():
        raise UsageError(f"{path} is there already", hint="Name another file: --output FILE.jsonl")


def _cannot_write(path: Path, error: OSError) -> UsageError:
    return UsageError(f"cannot write {path}: {error.strerror}", hint="Choose another place: --output FILE.jsonl")
