"""What calls cost, by genai-prices' own tables; a price that is not known is None, never 0."""

from __future__ import annotations

from dataclasses import dataclass

from extraction.engines.model.answers import TokenCounts


@dataclass(frozen=True)
class Estimate:
    """Upper bounds for one request, made without a tokeniser: no token is shorter than one byte of UTF-8.

    `tokens_out` is None where nothing limits the answer, `cost_usd` also where the price is not known.
    """

    tokens_in: int
    tokens_out: int | None
    cost_usd: float | None


def cost_usd(model: str, base_url: str, tokens: TokenCounts) -> float | None:
    """Return the price of one call in US dollars, or None if the model, its provider or the counts are not known."""
    return _priced(model, base_url, tokens, {})


def batch_cost_usd(model: str, base_url: str, tokens: TokenCounts) -> float | None:
    """Return the price of one call in a batch, or None if that is not known; the price outside of one is no answer."""
    price = _priced(model, base_url, tokens, {"processing": "batch"})
    return None if price == cost_usd(model, base_url, tokens) else price


def _priced(model: str, base_url: str, tokens: TokenCounts, context: dict[str, str]) -> float | None:
    if tokens.read is None and tokens.written is None:
        return None
    from genai_prices import Usage, calc_price

    usage = Usage(
        input_tokens=tokens.read or 0,
        cache_read_tokens=tokens.cached or 0,
        cache_write_tokens=tokens.cache_written or 0,
        output_tokens=tokens.written or 0,
        output_reasoning_tokens=tokens.reasoning or 0,
    )
    try:
        return float(calc_price(usage, model, provider_api_url=base_url, price_context=context).total_price)
    except (LookupError, ValueError):  # unknown to the tables; counts that contradict each other
        return None


def bound(text: str) -> int:
    """Return how many tokens `text` has at most."""
    return len(text.encode("utf-8", "surrogatepass"))
