"""A page of the documentation as its reader meets it: blocks to type, files to write, and what then is printed.

What the blocks of a page are:

- ```sh: typed in a terminal at the root of a clone. A last comment `# exit code 2` says that it fails, and how.
- ```sql: asked with `dossier sql`. ```python: run by the clone's Python.
- ```text after one of these: what it prints. `…` stands for anything within a line, `…` alone for any lines.
- ```console: typed on the reader's own machine, where it does not end or changes the system: shown, not tried here.
- Any block after a paragraph that ends with a path and a colon (here `reports/a.md`:) is written to that file.
- RECORD_ID stands for the last record_id that the page's commands printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

BLOCK = re.compile(r"^```(?P<language>\w+)\n(?P<content>.*?)^```$", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"`(?P<path>[\w./-]+)`:\s*\Z")
EXIT_CODE = re.compile(r"# exit code (\d+)\s*\Z")
RUN = ("sh", "sql", "python")
ANY = "…"


@dataclass(frozen=True)
class Step:
    """One block: a file to write if it has a `path`, else something to run; `line` is where it stands in the page."""

    language: str
    content: str
    line: int
    path: str | None
    printed: str | None

    @property
    def exit_code(self) -> int:
        found = EXIT_CODE.search(self.content)
        return int(found[1]) if found else 0


def steps(page: Path) -> list[Step]:
    """Return the blocks of `page` in their order, each with what it prints; raises ValueError for a stray block."""
    return list(_steps(page.read_text(encoding="utf-8")))


def differs(expected: str, printed: str) -> bool:
    """Whether `printed` is not what a page says is printed; white space at the ends of lines does not count."""
    pattern = "".join(_pattern(line) for line in expected.rstrip().splitlines())
    lines = "".join(f"{line.rstrip()}\n" for line in printed.rstrip().splitlines())
    return re.fullmatch(pattern, lines) is None


def _pattern(line: str) -> str:
    if line.strip() == ANY:
        return r"(?:.*\n)*?"
    return ".*?".join(re.escape(part) for part in line.rstrip().split(ANY)) + r"\n"


def _steps(text: str) -> Iterator[Step]:
    blocks = list(BLOCK.finditer(text))
    for index, block in enumerate(blocks):
        language, line = block["language"], text.count("\n", 0, block.start()) + 1
        file = FILE.search(text[: block.start()])
        if language == "console":
            continue
        if language == "text":
            if index == 0 or blocks[index - 1]["language"] not in RUN:
                raise ValueError(f"line {line}: this text follows no command")
            continue
        if file is None and language not in RUN:
            raise ValueError(f"line {line}: a block of {language} needs a line before it that ends in `path`:")
        follows = blocks[index + 1] if index + 1 < len(blocks) and file is None else None
        printed = follows["content"] if follows and follows["language"] == "text" else None
        yield Step(language, block["content"], line, file["path"] if file else None, printed)
