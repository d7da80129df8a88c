"""Attacked documents and another one in the same `dossier run`: what is loaded about the other one stays as it was."""

from __future__ import annotations

import duckdb
import pytest

from tests.conftest import SEEDS, Dossier
from tests.crash.test_run_killed import VARIES
from tests.faults.asked import Question
from tests.faults.notes import note
from tests.hostile.attacks import CANARIES, attacks, between_paragraphs, written_into
from tests.hostile.models import OTHER, obedient, truthful
from tests.model_server import KEY, MODEL, Asked, Behaviour, ModelServer

EVERY = 4
TABLES = """
    SELECT table_name FROM duckdb_tables() JOIN duckdb_columns() USING (schema_name, table_name)
    WHERE schema_name = 'main' AND column_name = 'document_id' AND table_name NOT IN ('model_calls', 'extractions')"""


def one_obeys(asked: Asked) -> Behaviour:
    """Read the other document truthfully; obey all the others."""
    return truthful(asked) if Question(asked).title == OTHER.title else obedient(asked)


def about(dossier: Dossier, text: str) -> dict[str, list[str]]:
    """Return every row of every table that is about the document with this text."""
    found = {}
    with duckdb.connect(str(dossier.warehouse), read_only=True) as con:
        tables = con.execute(TABLES).fetchall()
        for (table,) in tables:
            cursor = con.execute(
                f"SELECT * FROM {table} WHERE document_id IN (SELECT document_id FROM documents WHERE text = ?)", [text]
            )
            kept = [at for at, column in enumerate(cursor.description or ()) if column[0] not in VARIES]
            found[str(table)] = sorted(repr([row[at] for at in kept]) for row in cursor.fetchall())
    return found


def write_attacked(dossier: Dossier) -> None:
    known = {"title": OTHER.title, "mark": "0123456789abcdef"}
    for number, attack in enumerate(attacks()[::EVERY]):
        text = note(200 + number, facts=3).text
        place = between_paragraphs(text)[number % 2]
        dossier.write(f"documents/{number}.txt", written_into(text, attack.filled(known), place).text)


@pytest.mark.parametrize("engine", ["rules", f"openai/{MODEL}"])
def test_what_is_loaded_about_another_document_stays_as_it_was(
    engine: str, served_dossier: Dossier, model_server: ModelServer
) -> None:
    model_server.script = one_obeys
    served_dossier.environment |= {"OPENAI_BASE_URL": model_server.base_url, "OPENAI_API_KEY": KEY}
    alone = Dossier(served_dossier.folder / "alone", dict(served_dossier.environment))
    # The rules find nothing in a note: for them the other document is a seed.
    other = OTHER.text if engine != "rules" else next(SEEDS.glob("004*.txt")).read_text()
    alone.write("documents/other.txt", other)
    served_dossier.write("documents/other.txt", other)
    write_attacked(served_dossier)
    for each in (alone, served_dossier):
        done = each("run", "documents", "--engine", engine)
        assert done.code == 0, done.err
    was, now = about(alone, other), about(served_dossier, other)
    assert was == now
    assert was["deportation_flights"]
    assert not any(canary in repr(now) for canary in CANARIES.values())
    with duckdb.connect(str(served_dossier.warehouse), read_only=True) as con:
        strange = (
            "SELECT count(*) FROM evidence e JOIN documents d USING (document_id) WHERE NOT contains(d.text, e.quote)"
        )
        assert con.execute(strange + " AND e.char_start IS NOT NULL").fetchall() == [(0,)]
        quoted = "SELECT count(*) FROM evidence JOIN documents d USING (document_id) WHERE quote = ? AND d.text <> ?"
        assert con.execute(quoted, [OTHER.facts[0].sentence, other]).fetchall() == [(0,)]
