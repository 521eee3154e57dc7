"""The data file: opening it, the one way to write, the one way to read, undo, migrations, backups."""

from typing import TYPE_CHECKING, Any, Final

from nhipcau.database.changes import Changes, HistoryEntry, StepName
from nhipcau.database.folder_risk import risk_of
from nhipcau.database.header import FileState, inspect_file

if TYPE_CHECKING:
    from nhipcau.database.copies.backup import (
        Backup,
        back_up,
        list_backups,
        newest_backup,
    )
    from nhipcau.database.copies.displaced import Displaced
    from nhipcau.database.copies.replacing import save_copy
    from nhipcau.database.copies.restoring import RestorePreview, preview_restore, restore
    from nhipcau.database.copies.summary import DatedStep, Summary, summary_of
    from nhipcau.database.copies.thinning import backups_to_drop
    from nhipcau.database.opening import create, open_file, open_server
    from nhipcau.database.soundness.cells import Flaw
    from nhipcau.database.soundness.checking import CheckReport, DeepReport, check, deep_check, problem_of
    from nhipcau.database.soundness.repairing import RepairReport, foresee_repair, repair
    from nhipcau.database.store import Database

_LATER: Final = {
    "Backup": "copies.backup",
    "back_up": "copies.backup",
    "list_backups": "copies.backup",
    "newest_backup": "copies.backup",
    "CheckReport": "soundness.checking",
    "DeepReport": "soundness.checking",
    "check": "soundness.checking",
    "deep_check": "soundness.checking",
    "problem_of": "soundness.checking",
    "Flaw": "soundness.flaws",
    "RepairReport": "soundness.repairing",
    "foresee_repair": "soundness.repairing",
    "repair": "soundness.repairing",
    "Displaced": "copies.displaced",
    "create": "opening",
    "open_file": "opening",
    "open_server": "opening",
    "save_copy": "copies.replacing",
    "RestorePreview": "copies.restoring",
    "preview_restore": "copies.restoring",
    "restore": "copies.restoring",
    "Database": "store",
    "DatedStep": "copies.summary",
    "Summary": "copies.summary",
    "summary_of": "copies.summary",
    "backups_to_drop": "copies.thinning",
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
