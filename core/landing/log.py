"""The landing log of one folder: its files and their lines, in order."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from core.durable import sync_file
from core.landing.raw import SUFFIX, Entry, Place, cannot, decode, interpret, raw_lines
from core.landing.writer import LandingWriter
from core.lines import AnyLine


class LandingLog:
    """The log in one folder. Its files are read in the order of their names, which is the order of their beginnings."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def writer(self) -> LandingWriter:
        """Return a writer with a file of its own; a context manager. The file appears with its first line."""
        return LandingWriter(self.folder)

    def files(self) -> list[Path]:
        """Return the log's files in order; none if the folder does not exist yet."""
        try:
            return sorted(path for path in self.folder.iterdir() if path.suffix == SUFFIX)
        except FileNotFoundError:
            return []
        except OSError as error:
            raise cannot("read", self.folder, error) from error

    def check_access(self) -> None:
        """Raise LandingError if a file of the log cannot be read, or none be added; the folder may not exist yet."""
        for path in self.files():
            try:
                path.open("rb").close()
            except OSError as error:
                raise cannot("read", path, error) from error
        if os.path.lexists(self.folder):
            try:
                with tempfile.TemporaryFile(dir=self.folder):
                    pass
            except OSError as error:
                raise cannot("write", self.folder, error) from error

    def entries(self, after: Mapping[str, int] | None = None) -> Iterator[Entry]:
        """Yield every line in order, streaming; of each file only what follows the byte offset in `after`.

        A damaged line is yielded as `Damage`, an unfinished last one as `Torn`; neither hides another line.
        """
        for place, data in self.raw(after):
            yield Entry(place, interpret(data))

    def raw(self, after: Mapping[str, int] | None = None) -> Iterator[tuple[Place, bytes]]:
        """Yield the same lines as bytes, for who need not look into most of them; `interpret` tells what they say."""
        for path in self.files():
            yield from raw_lines(path, (after or {}).get(path.name, 0))

    def sync(self, names: Iterable[str]) -> None:
        """Put these files on disk, whoever is writing to them: a warehouse must not know more than the log."""
        for name in names:
            try:
                sync_file(self.folder / name)
            except OSError as error:
                raise cannot("read", self.folder / name, error) from error

    def read(self, place: Place) -> AnyLine:
        """Return the line at `place`; raises LandingError if it is not there any more."""
        path = self.folder / place.file
        try:
            with path.open("rb") as file:
                file.seek(place.start)
                return decode(file.read(place.end - place.start))
        except (OSError, ValueError) as error:
            raise cannot("read", path, error) from error
