"""Short news stories, in English and Spanish: each fact is one record, however often a story tells it."""

from __future__ import annotations

import pytest

from tests.rules.telling import told

STORIES: list[tuple[str, list[str]]] = [
    (
        "Sweden's migration minister, Johan Lindvall, told parliament that the flight was fully in line "
        "with the memorandum of understanding on returns which the two countries signed in 2019. Iraq "
        "disagreed. Sweden and Iraq talk about migrants.",
        ["signed memorandum_of_understanding IRQ+SWE"],
    ),
    (
        "Paraguay firmó en agosto un acuerdo de tercer país seguro con Estados Unidos.\n"
        "\n"
        "El Gobierno peruano mantiene conversaciones con Estados Unidos sobre un acuerdo semejante.",
        ["signed safe_third_country PRY+USA", "negotiating safe_third_country PER+USA"],
    ),
    (
        "OTTAWA — The Supreme Court of Canada on Friday upheld the Safe Third Country Agreement with the"
        " United States.\n"
        "\n"
        "The agreement, in force since December 2004, requires people to seek asylum in whichever of the"
        " two countries they reach first.",
        ["in_force safe_third_country CAN+USA"],
    ),
    (
        "The agreement that Denmark signed with Kosovo on deported prisoners will take effect in 2027.",
        ["signed other DNK+XKX"],
    ),
    ("The migration deal that Poland has rejected was proposed by the EU.", []),
    (
        "# Belize signs asylum deal with U.S.\n"
        "\n"
        'BELMOPAN, Oct 20 (Agency) - Belize on Monday signed a "safe third country" agreement with the '
        "United States that would let asylum seekers in the U.S. apply for protection in the Central "
        "American nation instead, officials said.\n"
        "\n"
        "Prime Minister John Briceño said the agreement, which must be ratified by the Senate, reflects "
        '"Belize\'s commitment to international law." The U.S. State Department called the agreement "an '
        'important milestone in ending illegal immigration."\n'
        "\n"
        "The deal is similar to those that Washington has signed with Paraguay and Honduras. Guatemala "
        "and El Salvador had signed such agreements during President Donald Trump's first term; they "
        "were suspended in 2021 under President Joe Biden.\n"
        "\n"
        "Belize's opposition said the agreement could \"reshape Belize's immigration and asylum systems.\""
        " Under the pact, Belize will keep a veto over transfers and has set a cap on the number of "
        "people it would accept. No transfers have taken place.",
        ["signed safe_third_country BLZ+USA", "signed other PRY+USA", "signed other HND+USA"],
    ),
    (
        "# Five deportees from the U.S. arrive in Eswatini\n"
        "\n"
        "Five men deported from the United States arrived in Eswatini on Wednesday on a chartered plane,"
        " the government said. They are from Vietnam, Jamaica, Laos, Cuba and Yemen and are being held "
        "in isolation at Matsapha prison.\n"
        "\n"
        '"NEW: a safe third country deportation flight to Eswatini in Southern Africa has landed," '
        "Homeland Security spokeswoman Tricia McLaughlin wrote on X late Tuesday.\n"
        "\n"
        "The Trump administration said earlier this month that it had deported eight men to South Sudan,"
        " after the Supreme Court lifted limits on deporting migrants to third countries.\n"
        "\n"
        "Eswatini's government said the United States and Eswatini would work with the UN migration "
        "agency to send the men home. Rights groups said last week the deal should be published.",
        ["arrived USA>SWZ | Wednesday | Five", "arrived USA>SSD | eight"],
    ),
    (
        "# Rwanda takes first deportees from the United States\n"
        "\n"
        "KIGALI — Seven migrants deported from the United States arrived in Rwanda in mid-August, the "
        "government said on Thursday.\n"
        "\n"
        "Rwanda agreed in June to accept up to 250 deportees, and the two governments signed the deal in"
        ' Kigali. "Rwanda has agreed with the United States to accept up to 250 migrants," spokesperson '
        "Yolande Makolo said. The US has been seeking deals with several countries.\n"
        "\n"
        "In 2022, Rwanda signed an agreement with Britain to take in asylum seekers. The deal was "
        "scrapped by Keir Starmer last year after the Supreme Court ruled it unlawful. No one was "
        "forcibly sent to Rwanda under the plan; four people went voluntarily.\n"
        "\n"
        "Uganda, Honduras and Rwanda are among the countries that have made deals; Nigeria has refused. "
        "Poland could be next.",
        [
            "signed third_country_removal RWA+USA",
            "terminated third_country_removal GBR+RWA",
            "rejected third_country_removal NGA+USA",
            "arrived USA>RWA | mid-August | Seven",
        ],
    ),
    (
        "# Costa Rica recibe a 200 migrantes deportados\n"
        "\n"
        "San José. Un vuelo con 135 migrantes de Asia deportados por Estados Unidos aterrizó la noche "
        "del jueves en el aeropuerto Juan Santamaría. Entre ellos viajaban 65 niños.\n"
        "\n"
        "El presidente Rodrigo Chaves aceptó recibir hasta 200 migrantes tras una petición de "
        "Washington. Panamá, que también firmó un acuerdo con Estados Unidos, recibió la semana pasada a"
        " 299 deportados en tres vuelos.\n"
        "\n"
        "Los migrantes fueron trasladados en autobús al CATEM, cerca de la frontera con Panamá.\n"
        "\n"
        "Según el Gobierno, el acuerdo con Estados Unidos vence en marzo. El canciller negó que Costa "
        "Rica haya firmado un acuerdo de tercer país seguro.",
        [
            "agreed third_country_removal CRI+USA",
            "signed other PAN+USA",
            "arrived USA>aeropuerto Juan Santamaría | jueves | 135",
            "arrived USA>PAN | la semana pasada | 299",
        ],
    ),
    (
        "# Germany deports 81 Afghans in second flight since Taliban return\n"
        "\n"
        "BERLIN - Germany deported 81 Afghan nationals to Afghanistan on Friday, the interior ministry "
        "said, in the second such operation since the Taliban returned to power in 2021.\n"
        "\n"
        "The plane took off from Leipzig at 8:58 a.m. and landed in Kabul. All of those on board were "
        "men with criminal convictions, the ministry said. Qatar helped to organise the flight.\n"
        "\n"
        "Last August, Germany deported 28 Afghans to Kabul. Chancellor Friedrich Merz said the flights "
        "would continue.\n"
        "\n"
        "Interior Minister Alexander Dobrindt met his counterparts from France, Poland, Austria, Denmark"
        " and the Czech Republic on Friday. He has said he wants to agree a deal directly with the "
        "Taliban.",
        ["arrived DEU>AFG | Friday | 81", "arrived DEU>AFG | Last August | 28"],
    ),
    (
        "# Pakistan expels thousands\n"
        "\n"
        "Pakistan has deported more than 80,000 Afghans since April 1, officials said. On Saturday "
        "alone, 6,700 people crossed at Torkham. Iran deported 4,000 Afghans on Tuesday. Turkey said it "
        "sent 325 Afghans back to Kabul on two charter flights last week.",
        ["arrived IRN>? | Tuesday | 4,000", "arrived TUR>AFG | last week | 325"],
    ),
]

