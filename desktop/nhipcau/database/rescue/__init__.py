"""Looking into a damaged data file, and saving what can still be read of it."""

from nhipcau.database.rescue.diagnosing import diagnose
from nhipcau.database.rescue.naming import names_in
from nhipcau.database.rescue.report import (
    DamagedPage,
    Diagnosis,
    Loss,
    Placeholder,
    SalvageReport,
    TableTally,
)
from nhipcau.database.rescue.salvaging import salvage

__all__ = [
    "DamagedPage",
    "Diagnosis",
    "Loss",
    "Placeholder",
    "SalvageReport",
    "TableTally",
    "diagnose",
    "names_in",
    "salvage",
]
