"""The data file: opening it, the one way to write, the one way to read, undo, migrations, backups."""

from typing import TYPE_CHECKING, Any

from nhipcau.database.changes import Changes, StepName

if TYPE_CHECKING:
    from nhipcau.database.opening import create, open_file
    from nhipcau.database.store import Database

__all__ = ["Changes", "Database", "StepName", "create", "open_file"]

_HEAVY = {"Database": "store", "create": "opening", "open_file": "opening"}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever is asked for
    """Import what needs SQLAlchemy when it is first used: the window is up before that."""
    if name in _HEAVY:
        from importlib import import_module

        return getattr(import_module(f"nhipcau.database.{_HEAVY[name]}"), name)
    raise AttributeError(name)
