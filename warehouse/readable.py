"""The readable view of a kind that has none of its own in views/: made from the kind's table and its comments."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.registry import Kind
from schemas.shape import Form, Proof, shape
from warehouse.projection import literal, quoted, table_specs

IDENTIFIERS = ("record_id", "document_id", "extraction_id")
QUOTED = """
    q.quote,
    q.quote_in_context,
    d.title,
    d.source,
    d.published_on,
    k.record_id,
    k.document_id"""
COMMENTS = {
    "quote": "The quote that tells the fact best: the document's own characters.",
    "quote_in_context": "The quote with up to 80 characters on each side; null for metadata from outside the text.",
    "title": "The document's title; null where it has none.",
    "source": "The path or address where the document was found first.",
    "published_on": "The document's own date; null where it has none.",
    "record_id": "The record: SHA-256 of extraction, kind and content.",
    "document_id": "The document that tells it: SHA-256 of the canonical text.",
}


def readable_view(kind: Kind) -> str:
    """Return the statements that make `<table>_readable`: the record's own columns, country names, quote and source."""
    table, view = quoted(kind.table), quoted(f"{kind.table}_readable")
    described = {column.name: column.description for column in table_specs(kind)[0].columns}
    own = [name for name in described if name not in (*IDENTIFIERS, "quotes")]
    names = {f"{field}_name": f"The name of {field}." for field in _countries(kind)}
    listed = ",\n    ".join([*(f"k.{quoted(name)}" for name in own), *map(_country_name, _countries(kind))])
    comments = {name: described[name] for name in own} | names | COMMENTS
    return "\n".join(
        [
            f"CREATE VIEW {view} AS\nSELECT\n    {listed},{QUOTED}\nFROM {table} AS k",
            "INNER JOIN documents AS d USING (document_id)",
            "LEFT JOIN citations AS q ON q.record_id = k.record_id AND q.field = 'quotes.0';",
            f"COMMENT ON VIEW {view} IS 'One row per current {kind.name}, with country names, quote and source.';",
            *(f"COMMENT ON COLUMN {view}.{quoted(name)} IS {literal(text)};" for name, text in comments.items()),
        ]
    )


def _country_name(field: str) -> str:
    code, name = quoted(field), quoted(f"{field}_name")
    return f"(SELECT any_value(c.name) FROM countries AS c WHERE c.code = k.{code}) AS {name}"  # noqa: S608 - identifiers


def _countries(kind: Kind) -> Iterator[str]:
    """Yield the fields of the record itself that hold one country."""
    return (field.name for field in shape(kind.model) if field.form is Form.SCALAR and field.proof is Proof.COUNTRY)
