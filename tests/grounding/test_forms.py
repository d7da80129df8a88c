"""Values that a model writes in another form than the document prints them, and values that only look alike."""

import pytest

from core.document import Document
from extraction.grounding import Grounded, ground
from schemas.derivation import derive
from schemas.registry import kinds
from tests.grounding.documents import check_evidence

TEXT = (
    "On May 12, 2025 Malta and Ghana agreed on two flights with 1,200 people, and Malta will pay $4 billion four times "
    "a year from March 2026 on. Some 12 % stay.\n\nThirty people had left by 3 June 2024 for 7 million euros.\n"
)


def of(field: str, text: str) -> Grounded:
    quote = TEXT.partition(" Some")[0]
    fields: dict[str, object] = {"quotes": [quote], "parties": [{"country": "MLT"}], field: {"text": text}}
    if field == "payments":
        fields[field] = [{"text": text}]
    kind = kinds()["agreement"]
    document = Document(TEXT, "test")
    found = ground(document, kind, derive(kind.model.model_validate(fields), None))
    check_evidence(document, found)
    return found


def printed(field: str, text: str) -> str | None:
    """What the document prints for the value, None if it was refused."""
    path = "payments.0.text" if field == "payments" else f"{field}.text"
    return next((row.quote for row in of(field, text).evidence if row.field == path), None)


@pytest.mark.parametrize(
    ("field", "text", "own"),
    [
        ("quota", "1200", "1,200"),
        ("quota", "2", "two"),
        ("payments", "4 billion dollars", "$4 billion"),
        ("payments", "USD 4 billion", "$4 billion"),
        ("payments", "$4,000,000,000", "$4 billion"),
        ("signed", "2025-05-12", "May 12, 2025"),
        ("signed", "12 May 2025", "May 12, 2025"),
        ("in_force", "2026-03", "March 2026"),
        ("in_force", "Mar. 2026", "March 2026"),
    ],
)
def test_a_value_in_another_form_becomes_the_document_s_own(field: str, text: str, own: str) -> None:
    assert printed(field, text) == own


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("quota", "200"),
        ("quota", "-1200"),
        ("quota", "5"),
        ("quota", "twelve"),  # a day and a share, no count
        ("quota", "3"),
        ("quota", "1201"),
        ("payments", "4 million dollars"),
        ("payments", "4 billion euros"),
        ("payments", "5 billion dollars"),
        ("payments", "EUR 7 million"),  # in another paragraph
        ("signed", "2025-05-13"),
        ("signed", "2024-05-12"),
        ("signed", "2024-06-03"),
    ],
)
def test_another_value_is_none_in_any_form(field: str, text: str) -> None:
    assert printed(field, text) is None


def test_the_value_that_was_computed_stays() -> None:
    found = of("quota", "1200")
    assert found.record is not None
    row = next(row for row in found.evidence if row.field == "quota.max")
    assert (row.value, row.quote, row.match) == ("1200", "1,200", "normalized")


def test_a_hyphen_is_no_minus() -> None:
    text = "Homicides fell by 50 people (see example.org/lowest-level-in-50-years) in Malta."
    kind = kinds()["agreement"]
    record = kind.model.model_validate({"quotes": [text], "quota": {"text": "-50"}, "parties": [{"country": "MLT"}]})
    found = ground(Document(text, "test"), kind, record)
    assert [reject.field for reject in found.rejects] == ["quota.text"]
