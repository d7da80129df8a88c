"""Removals told in ways that the rules once passed over: totals at the end, boardings of several groups, boats."""

from __future__ import annotations

from tests.rules.telling import told


def test_a_total_at_the_end_is_another_number() -> None:
    assert told(
        "Pakistan expelled 1,870 Afghans on Friday, the interior ministry said, "
        "bringing to 1.1 million those who have left since 2023."
    ) == ["arrived PAK>? | Friday | 1,870"]
    assert told("Pakistan has expelled 1,870 Afghans since Friday.") == []
    assert told("Turkey deported 540 Syrians, bringing its own buses, since March.") == []


def test_foreigners_returned_on_a_ship() -> None:
    assert told("Trinidad y Tobago devolvió el lunes a 61 venezolanos a bordo de un ferry.") == [
        "arrived TTO>? | lunes | 61"
    ]
    assert told("Panamá devolvió el lunes 61 cuadros a bordo de un ferry.") == []
    assert told("Panamá devolvió el lunes a 61 panameños a bordo de un ferry.") == []


def test_two_groups_put_on_buses_and_sent_to_their_countries() -> None:
    assert told(
        "Mexico's migration institute said that it had put 75 Guatemalans and 20 Hondurans on three buses "
        "in Tapachula on Monday and sent them back to their countries."
    ) == ["departed MEX>GTM | Monday | 75", "departed MEX>HND | Monday | 20"]
    assert told("Mexico put 75 Guatemalans and 20 Hondurans on three buses to the stadium on Monday.") == []


def test_a_planned_boarding() -> None:
    assert told(
        "The deportation of Georgians goes on. Germany intends to put more than 40 Georgians on a plane "
        "to Tbilisi on 12 May. Georgia agreed."
    ) == ["planned DEU>GEO | 12 May | more than 40 (planned)"]
    assert told("Malta plans to put nine deportees on a plane bound for Rwanda on Monday.") == [
        "planned MLT>RWA | Monday | nine (planned)"
    ]
    assert told("Malta refused to put nine deportees on a plane bound for Rwanda on Monday.") == []
    assert told("If Malta puts nine deportees on a plane bound for Rwanda on Monday, lawyers will sue.") == []
