"""Sentences about agreements and removals, in English and Spanish, and what each tells; many tell nothing."""

from __future__ import annotations

import pytest

from tests.rules.telling import told

AGREEMENTS: list[tuple[str, list[str]]] = [
    (
        "The United States and Guatemala signed a safe third country agreement on Monday in Washington.",
        ["signed safe_third_country GTM+USA"],
    ),
    (
        "Rwanda has agreed to accept up to 250 migrants deported from the United States, a government "
        "spokesperson said on Tuesday.",
        ["agreed third_country_removal RWA+USA"],
    ),
    (
        "Uganda has agreed to take in third-country nationals who are denied asylum in the United "
        "States, the foreign ministry said.",
        ["agreed third_country_removal UGA+USA"],
    ),
    ("The parliament in Tirana ratified the migration agreement with Italy last week.", ["agreed other ALB+ITA"]),
    (
        "Costa Rica's president said his country would accept 200 deportees from India and Central Asia.",
        ["agreed other CRI"],
    ),
    (
        "The Netherlands suspended its deal with Uganda on returning rejected asylum seekers after a court ruling.",
        ["suspended third_country_removal NLD+UGA"],
    ),
    (
        "Nigeria rejected a U.S. request to take Venezuelan deportees, its foreign minister said on Friday.",
        ["rejected third_country_removal NGA+USA"],
    ),
    (
        "Kosovo agreed to take up to 50 migrants a year from the United States so they could be temporarily relocated.",
        ["agreed third_country_removal USA+XKX"],
    ),
    ("Germany and Kenya signed a migration agreement in September 2024 in Berlin.", ["signed other DEU+KEN"]),
    (
        "India and the United Kingdom signed a Migration and Mobility Partnership Agreement in May 2021.",
        ["signed other GBR+IND"],
    ),
    (
        "Honduras and the United States signed an asylum cooperation agreement on 25 September 2019.",
        ["signed asylum_cooperative_agreement HND+USA"],
    ),
    (
        "El Salvador's president, Nayib Bukele, offered to house U.S. deportees of any nationality in his prisons.",
        ["proposed third_country_removal SLV+USA"],
    ),
    (
        "The Trump administration has asked Serbia, Bulgaria and Kosovo to take in migrants, The Wall "
        "Street Journal reported.",
        [
            "proposed third_country_removal SRB+USA",
            "proposed third_country_removal BGR+USA",
            "proposed third_country_removal USA+XKX",
        ],
    ),
    (
        "Palau signed a memorandum of understanding with the United States to accept up to 75 "
        "third-country nationals in exchange for $7.5 million.",
        ["signed memorandum_of_understanding PLW+USA"],
    ),
    (
        'Belize signed a "safe third country" agreement with Washington on Monday, the prime minister\'s '
        "office announced.",
        ["signed safe_third_country BLZ+USA"],
    ),
    (
        "Paraguay and the United States signed a safe third country agreement on 14 August 2025.",
        ["signed safe_third_country PRY+USA"],
    ),
    (
        "Eswatini confirmed it received $5.1 million from the United States to take up to 160 deportees.",
        ["agreed other SWZ+USA"],
    ),
    (
        "The European Commission announced a new pact with Egypt worth €7.4 billion to curb migration.",
        ["announced other EGY+EUE"],
    ),
    (
        "Turkey and the EU reached an agreement in March 2016 under which Ankara would take back "
        "migrants arriving in Greece.",
        ["agreed third_country_removal EUE+TUR"],
    ),
    ("The U.S. and Ecuador signed a joint declaration on migration on Thursday.", ["signed joint_declaration ECU+USA"]),
    (
        "Panama and the U.S. signed a memorandum of understanding in July 2024 under which Washington "
        "pledged $6 million to fund repatriation flights.",
        ["signed memorandum_of_understanding PAN+USA"],
    ),
    (
        "The Bahamas turned down a proposal from the Trump transition team to accept deported migrants.",
        ["rejected third_country_removal BHS+USA"],
    ),
    (
        "Washington plans to sign an agreement with Liberia next week on taking deportees.",
        ["signed other LBR+USA (planned)"],
    ),
    (
        "The Dominican Republic and the United States signed an MOU on Tuesday under which the Caribbean "
        "nation will take a limited number of third-country deportees.",
        ["signed memorandum_of_understanding DOM+USA"],
    ),
    (
        "Dominica and Antigua and Barbuda have both agreed to accept asylum seekers from the U.S.",
        ["agreed third_country_removal DMA+USA", "agreed third_country_removal ATG+USA"],
    ),
    ("Equatorial Guinea was paid $7.5 million by the United States to accept deportees.", ["agreed other GNQ+USA"]),
    ("Greece's migration agreement with Egypt was extended last month.", ["agreed other EGY+GRC"]),
    (
        "The EU's readmission agreement with Pakistan has been in force since 2010.",
        ["in_force returns_arrangement EUE+PAK"],
    ),
    ("Poland suspended the readmission agreement with Belarus in 2021.", ["suspended returns_arrangement BLR+POL"]),
    (
        "The United States ended asylum cooperative agreements with El Salvador, Guatemala and Honduras "
        "in February 2021.",
        [
            "terminated asylum_cooperative_agreement SLV+USA",
            "terminated asylum_cooperative_agreement GTM+USA",
            "terminated asylum_cooperative_agreement HND+USA",
        ],
    ),
    (
        "President Biden suspended and began the process to terminate the Asylum Cooperative Agreements "
        "with the Governments of El Salvador, Guatemala and Honduras.",
        [
            "suspended asylum_cooperative_agreement SLV+USA",
            "suspended asylum_cooperative_agreement GTM+USA",
            "suspended asylum_cooperative_agreement HND+USA",
        ],
    ),
    (
        "Colombia and the United States announced a joint statement on migration on Tuesday.",
        ["announced joint_statement COL+USA"],
    ),
    (
        "The foreign ministers of Spain and Senegal signed two memorandums of understanding on circular "
        "migration on 27 August.",
        ["signed memorandum_of_understanding ESP+SEN"],
    ),
    ("Italy and Tunisia signed three agreements on migration in April 2024 in Tunis.", ["signed other ITA+TUN"]),
    (
        "A memorandum of understanding between the UK and Vietnam on irregular migration was signed in London.",
        ["signed memorandum_of_understanding GBR+VNM"],
    ),
    ("Kenya and Germany have concluded a comprehensive migration and mobility partnership.", ["agreed other DEU+KEN"]),
    (
        "Trump announced a 25% tariff on Colombia after it turned back two deportation flights. Colombia "
        "then agreed to accept deported migrants from the United States.",
        ["agreed third_country_removal COL+USA"],
    ),
    (
        "The Additional Protocol to the Safe Third Country Agreement between Canada and the United "
        "States came into effect on March 25, 2023.",
        ["in_force safe_third_country CAN+USA to Safe Third Country Agreement"],
    ),
    (
        "Costa Rica's president said his country would accept 200 deportees from Central Asia under an "
        "agreement with the United States.",
        ["agreed other CRI+USA"],
    ),
    (
        "Guatemalan President Bernardo Arévalo said his country will accept migrants from other "
        "countries being deported from the United States.",
        ["agreed third_country_removal GTM+USA"],
    ),
    (
        "Suriname denied having signed an agreement with Washington to take asylum seekers.",
        ["signed third_country_removal SUR+USA (negated)"],
    ),
    (
        "The U.S. has struck deals with Honduras and Uganda to take deported migrants, CBS News reported.",
        ["agreed third_country_removal HND+USA", "agreed third_country_removal UGA+USA"],
    ),
    (
        "The bilateral agreement on readmission between Switzerland and Nigeria was signed in February 2011.",
        ["signed returns_arrangement CHE+NGA"],
    ),
    ("Mongolia is negotiating with the EU a readmission agreement.", ["negotiating returns_arrangement EUE+MNG"]),
    (
        "Rwanda confirmed that it is in early talks with the United States to receive deported migrants.",
        ["negotiating third_country_removal RWA+USA"],
    ),
    (
        "Serbia signed a working arrangement with Frontex in June. The EU and Serbia signed an agreement "
        "on border management on 25 June 2024.",
        ["signed other EUE+SRB"],
    ),
    (
        "In 2016, Sweden and Afghanistan signed a memorandum of understanding on the return of Afghan asylum seekers.",
        ["signed memorandum_of_understanding AFG+SWE"],
    ),
    (
        "Bangladesh's readmission deal with the EU, signed in 2017, is being implemented.",
        ["in_force returns_arrangement BGD+EUE"],
    ),
    (
        "El acuerdo entre Costa Rica y Estados Unidos para recibir migrantes deportados entró en vigor el lunes.",
        ["in_force third_country_removal CRI+USA"],
    ),
    (
        "Honduras y Estados Unidos firmaron el 10 de marzo de 2025 un acuerdo de cooperación de asilo.",
        ["signed asylum_cooperative_agreement HND+USA"],
    ),
    (
        "El Gobierno hondureño negocia con Estados Unidos un acuerdo para que Honduras acoja a solicitantes de asilo.",
        ["negotiating other HND+USA"],
    ),
    (
        "Belice y Estados Unidos suscribieron este lunes un acuerdo de tercer país seguro que deberá "
        "ratificar el Senado.",
        ["signed safe_third_country BLZ+USA"],
    ),
    ("Un tribunal anuló el acuerdo migratorio entre Italia y Albania.", ["struck_down other ALB+ITA"]),
    (
        "Guatemala canceló el acuerdo de tercer país seguro con Estados Unidos.",
        ["terminated safe_third_country GTM+USA"],
    ),
    ("El presidente Petro rechazó firmar un acuerdo migratorio con Washington.", ["rejected other COL+USA"]),
    (
        "Paraguay y Estados Unidos firmaron un acuerdo de tercer país seguro el 14 de agosto de 2025.",
        ["signed safe_third_country PRY+USA"],
    ),
    ("Honduras suspendió el acuerdo con Estados Unidos sobre solicitantes de asilo.", ["suspended other HND+USA"]),
    (
        "El Salvador aceptó recibir a deportados de cualquier nacionalidad, dijo el presidente Bukele.",
        ["agreed third_country_removal SLV"],
    ),
    (
        "Ecuador y Estados Unidos suscribieron un memorando de entendimiento en materia migratoria.",
        ["signed memorandum_of_understanding ECU+USA"],
    ),
    (
        "Brasil negó que haya firmado un acuerdo con Estados Unidos para recibir migrantes.",
        ["signed third_country_removal BRA+USA (negated)"],
    ),
    (
        "México no ha firmado ningún acuerdo de tercer país seguro con Estados Unidos, afirmó la presidenta.",
        ["signed safe_third_country MEX+USA (negated)"],
    ),
    ("Panamá y Estados Unidos negocian un acuerdo para la devolución de migrantes.", ["negotiating other PAN+USA"]),
    ("El Congreso de Guatemala ratificó el acuerdo de asilo con Estados Unidos.", ["agreed other GTM+USA"]),
    (
        "El Gobierno de Colombia rechazó la propuesta de Estados Unidos de recibir deportados venezolanos.",
        ["rejected other COL+USA"],
    ),
    ("España y Mauritania firmaron una declaración conjunta sobre migración.", ["signed joint_declaration ESP+MRT"]),
    ("Argentina y Estados Unidos alcanzaron un acuerdo migratorio en julio.", ["agreed other ARG+USA"]),
    (
        "Venezuela agreed to resume deportation flights from the United States, Maduro's envoy said on Saturday.",
        ["agreed other USA+VEN"],
    ),
    (
        "Palau's president said his country had signed a memorandum of understanding to accept up to 75 third-country "
        "nationals from the United States.",
        ["signed memorandum_of_understanding PLW+USA"],
    ),
    (
        "Gabon's government denied on Tuesday that it had signed an agreement to take in migrants deported from the "
        "United States.",
        ["signed third_country_removal GAB+USA (negated)"],
    ),
    (
        "Ghana's foreign minister told parliament that Accra had agreed to admit West Africans deported by the United "
        "States.",
        ["agreed third_country_removal GHA+USA"],
    ),
    (
        "The United States has proposed a safe third country agreement to Suriname.",
        ["proposed safe_third_country SUR+USA"],
    ),
    (
        "The United States has proposed to Suriname a safe third country agreement.",
        ["proposed safe_third_country SUR+USA"],
    ),
    ("Germany offered Kenya visas under a migration deal.", []),
    (
        "France and the United Kingdom have agreed to extend their returns treaty by twelve months.",
        ["agreed returns_arrangement FRA+GBR"],
    ),
    (
        "Suriname and the United States initialled a memorandum of understanding on the repatriation of nationals.",
        ["agreed memorandum_of_understanding SUR+USA"],
    ),
    (
        "A Spanish court annulled Spain's readmission accord with Morocco.",
        ["struck_down returns_arrangement ESP+MAR"],
    ),
]

