"""Theme, language, text size; who signs letters; where the data is; its backups and the way back to one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from nhipcau.common.preferences import TEXT_SIZES, THEMES
from nhipcau.common.words import LANGUAGES
from nhipcau.shell.pages.letterhead_section import LetterheadSection
from nhipcau.widgets.card import Body, Heading, Muted, Section
from nhipcau.widgets.controls import ElidedLabel, Segmented, button
from nhipcau.widgets.forms.fields import LineField
from nhipcau.widgets.page import Page
from nhipcau.widgets.scroll import VScroll
from nhipcau.widgets.theme import px

if TYPE_CHECKING:
    from nhipcau.shell.appearance import Appearance
    from nhipcau.shell.files.data_file import DataFile
    from nhipcau.widgets.desk import Desk


class SettingsPage(Page):
    tables = frozenset({"organisation"})

    def __init__(
        self, desk: Desk, appearance: Appearance, data: DataFile, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, parent)
        self._appearance = appearance
        self._data = data
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._scroll = VScroll()
        outer.addWidget(self._scroll)
        self.letterhead = LetterheadSection(desk, data)
        parts = (
            self._make_look(),
            self._make_letters(),
            self.letterhead,
            self._make_data(),
            self._make_backups(),
        )
        for part in parts:
            self._scroll.add(part)
        self._scroll.body.addStretch(1)
        appearance.changed.connect(self._show_choices)
        data.opened.connect(self.mark_stale)
        data.closed.connect(self.mark_stale)

    def _make_look(self) -> Section:
        self._look = Section()
        self._look_note = Body()
        self._look.add(self._look_note)
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(12)
        self._labels: dict[str, Heading] = {}
        self.choices: dict[str, Segmented] = {}
        chosen = {"theme": self._on_theme, "language": self._on_language, "text_size": self._on_text_size}
        for row, (name, answer) in enumerate(chosen.items()):
            self._labels[name] = Heading(level=3)
            self.choices[name] = Segmented()
            self.choices[name].chosen.connect(answer)
            grid.addWidget(self._labels[name], row, 0)
            grid.addWidget(self.choices[name], row, 1)
        grid.setColumnStretch(2, 1)
        self._look.body.addLayout(grid)
        return self._look

    def _make_letters(self) -> Section:
        self._letters = Section()
        self._letters_note = Body()
        self._letters.add(self._letters_note)
        self.signed_by = LineField()
        self.signed_by.set_value(self._appearance.preferences.signed_by)
        self.signed_by.changed.connect(self._on_signed_by)
        self.signed_by.edit.editingFinished.connect(self._appearance.changed)
        self._letters.add(self.signed_by)
        return self._letters

    def _make_data(self) -> Section:
        self._file = Section()
        self._where = Muted()
        self._path = ElidedLabel("", "Body")
        self.folder_button = button(icon="folder-open")
        self.folder_button.clicked.connect(self._on_folder)
        self._file.tools.addWidget(self.folder_button)
        self._file.add(self._where)
        self._file.add(self._path)
        return self._file

    def _make_backups(self) -> Section:
        self._kept = Section()
        self.backup_button = button(icon="database-backup")
        self.backup_button.clicked.connect(self._on_back_up)
        self._kept.tools.addWidget(self.backup_button)
        self.backups_button = button(icon="history")
        self.backups_button.clicked.connect(self._on_backups)
        self._kept.tools.addWidget(self.backups_button)
        self._kept_note = Body()
        self._kept.add(self._kept_note)
        return self._kept

    def title(self) -> str:
        return self.desk.words("shell.settings.title")

    def refresh(self) -> None:
        database = self._data.database
        self._path.setText(
            str(database.path) if database is not None else self.desk.words("shell.settings.data.none")
        )
        self.folder_button.setEnabled(database is not None)
        self.backup_button.setEnabled(database is not None)
        self.letterhead.refresh()

    def retranslate(self) -> None:
        words = self.desk.words
        self._look.title.setText(words("shell.settings.look"))
        self._look_note.setText(words("shell.settings.look.text"))
        for name, label in self._labels.items():
            label.setText(words(f"shell.choice.{name}"))
            self.choices[name].setAccessibleName(label.text())
        self.choices["theme"].set_items([(theme, words(f"shell.theme.{theme}")) for theme in THEMES])
        self.choices["language"].set_items([(each, words(f"common.language.{each}")) for each in LANGUAGES])
        self.choices["text_size"].set_items(
            [(str(size), words("shell.percent", n=size)) for size in TEXT_SIZES]
        )
        self._letters.title.setText(words("shell.settings.letters"))
        self._letters_note.setText(words("shell.settings.letters.text"))
        self.signed_by.set_label(words("shell.settings.letters.signed_by"))
        self.letterhead.retranslate()
        self._file.title.setText(words("shell.settings.data"))
        self._where.setText(words("shell.settings.data.where"))
        self.folder_button.setText(words("shell.settings.data.folder"))
        self._kept.title.setText(words("shell.settings.backups"))
        self._kept_note.setText(words("shell.settings.backups.text"))
        self.backups_button.setText(words("shell.settings.backups.show"))
        self.backup_button.setText(words("shell.settings.backups.now"))
        self._show_choices()

    def retheme(self) -> None:
        self.signed_by.setMaximumWidth(px(420))
        self.letterhead.retheme()

    def _show_choices(self) -> None:
        preferences = self._appearance.preferences
        for name, value in (
            ("theme", preferences.theme),
            ("language", preferences.language),
            ("text_size", str(preferences.text_size)),
        ):
            if self.choices[name].current():
                self.choices[name].choose(value)

    def _on_theme(self, theme: str) -> None:
        self._appearance.set_theme(next(each for each in THEMES if each == theme))

    def _on_language(self, language: str) -> None:
        self._appearance.set_language(next(each for each in LANGUAGES if each == language))

    def _on_text_size(self, size: str) -> None:
        self._appearance.set_text_size(int(size))

    def _on_signed_by(self) -> None:
        self._appearance.preferences.signed_by = self.desk.signed_by = self.signed_by.value()

    def _on_folder(self) -> None:
        if self._data.database is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._data.database.path.parent)))

    def _on_back_up(self) -> None:
        self._data.back_up()

    def _on_backups(self) -> None:
        self.desk.go("backups")
