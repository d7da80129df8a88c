"""The names of measures in lists: in bold or italics before a full stop, with brackets that hold a colon."""

from __future__ import annotations

import pytest

from core.document import Document
from extraction.engines.rules.analysis import analyse
from extraction.engines.rules.finders import initiative
from extraction.engines.rules.lists import item_text

LEAD = "# Migration\n\nKenya and Uganda announced the following measures on migration:\n\n"


def _named(text: str, title: str = "Migration") -> list[tuple[str, str | None, str | None]]:
    found = initiative.find(analyse(Document(text=text, source="x", title=title)))
    return [(item["name"], item.get("description"), item["status"]) for item in found]


@pytest.mark.parametrize(
    ("printed", "name", "rest"),
    [
        ("**Joint patrols.** Kenya will add boats.", "Joint patrols", "Kenya will add boats."),
        ("*Joint patrols.* Kenya will add boats.", "Joint patrols", "Kenya will add boats."),
        ("__Joint patrols:__ Kenya will add boats.", "Joint patrols", "Kenya will add boats."),
        ("_Joint patrols_ – Kenya will add boats.", "Joint patrols", "Kenya will add boats."),
        (
            "Host Communities (Lead: Chile): Measures for towns.",
            "Host Communities (Lead: Chile)",
            "Measures for towns.",
        ),
        ("Patrols (at sea: more boats", "Patrols (at sea", "more boats"),
        ("*Kenya* will add boats.", "Kenya will add boats.", None),
    ],
)
def test_the_name_of_an_item_ends_where_its_emphasis_or_colon_does(printed: str, name: str, rest: str | None) -> None:
    text = item_text(printed)
    assert (text.name, text.rest) == (name, rest)


def test_hostile_brackets_take_no_time() -> None:
    assert item_text("(" * 5_000 + "a" * 5_000).rest is None
    assert item_text("(a" * 5_000 + ": b").rest is None


def test_items_in_italics_are_measures() -> None:
    text = f"{LEAD}1. *Joint patrols.* Kenya will add boats.\n2. *Shelters.* Uganda will open two.\n"
    assert _named(text) == [
        ("Joint patrols", "Kenya will add boats.", "announced"),
        ("Shelters", "Uganda will open two.", "announced"),
    ]


def test_talent_partnerships_are_measures_whatever_their_items_say() -> None:
    text = "# Talent Partnerships\n\nThe EU has launched talent partnerships with:\n\n- Morocco\n- Tunisia\n"
    assert _named(text, "Talent Partnerships") == [("Morocco", None, "announced"), ("Tunisia", None, "announced")]


def test_paragraphs_with_names_in_bold_stand_under_a_heading_of_measures() -> None:
    paragraphs = "**Patrols.** Kenya will add boats at the border.\n\n**Shelters.** Uganda will house refugees.\n"
    assert [name for name, _, _ in _named(f"# Migration\n\n## New measures\n\n{paragraphs}")] == ["Patrols", "Shelters"]
    assert _named(f"# Migration\n\n## Who is who in Kenya and Uganda\n\n{paragraphs}") == []


def test_what_officials_said_is_no_measure() -> None:
    text = f"{LEAD}- _Minister of Kenya:_ “We are glad of the help.”\n- _Minister of Chad:_ “So are we.”\n"
    assert _named(text) == []


def test_actions_that_are_said_to_be_agreed_in_spanish_are_committed() -> None:
    text = (
        "México y Guatemala hablaron de la migración irregular y de los migrantes.\n\n"
        "En ese sentido, se acordó llevar a cabo las siguientes acciones de manera coordinada:\n\n"
        "1.- Intercambiar información que ayude a procesar a traficantes de personas.\n\n"
        "2.- Explorar fórmulas para generar una migración legal, ordenada y regular.\n"
    )
    assert [status for _, _, status in _named(text)] == ["committed", "committed"]
