"""A docetl pipeline against an OpenAI-compatible server, as its documentation shows it: `ask_docetl.py TASK`.

One `map` over the documents, its output in tools mode (the default). docetl's types know neither null nor an object in
a list of an object: a record is flat, and what is unknown an empty text. It has no grounding for such an operation. It
counts tokens with tables that tiktoken downloads; litellm, which it installs, brings them along.
"""

import json
import sys
from pathlib import Path
from typing import Any

import litellm.litellm_core_utils.default_encoding  # noqa: F401 - tells tiktoken where those tables are
from docetl.runner import DSLRunner


def main(task: dict[str, Any]) -> None:
    """Ask about every document of `task["documents"]` and write the answers to `task["output"]`."""
    paths = sorted(Path(task["documents"]).iterdir())
    dataset = Path(task["output"]).with_suffix(".dataset.json")
    dataset.write_text(json.dumps([{"text": path.read_text(encoding="utf-8")} for path in paths]), encoding="utf-8")
    kinds = task["schema"]["properties"].items()
    config = {
        "default_model": "openai/gpt-4o",
        "default_lm_api_base": task["base_url"],
        "bypass_cache": True,
        "datasets": {"documents": {"type": "file", "path": str(dataset)}},
        "operations": [
            {
                "name": "extract",
                "type": "map",
                "prompt": f"{task['instruction']}\n\n{task['rules']}\n\nThe document:\n{{{{ input.text }}}}",
                "output": {"schema": {name: _fields(part["items"]) for name, part in kinds}},
                "bypass_cache": True,
            }
        ],
        "pipeline": {
            "steps": [{"name": "only", "input": "documents", "operations": ["extract"]}],
            "output": {"type": "file", "path": task["output"]},
        },
    }
    DSLRunner(config, max_threads=task["at_once"]).load_run_save()


def _fields(schema: dict[str, Any]) -> str:
    """Return a record's fields in docetl's notation."""
    fields = (f"{name}: {'list[str]' if _is_list(part) else 'str'}" for name, part in schema["properties"].items())
    return f"list[{{{', '.join(fields)}}}]"


def _is_list(schema: dict[str, Any]) -> bool:
    return schema.get("type") == "array"


if __name__ == "__main__":
    main(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
