"""What the models accept and refuse: closed codes, no empty strings, no inverted bounds, nothing undeclared."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from schemas.fields import Comparison
from schemas.record import Record, Row
from schemas.registry import Kind, kinds
from schemas.shape import Form, Proof, leaf_fields, shape
from schemas.values.date import DateValue
from schemas.values.money import Money
from schemas.values.printed import PrintedValue
from schemas.values.quantity import Quantity

EACH_KIND = pytest.mark.parametrize("kind", kinds().values(), ids=kinds().keys())


def rows_of(kind: Kind) -> list[type[Row]]:
    models = [field.model for field in shape(kind.model) if field.form is Form.ROWS]
    return [model for model in models if issubclass(model, Row)]


@EACH_KIND
def test_a_quote_is_all_a_record_needs(kind: Kind) -> None:
    record = kind.model(quotes=["As printed."])
    assert record.modality == "asserted"
    assert kind.model.model_validate(record.model_dump()) == record


@EACH_KIND
@pytest.mark.parametrize("quotes", [[], [""], [" "], ["one", "two", "three", "four"], None])
def test_a_record_has_one_to_three_quotes(kind: Kind, quotes: object) -> None:
    with pytest.raises(ValidationError):
        kind.model(quotes=quotes)


@EACH_KIND
def test_key_fields_are_leaves_of_the_kind(kind: Kind) -> None:
    paths = {path.replace("[]", "") for path, _ in leaf_fields(kind.model)}
    assert kind.model.key_fields
    assert set(kind.model.key_fields) <= paths


@EACH_KIND
def test_identity_fields_are_fields_of_their_row(kind: Kind) -> None:
    for model in rows_of(kind):
        assert model.identity_fields
        assert set(model.identity_fields) <= model.model_fields.keys()


@EACH_KIND
def test_every_field_says_what_it_holds_and_how_it_is_compared(kind: Kind) -> None:
    for model in (kind.model, *rows_of(kind)):
        assert (model.__doc__ or "").strip()
        for field in shape(model):
            if field.proof is not Proof.COMPUTED:
                assert field.description, f"{model.__name__}.{field.name} has no description"
                assert isinstance(field.compare, Comparison), f"{model.__name__}.{field.name} is compared by nothing"


@EACH_KIND
def test_a_code_outside_its_list_is_refused(kind: Kind) -> None:
    for field in shape(kind.model):
        if isinstance(field.type, tuple):
            for code in field.type:
                assert getattr(kind.model(quotes=["As printed."], **{field.name: code}), field.name) == code
            with pytest.raises(ValidationError):
                kind.model(quotes=["As printed."], **{field.name: "unknown"})


@EACH_KIND
def test_an_unknown_country_is_refused(kind: Kind) -> None:
    for field in shape(kind.model):
        if field.proof is Proof.COUNTRY:
            value: Any = ["ZZZ"] if field.form is Form.SCALARS else "ZZZ"
            with pytest.raises(ValidationError, match="null for a region"):
                kind.model(quotes=["As printed."], **{field.name: value})


@EACH_KIND
def test_printed_text_is_never_empty(kind: Kind) -> None:
    for field in shape(kind.model):
        if field.proof is Proof.PRINTED and field.form is Form.SCALAR:
            with pytest.raises(ValidationError):
                kind.model(quotes=["As printed."], **{field.name: "  "})


@EACH_KIND
def test_a_field_that_is_not_declared_is_refused(kind: Kind) -> None:
    with pytest.raises(ValidationError):
        kind.model.model_validate({"quotes": ["As printed."], "invented": "x"})


@pytest.mark.parametrize("model", [DateValue, Quantity, Money])
def test_a_value_is_given_as_bare_text_or_as_an_object(model: type[PrintedValue]) -> None:
    assert model.model_validate("as printed") == model.model_validate({"text": " as printed "})
    for empty in ("", {"text": " "}, {}, 5):
        with pytest.raises(ValidationError):
            model.model_validate(empty)


@pytest.mark.parametrize(
    ("model", "fields"),
    [
        (DateValue, {"earliest": date(2025, 1, 2), "latest": date(2025, 1, 1)}),
        (DateValue, {"earliest": date(2025, 1, 2)}),
        (DateValue, {"precision": "decade"}),
        (Quantity, {"min": 2, "max": 1}),
        (Quantity, {"qualifier": "under"}),
        (Money, {"currency": "XXY"}),
        (Money, {"stage": "spent"}),
    ],
)
def test_values_that_contradict_themselves_are_refused(model: type[PrintedValue], fields: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        model.model_validate({"text": "as printed", **fields})


def test_base_fields_come_first_in_every_kind() -> None:
    shared = list(Record.model_fields)
    for kind in kinds().values():
        assert list(kind.model.model_fields)[: len(shared)] == shared
