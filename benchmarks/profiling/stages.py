"""Which stage of the work a stack of calls is in: by the innermost module of ours, or by whose machinery it is."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from types import FrameType

ROOT = str(Path(__file__).parents[2]) + "/"
START, IMPORTS, PREFECT = "starting Python", "imports", "Prefect"
LOADING, PUBLISHING, REPORTING = "loading", "publishing", "reporting"

MODULES = (
    ("extraction/reading/", "reading"),
    ("flows/read", "reading"),
    ("flows/intake.py", "reading"),
    ("core/document.py", "reading"),
    ("extraction/structure/", "structure"),
    ("extraction/engines/rules/", "rules"),
    ("extraction/crosscheck/", "rules"),
    ("extraction/engines/", "asking the model"),
    ("extraction/parts/", "asking the model"),
    ("extraction/conversation.py", "asking the model"),
    ("prompts/", "asking the model"),
    ("extraction/checking.py", "validation"),
    ("extraction/correction.py", "validation"),
    ("extraction/validation.py", "validation"),
    ("extraction/grounding/", "grounding"),
    ("extraction/pipeline.py", "one record for each fact"),
    ("extraction/duplicates.py", "one record for each fact"),
    ("core/landing/", "landing"),
    ("core/durable.py", "landing"),
    ("core/lines.py", "landing"),
    ("flows/documents.py", "landing"),
    ("warehouse/publish.py", PUBLISHING),
    ("warehouse/seal.py", PUBLISHING),
    ("warehouse/checks", REPORTING),
    ("warehouse/drift", REPORTING),
    ("warehouse/news", REPORTING),
    ("flows/report.py", REPORTING),
    ("flows/tell", REPORTING),
    ("flows/told.py", REPORTING),
    ("cli/summary.py", REPORTING),
    ("warehouse/", LOADING),
    ("flows/private_api.py", PREFECT),
    ("flows/private_api_server.py", PREFECT),
    ("flows/", "the flow"),
    ("cli/", "the command line"),
)
"""Modules by the beginning of their path, the first that fits. Those of no stage belong to whoever calls them."""
WORD_LISTS, READING_LISTS = "extraction/lexicons/", {"load", "read", "_by_term", "_words", "_by_form", "__init__"}
ONCE = "word lists, once"
MIGRATION = "Prefect: making its database"
ORDER = (
    *(START, IMPORTS, PREFECT, MIGRATION, "the command line", "the flow", ONCE, "reading", "structure", "rules"),
    *("asking the model", "validation", "grounding", "one record for each fact", "landing"),
    *(LOADING, PUBLISHING, REPORTING),
)
"""The stages as they are listed, in about the order in which they come."""


def stage_of(frame: FrameType | None) -> str:
    """Return the stage of a stack, given by its innermost frame.

    All that happens while a module is imported is an import, whoever asked for it. What belongs to none of our stages
    is Prefect, which runs the flow and its loop.
    """
    stage = None
    while frame is not None:
        found = _stage_of_code(frame.f_code.co_filename, frame.f_code.co_name)
        if found == IMPORTS:
            return IMPORTS
        stage = stage or found
        frame = frame.f_back
    return stage or PREFECT


def waits_for_threads(stage: str) -> bool:
    """Return whether other threads work for this stage while it waits: DuckDB's."""
    return stage in (LOADING, PUBLISHING, REPORTING)


@cache
def _stage_of_code(file: str, name: str) -> str | None:
    if file.startswith("<frozen importlib"):
        return IMPORTS
    if "/alembic/" in file:
        return MIGRATION
    if not file.startswith(ROOT):
        return None
    path = file.removeprefix(ROOT)
    if path.startswith(WORD_LISTS):
        return ONCE if name in READING_LISTS else None
    return next((stage for prefix, stage in MODULES if path.startswith(prefix)), None)
