"""What triage lets pass, what it does not, and why."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.document import Document
from extraction.lexicons import load
from extraction.triage import Triage, triage
from schemas.registry import Kind, kinds, select_kinds

ALL = tuple(kinds().values())


def of(text: str, *names: str, title: str | None = None) -> Triage:
    return triage(Document(text=text, source="test", title=title), select_kinds(names) if names else ALL)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Peru is in talks with the United States to accept deportees.", "agreement"),
        ("Panamá y Estados Unidos firmaron un acuerdo sobre el traslado de migrantes.", "agreement"),
        ("A plane with 12 asylum seekers from Cuba landed in Accra, Ghana.", "deportation_flight"),
        ("Un vuelo con 40 hondureños deportados llegó a San Pedro Sula.", "deportation_flight"),
        ("Mexico condemned the deportations.", "stance"),
        ("México rechazó las deportaciones.", "stance"),
        ("The ministers of Chile and Peru met to discuss refugees.", "engagement"),
        ("A court in Kenya blocked the readmission of the refugees.", "legal_action"),
        ("- Uganda: a programme for refugees\n- Rwanda: a fund for refugees\n", "initiative"),
        ("| Country | Stance on deportations |\n|---|---|\n| Chad | opposes |\n", "stance_table"),
    ],
)
def test_a_document_with_a_fact_scores(text: str, kind: str) -> None:
    found = of(text)
    assert found.scores[kind] > 0
    assert found.is_worth_asking
    assert found.why is None
    assert found.countries


def test_a_document_about_something_else_scores_nothing_and_says_why() -> None:
    found = of("Brazil and France signed an agreement on wheat. The ministers met in Paris. " * 20)
    assert not found.is_worth_asking
    assert found.why == "no words of migration, asylum or removals"


def test_a_document_without_a_country_scores_nothing_and_says_why() -> None:
    found = of("The shelter took in two refugees, and a court agreed to their transfer.")
    assert not found.is_worth_asking
    assert found.why == "no country is named"


def test_only_the_kinds_asked_for_count() -> None:
    text = "In Ghana 300 migrants are registered."
    assert of(text, "stance_table").scores == {"stance_table": 0}
    assert of(text, "stance_table").why == "no words of any of these kinds near words of migration"


def test_words_far_from_the_field_do_not_count() -> None:
    near = "The refugees came from Mali.\n\nThe ministers met."
    far = "The refugees came from Mali.\n\n" + "The harvest was good.\n\n" * 10 + "The ministers met."
    assert of(near, "engagement").scores["engagement"] > 0
    assert of(far, "engagement").scores["engagement"] == 0


def test_a_word_that_only_comes_near_the_field_takes_two_or_the_title() -> None:
    once = "Ministers of Chad and Mali met at the border."
    assert not of(once).is_worth_asking
    assert of(f"{once} The border was open.").is_worth_asking
    assert of(once, title="Border talks").is_worth_asking


def test_what_is_in_no_known_language_is_worth_asking() -> None:
    found = of("Правительства двух стран подписали соглашение о приёме людей, высланных из третьих стран. " * 10)
    assert all(score > 0 for score in found.scores.values())
    assert found.why == "not in a language that triage has words in"


def test_a_kind_without_words_is_always_asked() -> None:
    own = Kind("harvest", ALL[0].model)
    found = triage(Document(text="Brazil and France signed an agreement on wheat. " * 20, source="test"), [own])
    assert found.scores == {"harvest": 1}


def test_every_kind_of_ours_has_words_that_exist() -> None:
    classes = {entry.value for entry in load("triage/words").entries} | {"table", "list"}
    told = {entry.term: entry.value for entry in load("triage/kinds").entries}
    assert set(told) == {kind.name for kind in ALL}
    assert {entry.value for entry in load("triage/kinds").entries} <= classes - {"topic", "related"}


def test_a_stem_is_the_beginning_of_a_word_and_a_word_is_whole() -> None:
    assert {entry.term for entry in of("Deportations to Chad").words} == {"deport"}
    assert of("The airdeport of Chad, undeals").words == {}


@given(st.text(max_size=300))
def test_any_text_can_be_scored(text: str) -> None:
    found = of(text)
    assert set(found.scores) == {kind.name for kind in ALL}
    assert found.is_worth_asking or found.why is not None
