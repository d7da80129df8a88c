"""English inflection: the printed forms of a verb or a noun that a lexicon gives in its base form.

A term of several words is inflected in its first word if it is a verb ("turn back", "turned back") and in its last if
it is a noun. Irregular forms come from `lexicons/rules/grammar/irregular_verbs.tsv`; whatever else is irregular stands
in its lexicon in each of its forms.
"""

from __future__ import annotations

from functools import cache

from extraction.lexicons import load

PAST_OR_PARTICIPLE = "past_or_participle"
_VOWELS = "aeiou"


@cache
def _irregular() -> dict[str, dict[str, list[str]]]:
    forms: dict[str, dict[str, list[str]]] = {}
    for entry in load("rules/grammar/irregular_verbs").entries:
        forms.setdefault(entry.value, {}).setdefault(entry.form, []).append(entry.term)
    return forms


def verb_forms(term: str) -> list[tuple[str, str]]:
    """Return (printed form, form) of a verb: base, present (third person), gerund, past, participle."""
    verb, space, rest = term.partition(" ")
    tail = space + rest
    irregular = _irregular().get(verb)
    if irregular:
        past = [(form, name) for name in ("past", "participle", PAST_OR_PARTICIPLE) for form in irregular.get(name, ())]
    else:
        past = [(_past(verb), PAST_OR_PARTICIPLE)]
    forms = [(verb, "base"), (_third_person(verb), "present"), (_gerund(verb), "gerund"), *past]
    return [(form + tail, name) for form, name in forms]


@cache
def _future_stems() -> dict[str, str]:
    return {entry.term: entry.value for entry in load("rules/grammar/spanish_future_stems").entries}


def spanish_future_forms(infinitive: str) -> list[tuple[str, str]]:
    """Return (printed form, form) of a Spanish verb in the third person: future ("recibirá") and conditional."""
    verb, space, rest = infinitive.partition(" ")
    if not verb.endswith(("ar", "er", "ir")):
        return []
    irregular = next((ending for ending in _future_stems() if verb.endswith(ending)), None)
    stem = verb.removesuffix(irregular) + _future_stems()[irregular] if irregular else verb
    endings = (("á", "future"), ("án", "future"), ("ía", "conditional"), ("ían", "conditional"))
    return [(stem + ending + space + rest, form) for ending, form in endings]


def noun_forms(term: str) -> list[tuple[str, str]]:
    """Return (printed form, form) of a noun: singular and plural."""
    return [(term, "singular"), (_third_person(term), "plural")]


def _third_person(word: str) -> str:
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ies"
    return word + "s"


def _gerund(verb: str) -> str:
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return verb[:-1] + "ing"
    return _doubled(verb) + "ing"


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return verb[:-1] + "ied"
    return _doubled(verb) + "ed"


def _doubled(verb: str) -> str:
    """Double the last consonant of a one-syllable verb ("ban", "banned"); longer ones are in the lexicon."""
    if len(verb) < 3 or verb[-1] in "aeiouwxy" or verb[-2] not in _VOWELS or verb[-3] in _VOWELS:
        return verb
    return verb + verb[-1] if sum(letter in _VOWELS for letter in verb) == 1 else verb
