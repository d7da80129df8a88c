"""An evaluation as one web page: each document with what is expected and what was found, side by side.

No script, nothing loaded from elsewhere, everything from documents, goldens and engines escaped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cli.marking import Mark, pieces
from cli.page import TEMPLATES, environment, style_hash
from cli.visible import visible, visible_line
from core.document import Span
from core.wording import counted
from evaluation.golden_paths import shortened
from evaluation.outcome import Contrast, DocumentOutcome, Evaluation, RecordOutcome
from evaluation.regression import SAID
from evaluation.sameness import key_line


@dataclass(frozen=True)
class ShownMark:
    """A number in the text; `look` says what became of its record."""

    number: int
    look: str


@dataclass(frozen=True)
class ShownPiece:
    """A piece of the text, the marks that begin with it, and the look of the innermost record that covers it."""

    text: str
    opens: tuple[ShownMark, ...]
    look: str


def page(run: Evaluation, texts: Mapping[str, str]) -> str:
    """Return the page; `texts` are the documents' by the names of their goldens."""
    style = "".join((TEMPLATES / name).read_text(encoding="utf-8") for name in ("page.css", "eval.css"))
    scores = run.scores.fields
    return (
        environment()
        .get_template("eval.html")
        .render(
            style=style,
            style_hash=style_hash(style),
            run=run,
            engine=visible_line(run.engine),
            identity=visible_line(run.identity),
            faulty={name: one for name, one in scores.items() if one.wrong or one.missing or one.spurious},
            documents=[_document(index, one, texts.get(one.name, "")) for index, one in enumerate(run.documents)],
            contrast=_contrast(run.against) if run.against else None,
            skipped=[(visible_line(one.name), visible_line(one.reason)) for one in run.skipped],
        )
    )


def _document(index: int, document: DocumentOutcome, text: str) -> dict[str, object]:
    looks = [_look(record) for record in document.records]
    flaws = sum(look in ("differs", "absent", "extra") for look in looks)
    return {
        "anchor": f"document-{index}",
        "name": visible_line(document.name),
        "source": visible_line(document.source),
        "failure": visible_line(document.failure) if document.failure else None,
        "summary": f"{counted(len(looks), 'record')}, {flaws} not right"
        if looks
        else "nothing expected, nothing found",
        "is_open": flaws > 0,
        "expected": list(_pieces(text, [record.expected_spans for record in document.records], looks)),
        "found": list(_pieces(text, [record.found_spans for record in document.records], looks)),
        "records": [_record(number, record) for number, record in enumerate(document.records, start=1)],
        "refused": [
            (".".join(part for part in (one.kind, one.field) if part), _shown(one.value), visible(one.reason))
            for one in document.ungrounded
        ],
    }


def _look(record: RecordOutcome) -> str:
    if record.optional:
        return "optional"
    if record.outcome == "matched":
        return "differs" if record.differences else "right"
    return "absent" if record.outcome == "missing" else "extra"


def _record(number: int, record: RecordOutcome) -> dict[str, object]:
    content = record.found if record.expected is None else record.expected
    right = "found, with differences" if record.differences else "found, right in everything"
    return {
        "number": number,
        "look": _look(record),
        "kind": record.kind,
        "said": SAID.get(record.outcome, right) + (" (may be left out)" if record.optional else ""),
        "keys": visible(key_line(record.kind, content or {})),
        "quote": visible(str(((content or {}).get("quotes") or [""])[0])),
        "reason": visible(record.reason) if record.reason else None,
        "lines": [(one.path, one.outcome, _shown(one.expected), _shown(one.found)) for one in record.differences],
    }


def _pieces(text: str, spans: Sequence[tuple[Span, ...]], looks: Sequence[str]) -> Iterator[ShownPiece]:
    """Yield the text in pieces: what the quotes of record n cover is marked as record n looks."""
    marks = [
        Mark(span, number, place)
        for number, of_record in enumerate(spans, start=1)
        for place, span in enumerate(of_record, start=1)
    ]
    for piece in pieces((0, len(text)), marks):
        innermost = min(piece.covers, key=lambda mark: (mark.span[1] - mark.span[0], mark.number), default=None)
        yield ShownPiece(
            visible(text[slice(*piece.span)]),
            tuple(ShownMark(mark.number, looks[mark.number - 1]) for mark in piece.opens),
            looks[innermost.number - 1] if innermost else "",
        )


def _contrast(contrast: Contrast) -> dict[str, object]:
    return {
        "one": visible_line(contrast.one),
        "other": visible_line(contrast.other),
        "count": len(contrast.documents),
        "levels": [("records", contrast.records), ("values", contrast.values)],
        "records": [
            {
                "document": visible_line(each.document),
                "kind": each.kind,
                "one": each.one,
                "other": each.other,
                "quote": visible(each.quote),
                "lines": [(one.path, _shown(one.expected), _shown(one.one), _shown(one.other)) for one in each.values],
            }
            for each in contrast.differences
        ],
    }


def _shown(value: object) -> str:
    return "nothing" if value is None else visible(shortened(value))
