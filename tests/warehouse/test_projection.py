"""The projection rule, over models nobody wrote: what goes into the tables comes out of them again."""

from __future__ import annotations

import string
from datetime import date
from decimal import Decimal
from typing import Any, Literal

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, create_model

from core.errors import SchemaError
from schemas.record import Record
from schemas.registry import Kind
from schemas.shape import Form, shape
from warehouse.definition import table_ddl
from warehouse.projection import all_table_specs, quoted, struct_type, table_specs, unprojectable

SCALARS: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(max_size=8),
    int: st.integers(-(2**63), 2**63 - 1),
    bool: st.booleans(),
    Decimal: st.decimals(-(10**15), 10**15, places=2),
    date: st.dates(),
    Literal["one", "two"]: st.sampled_from(["one", "two"]),
}
NAMES = st.text(string.ascii_lowercase, min_size=1, max_size=6).map(lambda name: f"f_{name}")
scalar = st.sampled_from(list(SCALARS))


@st.composite
def models(draw: st.DrawFn, *, depth: int = 2, rows: bool = True) -> type[BaseModel]:
    """A model with scalars, lists of scalars, nested models and lists of models; never empty."""
    fields: dict[str, Any] = {}
    for name in draw(st.lists(NAMES, min_size=1, max_size=5, unique=True)):
        form = draw(st.sampled_from(["scalar", "scalars", *(["nested"] if depth else []), *(["rows"] if rows else [])]))
        match form:
            case "scalar":
                fields[name] = (draw(scalar) | None, None)
            case "scalars":
                fields[name] = (list[draw(scalar)], [])  # type: ignore[misc]
            case "nested":
                fields[name] = (draw(models(depth=depth - 1, rows=rows)) | None, None)
            case "rows":
                fields[name] = (list[draw(models(depth=depth - 1 if depth else 0, rows=False))], [])  # type: ignore[misc]
    return create_model("Generated", **fields)


def values(model: type[BaseModel]) -> st.SearchStrategy[Any]:
    """Instances of `model` as plain data; a nested model that says nothing is null."""
    return st.fixed_dictionaries({field.name: _values(field) for field in shape(model)})


def _values(field: Any) -> st.SearchStrategy[Any]:
    annotation = Literal["one", "two"] if isinstance(field.type, tuple) else field.type
    match field.form:
        case Form.SCALAR:
            return st.none() | SCALARS[annotation]
        case Form.SCALARS:
            return st.lists(SCALARS[annotation], max_size=3)
        case Form.NESTED:
            return values(field.model).map(lambda value: value if says_something(value) else None)
        case _:
            return st.lists(values(field.model), max_size=3)


def says_something(value: Any) -> bool:
    if isinstance(value, dict):
        return any(says_something(item) for item in value.values())
    return value is not None and value != []


def rebuilt(con: duckdb.DuckDBPyConnection, kind: Kind) -> list[Any]:
    """The records that the tables of `kind` hold, put together again from the columns alone."""
    own, *children = table_specs(kind)
    found = []
    for row in rows_of(con, own.name, "record_id"):
        data = unflattened(kind.model, row)
        for child in children:
            mine = [
                item for item in rows_of(con, child.name, "record_id, ordinal") if item["record_id"] == row["record_id"]
            ]
            assert [item["ordinal"] for item in mine] == list(range(len(mine)))
            graft(kind.model, data, child.rows, mine)
        found.append(pruned(data))
    return found


