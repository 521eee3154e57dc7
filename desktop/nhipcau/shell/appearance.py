"""Language, theme and text size: applied at once, remembered for the next start."""

from typing import Final

from PySide6.QtCore import QLocale, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from nhipcau.common.preferences import Preferences, Theme
from nhipcau.common.words import Language
from nhipcau.shell.working_desk import WorkingDesk
from nhipcau.widgets.focus_ring import FocusRing
from nhipcau.widgets.qt_words import QtWords
from nhipcau.widgets.spoken_roles import speak_roles
from nhipcau.widgets.theme import Tokens, apply_theme, change_theme, dress, resolve_theme, undressed

_BETWEEN_MS: Final = 20
"""Between two parts that are dressed unseen: whatever she does meanwhile goes before them."""


_LANGUAGES: Final = {"vi": QLocale.Language.Vietnamese, "en": QLocale.Language.English}


class Appearance(QObject):
    """How the program looks and speaks."""

    changed = Signal()

    def __init__(self, app: QApplication, desk: WorkingDesk, preferences: Preferences) -> None:
        super().__init__(desk)
        self._app = app
        self._desk = desk
        self.preferences = preferences
        self._qt_words = QtWords(self)
        self._ring = FocusRing(app, self)
        speak_roles()
        self._speak()
        self._rest = QTimer(self)
        self._rest.setInterval(_BETWEEN_MS)
        self._rest.timeout.connect(self._dress_next)
        app.styleHints().colorSchemeChanged.connect(self._on_system)

    def dress(self) -> None:
        """Apply theme and text size to the whole program, of which there is not much yet."""
        apply_theme(self._app, self._choose(), self.preferences.text_size / 100)

    def _choose(self) -> Tokens:
        self._desk.tokens = resolve_theme(self.preferences.theme, self._app)
        return self._desk.tokens

    def _change(self) -> None:
        """Show another theme or text size: at once what is in sight, then one part after the other in idle moments."""
        change_theme(self._app, self._choose(), self.preferences.text_size / 100)
        for part in undressed():
            if part.isVisible():
                dress(part)
        self._desk.theme_changed.emit()
        self._rest.start()
        self.changed.emit()

    def _dress_next(self) -> None:
        part = next(undressed(), None)
        if part is None:
            self._rest.stop()
        else:
            dress(part)

    def set_theme(self, theme: Theme) -> None:
        self.preferences.theme = theme
        self._change()

    def toggle_theme(self) -> None:
        self.set_theme("dark" if self._desk.tokens.name == "light" else "light")

    def set_text_size(self, percent: int) -> None:
        self.preferences.text_size = percent
        self._change()

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
        # What calendars call months and days.
        QLocale.setDefault(QLocale(_LANGUAGES[self.preferences.language]))

    def _on_system(self) -> None:
        if self.preferences.theme == "system":
            self._change()

    def close_down(self) -> None:
        self._app.removeTranslator(self._qt_words)
        QLocale.setDefault(QLocale.system())
