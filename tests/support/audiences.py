"""Who may read every column there is."""

from collections.abc import Mapping
from typing import Final

from nhipcau.common.audience import Audience
from nhipcau.database.audience import audience_of
from nhipcau.database.column_declarations import schema

_WITHOUT: Final = ("id", "version_num")
AUDIENCE_OF: Final[Mapping[str, Audience]] = {
    f"{table}.{name}": audience_of(f"{table}.{name}")
    for table, names in schema().items()
    for name in names
    if name not in _WITHOUT
}
"""By `table.column`."""
