"""A process that opens the warehouse anew again and again, and says what it finds, until its input ends.

usage: python -m tests.concurrency.reader ours|duckdb WAREHOUSE PAUSE
Prints one JSON object a look: the version that was opened and what INVARIANT yields, or the error.
"""

from __future__ import annotations

import json
import select
import sys
from contextlib import AbstractContextManager
from pathlib import Path

import duckdb

from core.errors import DossierError
from warehouse.query import open_warehouse

INVARIANT = """
    WITH records AS (
        SELECT record_id, document_id, extraction_id FROM agreements
        UNION ALL SELECT record_id, document_id, extraction_id FROM deportation_flights
    )
    SELECT
        (SELECT count(*) FROM documents) AS documents,
        (SELECT count(*) FROM records) AS records,
        (SELECT count(*) FROM records AS r WHERE NOT EXISTS (
            SELECT 1 FROM evidence AS e WHERE e.record_id = r.record_id)) AS without_evidence,
        (SELECT count(*) FROM documents AS d WHERE
            (SELECT count(*) FROM extractions AS x WHERE x.document_id = d.document_id) <> 1
            OR (SELECT count(*) FROM records AS r WHERE r.document_id = d.document_id) <> 2
            OR (SELECT count(*) FROM evidence AS e WHERE e.document_id = d.document_id) <> 10
            OR (SELECT count(*) FROM agreement_parties AS p WHERE p.document_id = d.document_id) <> 2) AS halves"""


def look(warehouse: Path, how: str) -> dict[str, object]:
    """Open what is published now and ask; which version that was is known if the link did not move meanwhile."""
    before = int(warehouse.resolve().stem)
    try:
        with _opened(warehouse, how) as con:
            after = int(warehouse.resolve().stem)
            documents, records, without_evidence, halves = con.execute(INVARIANT).fetchall()[0]
    except (DossierError, duckdb.Error) as error:
        return {"version": before, "error": str(error)}
    version = before if before == after else None
    found = {"documents": documents, "records": records, "without_evidence": without_evidence, "halves": halves}
    return {"version": version, **found}


def _opened(warehouse: Path, how: str) -> AbstractContextManager[duckdb.DuckDBPyConnection]:
    return open_warehouse(warehouse) if how == "ours" else duckdb.connect(str(warehouse), read_only=True)


if __name__ == "__main__":
    while not select.select([sys.stdin], [], [], float(sys.argv[3]))[0]:
        print(json.dumps(look(Path(sys.argv[2]), sys.argv[1])), flush=True)
