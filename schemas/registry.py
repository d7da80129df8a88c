"""The kinds there are: every `Record` in `schemas/kinds`, found by looking at the folder."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from types import ModuleType

import schemas.kinds
from core.errors import SchemaError, UsageError
from schemas.record import Record


@dataclass(frozen=True)
class Kind:
    """A kind of record: its name (`deportation_flight`), its table (`deportation_flights`) and its model."""

    name: str
    model: type[Record]

    @property
    def table(self) -> str:
        """The DuckDB table that holds its records."""
        return f"{self.name}s"


@cache
def kinds() -> dict[str, Kind]:
    """Return all kinds by name, in the order of their files; raises SchemaError for a file without exactly one."""
    found: dict[str, Kind] = {}
    for info in pkgutil.iter_modules(schemas.kinds.__path__):
        module = importlib.import_module(f"{schemas.kinds.__name__}.{info.name}")
        kind = kind_of(module)
        found[kind.name] = kind
    return found


def select_kinds(names: Iterable[str] | None) -> tuple[Kind, ...]:
    """Return the named kinds (all of them for None), in the order of their files; raises UsageError for a stranger."""
    known = kinds()
    if names is None:
        return tuple(known.values())
    wanted = {name.strip() for name in names}
    strangers = sorted(wanted - known.keys())
    if strangers or not wanted:
        raise UsageError(
            f"unknown kind: {', '.join(strangers) or '(none given)'}",
            hint=f"The kinds are: {', '.join(known)}. `dossier schemas` describes them.",
        )
    return tuple(kind for name, kind in known.items() if name in wanted)


def kind_name(model: type[Record]) -> str:
    """Return the name of a kind: its class name in lower case with underscores."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", model.__name__).lower()


def kind_of(module: ModuleType) -> Kind:
    """Return the kind that a module of `schemas.kinds` declares; raises SchemaError unless it is exactly one."""
    models = [
        value
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Record) and value.__module__ == module.__name__
    ]
    file = module.__name__.rpartition(".")[2]
    if len(models) != 1:
        raise SchemaError(
            f"schemas/kinds/{file}.py declares {len(models)} records; a kind is one file with one record",
            hint="Rows inside the record derive from Row, the record itself from Record.",
        )
    if kind_name(models[0]) != file:
        raise SchemaError(
            f"schemas/kinds/{file}.py declares {models[0].__name__}",
            hint=f"Name the file schemas/kinds/{kind_name(models[0])}.py.",
        )
    return Kind(file, models[0])
