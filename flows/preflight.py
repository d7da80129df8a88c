"""What is checked before a run begins, so that a mistake costs a second and no extraction."""

from __future__ import annotations

from pathlib import Path

from core.document import Document
from core.errors import LandingError, UsageError, WarehouseError
from core.landing.log import LandingLog
from core.settings import Settings
from extraction.engine import Engine, Request
from extraction.engines import open_engine
from extraction.reading import discover
from flows.budget import Budget
from flows.estimate import PaidEngine
from flows.hooks import read_hooks
from flows.request import RunRequest
from schemas.registry import Kind, select_kinds
from warehouse.access import check_access
from warehouse.layout import layout


def check(request: RunRequest, settings: Settings, *, to_ask: bool = True) -> Engine:
    """Raise UsageError for unknown kinds and engines, sources without documents, a limit or a warehouse of no use.

    Returns the opened engine, which nothing was asked of yet; if it is not `to_ask` anything, it needs no key.
    """
    kinds = select_kinds(request.kinds)
    engine = open_engine(request.engine_name(settings), settings, to_ask=to_ask)
    engine.kinds_answered(kinds)  # loads what the engine is made of: if that is broken, no document needs to fail
    check_budget(Budget(request.max_cost, request.max_tokens), engine, kinds)
    if request.triage and engine.prompt_version is None:
        raise UsageError(
            f"{engine.name} asks no model: --triage would save nothing",
            hint="Leave --triage out, or name a model with --engine; dossier triage SOURCE… says what it would do.",
        )
    check_warehouse(request.warehouse_path(settings))
    read_hooks(settings.hooks)
    next(iter(discover(request.sources, addresses=True)), None)
    return engine


def check_budget(budget: Budget, engine: Engine, kinds: tuple[Kind, ...]) -> None:
    """Raise UsageError for a limit that could not be kept, as nobody knows what a call of `engine` takes at most."""
    if not isinstance(engine, PaidEngine):
        return
    if budget.max_cost is not None and not engine.is_priced:
        raise UsageError(
            f"the price of {engine.name} is not known, so --max-cost cannot be kept", hint="Use --max-tokens instead."
        )
    is_limited = budget.max_cost is not None or budget.max_tokens is not None
    if is_limited and engine.estimate(Request(Document("", ""), kinds)).tokens_out is None:
        option = "--max-cost" if budget.max_cost is not None else "--max-tokens"
        raise UsageError(
            f"nothing limits the answers of {engine.name}, so {option} cannot be kept",
            hint="Set DOSSIER_MAX_OUTPUT_TOKENS to what one answer may take, such as 8192. It is sent with each "
            "request: what was asked without it is asked anew.",
        )


def check_warehouse(warehouse: Path) -> None:
    """Raise UsageError if something else lies at the path `warehouse`, or if what lies beside it cannot be used."""
    files = layout(warehouse)
    try:
        check_access(files)
        LandingLog(files.landing).check_access()
    except (WarehouseError, LandingError) as error:
        raise UsageError(error.message, hint=error.hint) from error
