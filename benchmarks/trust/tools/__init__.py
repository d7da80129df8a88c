"""The tools that are asked, each a module that its own environment runs: where a quote stands, if a value is borne.

`answering.py MODULE CASES ANSWERS` runs one of them, which imports nothing of ours but, for ours, the product:

- `place(text, quote)` returns the span that the tool gives for the quote, or None if it refuses it;
- `bears(text, quote, field, value)` says whether the tool lets a value pass that was read from the quote.
"""