REMOVALS: list[tuple[str, list[str]]] = [
    (
        "Un vuelo con 120 migrantes deportados desde Estados Unidos aterrizó el martes en Tegucigalpa.",
        ["arrived USA>Tegucigalpa | martes | 120"],
    ),
    ("Llegó a Caracas un vuelo con 175 venezolanos deportados de Estados Unidos.", ["arrived USA>VEN | 175"]),
    ("Estados Unidos deportó a 119 migrantes asiáticos a Panamá el miércoles.", ["arrived USA>PAN | miércoles | 119"]),
    (
        "Colombia rechazó el ingreso de dos aviones militares de Estados Unidos con deportados.",
        ["refused USA>COL | dos"],
    ),
    ("Fueron deportados 43 nicaragüenses a Managua el jueves.", ["arrived ?>NIC | jueves | 43"]),
    ("Un total de 299 migrantes fueron trasladados a Panamá en tres vuelos.", ["arrived ?>PAN | Un total de 299"]),
    (
        "Costa Rica recibió este jueves a 135 migrantes deportados por Estados Unidos.",
        ["arrived USA>CRI | este jueves | 135"],
    ),
    ("Guatemala recibió 12 vuelos de deportación en enero.", ["arrived ?>GTM | enero | 12"]),
    (
        "A deportation flight carrying 104 Indians landed in Amritsar on Wednesday aboard a U.S. military aircraft.",
        ["arrived ?>Amritsar | Wednesday | 104"],
    ),
    (
        "The United States deported eight men to South Sudan on July 5 after a weeks-long legal battle.",
        ["arrived USA>SSD | July 5 | eight"],
    ),
    ("Five men were deported to Eswatini on July 16.", ["arrived ?>SWZ | July 16 | Five"]),
    (
        "Two U.S. military planes carrying migrants were refused landing permission by Colombia on Sunday.",
        ["refused USA>COL | Sunday | Two"],
    ),
    ("Pakistan deported 1,200 Afghans through the Torkham crossing on Tuesday.", ["arrived PAK>? | Tuesday | 1,200"]),
    (
        "More than 250 Venezuelans were flown to El Salvador on March 15 under the Alien Enemies Act.",
        ["arrived ?>SLV | March 15 | More than 250"],
    ),
    (
        "ICE plans to send a flight with 50 Iranians to Tehran via Qatar next week.",
        ["planned USA>IRN | next week | 50 (planned)"],
    ),
    (
        "Ghana received 14 West African nationals deported from the United States in September.",
        ["arrived USA>GHA | September | 14"],
    ),
    (
        "Germany deported 81 Afghans to Kabul on Friday, the second such flight since the Taliban took power.",
        ["arrived DEU>AFG | Friday | 81"],
    ),
    ("Algeria sent 1,466 migrants back to Niger on Saturday.", ["arrived DZA>NER | Saturday | 1,466"]),
    ("Orville Etoria was repatriated to Jamaica on September 21.", ["arrived ?>JAM | September 21"]),
    ("The Coast Guard repatriated 34 Cubans to Cuba on Friday.", ["arrived ?>CUB | Friday | 34"]),
    (
        "Bahamas authorities repatriated 120 Haitian migrants to Port-de-Paix on a chartered flight on June 3.",
        ["arrived BHS>Port-de-Paix | June 3 | 120"],
    ),
    (
        "The Colombian air force flew 110 deported Colombians from San Diego to Bogotá on Tuesday.",
        ["arrived ?>COL | Tuesday | 110"],
    ),
    ("Kilmar Abrego Garcia was deported to El Salvador on March 15.", ["arrived ?>SLV | March 15"]),
    (
        "Colombian President Petro refused to allow two U.S. military planes carrying deported "
        "Colombians to land on Sunday.",
        ["refused USA>COL | Sunday | two"],
    ),
    (
        "In March 2025, the Trump administration deported 238 Venezuelan men to El Salvador, where they "
        "were held in CECOT.",
        ["arrived USA>SLV | March 2025 | 238"],
    ),
    (
        "On Jan. 26, Colombia's president turned back two U.S. military planes with migrants, prompting "
        "Trump to threaten tariffs.",
        ["turned_back USA>COL | Jan. 26 | two"],
    ),
    (
        "A U.S. Air Force C-17 carrying 104 deported Indians landed at Amritsar airport in Punjab on February 5.",
        ["arrived USA>Amritsar airport | February 5 | 104"],
    ),
    (
        "Three planes carrying some 250 alleged gang members arrived in El Salvador on Sunday despite a "
        "judge's order to turn them around.",
        ["arrived ?>SLV | Sunday | some 250 | Three"],
    ),
]

