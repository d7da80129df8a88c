"""The data checks: the seeds pass them all, and each finds its own wrong rows and no others."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from core.errors import QueryError, UsageError
from core.landing.log import LandingLog
from core.lines import LandedRecord
from tests.conftest import Dossier
from tests.warehouse import landed
from tests.warehouse.conftest import House
from tests.warehouse.extracted import SEEDS, proved, run_over
from warehouse.checks import FOLDER, check, checks, parse_check, run_checks
from warehouse.load import load_and_publish

BROKEN = {
    "record_without_evidence": """
        INSERT INTO stances (record_id, document_id, extraction_id, quotes, modality)
        SELECT 'made up', document_id, extraction_id, quotes, modality FROM stances LIMIT 1""",
    "leaf_without_evidence": "DELETE FROM evidence WHERE field = 'commitments.3.text'",
    "evidence_without_leaf": """
        INSERT INTO evidence SELECT * REPLACE ('weather' AS field) FROM evidence WHERE field = 'court_action'""",
    "row_twice": "INSERT INTO stances FROM stances LIMIT 1",
    "quote_is_not_the_text": "UPDATE evidence SET quote = 'Nobody said it.' WHERE field = 'court_action'",
    "orphan_row": "INSERT INTO agreement_parties (record_id, ordinal, country) VALUES ('nobody', 0, 'HND')",
    "not_current": "UPDATE document_sources SET is_current = false WHERE source LIKE '%004%'",
    "records_of_an_extraction": """
        UPDATE extractions SET records = records + CASE WHEN source LIKE '%004%' THEN 1 ELSE -1 END
        WHERE source LIKE '%004%' OR source LIKE '%003%'""",
    "records_of_a_run": "UPDATE runs SET records = records + 1",
    "bounds_out_of_order": """
        UPDATE deportation_flights SET passengers_max = passengers_min - 1 WHERE passengers_min = 100;
        INSERT INTO evidence SELECT * REPLACE ('passengers.max' AS field, '99' AS value)
        FROM evidence WHERE field = 'passengers.min' AND value = '100'""",
    "dates_out_of_order": "UPDATE evidence SET value = '1999-01-01' WHERE field = 'announced.latest'",
    "unknown_country": "UPDATE evidence SET value = 'XXX' WHERE field LIKE 'parties.%.country' AND value = 'GBR'",
    "party_twice": """
        INSERT INTO agreement_parties SELECT * REPLACE (100 AS ordinal)
        FROM agreement_parties WHERE country = 'GBR';
        INSERT INTO evidence SELECT * REPLACE (regexp_replace(field, '\\d+', '100') AS field)
        FROM evidence WHERE (record_id, field) IN (
            SELECT (record_id, 'parties.' || ordinal || leaf)
            FROM agreement_parties, unnest(['.country', '.name', '.role', '.confirmed']) AS t (leaf)
            WHERE country = 'GBR' AND ordinal < 100)""",
}
"""How a good warehouse is made one that our own defect would have made, by the check that finds it."""

DOCUMENTS = """
    SELECT document_id FROM record_rows UNION SELECT document_id FROM evidence
    UNION SELECT document_id FROM extractions UNION SELECT document_id FROM documents"""
TEXT = landed.text_of(1)


def flight(record_id: str, status: str, day: int, **data: Any) -> LandedRecord:
    when = {"text": f"{day} May 2025", "earliest": f"2025-05-{day:02}", "latest": f"2025-05-{day:02}"}
    route = {"sending_country": "USA", "destination_country": "HND"}
    when["precision"] = "day"
    return proved(record_id, "deportation_flight", TEXT, status=status, date=when, **route, **data)


def on(text: str, first: str, last: str) -> dict[str, str]:
    return {"text": text, "earliest": first, "latest": last, "precision": "day"}


ODD = {
    "arrival_before_departure": [
        flight("r1", "departed", 9, passengers={"text": "80"}),
        flight("r2", "arrived", 8, passengers={"text": "80"}),
    ],
    "passengers_below_nationalities": [
        flight(
            "r1",
            "arrived",
            8,
            passengers={"text": "up to 10", "max": 10, "qualifier": "up_to"},
            nationalities=[
                {"text": "Cuban", "count": {"text": "8", "min": 8, "max": 8, "qualifier": "exact"}},
                {"text": "Haitian", "count": {"text": "3", "min": 3, "max": 3, "qualifier": "exact"}},
            ],
        )
    ],
    "in_force_before_signed": [
        proved(
            "r1",
            "agreement",
            TEXT,
            signed=on("2022", "2022-01-01", "2022-12-31"),
            in_force=on("2021", "2021-01-01", "2021-12-31"),
        )
    ],
    "ended_before_in_force": [
        proved(
            "r1",
            "agreement",
            TEXT,
            ended=on("2020", "2020-01-01", "2020-12-31"),
            announced=on("2021", "2021-01-01", "2021-12-31"),
        )
    ],
    "event_in_the_future": [flight("r1", "arrived", 30)],
}
"""Records of a document that says odd things, by the check that says so."""


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published file of the seeds."""
    folder = tmp_path_factory.mktemp("seeds")
    run_over(sorted(SEEDS.glob("*.txt")), LandingLog(folder / "landing"))
    return load_and_publish(folder / "dossier.duckdb").published


