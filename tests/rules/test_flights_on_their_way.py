"""Flights that went, came back or go on today, and people who are under way: told by words other than "landed"."""

from __future__ import annotations

from tests.rules.telling import told


def test_a_flight_that_came_back_was_turned_back() -> None:
    assert told("A plane with deportees to Somalia returned to the United States on Friday after a stop in Dakar.") == [
        "turned_back USA>SOM | Friday"
    ]
    assert told("The deportation flight could not go on to Somalia and was forced to return to the United States.") == [
        "turned_back USA>SOM"
    ]
    assert told("A deportation plane returned to Guatemala with its crew on Friday.") == []


def test_an_aircraft_that_carries_migrants_flew_somewhere() -> None:
    assert told("Two military aircraft, each carrying some 80 migrants, flew from the US to Guatemala on Friday.") == [
        "arrived USA>GTM | Friday | some 80 | Two"
    ]
    assert told("Two military aircraft, each carrying some 80 tourists, flew from the US to Guatemala on Friday.") == []


def test_a_flight_goes_ahead() -> None:
    assert told("The deportation flight to Sri Lanka, on 28 February 2013, went ahead with just 13 people.") == [
        "departed ?>LKA | 28 February 2013 | 13"
    ]
    assert told("If the court agrees, the deportation flight to Sri Lanka goes ahead.") == []


def test_a_state_conducts_a_flight_today() -> None:
    assert told("The US is conducting a deportation flight to Haiti on Thursday.") == ["departed USA>HTI | Thursday"]
    assert told("The US is conducting deportation flights to Haiti.") == []
    assert told("The UK is planning to undertake a deportation flight to Jamaica in the coming weeks.") == [
        "planned GBR>JAM (planned)"
    ]


def test_those_who_are_under_way_have_not_come() -> None:
    assert told("Eighty Haitians expelled from the United States were en route to Haiti on Thursday.") == [
        "departed USA>HTI | Thursday | Eighty"
    ]
    assert told("The US is deporting 51 Cambodians who are expected to arrive in the country on Thursday.") == [
        "planned USA>? | Thursday | 51 (planned)"
    ]
    assert told("The US is deporting 51 Cambodians.") == []


def test_people_without_a_number_on_one_flight() -> None:
    assert told("Germany has again deported rejected asylum seekers to Afghanistan on a charter flight.") == [
        "arrived DEU>AFG"
    ]
    assert told("Germany has again deported rejected asylum seekers to Afghanistan on charter flights.") == []


def test_a_request_that_is_refused() -> None:
    assert told("Mexico refused a request last week to let a U.S. military aircraft land with migrants.") == [
        "refused USA>MEX | last week"
    ]
    assert told("Mexico received a request last week to let a U.S. military aircraft land with migrants.") == []


def test_the_second_one_this_month_has_no_date() -> None:
    assert told("The deportation flight, the second to Haiti this month, left the U.S. on Monday.") == [
        "departed USA>HTI | Monday"
    ]
    assert told("The deportation flight to Haiti, the second this month, left Alexandria, Louisiana.") == [
        "departed ?>HTI"
    ]


def test_parts_of_those_told_before_are_no_further_ones() -> None:
    assert told("The 44 men and six women were flown into Nigeria in a chartered aircraft.") == []


def test_where_people_wished_to_go_is_no_destination() -> None:
    assert told(
        "A flight carrying 167 Indians, deported for trying to enter the USA, landed in Amritsar on Tuesday."
    ) == ["arrived USA>Amritsar | Tuesday | 167"]


def test_people_who_belong_to_a_state() -> None:
    assert told("Turkey deported 51 illegal immigrants belonging to Pakistan in August.") == [
        "arrived TUR>? | August | 51"
    ]


def test_deportees_from_a_state_were_sent_by_it() -> None:
    assert told(
        "Fifty Nigerian deportees arrived in Lagos yesterday.", title="Fifty deportees from the UK in Lagos"
    ) == ["arrived GBR>Lagos | yesterday | Fifty"]


def test_a_flight_of_deportees_removes_them() -> None:
    assert told("The flight of deportees left Texas on Tuesday and landed in Mbabane the next day.") == [
        "arrived ?>Mbabane | Tuesday"
    ]
    assert told("The flight of 12 tourists landed in Mbabane on Tuesday.") == []
