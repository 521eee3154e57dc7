"""Looking into a damaged data file, and saving what can still be read of it."""

from nhipcau.database.rescue.file_diagnosis import diagnose
from nhipcau.database.rescue.file_salvage import salvage
from nhipcau.database.rescue.people_names import names_in
from nhipcau.database.rescue.report import (
    DamagedPage,
    Diagnosis,
    Loss,
    Placeholder,
    SalvageReport,
    TableTally,
)

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
