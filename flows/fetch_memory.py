"""What earlier runs were answered at each address: the landing log is the memory, as it is of everything."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable

from core.landing.log import LandingLog
from core.landing.raw import interpret
from core.lines import FetchLine
from extraction.fetching.addresses import host_of
from extraction.fetching.answers import Validators

BROUGHT = ("fetched", "unchanged")
"""The outcomes after which there is a page in the archive."""
_FETCH = re.compile(rb'\{"line":"fetch","address":("(?:[^"\\]|\\.)*"),"outcome":"(?:fetched|unchanged)",')


class FetchMemory:
    """The last page that each address brought."""

    def __init__(self) -> None:
        self._lines: dict[str, bytes | FetchLine] = {}

    @classmethod
    def read(cls, log: LandingLog) -> FetchMemory:
        """Return what the log says; of the lines of one address only the last is looked into, and when it is needed."""
        memory = cls()
        for _, data in log.raw():
            if (match := _FETCH.match(data)) and data.endswith(b"\n"):
                memory._lines[json.loads(match[1])] = data
        return memory

    def page(self, address: str) -> FetchLine | None:
        """Return the last fetch that brought something from `address`; None if there was none."""
        found = self._lines.get(address)
        if isinstance(found, bytes):
            line = interpret(found)
            if not isinstance(line, FetchLine):  # the disk or a hand has changed it: it is fetched anew
                del self._lines[address]
                return None
            self._lines[address] = found = line
        return found

    def add(self, line: FetchLine) -> None:
        """Take in what was just landed."""
        if line.outcome in BROUGHT:
            self._lines[line.address] = line

    def moved(self) -> dict[str, list[str]]:
        """Return, by the address that they are at now, the addresses of pages that have moved there for ever."""
        here: defaultdict[str, list[str]] = defaultdict(list)
        for line in filter(None, map(self.page, list(self._lines))):
            if line.permanent and line.final_address is not None and line.final_address != line.address:
                here[line.final_address].append(line.address)
        return here


def validators(line: FetchLine | None) -> Validators | None:
    """Return what a server can tell by whether the page has changed that `line` brought."""
    if line is None or line.final_address is None:
        return None
    return Validators(line.final_address, line.etag, line.last_modified)


def interleaved(addresses: Iterable[str]) -> list[str]:
    """Return the addresses so that those of one host are as far from each other as can be, in their order."""
    by_host: defaultdict[str, list[str]] = defaultdict(list)
    for address in addresses:
        by_host[host_of(address)].append(address)
    ranked = [(place / len(group), address) for group in by_host.values() for place, address in enumerate(group)]
    return [address for _, address in sorted(ranked, key=lambda pair: pair[0])]
