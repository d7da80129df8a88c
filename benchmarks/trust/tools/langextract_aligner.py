"""langextract: what its resolver does with an extraction.

Its documentation has users keep the extractions that have a `char_interval`. At its default settings a partial match
has one, of fewer characters than were asked for; `whole` is the strictest that it can be asked to be.
"""

from langextract.core.data import Extraction
from langextract.resolver import Resolver


class Aligner:
    """The aligner of its resolver at its default settings, but for partial matches."""

    def __init__(self, *, accepts_part: bool) -> None:
        self._resolver = Resolver()
        self._accepts_part = accepts_part

    def place(self, text: str, quote: str) -> tuple[int, int] | None:
        """Return the interval of an extraction with the quote as its text."""
        asked = [Extraction("quote", quote)]
        (found,) = self._resolver.align(asked, text, 0, 0, accept_match_lesser=self._accepts_part)
        interval = found.char_interval
        if interval is None or interval.start_pos is None or interval.end_pos is None:
            return None
        return interval.start_pos, interval.end_pos

    def bears(self, text: str, quote: str, field: str, value: str) -> bool:
        """Say whether an extraction with the value as its text is aligned; an attribute is checked by nothing."""
        return self.place(text, value) is not None


default = Aligner(accepts_part=True)
whole = Aligner(accepts_part=False)
