from __future__ import annotations

import pytest

from flows.progress import Counts, Lines


class Heard(Lines):
    """Progress whose lines a test can read."""

    def __init__(self) -> None:
        super().__init__(attended=False)
        self.lines: list[str] = []

    def say(self, message: str) -> None:
        self.lines.append(message)


def shown(documents: int, monkeypatch: pytest.MonkeyPatch, seconds_a_document: float) -> list[str]:
    clock = iter(range(10**6))
    monkeypatch.setattr("time.monotonic", lambda: next(clock) * seconds_a_document)
    heard = Heard()
    heard.begin(documents)
    counts = Counts()
    for _ in range(documents):
        counts.documents += 1
        counts.records += 2
        heard.show(counts)
    heard.end()
    return heard.lines


def test_a_log_gets_the_first_line_and_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(1000, monkeypatch, 0.001) == [
        "1,000 documents",
        "1,000 of 1,000 documents, 2,000 records, 0 rejects, 0 failed",
    ]


def test_a_long_run_is_heard_of_every_ten_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = shown(1000, monkeypatch, 0.1)
    assert 8 <= len(lines) <= 12
