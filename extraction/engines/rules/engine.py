"""The built-in engine: offline, deterministic, no weights and no key."""

from __future__ import annotations

import gc
import importlib
import pkgutil
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import extraction.engines.rules.finders as finders_package
from core.identity import canonical_json, digest
from core.lines import Reject
from extraction.engine import Reply, Request, RunContext
from extraction.engines.rules.analysis import Analysis, analyse
from extraction.lexicons import lexicons_hash
from schemas.registry import Kind

VERSION = "9"
"""Raise it with every change of a rule: records of an older version are then extracted anew."""

_BETWEEN_COLLECTIONS = 50_000
"""Objects allocated and not freed before the garbage collector looks for cycles among them: some megabytes."""

Finder = Callable[[Analysis], list[dict[str, Any]]]


@cache
def finders() -> dict[str, Finder]:
    """Return the rules there are, by kind: each a module in `finders/` named after it, with a function `find`."""
    names = sorted(info.name for info in pkgutil.iter_modules(finders_package.__path__))
    modules = {name: importlib.import_module(f"{finders_package.__name__}.{name}") for name in names}
    return {name: module.find for name, module in modules.items()}


@cache
def _passing_over() -> dict[str, Callable[[Analysis], list[str]]]:
    """Return what says which tables a kind's rules passed over, and why, by kind: `passed_over` of its finder."""
    modules = {name: importlib.import_module(f"{finders_package.__name__}.{name}") for name in finders()}
    return {name: module.passed_over for name, module in modules.items() if hasattr(module, "passed_over")}


@cache
def _keep_what_is_loaded() -> None:
    """Take what the first document made the process load out of the garbage collector's sight, and let it look seldom.

    Lexicons and patterns stay as long as the process, and each full collection would walk through all of them: a tenth
    of the time that a document takes. What a document allocates is freed as it is left; a look at every 700 objects,
    as is the default, would take another tenth to find nothing.
    """
    gc.freeze()
    gc.set_threshold(max(gc.get_threshold()[0], _BETWEEN_COLLECTIONS), *gc.get_threshold()[1:])


class RulesEngine:
    """Answers by rules over lexicons; satisfies `extraction.engine.Engine`."""

    name = "rules"
    prompt_version: str | None = None
    reask_rounds = 0

    @property
    def identity(self) -> str:
        """Version of the rules, and hash of their lexicons."""
        return digest("rules", VERSION, lexicons_hash())

    def kinds_answered(self, kinds: Sequence[Kind]) -> tuple[Kind, ...]:
        """Return the kinds that there are rules for."""
        return tuple(kind for kind in kinds if kind.name in finders())

    def rendered(self, request: Request) -> str:
        """Return all that the rules read of a document: where it came from is not part of it."""
        document = request.document
        return canonical_json(
            {
                "text": document.text,
                "title": document.title,
                "published_on": document.published_on.isoformat() if document.published_on else None,
                "language": document.language,
                "media_type": document.media_type,
                "metadata": [[item.name, item.text, item.span] for item in document.metadata],
                "kinds": [kind.name for kind in request.kinds],
            }
        )

    def text_room(self, request: Request, context_tokens: int | None = None) -> int | None:
        """Return None: the rules read a document of any length as a whole."""

    async def ask(self, request: Request, run: RunContext) -> Reply:
        """Answer one request; tables that are too long to be read are said to be."""
        analysis = analyse(request.document)
        rejects = [
            Reject(kind=kind.name, field=None, stage="engine", reason=reason)
            for kind in self.kinds_answered(request.kinds)
            if kind.name in _passing_over()
            for reason in _passing_over()[kind.name](analysis)
        ]
        return Reply(self._answered(analysis, request), rejects=tuple(rejects))

    def answer(self, request: Request) -> dict[str, list[dict[str, Any]]]:
        """Return raw items by table name, one list a kind that was asked for and has rules."""
        return self._answered(analyse(request.document), request)

    def _answered(self, analysis: Analysis, request: Request) -> dict[str, list[dict[str, Any]]]:
        answers = {kind.table: finders()[kind.name](analysis) for kind in self.kinds_answered(request.kinds)}
        _keep_what_is_loaded()
        return answers

    async def aclose(self) -> None:
        """Give nothing back: the rules hold no connection."""
