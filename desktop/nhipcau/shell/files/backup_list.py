"""The backups of one data file, each told in words, with the ways to look at it and to go back to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from nhipcau.common.progress import Progress
from nhipcau.shell.menus import step_words
from nhipcau.widgets.card import Heading, Line, Muted
from nhipcau.widgets.controls import Button, button
from nhipcau.widgets.layout_clearing import clear

if TYPE_CHECKING:
    from nhipcau.common.words import Words
    from nhipcau.database import Backup, Summary
    from nhipcau.widgets.desk import Desk

SHOWN: Final = 30


@dataclass(frozen=True, slots=True)
class ReadBackup:
    """A backup with what it holds."""

    backup: Backup
    summary: Summary


def read_backups(path: Path, uids: Iterable[str] = ()) -> tuple[ReadBackup, ...]:
    """Find the newest backups of a file and read what each holds; for the worker."""
    from nhipcau.database import list_backups, summary_of

    found = sorted(
        list_backups(path, uids), key=lambda each: each.made_of not in (path, None)
    )  # its own first
    return tuple(ReadBackup(each, summary_of(each.path)) for each in found[:SHOWN])


def day_and_time(backup: Backup) -> str:
    return f"{backup.made_at.astimezone():%d/%m/%Y %H:%M}"


def summary_words(desk: Desk, summary: Summary) -> str:
    """Tell in a line what a file holds and what was done last in it."""
    words = desk.words
    told = [words(f"shell.holds.{table}", n=number) for table, number in summary.counts.items()]
    if summary.last_step is not None:
        told.append(words("shell.holds.last", step=step_words(desk, summary.last_step.name)))
    return " · ".join(told) or words("shell.holds.unknown")


class BackupList(QWidget):
    """Reads on the worker and shows; the page does what the buttons ask for."""

    look_wanted = Signal(object)
    """Open a copy of this backup."""
    restore_wanted = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._path: Path | None = None
        self.backups: tuple[ReadBackup, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._none = Muted(wrap=True)
        self._none.hide()
        column.addWidget(self._none)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        column.addLayout(self._rows)
        self._restore_buttons: list[Button] = []

    def show_file(self, path: Path | None, uids: Sequence[str] = ()) -> None:
        """Show the backups of a file, or nothing."""
        self._path = path
        if path is None:
            self._show(())
            return

        def work(_: Progress) -> tuple[Path, tuple[ReadBackup, ...]]:
            return path, read_backups(path, uids)

        def done(found: tuple[Path, tuple[ReadBackup, ...]]) -> None:
            if found[0] == self._path:  # another file may be shown by now
                self._show(found[1])

        self._desk.run("", work, done)

    def restore_buttons(self) -> list[Button]:
        """Return the buttons that bring a backup back, the newest first."""
        return list(self._restore_buttons)

    def retranslate(self) -> None:
        self._show(self.backups)

    def _show(self, backups: tuple[ReadBackup, ...]) -> None:
        self.backups = backups
        words = self._desk.words
        self._none.setText(words("shell.settings.backups.none"))
        self._none.setVisible(not backups)
        clear(self._rows)
        self._restore_buttons = []
        for number, each in enumerate(backups):
            if number:
                self._rows.addWidget(Line())
            self._rows.addWidget(self._row(each, number, words))

    def _row(self, read: ReadBackup, number: int, words: Words) -> QWidget:
        backup = read.backup
        at = day_and_time(backup)
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(Heading(words("shell.backups.head", at=at, why=self._why(backup)), 3, wrap=True))
        column.addWidget(Muted(summary_words(self._desk, read.summary), wrap=True))
        line.addLayout(column, 1)
        look = button(words("shell.settings.backups.look"), "ghost", "eye")
        look.setAccessibleName(words("shell.settings.backups.look_named", at=at))
        back = button(words("shell.settings.backups.restore"), icon="history")
        back.setAccessibleName(words("shell.settings.backups.restore_named", at=at))
        for made, slot in ((look, self._on_look), (back, self._on_restore)):
            made.setProperty("number", number)
            made.clicked.connect(slot)
            line.addWidget(made)
        self._restore_buttons.append(back)
        return row

    def _why(self, backup: Backup) -> str:
        words = self._desk.words
        why = words(f"shell.settings.backups.reason.{backup.reason}")
        if backup.made_of is None or self._path is None or backup.made_of == self._path:
            return why
        return words("shell.settings.backups.of", why=why, name=backup.made_of.name)

    def _on_look(self) -> None:
        self.look_wanted.emit(self.backups[int(self.sender().property("number"))].backup)

    def _on_restore(self) -> None:
        self.restore_wanted.emit(self.backups[int(self.sender().property("number"))].backup)
