"""Lead-ins that the verbs of a list's items go on from: "The United States will:", "Kenya has pledged to:"."""

from __future__ import annotations

import regex

from core.document import Span
from extraction.engines.rules.grammar import function_words, word_class
from extraction.engines.rules.terms import holds, terms
from extraction.lexicons.countries import country_mentions

_CLAUSE = regex.compile(r"[,;:(–—]")
_END = ":*_ \t\n"


def governed_status(lead_in: str) -> str | None:
    """Return the status that a lead-in gives to items that say what one state or authority does; None of any other.

    What several undertake together are commitments of an agreement: "The two governments will:".
    """
    text = lead_in.rstrip(_END)
    if not lead_in.rstrip("*_ \t\n").endswith(":") or holds("cues/instruments", text):
        return None
    last = next(reversed(terms("measures/governing").find(text)), None)
    if last is None or last.span[1] < len(text):
        return None
    clauses = [match.end() for match in _CLAUSE.finditer(text, 0, last.span[0])]
    subject = text[clauses[-1] if clauses else 0 : last.span[0]]
    words = subject.lower().split()
    is_pronoun = bool(words) and words[-1] in function_words("it")  # "Canada announced that it will:"
    states = country_mentions(text if is_pronoun else subject)
    if holds("cues/joint_actors", subject) or len({state.code for state in states}) > 1:
        return None
    if is_pronoun:
        return last.values[0] if states else None
    acts = holds("measures/addressees", subject) or any(_is_whole(subject, state.span) for state in states)
    return last.values[0] if acts else None


def _is_whole(subject: str, state: Span) -> bool:
    """Say whether a state with its article is the whole subject, unlike "people from Haiti", "the U.S. Act"."""
    words = subject[: state[0]].lower().split()
    opens = not words or words[-1] in word_class("determiners") or words[-1] in function_words("that")
    return opens and not subject[state[1] :].strip()