def rows_of(con: duckdb.DuckDBPyConnection, table: str, order: str) -> list[dict[str, Any]]:
    cursor = con.execute(f"FROM {quoted(table)} ORDER BY {order}")
    names = [column[0] for column in cursor.description or []]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def unflattened(model: type[BaseModel], row: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    data: dict[str, Any] = {}
    for field in shape(model):
        name = f"{prefix}{field.name}"
        if field.form in (Form.SCALAR, Form.SCALARS):
            data[field.name] = row[name]
        else:
            data[field.name] = unflattened(field.model, row, f"{name}_") if field.form is Form.NESTED else []
    return data


def graft(model: type[BaseModel], data: dict[str, Any], path: tuple[str, ...], rows: list[dict[str, Any]]) -> None:
    (field,) = [field for field in shape(model) if field.name == path[0]]
    if len(path) > 1:
        graft(field.model, data[path[0]], path[1:], rows)
    else:
        data[path[0]] = [unflattened(field.model, row) for row in rows]


def pruned(value: Any) -> Any:
    """`value` without what says nothing, at every level but in lists, whose length counts."""
    if isinstance(value, dict):
        return {name: pruned(item) for name, item in value.items() if says_something(item)}
    return [pruned(item) for item in value] if isinstance(value, list) else value


def has_twins(kind: Kind) -> bool:
    try:
        table_specs(kind)
    except SchemaError:
        return True
    return False


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_what_goes_into_the_tables_comes_out_again(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    model = data.draw(models())
    kind = Kind("thing", model)  # type: ignore[arg-type]
    if has_twins(kind):
        return
    records = [model.model_validate(value) for value in data.draw(st.lists(values(model), min_size=1, max_size=3))]
    assert [unprojectable(record) for record in records] == [None] * len(records)
    file = tmp_path_factory.mktemp("staged") / "things.jsonl"
    file.write_text(
        "".join(
            f'{{"record_id":"{n}","document_id":"d","extraction_id":"e","data":{record.model_dump_json()}}}\n'
            for n, record in enumerate(records)
        )
    )
    with duckdb.connect() as con:
        columns = {
            "record_id": "VARCHAR",
            "document_id": "VARCHAR",
            "extraction_id": "VARCHAR",
            "data": struct_type(model),
        }
        con.execute(
            "CREATE TABLE staged AS FROM read_json(?, format='newline_delimited', columns=?)", [str(file), columns]
        )
        for spec in table_specs(kind):
            con.execute(table_ddl(spec))
            con.execute(f"INSERT INTO {quoted(spec.name)} {spec.select}")
        assert rebuilt(con, kind) == [pruned(record.model_dump()) for record in records]


def kind_of(**fields: Any) -> Kind:
    return Kind("thing", create_model("Thing", __base__=Record, **fields))


def test_columns_and_their_types_follow_the_rule() -> None:
    inner = create_model("Inner", amount=(Decimal | None, None), day=(date | None, None))
    kind = kind_of(
        count=(int | None, None), inner=(inner | None, None), yes=(bool | None, None), inners=(list[inner], [])
    )
    own, child = all_table_specs([kind])
    assert [(column.name, column.type) for column in own.columns] == [
        ("record_id", "VARCHAR"),
        ("document_id", "VARCHAR"),
        ("extraction_id", "VARCHAR"),
        ("quotes", "VARCHAR[]"),
        ("modality", "VARCHAR"),
        ("hedge", "VARCHAR"),
        ("attribution", "VARCHAR[]"),
        ("source_kind", "VARCHAR"),
        ("count", "BIGINT"),
        ("inner_amount", "DECIMAL(18,2)"),
        ("inner_day", "DATE"),
        ("yes", "BOOLEAN"),
    ]
    assert child.name == "thing_inners"
    assert [column.name for column in child.columns] == [
        "record_id",
        "document_id",
        "extraction_id",
        "ordinal",
        "amount",
        "day",
    ]


def test_two_fields_that_would_be_one_column_are_refused() -> None:
    inner = create_model("Inner", text=(str | None, None))
    with pytest.raises(SchemaError, match="table things would have two columns named inner_text"):
        table_specs(kind_of(inner=(inner | None, None), inner_text=(str | None, None)))
    with pytest.raises(SchemaError, match="two columns named record_id"):
        table_specs(kind_of(record_id=(str | None, None)))
    with pytest.raises(SchemaError, match="two tables named things"):
        all_table_specs([kind_of(), kind_of()])


def test_lists_of_models_inside_lists_of_models_are_refused() -> None:
    leaf = create_model("Leaf", text=(str | None, None))
    branch = create_model("Branch", leaves=(list[leaf], []))
    twig = create_model("Twig", branch=(branch | None, None))
    for model in (branch, twig):
        with pytest.raises(SchemaError, match="lists of models"):
            table_specs(kind_of(branches=(list[model], [])))  # type: ignore[valid-type]


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ({"amount": "0.125"}, "amount: 0.125 does not fit DECIMAL(18,2)"),
        ({"amount": "1e16"}, "amount: 1E+16 does not fit DECIMAL(18,2)"),
        ({"amount": "9999999999999999.99"}, None),
        ({"count": 2**63}, f"count: {2**63} does not fit BIGINT"),
        ({"counts": [1, -(2**63) - 1]}, f"counts.1: {-(2**63) - 1} does not fit BIGINT"),
        ({"rows": [{}, {"amount": "1.001"}]}, "rows.1.amount: 1.001 does not fit DECIMAL(18,2)"),
    ],
)
def test_numbers_that_a_column_would_change_are_found(value: dict[str, Any], problem: str | None) -> None:
    row = create_model("Amount", amount=(Decimal | None, None))
    model = create_model("Sum", __base__=row, count=(int | None, None), counts=(list[int], []), rows=(list[row], []))
    assert unprojectable(model.model_validate(value)) == problem
