"""What earlier calls of a model took, from the landing log: what an estimate of the next ones goes by."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

from core.landing.log import LandingLog
from core.lines import ANSWERED

TOKENS_A_BYTE = 0.25
"""English prose and JSON with the tokenisers in use, where no earlier call tells: four bytes a token."""
ANSWER_TOKENS = 1_000
"""An answer where no earlier call tells: a dozen records."""

_CALL = re.compile(
    rb'\{"line":"call","request_hash":"\w+","extraction_id":"(?P<extraction>\w+)",(?:(?!,"raw":)[^\n])*?'
    rb'"engine":(?P<engine>"(?:[^"\\]|\\.)*"),(?:(?!,"raw":)[^\n])*?'
    rb'"outcome":"(?P<outcome>\w+)",(?:(?!,"raw":)[^\n])*?"bytes_in":(?P<bytes>null|\d+),'
    rb'"tokens_in":(?P<read>null|\d+),"tokens_cached":(?:null|\d+),"tokens_out":(?P<written>null|\d+),'
)


@dataclass
class Ledger:
    """The answers that one model gave so far, in sums; those that say nothing of their tokens are left out."""

    calls: int = 0
    bytes_in: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    extractions: set[str] = field(default_factory=set)
    """The extractions that got an answer."""

    @property
    def tokens_a_byte(self) -> float:
        """How many tokens a byte of a request was."""
        return self.tokens_in / self.bytes_in if self.bytes_in else TOKENS_A_BYTE

    @property
    def answer_tokens(self) -> float:
        """How many tokens an answer had on average, reasoning included."""
        return self.tokens_out / self.calls if self.calls else ANSWER_TOKENS


def ledger_of(log: LandingLog, engine: str) -> Ledger:
    """Return what the calls of `engine` in `log` took."""
    ledger, name = Ledger(), json.dumps(engine, ensure_ascii=False).encode()
    for _, data in log.raw():
        found = _CALL.match(data) if data.startswith(b'{"line":"call"') else None
        if found is None or found["engine"] != name or found["outcome"].decode() not in ANSWERED:
            continue
        ledger.extractions.add(found["extraction"].decode())
        counts = (found["bytes"], found["read"], found["written"])
        if b"null" not in counts:
            ledger.calls += 1
            ledger.bytes_in += int(counts[0])
            ledger.tokens_in += int(counts[1])
            ledger.tokens_out += int(counts[2])
    return ledger
