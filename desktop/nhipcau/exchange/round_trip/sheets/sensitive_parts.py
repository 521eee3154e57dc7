"""What of a whole programme is sensitive: chosen part by part before it is written, and left out unless it is chosen.

Whoever helps to organise needs names, profiles and pairs; what people said in confidence goes only to those to whom
the coordinator means to give it.
"""

from collections.abc import Iterable
from typing import Final, Literal

from nhipcau.database.audience import confided_fields

Part = Literal["surveys", "feelings", "wishes", "answers", "notes", "personal"]
PARTS: Final[tuple[Part, ...]] = ("surveys", "feelings", "wishes", "answers", "notes", "personal")


def parts_in(fields: Iterable[str]) -> frozenset[Part]:
    """Return which parts these fields, each `table.column`, belong to.

    Of own questions all answers are one part: no list of words can tell which are harmless.
    """
    confided, named = confided_fields(), set(fields)
    return frozenset(part for part in PARTS if any(confided.get(field) == part for field in named))
