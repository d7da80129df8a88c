"""`dossier extract` and `dossier schemas` as real processes."""

from __future__ import annotations

import json

import pytest

from schemas.registry import kinds, select_kinds
from schemas.wire import wire_schema, without_descriptions
from tests.conftest import SEEDS, Dossier
from tests.model_server import KEY, MODEL, Fails, ModelServer

SEED = next(SEEDS.glob("000_*.txt"))


def test_a_document_becomes_json_and_nothing_is_left_behind(dossier: Dossier) -> None:
    done = dossier("extract", str(SEED), "--kinds", "stance_table")
    assert (done.code, done.err) == (0, "")
    found = json.loads(done.out)
    assert {record["kind"] for record in found["records"]} == {"stance_table"}
    text = SEED.read_text(encoding="utf-8")
    spans = [item for record in found["records"] for item in record["evidence"] if item["match"] == "exact"]
    assert spans
    assert all(text[item["char_start"] : item["char_end"]] == item["quote"] for item in spans)
    assert list(dossier.folder.iterdir()) == []


def test_extract_knows_neither_prefect_nor_duckdb(dossier: Dossier) -> None:
    dossier.environment["PYTHONPROFILEIMPORTTIME"] = "1"
    imported = {line.rpartition("|")[2].strip() for line in dossier("extract", str(SEED)).err.splitlines()}
    assert not imported & {"prefect", "duckdb", "openai", "instructor"}


def test_the_prompt_is_shown_and_nothing_is_asked(dossier: Dossier, model_server: ModelServer) -> None:
    dossier.environment |= {"OPENAI_BASE_URL": model_server.base_url, "OPENAI_API_KEY": KEY}
    done = dossier("extract", str(SEED), "--engine", f"openai/{MODEL}", "--show-prompt")
    assert done.code == 0, done.err
    assert SEED.read_text(encoding="utf-8")[:200] in done.out
    assert model_server.requests == []
    assert KEY not in done.out + done.err


def test_a_document_that_surely_is_too_long_is_shown_in_its_parts(dossier: Dossier, model_server: ModelServer) -> None:
    dossier.environment |= {"OPENAI_BASE_URL": model_server.base_url, "OPENAI_API_KEY": KEY}
    dossier.environment["DOSSIER_CONTEXT_TOKENS"] = "8000"
    long = dossier.write("long.txt", "The talks went on. " * 2_000)
    done = dossier("extract", str(long), "--engine", f"openai/{MODEL}", "--kinds", "stance", "--show-prompt")
    parts = done.out.count("BEGIN DOCUMENT")
    assert parts > 1
    assert f"part {parts} of {parts}" in done.out
    counted = dossier("run", str(long), "--engine", f"openai/{MODEL}", "--kinds", "stance", "--dry-run")
    assert f"; {parts} requests" in counted.out, counted.out + counted.err
    assert model_server.requests == []


def test_a_model_that_fails_is_an_error(dossier: Dossier, model_server: ModelServer) -> None:
    dossier.environment |= {"OPENAI_BASE_URL": model_server.base_url, "OPENAI_API_KEY": KEY}
    model_server.then(Fails(400, message="the document is too long"))
    done = dossier("extract", str(SEED), "--engine", f"openai/{MODEL}")
    assert done.code == 1
    assert "too long" in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["nowhere.txt"], 2),
        (["empty.txt"], 1),
        (["."], 1),
        (["empty.txt", "--engine", "gpt"], 2),
        (["empty.txt", "--kinds", "x"], 2),
        ([], 2),
    ],
)
def test_bad_input(dossier: Dossier, arguments: list[str], code: int) -> None:
    dossier.write("empty.txt", "")
    done = dossier("extract", *arguments)
    assert (done.code, done.out) == (code, "")
    assert "rror" in done.err
    assert "Traceback" not in done.err


def test_schemas_lists_every_kind_and_prints_the_schema_as_sent(dossier: Dossier) -> None:
    listed = dossier("schemas")
    assert listed.code == 0
    assert [line.split()[0] for line in listed.out.splitlines()] == list(kinds())
    one = json.loads(dossier("schemas", "agreement").out)
    assert one == without_descriptions(wire_schema(select_kinds(["agreement"])))
    assert list(one["properties"]) == ["agreements"]
    assert one["additionalProperties"] is False
    unknown = dossier("schemas", "treaty")
    assert (unknown.code, unknown.out) == (2, "")
    assert "deportation_flight" in unknown.err


def test_a_record_is_explained_by_its_rule_and_its_lines_and_a_condition_by_what_kept_it_out(dossier: Dossier) -> None:
    talks = "Peru is in talks with the United States to accept deportees."
    condition = "If Honduras signed an agreement with the United States, migrants would be deported there."
    path = dossier.write("lima.md", f"{talks}\n\n{condition}\n")
    done = dossier("extract", str(path), "--engine", "rules", "--explain")
    assert (done.code, done.err) == (0, "")
    record, _, rest = done.out.partition("Not recorded")
    assert talks in record
    assert "agreements.talks.talks_in" in record
    assert '"in talks"  rules/cues/talks.tsv:' in record
    assert condition in rest
    assert '"If"  rules/grammar/clause_words.tsv:' in rest


def test_an_explanation_is_json_for_programs(dossier: Dossier) -> None:
    done = dossier("extract", str(SEED), "--kinds", "stance_table", "--explain", "--format", "json")
    assert (done.code, done.err) == (0, "")
    explanation = json.loads(done.out)
    assert {record["kind"] for record in explanation["records"]} == {"stance_table"}
    assert all(record["words"] and record["rules"] for record in explanation["records"])


def test_a_model_cannot_be_explained(dossier: Dossier, model_server: ModelServer) -> None:
    dossier.environment |= {"OPENAI_BASE_URL": model_server.base_url, "OPENAI_API_KEY": KEY}
    done = dossier("extract", str(SEED), "--engine", f"openai/{MODEL}", "--explain")
    assert done.code == 2
    assert "--engine rules --explain" in done.err
    assert model_server.requests == []
