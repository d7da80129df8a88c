"""`dossier triage`, and `dossier run --triage --dry-run`, as real processes."""

from __future__ import annotations

import json

from tests.conftest import SEEDS, Dossier
from tests.model_server import KEY, MODEL, ModelServer

OF_WHEAT = "Brazil and France signed an agreement on wheat in the spring.\n"


def test_each_document_has_its_scores_and_reasons(dossier: Dossier) -> None:
    dossier.write("documents/wheat.txt", OF_WHEAT)
    dossier.write("documents/ghana.txt", "Ghana received 14 deportees from the United States.\n")
    done = dossier("triage", "documents")
    assert (done.code, done.err) == (0, "")
    ghana, by, wheat, _, total = done.out.splitlines()
    assert ghana.startswith("ask documents/ghana.txt: ")
    assert "deportation_flight 1" in ghana
    assert "deport 1" in by
    assert "GHA 1" in by
    assert wheat == "skip documents/wheat.txt: no words of migration, asylum or removals"
    assert total == "2 documents: 1 worth asking, 1 not"


def test_scores_are_json_lines_for_programs_and_name_the_lines_of_the_word_list(dossier: Dossier) -> None:
    done = dossier("triage", str(SEEDS), "--format", "json", "--kinds", "agreement,stance_table")
    told = [json.loads(line) for line in done.out.splitlines()]
    assert len(told) == 5
    assert all(one["ask"] and set(one["scores"]) == {"agreement", "stance_table"} for one in told)
    assert all(word["line"].startswith("triage/words.tsv:") for one in told for word in one["words"])


def test_a_document_that_cannot_be_read_is_named_and_the_others_are_scored(dossier: Dossier) -> None:
    dossier.write("documents/empty.txt", "")
    dossier.write("documents/wheat.txt", OF_WHEAT)
    done = dossier("triage", "documents")
    assert done.code == 1
    assert "empty.txt" in done.err
    assert done.out.splitlines()[-1] == "1 document: 0 worth asking, 1 not, 1 unreadable"


def test_a_dry_run_says_what_triage_saves_and_names_it_an_estimate(dossier: Dossier, model_server: ModelServer) -> None:
    dossier.environment |= {"OPENAI_BASE_URL": model_server.base_url, "OPENAI_API_KEY": KEY}
    dossier.write("documents/wheat.txt", OF_WHEAT)
    done = dossier("run", "documents", "--engine", f"openai/{MODEL}", "--triage", "--dry-run")
    assert done.code == 0, done.err
    assert "1 document: 0 to extract, 0 done, 1 not asked; 0 requests" in done.out
    assert "triage: 1 document not asked" in done.out
    assert "estimate: about" in done.out
    assert model_server.requests == []


def test_triage_without_a_model_is_bad_usage(dossier: Dossier) -> None:
    dossier.write("documents/wheat.txt", OF_WHEAT)
    done = dossier("run", "documents", "--triage")
    assert done.code == 2
    assert "dossier triage" in done.err
