"""By what a form is known again: its headings."""

import hashlib
from collections.abc import Sequence

from nhipcau.exchange.columns.heading_meanings import heading_of
from nhipcau.exchange.formats.sheet_table import ColumnData
from nhipcau.exchange.formats.vocabulary import key_of


def fingerprint(columns: Sequence[ColumnData]) -> str:
    """Return the digest of a form: its headings, order aside."""
    keys = sorted({key_of(heading_of(column.heading).text) for column in columns if column.heading})
    return hashlib.sha256("\n".join(keys).encode()).hexdigest()[:32]
