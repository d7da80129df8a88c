"""What becomes of a warehouse in the world: each damage, by name, done to a warehouse that was whole."""

from __future__ import annotations

from collections.abc import Callable

from tests.warehouse.conftest import House

Damage = Callable[[House], object]
BLOCKS_FROM = 12_288
"""Where a DuckDB file's headers end."""


def _rewrite(house: House, change: Callable[[bytes], bytes]) -> None:
    version = house.file.resolve()
    version.write_bytes(change(version.read_bytes()))


def _flipped(data: bytes, begin: int, end: int, step: int) -> bytes:
    flipped = bytearray(data)
    for place in range(begin, min(end, len(flipped)), step):
        flipped[place] ^= 0xFF
    return bytes(flipped)


def _cut_the_log(house: House) -> None:
    """Take the end of what was loaded from the log."""
    file = house.log.files()[-1]
    file.write_bytes(file.read_bytes()[:-100])


def _own_wal(house: House) -> object:
    return house.file.resolve().with_name(f"{house.file.resolve().name}.wal").write_bytes(b"of nobody" * 100)


STOPS: dict[str, Damage] = {
    "flipped headers": lambda house: _rewrite(house, lambda data: _flipped(data, 100, BLOCKS_FROM, 50)),
    "flipped blocks": lambda house: _rewrite(house, lambda data: _flipped(data, BLOCKS_FROM, len(data), 5000)),
    "truncated": lambda house: _rewrite(house, lambda data: data[: len(data) // 2]),
    "empty": lambda house: _rewrite(house, lambda _: b""),
    "a text": lambda house: _rewrite(house, lambda _: b"country,text\nHND,no database\n" * 500),
    "dangling link": lambda house: house.file.resolve().unlink(),
}
"""Those after which the warehouse cannot be opened: every command says so, and what to type."""

HARMLESS: dict[str, Damage] = {
    "no link": lambda house: house.file.unlink(),
    "a lock of nobody": lambda house: house.file.with_name("dossier.duckdb.lock").write_text("123"),
    "a .wal beside the version": _own_wal,
    "a .wal beside the link": lambda house: house.file.with_name("dossier.duckdb.wal").write_bytes(b"of nobody"),
    "no seals": lambda house: house.file.with_name("dossier.duckdb.seals").write_text("{"),
    "half a build": lambda house: _half_a_build(house),
}
"""Those that the next load passes over."""


def _half_a_build(house: House) -> None:
    build = house.folder / "building" / house.file.name / "build.duckdb"
    build.parent.mkdir(parents=True, exist_ok=True)
    build.write_bytes(b"half a database")
    build.with_name("build.duckdb.wal").write_bytes(b"half a log")
