"""What can be wrong with the answer of a model: by name, and what the answer then is."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from core.lines import CallOutcome
from tests.faults.asked import Question
from tests.faults.notes import COUNTRIES, TABLE, Fact, facts_in
from tests.model_server import Behaviour, Fails, Refuses, Says

Items = list[Any]
LARGE = 24
"""The facts of a note that is long enough to be asked in parts."""
MOST_ITEMS = 14
"""How many items fit into an answer of a server that cuts answers short."""
FEWEST_ITEMS = 2
"""How many fit into one of a server that cuts even the answer to a short text."""
MOST_CHARACTERS = 1_500
"""How long a text may be for a server that says that it takes no more."""
INVENTED = "A ferry took 999 migrants from Atlantis to Utopia on 31 February 1999, nobody said."
HEALING = " once"
"""The end of the name of a trouble that is over when the same is asked again."""


def answer_to(question: Question, trouble: str) -> tuple[Behaviour, CallOutcome]:
    """Return what a model with this trouble says to a question, and how such a call ends."""
    is_over = trouble.endswith(HEALING) and (question.failed or question.could_not_be_read)
    name = "none" if is_over else trouble.removesuffix(HEALING)
    if ending := _ENDINGS.get(name):
        return ending(question)
    facts = facts_in(question.text)
    places = troubled(question.title, len(facts), trouble)
    spoil = SPOILERS.get(name, _untouched)
    told = [(fact, at in places) for at, fact in enumerate(facts) if at in places or not question.failed]
    return Says(complete(question, [spoil(fact) if is_spoilt else fact.item for fact, is_spoilt in told])), "ok"


def troubled(title: str, facts: int, trouble: str) -> list[int]:
    """Return which of the facts of a document a model gets wrong."""
    if trouble.removesuffix(HEALING) not in SPOILERS:
        return []
    return [random.Random(title).randrange(facts)]  # noqa: S311 - it chooses an item


def complete(question: Question, items: Items) -> str:
    """Return a whole answer: a list for every table asked for."""
    return json.dumps({table: items if table == TABLE else [] for table in question.tables})


def _truthful(question: Question) -> str:
    return complete(question, [fact.item for fact in facts_in(question.text)])


def _cut_after(question: Question, most: int) -> tuple[Behaviour, CallOutcome]:
    if len(facts_in(question.text)) <= most:
        return Says(_truthful(question)), "ok"
    items = [json.dumps(fact.item) for fact in facts_in(question.text)]
    text = f'{{"{TABLE}": [{", ".join(items[:most])}, {items[most][:90]}'
    return Says(text, finish="length"), "truncated"


def _too_long(question: Question) -> tuple[Behaviour, CallOutcome]:
    if len(question.text) <= MOST_CHARACTERS:
        return Says(_truthful(question)), "ok"
    return Fails(400, "context_length_exceeded", "This model's maximum context length is exceeded."), "rejected"


_ENDINGS: dict[str, Callable[[Question], tuple[Behaviour, CallOutcome]]] = {
    "fenced": lambda question: (Says(f"```json\n{_truthful(question)}\n```"), "fenced"),
    "fenced with a word before": lambda question: (Says(f"Here it is:\n```\n{_truthful(question)}\n```"), "fenced"),
    "refuses": lambda question: (Refuses("I cannot help with that."), "refused"),
    "filtered": lambda question: (Says("", finish="content_filter"), "refused"),
    "no JSON": lambda question: (Says("I found several flights."), "not_json"),
    "half a JSON": lambda question: (Says(_truthful(question)[:-9]), "not_json"),
    "a list": lambda question: (Says("[]"), "not_json"),
    "empty": lambda question: (Says("  "), "empty"),
    "cut short": partial(_cut_after, most=MOST_ITEMS),
    "cut early": partial(_cut_after, most=FEWEST_ITEMS),
    "always cut": lambda question: (Says(f'{{"{TABLE}": [{{"quotes": ["A', finish="length"), "truncated"),
    "too long": _too_long,
    "doubled": lambda question: (Says(complete(question, [fact.item for fact in facts_in(question.text)] * 2)), "ok"),
    "one too many lists": lambda question: (Says(_truthful(question)[:-1] + ', "remarks": ["well"]}'), "ok"),
}


@dataclass(frozen=True)
class Spoiler:
    """Spoils one item. `rejects` are the fields named and a word of the reason, `costs` what of the record is lost.

    `is_of_the_form` where the schema is broken, and not the truth.
    """

    change: Callable[[Fact], dict[str, Any]]
    rejects: tuple[tuple[str | None, str], ...]
    costs: str = ""
    is_of_the_form: bool = False

    def __call__(self, fact: Fact) -> dict[str, Any]:
        return {**fact.item, **self.change(fact)}


def _form(field: str | None, reason: str, costs: str = "", **change: Any) -> Spoiler:
    return Spoiler(lambda _: change, ((field, reason),), costs, is_of_the_form=True)


def _value(field: str, reason: str, costs: str, **change: Any) -> Spoiler:
    return Spoiler(lambda _: change, ((field, reason),), costs)


def _another_number_in_quote(fact: Fact) -> dict[str, Any]:
    return {"quotes": [fact.sentence.replace(str(fact.count), str(fact.count + 700))]}


def _untouched(fact: Fact) -> dict[str, Any]:
    return fact.item


def _another_country(fact: Fact) -> dict[str, Any]:
    """Another paragraph of the note may well name it."""
    others = sorted(set(COUNTRIES) - {fact.sender, fact.destination})
    return {"destination_country": COUNTRIES[others[fact.count % len(others)]]}


SPOILERS: dict[str, Spoiler] = {
    "a code of its own": _form("status", "Input should be", status="flown"),
    "a name for a code": _form("sending_country", "no country code", "sending_country", sending_country="the north"),
    "a field of its own": _form("mood", "Extra inputs", mood="good"),
    "an object for a text": Spoiler(
        lambda _: {"date": {"day": 5}},
        (("date", "required"), ("date.day", "Extra inputs")),
        "date",
        is_of_the_form=True,
    ),
    "no quotes": _form(None, "quotes", "record", quotes=[]),
    "no modality": _form(None, "modality", "record", modality="certain"),
    "an invented quote": Spoiler(
        lambda fact: {"quotes": [INVENTED]}, ((None, "none of its quotes"), ("quotes.0", "document")), "record"
    ),
    "an invented quote beside a good one": Spoiler(
        lambda fact: {"quotes": [fact.sentence, INVENTED]}, (("quotes.1", "document"),)
    ),
    "a quote with another number": Spoiler(
        _another_number_in_quote, ((None, "none of its quotes"), ("quotes.0", "differs from the document")), "record"
    ),
    "an altered number": Spoiler(
        lambda fact: {"passengers": f"{fact.count + 1000} migrants"}, (("passengers.text", "neither"),), "passengers"
    ),
    "an altered country": Spoiler(_another_country, (("destination_country", "no name of"),), "destination"),
    "an altered date": _value("date.text", "stands neither", "date", date="29 February 2028"),
}
ANSWERS = ("none", *_ENDINGS, *SPOILERS)
HEALABLE = ("no JSON", "half a JSON", "a list", "empty", *SPOILERS)
TROUBLES = (*ANSWERS, *(f"{name}{HEALING}" for name in HEALABLE), "down")
"""Every trouble that an answer can have; `down` is a server that never answers for this document."""