TITLES = [
    ("Joint Statement of the United States and Mexico on Migration", ["announced joint_statement MEX+USA"]),
    (
        "Joint Statement by the President of the United States and the President of Mexico",
        ["announced joint_statement MEX+USA"],
    ),
    ("U.S.-Mexico Joint Statement", ["announced joint_statement MEX+USA"]),
    ("Mexico-U.S. Joint Communiqué", ["announced joint_statement MEX+USA"]),
    ("Joint U.S.-Mexico Statement on Migration", ["announced joint_statement MEX+USA"]),
    ("Declaración conjunta de España y Mauritania sobre migración", ["announced joint_declaration ESP+MRT"]),
    ("Comunicado conjunto Ecuador - Panamá", ["announced joint_statement ECU+PAN"]),
    ("Trilateral Statement (Panama, Colombia, and the United States)", ["announced joint_statement COL+PAN+USA"]),
    ("Joint Leaders’ Statement on Migration", ["announced joint_statement MEX+USA"]),
    ("Joint Statement by Secretary Doe and Attorney General Roe on Migration", []),
    ("Readout of the President's Call with the President of Mexico", []),
    ("Joint U.S.-Mexico Statement on Trade", []),
]


@pytest.mark.parametrize(("text", "expected"), STORIES)
def test_a_story_tells_each_fact_once(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(("title", "expected"), TITLES)
def test_a_joint_statement_is_known_by_its_title(title: str, expected: list[str]) -> None:
    body = (
        "The leaders of the United States and Mexico discussed migration and agreed to act against human smuggling.\n\n"
        "Both countries commit to expand legal pathways for migrants."
    )
    assert told(f"# {title}\n\n{body}") == expected