def found(file: Path, sql: str = "") -> dict[str, int]:
    """What the checks find after `sql` has changed the file, by their names."""
    with duckdb.connect(str(file)) as con:
        con.execute(sql)
        findings = run_checks(con)
        everything = {row[0] for row in con.execute(DOCUMENTS).fetchall()}
        assert run_checks(con, everything) == findings
    assert [finding.problem for finding in findings] == [None] * len(findings)
    return {finding.check.name: finding.rows for finding in findings if finding.rows}


def test_the_seeds_pass_every_check(good: Path) -> None:
    assert found(good) == {}


@pytest.mark.parametrize("name", BROKEN)
def test_what_only_a_defect_makes_is_found_by_its_check_alone(name: str, good: Path, tmp_path: Path) -> None:
    broken = Path(shutil.copy(good, tmp_path / "broken.duckdb"))
    assert list(found(broken, BROKEN[name])) == [name]
    assert check(name).severity == "error"


@pytest.mark.parametrize("name", ODD)
def test_what_is_odd_is_found_by_its_check_alone(name: str, house: House) -> None:
    document = landed.document(TEXT, "a").model_copy(update={"published_on": date(2025, 5, 20)})
    report = house.load(
        document, landed.sighting(TEXT, "a"), landed.extraction(TEXT, "a", ODD[name], extraction_id="x")
    )
    assert report.loaded.rejected == 0
    assert list(found(report.published)) == [name]
    assert check(name).severity == "warning"


@pytest.mark.parametrize("status", ["planned", "departed"])
def test_what_is_no_oddity_is_not_found(status: str, house: House) -> None:
    records = [
        flight("r1", status, 18 if status == "departed" else 30, passengers={"text": "80"}),
        flight("r2", "arrived", 19, passengers={"text": "80"}),
    ]
    document = landed.document(TEXT, "a").model_copy(update={"published_on": date(2025, 5, 20)})
    report = house.load(document, landed.sighting(TEXT, "a"), landed.extraction(TEXT, "a", records, extraction_id="x"))
    assert found(report.published) == {}


def test_after_a_load_only_what_it_touched_is_checked(house: House) -> None:
    house.load(*landed.whole_run(3))
    with duckdb.connect(str(house.file)) as con:
        con.execute("UPDATE evidence SET quote = 'Mexico said so.'")
        wrong, right = (landed.digest_of(landed.text_of(number)) for number in (1, 2))
        con.execute("DELETE FROM evidence WHERE document_id = ?", [right])

        def rows(documents: list[str] | None) -> dict[str, int]:
            with con.cursor() as own:
                return {finding.check.name: finding.rows for finding in run_checks(own, documents)}

        everything, one = rows(None), rows([wrong])
        assert (everything["quote_is_not_the_text"], one["quote_is_not_the_text"]) == (20, 10)
        assert (everything["record_without_evidence"], one["record_without_evidence"]) == (2, 0)
        assert rows([])["quote_is_not_the_text"] == 0
        assert rows([right])["record_without_evidence"] == 2


