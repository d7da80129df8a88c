"""What an export holds: read back, every file says what its table says."""

from __future__ import annotations

import csv
import hashlib
import io
import itertools
import json
import re
import shutil
import sys
from pathlib import Path

import duckdb
import pytest

from tests.export.conftest import warehouse_of
from warehouse.dictionary import data_dictionary
from warehouse.export import Choice, Format, export
from warehouse.projection import quoted
from warehouse.rebuild import rebuild

csv.field_size_limit(sys.maxsize)

DANGEROUS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    '"=1',
    "'=1",
    " \"'  -2",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    "\ufeff=1",
    "\xa0=1",
    "\x0b=1",
]
HARMLESS = [
    "a=1",
    "1-2",
    "",
    " ",
    '"',
    '""',
    "x\r",
    "a\rb",
    "a\nb",
    "a\r\nb",
    "a,b",
    'say "no"',
    "ünï",
    "\\N",
    "NULL",
    "a\x00b",
]


def test_every_table_comes_back_from_parquet_and_csv_as_it_was(warehouse: Path, tmp_path: Path) -> None:
    files = export(warehouse, tmp_path / "out", Choice())
    with duckdb.connect(str(warehouse), read_only=True) as con:
        tables = [
            name
            for (name,) in con.execute("SELECT table_name FROM duckdb_tables() WHERE schema_name = 'main'").fetchall()
        ]
        assert {file.table for file in files} == {*tables, None}
        for table in tables:
            original = con.execute(f"FROM main.{quoted(table)} ORDER BY ALL").fetchall()
            counted = {file.rows for file in files if file.table == table}
            assert counted == {len(original)}
            parquet = con.execute("FROM read_parquet($1)", [str(tmp_path / "out" / f"{table}.parquet")])
            assert parquet.fetchall() == original, table
            assert _from_csv(con, table, tmp_path / "out" / f"{table}.csv") == original, table


def _from_csv(con: duckdb.DuckDBPyConnection, table: str, file: Path) -> list[tuple[object, ...]]:
    """Read a CSV file back: lists are JSON, an apostrophe before a text is taken off."""
    described = con.execute(f"SELECT column_name, column_type FROM (DESCRIBE main.{quoted(table)})").fetchall()
    nested = {name for name, kind in described if kind.endswith("]")}
    columns = {name: "VARCHAR" if name in nested else kind for name, kind in described}
    cells = [
        f"from_json({quoted(name)}::JSON, '{json.dumps(_structure(kind))}')::{kind}"
        if name in nested
        else f"regexp_replace({quoted(name)}, '^''', '')"
        if kind == "VARCHAR"
        else quoted(name)
        for name, kind in described
    ]
    return con.execute(
        f"SELECT {', '.join(cells)} FROM read_csv($file, columns = {columns}, header = true, auto_detect = false, "
        "delim = ',', quote = '\"', escape = '\"', new_line = '\\r\\n', allow_quoted_nulls = false) ORDER BY ALL",
        {"file": str(file)},
    ).fetchall()


def _structure(kind: str) -> object:
    if kind.startswith("STRUCT"):
        return [dict(re.findall(r'"?(\w+)"? (VARCHAR|BIGINT)', kind))]
    return [kind.removesuffix("[]")]


def test_any_text_of_dangerous_characters_is_safe_in_csv_and_comes_back(tmp_path: Path) -> None:
    texts = ["".join(text) for length in range(4) for text in itertools.product("=-\"' \t\r\n,a\x00", repeat=length)]
    _safe_and_back(tmp_path, texts)


def test_difficult_texts_are_safe_in_csv_and_come_back(tmp_path: Path) -> None:
    _safe_and_back(tmp_path, [*DANGEROUS, *HARMLESS])


