"""A list of states below a sentence, read as its end: "has signed such deals with:" and a state in each item."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from extraction.engines.rules.agreements.deal import Deal
from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.sentence import LONGEST, Sentence
from extraction.lexicons.countries import NAME_FORMS, CountryMention

_HEAD = 3
"""Characters before the state of an item: marks of emphasis."""
_LEAST = 2
"""Items that make a list of states."""
_MOST_LISTS = 20
"""Lists read in a document: each takes a copy of its text."""


@dataclass(frozen=True)
class Listed:
    """A sentence with the states listed below it: as one `sentence`, and the pieces that it is made of."""

    sentence: Sentence
    lead: Sentence
    items: dict[str, Sentence]

    def placed(self, deals: Iterable[Deal]) -> list[Deal]:
        """Return `deals` that were read in `sentence` with where the document tells each: from the lead to its item."""
        placed = list(deals)
        for deal in placed:
            end = max((item.span[1] for code, item in self.items.items() if code in deal.codes), default=None)
            place = replace(self.lead, span=(self.lead.span[0], end)) if end is not None else self.lead
            deal.sentences = [place, *(sentence for sentence in deal.sentences if sentence is not self.sentence)]
        return placed


def lists_of_states(analysis: Analysis, leads: Iterable[Sentence]) -> Iterator[Listed]:
    """Yield those of `leads` that lists of states follow: a paragraph's last words and a colon, or a heading."""
    found = 0
    for lead in leads:
        listed = _read_together(lead, _states_below(analysis, lead)) if _opens(analysis, lead) else None
        if listed is not None:
            yield listed
            found += 1
            if found == _MOST_LISTS:
                return


def _opens(analysis: Analysis, lead: Sentence) -> bool:
    """Say whether a list stands right below a sentence that leads to it."""
    blocks, below = analysis.structure.blocks, lead.paragraph + 1
    if below >= len(blocks) or blocks[below].kind != "list_item" or analysis.paragraph_of(lead)[-1] is not lead:
        return False
    return analysis.block_of(lead).kind == "heading" or lead.text.rstrip("*_ ").endswith(":")


def _states_below(analysis: Analysis, lead: Sentence) -> list[tuple[CountryMention, Sentence]]:
    """Return the state of each item of the list below, if all but a few items are a state's."""
    found: list[tuple[CountryMention, Sentence]] = []
    items = 0
    for block in analysis.structure.blocks[lead.paragraph + 1 :]:
        if block.kind != "list_item":
            break
        items += 1
        start, end = block.text_span
        if start - lead.span[0] > LONGEST:
            return []  # too long to be read as one, and each item may lead to all those below it
        item = analysis.sentence_at(start)
        head = next((m for m in item.countries if m.span[0] - start <= _HEAD), None) if item is not None else None
        if item is not None and head is not None and head.form in NAME_FORMS and _stands_alone(item, head, end):
            found.append((head, item))
    return found if len(found) >= max(_LEAST, items * 3 / 4) else []


def _stands_alone(item: Sentence, head: CountryMention, end: int) -> bool:
    """Say whether a state is all that an item says, but for remarks: an item that goes on with a verb tells itself."""
    after = item.word_at(item.index_at(head.span[1] - 1) + 1)
    return head.span[1] >= end or not after[:1].isalnum()


def _read_together(lead: Sentence, states: Sequence[tuple[CountryMention, Sentence]]) -> Listed | None:
    """Return a sentence and the states below it as one: as long as the text, with commas for what stands between."""
    if not states or states[-1][0].span[1] - lead.span[0] > LONGEST:
        return None
    mentions = [mention for mention, _ in states]
    sentence = replace(
        lead,
        document=_joined(lead.document, lead.span[1], mentions),
        plain=_joined(lead.plain, lead.span[1], mentions),
        span=(lead.span[0], mentions[-1].span[1]),
        countries=(*lead.countries, *mentions),
    )
    return Listed(sentence, lead, {mention.code: item for mention, item in states})


def _joined(text: str, end: int, mentions: Sequence[CountryMention]) -> str:
    """Return `text` with nothing but a mark and spaces between its character `end` and each of `mentions`."""
    pieces = [text[:end]]
    mark = "" if text[:end].endswith(":") else ":"
    for mention in mentions:
        start, stop = mention.span
        pieces += [mark.ljust(start - end), text[start:stop]]
        end, mark = stop, ","
    return "".join((*pieces, text[end:]))
