"""Two versions of one data file: how they differ, and one that holds both.

A synchronising program or a colleague may replace an open file. `theirs` is the file that has the name now; `mine` is
a whole, closed file kept aside, with what was done here.
"""

from nhipcau.database.versions.divergence import (
    Choices,
    Conflict,
    ConflictKey,
    Divergence,
    MergeReport,
    RowPlan,
    Version,
)
from nhipcau.database.versions.version_merge import compare, merge

__all__ = [
    "Choices",
    "Conflict",
    "ConflictKey",
    "Divergence",
    "MergeReport",
    "RowPlan",
    "Version",
    "compare",
    "merge",
]
