"""Where a table stands on its sheet, as plain values."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

Why = Literal["", "hidden", "empty", "no_headings", "no_people", "pairs", "sideways"]
"""Why no people are read from a table; empty where they are. `pairs`: a row is a pair, not
a person. `sideways`: people stand in columns, in a way that cannot be turned round."""
Reason = Literal["headings", "machine", "section", "total", "note", "joined", "prepared", "signature"]
"""What a row is that is no person: headings again, marks for machines, the title of what follows, a sum, an
explanation, a further line of the person above, prepared for later, who made the list and approved it."""
Rows = Sequence[Sequence[Any]]


class LeftOut(NamedTuple):
    """A row that is no person."""

    row: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class Area:
    """Rows and columns of one table. Rows are counted from 1 and columns from 0, as elsewhere.

    Of a sheet that lies on its side, the rows are its columns.
    """

    headings: tuple[int, ...]
    """Rows of its headings, the last of them directly above the first person; none where it has no headings."""
    last: int
    """Its last row."""
    first: int = 0
    """The row after which people begin, when they do not begin right below the headings."""
    left: int = 0
    right: int | None = None
    """The column after its last; None where nothing stands beside it."""
    turned: bool = False
    titles: tuple[str, ...] = ()
    """What stands above it and says what it holds."""
    why: Why = ""
    """Why it is no list of people, as far as its place and form say so."""

    @property
    def header_row(self) -> int:
        """Return the row of its headings; 0 where it has none."""
        return self.headings[-1] if self.headings else 0

    @property
    def above(self) -> int:
        """Return the row after which its people begin."""
        return self.first or self.header_row


def filled(row: Sequence[Any]) -> list[Any]:
    """Return the cells of a row that hold something."""
    return [cell for cell in row if cell is not None and cell != ""]
