"""The main job over the 82 real documents of ../shared/corpus, where that lies beside the clone (in CI it does)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from tests.conftest import ROOT, Dossier
from tests.warehouse.contract import breaches

CORPUS = ROOT.parent / "shared" / "corpus"
OFF_TOPIC = (
    "colorectal-cancer",
    "financial-literacy",
    "ai-education",
    "take-it-down-act",
    "gender-policy-council",
    "energy-transformation-task-force",
    "incoming-senior-appointees",
    "most-favored",
    "battle-of-the-coral-sea",
    "first-landing",
    "s-4465-signed-into-law",
    "s-1003-signed-into-law",
    "how-to-watch",
    "jobs-report",
    "division-for-national-fra",
    "drop-in-violent-crime",
    "2024-01-03-a-joint-statement",
    "2024-01-23-joint-statement",
    "2024-04-25-joint-statement",
)
"""Parts of the names of documents on other matters, chosen by their titles; the last three are joint statements on
strikes in the Red Sea and on hostages."""

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="../shared/corpus does not lie beside this clone")


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory, prefect_api: str) -> Iterator[duckdb.DuckDBPyConnection]:
    command = Dossier(tmp_path_factory.mktemp("corpus"), {"PREFECT_API_URL": prefect_api})
    done = command("run", str(CORPUS))
    assert done.code == 0, done.err
    connection = duckdb.connect(str(command.warehouse), read_only=True)
    yield connection
    connection.close()


def test_every_document_is_read_and_none_fails(warehouse: duckdb.DuckDBPyConnection) -> None:
    files = len(list(CORPUS.glob("*.md")))
    (counts,) = warehouse.execute("select documents, extracted, failed from runs").fetchall()
    assert counts == (files, files, 0)
    assert warehouse.execute("select count(*) from documents").fetchall() == [(files,)]
    assert warehouse.execute("select count(*) from extractions where status <> 'ok'").fetchall() == [(0,)]


def test_the_public_contract_holds(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert list(breaches(warehouse)) == []


def test_off_topic_documents_yield_nothing(warehouse: duckdb.DuckDBPyConnection) -> None:
    telling = warehouse.execute(
        "select distinct source from documents semi join evidence using (document_id)"
    ).fetchall()
    sources = {Path(source).name for (source,) in telling}
    assert [name for name in sources if any(part in name for part in OFF_TOPIC)] == []
    listed = warehouse.execute("select source from documents").fetchall()
    found = [part for part in OFF_TOPIC if any(part in source for (source,) in listed)]
    assert found == list(OFF_TOPIC), "the corpus no longer holds a document that this test names"


def test_joint_statements_on_migration_are_found(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = warehouse.execute(
        """select list(p.country order by p.country), a.announced_earliest::varchar
           from agreements a join agreement_parties p using (record_id)
           join documents d on d.document_id = a.document_id
           where a.agreement_type = 'joint_statement' and d.source like '%2024-04-29-joint-statement%' group by all"""
    ).fetchall()
    assert rows == [(["MEX", "USA"], "2024-04-29")]


def test_every_exact_offset_gives_its_quote(warehouse: duckdb.DuckDBPyConnection) -> None:
    wrong = warehouse.execute(
        """select count(*) from evidence e join documents d using (document_id)
           where e.char_start is not null
             and substr(d.text, e.char_start + 1, e.char_end - e.char_start) <> e.quote"""
    ).fetchall()
    assert wrong == [(0,)]
