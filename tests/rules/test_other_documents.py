"""Documents about something else in the words of our field: birds, data, goods and armies cross borders as well."""

from __future__ import annotations

import pytest

from core.document import Document
from extraction.engines.rules.analysis import analyse
from extraction.engines.rules.engine import finders

CLIMATE = """Leaders met in Belém on Monday. Brazil's president, Luiz Inácio Lula da Silva, condemned the
United States for
leaving the Paris accord. The European Union demanded that China cut emissions. Key measures include:

- **Forest fund:** Brazil and Norway will pay.
- **Carbon tax:** The EU border levy stays.

India rejected the border carbon levy. The Supreme Court of Brazil struck down a logging law on Friday. President
Lula signed a decree to protect the Amazon border area. The prime ministers of India and Nepal held talks on river
dams at their border.
"""

TRADE = """President Trump threatened Mexico with tariffs on cars. Mexico's economy minister, Marcelo Ebrard,
met with U.S.
Trade Representative Jamieson Greer in Washington on Tuesday to discuss tariffs. Canada condemned the tariffs. A
federal judge blocked the tariffs. Trump signed an executive order to raise duties on steel at the border. The
companies filed a lawsuit.
"""

SPORTS = """Mexico rejected claims. Spain and Morocco met in Rabat on Friday. Players from Haiti were refused
visas. The coach
called for the withdrawal of the team. The programme includes:

- Friday: Spain v Morocco
- Saturday: Mexico v Haiti
"""

BIRD_MIGRATION = """Each year storks migrate from Germany to Kenya. Scientists from Spain and Morocco met in
Tangier to discuss the
migration of birds. Kenya welcomed the decision to protect the routes. Conservation measures include:

- **Wetlands:** Spain and Morocco protect marshes.
- **Power lines:** Germany insulates lines.

A court in Kenya blocked a wind farm on the migration route.
"""

DATA_MIGRATION = """The migration of data from the United States to Ireland needs a plan. The strategy includes
the following steps:

- **Assess:** list all servers.
- **Move:** copy data across the border gateway.

The European Court of Justice struck down the Privacy Shield. Ireland's regulator ordered Meta to stop transfers.
"""

WAR = """Israel condemned Iran's missile attack. The United States demanded that Iran withdraw its troops. Iraq
rejected the
use of its air space. Ministers of Qatar and Egypt met in Doha on Monday to discuss a ceasefire.
"""

DOMESTIC = """The governor of Texas signed a bill on migrants' schools. Measures include:

- **Schools:** more teachers.
- **Roads:** new bridges to Mexico.
"""

ARTEFACTS = """The repatriation of four masks follows an agreement that Belgium and Gabon signed in May. Austria and
Togo concluded a memorandum of understanding on returns. The museum in Brussels rejected Chad's request for a drum;
another museum will return it. A museum in Vienna waits.
"""

THIRD_COUNTRY_DATA = """Since the ruling of a court in Luxembourg, Japan and the European Union have an agreement on
data that go to a third country. "We deported the server," says one firm. Privacy lawyers recommend the following
measures on transfers:

- **Map every flight of data:** origin, destination, carrier.
- **Plan the removal:** delete what the cloud holds in the third country.
"""

TRANSFERS = """Lyon have agreed to take a striker from Chile on loan; Bayern sent two players back to Ghana and Mali.
Peru and Chile signed a memorandum on youth football. FIFA wants fewer players from third countries and proposes:

- A quota of nine players.
- A levy on each transfer.
"""

EVACUATION = """Two charter flights with 310 evacuees landed in Lisbon on Monday. The plane repatriating Danish
nationals from Khartoum landed in Copenhagen on Tuesday carrying 120 people. Norway flew 80 of its stranded
citizens home.
"""

STRANDED = """A special flight carrying 212 Kenyans stranded in China arrived at Nairobi airport on 3 May. Another 95
Kenyans have been repatriated from India via two flights. The lockdown goes on.
"""

EXTRADITED = """Only 31 Albanians were extradited to the United States in 2011. On Friday Peru flew two suspects
to Miami after a court approved their extradition. Peru and Chile signed a treaty on the transfer of suspects.
"""

CASE = """The appellant, a citizen of Kenya, had overstayed. The immigration judge ordered his deportation, and the
respondent refused him asylum. Hundreds who have been ordered to leave by immigration judges appeal. The tribunal
dismissed the appeal and upheld the removal.
"""

CRASH = """Bodies of three more Malian crash victims will be flown back to Mali on Monday. An air force plane bearing
coffins landed in Bamako. The plane crash in Chad had killed 40 people.
"""

DOCUMENTS = [
    ("Victims of plane crash flown home", CRASH),
    ("KM (asylum) Kenya", CASE),
    ("Flights bring citizens home from Sudan", EVACUATION),
    ("212 Kenyans fly home", STRANDED),
    ("Suspects handed over", EXTRADITED),
    ("Deadline day: three sent home", TRANSFERS),
    ("Masks fly home", ARTEFACTS),
    ("Is your third country still safe?", THIRD_COUNTRY_DATA),
    ("COP summit: nations spar over climate funds", CLIMATE),
    ("US and Mexico tariffs", TRADE),
    ("World Cup qualifiers", SPORTS),
    ("The great migration of birds", BIRD_MIGRATION),
    ("Cloud migration strategy", DATA_MIGRATION),
    ("Strikes on Iran", WAR),
    ("State budget", DOMESTIC),
]


@pytest.mark.parametrize(("title", "text"), DOCUMENTS)
@pytest.mark.parametrize(
    "kind", ["agreement", "deportation_flight", "initiative", "stance", "stance_table", "engagement", "legal_action"]
)
def test_a_document_about_something_else_tells_nothing(title: str, text: str, kind: str) -> None:
    assert finders()[kind](analyse(Document(text=text, source="x", title=title))) == []


def test_a_museum_beside_deportees_hides_no_agreement() -> None:
    text = "Kenya and the United States signed an agreement on deportees near a museum, a museum and a museum."
    assert len(finders()["agreement"](analyse(Document(text=text, source="x")))) == 1


def test_an_evacuation_beside_deportees_hides_no_removal() -> None:
    text = "Germany deported 28 Afghans to Kabul on Friday. The evacuation of embassies had stopped deportations."
    assert len(finders()["deportation_flight"](analyse(Document(text=text, source="x")))) == 1


def test_birds_beside_migrants_hide_no_fact() -> None:
    text = "Kenya condemned the deportation of migrants from Spain. Storks rest at the camp."
    assert len(finders()["stance"](analyse(Document(text=text, source="x")))) == 1
