"""From the raw sheets of a file to a proposal of what they mean."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from nhipcau.exchange.forms import ColumnReading, RoleRule, SheetReading, Understanding

if TYPE_CHECKING:
    from nhipcau.workbook import Source

__all__ = ["ColumnReading", "RoleRule", "SheetReading", "Understanding", "corrected", "understand"]


def understand(
    sources: "Sequence[Source]", remembered: Mapping[str, Mapping[str, Any]] | None = None
) -> Understanding:
    """Return what the files seem to say. `remembered` maps fingerprints to what `service` kept of earlier files."""
    raise NotImplementedError


def corrected(
    understanding: Understanding, sources: "Sequence[Source]", sheet: int, index: int, meaning: str
) -> Understanding:
    """Return a copy in which one column means something else, its kind, separator and values proposed afresh."""
    raise NotImplementedError


def with_header_row(
    understanding: Understanding, sources: "Sequence[Source]", sheet: int, header_row: int
) -> Understanding:
    """Return a copy in which a sheet's headings stand in another row (1 is the first), its columns read afresh."""
    raise NotImplementedError
