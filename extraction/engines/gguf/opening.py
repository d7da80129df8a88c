"""From `gguf:<path>` to the engine: what is wrong or missing is said before anything starts."""

from __future__ import annotations

from importlib.util import find_spec

from core.errors import UsageError
from extraction.engines.gguf.engine import GgufEngine
from extraction.engines.gguf.model_file import find_model_file
from extraction.engines.gguf.server import Serving
from extraction.engines.model.options import ModelOptions

PREFIX = "gguf:"
DEFAULT_CONTEXT_TOKENS = 16_384
"""Where the user says nothing: the prompt takes a third of it, and larger contexts take gigabytes of memory."""
MOST_OUTPUT_TOKENS = 8_192


def open_gguf_engine(
    name: str, options: ModelOptions | None = None, *, parallel: int = 1, threads: int | None = None
) -> GgufEngine:
    """Return the engine for `gguf:<path>`; raises UsageError that says what is missing and what to type."""
    options = options or ModelOptions()
    path = name.removeprefix(PREFIX)
    if not path:
        raise UsageError(f"{name!r} names no file", hint="Type the path of a model: --engine gguf:models/<model>.gguf")
    if find_spec("xllamacpp") is None:
        raise UsageError(f"{name}: llama.cpp is not installed", hint="Type: pip install -e '.[gguf]'")
    file = find_model_file(path)
    context = min(options.context_tokens or DEFAULT_CONTEXT_TOKENS, file.context_tokens or DEFAULT_CONTEXT_TOKENS)
    output = min(options.max_output_tokens or MOST_OUTPUT_TOKENS, context // 4)
    serving = Serving(file.parts[0], context, output, parallel, threads)
    return GgufEngine(name, file, serving, options)
