"""langextract as its documentation drives an OpenAI-compatible server: `ask_langextract.py TASK`.

A document in one request (`max_char_buffer` above the longest), as many workers as the others have at once, batches as
long as all documents, so that no batch waits for its slowest request, and no progress bar: the quickest of what it
offers. Each record's first quote is placed in the text, by its own aligner.
"""

import json
import sys
from pathlib import Path
from typing import Any

import langextract as lx
from langextract.factory import ModelConfig


def main(task: dict[str, Any]) -> None:
    """Ask about every document of `task["documents"]` and write the answers to `task["output"]`."""
    paths = sorted(Path(task["documents"]).iterdir())
    documents = [lx.data.Document(path.read_text(encoding="utf-8"), document_id=path.name) for path in paths]
    server = {"base_url": task["base_url"], "api_key": "none", "max_workers": task["at_once"]}
    found = lx.extract(
        text_or_documents=documents,
        prompt_description=f"{task['instruction']}\n\n{task['rules']}",
        examples=[_example(one) for one in task["examples"]],
        config=ModelConfig(model_id="gpt-4o", provider_kwargs=server),
        max_char_buffer=task["characters"],
        batch_length=task["batch"],
        max_workers=task["at_once"],
        show_progress=False,
    )
    output = Path(task["output"])
    lx.io.save_annotated_documents(found, output_dir=output.parent, output_name=output.name, show_progress=False)


def _example(one: dict[str, Any]) -> Any:
    extractions = [
        lx.data.Extraction(extraction_class=item["class"], extraction_text=item["text"], attributes=item["attributes"])
        for item in one["extractions"]
    ]
    return lx.data.ExampleData(text=one["text"], extractions=extractions)


if __name__ == "__main__":
    main(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
