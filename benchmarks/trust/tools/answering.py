"""Put cases to one tool: `answering.py MODULE[.OBJECT] CASES ANSWERS`, files of JSON, in the environment of the tool.

CASES: `texts` by name, `quotes` as [text, quote], `values` as [text, quote, field, value]. ANSWERS: for each quote
[span or null, seconds], for each value [accepted, seconds]; the seconds are of the processor.
"""

import importlib
import json
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Any


def main(name: str, cases: Path, answers: Path) -> None:
    """Ask the tool that the module `name`, or the object `name` of a module, is about every case."""
    module, _, member = name.partition(".")
    tool: Any = importlib.import_module(module)
    if member:
        tool = getattr(tool, member)
    asked = json.loads(cases.read_text(encoding="utf-8"))
    texts = asked["texts"]
    found = {
        "quotes": [_timed(tool.place, texts[name], quote) for name, quote in asked["quotes"]],
        "values": [_timed(tool.bears, texts[name], *rest) for name, *rest in asked["values"]],
    }
    answers.write_text(json.dumps(found), encoding="utf-8")


def _timed(ask: Callable[..., Any], *arguments: str) -> tuple[Any, float]:
    begin = process_time()
    answer = ask(*arguments)
    return answer, process_time() - begin


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
