"""What may go with time: bytes of pages that newer ones have taken the place of, and reports of runs.

Published versions and the service's logs are kept in small numbers by those who write them. The landing log stays
whole: it is the system of record, and holds the text of every document that was ever read.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from core.landing.log import LandingLog
from core.lines import FetchLine
from extraction.fetching.archive import Archive
from warehouse.layout import Layout


def superseded_pages(files: Layout, before: datetime) -> Iterator[Path]:
    """Yield the archived files that no fetch since `before` has seen, and that are not the last of any address.

    The last bytes of an address stay for ever: so a page that has vanished stays provable.
    """
    last, seen = dict[str, str](), dict[str, datetime]()
    for entry in LandingLog(files.landing).entries():
        if isinstance(entry.line, FetchLine) and entry.line.archived is not None:
            last[entry.line.address] = entry.line.archived
            seen[entry.line.archived] = max(entry.line.at, seen.get(entry.line.archived, entry.line.at))
    archive, needed = Archive(files.archive), set(last.values())
    for sha256, at in sorted(seen.items()):
        if at < before and sha256 not in needed:
            path = archive.path(sha256)
            yield from (each for each in (path, path.with_suffix(".json")) if each.exists())


def old_reports(files: Layout, before: datetime) -> Iterator[Path]:
    """Yield the reports that were written before `before`."""
    for path in sorted(files.reports.glob("*")):
        if path.is_file() and path.stat().st_mtime < before.timestamp():
            yield path
