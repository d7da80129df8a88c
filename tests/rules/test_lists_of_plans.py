"""Lists below what a plan, a budget or a government's "will" introduces, and their status."""

from __future__ import annotations

import pytest

from core.document import Document
from extraction.engines.rules.analysis import analyse
from extraction.engines.rules.finders import initiative

ITEMS = "\n\n- Open a reception centre for migrants\n- Train officers at the border\n"
NAMES = ["Open a reception centre for migrants", "Train officers at the border"]


def told(text: str, title: str | None = None) -> list[tuple[str, str | None]]:
    """Return the name and status of each initiative in `text`."""
    items = initiative.find(analyse(Document(text=text, source="x", title=title)))
    return [(item["name"], item["status"]) for item in items]


@pytest.mark.parametrize(
    ("lead_in", "status"),
    [
        ("To manage migration from Haiti, the United States will:", "announced"),
        ("On migration, Kenya announced that it will now:", "announced"),
        ("On migration from Mali, the European Commission proposes to:", "recommended"),
        ("Chile has pledged to:", "committed"),
        ("On migration from Haiti, the government of Chile is also:", "in_progress"),
        ("Sobre la migración de Haití, el Gobierno de Chile se compromete a:", "committed"),
        ("Peru said that Chile includes a series of new commitments on migration in its policy.", "committed"),
        ("Italy is announcing a series of new actions to address the root causes of migration from Mali.", "announced"),
        ("Italy set out a package of measures on migration from Mali, including:", "announced"),
        ("The EU's strategy on migration from Niger is organized under two pillars:", "announced"),
        ("The two points of Italy's plan on migration from Mali are:", "announced"),
        ("At the talks on migration Chile announced the following measures, which are to be taken soon:", "announced"),
        ("L'Italie a présenté les mesures suivantes sur la migration du Mali:", "announced"),
        ("Brasil e Haiti anunciaram as seguintes ações sobre migração:", "announced"),
    ],
)
def test_what_comes_below_is_measures(lead_in: str, status: str) -> None:
    assert told(f"Talks on migration with Haiti went on.\n\n{lead_in}{ITEMS}") == [(name, status) for name in NAMES]


@pytest.mark.parametrize(
    "lead_in",
    [
        "The United States and Mexico are the states on the migration route:",
        "Under the agreement on migration, Panama will:",  # what a party to an agreement undertakes
        "On migration, the two governments will:",
        "Migrants from Haiti will:",
        "The court in Chile on migration will:",
        "The U.S. Migration Act will:",
        "The states have made progress across the three pillars of the migration declaration:",
        "The main points on migration are:",
    ],
)
def test_what_comes_below_is_none(lead_in: str) -> None:
    assert told(f"Talks on migration with Haiti went on.\n\n{lead_in}{ITEMS}") == []


def test_a_budgets_paragraphs_are_measures() -> None:
    text = (
        "The border with Mexico matters. The President's Budget:\n\n**Hires judges.** The Budget has 4 dollars for "
        "asylum.\n\n**Builds roads.** It has money for the border.\n"
    )
    title = "The President's Budget Secures the Border, Enforces Our Immigration Laws and Calls on Congress to Act"
    assert told(text, title) == [("Hires judges", "announced"), ("Builds roads", "announced")]


def test_a_heading_that_counts_points_says_what_the_title_does() -> None:
    text = "Ministers of Italy and Malta met.\n\nTwo points\n\n- Sink the boats of smugglers\n- House people\n"
    names = [("Sink the boats of smugglers", "announced"), ("House people", "announced")]
    assert told(text, "Two-point action plan on migration") == names
    assert told(text, "Ministers speak of migration") == []


def test_a_heading_with_a_pillars_number_names_measures() -> None:
    text = (
        "Canada presented a border plan on migrants from the United States.\n\n## Pillar 1: Tools\n\n"
        "To help officers:\n\n- New drones\n- New dogs\n"
    )
    assert told(text, "A border plan") == [("New drones", "announced"), ("New dogs", "announced")]


def test_a_text_that_keeps_speaking_of_migration_need_not_say_it_above_its_lists() -> None:
    items = "Agency programs in Peru and Chile:\n\n- Create jobs\n- Build schools\n"
    steeped = "People migrate from Peru. Migration grows. Irregular migration is dangerous. Many migrate.\n\n"
    assert told(steeped + items) == [("Create jobs", "announced"), ("Build schools", "announced")]
    assert told("People migrate from Peru.\n\n" + "The weather is fine. " * 200 + "\n\n" + items) == []


def test_an_order_to_reinforce_the_support_is_no_one_elses_verb() -> None:
    text = "Italy laid out these measures on migration from Mali:\n\n- Reinforce the support to Rome by Frontex\n"
    assert told(text) == [("Reinforce the support to Rome by Frontex", "announced")]


