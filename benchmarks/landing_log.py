"""Landing logs of any length to load: what the rules find in the seeds, told apart letter by letter, always the same.

Each copy of a document has its own identifiers, and its letters are exchanged for others: what is stored compresses
like as many different documents, and every quote still stands where its evidence says.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from benchmarks.stages import ROOT, extracted
from core.document import Document
from core.landing.log import LandingLog
from core.landing.raw import encode
from core.lines import AnyLine, Evidence, ExtractionLine, LandedRecord, RunLine, SightingLine
from extraction.reading import read_document
from flows.documents import document_line
from schemas.registry import kinds
from schemas.shape import Form, Proof, leaves, shape

DOCUMENTS_A_RUN = 10_000
EXCHANGED = ("aeio", "cdghjklmpqsvwxyz")
"""Letters that change places among themselves: those that no escape of JSON (\\n, \\t) is written with."""
EXCHANGES = 1000
START = datetime(2026, 1, 1, tzinfo=UTC)
_WORDS, _NAME = "\ue000%s\ue001", "\ue002%s\ue003"
_MARKED = re.compile("(\ue000.*?\ue001|\ue002.*?\ue003)", re.DOTALL)
_AT = '"2026-01-01T00:00:00Z"'


@dataclass(frozen=True)
class Template:
    """The lines of one document, cut into pieces: every other piece differs from copy to copy."""

    pieces: tuple[str, ...]
    records: int

    def copy(self, name: str, run_id: str, at: datetime) -> str:
        """Return the lines of the copy `name`."""
        letters = _exchanges()[int(sha256(name.encode()).hexdigest(), 16) % EXCHANGES]
        names = {"run": run_id, "source": f"news/{name}.txt", "at": f"{at:%Y-%m-%dT%H:%M:%S}Z"}

        def differing(piece: str) -> str:
            inner = piece[1:-1]
            if piece[0] == _WORDS[0]:
                return inner.translate(letters)
            if inner not in names:
                names[inner] = sha256(f"{name} {inner}".encode()).hexdigest()
            return names[inner]

        return "".join(differing(piece) if place % 2 else piece for place, piece in enumerate(self.pieces))


def write_log(folder: Path, records: int, *, begin: int = 0) -> int:
    """Land `records` or a few more in the log in `folder`; return how many.

    Files are numbered from `begin` on, and nothing in one is in another: one run of at most 10,000 documents each.
    """
    folder.mkdir(parents=True, exist_ok=True)
    templates, made, number = _templates(), 0, 0
    while made < records:
        run_id, found = f"run-{begin + number // DOCUMENTS_A_RUN}", 0
        at, last = START + timedelta(days=begin + number // DOCUMENTS_A_RUN), number + DOCUMENTS_A_RUN
        with (folder / f"{begin + number // DOCUMENTS_A_RUN:04}.jsonl").open("w", encoding="utf-8") as file:
            file.write(_run(run_id, at))
            while number < last and made + found < records:
                template = templates[number % len(templates)]
                file.write(template.copy(f"{begin}-{number}", run_id, at + timedelta(seconds=number)))
                found, number = found + template.records, number + 1
            file.write(_run(run_id, at + timedelta(hours=12), found))
        made += found
    return made


def _run(run_id: str, at: datetime, records: int | None = None) -> str:
    event = "started" if records is None else "finished"
    fields: dict[str, Any] = {"run_id": run_id, "event": event, "at": at, "engine": "rules", "kinds": list(kinds())}
    return encode(RunLine(**fields, command="dossier run news", records=records)).decode()


@cache
def _exchanges() -> list[dict[int, str]]:
    chance = random.Random(1)  # noqa: S311 - letters, no secret
    found = []
    for _ in range(EXCHANGES):
        exchange: dict[int, str] = {}
        for letters in EXCHANGED:
            others = "".join(chance.sample(letters, len(letters)))
            pairs = zip(letters + letters.upper(), others + others.upper(), strict=True)
            exchange |= {ord(letter): other for letter, other in pairs}
        found.append(exchange)
    return found


@cache
def _templates() -> tuple[Template, ...]:
    documents = [read_document(str(path)) for path in sorted((ROOT / "seeds").glob("*.txt"))]
    return tuple(map(_template, documents, extracted(documents, LandingLog(Path("never-written")))))


def _template(document: Document, found: ExtractionLine) -> Template:
    ids = {one: f"id{number}" for number, one in enumerate([r.record_id for r in found.records])}
    ids |= {document.document_id: "document", found.extraction_id: "extraction"}
    common = {"document_id": document.document_id, "source": _NAME % "source", "at": START}
    landed = document_line(document)
    metadata = [item.model_copy(update={"text": _WORDS % item.text}) for item in landed.metadata]
    words = {"text": _WORDS % landed.text, "title": landed.title and _WORDS % landed.title, "metadata": metadata}
    records = [_marked(record) for record in found.records]
    lines: list[AnyLine] = [
        landed.model_copy(update={**common, **words}),
        SightingLine(**common, run_id=_NAME % "run"),
        found.model_copy(update={**common, "run_id": _NAME % "run", "records": records}),
    ]
    text = "".join(encode(line).decode() for line in lines).replace(_AT, f'"{_NAME % "at"}"')
    for identifier, name in ids.items():
        text = text.replace(identifier, _NAME % name)
    return Template(tuple(_MARKED.split(text)), len(records))


def _marked(record: LandedRecord) -> LandedRecord:
    """Mark what is printed in the document, in the record and in its evidence."""
    model = kinds()[record.kind].model.model_validate(record.data)
    printed = {leaf.path for leaf in leaves(model) if leaf.proof is Proof.PRINTED and leaf.field.type is str}
    evidence = [_marked_evidence(one, is_printed=one.field in printed) for one in record.evidence]
    return record.model_copy(update={"data": _marked_data(model, record.data), "evidence": evidence})


def _marked_evidence(one: Evidence, *, is_printed: bool) -> Evidence:
    value = _WORDS % one.value if is_printed else one.value
    quote = one.quote if one.char_start is None else _WORDS % one.quote  # else it is the name of metadata
    return one.model_copy(update={"quote": quote, "value": value})


def _marked_data(model: BaseModel, data: dict[str, Any]) -> dict[str, Any]:
    """Return `data`, the JSON of `model`, with its printed strings marked."""
    marked = dict(data)
    for field in shape(type(model)):
        value, inner = data[field.name], getattr(model, field.name)
        if value is None:
            continue
        match field.form:
            case Form.NESTED:
                marked[field.name] = _marked_data(inner, value)
            case Form.ROWS:
                marked[field.name] = [_marked_data(*pair) for pair in zip(inner, value, strict=True)]
            case _ if field.proof is Proof.PRINTED and field.type is str:
                marked[field.name] = [_WORDS % item for item in value] if isinstance(value, list) else _WORDS % value
    return marked
