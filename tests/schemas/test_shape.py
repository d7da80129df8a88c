"""The shape of a model decides its columns, its proofs and its schema; what no column can hold is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Literal

import pytest
from pydantic import BaseModel

from core.errors import SchemaError
from schemas.fields import Comparison, described, listed, located
from schemas.record import Record, Row, Text
from schemas.shape import FieldShape, Form, Proof, leaf_fields, leaves, shape
from schemas.values.country import CountryCode
from schemas.values.quantity import Quantity


class Stop(Row):
    """One stop of a route."""

    country: CountryCode | None = described("Where.", compare=Comparison.CODE)
    count: Quantity | None = described("How many.", compare=Comparison.QUANTITY)


class Route(Record):
    """A record with a field of every form."""

    name: Text | None = described("Its name.", compare=Comparison.TEXT)
    mode: Literal["air", "land"] | None = described("How.", compare=Comparison.CODE)
    is_open: bool | None = described("Whether.", compare=Comparison.CODE)
    via: list[CountryCode] = listed("Through.")
    stops: list[Stop] = listed("Its stops.")
    index: int | None = located("Which one.", compare=Comparison.CODE)


class Inner(Row):
    """A row with rows of its own."""

    steps: list[Stop] = listed("Steps.")


def field(name: str, model: type[BaseModel] = Route) -> FieldShape:
    return next(found for found in shape(model) if found.name == name)


@pytest.mark.parametrize(
    ("name", "form", "proof", "nullable"),
    [
        ("name", Form.SCALAR, Proof.PRINTED, True),
        ("mode", Form.SCALAR, Proof.DERIVED, True),
        ("is_open", Form.SCALAR, Proof.DERIVED, True),
        ("via", Form.SCALARS, Proof.COUNTRY, False),
        ("quotes", Form.SCALARS, Proof.PRINTED, False),
        ("modality", Form.SCALAR, Proof.DERIVED, False),
        ("index", Form.SCALAR, Proof.LOCATED, True),
        ("source_kind", Form.SCALAR, Proof.LOCATED, True),
    ],
)
def test_form_and_proof_follow_from_the_type(name: str, form: Form, proof: Proof, nullable: bool) -> None:
    found = field(name)
    assert (found.form, found.proof, found.nullable) == (form, proof, nullable)


def test_rows_and_values_are_models() -> None:
    assert field("stops").form is Form.ROWS
    assert field("stops").model is Stop
    assert field("count", Stop).form is Form.NESTED
    assert field("mode").type == ("air", "land")
    with pytest.raises(TypeError, match="holds no model"):
        _ = field("name").model


def test_leaf_fields_name_every_leaf_that_a_record_can_have() -> None:
    paths = [path for path, _ in leaf_fields(Route)]
    assert paths[5:] == [
        *("name", "mode", "is_open", "via[]", "stops[].country"),
        *("stops[].count.text", "stops[].count.min", "stops[].count.max", "stops[].count.qualifier", "index"),
    ]
    assert dict(leaf_fields(Route))["stops[].count.min"].proof is Proof.COMPUTED


def test_leaves_are_the_scalars_that_are_there_with_their_row() -> None:
    route = Route(quotes=["As printed."], via=["HND", "MEX"], stops=[Stop(), Stop(country="PAN", count="over 100")])
    found = {leaf.path: (leaf.row, leaf.value) for leaf in leaves(route)}
    assert found == {
        "quotes.0": ("", "As printed."),
        "modality": ("", "asserted"),
        "via.0": ("", "HND"),
        "via.1": ("", "MEX"),
        "stops.1.country": ("stops.1", "PAN"),
        "stops.1.count.text": ("stops.1", "over 100"),
    }


@pytest.mark.parametrize(
    "annotation", [dict[str, str], str | int, list[list[str]], float, Literal["a", 1], Any, tuple[str, str]]
)
def test_a_field_that_no_column_can_hold_is_refused(annotation: Any) -> None:
    model = type("Model", (BaseModel,), {"__annotations__": {"bad": annotation}, "bad": None})
    with pytest.raises(SchemaError, match=r"Model\.bad"):
        shape(model)


@pytest.mark.parametrize("annotation", [str, int, bool, Decimal, date, list[str], Literal["a", "b"], str | None])
def test_scalars_and_lists_of_them_are_columns(annotation: Any) -> None:
    model = type("Model", (BaseModel,), {"__annotations__": {"good": annotation}, "good": None})
    assert [found.name for found in shape(model)] == ["good"]


def test_a_list_of_rows_inside_a_row_of_a_list_is_refused() -> None:
    model = type("Outer", (BaseModel,), {"__annotations__": {"inner": list[Inner]}, "inner": None})
    with pytest.raises(SchemaError, match=r"Outer\.inner is a list of models that hold lists of models"):
        shape(model)
