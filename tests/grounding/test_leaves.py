"""Leaves to the characters that bear them, and what becomes of those that stand nowhere."""

import datetime

import pytest

from core.document import Document, Metadata
from core.lines import Evidence
from extraction.grounding import Grounded, ground
from schemas.derivation import derive
from schemas.registry import kinds
from tests.grounding.documents import check_evidence, document, grounded

QUOTE = "A chartered aircraft carrying 38 people left Luqa on 14 June and landed in Accra the same evening."


def row(found: Grounded, field: str) -> Evidence:
    return next(row for row in found.evidence if row.field == field)


def told(found: Grounded, field: str) -> tuple[str, str]:
    evidence = row(found, field)
    return evidence.quote, evidence.match


def lost(found: Grounded) -> list[str | None]:
    return [reject.field for reject in found.rejects]


def flight(**fields: object) -> Grounded:
    return grounded(document("own"), "deportation_flight", quotes=[QUOTE], **fields)


def test_printed_leaves_in_the_quote_are_exact_or_normalized() -> None:
    found = flight(origin_place="Luqa", destination_place="ACCRA", date="14 June")
    assert told(found, "origin_place") == ("Luqa", "exact")
    assert told(found, "destination_place") == ("Accra", "normalized")
    assert told(found, "date.text") == ("14 June", "exact")
    assert found.record is not None
    assert found.record.model_dump()["destination_place"] == "Accra"


def test_a_value_leaves_out_the_marks_of_emphasis_that_its_quote_keeps() -> None:
    text = Document("**Canada** announced\n**new** patrols on the border.", "item.md")
    found = grounded(text, "initiative", quotes=[text.text], name="Canada announced new patrols")

    assert told(found, "name") == ("Canada** announced\n**new** patrols", "normalized")
    assert found.record is not None
    assert found.record.model_dump()["name"] == "Canada announced new patrols"


def test_countries_by_name_demonym_and_capital() -> None:
    found = flight(sending_country="MLT", destination_country="GHA")
    assert told(found, "sending_country") == ("Maltese", "context")
    assert told(found, "destination_country") == ("Accra", "normalized")
    quotes = ["The Ghanaian foreign minister said no one would be returned without an individual hearing."]
    assert told(grounded(document("own"), "stance", quotes=quotes, country="GHA"), "country")[1] == "normalized"
    quotes = ["Ghana will accept up to 450 of its nationals a year"]
    assert told(grounded(document("own"), "stance", quotes=quotes, country="GHA"), "country") == ("Ghana", "exact")


def test_a_country_above_the_paragraph_is_context() -> None:
    quotes = ["The agreement entered into force on 1 January 2025."]
    found = grounded(document("own"), "agreement", quotes=quotes, parties=[{"country": "GHA"}, {"country": "TGO"}])
    assert told(found, "parties.0.country") == ("Togo", "context")
    assert lost(found) == ["parties.0.country"]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"destination_country": "NGA"}, "destination_country"),
        ({"aircraft": "Boeing 737"}, "aircraft"),
        ({"passengers": "8 people"}, "passengers.text"),
        ({"passengers": "450"}, "passengers.text"),
        ({"origin_place": "Luq"}, "origin_place"),
        ({"status_reason": "because the pilot had refused to take off in the dark"}, "status_reason"),
    ],
)
def test_what_stands_nowhere_is_nulled_and_rejected(fields: dict[str, object], field: str) -> None:
    found = flight(sending_country="MLT", **fields)
    assert field in lost(found)
    assert field not in {row.field for row in found.evidence}
    assert found.record is not None


def test_numbers_and_money_are_sought_in_the_paragraph_only() -> None:
    quotes = ["Malta and Ghana signed a memorandum of understanding"]
    parties = [{"country": "MLT"}, {"country": "GHA"}]
    inside = grounded(document("own"), "agreement", quotes=quotes, parties=parties, payments=["€12 million"])
    assert told(inside, "payments.0.text") == ("€12 million", "context")
    outside = grounded(document("own"), "agreement", quotes=quotes, parties=parties, payments=["38"])
    assert lost(outside) == ["payments.0.text"]


def test_a_number_is_no_part_of_another() -> None:
    text = "In all, 1,100 people and 155 million dollars were sent to Peru by 12 states."
    for part in ("100", "155", "1", "1,1"):
        found = grounded(text, "deportation_flight", quotes=[text], destination_country="PER", passengers=part)
        assert lost(found) == ["passengers.text"]


def test_computed_values_are_borne_by_their_text() -> None:
    record = kinds()["deportation_flight"].model.model_validate({"quotes": [QUOTE], "passengers": "38 people"})
    found = grounded(document("own"), "deportation_flight", **derive(record, None).model_dump(exclude_none=True))
    assert told(found, "passengers.min") == ("38", "exact")
    assert told(found, "passengers.qualifier") == ("38 people", "derived")