def test_successes_of_measures_are_measures_under_way_if_they_have_names() -> None:
    lead_in = (
        "These programs build on the strategy on migration from Peru in Chile. Some of these successes include:\n\n"
    )
    named = [("Young Women", "in_progress"), ("Jobs", "in_progress")]
    assert told(lead_in + "- **Young Women:** loans for 40 firms.\n- **Jobs:** a fair.\n") == named
    assert told(lead_in + "- Crossings fell by half\n- Smugglers left\n") == []


def test_what_one_side_announces_beside_a_joint_declaration_is_its_own() -> None:
    items = "\n\n- **Desk:** an office for migrants in Dhaka.\n- **Officers:** three at the border.\n"
    title = "Commission and Bangladesh sign Joint Declaration on migration"
    own = "Bangladesh will take back its own. The Commission today presented the following measures:"
    assert told(own + items, title) == [("Desk", "announced"), ("Officers", "announced")]
    assert told("Bangladesh met the Commission. Both sides announced the following measures:" + items, title) == []
    assert told("The Commission and Bangladesh will take these measures:" + items, title) == []


def test_a_heading_that_begins_with_an_action_goes_on_with_the_list() -> None:
    text = (
        "Chile and Peru announced the following measures on migrants:\n\n**Stopping Boats**\n\n- Patrols at sea\n\n"
        "**Securing Documents**\n\n- New passports\n\n**The Numbers**\n\n- 40 percent fewer migrants\n"
    )
    assert [name for name, _ in told(text)] == ["Patrols at sea", "New passports"]


def test_paragraphs_that_begin_in_bold_are_measures_below_a_title_of_measures() -> None:
    paragraphs = "**Belize** will house people.\n\nThe rest follows.\n\n**Costa Rica commits** to open two camps.\n"
    text = f"## Communities\n\nStates met.\n\n{paragraphs}\n## Roads\n\n**Peru** alone spoke.\n"
    assert told(text, "Migration Declaration: Foreign Partner Deliverables") == [
        ("Belize will house people.", "announced"),
        ("Costa Rica commits to open two camps.", "committed"),
    ]
    assert told(text, "Migration Declaration") == []


def test_paragraphs_with_names_written_like_titles_are_measures_below_their_lead_in() -> None:
    named = "Giving Jobs to Whoever Returns: Migrants need work.\n\nIt began.\n\nFighting Corruption: It goes on.\n"
    assert [name for name, _ in told(f"Peru's efforts on migration from Chile include:\n\n{named}")] == [
        "Giving Jobs to Whoever Returns",
        "Fighting Corruption",
    ]
    said = "Minister Paz said: migrants need work.\n\nMinister Rey asked: of what kind?\n"
    assert told(f"Peru's efforts on migration from Chile include:\n\n{said}") == []


def test_named_items_of_a_fact_sheet_that_announces_measures_on_migration_are_these() -> None:
    lists = "**Opportunity**\n\n- **Task Force:** The United States trains judges.\n- **Fund:** Loans for women.\n"
    opening = "The President met the President of Peru and announced new initiatives to address the causes of migration"
    names = ["Task Force", "Fund"]
    assert [name for name, _ in told(f"{opening}.\n\n{lists}", "FACT SHEET: U.S. – Peru Partnership")] == names
    assert told(f"{opening} and tariffs.\n\n{lists}", "FACT SHEET: U.S. – Peru Partnership") == []
    assert told(f"{opening}.\n\n{lists}", "The President in Lima") == []


@pytest.mark.parametrize(
    ("lead_in", "status"),
    [
        ("On migration from Libya, the Declaration identified two priorities:", "announced"),
        (
            "The package adopted by the Commission contained a paper which takes stock of illegal immigration from "
            "Mali and identifies the EU's policy priorities in this area:",
            "announced",
        ),
    ],
)
def test_priorities_that_are_set_are_measures(lead_in: str, status: str) -> None:
    assert told(f"Talks on migration with Haiti went on.\n\n{lead_in}{ITEMS}") == [(name, status) for name in NAMES]


def test_priorities_that_are_only_named_are_none() -> None:
    lead_in = "The Minister set out the progress on migration from Haiti, one of five priorities. He confirmed that:"
    assert told(f"Talks on migration with Haiti went on.\n\n{lead_in}{ITEMS}") == []


def test_the_numbered_headings_of_a_plan_are_its_measures_where_no_list_is() -> None:
    text = (
        "The plan of Italy proposes 20 measures on migration from Egypt articulated around two pillars.\n\n"
        "## Pillar One: Working with partners\n\nItaly will train guards.\n\n"
        "## Pillar two: Search and rescue\n\nItaly will send ships.\n"
    )
    names = [("Working with partners", "recommended"), ("Search and rescue", "recommended")]
    assert told(text, "Action plan on migration") == names
    assert told(text.replace("The plan of Italy proposes 20 measures", "There is talk"), "Talk") == []


def test_what_was_signed_is_no_measure() -> None:
    lead_in = "As part of the programme on migration from Iraq, the United Kingdom announced these measures:\n\n"
    items = "- signed a joint statement on border security: a first of its kind\n- support for border guards\n"
    assert told(lead_in + items) == [("support for border guards", "announced")]
