"""Documents to measure on: the seeds, joined and told apart, cut to a size."""

from __future__ import annotations

from pathlib import Path


def documents_of(seeds: Path, folder: Path, count: int, size: int = 5000, *, are_joined: bool = False) -> list[Path]:
    """Write `count` different texts of about `size` characters into `folder` and return their paths.

    Each is a seed cut at a paragraph, with a first line of its own, so that no two have the same `document_id`. A
    seed that is shorter stays so, or `are_joined`: the seeds after it follow.
    """
    folder.mkdir(parents=True, exist_ok=True)
    texts = [path.read_text(encoding="utf-8") for path in sorted(seeds.glob("*.txt"))]
    if are_joined:
        texts = ["\n".join([*texts[first:], *texts[:first]]) for first in range(len(texts))]
    paths = []
    for number in range(count):
        text = texts[number % len(texts)]
        end = text.rfind("\n", 0, size) if len(text) > size else len(text)
        path = folder / f"{number:06}.txt"
        path.write_text(f"Report number {number}\n{text[:end]}\n", encoding="utf-8")
        paths.append(path)
    return paths
