"""The tables of Prefect's database, ready made, so that a first run need not make them: 4 of its 14 s of processor.

Prefect makes them by a hundred migrations, one after another, of which nothing is left but tables and the number of
the last one. The set-up has Prefect do that once (`python -m flows.private_api_tables`, in requirements/install.sh) and
keeps what is left in the environment. Prefect finds that number and has nothing to do; without the file it makes all.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
import tempfile
from importlib.metadata import version
from pathlib import Path

from flows.private_api import database_file, environment_of, tables_file


def made_by_prefect(folder: Path) -> str:
    """Return the tables that Prefect makes in `folder`, as SQL; this process belongs to Prefect's settings then."""
    database = database_file(folder)
    os.environ.update(environment_of(folder, str(database)))
    from prefect.server.database import provide_database_interface

    asyncio.run(provide_database_interface().create_db())
    with sqlite3.connect(database) as connection:
        return "\n".join(connection.iterdump()) + "\n"


def main() -> None:
    """Write the file of the version that is installed, unless it is there."""
    file = tables_file(version("prefect"))
    if file.exists():
        return
    with tempfile.TemporaryDirectory() as folder:
        made = made_by_prefect(Path(folder))
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    draft.write_text(made, encoding="utf-8")
    draft.replace(file)


if __name__ == "__main__":
    main()
