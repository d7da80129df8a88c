"""Stance tables: cells character for character, each row beside its own line."""

from extraction.grounding import Grounded
from tests.grounding.documents import document, grounded

BLOCK = document("own").text[document("own").text.index("| State") : document("own").text.index("\n\nThe agreement")]
HEADERS = ["State", "Position", "Since"]
ROWS = [
    {"entity": "Malta", "country": "MLT", "cells": ["Malta", "Supports returns", "2023"], "position": "supports"},
    {"entity": "Ghana", "country": "GHA", "cells": ["Ghana", "Supports returns with hearings", "2024"]},
    {"entity": "Norway", "country": "NOR", "cells": ["Norway", "Undecided", "2024"]},
]


def table(**fields: object) -> Grounded:
    given = {"quotes": [BLOCK], "topic": "Position", "headers": HEADERS, "rows": ROWS}
    return grounded(document("own"), "stance_table", **(given | fields))


def test_every_cell_is_its_own_characters() -> None:
    found = table()
    text = document("own").text
    assert found.record is not None
    assert found.rejects == []
    assert (found.record.source_kind, found.record.model_dump()["table_index"]) == ("table", 0)
    cell = next(row for row in found.evidence if row.field == "rows.2.cells.2")
    assert (cell.match, cell.char_start) == ("exact", text.index("2024 |\n\nThe"))
    country = next(row for row in found.evidence if row.field == "rows.1.country")
    assert country.char_start == text.index("Ghana | Supports")


def test_rows_in_another_order_find_their_lines() -> None:
    found = table(rows=ROWS[::-1])
    assert found.rejects == []
    first = next(row for row in found.evidence if row.field == "rows.0.entity")
    assert first.char_start == document("own").text.index("Norway | Und")


def test_changed_cells_cost_the_row_its_cells_and_no_other_row() -> None:
    changed = [ROWS[0], ROWS[1] | {"cells": ["Ghana", "Opposes returns", "2024"]}, ROWS[2]]
    found = table(rows=changed)
    assert found.record is not None
    rows = found.record.model_dump()["rows"]
    assert [len(row["cells"]) for row in rows] == [3, 0, 3]
    assert [reject.field for reject in found.rejects] == ["rows.1.cells.1"]


def test_an_invented_row_goes() -> None:
    found = table(rows=[*ROWS, {"entity": "Togo", "country": "TGO", "cells": ["Togo", "Supports", "2024"]}])
    assert found.record is not None
    assert len(found.record.model_dump()["rows"]) == 3


def test_a_table_whose_quote_is_in_no_table_is_none() -> None:
    found = table(quotes=["Norway has not joined the talks."])
    assert found.record is None


def test_empty_cells_have_a_place() -> None:
    text = "| State | View |\n|---|---|\n| Norway |  |\n"
    rows = [{"entity": "Norway", "cells": ["Norway", ""]}]
    found = grounded(text, "stance_table", quotes=[text], topic="View", headers=["State", "View"], rows=rows)
    assert found.record is not None
    assert found.rejects == []


def test_cells_become_the_document_s_own_characters() -> None:
    text = "| State | View |\n|---|---|\n| Norway | not  “yet” |\n"
    rows = [{"entity": "norway", "cells": ["Norway", 'not "yet"']}]
    found = grounded(text, "stance_table", quotes=[text], topic="View", headers=["State", "View"], rows=rows)
    assert found.record is not None
    assert found.record.model_dump()["rows"][0]["cells"] == ["Norway", "not  “yet”"]
    assert found.record.model_dump()["rows"][0]["entity"] == "Norway"


def test_a_long_table_is_grounded_row_by_row() -> None:
    lines = [f"| State {number} | view {number} |" for number in range(400)]
    text = "\n".join(["| State | View |", "|---|---|", *lines])
    rows = [{"entity": f"State {n}", "cells": [f"State {n}", f"view {n}"]} for n in range(400)]
    rows.insert(200, {"entity": "Nowhere", "cells": ["Nowhere", "none"]})
    found = grounded(text, "stance_table", quotes=[text], topic="View", headers=["State", "View"], rows=rows)
    assert found.record is not None
    assert len(found.record.model_dump()["rows"]) == 400
    assert found.evidence[-1].quote == "view 399"
