"""The child process of `flows.private_api_retention`: Prefect's own vacuum, on the database of this environment."""

from __future__ import annotations

import asyncio
import sqlite3
import sys
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa
from prefect.server.database import provide_database_interface
from prefect.server.schemas.states import TERMINAL_STATES
from prefect.server.services import db_vacuum
from prefect.settings.context import get_current_settings

STEPS = (
    db_vacuum.vacuum_old_flow_runs,
    db_vacuum.vacuum_orphaned_logs,
    db_vacuum.vacuum_orphaned_artifacts,
    db_vacuum.vacuum_stale_artifact_collections,
    db_vacuum.vacuum_events_with_retention_overrides,
    db_vacuum.vacuum_old_events,
)
"""What Prefect's server does when its settings have it do so; ours does not live long enough for that."""


async def main(*, dry_run: bool) -> None:
    """Print how many runs are older than the settings keep them, and remove them with all that belongs to them."""
    database = provide_database_interface()
    print(await _old_runs())  # noqa: T201 - read by the parent
    if not dry_run:
        for step in STEPS:
            await step(db=database)
    await (await database.engine()).dispose()


async def _old_runs() -> int:
    """Count what `vacuum_old_flow_runs` takes: whole runs that have ended."""
    database = provide_database_interface()
    oldest = datetime.now(UTC) - get_current_settings().server.services.db_vacuum.retention_period
    run = database.FlowRun
    is_old = (run.parent_task_run_id.is_(None), run.state_type.in_(TERMINAL_STATES), run.end_time < oldest)
    async with database.session_context() as session:
        found = await session.execute(sa.select(sa.func.count()).select_from(run).where(*is_old))
        return int(found.scalar_one())


def give_back(database: Path) -> None:
    """Give the room of what was removed back to the file system."""
    connection = sqlite3.connect(database)
    try:
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()


if __name__ == "__main__":
    asyncio.run(main(dry_run="--dry-run" in sys.argv))
    if "--dry-run" not in sys.argv:
        give_back(Path(sys.argv[1]))