def _safe_and_back(folder: Path, texts: list[str]) -> None:
    warehouse = warehouse_of(folder / "warehouse", "CREATE TABLE texts (number BIGINT, cell VARCHAR)", *texts)
    export(warehouse, folder / "out", Choice())
    content = (folder / "out" / "texts.csv").read_bytes().decode("utf-8")
    assert "\x00" not in content
    header, *rows = csv.reader(io.StringIO(content, newline=""), strict=True)
    assert header == ["number", "cell"]
    cells = [cell for _, cell in sorted(rows, key=lambda row: int(row[0]))]
    assert not [cell for cell in cells if re.match(r"""["\s]*[=+\-@\t\r＝＋－＠]""", cell)]
    assert [cell.removeprefix("'") for cell in cells] == [text.replace("\x00", "␀") for text in texts]
    with duckdb.connect() as con:
        (kept,) = zip(
            *con.execute(
                "SELECT cell FROM read_parquet($1) ORDER BY number", [str(folder / "out" / "texts.parquet")]
            ).fetchall(),
            strict=True,
        )
    assert list(kept) == texts


def test_numbers_below_zero_dates_and_lists_are_never_changed(tmp_path: Path) -> None:
    warehouse = warehouse_of(
        tmp_path / "warehouse",
        "CREATE TABLE numbers AS SELECT -5 AS whole, -1.50::DECIMAL(18,2) AS amount, -0.5::DOUBLE AS share, "
        "DATE '2025-03-01' AS day, ['=1', NULL, '-2'] AS texts, [-1, 2] AS counts, true AS yes, "
        "NULL::VARCHAR AS nothing, NULL::VARCHAR[] AS no_list, '' AS empty, [{'a': '=1'}] AS rows",
    )
    export(warehouse, tmp_path / "out", Choice(formats=[Format.CSV]))
    line = (tmp_path / "out" / "numbers.csv").read_bytes().split(b"\r\n")[1]
    assert line == (b'-5,-1.50,-0.5,2025-03-01,"[""=1"",null,""-2""]","[-1,2]",true,,,"","[{""a"":""=1""}]"')


def test_the_manifest_vouches_for_every_file(warehouse: Path, tmp_path: Path) -> None:
    export(warehouse, tmp_path / "out", Choice())
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    listed = {item["file"]: item for item in manifest["files"]}
    assert {*listed, "manifest.json"} == {path.name for path in (tmp_path / "out").iterdir()}
    for name, item in listed.items():
        content = (tmp_path / "out" / name).read_bytes()
        assert (item["bytes"], item["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
    assert manifest["warehouse_version"] == warehouse.readlink().name
    assert {"dossier_version", "duckdb_version", "made_at", "csv"} <= manifest.keys()
    assert (tmp_path / "out" / "data-dictionary.md").read_text(encoding="utf-8") == data_dictionary()


def test_the_same_facts_are_the_same_bytes(warehouse: Path, tmp_path: Path) -> None:
    first = {file.file: file.sha256 for file in export(warehouse, tmp_path / "first", Choice())}
    again = {file.file: file.sha256 for file in export(warehouse, tmp_path / "again", Choice())}
    assert again == first
    shutil.copytree(warehouse.parent / "landing", tmp_path / "rebuilt" / "landing")
    rebuild(tmp_path / "rebuilt" / "dossier.duckdb")
    files = export(tmp_path / "rebuilt" / "dossier.duckdb", tmp_path / "third", Choice(formats=[Format.CSV]))
    assert {file.file: file.sha256 for file in files}.items() <= first.items()


@pytest.mark.parametrize("form", list(Format))
def test_texts_can_be_left_out(warehouse: Path, tmp_path: Path, form: Format) -> None:
    export(warehouse, tmp_path / "out", Choice(formats=[form], text=False))
    with duckdb.connect() as con:
        described = con.execute(f"DESCRIBE FROM '{tmp_path / 'out' / f'documents.{form}'}'").fetchall()
    assert [name for name, *_ in described] == [
        *("document_id", "source", "title", "published_on", "language", "media_type", "metadata", "parts", "landed_at")
    ]
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["left_out"] == ["documents.text"]


def test_views_are_exported_by_name(warehouse: Path, tmp_path: Path) -> None:
    files = export(warehouse, tmp_path / "out", Choice(tables=["citations", "agreements"], formats=[Format.CSV]))
    assert [file.file for file in files] == ["agreements.csv", "citations.csv", "data-dictionary.md"]
