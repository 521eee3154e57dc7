"""Language, theme and text size: applied at once, remembered for the next start."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from nhipcau.common.preferences import Preferences, Theme
from nhipcau.common.words import Language
from nhipcau.shell.working_desk import WorkingDesk
from nhipcau.widgets.qt_words import QtWords
from nhipcau.widgets.theme import apply_theme, resolve_theme


class Appearance(QObject):
    """How the program looks and speaks."""

    changed = Signal()

    def __init__(self, app: QApplication, desk: WorkingDesk, preferences: Preferences) -> None:
        super().__init__(desk)
        self._app = app
        self._desk = desk
        self.preferences = preferences
        self._qt_words = QtWords(self)
        self._speak()
        app.styleHints().colorSchemeChanged.connect(self._on_system)

    def dress(self) -> None:
        """Apply theme and text size to the whole program."""
        tokens = resolve_theme(self.preferences.theme, self._app)
        apply_theme(self._app, tokens, self.preferences.text_size / 100)
        self._desk.tokens = tokens
        self._desk.theme_changed.emit()
        self.changed.emit()

    def set_theme(self, theme: Theme) -> None:
        self.preferences.theme = theme
        self.dress()

    def toggle_theme(self) -> None:
        self.set_theme("dark" if self._desk.tokens.name == "light" else "light")

    def set_text_size(self, percent: int) -> None:
        self.preferences.text_size = percent
        self.dress()

    def set_language(self, language: Language) -> None:
        if language == self._desk.words.language:
            return
        self.preferences.language = language
        self._desk.words.language = language
        self._speak()
        self._desk.language_changed.emit()
        self.changed.emit()

    def _speak(self) -> None:
        self._app.removeTranslator(self._qt_words)
        if self.preferences.language == "vi":
            self._app.installTranslator(self._qt_words)

    def _on_system(self) -> None:
        if self.preferences.theme == "system":
            self.dress()

    def close_down(self) -> None:
        self._app.removeTranslator(self._qt_words)
