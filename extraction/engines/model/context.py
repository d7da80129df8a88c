"""How much text fits into a model's context, by an estimate that needs no tokeniser.

Tokenisers in use make a token of four to five bytes of English, three to four of other languages in Latin letters. The
prompt is English, so four bytes of it count as a token; of a document, whatever its language, three.
"""

from __future__ import annotations

PROMPT_BYTES_A_TOKEN = 4
TEXT_BYTES_A_TOKEN = 3
MOST_BYTES_A_TOKEN = 5
"""Of a text as a whole: what takes more tokens than there is room for even so is too long, whoever counts them."""
LARGEST_SHARE_OF_ANSWER = 4


def text_room(context_tokens: int, prompt_bytes: int, answer_tokens: int | None) -> int:
    """Return how many bytes of text fit beside a prompt of `prompt_bytes` and an answer; 0 if none do."""
    left = context_tokens - answer_room(context_tokens, answer_tokens) - -(-prompt_bytes // PROMPT_BYTES_A_TOKEN)
    return max(0, left) * TEXT_BYTES_A_TOKEN


def answer_room(context_tokens: int, answer_tokens: int | None) -> int:
    """Return the tokens that are kept for an answer: a quarter of the context, or its own limit where that is less."""
    share = context_tokens // LARGEST_SHARE_OF_ANSWER
    return share if answer_tokens is None else min(answer_tokens, share)
