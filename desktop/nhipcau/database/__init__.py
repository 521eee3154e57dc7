"""The data file: opening it, the one way to write, the one way to read, undo, migrations, backups."""

from typing import TYPE_CHECKING, Any, Final

from nhipcau.database.changes import Changes, HistoryEntry, StepName
from nhipcau.database.header import FileState, inspect_file
from nhipcau.database.place import risk_of

if TYPE_CHECKING:
    from nhipcau.database.backup import (
        Backup,
        back_up,
        list_backups,
        newest_backup,
    )
    from nhipcau.database.checking import CheckReport, DeepReport, check, deep_check, problem_of
    from nhipcau.database.displaced import Displaced
    from nhipcau.database.flaws import Flaw
    from nhipcau.database.opening import create, open_file, open_server
    from nhipcau.database.repairing import RepairReport, repair
    from nhipcau.database.replacing import save_copy
    from nhipcau.database.restoring import RestorePreview, preview_restore, restore
    from nhipcau.database.store import Database
    from nhipcau.database.summary import DatedStep, Summary, summary_of
    from nhipcau.database.thinning import backups_to_drop

_LATER: Final = {
    "Backup": "backup",
    "back_up": "backup",
    "list_backups": "backup",
    "newest_backup": "backup",
    "CheckReport": "checking",
    "DeepReport": "checking",
    "check": "checking",
    "deep_check": "checking",
    "problem_of": "checking",
    "Flaw": "flaws",
    "RepairReport": "repairing",
    "repair": "repairing",
    "Displaced": "displaced",
    "create": "opening",
    "open_file": "opening",
    "open_server": "opening",
    "save_copy": "replacing",
    "RestorePreview": "restoring",
    "preview_restore": "restoring",
    "restore": "restoring",
    "Database": "store",
    "DatedStep": "summary",
    "Summary": "summary",
    "summary_of": "summary",
    "backups_to_drop": "thinning",
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
