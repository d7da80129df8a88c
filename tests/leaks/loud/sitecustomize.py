"""Loaded by every Python of the run under test: writes down each line that reaches the root logger, at every level.

Prefect sets up logging anew and takes other handlers away, so this does not stand among the handlers.
"""

import logging
import os

LOG = os.environ["DOSSIER_TEST_LOUD_LOG"]
logging.root.setLevel(1)
call_handlers = logging.Logger.callHandlers


def call_handlers_and_write(self: logging.Logger, record: logging.LogRecord) -> None:
    logger: logging.Logger | None = self
    while logger is not None and logger.propagate and logger.parent is not None:
        logger = logger.parent
    if logger is logging.root:
        with open(LOG, "a", encoding="utf-8") as log:  # noqa: PTH123 - loaded before the rest of the library
            log.write(f"{record.name} {logging.Formatter().format(record)}\n")
    call_handlers(self, record)


logging.Logger.callHandlers = call_handlers_and_write  # type: ignore[method-assign]
