"""The public contract of a published warehouse (DESIGN section 4): which tables, columns and codes it has."""

from __future__ import annotations

import re
from collections.abc import Iterator

import duckdb

IDS = ["record_id", "document_id", "extraction_id"]
SHARED = [*IDS, "quotes[]", "modality", "hedge", "attribution[]", "source_kind"]
DATE = ["text", "earliest", "latest", "precision"]
QUANTITY = ["text", "min", "max", "qualifier"]
MONEY = ["text", "amount", "currency", "stage"]


def nested(name: str, leaves: list[str]) -> list[str]:
    return [f"{name}_{leaf}" for leaf in leaves]


TABLES = {
    "agreements": [
        *SHARED,
        "name",
        "agreement_type",
        "status",
        "formality",
        *(c for d in ("announced", "signed", "in_force", "ended") for c in nested(d, DATE)),
        *nested("quota", QUANTITY),
        "status_reason",
        "conditions[]",
        "amends",
    ],
    "agreement_parties": [*IDS, "ordinal", "country", "name", "role", "confirmed"],
    "agreement_payments": [*IDS, "ordinal", *MONEY],
    "agreement_commitments": [*IDS, "ordinal", "actor", "text", *nested("deadline", DATE)],
    "agreement_signatories": [*IDS, "ordinal", "name", "role", "country"],
    "deportation_flights": [
        *SHARED,
        "sending_country",
        "destination_country",
        "transit_countries[]",
        "origin_place",
        "destination_place",
        "mode",
        "status",
        "status_reason",
        "court_action",
        *nested("date", DATE),
        *nested("flights", QUANTITY),
        *nested("passengers", QUANTITY),
        "operator",
        "aircraft",
        "is_military",
        "is_third_country",
        "legal_basis",
        "detained_at",
        *nested("cost", MONEY),
    ],
    "deportation_flight_nationalities": [*IDS, "ordinal", "country", "text", *nested("count", QUANTITY), "allegation"],
    "stance_tables": [*SHARED, "topic", "headers[]", "table_index"],
    "stance_table_rows": [*IDS, "ordinal", "entity", "country", "cells[]", "position", "object", "outcome"],
    "stances": [*SHARED, "country", "actor", "topic", "object", "position", "act"],
    "initiatives": [
        *SHARED,
        "name",
        "objective",
        "description",
        "expected_outcome",
        "kpi",
        *nested("quantity", QUANTITY),
        *nested("deadline", DATE),
        "status",
    ],
    "initiative_parties": [*IDS, "ordinal", "country", "name"],
    "engagements": [*SHARED, *nested("date", DATE), "place", "subject", "format"],
    "engagement_participants": [*IDS, "ordinal", "name", "role", "country"],
    "legal_actions": [*SHARED, "country", "actor", "instrument", "action", "target", *nested("date", DATE), "effect"],
    "documents": ["document_id", "source", "title", "published_on", "language", "media_type", "text"],
    "document_sources": ["source", "document_id", "first_seen", "last_seen", "is_current"],
    "evidence": [
        "record_id",
        "document_id",
        "kind",
        "field",
        "value",
        "quote",
        "char_start",
        "char_end",
        "match",
        "score",
    ],
    "rejects": ["source", "document_id", "extraction_id", "kind", "field", "stage", "reason", "payload", "at"],
    "extractions": ["extraction_id", "document_id", "source", "engine", "prompt_version", "schema_hash", "status"],
    "model_calls": ["extraction_id", "attempt", "cost_usd", "outcome"],
    "runs": ["run_id"],
    "countries": ["code", "name", "official_name", "region"],
}
RECORD_TABLES = [t for t, columns in TABLES.items() if "quotes[]" in columns]
CHILD_TABLES = [t for t, columns in TABLES.items() if "ordinal" in columns]
CODES = {
    "modality": "asserted planned hypothetical negated recommended",
    "source_kind": "prose table metadata",
    "agreements.agreement_type": "safe_third_country asylum_cooperative_agreement third_country_removal "
    "returns_arrangement memorandum_of_understanding joint_statement joint_declaration treaty other",
    "agreements.status": "proposed negotiating agreed announced signed in_force under_review suspended rejected "
    "struck_down terminated ended_unspecified",
    "deportation_flights.status": "planned departed arrived refused turned_back diverted cancelled blocked_by_court",
    "deportation_flights.mode": "air land sea",
    "stances.position": "supports opposes neutral mixed conditional unclear",
    "stance_table_rows.position": "supports opposes neutral mixed conditional unclear",
    "stances.act": "demand threat agree refuse support welcome criticise",
    "initiatives.status": "recommended under_discussion committed announced in_progress enacted",
    "legal_actions.action": "invoked blocked upheld struck_down filed ordered",
    "evidence.match": "exact normalized fuzzy context derived",
}


