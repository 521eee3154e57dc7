"""The data file: opening it, the one way to write, the one way to read, undo, migrations, backups."""

from typing import TYPE_CHECKING, Any, Final

from nhipcau.database.changes import Changes, HistoryEntry, StepName
from nhipcau.database.header import FileState, inspect_file
from nhipcau.database.place import risk_of

if TYPE_CHECKING:
    from nhipcau.database.backup import (
        Backup,
        RestorePreview,
        back_up,
        backups_to_drop,
        list_backups,
        preview_restore,
        restore,
    )
    from nhipcau.database.copying import CheckReport, check
    from nhipcau.database.opening import create, open_file, open_server
    from nhipcau.database.store import Database

__all__ = [
    "Backup",
    "Changes",
    "CheckReport",
    "Database",
    "FileState",
    "HistoryEntry",
    "RestorePreview",
    "StepName",
    "back_up",
    "backups_to_drop",
    "check",
    "create",
    "inspect_file",
    "list_backups",
    "open_file",
    "open_server",
    "preview_restore",
    "restore",
    "risk_of",
]

_LATER: Final = {
    "Backup": "backup",
    "RestorePreview": "backup",
    "back_up": "backup",
    "backups_to_drop": "backup",
    "list_backups": "backup",
    "preview_restore": "backup",
    "restore": "backup",
    "CheckReport": "copying",
    "check": "copying",
    "create": "opening",
    "open_file": "opening",
    "open_server": "opening",
    "Database": "store",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever is asked for
    """Import what needs an engine when it is first used: the window is up before that."""
    if name not in _LATER:
        raise AttributeError(name)
    from importlib import import_module

    return getattr(import_module(f"nhipcau.database.{_LATER[name]}"), name)
