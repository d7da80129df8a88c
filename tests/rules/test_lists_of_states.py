"""Agreements with each state of a list: below a sentence, after a colon, or said to be there by nobody who is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.metamorphic.rewriting import extracted
from tests.rules.telling import told

_TAKEN = ["third_country_removal PER+USA", "third_country_removal TGO+USA"]


@pytest.mark.parametrize(
    ("lead", "status"),
    [
        ("The United States has signed third-country agreements with the following countries:", "signed"),
        ("The United States is negotiating third-country agreements with several states, including:", "negotiating"),
        ("The following countries have agreed to take third-country nationals from the United States:", "agreed"),
        ("Countries that have agreed to take third-country nationals deported by the United States:", "agreed"),
        ("The United States asked these countries to take third-country nationals:", "proposed"),
    ],
)
@pytest.mark.parametrize(
    "items", ["\n\n- Togo\n- Peru\n", "\n\n1. Togo (up to 50 people)\n2. **Peru**: none yet\n", " Togo, Peru."]
)
def test_the_states_below_a_sentence_end_it(lead: str, status: str, items: str) -> None:
    assert sorted(told(lead + items)) == [f"{status} {deal}" for deal in _TAKEN]


def test_a_heading_leads_to_the_states_below_it() -> None:
    text = "# Readmission agreements of the EU\n\n## Countries with which the EU has signed one\n\n- Togo\n- Peru\n"
    listed = "## Countries that have signed readmission agreements with the EU\n\n- Togo\n- Peru\n"
    assert told(text) == []  # what "one" is stands elsewhere
    assert sorted(told(listed)) == ["signed returns_arrangement EUE+PER", "signed returns_arrangement EUE+TGO"]


def test_a_question_above_a_list_tells_nothing() -> None:
    listed = "\n\n- Togo\n- Peru\n"
    assert told("## Which countries have signed readmission agreements with the EU?" + listed) == []


async def test_each_agreement_quotes_the_sentence_and_the_list_up_to_its_item(tmp_path: Path) -> None:
    text = "Canada has signed readmission agreements with these countries:\n\n- Togo\n- Peru (2019)\n- Chad\n"
    records = await extracted(text, tmp_path)
    lead, _, items = text.partition("\n\n")
    assert {record.data["parties"][1]["country"]: record.data["quotes"] for record in records} == {
        "TGO": [f"{lead}\n\n- Togo"],
        "PER": [f"{lead}\n\n- Togo\n- Peru (2019)"],
        "TCD": [f"{lead}\n\n{items.strip()}"],
    }


@pytest.mark.parametrize(
    "items",
    [
        "- Togo took 50 people in May\n- Peru says that it was never asked\n",
        "- Togo\n- the price of fuel\n- the elections\n",
        "- Togo\n- Peru\n- the price of fuel\n- the elections\n",
        "- Togo\n",
    ],
)
def test_items_that_say_more_than_a_state_are_no_such_list(items: str) -> None:
    lead = "The United States has signed third-country agreements with the following countries:\n\n"
    assert not any("signed" in line for line in told(lead + items))


def test_agreements_that_are_there_are_of_whom_the_text_is_about() -> None:
    title = "# Who has agreements with the United States on taking deportees?\n\n"
    there = "There are three confirmed deportation agreements with several countries, including Togo and Peru."
    assert sorted(told(title + there)) == [f"in_force {deal}" for deal in _TAKEN]
    assert told("There is a readmission agreement between Spain and Togo.") == ["in_force returns_arrangement ESP+TGO"]


@pytest.mark.parametrize(
    "text",
    [
        "There are rumours of a readmission agreement between Spain and Togo.",
        "There is no readmission agreement between Spain and Togo.",
        "There are several agreements between Spain and Togo on fishing.",
        "The minister named three countries with good beaches: Togo, Peru and Chad. A readmission agreement is due.",
    ],
)
def test_what_is_not_there_or_of_another_field_is_no_agreement(text: str) -> None:
    assert not any("in_force" in line and "negated" not in line for line in told(text))
