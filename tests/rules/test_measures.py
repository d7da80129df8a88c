"""Which lists, tables and bold paragraphs tell measures, and which tell something else: names and statuses, short."""

from __future__ import annotations

import pytest

from core.document import Document
from extraction.engines.rules.analysis import analyse
from extraction.engines.rules.finders import initiative

OWN_STATUS = (
    "Chile and Peru announced the following measures against people smuggling:\n\n"
    "- Chile committed to opening a shelter;\n- Peru continues to train officers; and\n- Both will implement a pact.\n"
)

MEASURES: list[tuple[str, str | None, list[tuple[str, str | None]]]] = [
    (  # bold names, closed inside or outside the bold, with full stop, colon, dash
        "To manage migration, Chile and Bolivia today announced the following actions:\n\n"
        "-   **Joint patrols. **Both will send officers to the border.\n"
        "-   **Hotel vouchers: ** Chile will house asylum seekers.\n"
        "-   **Visa desk** – a new office in Arica.\n"
        "-   **A *regional* register**: one list of returnees.\n",
        None,
        [
            ("Joint patrols", "announced"),
            ("Hotel vouchers", "announced"),
            ("Visa desk", "announced"),
            ("A regional register", "announced"),
        ],
    ),
    (  # a plain name before a dash; a dash inside a sentence is none
        "Ghana and Togo are taking these steps against people smuggling:\n\n"
        "- Patrol boats – six vessels off Lomé\n"
        "- The two coast guards will train – jointly and for the first time – in Tema\n",
        None,
        [
            ("Patrol boats", "in_progress"),
            ("The two coast guards will train – jointly and for the first time – in Tema", "in_progress"),
        ],
    ),
    (  # nested items belong to the outer one
        "Kenya and Uganda have launched programmes for refugees. Programmes include:\n\n"
        "- Cash aid: for 4,000 families\n    - in Kakuma\n    - in Nakivale\n- Schooling: lessons in the camps\n",
        None,
        [("Cash aid", "announced"), ("Schooling", "announced")],
    ),
    (  # paragraphs with names in bold, the second told in two
        "Today's executive actions on migration from Haiti and Cuba will:\n\n"
        "**Create a task force.** It finds parents.\n\n"
        "**Review asylum rules.** The rules closed the border.\n\nA report follows.\n\n"
        "**Fund shelters.** In Tapachula.\n",
        None,
        [("Create a task force", "announced"), ("Review asylum rules", "announced"), ("Fund shelters", "announced")],
    ),
    (  # a lead-in that only recommends, under a heading that names measures or none
        "# Libya's camps: what Italy can do for migrants\n\n## Recommendations\n\nTo the Italian government:\n\n"
        "- End the funding of the coast guard.\n- Open legal routes.\n",
        None,
        [("End the funding of the coast guard.", "recommended"), ("Open legal routes.", "recommended")],
    ),
    (
        "# Rohingya refugees in Bangladesh and India\n\nWe recommend:\n\n- A right to work\n- Schools\n",
        None,
        [("A right to work", "recommended"), ("Schools", "recommended")],
    ),
    (
        "# Rohingya refugees in Bangladesh and India\n\nBoth governments should:\n\n1. Register "
        "births.\n2. Stop deportations.\n",
        None,
        [("Register births.", "recommended"), ("Stop deportations.", "recommended")],
    ),
    (  # a lead-in that ends with whom it recommends something to
        "# Syrian refugees in Lebanon and Cyprus\n\nWe urge the Government of Lebanon to:\n\n"
        "- Stop pushbacks at sea.\n- Let UNHCR register arrivals.\n",
        None,
        [("Stop pushbacks at sea.", "recommended"), ("Let UNHCR register arrivals.", "recommended")],
    ),
    (
        "# Haitianos deportados de República Dominicana\n\nExhortamos a las autoridades dominicanas a:\n\n"
        "- Suspender las redadas en hospitales.\n- Respetar a las familias.\n",
        None,
        [("Suspender las redadas en hospitales.", "recommended"), ("Respetar a las familias.", "recommended")],
    ),
    (
        "# Migrants in the Darién: Colombia and Panama\n\nThe two countries made the following commitments:\n\n"
        "- Panama: biometric desks in Bajo Chiquito\n- Colombia: a base in Acandí\n",
        None,
        [("Panama", "committed"), ("Colombia", "committed")],
    ),
    (
        "# Migrantes venezolanos en Perú y Chile\n\nA los gobiernos recomendamos:\n\n"
        "- Regularización: permisos por dos años.\n- No separar a las familias.\n",
        None,
        [("Regularización", "recommended"), ("No separar a las familias.", "recommended")],
    ),
    (
        "México y Guatemala anunciaron las siguientes acciones sobre la migración irregular:\n\n"
        "- **Retorno asistido:** vuelos voluntarios.\n- **Albergues.** Cinco en Tapachula.\n",
        None,
        [("Retorno asistido", "announced"), ("Albergues", "announced")],
    ),
    (  # a strategy is told by its pillars
        "The European Union's strategy on irregular migration from Niger is organized into three pillars:\n\n"
        "- Pillar I: Creating jobs\n- Pillar II: Fighting smugglers\n- Pillar III: Helping returnees\n",
        None,
        [("Creating jobs", "announced"), ("Fighting smugglers", "announced"), ("Helping returnees", "announced")],
    ),
    (  # highlights of initiatives are initiatives; the title says that they go on
        "Highlights of the administration's initiatives in Honduras and Guatemala include:\n\n"
        "- **Jobs:** 300 firms got loans.\n- **Schools:** 40 were built.\n",
        "Update on the Strategy for the Root Causes of Migration",
        [("Jobs", "in_progress"), ("Schools", "in_progress")],
    ),
    (  # in a document that is one of measures, sections of bold items without a lead-in
        "Today the government is releasing a plan with the next steps.\n\n**SECURING THE BORDER**\n\n"
        "People can apply for asylum in an orderly way.\n\n"
        "-   **Hiring judges.** Twenty in Texas.\n-   **Supporting shelters** in Mexico and Cuba with funds.\n",
        "Blueprint for a Humane Immigration System",
        [("Hiring judges", "announced"), ("Supporting shelters in Mexico and Cuba with funds.", "announced")],
    ),
    (
        "| Initiative | Partners | Budget |\n|---|---|---|\n"
        "| Return counselling | Italy and Tunisia | EUR 4 million |\n"
        "| Border training | Libya | EUR 9 million |\n",
        "Projects on migration",
        [("Return counselling", None), ("Border training", None)],
    ),
    (
        "España y Marruecos acordaron varias medidas.\n\n| Medida | Objetivo | Plazo |\n|---|---|---|\n"
        "| Visas laborales | Vías legales de migración | 2027 |\n",
        None,
        [("Visas laborales", "committed")],
    ),
]

