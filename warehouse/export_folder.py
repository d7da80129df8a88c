"""The folder of an export: filled as a whole or not at all, and never at the cost of files that are not ours."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from core.errors import UsageError

MANIFEST = "manifest.json"
MADE_BY = "Dossier export"
PARTIAL = ".partial"


@contextmanager
def filled_at_the_end(folder: Path, names: Sequence[str], *, force: bool) -> Iterator[Path]:
    """Yield an empty folder to write the files `names` into; they are moved into `folder` when all went well.

    The files of an earlier export are replaced or removed, the manifest last but for those that it no longer lists.
    What is put beside the yielded folder is thrown away in the end. Raises UsageError if `folder` holds other files and
    no earlier export, or one of `names` that is not of that export; with `force`, files of these names are replaced,
    all others still left alone.
    """
    earlier = _earlier_files(folder)
    _refuse_strangers(folder, set(names), earlier, force=force)
    # Beside the files on their way to it: then moving them is renaming them.
    partial = (folder if folder.is_dir() else folder.parent) / f".{folder.name}.{os.getpid()}{PARTIAL}"
    files = partial / "files"
    try:
        files.mkdir(parents=True)
        yield files
        if folder.is_dir():
            for name in sorted(names, key=lambda name: name == MANIFEST):
                (files / name).replace(folder / name)
            for name in earlier - set(names):
                (folder / name).unlink(missing_ok=True)
        else:
            files.rename(folder)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _earlier_files(folder: Path) -> set[str]:
    """Return the names of the files of the export in `folder`; nothing if there is none."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if manifest["made_by"] != MADE_BY:
            return set()
        names = {str(item["file"]) for item in manifest["files"]}
    except (FileNotFoundError, NotADirectoryError, ValueError, LookupError, TypeError):
        return set()
    # A manifest that somebody changed must not make us remove a file elsewhere.
    return {name for name in names if Path(name).name == name and (folder / name).is_file()} | {MANIFEST}


def _refuse_strangers(folder: Path, names: set[str], earlier: set[str], *, force: bool) -> None:
    if not folder.exists():
        if not folder.parent.is_dir():
            raise UsageError(f"there is no folder {folder.parent}", hint=f"Make it first: mkdir -p {folder.parent}")
        return
    if not folder.is_dir():
        raise UsageError(f"{folder} is a file", hint="Name a new folder, an empty one, or that of an earlier export.")
    if blocked := sorted(name for name in names if (folder / name).is_dir()):
        raise UsageError(f"{folder / blocked[0]} is a folder", hint="Move it away, or name another folder.")
    # A killed export leaves its unfinished files behind: they are in nobody's way.
    present = {path.name for path in folder.iterdir() if not path.name.endswith(PARTIAL)}
    if force or not present:
        return
    if not earlier:
        raise UsageError(
            f"{folder} is not empty, and holds no earlier export",
            hint="Name a new folder; or --force: then files of the same names are replaced, all others left alone.",
        )
    if taken := sorted((present & names) - earlier):
        raise UsageError(
            f"{folder} holds {', '.join(taken)}, not from an earlier export",
            hint="Move that away, or replace it with --force.",
        )
