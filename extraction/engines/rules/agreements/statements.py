"""Joint statements and declarations: a document that is one, by its title or a heading near its top."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from extraction.engines.rules.agreements.commitments import commitments_in
from extraction.engines.rules.agreements.deal import DATED, Deal
from extraction.engines.rules.agreements.names import name_of
from extraction.engines.rules.agreements.parties import between, company, parties
from extraction.engines.rules.agreements.signings import signing_of
from extraction.engines.rules.agreements.status import doers_of, told_of
from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.dates import date_near
from extraction.engines.rules.grammar import word_class
from extraction.engines.rules.looks import taken_once
from extraction.engines.rules.rule import rule
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.state_mentions import actors, coordinated
from extraction.engines.rules.subject_matter import CORE, LEXICON, fields_in, is_on_migration
from extraction.engines.rules.vocabulary import Cue, cues_of
from extraction.lexicons.countries import country_mentions
from extraction.lexicons.folding import fold

ENOUGH = 2
"""Words of migration, asylum or people who are smuggled that make a statement one of our field."""
_DATE = "published_on"
_FIRST_WORDS, _APART = 12, 7
"""Words of a title that are looked at, and between "joint" and its noun."""
_FIRST_SENTENCES = 3
_ISSUED = frozenset({"signed", "announced", "agreed"})


@dataclass(frozen=True)
class _Title:
    """The title of a joint statement: its words, the heading where it stands in the text, its type and parties."""

    text: str
    heading: Sentence | None
    kind: str
    countries: tuple[str, ...]


@rule
def joint_statement(analysis: Analysis) -> dict[str, Any] | None:
    """Return the raw item of the joint statement that the document is; None if it is none, or of another field."""
    title = _title(analysis)
    if title is None or not _in_field(analysis, title):
        return None
    quoted = [title.heading] if title.heading else _opening(analysis)
    if not quoted:
        return None
    signing = signing_of(analysis, title.kind)
    item: dict[str, Any] = {
        "quotes": analysis.quotes([*quoted, *(signing[:1] if signing else ())]),
        "modality": "asserted",
        "name": title.text,
        "agreement_type": title.kind,
        "status": "signed" if signing else "announced",
        "parties": [{"country": code, "role": "equal", "confirmed": "yes"} for code in title.countries],
        "commitments": commitments_in(analysis),
    }
    dates = [metadata.text for metadata in analysis.document.metadata if metadata.name == _DATE]
    if signing and signing[1]:
        item["signed"] = signing[1].text
    elif dates:
        item["announced"] = dates[0]
    return item


@rule
def statements_in(analysis: Analysis, sentence: Sentence) -> Iterator[Deal]:
    """Yield the joint statements over migration that a sentence says two states have signed or issued."""
    for instrument in sentence.of("instruments"):
        told = told_of(sentence, instrument) if instrument.value.startswith("joint_") else None
        if told is None or told.status not in _ISSUED or told.modality != "asserted":
            continue
        makers = between(sentence, instrument) or [*doers_of(sentence, told), *company(sentence, instrument.end)]
        rows = parties(sentence, makers)
        if len(rows) < 2 or not is_on_migration(sentence) or _title(analysis) is not None:
            continue
        for row in rows:
            row.role, row.confirmed = "equal", "yes"
        deal = Deal([sentence], instrument.value, rows, told.status, name=name_of(sentence, instrument))
        deal.told_at = told.cue.start
        date = date_near(sentence, told.cue.start)
        if date:
            deal.dates[DATED[told.status]] = date.text
        yield deal


@taken_once
def _title(analysis: Analysis) -> _Title | None:
    headings = list(analysis.headings())[:3]
    candidates: list[tuple[str, Sentence | None]] = [(heading.text, heading) for heading in headings]
    own = analysis.document.title
    if own and not any(_collapsed(text) == _collapsed(own) for text, _ in candidates):
        candidates.insert(0, (own, None))
    joint = any(cue.value.startswith("joint_") for cue in analysis.of("instruments"))
    for text, heading in candidates:
        cues = cues_of(text) if joint or heading is None else ()
        kinds = [cue.value for cue in cues if cue.lexicon == "instruments" and cue.value.startswith("joint_")]
        kinds = kinds or _parted_kind(text)
        if not kinds:
            continue
        codes = tuple(dict.fromkeys(m.code for m in country_mentions(text) if m.form not in ("capital", "ambiguous")))
        if len(codes) < 2 and not set(fold(text).text.split()) & word_class("issuers").keys():
            codes = _opening_list(analysis)
        if len(codes) >= 2:
            return _Title(_collapsed(text), heading, kinds[0], codes)
    return None


def _parted_kind(text: str) -> list[str]:
    """Return the type of a statement whose noun stands apart from "joint": "Joint U.S.-Mexico Statement"."""
    words = fold(text).text.replace(":", " ").replace(",", " ").replace("(", " ").split()[:_FIRST_WORDS]
    joint = next((index for index, word in enumerate(words) if word in word_class("joint_words")), len(words))
    nouns = (word_class("statement_nouns").get(word) for word in words[joint + 1 : joint + _APART])
    return [kind for kind in nouns if kind]


def _opening_list(analysis: Analysis) -> tuple[str, ...]:
    """Return the states that one of the first sentences lists: "the leaders of Panama, Colombia and Costa Rica"."""
    for sentence in list(analysis.prose())[:_FIRST_SENTENCES]:
        named = actors(sentence, *sentence.span)
        for index in range(len(named)):
            listed = tuple(dict.fromkeys(mention.code for mention in coordinated(sentence, named, index)))
            if len(listed) >= 2:
                return listed
    return ()


def _collapsed(text: str) -> str:
    return " ".join(text.split())


def _in_field(analysis: Analysis, title: _Title) -> bool:
    """Say whether the statement is about migration or the border: by its title, or by what it speaks of.

    Security alone (strikes, drugs, arms) is another field, and a border that goods cross is no subject.
    """
    if fields_in(cues_of(title.text)) & CORE:
        return True
    if any(word in word_class("other_fields") for word in fold(title.text).text.replace(":", " ").split()):
        return False
    return sum(map(_tells_field, analysis.of(LEXICON))) >= ENOUGH


def _tells_field(cue: Cue) -> bool:
    return cue.value in CORE and (cue.value != "border" or " " in cue.lemma)


def is_of_another_field(analysis: Analysis) -> bool:
    """Say whether the document is a joint statement about nothing that the records are about."""
    title = _title(analysis)
    return title is not None and not _in_field(analysis, title)


def _opening(analysis: Analysis) -> list[Sentence]:
    """Return the first sentence that names the parties or speaks for them, where the title is not in the text."""
    prose = list(analysis.prose())[:12]
    speaking = [sentence for sentence in prose if sentence.has("joint_actors") or len(sentence.countries) >= 2]
    return (speaking or prose)[:1]