NOTHING = [
    ("Libya's government denied reports that it had agreed to take migrants deported from the United States."),
    ("If Ghana were to sign an agreement with the U.S., it would need parliament's approval."),
    ("Officials denied that any deal had been signed with Angola."),
    ("Mexico has not agreed to take third-country nationals, President Sheinbaum said."),
    ("The U.S. could sign a deal with Honduras next month."),
    ("Trade agreement: the United States and Argentina signed a trade agreement on Thursday."),
    ("The peace agreement between Rwanda and the DRC was signed in Washington on June 27."),
    ("Denmark wants a deal with Rwanda, under which asylum seekers would be sent there."),
    ("Under the US-Mexico Migrant Protection Protocols, 70,000 asylum seekers were returned to Mexico."),
    ("Panama's president offered the United States an airstrip for deportation flights."),
    ("The German chancellor said he wants an agreement with the Taliban on deporting Afghans."),
    ("South Korea and Vietnam signed a free trade agreement. Migrants welcomed it."),
    ("El canciller negó que exista un acuerdo con Estados Unidos para recibir migrantes de otros países."),
    ("Ecuador podría firmar un acuerdo de tercer país seguro con Estados Unidos."),
    ("Venezuela recibe vuelos de repatriación cada semana."),
    ("The government would not allow planes until the deal is signed."),
    ("Since January, 12,000 people have been deported to Guatemala."),
    ("Deportation flights to Venezuela resumed in February."),
    ("Deportation flights leave Texas for Guatemala twice a week."),
    ("Iran expelled 30,000 Afghans in one day."),
    ("No flight has left for Rwanda."),
    ("Trump wanted to deport 100 migrants to Libya in May, officials said."),
    ("The student flew to Panama on Tuesday with 30 classmates."),
    ("Trump threatened to deport 100 migrants to Libya."),
    ("The airline cancelled 30 flights to Guatemala on Monday because of volcanic ash."),
    ("A flight from Miami landed in Caracas on Monday with 90 tourists."),
    ("The judge ordered that no one be deported to South Sudan on July 4."),
    ("The judge said the government must not deport the men to Eswatini."),
    ("Refugees were flown to Canada from Pakistan on Tuesday under a resettlement programme."),
    ("The President travelled to Panama on Friday with 12 officials."),
    ("The army sent 500 soldiers to Haiti on Monday."),
    ("Officials said the flight could leave for Kigali on Tuesday if the court agrees."),
    ("Flights carrying deportees will not land in Venezuela until sanctions are lifted."),
    ("Human rights groups say people deported to Eswatini are at risk."),
    ("In 2023, Germany deported 16,430 people."),
    ("Last year Turkey deported 100,000 Afghans."),
    ("ICE arrested 300 migrants in Chicago on Tuesday."),
    ("The ministry signed a memorandum of understanding with Qatar on education."),
    ("Kenya signed the Paris Agreement. Migrants were not mentioned."),
    ("The union and the airline reached an agreement on Monday; flights to Mexico resume on Tuesday."),
    ("The European Parliament approved the Pact on Migration and Asylum in April 2024."),
    ("A deal between Republicans and Democrats on immigration collapsed in the Senate."),
    ("Mexico and the United States could reach an agreement on asylum seekers, an analyst said."),
    ("There are rumours of an agreement between Kosovo and the United States on deportees."),
    ("The opposition called on the government to sign a readmission agreement with Iraq."),
    ("If elected, he would end the migration agreement with Germany."),
    ("Poland has no readmission agreement with Belarus."),
    ("The Dublin agreement requires asylum seekers to apply in the first country."),
    ("The bilateral agreements with Switzerland on free movement remain in force."),
    ("She was deported to El Salvador in 2019 and came back."),
    ("The film tells of 937 Jewish refugees who were returned to Europe in June 1939."),
    ("Police returned 40 stolen cars to Poland on Tuesday."),
    ("The company transferred 200 employees to Mexico in March."),
    ("Cuba received 300 tourists deported... no: Cuba welcomed 300 tourists on Monday."),
    ('"We will send planes to Rwanda," the prime minister said on Monday.'),
    ("The government wants to send asylum seekers to Rwanda by July."),
    ("Denmark does not plan to send asylum seekers to Rwanda."),
    ("The bill would allow Germany to send migrants to third countries under agreements with Albania and Tunisia."),
    ("The Secretary of State and the President of Guatemala discussed the asylum cooperative agreement on Tuesday."),
    ("The President thanked Guatemala for accepting deportation flights."),
    ("The agreement does not cover Ukrainian refugees, and Poland signed nothing with Hungary."),
    ("El presidente dijo que no firmará ningún acuerdo migratorio con Estados Unidos."),
    ("El vuelo no llegó a despegar de Texas con los deportados."),
    ("México recibió 38 mil deportados desde enero."),
    ("Un avión con turistas argentinos aterrizó el lunes en La Habana."),
    ("Colombia no aceptará vuelos con deportados hasta que se respete su dignidad."),
    ("El tribunal ordenó suspender la deportación de 12 venezolanos a El Salvador."),
    ("Si el Congreso no lo ratifica, el acuerdo con Honduras no entrará en vigor."),
    ("El acuerdo comercial entre México y Canadá fue firmado en 2018; los migrantes no figuran."),
]


@pytest.mark.parametrize(("text", "expected"), AGREEMENTS)
def test_an_agreement_is_told_with_its_parties_and_status(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(("text", "expected"), REMOVALS)
def test_a_removal_is_told_with_its_sides_and_status(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize("text", NOTHING)
def test_what_did_not_happen_or_is_of_another_field_is_no_record(text: str) -> None:
    assert told(text) == []
