"""What must never be seen, and where it is looked for."""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any

from rich.console import Console
from rich.traceback import Traceback

from core.lines import Evidence, ExtractionLine, LandedRecord, Reject

KEY = "sk-canary-5d1f7a"
WORD = "Quetzalcanary"
"""A word of every sentence, the title and the name of the documents of these tests."""
TEXT = f"""{WORD} report

{WORD}: a charter flight carried 57 migrants from Denmark to Kenya on 12 March 2024, officials said.

{WORD}: a charter flight carried 63 migrants from Norway to Ghana on 14 March 2024, officials said.
"""
FINDINGS = (Evidence, LandedRecord, Reject, ExtractionLine)
PACKAGES = ("core.", "prompts.", "extraction.", "flows.", "warehouse.", "cli.")


def seen(text: str) -> list[str]:
    """Return the lines of `text` that show a canary; none where the key and the document are kept."""
    return [line[:300] for line in text.splitlines() if KEY in line or WORD in line]


@contextmanager
def loud_logging() -> Iterator[StringIO]:
    """Turn every logger that there is to its loudest, as somebody does who looks for a fault; yield what they say."""
    said = StringIO()
    handler = logging.StreamHandler(said)
    loggers = [logging.getLogger(), *map(logging.getLogger, list(logging.root.manager.loggerDict))]
    before = [(logger, logger.level) for logger in loggers]
    for logger in loggers:
        logger.setLevel(1)
    logging.root.addHandler(handler)
    try:
        yield said
    finally:
        logging.root.removeHandler(handler)
        for logger, level in before:
            logger.setLevel(level)


def as_printed(error: BaseException) -> str:
    """Return an error as the loudest printers show it: with all local variables of every frame but the test's."""
    page = StringIO()
    assert error.__traceback__ is not None
    options: dict[str, Any] = {"show_locals": True, "locals_max_length": None, "locals_max_string": None}
    traceback = Traceback.from_exception(type(error), error, error.__traceback__.tb_next, **options)
    Console(file=page, width=10_000).print(traceback)
    return f"{error!r}\n{error}\n{page.getvalue()}"


def our_objects() -> Iterator[object]:
    """Yield every object of a class of ours that is alive, but for what was found: facts show what they hold."""
    for found in gc.get_objects():
        module = type(found).__dict__.get("__module__")
        if isinstance(module, str) and module.startswith(PACKAGES) and not isinstance(found, FINDINGS):
            yield found
