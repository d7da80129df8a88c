"""What is examined, in the order in which it is said."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from core.errors import DossierError
from core.settings import Settings
from warehouse.layout import Layout

Verdict = Literal["ok", "warning", "failure"]


@dataclass(frozen=True)
class Answer:
    """What one examination says: a `failure` keeps runs from working, a `warning` is worth a look."""

    about: str
    verdict: Verdict
    says: str
    hint: str | None = None
    """What to type or to change next."""


@dataclass(frozen=True)
class Patient:
    """Whose health it is: what is configured, and the warehouse that it leads to."""

    settings: Settings
    files: Layout


Examination = Callable[[Patient], Iterator[Answer]]


def examine(patient: Patient) -> Iterator[Answer]:
    """Yield the answers of all examinations; one that cannot be carried out is a failure of its own."""
    from flows.doctor import configured, machine, reach, store

    examinations: list[tuple[str, Examination]] = [
        ("versions", machine.versions),
        ("disk", machine.disk),
        ("access", store.access),
        ("engine", reach.engine),
        ("keys", reach.keys),
        ("model server", reach.model_server),
        ("Prefect", reach.prefect_server),
        ("sources", configured.sources),
        ("hooks", configured.hooks),
        ("landing log", store.landing_log),
        ("warehouse", store.warehouse),
        ("last run", store.last_run),
        ("service", store.service),
    ]
    for about, examination in examinations:
        try:
            yield from examination(patient)
        except DossierError as error:
            yield Answer(about, "failure", error.message, error.hint)