NO_MEASURES: list[tuple[str, str | None]] = [
    (
        "Points of contention between Mexico and Guatemala on migration include:\n\n- Cost: who pays\n"
        "- Time: how long\n",
        None,
    ),
    (
        "Concerns about the deportation plan of Italy and Albania:\n\n- Cost: it is dear.\n- Law: judges doubt it.\n",
        None,
    ),
    ("Key outcomes of the refugee programme of Kenya and Uganda:\n\n- Jobs: 300\n- Schools: 40\n", None),
    ("Reactions to the asylum proposal in Spain and France:\n\n- Unions: no.\n- Firms: yes.\n", None),
    (  # an hour of a programme
        "The programme of the migration summit of Spain and Morocco includes:\n\n- 9:00 Opening\n"
        "- 10:30 Panel on borders\n",
        None,
    ),
    (  # quotations
        "Measures against migrants in Greece and Turkey, in their own words, include:\n\n"
        "- “They took our phones”: a Syrian\n- “We slept outside”: an Afghan\n",
        None,
    ),
    (  # links to other pages
        "More initiatives on migration in Spain and Morocco:\n\n- [Border fund](https://example.org/a)\n"
        "- [Visas](https://example.org/b)\n",
        None,
    ),
    ("The migration initiative covers the following countries:\n\n- Panama\n- Peru\n", None),
    (
        "The delegation to the migration talks of Chile and Peru included:\n\n- Ana Paz, minister\n"
        "- Luis Rey, adviser\n",
        None,
    ),
    (
        "Participants in the asylum programme of Canada will receive:\n\n- Housing: six months\n"
        "- Lessons: French in Quebec\n",
        None,
    ),
    ("To enter Chile from Peru, migrants must:\n\n- Show a passport\n- Pay a fee\n", None),
    ("Travellers from Haiti to the Dominican border should:\n\n- Carry water\n- Avoid nights\n", None),
    (  # a heading of another part ends what a lead-in introduced
        "# Kenya and Somalia: refugees\n\n## Measures\n\nThe following measures were announced:\n\nSee the annex.\n\n"
        "## What worries us\n\n- Capacity: camps are full.\n- Precedent: others will follow.\n",
        None,
    ),
    (  # undertakings of an agreement's parties
        "Under the memorandum of understanding on migration, Libya and Italy will take the following steps:\n\n"
        "- Patrols: at sea\n- Returns: by air\n",
        None,
    ),
    (  # another field
        "France and Germany announced the following measures:\n\n- **Rail:** night trains.\n- **Energy:** a cable.\n",
        "Paris and Berlin talk about trains",
    ),
    (  # a newsletter's catchy title names no measures
        "The headlines of Friday.\n\n**DEPORTATIONS SURGE**\n\nFlights to Peru and Chile went up.\n\n"
        "- **Jobs:** up again.\n- **Prices:** down again.\n",
        "America First in Action: Deportations Surge",
    ),
    (  # what parliaments of one country debate
        "Ohio: Officials announced measures on migration:\n\n- Dayton: A proposal on driving licenses.\n"
        "- Toledo: A proposal on tuition.\n",
        "Cities take action on immigration bills",
    ),
    (  # sections of a layout, in capitals
        "Actions on migration from Cuba and Haiti are these:\n\n**BACKGROUND:** Migrants came in "
        "March.\n\n**CONTACT:** The press office.\n",
        None,
    ),
]


def _told(text: str, title: str | None) -> list[tuple[str, str | None]]:
    items = initiative.find(analyse(Document(text=text, source="x", title=title)))
    return [(item["name"], item["status"]) for item in items]


@pytest.mark.parametrize(("text", "title", "expected"), MEASURES)
def test_measures_are_told_by_name_and_status(
    text: str, title: str | None, expected: list[tuple[str, str | None]]
) -> None:
    assert _told(text, title) == expected


@pytest.mark.parametrize(("text", "title"), NO_MEASURES)
def test_other_lists_tell_no_measures(text: str, title: str | None) -> None:
    assert _told(text, title) == []


def test_an_announced_item_says_itself_that_it_is_promised_or_under_way() -> None:
    assert _told(OWN_STATUS, None) == [
        ("Chile committed to opening a shelter", "committed"),
        ("Peru continues to train officers", "in_progress"),
        ("Both will implement a pact.", "announced"),
    ]


def test_the_status_is_that_of_the_verb_right_before_the_following() -> None:
    text = "Chile and Peru keep their commitments on migration and announced the following measures:\n\n- A\n"
    assert _told(text, None) == [("A", "announced")]
