"""From what the user typed to what is read: files, folders with all below them, globs, and addresses."""

from __future__ import annotations

import glob
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from core.errors import FetchError, UsageError
from extraction.fetching.addresses import is_address, listed_addresses, normal_address
from extraction.reading.files import file_of
from extraction.reading.formats import media_types

_GLOB_CHARACTERS = frozenset("*?[")


def discover(sources: Sequence[str], *, addresses: bool = False) -> Iterator[str]:
    """Return the paths of all documents under `sources`, sorted, each once, as the user began them.

    A file named by itself is always taken, and so is what is in one (`archive.zip#name.txt`); in folders and globs only
    files of a kind that is read that are not hidden.
    With `addresses`, addresses come too, behind the paths and in the order that they were given in; a text file named
    by itself that holds nothing else is those that it holds. Everything is looked up before the first path comes back.
    Raises UsageError for a path that does not exist, a folder or glob without documents, and an address that is none
    or that nobody asked for.
    """
    found: dict[str, str] = {}
    web: dict[str, None] = {}
    for source in sources:
        listed = [source] if is_address(source) else listed_addresses(Path(source)) if addresses else None
        if listed is not None:
            web |= dict.fromkeys(_fetchable(address, source, addresses=addresses) for address in listed)
            continue
        for path in _expand(source):
            found.setdefault(os.path.abspath(path), _recordable(path))  # noqa: PTH100 - links stay as they are
    return iter([*sorted(found.values()), *web])


def passed_by(sources: Sequence[str]) -> Counter[str]:
    """Return how many files below folders and under globs are of no kind that is read, by their suffix."""
    found: dict[str, str] = {}
    for source in sources:
        path = Path(source)
        if path.is_dir():
            paths = _below(path, supported=False)
        elif is_address(source) or path.exists() or not _GLOB_CHARACTERS & set(source):
            continue
        else:
            paths = _matching(source, supported=False)
        found |= {os.path.abspath(each): Path(each).suffix.lower() for each in paths}  # noqa: PTH100
    return Counter(found.values())


def _fetchable(address: str, source: str, *, addresses: bool) -> str:
    """Return the form in which `address`, which is or stands in `source`, is known."""
    if not addresses:
        raise UsageError(
            f"{source} is an address, and this command fetches nothing",
            hint=f"Fetch and extract it: dossier run {source}   or look at it: dossier extract {source}",
        )
    try:
        return normal_address(address)
    except FetchError as error:
        where = "" if address == source else f" (in {source})"
        raise UsageError(error.message + where, hint="Type: dossier run https://<host>/<page>") from error


def _recordable(path: str) -> str:
    """Return `path`, which landing log and warehouse keep as UTF-8; raise UsageError if it is none."""
    try:
        path.encode("utf-8")
    except UnicodeEncodeError as error:
        shown = path.encode("utf-8", "backslashreplace").decode("utf-8")
        raise UsageError(
            f"The name of {shown} is not UTF-8", hint="Rename that file, then type the same again."
        ) from error
    return path


def _expand(source: str) -> list[str]:
    path = Path(source)
    if path.is_dir():
        paths = list(_below(path))
        what = "folder"
    elif path.exists() or path.is_symlink() or os.path.lexists(file_of(source)):
        return [path.as_posix()]
    elif _GLOB_CHARACTERS & set(source):
        paths = list(_matching(source))
        what = "pattern"
    else:
        raise UsageError(
            f"No such file or folder: {source}",
            hint=f"See what is there: ls {path.parent.as_posix()}   then: dossier run <file, folder or pattern>",
        )
    if not paths:
        suffixes = ", ".join(media_types())
        raise UsageError(
            f"No documents in {what} {source}: looked for files ending in {suffixes}",
            hint="Name another folder, or a file by itself: dossier run <file>",
        )
    return paths


def _below(folder: Path, *, supported: bool = True) -> Iterator[str]:
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if not name.startswith(".") and _is_supported(name) == supported:
                yield (Path(parent) / name).as_posix()


def _matching(pattern: str, *, supported: bool = True) -> Iterator[str]:
    for match in glob.iglob(pattern, recursive=True):  # noqa: PTH207 - patterns may be absolute
        path = Path(match)
        if path.is_dir():
            # "**" already goes into folders: below them nothing needs to be walked twice.
            if "**" not in pattern:
                yield from _below(path, supported=supported)
        elif not path.name.startswith(".") and _is_supported(path.name) == supported:
            yield path.as_posix()


def _is_supported(name: str) -> bool:
    return Path(name).suffix.lower() in media_types()
