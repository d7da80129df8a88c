"""Joint statements: which of them are over migration or the border, and which are of another field."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.metamorphic.rewriting import extracted
from tests.rules.telling import told

ON_MIGRATION = (
    """# Joint Statement by Chile and Peru on Shared Priorities

The foreign ministers of Chile and Peru met in Lima on 4 March 2024. Both governments commit to dismantling the networks
that smuggle migrants. They discussed irregular migration across the desert and the fight against drugs.
""",
    """# Joint Declaration of Italy and Tunisia on Border Security

The two governments reaffirm their friendship. Both countries commit to training more coast guards every year.
""",
)
OF_ANOTHER_FIELD = (
    """# Joint Statement from the Governments of Norway, Japan and Kenya

The attacks on merchant vessels must end. The armed forces of Norway struck eight military targets on Monday in defense
of the security of navigation. The prime ministers of Norway, Japan and Kenya met in Oslo to discuss military action.
Both governments will hold the attackers to account.
""",
    """# Joint Statement of Ecuador and Peru on Synthetic Drugs

Security officials of Ecuador and Peru met in Quito on 3 May 2024 to discuss fentanyl. The drug cartels move precursors
and firearms across our borders. Both governments commit to seizing more precursors at the border. The National
Migration Institute of Ecuador took part.
""",
)


@pytest.mark.parametrize("text", ON_MIGRATION)
async def test_one_on_migration_or_border_security_is_an_agreement(text: str, tmp_path: Path) -> None:
    (statement,) = [record for record in await extracted(text, tmp_path) if record.kind == "agreement"]
    assert statement.data["agreement_type"].startswith("joint_")
    assert [party["role"] for party in statement.data["parties"]] == ["equal", "equal"]


@pytest.mark.parametrize("text", OF_ANOTHER_FIELD)
async def test_one_on_strikes_or_drugs_alone_yields_nothing(text: str, tmp_path: Path) -> None:
    assert await extracted(text, tmp_path) == []


DECLARATION = """# Joint Declaration of Italy and Tunisia on Migration

The two governments reaffirm their friendship and will fight the smuggling of migrants.

{}
"""


@pytest.mark.parametrize(
    ("text", "status", "signed"),
    [
        ("The ministers signed this Joint Declaration in Tunis on 16 July 2023.", "signed", "16 July 2023"),
        ("The Declaration was signed by both ministers on 3 May 2024.", "signed", "3 May 2024"),
        ("Done in two copies in Rome, on 16 July 2023, in English.", "signed", "16 July 2023"),
        ("Hecha en Roma, el 16 de julio de 2023.", "signed", "16 de julio de 2023"),
        ("The ministers signed a memorandum on fisheries on 3 May 2024.", "announced", None),
        ("They hope to sign this Declaration in June.", "announced", None),
        ("The ministers have not signed this Declaration.", "announced", None),
        ("Signed contracts of 3 May 2024 do not bind.", "announced", None),
    ],
)
async def test_a_declaration_is_signed_where_the_text_says_so(
    text: str, status: str, signed: str | None, tmp_path: Path
) -> None:
    records = [record.data for record in await extracted(DECLARATION.format(text), tmp_path)]
    (statement,) = [data for data in records if data.get("agreement_type") == "joint_declaration"]
    assert (statement["status"], (statement["signed"] or {}).get("text")) == (status, signed)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Canada, Mexico and Peru endorsed the Lima Declaration on Migration and Protection.",
            ["agreed joint_declaration CAN+MEX+PER"],
        ),
        (
            "Chad and Niger adopted a joint declaration on irregular migration on Friday.",
            ["agreed joint_declaration NER+TCD"],
        ),
        (
            "Leaders of Chad and Niger signed the Agadez Declaration on smuggling of migrants.",
            ["signed joint_declaration NER+TCD"],
        ),
        ("Chad and Niger adopted the Agadez Declaration on fisheries.", []),
        ("Chad and Niger have not endorsed the Agadez Declaration on migration.", []),
        ("Chad's declaration on irregular migration surprised Niger.", []),
    ],
)
def test_a_declaration_that_states_make_in_a_text_is_one_of_theirs(text: str, expected: list[str]) -> None:
    assert told(text) == expected
