"""Where a state stands, as the prose says it by an explicit act."""

from __future__ import annotations

from typing import ClassVar, Literal

from schemas.fields import Comparison, described
from schemas.kinds.stance_table import Position
from schemas.record import Record, Text
from schemas.values.country import CountryCode


class Stance(Record):
    """An explicit act by which a state or a union of states takes a position toward something named.

    The grammatical subject is the state, its government, head, ministry or officials, and the verb is the act:
    demands, threatens, agrees or accepts, refuses or rejects, supports or backs, welcomes, criticises or condemns.
    Language of cooperation, policies pursued, plans, praise of oneself, "could be interpreted" and "potentially
    signals" are none. A refusal that is a removal's or an agreement's status is not also a stance. One record for
    each holder, act and object.
    """

    key_fields: ClassVar[tuple[str, ...]] = ("country", "actor", "act", "object", "source_kind")

    country: CountryCode | None = described("The holder, where it is one country.", compare=Comparison.CODE)
    actor: Text | None = described(
        'The holder as printed, where it is no single country (a region, "human rights groups"); else null.',
        compare=Comparison.TEXT,
    )
    topic: Text | None = described(
        "The phrase after on, over or about that names the matter, as printed; else null.", compare=Comparison.TEXT
    )
    object: Text | None = described(
        'Toward what: the thing without the action on it ("U.S. military personnel", not their withdrawal).',
        compare=Comparison.TEXT,
    )
    position: Position | None = described("The position toward the object.", compare=Comparison.CODE)
    act: Literal["demand", "threat", "agree", "refuse", "support", "welcome", "criticise"] | None = described(
        'The act. Threatening one\'s own action is a threat even if printed "warning"; calling on others to act is a '
        "demand.",
        compare=Comparison.CODE,
    )
