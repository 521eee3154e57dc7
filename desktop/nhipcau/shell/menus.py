"""The menu bar: a table of commands, each with its key and its name in both languages."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from nhipcau.common.preferences import TEXT_SIZES, THEMES
from nhipcau.common.words import LANGUAGES
from nhipcau.database.step_text import step_text
from nhipcau.shell.routes import ROUTES
from nhipcau.widgets.icons import icon
from nhipcau.widgets.theme import dress

if TYPE_CHECKING:
    from nhipcau.common.preferences import Preferences
    from nhipcau.database import StepName
    from nhipcau.widgets.desk import Desk


class Command(NamedTuple):
    """Something the user can do from the menu, the palette or a key."""

    name: str
    menu: str
    icon: str = ""
    key: str = ""
    needs_file: bool = False
    separated: bool = False
    said: str = ""

    @property
    def text(self) -> str:
        """Return the key of its text."""
        return self.said or f"shell.do.{self.name}"


def _of_pages() -> list[Command]:
    """Return the commands that open pages, in the order of their keys."""
    pages = sorted((page for page in ROUTES.values() if page.is_command), key=lambda page: page.key or "~")
    return [
        Command(
            page.route, "go", page.icon, page.key, needs_file=True, separated=place == 0,
            said=page.menu_text or page.named,
        )
        for place, page in enumerate(pages)
    ]  # fmt: skip


COMMANDS: Final = (
    Command("new", "file", "file-plus", "Ctrl+N"),
    Command("open", "file", "folder-open", "Ctrl+O"),
    Command("sample", "file", "sprout"),
    Command("copy", "file", "copy", "Ctrl+Shift+S", needs_file=True, separated=True),
    Command("backups", "file", "database-backup"),
    Command("close", "file", "x", "Ctrl+W", needs_file=True, separated=True),
    Command("quit", "file", "log-out", "Ctrl+Q"),
    Command("undo", "edit", "undo-2", "Ctrl+Z"),
    Command("redo", "edit", "redo-2", "Ctrl+Shift+Z"),
    Command("programme_new", "edit", "plus", needs_file=True, separated=True),
    Command("programme_edit", "edit", "pencil", needs_file=True),
    Command("palette", "go", "search", "Ctrl+K"),
    *_of_pages(),
    Command("settings", "view", "settings", "Ctrl+,", separated=True),
    Command("shortcuts", "help", "keyboard", "F1"),
    Command("about", "help", "info"),
)
MENUS: Final = ("file", "edit", "go", "view", "help")


class Menus(QObject):
    """Builds the bar and keeps its names. Every command leaves as `wanted(name)`."""

    wanted = Signal(str)
    theme_chosen = Signal(str)
    language_chosen = Signal(str)
    text_size_chosen = Signal(int)

    def __init__(self, window: QMainWindow, desk: Desk) -> None:
        super().__init__(window)
        self._desk = desk
        self._menus = {name: QMenu(window.menuBar()) for name in MENUS}
        self.actions: dict[str, QAction] = {}
        self._choices: dict[str, dict[str, QAction]] = {}
        self._submenus: dict[str, QMenu] = {}
        dress(window.menuBar())
        for name in MENUS:
            window.menuBar().addMenu(self._menus[name])
        self._add_choices("theme", THEMES, self._on_theme)
        self._add_choices("language", LANGUAGES, self._on_language)
        self._add_choices("text_size", tuple(str(size) for size in TEXT_SIZES), self._on_text_size)
        for command in COMMANDS:
            self._add(command)
        self._has_icons = False
        self._undo: StepName | None = None
        self._redo: StepName | None = None

    def _add(self, command: Command) -> None:
        menu = self._menus[command.menu]
        if command.separated:
            menu.addSeparator()
        action = menu.addAction("")
        action.setData(command.name)
        if command.key:
            keys = [QKeySequence(command.key)]
            if command.name == "redo":
                keys.append(QKeySequence("Ctrl+Y"))
            action.setShortcuts(keys)
        # macOS moves these two into the program's own menu by their role.
        roles = {"quit": QAction.MenuRole.QuitRole, "about": QAction.MenuRole.AboutRole}
        action.setMenuRole(roles.get(command.name, QAction.MenuRole.NoRole))
        action.triggered.connect(self._on_command)
        self.actions[command.name] = action

    def _add_choices(self, name: str, values: tuple[str, ...], chosen: Callable[[QAction], None]) -> None:
        menu = self._menus["view"].addMenu("")
        self._submenus[name] = menu
        group = QActionGroup(self)
        group.triggered.connect(chosen)
        self._choices[name] = {}
        for value in values:
            action = menu.addAction("")
            action.setCheckable(True)
            action.setData(value)
            group.addAction(action)
            self._choices[name][value] = action

    def add_icons(self) -> None:
        """Draw the icons: not before the first picture of the window, which does not show them."""
        self._has_icons = True
        for command in COMMANDS:
            self.actions[command.name].setIcon(icon(command.icon))

    def retheme(self) -> None:
        if self._has_icons:
            self.add_icons()

    def retranslate(self) -> None:
        words = self._desk.words
        for name, menu in self._menus.items():
            menu.setTitle(words(f"shell.menu.{name}"))
        for name, menu in self._submenus.items():
            menu.setTitle(words(f"shell.choice.{name}"))
        for value, action in self._choices["theme"].items():
            action.setText(words(f"shell.theme.{value}"))
        for value, action in self._choices["language"].items():
            action.setText(words(f"common.language.{value}"))
        for value, action in self._choices["text_size"].items():
            action.setText(words("shell.percent", n=value))
        for command in COMMANDS:
            self.actions[command.name].setText(words(command.text))
        self.show_steps(self._undo, self._redo)

    def show_steps(self, undo: StepName | None, redo: StepName | None) -> None:
        """Name what would be undone and redone."""
        self._undo, self._redo = undo, redo
        for name, step in (("undo", undo), ("redo", redo)):
            action = self.actions[name]
            action.setEnabled(step is not None)
            if step is None:
                action.setText(self._desk.words(f"shell.do.{name}"))
            else:
                label = step_words(self._desk, step)
                action.setText(self._desk.words(f"shell.do.{name}_named", step=label.replace("&", "&&")))

    def show_choices(self, preferences: Preferences) -> None:
        self._choices["theme"][preferences.theme].setChecked(True)
        self._choices["language"][preferences.language].setChecked(True)
        self._choices["text_size"][str(preferences.text_size)].setChecked(True)

    def show_file(self, *, is_open: bool) -> None:
        for command in COMMANDS:
            if command.needs_file:
                self.actions[command.name].setEnabled(is_open)

    def _on_command(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.wanted.emit(str(action.data()))

    def _on_theme(self, action: QAction) -> None:
        self.theme_chosen.emit(str(action.data()))

    def _on_language(self, action: QAction) -> None:
        self.language_chosen.emit(str(action.data()))

    def _on_text_size(self, action: QAction) -> None:
        self.text_size_chosen.emit(int(action.data()))


def step_words(desk: Desk, step: StepName) -> str:
    """Return the name of a step in the present language."""
    return step_text(step, desk.words)


def key_text(command: Command) -> str:
    """Return a command's key as this system writes it."""
    return QKeySequence(command.key).toString(QKeySequence.SequenceFormat.NativeText) if command.key else ""


TOAST_KEY: Final = QKeySequence(Qt.Key.Key_F6)
STEP_KEYS: Final = tuple(
    QKeySequence(Qt.KeyboardModifier.AltModifier | Qt.Key(Qt.Key.Key_0 + number)) for number in range(1, 9)
)
