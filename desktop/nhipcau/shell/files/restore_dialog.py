"""What going back to a backup would change, before it is done."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QGridLayout, QWidget

from nhipcau.shell.files.backup_list import day_and_time
from nhipcau.shell.menus import step_words
from nhipcau.widgets.card import Body, Heading, Muted
from nhipcau.widgets.dialog import Dialog
from nhipcau.widgets.scroll import VScroll
from nhipcau.widgets.theme import px

if TYPE_CHECKING:
    from nhipcau.database import Backup, DatedStep, RestorePreview
    from nhipcau.widgets.desk import Desk

_NAMED: Final = 40
"""Steps that are listed; the rest is counted."""


class RestoreDialog(Dialog):
    """Accepted when she wants it."""

    def __init__(
        self, desk: Desk, path: Path, backup: Backup, preview: RestorePreview, parent: QWidget | None = None
    ) -> None:
        words = desk.words
        super().__init__(
            words("shell.restore.title", at=day_and_time(backup)),
            words("shell.restore.text", name=path.name),
            parent,
        )
        self._desk = desk
        self.setMinimumWidth(px(560))
        self.body.addLayout(self._figures(preview))
        self._add_missing(preview.missing)
        self.add_reject(words("common.cancel"))
        self.restore_button = self.add_accept(words("shell.settings.backups.restore"), icon="history")
        self.finished.connect(self.deleteLater)

    def _figures(self, preview: RestorePreview) -> QGridLayout:
        words = self._desk.words
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setColumnStretch(3, 1)
        for column, key in enumerate(("shell.restore.now", "shell.restore.then"), start=1):
            grid.addWidget(Muted(words(key)), 0, column)
        for line, table in enumerate(preview.then.counts, start=1):
            grid.addWidget(Body(words(f"shell.restore.table.{table}"), wrap=False), line, 0)
            for column, summary in enumerate((preview.now, preview.then), start=1):
                number = summary.counts.get(table)
                grid.addWidget(Heading("?" if number is None else f"{number:,}", 3), line, column)
        return grid

    def _add_missing(self, missing: tuple[DatedStep, ...] | None) -> None:
        words = self._desk.words
        if missing is None:
            self.add(Body(words("shell.restore.unknown")))
        elif not missing:
            self.add(Body(words("shell.restore.nothing")))
        else:
            self.add(Body(words("shell.restore.missing", n=len(missing))))
            scroll = VScroll(spacing=4)
            for step in missing[:_NAMED]:
                at = f"{step.made_at.astimezone():%d/%m %H:%M}"
                scroll.add(Muted(f"{at} · {step_words(self._desk, step.name)}", wrap=True))
            scroll.body.addStretch(1)
            scroll.setFixedHeight(px(min(len(missing), 8) * 24 + 4))
            self.add(scroll)