def test_a_date_from_metadata_outside_the_text_has_no_offsets() -> None:
    text = Document(
        "Peru and Chile signed an agreement.",
        "test",
        metadata=(Metadata("date", "3 May 2024"),),
        title="Peru and Chile",
    )
    kind = kinds()["agreement"]
    record = kind.model.model_validate({"quotes": [text.text], "signed": "3 May 2024", "parties": [{"country": "PER"}]})
    found = ground(text, kind, derive(record, datetime.date(2024, 5, 3)))
    check_evidence(text, found)
    evidence = row(found, "signed.text")
    assert (evidence.quote, evidence.char_start, evidence.match) == ("date", None, "context")


def test_a_date_from_metadata_in_the_text_keeps_its_place() -> None:
    quotes = ["Malta and Ghana signed a memorandum of understanding"]
    found = grounded(document("own"), "agreement", quotes=quotes, announced="3 May 2024", parties=[{"country": "GHA"}])
    assert told(found, "announced.text") == ("3 May 2024", "context")
    assert row(found, "announced.text").char_start is not None


def test_a_row_without_its_identity_is_dropped_and_the_rest_moves_up() -> None:
    quotes = ["Malta and Ghana signed a memorandum of understanding"]
    parties = [{"country": "FRA", "role": "equal"}, {"country": "GHA"}, {"name": "the Senate", "country": "MLT"}]
    found = grounded(document("own"), "agreement", quotes=quotes, parties=parties)
    assert found.record is not None
    assert [party["country"] for party in found.record.model_dump()["parties"]] == ["GHA", "MLT"]
    assert told(found, "parties.1.country") == ("Malta", "exact")
    assert lost(found) == ["parties.0.country", "parties.2.name", "parties.0"]


def test_a_record_goes_when_no_key_is_left_and_only_then() -> None:
    quotes = ["Malta and Ghana signed a memorandum of understanding"]
    gone = grounded(document("own"), "agreement", quotes=quotes, status="signed", parties=[{"country": "FRA"}])
    assert gone.record is None
    assert lost(gone) == ["parties.0.country", None]
    kept = grounded(document("own"), "agreement", quotes=quotes, status="signed")
    assert kept.record is not None


def test_a_commitment_is_its_own_quote() -> None:
    quotes = ["The agreement entered into force on 1 January 2025."]
    commitments = [
        {"actor": "Malta", "text": "pay €12 million for reintegration"},
        {"text": "build an airport in the mountains of the north"},
    ]
    found = grounded(document("own"), "agreement", quotes=quotes, signed="1 January 2025", commitments=commitments)
    assert told(found, "commitments.0.text") == ("pay €12 million for reintegration", "exact")
    assert told(found, "commitments.0.actor") == ("Malta", "context")
    assert lost(found) == ["commitments.1.text"]


def test_a_long_passage_may_be_paraphrased_and_becomes_the_document_s() -> None:
    quotes = ["A second flight, planned for July, was cancelled"]
    found = grounded(
        document("own"),
        "deportation_flight",
        quotes=quotes,
        status_reason="the Maltese Court of Appeal had suspended the removals",
    )
    assert found.record is not None
    assert found.record.model_dump()["status_reason"] == "the Maltese Court of Appeal suspended the removals"
    assert row(found, "status_reason").match == "context"


def test_codes_carry_the_word_that_justifies_them() -> None:
    found = flight(status="arrived", mode="air", is_military=False)
    assert told(found, "status") == ("landed", "derived")
    assert told(found, "mode") == ("aircraft", "derived")
    assert told(found, "is_military") == ("chartered", "derived")
    assert row(found, "is_military").value == "false"
    assert told(found, "modality") == (QUOTE, "derived")


def test_where_the_first_quote_stands() -> None:
    assert flight().record.source_kind == "prose"  # type: ignore[union-attr]
    line = "| Norway | Undecided | 2024 |"
    assert grounded(document("own"), "stance", quotes=[line], country="NOR").record.source_kind == "table"  # type: ignore[union-attr]
    released = grounded(document("own"), "engagement", quotes=["Release Date: 3 May 2024"])
    assert released.record is not None


def test_a_rows_code_is_shown_by_the_cue_next_to_its_country() -> None:
    quote = "Malta agreed to accept asylum seekers, and Ghana agreed to accept those whom Italy would deport."
    parties = [{"country": "GHA", "role": "receiver"}, {"country": "ITA", "role": "sender"}]
    found = grounded(quote, "agreement", quotes=[quote], parties=parties)
    role = row(found, "parties.0.role")
    assert (role.quote, role.char_start) == ("accept", quote.rindex("accept"))
    assert told(found, "parties.1.role") == ("deport", "derived")


def test_money_that_is_received_shows_no_receiver_of_people() -> None:
    quote = "Ghana may receive financial incentives for its part in the talks with Italy."
    parties = [{"country": "GHA", "role": "receiver"}, {"country": "ITA"}]
    assert row(grounded(quote, "agreement", quotes=[quote], parties=parties), "parties.0.role").quote == quote
