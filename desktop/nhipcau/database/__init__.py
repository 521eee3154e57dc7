"""The data file: opening it, the one way to write, the one way to read, undo, migrations, backups."""

from typing import TYPE_CHECKING, Any, Final

from nhipcau.database.changes import Changes, HistoryEntry, StepName
from nhipcau.database.files.file_header import FileState, inspect_file
from nhipcau.database.files.folder_risk import risk_of

if TYPE_CHECKING:
    from nhipcau.database.copies.backup import (
        Backup,
        back_up,
        list_backups,
        newest_backup,
    )
    from nhipcau.database.copies.backup_restoration import RestorePreview, preview_restore, restore
    from nhipcau.database.copies.backup_thinning import backups_to_drop
    from nhipcau.database.copies.displaced_file import Displaced
    from nhipcau.database.copies.file_replacement import save_copy
    from nhipcau.database.copies.file_summary import DatedStep, Summary, summary_of
    from nhipcau.database.file_opening import create, open_file, open_server
    from nhipcau.database.soundness.cells import Flaw
    from nhipcau.database.soundness.file_check import CheckReport, DeepReport, check, deep_check, problem_of
    from nhipcau.database.soundness.file_repair import RepairReport, foresee_repair, repair
    from nhipcau.database.store import Database

_LATER: Final = {
    "Backup": "copies.backup",
    "back_up": "copies.backup",
    "list_backups": "copies.backup",
    "newest_backup": "copies.backup",
    "CheckReport": "soundness.file_check",
    "DeepReport": "soundness.file_check",
    "check": "soundness.file_check",
    "deep_check": "soundness.file_check",
    "problem_of": "soundness.file_check",
    "Flaw": "soundness.flaws",
    "RepairReport": "soundness.file_repair",
    "foresee_repair": "soundness.file_repair",
    "repair": "soundness.file_repair",
    "Displaced": "copies.displaced_file",
    "create": "file_opening",
    "open_file": "file_opening",
    "open_server": "file_opening",
    "save_copy": "copies.file_replacement",
    "RestorePreview": "copies.backup_restoration",
    "preview_restore": "copies.backup_restoration",
    "restore": "copies.backup_restoration",
    "Database": "store",
    "DatedStep": "copies.file_summary",
    "Summary": "copies.file_summary",
    "summary_of": "copies.file_summary",
    "backups_to_drop": "copies.backup_thinning",
}

__all__ = [
    "Backup",
    "Changes",
    "CheckReport",
    "Database",
    "DatedStep",
    "DeepReport",
    "Displaced",
    "FileState",
    "Flaw",
    "HistoryEntry",
    "RepairReport",
    "RestorePreview",
    "StepName",
    "Summary",
    "back_up",
    "backups_to_drop",
    "check",
    "create",
    "deep_check",
    "foresee_repair",
    "inspect_file",
    "list_backups",
    "newest_backup",
    "open_file",
    "open_server",
    "preview_restore",
    "problem_of",
    "repair",
    "restore",
    "risk_of",
    "save_copy",
    "summary_of",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever is asked for
    """Import what needs an engine when it is first used: the window is up before that."""
    if name not in _LATER:
        raise AttributeError(name)
    from importlib import import_module

    return getattr(import_module(f"nhipcau.database.{_LATER[name]}"), name)
