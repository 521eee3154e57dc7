"""What cannot be read in a file, before it is mended; and what the mending did."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from nhipcau.shell.files.row_words import column_name, row_kind
from nhipcau.widgets.card import Muted
from nhipcau.widgets.dialog import Dialog
from nhipcau.widgets.scroll import VScroll

if TYPE_CHECKING:
    from nhipcau.common.words import Words
    from nhipcau.database import Flaw, RepairReport
    from nhipcau.database.soundness.file_repair import Removed
    from nhipcau.shell.files.data_file import FlawedFile
    from nhipcau.widgets.desk import Desk

LISTED: Final = 200
_NOT_SAID: Final = frozenset(
    {"id", "uid", "folded", "sort_name", "created_at", "is_mentor", "is_mentee", "status", "availability"}
)
"""Columns that say nothing to a person."""


class FlawsDialog(Dialog):
    """Accepted when the file is to be mended; leaving it closes the file as it is."""

    backups_wanted = Signal()

    def __init__(self, desk: Desk, flawed: FlawedFile, parent: QWidget | None = None) -> None:
        words = desk.words
        number = len(flawed.flaws)
        super().__init__(
            words("shell.flaws.title", n=number), words("shell.flaws.text", name=flawed.path.name), parent
        )
        going = [_gone(words, each, "shell.flaws.goes") for each in flawed.foreseen.removed]
        self.add(_listed(words, [*(sentence(words, flaw) for flaw in flawed.flaws), *going]), 1)
        self.add_reject(words("shell.flaws.leave"))
        self.backups_button = self.add_button(words("shell.settings.backups.show"), icon="history")
        self.backups_button.clicked.connect(self._on_backups)
        self.repair_button = self.add_accept(words("shell.flaws.repair", n=number), icon="check")
        self.accepted.connect(flawed.repair)
        self.rejected.connect(flawed.leave)
        self.finished.connect(self.deleteLater)
        self.take_room(720, 460)

    def _on_backups(self) -> None:
        self.reject()
        self.backups_wanted.emit()


class RepairedDialog(Dialog):
    """Everything that a repair did, to read and to keep."""

    def __init__(self, desk: Desk, report: RepairReport, parent: QWidget | None = None) -> None:
        words = desk.words
        super().__init__(
            words("shell.flaws.done", n=len(report.mended) + len(report.history)),
            words("shell.flaws.done_text", n=len(report.removed)),
            parent,
        )
        self._desk = desk
        self._lines = list(_told(words, report))
        self.add(_listed(words, self._lines), 1)
        self.keep_button = self.add_button(words("shell.flaws.keep"), icon="download")
        self.keep_button.clicked.connect(self._on_keep)
        self.add_accept(words("common.close"))
        self.finished.connect(self.deleteLater)
        self.take_room(720, 420)

    def _on_keep(self) -> None:
        words = self._desk.words
        self._desk.save_table(
            words("shell.flaws.list"), [words("shell.flaws.column")], [[line] for line in self._lines]
        )


def sentence(words: Words, flaw: Flaw) -> str:
    """Say of a flaw where it is and what is wrong."""
    from nhipcau.database import problem_of

    problem = problem_of(flaw)
    called = {"table": row_kind(words, flaw.table), "column": column_name(words, flaw.table, flaw.column)}
    return words(problem.code, **{**problem.values, **called})


def _told(words: Words, report: RepairReport) -> Iterator[str]:
    for each in (*report.mended, *report.history):
        column = column_name(words, each.table, each.column)
        now = words("shell.merge.empty") if each.now in (None, "", "[]") else each.now
        yield words(
            "shell.flaws.mended",
            table=row_kind(words, each.table),
            row=each.row_id,
            column=column,
            was=each.was,
            now=now,
        )
    for gone in report.removed:
        yield _gone(words, gone, "shell.flaws.removed")


def _gone(words: Words, gone: Removed, key: str) -> str:
    """Say of a row that goes what was in it, as she would say it."""
    held = "; ".join(
        f"{column_name(words, gone.table, name)}: {_plainly(value)}"
        for name, value in gone.values.items()
        if value not in ("", "[]", "{}") and name not in _NOT_SAID
    )
    return words(key, table=row_kind(words, gone.table), row=gone.row_id, held=held)


def _plainly(value: str) -> str:
    """Write a stored list as a person would."""
    try:
        read = json.loads(value)
    except (ValueError, RecursionError):
        return value
    if not isinstance(read, list):
        return value
    return ", ".join(
        str(next(iter(each.values()), "")) if isinstance(each, dict) else str(each) for each in read
    )


def _listed(words: Words, lines: Sequence[str]) -> VScroll:
    scroll = VScroll(spacing=6)
    for line in lines[:LISTED]:
        scroll.add(Muted(line, wrap=True))
    if len(lines) > LISTED:
        scroll.add(Muted(words("shell.merge.more", n=len(lines) - LISTED)))
    scroll.body.addStretch(1)
    return scroll
