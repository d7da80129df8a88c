"""How French and Spanish tell facts: negation in two parts, adverbs in the perfect, adjectives of two states."""

from __future__ import annotations

import pytest

from tests.rules.telling import told

TOLD = [
    (
        "Le Mali n’a signé aucun accord de réadmission avec l’Allemagne.",
        ["signed returns_arrangement DEU+MLI (negated)"],
    ),
    (
        "L’accord de réadmission entre la France et le Mali n’a jamais été signé.",
        ["signed returns_arrangement FRA+MLI (negated)"],
    ),
    (
        "La Tunisie n’a pas signé d’accord de réadmission avec l’Italie.",
        ["signed returns_arrangement ITA+TUN (negated)"],
    ),
    (
        "Le Maroc et l’Espagne ont finalement conclu un accord de réadmission.",
        ["agreed returns_arrangement ESP+MAR"],
    ),
    (
        "La France signera un accord de réadmission avec le Kazakhstan.",
        ["signed returns_arrangement FRA+KAZ (planned)"],
    ),
    (
        "La France doit signer un accord de réadmission avec le Kazakhstan.",
        ["signed returns_arrangement FRA+KAZ (planned)"],
    ),
    (
        "España va a firmar un acuerdo de readmisión con Argelia.",
        ["signed returns_arrangement DZA+ESP (planned)"],
    ),
    (
        "La France souhaite conclure un accord de réadmission avec l’Irak.",
        ["proposed returns_arrangement FRA+IRQ"],
    ),
    (
        "Des discussions sont en cours entre Paris et Bagdad pour un accord de réadmission.",
        ["negotiating returns_arrangement FRA+IRQ"],
    ),
    (
        "La Suisse et l’Érythrée ont entamé des négociations sur un accord de réadmission.",
        ["negotiating returns_arrangement CHE+ERI"],
    ),
    (
        "Washington a proposé au Gabon d’accueillir des migrants expulsés des États-Unis.",
        ["proposed third_country_removal GAB+USA"],
    ),
    (
        "L’accord de réadmission franco-marocain a été signé en 2001.",
        ["signed returns_arrangement FRA+MAR"],
    ),
    (
        "El acuerdo de readmisión hispano-marroquí entró en vigor en 2012.",
        ["in_force returns_arrangement ESP+MAR"],
    ),
    (
        "El acuerdo migratorio entre Ecuador y Estados Unidos se firmó en julio.",
        ["signed other ECU+USA"],
    ),
    (
        "Un mémorandum d’entente sur la migration, signé à Rome par l’Italie et la Libye, est contesté.",
        ["signed memorandum_of_understanding ITA+LBY"],
    ),
    (
        "Après la signature d’un accord de réadmission entre la France et le Mali, les expulsions ont repris.",
        ["signed returns_arrangement FRA+MLI"],
    ),
    (
        "Les ministres de l’Intérieur de France et du Maroc ont publié une déclaration conjointe sur les migrations.",
        ["announced joint_declaration FRA+MAR"],
    ),
    (
        "Le Rwanda a également accueilli sept personnes expulsées des États-Unis.",
        ["arrived USA>RWA | sept"],
    ),
    (
        "La France a également expulsé 20 migrants vers le Mali.",
        ["arrived FRA>MLI | 20"],
    ),
    (
        "L’Algérie aurait expulsé 60 migrants vers le Niger.",
        ["arrived DZA>NER | 60"],
    ),
    (
        "669 migrants ont été expulsés du territoire algérien vers le Niger.",
        ["arrived DZA>NER | 669"],
    ),
    (
        "República Dominicana deportó ayer a mil 365 haitianos a Haití.",
        ["arrived DOM>HTI | ayer | mil 365"],
    ),
    (
        "L’Espagne a renvoyé mardi une vingtaine de Sénégalais au Sénégal.",
        ["arrived ESP>SEN | mardi | vingtaine"],
    ),
    (
        "Haïti a reçu 109 rapatriés des États-Unis.",
        ["arrived USA>HTI | 109"],
    ),
    (
        "A Panamá llegaron 299 migrantes deportados por Estados Unidos.",
        ["arrived USA>PAN | 299"],
    ),
    (
        "Au Niger sont arrivés 300 migrants expulsés d’Algérie.",
        ["arrived DZA>NER | 300"],
    ),
    (
        "Colombia rechazó el aterrizaje de dos aviones militares estadounidenses con migrantes deportados.",
        ["refused USA>COL | dos"],
    ),
    (
        "Chile llevó a cabo la expulsión de nueve ciudadanos bolivianos.",
        ["arrived CHL>? | nueve"],
    ),
    (
        "El Gobierno de Guatemala registró el retorno de 112 guatemaltecos que fueron deportados por México.",
        ["arrived MEX>GTM | 112"],
    ),
    (
        "Argentina los esperaba. Diez argentinos deportados por Estados Unidos aterrizaron el jueves en Ezeiza.",
        ["arrived USA>ARG | jueves | Diez"],
    ),
    (
        "Las autoridades de Perú expulsaron este jueves a 46 venezolanos y repatriarán a 35 peruanos.",
        ["arrived PER>? | este jueves | 46"],
    ),
    (
        "Plus de 1100 migrants ont été expulsés d’Algérie vers le Niger en une seule journée.",
        ["arrived DZA>NER | Plus de 1100"],
    ),
    (
        "La Colombie a refusé l’arrivée de deux avions militaires américains transportant des expulsés.",
        ["refused USA>COL | deux"],
    ),
    (
        "L’accord entre le Royaume-Uni et le Rwanda sur l’expulsion de migrants a été jugé illégal.",
        ["struck_down other GBR+RWA"],
    ),
    ("Le Mali a refusé d’accueillir des migrants expulsés de France.", ["rejected third_country_removal FRA+MLI"]),
    ("Le Parlement tunisien a ratifié l’accord migratoire avec l’Italie.", ["agreed other ITA+TUN"]),
    ("Níger amenaza con suspender el acuerdo de readmisión con Italia.", ["under_review returns_arrangement ITA+NER"]),
    (
        "Un avion a atterri jeudi en Haïti avec des migrants expulsés des États-Unis, dont 15 détenus.",
        ["arrived USA>HTI | jeudi"],
    ),
]

NOTHING = [
    "Plus de 1100 migrants ont été expulsés d’Algérie vers le Niger.",
    "La France n’a pas expulsé 20 migrants vers le Mali mardi.",
    "La France n’a jamais reçu 20 migrants expulsés du Mali.",
    "Le Ghana a nié en janvier être en discussion avec le Royaume-Uni sur l’accueil de migrants expulsés.",
    "Tunisia and the EU aim for a memorandum on migration by the end of June.",
    "Guatemala ha confirmado el retorno de 1.500 guatemaltecos.",
    "Diez venezolanos aterrizaron el jueves en Villahermosa.",
    "Más de 2.300 mexicanos regresaron a su país en 18 vuelos.",
    "L’accord franco-marocain sur la pêche a été signé en 2001.",
    "Le général Franco a signé un accord de réadmission.",
    "El sol peruano subió mientras 60 migrantes dormían.",
]


@pytest.mark.parametrize(("text", "facts"), TOLD)
def test_a_fact_is_told_as_the_language_has_it(text: str, facts: list[str]) -> None:
    assert told(text) == facts


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_denied_or_another_matter_is_no_fact(text: str) -> None:
    assert told(text) == []
