"""A file another computer holds, though nobody there may have it open any more: opened here, knowingly."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from nhipcau.common.errors import Unavailable
from nhipcau.widgets.card import Body
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.dialog import Dialog
from nhipcau.widgets.theme import px

RESCUABLE = frozenset(
    {
        "database.damaged",
        "database.incomplete",
        "database.missing",
        "database.flawed",
        "database.unrecognised",
    }
)


def can_rescue(code: str) -> bool:
    """Say whether the backups, or what can still be read, may help with a file that does not open."""
    return code in RESCUABLE


def as_she_knows_it(error: Unavailable) -> Unavailable:
    """Tell of a file whose first page is destroyed by its name: by its content it is no file of ours any more."""
    if error.code == "database.not_ours" and str(error.values.get("path", "")).lower().endswith(".nhipcau"):
        return Unavailable("database.unrecognised", **error.values)
    return error


def can_take_over(code: str) -> bool:
    """Say whether another computer keeps a file: what is open here is to be closed here."""
    return code == "database.locked"


class TakeOverDialog(Dialog):
    """Its button waits until she says that nobody has the file open there; `confirmed` carries the file."""

    confirmed = Signal(Path)

    def __init__(self, desk: Desk, values: Mapping[str, object], parent: QWidget | None = None) -> None:
        words = desk.words
        self._path = Path(str(values["path"]))
        told = {
            "user": values["user"],
            "computer": values["computer"],
            "name": self._path.name,
            "since": _local(str(values["since"])),
        }
        super().__init__(words("shell.take_over.title"), words("shell.take_over.text", **told), parent)
        self.add(Body(words("shell.take_over.risk")))
        self.sure = QCheckBox(words("shell.take_over.sure"))
        self.add(self.sure)
        self.add_reject(words("common.cancel"))
        self.open_button = self.add_accept(words("shell.take_over.open"), "danger", "folder-open")
        self.open_button.setEnabled(False)
        self.sure.toggled.connect(self.open_button.setEnabled)
        self.accepted.connect(self._on_accepted)
        self.finished.connect(self.deleteLater)
        column = self.layout()
        assert column is not None
        self.resize(px(560), column.totalHeightForWidth(px(560)))

    def _on_accepted(self) -> None:
        self.confirmed.emit(self._path)


def _local(since: str) -> str:
    try:
        return datetime.fromisoformat(since).astimezone().strftime("%d/%m/%Y %H:%M")
    except ValueError:  # what another program wrote there
        return "?"
