from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from flows.batches import MOST_TASKS, batches


@given(count=st.integers(0, 20_000), size=st.integers(1, 300))
def test_every_source_is_in_one_batch_in_order_and_tasks_are_bounded(count: int, size: int) -> None:
    sources = [str(number) for number in range(count)]
    made = batches(sources, size)
    assert [source for batch in made for source in batch.sources] == sources
    assert len(made) <= MOST_TASKS
    assert all(len(batch.sources) >= min(size, count) for batch in made[:-1])
    assert [batch.first for batch in made] == [1 + sum(len(b.sources) for b in made[:at]) for at in range(len(made))]


def test_a_batch_is_named_by_the_documents_in_it() -> None:
    assert [str(batch) for batch in batches(["a", "b", "c"], 2)] == ["documents 1-2", "documents 3-3"]
