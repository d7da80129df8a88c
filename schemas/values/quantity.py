"""Numbers of people and things as printed, with their bounds."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from schemas.values.printed import PrintedValue, computed

Qualifier = Literal["exact", "over", "at_least", "up_to", "about", "range"]


class Quantity(PrintedValue):
    """A printed quantity: "over 100" has `min` 100 and qualifier `over`; "dozens" has only its text.

    exact and about: min = max. over and at_least: min only. up_to: max only. range: both.
    """

    min: int | None = computed()
    max: int | None = computed()
    qualifier: Qualifier | None = computed()

    @model_validator(mode="after")
    def _in_order(self) -> Quantity:
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError(f"the lower bound {self.min} is above the upper {self.max}")
        return self
