"""A language model of half a megabyte, written in a moment: random weights, leaning towards short JSON.

One token is one byte; a row of the letter m makes longer ones. The first dimension of every embedding is constant, so
that the first column of the output weights leans towards a byte whatever came before; a few more dimensions mark what
came just before. So a list gets an item, a string a letter or two, and an answer comes to its end; what stands in it
means nothing.
"""

from __future__ import annotations

import string
from pathlib import Path

import gguf
import numpy as np
from numpy.typing import NDArray

WIDTH = 32
SPECIAL = ("<unk>", "<s>", "</s>")
WORDS = ("mm", "mmmm", "mmmmmmmm")
"""Tokens of more than a byte, each joined from two shorter ones: what a tokeniser makes of text that it knows well."""
VOCABULARY = len(SPECIAL) + 256 + 1 + len(WORDS)
CONTEXT_TOKENS = 131_072

Array = NDArray[np.float32]


def write_tiny_model(path: Path, seed: int = 1) -> Path:
    """Write the model to `path` and return it; the same seed gives the same bytes."""
    random = np.random.default_rng(seed)
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_name("tiny")
    writer.add_context_length(CONTEXT_TOKENS)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(1)
    writer.add_feed_forward_length(WIDTH)
    writer.add_head_count(1)
    writer.add_head_count_kv(1)
    writer.add_rope_dimension_count(WIDTH)
    writer.add_layer_norm_rms_eps(1e-5)
    _add_vocabulary(writer)
    embedding, output = _leaning(random)
    _add_tensors(writer, {"token_embd": embedding, "output": output}, random)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def _add_vocabulary(writer: gguf.GGUFWriter) -> None:
    kinds = gguf.TokenType
    writer.add_tokenizer_model("llama")
    writer.add_token_list([*SPECIAL, *(f"<0x{byte:02X}>" for byte in range(256)), WORDS[0][0], *WORDS])
    writer.add_token_scores([0.0] * (VOCABULARY - len(WORDS)) + [float(len(word)) for word in WORDS])
    words = [kinds.NORMAL] * (1 + len(WORDS))
    writer.add_token_types([kinds.UNKNOWN, kinds.CONTROL, kinds.CONTROL, *([kinds.BYTE] * 256), *words])
    writer.add_unk_token_id(0)
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_add_space_prefix(False)


def _add_tensors(writer: gguf.GGUFWriter, ends: dict[str, Array], random: np.random.Generator) -> None:
    for name, tensor in ends.items():
        writer.add_tensor(f"{name}.weight", tensor)
    for name in ("output_norm", "blk.0.attn_norm", "blk.0.ffn_norm"):
        writer.add_tensor(f"{name}.weight", np.ones(WIDTH, dtype=np.float32))
    for name in ("attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up", "ffn_down"):
        writer.add_tensor(f"blk.0.{name}.weight", random.normal(0, 0.05, (WIDTH, WIDTH)).astype(np.float32))


def _leaning(random: np.random.Generator) -> tuple[Array, Array]:
    """Return embeddings and output weights: what is likely at all, and what is likely after what."""
    embedding = random.normal(0, 0.3, (VOCABULARY, WIDTH)).astype(np.float32)
    output = random.normal(0, 0.3, (VOCABULARY, WIDTH)).astype(np.float32)
    embedding[:, 0] = 3.0
    output[:, 0] = -8.0  # control bytes, and the halves of what is no ASCII
    letters = _tokens(string.ascii_letters + string.digits)
    output[letters, 0] = 0.0
    output[_tokens("{}[],:"), 0] = 0.5
    output[_tokens("]}"), 0] = 1.0
    output[_tokens('"'), 0] = 0.3
    output[SPECIAL.index("</s>"), 0] = 3.0
    after = (("[", "{", 8.0), ("}", "]", 8.0), (string.ascii_letters + string.digits, '"', 4.0), ('"', "aeiourst", 2.0))
    for dimension, (before, then, weight) in enumerate(after, start=1):
        embedding[:, dimension] = 0.0
        output[:, dimension] = 0.0
        embedding[_tokens(before), dimension] = 2.0
        output[_tokens(then), dimension] = weight
    return embedding, output


def _tokens(text: str) -> list[int]:
    return [len(SPECIAL) + byte for byte in text.encode()]