def test_a_check_across_documents_is_asked_of_all_of_them() -> None:
    assert [one.name for one in checks() if not one.per_document] == ["records_of_a_run"]
    assert not parse_check("mine", "-- error: A title twice\nSELECT 1").per_document


def test_every_check_has_a_test_of_its_own() -> None:
    assert {one.name for one in checks()} == BROKEN.keys() | ODD.keys()
    assert {one.name for one in checks()} == {path.stem for path in FOLDER.iterdir()}


def test_a_check_is_one_select_that_says_what_a_row_is() -> None:
    for one in checks():
        with duckdb.connect() as con:
            (statement,) = con.extract_statements(one.sql)
        assert statement.type == duckdb.StatementType.SELECT
        assert not one.title.endswith(".")
        assert not one.note or one.note.endswith(".")


@pytest.mark.parametrize("text", ["", "SELECT 1", "-- fatal: no\nSELECT 1", "-- error: only a comment\n"])
def test_a_file_of_another_form_is_named(text: str) -> None:
    with pytest.raises(QueryError, match=r"mine\.sql has not the form of a check"):
        parse_check("mine", text)


def test_a_name_that_is_none_is_answered_with_the_nearest() -> None:
    with pytest.raises(UsageError, match="Did you mean row_twice"):
        check("row_twise")


def test_a_check_whose_table_is_gone_hides_no_other(good: Path, tmp_path: Path) -> None:
    broken = Path(shutil.copy(good, tmp_path / "broken.duckdb"))
    with duckdb.connect(str(broken)) as con:
        con.execute("DROP TABLE initiative_parties; UPDATE runs SET records = 0")
        findings = {finding.check.name: finding for finding in run_checks(con)}
    assert "initiative_parties" in str(findings["party_twice"].problem)
    assert findings["records_of_a_run"].rows == 1


def test_the_command_prints_the_rows_and_says_so_by_its_exit_code(dossier: Dossier, good: Path, house: House) -> None:
    link = ["--warehouse", str(good.parents[1] / "dossier.duckdb")]
    passed = dossier("check", *link)
    assert (passed.code, passed.out, passed.err) == (0, "", f"{len(checks())} checks found nothing\n")
    assert dossier("check", "row_twice", *link).code == 0
    (future,) = ODD["event_in_the_future"]
    short = future.model_copy(update={"evidence": [one for one in future.evidence if one.field != "status"]})
    house.load(
        landed.document(TEXT, "a").model_copy(update={"published_on": date(2025, 5, 20)}),
        landed.sighting(TEXT, "a"),
        landed.extraction(TEXT, "a", [short], extraction_id="x"),
    )
    link = ["--warehouse", str(house.file)]
    listed = dossier("check", "--format", "json", *link)
    assert listed.code == 1
    assert [(row["check"], row["severity"]) for row in json.loads(listed.out)] == [
        ("leaf_without_evidence", "error"),
        ("event_in_the_future", "warning"),
    ]
    odd = dossier("check", "event_in_the_future", "--format", "json", *link)
    assert odd.code == 0
    assert [row["date_text"] for row in json.loads(odd.out)] == ["30 May 2025"]
    wrong = dossier("check", "leaf_without_evidence", *link)
    assert wrong.code == 1
    assert "arrived" in wrong.out
    assert "error: A value without evidence." in wrong.err


def test_the_command_lists_them_without_a_warehouse(dossier: Dossier) -> None:
    listed = dossier("check", "--list", "--format", "json")
    assert listed.code == 0
    assert {row["check"] for row in json.loads(listed.out)} == {one.name for one in checks()}
    assert dossier("check").code != 0
    assert dossier("check", "row_twise", "--list", "--format", "parquet").code == 2