def breaches(con: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """Yield a sentence for every breach of the contract."""
    have: dict[str, dict[str, str]] = {}
    for table, column, kind in con.execute(
        "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'main'"
    ).fetchall():
        have.setdefault(table, {})[column] = kind
    yield from wrong_columns(have)
    yield from unknown_codes(con)
    yield from ungrounded(con)


def wrong_columns(have: dict[str, dict[str, str]]) -> Iterator[str]:
    for table, columns in TABLES.items():
        for column in columns:
            name, is_list = column.removesuffix("[]"), column.endswith("[]")
            kind = have.get(table, {}).get(name)
            if kind is None:
                yield f"{table}.{name} is missing"
            elif is_list != kind.endswith("[]") or (re.search(r"_(earliest|latest)$", name) and kind != "DATE"):
                yield f"{table}.{name} is {kind}"


def unknown_codes(con: duckdb.DuckDBPyConnection) -> Iterator[str]:
    for rule, codes in CODES.items():
        table, _, column = rule.rpartition(".")
        for t in [table] if table else RECORD_TABLES:
            if n := count(
                con, f"SELECT count(*) FROM {t} WHERE {column} NOT IN (SELECT unnest($codes))", codes.split()
            ):
                yield f"{t}.{column}: {n} rows with a code that the contract does not know"


def ungrounded(con: duckdb.DuckDBPyConnection) -> Iterator[str]:
    documents = "JOIN documents d USING (document_id)"
    checks = {
        "evidence: exact rows whose offsets do not give the quote": f"""
            SELECT count(*) FROM evidence e {documents} WHERE e.match = 'exact' AND e.char_start IS NOT NULL
            AND substr(d.text, e.char_start + 1, e.char_end - e.char_start) <> e.quote"""
    }
    for t in RECORD_TABLES:
        lonely = "record_id NOT IN (SELECT record_id FROM evidence)"
        checks[f"{t}: records without evidence"] = f"SELECT count(*) FROM {t} WHERE {lonely}"
        checks[f"{t}: records twice"] = f"SELECT count(*) - count(DISTINCT record_id) FROM {t}"
        checks[f"{t}: quotes that are not the document's own characters"] = f"""
            SELECT count(*) FROM (SELECT unnest(quotes) q, document_id FROM {t}) r {documents}
            WHERE NOT contains(d.text, r.q)"""
    for t in CHILD_TABLES:
        parent = next(p for p in RECORD_TABLES if t.startswith(p[:-1] + "_"))
        orphan = f"record_id NOT IN (SELECT record_id FROM {parent})"
        checks[f"{t}: rows without their {parent[:-1]}"] = f"SELECT count(*) FROM {t} WHERE {orphan}"
    for breach, sql in checks.items():
        if n := count(con, sql):
            yield f"{n} {breach}"


def count(con: duckdb.DuckDBPyConnection, sql: str, codes: list[str] | None = None) -> int:
    return int(con.execute(sql, {"codes": codes} if codes else {}).fetchall()[0][0])
