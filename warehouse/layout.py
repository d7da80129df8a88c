"""Where a warehouse's files lie, and whether what lies there is ours."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from core.errors import WarehouseError

SPILL = ".spill-"
"""Stands between the name of a warehouse and a random part: a folder in building/ for what does not fit in memory."""


@dataclass(frozen=True)
class Layout:
    """The files of the warehouse at `link`: the symbolic link that readers open, and what lies beside it.

    published/     the versions: `<n>.duckdb` for `dossier.duckdb`, `<name>-<n>.duckdb` for any other name
    building/      the private files of a load under way
    landing/       the landing log: one for all warehouses of the folder
    archive/       the bytes of every page that was fetched, by their hash: one for all of them too
    reports/       what each run has told
    """

    link: Path

    @cached_property
    def folder(self) -> Path:
        """The folder that everything lies in."""
        return self.link.parent

    @property
    def landing(self) -> Path:
        """The folder of the landing log."""
        return self.folder / "landing"

    @property
    def archive(self) -> Path:
        """The folder of the pages that were fetched."""
        return self.folder / "archive"

    @property
    def reports(self) -> Path:
        """The folder of what runs have told."""
        return self.folder / "reports"

    @property
    def published(self) -> Path:
        """The folder of the published versions."""
        return self.folder / "published"

    @property
    def building(self) -> Path:
        """The folder of this warehouse's private files: whoever holds the lock may empty it."""
        return self.folder / "building" / self.link.name

    @property
    def lock(self) -> Path:
        """The file that two loaders of this warehouse exclude each other by."""
        return self.link.with_name(f"{self.link.name}.lock")

    @property
    def seals(self) -> Path:
        """The file that tells of each version whether somebody has written into it (`warehouse.seal`)."""
        return self.link.with_name(f"{self.link.name}.seals")

    def version_file(self, number: int) -> Path:
        """Return the file of version `number`."""
        return self.published / f"{self._prefix}{number}.duckdb"

    def versions(self) -> dict[int, Path]:
        """Return the published files of this warehouse by number, oldest first."""
        paths = self.published.iterdir() if self.published.is_dir() else ()
        found = ((self._number(path), path) for path in paths)
        return dict(sorted((number, path) for number, path in found if number is not None))

    def current(self) -> Path | None:
        """Return the published file that the link leads to, or None if nothing was published yet.

        Raises WarehouseError if something else lies there, or if the link leads nowhere.
        """
        self.refuse_strangers()
        if not self.link.is_symlink():
            return None
        target = self.folder / self.link.readlink()
        if not target.exists():
            raise WarehouseError(
                f"{self.link} leads to {target}, which is gone",
                hint=f"`dossier rebuild --warehouse {self.link}` makes it again from the landing log.",
            )
        return target

    def refuse_strangers(self) -> None:
        """Raise WarehouseError if `link` is anything but a link to a version of ours, or free."""
        if self.link.is_symlink():
            target = self.folder / self.link.readlink()
            ours = target.parent == self.published and self._number(target) is not None
            what = None if ours else f"a link to {self.link.readlink()}"
        elif self.link.is_dir():
            what = "a folder"
        elif self.link.exists():
            what = "a DuckDB database of its own" if _is_duckdb(self.link) else "a file, but no DuckDB database"
        else:
            what = None
        if what:
            raise WarehouseError(
                f"{self.link} is {what}: Dossier did not make it, and will not replace it",
                hint="Name another file with --warehouse, or move this one out of the way.",
            )

    def _number(self, path: Path) -> int | None:
        match = re.fullmatch(rf"{re.escape(self._prefix)}(\d+)\.duckdb", path.name)
        return int(match[1]) if match else None

    @property
    def _prefix(self) -> str:
        return "" if self.link.name == "dossier.duckdb" else f"{self.link.name.removesuffix('.duckdb')}-"


def layout(warehouse: Path) -> Layout:
    """Return where the warehouse at the path `warehouse` has its files; makes nothing."""
    return Layout(warehouse.absolute())


def _is_duckdb(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(12)[8:] == b"DUCK"
    except OSError:
        return False
