"""Agreements between states over migration: pacts, deals, arrangements, statements, and talks toward them."""

from __future__ import annotations

from typing import ClassVar, Literal

from schemas.fields import Comparison, described, listed
from schemas.record import Record, Row, Text
from schemas.values.country import CountryCode
from schemas.values.date import DateValue
from schemas.values.money import Money
from schemas.values.quantity import Quantity


class AgreementParty(Row):
    """A state, or a union of states, that is party to the agreement or to the talks toward it."""

    identity_fields: ClassVar[tuple[str, ...]] = ("country", "name")

    country: CountryCode | None = described(
        "The party's country code. A region or a group of countries is no party.", compare=Comparison.CODE
    )
    name: Text | None = described(
        "The party as printed where it is a government, a ministry or a union rather than the country's plain name "
        '("the Trump administration", "Government of Honduras"); else null.',
        compare=Comparison.TEXT,
    )
    role: Literal["sender", "receiver", "equal"] | None = described(
        "sender: people are moved from it; receiver: people are moved to it. Only where movement of people is "
        "stated. Joint statements and declarations: equal.",
        compare=Comparison.CODE,
    )
    confirmed: Literal["yes", "denied", "no_statement"] | None = described(
        "Whether this party itself has confirmed it, in this document: yes (its own statement; each party of a joint "
        "statement), denied, no_statement (the document says that it has said nothing); else null.",
        compare=Comparison.CODE,
    )


class AgreementCommitment(Row):
    """One thing that a party undertakes to do."""

    identity_fields: ClassVar[tuple[str, ...]] = ("text",)

    actor: Text | None = described("Who undertakes it, as printed.", compare=Comparison.TEXT)
    text: Text | None = described(
        "What is undertaken, verbatim, from its verb on. Verbs of undertaking only (will, commit to, pledge, agreed "
        "to); intend, recognize, is working, looks forward undertake nothing. Where the infinitive or gerund "
        "changes, a new commitment begins.",
        compare=Comparison.PASSAGE,
    )
    deadline: DateValue | None = described(
        "By when, as printed, without its preposition.", compare=Comparison.DATE, looks_ahead=True
    )


class AgreementSignatory(Row):
    """A person who signed the agreement or issued the statement."""

    identity_fields: ClassVar[tuple[str, ...]] = ("name",)

    name: Text | None = described("The person's name as printed.", compare=Comparison.TEXT)
    role: Text | None = described("The person's office as printed.", compare=Comparison.TEXT)
    country: CountryCode | None = described("The country the person signed for.", compare=Comparison.CODE)


class Agreement(Record):
    """An instrument between states (or unions of states) over migration, deportation, asylum or security.

    Also talks toward one. In talks with A, B and C: one bilateral record each. One shared instrument: one record with
    all its parties. A pact named for several countries: a record for each named country; a region gives none; a
    country that is only an example is hypothetical. Talks in general are an engagement. Background mentions
    ("existing bilateral agreements") and speculation ("possibly leading to agreements") give none.
    """

    key_fields: ClassVar[tuple[str, ...]] = ("parties.country", "agreement_type", "amends", "source_kind")

    name: Text | None = described(
        "The instrument's own name: capitalised or quoted in the text, with its noun; else null.",
        compare=Comparison.TEXT,
    )
    agreement_type: (
        Literal[
            "safe_third_country",
            "asylum_cooperative_agreement",
            "third_country_removal",
            "returns_arrangement",
            "memorandum_of_understanding",
            "joint_statement",
            "joint_declaration",
            "treaty",
            "other",
        ]
        | None
    ) = described(
        "safe_third_country: asylum seekers must apply there instead. asylum_cooperative_agreement: so named. "
        "third_country_removal: a state takes people who are not its nationals. returns_arrangement: a state takes "
        "back its own. memorandum_of_understanding, joint_statement, joint_declaration, treaty: by the instrument's "
        "form. other: an agreement of none of these types.",
        compare=Comparison.CODE,
    )
    status: (
        Literal[
            "proposed",
            "negotiating",
            "agreed",
            "announced",
            "signed",
            "in_force",
            "under_review",
            "suspended",
            "rejected",
            "struck_down",
            "terminated",
            "ended_unspecified",
        ]
        | None
    ) = described(
        "Where it stands according to the document. proposed: one side asks, approaches or leans on a named country. "
        "negotiating: in talks. agreed: accepted, not yet signed. announced: made public. under_review: consider "
        "whether to, intends to suspend. struck_down: by a court. terminated: ended by someone who is named. "
        "ended_unspecified: collapsed, short-lived, over.",
        compare=Comparison.CODE,
    )
    formality: Literal["formal", "informal"] | None = described(
        "Only if printed (an informal arrangement).", compare=Comparison.CODE
    )
    announced: DateValue | None = described(
        "When it was announced or made public; also a deal's bare year, or a bare date in brackets.",
        compare=Comparison.DATE,
    )
    signed: DateValue | None = described("When it was signed.", compare=Comparison.DATE)
    in_force: DateValue | None = described("Since when, or from when, it is in force.", compare=Comparison.DATE)
    ended: DateValue | None = described("When it ended or was suspended.", compare=Comparison.DATE)
    quota: Quantity | None = described(
        "How many people may be moved under it, as printed.", compare=Comparison.QUANTITY
    )
    status_reason: Text | None = described(
        "Why it has this status, verbatim, where the document says why.", compare=Comparison.PASSAGE
    )
    conditions: list[Text] = listed(
        "Conditions, incentives and terms, verbatim; no sums of money (they are payments) and no commitments."
    )
    amends: Text | None = described(
        "The instrument that this one supplements or amends, as printed.", compare=Comparison.TEXT
    )
    parties: list[AgreementParty] = listed("Its parties, one row each.")
    payments: list[Money] = listed(
        "Money that changes hands under it, one row each. Without a printed amount there is no payment: financial "
        "incentives are a condition."
    )
    commitments: list[AgreementCommitment] = listed("What the parties undertake, one row each.")
    signatories: list[AgreementSignatory] = listed("Who signed it, one row each.")
