"""What an analyst finds in SQL after the main job: the five seeds, read by the codebook."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import duckdb

Rows = list[tuple[Any, ...]]


def ask(warehouse: duckdb.DuckDBPyConnection, sql: str) -> Rows:
    return warehouse.execute(sql).fetchall()


def test_five_documents(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert ask(warehouse, "select count(*), count(distinct document_id) from documents") == [(5, 5)]


def test_two_stance_tables_with_the_seeds_own_cells(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = ask(
        warehouse,
        """select t.table_index, t.topic, r.ordinal, r.country, r.cells, r.position
           from stance_tables t join stance_table_rows r using (record_id) order by 1, 3""",
    )
    stance, response = "Current Stance on U.S. Military", "Response to Deportations"
    assert [row[:4] for row in rows] == [
        (0, stance, 0, "HND"),
        (0, stance, 1, "GTM"),
        (0, stance, 2, "SLV"),
        (1, response, 0, "HND"),
        (1, response, 1, "SLV"),
        (1, response, 2, "GTM"),
    ]
    assert [row[4] for row in rows] == [
        ["Honduras", "Demanding withdrawal", "Increased instability or negotiations"],
        ["Guatemala", "Supportive of Honduras", "Regional coalition against deportations"],
        ["El Salvador", "Neutral; cautiously observing", "Possible shift in relations based on outcomes"],
        ["Honduras", "Threat to expel U.S. military; Seeking diplomatic talks"],
        ["El Salvador", "Mobilizing support for affected citizens; Heightened diplomatic engagements"],
        ["Guatemala", "Potential collaboration with regional partners to address humanitarian impacts"],
    ]
    assert [row[5] for row in rows[:3]] == ["opposes", "opposes", "neutral"]


def test_the_joint_statement(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = ask(
        warehouse,
        """select a.announced_earliest, a.announced_latest, a.status,
                  (select list(country order by country) from agreement_parties p where p.record_id = a.record_id),
                  (select count(*) from agreement_commitments c where c.record_id = a.record_id)
           from agreements a where agreement_type = 'joint_statement'""",
    )
    assert rows == [(date(2019, 8, 27), date(2019, 8, 27), "announced", ["HND", "USA"], 6)]


def test_who_is_negotiating_with_the_united_states(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = ask(
        warehouse,
        """select p.country, a.agreement_type from agreements a join agreement_parties p using (record_id)
           where a.status = 'negotiating' and p.country <> 'USA'
             and exists (from agreement_parties u where u.record_id = a.record_id and u.country = 'USA')
           order by 2, 1""",
    )
    assert rows == [("CRI", "safe_third_country"), ("HND", "safe_third_country")] + [
        (country, "third_country_removal") for country in ["BEN", "LBY", "MDA", "MNG", "RWA", "SWZ", "XKX"]
    ]


def test_the_two_that_are_over(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = ask(
        warehouse,
        """select list(p.country order by p.country), a.status, any_value(m.amount), any_value(m.currency)
           from agreements a join agreement_parties p using (record_id) left join agreement_payments m using (record_id)
           where a.status = 'ended_unspecified' group by a.record_id, a.status order by 1""",
    )
    assert rows == [
        (["GBR", "RWA"], "ended_unspecified", Decimal("155000000.00"), "USD"),
        (["GTM", "USA"], "ended_unspecified", None, None),
    ]


def test_no_agreement_where_none_is_told(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = ask(
        warehouse,
        "select distinct d.source from agreements join documents d using (document_id) order by 1",
    )
    assert [source.rpartition("/")[2][:3] for (source,) in rows] == ["002", "003"]


def test_no_stance_table_among_the_measures(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = ask(warehouse, "select distinct d.source from stance_tables join documents d using (document_id)")
    assert [source.rpartition("/")[2][:3] for (source,) in rows] == ["000"]


def test_two_removals_told_with_their_bounds(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = ask(
        warehouse,
        """select f.destination_country, f.passengers_min, f.passengers_max, f.passengers_qualifier,
                  n.country, n.allegation is not null, f.court_action is not null, f.date_earliest
           from deportation_flights f join deportation_flight_nationalities n using (record_id) order by 1""",
    )
    assert rows == [
        ("PAN", 100, None, "over", None, False, False, None),
        ("SLV", 130, None, "over", "VEN", True, True, None),
    ]


def test_the_refused_flight_leaves_null_what_is_not_printed(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = ask(
        warehouse,
        """select status_reason is not null, date_text, passengers_text, passengers_min, aircraft, operator
           from deportation_flights where destination_country = 'MEX' and status = 'refused'""",
    )
    assert rows == [(True, None, None, None, None, None)]


def test_prose_and_table_stay_apart(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = ask(
        warehouse,
        "select country, act, position, source_kind from stances where country = 'HND' order by act",
    )
    assert rows[:2] == [("HND", "demand", "opposes", "prose"), ("HND", "threat", "opposes", "prose")]


def test_six_recommended_initiatives_and_three_tables_of_measures(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = ask(
        warehouse,
        """select left(split_part(d.source, '/', -1), 3), i.source_kind, count(*)
           from initiatives i join documents d using (document_id)
           where i.status = 'recommended' or i.source_kind = 'table' group by all order by all""",
    )
    assert rows == [("000", "prose", 6), ("001", "prose", 4), ("001", "table", 11)]


def test_every_leaf_of_every_record_has_evidence(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert ask(
        warehouse,
        """select count(*) from evidence e join documents d using (document_id)
           where e.char_start is not null
             and substr(d.text, e.char_start + 1, e.char_end - e.char_start) <> e.quote""",
    ) == [(0,)]
    without = """select count(*) from {table} where {column} is not null and record_id not in
                 (select record_id from evidence where field = '{field}')"""
    for table, column, field in [
        ("agreements", "status", "status"),
        ("agreements", "announced_earliest", "announced.earliest"),
        ("deportation_flights", "passengers_min", "passengers.min"),
        ("deportation_flights", "destination_country", "destination_country"),
        ("stance_tables", "table_index", "table_index"),
        ("initiatives", "name", "name"),
        ("legal_actions", "action", "action"),
    ]:
        assert ask(warehouse, without.format(table=table, column=column, field=field)) == [(0,)], column
