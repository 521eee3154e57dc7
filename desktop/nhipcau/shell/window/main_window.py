"""The window: sidebar, head, page; it hears what the desk, the menus and the file say and moves accordingly."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QByteArray, QEvent, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from nhipcau.common.clock import now
from nhipcau.common.errors import Unavailable
from nhipcau.common.words import Words
from nhipcau.shell.appearance import Appearance
from nhipcau.shell.files.data_file import DataFile
from nhipcau.shell.files.file_care import FileCare
from nhipcau.shell.files.file_commands import FileCommands, usable
from nhipcau.shell.menus import STEP_KEYS, Menus, step_words
from nhipcau.shell.pages.welcome_page import WelcomePage
from nhipcau.shell.routes import ROUTES, STEP_PAGES, WITHOUT_PROGRAMME
from nhipcau.shell.window.file_trouble import FileTrouble
from nhipcau.shell.window.frame import Frame
from nhipcau.shell.window.method_steps import STEP_TABLES, MethodSteps
from nhipcau.shell.window.navigator import Navigator, page_actions
from nhipcau.shell.window.notices import Notices
from nhipcau.shell.window.program_pages import STANDING, make_page
from nhipcau.shell.window.sidebar import Sidebar
from nhipcau.shell.window.topbar import Topbar
from nhipcau.shell.working_desk import Work, WorkingDesk
from nhipcau.widgets.focus_ring import note_keys
from nhipcau.widgets.progress import ProgressStrip
from nhipcau.widgets.theme import dress, resolve_theme

if TYPE_CHECKING:
    from nhipcau.common.preferences import Preferences
    from nhipcau.database import Changes, StepName


class MainWindow(Frame):
    """Everything that is always there. Pages come and go in `stack`."""

    painted = Signal()
    """The first picture is on the screen."""
    settled = Signal()
    """A file has been opened or refused, and its first page is shown."""

    def __init__(self, app: QApplication, preferences: Preferences) -> None:
        super().__init__()
        self.preferences = preferences
        self._was_painted = False
        self._is_arriving = False
        self.desk = WorkingDesk(Words(preferences.language), resolve_theme(preferences.theme, app), self)
        self.desk.folders = preferences.folders
        self.desk.signed_by = preferences.signed_by
        self.desk.answer_days = preferences.answer_days
        self.desk.programme_name = self._programme_name
        self.appearance = Appearance(app, self.desk, preferences)
        self.appearance.dress()
        self.data = DataFile(self.desk, self)
        self.files = FileCommands(self, self.desk, self.data, preferences)
        self.care = FileCare(self.desk, self.data)
        self.menus = Menus(self, self.desk)
        self._lay_out()
        self.method_steps = MethodSteps(self.desk, self.sidebar)
        self.navigator = Navigator(self.desk, self.stack)
        self.navigator.add_standing("welcome", self.welcome)
        self._trouble = FileTrouble(self)
        self._connect()
        self.setAcceptDrops(True)
        self.setMinimumSize(960, 600)
        self._restore_geometry()
        self._retranslate()
        self._on_theme()
        self.menus.show_file(is_open=False)
        self.sidebar.show_programmes((), None)
        self.welcome.show_opening(opening=True)
        self.sidebar.show_opening(opening=True)
        self.navigator.show("welcome", {})

    def _lay_out(self) -> None:
        ground = QWidget()
        ground.setObjectName("Ground")
        row = QHBoxLayout(ground)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.sidebar = Sidebar(self.desk)
        self.topbar = Topbar(self.desk)
        self.stack = QStackedWidget()
        self.progress = ProgressStrip()
        self.progress.hide()
        self.welcome = WelcomePage(self.desk)
        column = QVBoxLayout()
        column.setContentsMargins(28, 14, 28, 16)
        column.setSpacing(16)
        column.addWidget(self.topbar)
        column.addWidget(self.stack, 1)
        column.addWidget(self.progress)
        row.addWidget(self.sidebar)
        row.addLayout(column, 1)
        self.setCentralWidget(ground)
        self.toast = Notices(self.desk, ground, self, self.stack).toast
        for part in (self.sidebar, self.topbar, self.progress, self.toast):
            dress(part)

    def _connect(self) -> None:
        self.desk.going.connect(self.go)
        self.desk.work_began.connect(self._on_work)
        self.desk.work_over.connect(self._on_work_over)
        self.desk.went_wrong.connect(self._on_bug)
        self.desk.language_changed.connect(self._retranslate)
        self.desk.theme_changed.connect(self._on_theme)
        self.data.opened.connect(self._on_opened)
        self.data.closed.connect(self._on_closed)
        self.data.refused.connect(self._on_refused)
        self.data.changed.connect(self._on_changed)
        self.data.turned.connect(self._on_turned)
        self.navigator.moved.connect(self._on_moved)
        self.sidebar.programme_chosen.connect(self.choose_programme)
        self.sidebar.new_programme_wanted.connect(self._on_new_programme)
        self.sidebar.place_chosen.connect(self.go)
        self.sidebar.step_chosen.connect(self.go_to_step)
        self.sidebar.language_chosen.connect(self.appearance.set_language)
        self.sidebar.theme_toggled.connect(self.appearance.toggle_theme)
        self.topbar.search_wanted.connect(self._on_search)
        self.menus.wanted.connect(self.do)
        self.menus.theme_chosen.connect(self.appearance.set_theme)
        self.menus.language_chosen.connect(self.appearance.set_language)
        self.menus.text_size_chosen.connect(self.appearance.set_text_size)
        self.toast.undo.connect(self.data.undo)
        self.files.answers_chosen.connect(self._on_answers)
        self.welcome.begun.connect(self._on_begun)
        self.welcome.file_wanted.connect(self.data.open)
        for keys in STEP_KEYS:
            shortcut = QShortcut(keys, self)
            shortcut.activated.connect(self._on_step_key)

    # Going somewhere

    @Slot(str)
    def go(self, route: str, arguments: dict[str, object] | None = None) -> None:
        """Show a page; without a programme only the pages that need none, and a word about why."""
        self._is_arriving = False
        given = arguments or {}
        if route == "programme":
            self._edit_programme(new=bool(given.get("new")))
        elif route in STANDING:
            self._show_standing(route, given)
        elif route == "import" and "paths" in given and self.desk.programme_id is None:
            self._on_answers(list(cast("list[Path]", given["paths"])))
        elif route in ROUTES and not self._can_open(route):
            first = "file" if self.data.database is None else "programme"
            self.desk.say(self.desk.words(f"shell.{first}.first"), tone="info")
        else:
            self.navigator.show(route, given)

    def _can_open(self, route: str) -> bool:
        """Say whether there is what a page is about: a file, and for most a programme in it."""
        is_open, chosen = self.data.database is not None, self.desk.programme_id is not None
        return is_open and (chosen or route in WITHOUT_PROGRAMME)

    def go_to_step(self, step: int) -> None:
        """Show the page of a step of the method, or what the step is for."""
        page = STEP_PAGES.get(step)
        if page is not None:
            self.go(page)
        else:
            self.go("step", {"step": step})

    def _on_step_key(self) -> None:
        shortcut = self.sender()
        if isinstance(shortcut, QShortcut):
            keys: QKeySequence = shortcut.key()
            self.go_to_step(STEP_KEYS.index(keys) + 1)

    def _show_standing(self, route: str, arguments: dict[str, object]) -> None:
        if not self.navigator.can_show(route):
            self.navigator.add_standing(route, make_page(route, self))
        self.navigator.show(route, arguments)

    def _on_moved(self) -> None:
        page = self.navigator.current()
        self.sidebar.show_place(self.navigator.route, self.navigator.step)
        if page is not None:
            self.topbar.show_actions(page_actions(page))
        self._name_page()

    def _programme_name(self) -> str:
        programme = self.data.programme(self.desk.programme_id)
        return programme.name if programme is not None else ""

    def _name_page(self) -> None:
        page = self.navigator.current()
        route = ROUTES.get(self.navigator.route)
        step = self.navigator.step or (route.step if route else 0)
        words = self.desk.words
        if step:
            eyebrow = words("shell.eyebrow.step", n=step, name=words(f"method.step.{step}"))
        elif self.navigator.route in ROUTES and (name := self._programme_name()):
            eyebrow = name
        else:
            eyebrow = words("shell.product")
        self.topbar.show_page(eyebrow, page.title() if page is not None else "")

    # Commands

    @Slot(str)
    def do(self, name: str) -> None:
        """Do a command of the menus or the palette."""
        if name in ROUTES or name in STANDING:
            self.go(name, {"path": None} if name == "backups" else {})
            return
        doing = {
            "new": self.files.new,
            "open": self.files.open,
            "sample": self.files.open_sample,
            "copy": self.files.copy,
            "close": self.files.close,
            "quit": self.close,
            "undo": self.data.undo,
            "redo": self.data.redo,
            "programme_new": self._on_new_programme,
            "programme_edit": self._on_edit_programme,
            "palette": self._on_search,
            "shortcuts": self._on_shortcuts,
        }
        doing[name]()

    def _on_new_programme(self) -> None:
        self._edit_programme(new=True)

    def _on_edit_programme(self) -> None:
        self._edit_programme(new=False)

    def _edit_programme(self, *, new: bool) -> None:
        from nhipcau.shell.window.programme_commands import edit_programme

        edit_programme(self, new=new)
        self._show_programmes()

    @Slot(str)
    def _on_search(self, text: str = "") -> None:
        from nhipcau.shell.window.palette import Palette

        Palette.show_over(self, text)

    def _on_shortcuts(self) -> None:
        from nhipcau.shell.window.shortcuts_dialog import ShortcutsDialog

        dialog = ShortcutsDialog(self.desk, self)
        dialog.exec()
        dialog.deleteLater()

    @Slot(str)
    def _on_begun(self, way: str) -> None:
        if way == "answers":
            self.files.choose_answers()
        elif way == "sample":
            self.files.open_sample()
        elif way == "open":
            self.files.open()
        elif self.data.database is None:
            self.files.new()
        else:
            self._edit_programme(new=True)

    @Slot(list)
    def _on_answers(self, paths: list[Path]) -> None:
        from nhipcau.shell.window.programme_commands import ensure_programme

        if self.data.database is None:
            self.desk.say(self.desk.words("shell.drop.no_file"), tone="info")
            return
        ensure_programme(self)
        self.go("import", {"paths": list(paths)})

    # The file

    def _on_opened(self) -> None:
        database = self.data.database
        assert database is not None, "said to be open"
        # The number of a programme means another one in another file.
        same_file = self.preferences.last_file == str(database.path)
        last = self.desk.programme_id or (self.preferences.last_programme if same_file else 0)
        self.preferences.remember_file(database.path)
        self.navigator.use(database)
        known = [row.id for row in self.data.programmes]
        self.desk.programme_id = last if last in known else self.data.begin_with
        self.desk.programme_changed.emit()
        self.setWindowTitle(self.desk.words("shell.window", name=database.path.stem))
        self.menus.show_file(is_open=True)
        self.welcome.show_trouble("", {})
        self._arrive()
        self._show_saved()

    def _arrive(self) -> None:
        """Show where a file begins: its overview, or the welcome when there is no programme yet."""
        self._is_arriving = True
        self._show_recent()
        self._show_programmes()
        self._show_undo()
        # In turns of their own: reading, building and showing together would hold the window for too long.
        QTimer.singleShot(0, self, self._make_first_page)

    def _show_recent(self) -> None:
        self.sidebar.show_opening(opening=False)
        self._name_page()
        here = self.data.database.path if self.data.database is not None else None
        recent = [Path(name) for name in self.preferences.recent]
        self.welcome.show_recent([path for path in recent if path != here])

    def _make_first_page(self) -> None:
        if self.desk.programme_id is not None:
            self.navigator.prepare("overview")
        QTimer.singleShot(0, self, self._show_first_page)

    def _show_first_page(self) -> None:
        if self._is_arriving:  # she has not gone elsewhere meanwhile
            self.go("overview" if self.desk.programme_id is not None else "welcome")
        self.welcome.show_opening(opening=False)  # behind the page: nobody waits for its making
        self._name_page()
        self.setFocus()  # on nothing yet: a ring around the first control would look like a choice
        self.desk.read(_nothing, lambda _: self.settled.emit())  # after what the page itself has asked for

    def show_welcome(self, trouble: Unavailable) -> None:
        """Say on the welcome why no file is open."""
        self.welcome.show_trouble(trouble.code, dict(trouble.values))
        self.welcome.show_opening(opening=False)
        self._show_recent()
        self.navigator.show("welcome", {})
        self.settled.emit()

    def _on_closed(self) -> None:
        self.toast.hide()  # what it offers to undo is of another file from here on
        self.desk.programme_id = None
        self.topbar.show_actions([])
        self.navigator.show("welcome", {})
        self.navigator.use(None)
        self.menus.show_file(is_open=False)
        self.setWindowTitle(self.desk.words("shell.product"))
        self.sidebar.show_saved("")
        self._arrive()

    @Slot(object)
    def _on_refused(self, error: Unavailable) -> None:
        if error.code == "database.missing":
            self.preferences.forget_file(Path(str(error.values.get("path", ""))))
        if self._trouble.refused(error):
            self.settled.emit()
        else:
            self._arrive()

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if "programme" in changes.ids:
            known = [row.id for row in self.data.programmes]
            if self.desk.programme_id not in known:
                self.desk.programme_id = known[-1] if known else None
                self.desk.programme_changed.emit()
                self.go("overview" if known else "welcome")
        if changes.touches("programme"):
            self._show_programmes()
        elif changes.touches(*STEP_TABLES):
            self.method_steps.show_for(self.data.database, self.desk.programme_id)
        self._show_undo()
        self._show_saved()
        self.navigator.spread(changes)
        self._name_page()

    @Slot(object, bool)
    def _on_turned(self, name: StepName | None, back: bool) -> None:
        if name is not None:
            key = "shell.undone" if back else "shell.redone"
            self.desk.say(self.desk.words(key, step=step_words(self.desk, name)), tone="info")

    @Slot(int)
    def choose_programme(self, programme_id: int) -> None:
        """Work with another programme of the same file."""
        if programme_id == self.desk.programme_id:
            return
        self.desk.programme_id = programme_id
        self.preferences.last_programme = programme_id
        self._show_programmes()
        self.desk.programme_changed.emit()
        if self.navigator.route not in ROUTES:
            self.go("overview")
        self._name_page()

    def _show_programmes(self) -> None:
        rows = [(row.id, row.name) for row in self.data.programmes]
        self.sidebar.show_programmes(rows, self.desk.programme_id)
        self.method_steps.show_for(self.data.database, self.desk.programme_id)

    def _show_undo(self) -> None:
        self.menus.show_steps(*self.data.next_steps())

    def _show_saved(self) -> None:
        self.sidebar.show_saved(f"{now().astimezone():%H:%M}")

    # What the desk says

    @Slot(object)
    def _on_work(self, work: Work) -> None:
        if not work.label:
            return
        self.progress.begin(work.label, self.desk.words("common.cancel"))
        work.progressed.connect(self.progress.advance)
        self.progress.cancelled.connect(work.cancel)

    @Slot(object)
    def _on_work_over(self, work: Work) -> None:
        if work.label:
            self.progress.hide()

    @Slot(object)
    def _on_bug(self, error: BaseException) -> None:
        from nhipcau.shell.crash_dialog import show_bug

        show_bug(self, self.desk, error)

    # Looks

    def _retranslate(self) -> None:
        self.sidebar.retranslate()
        self.topbar.retranslate()
        self.menus.retranslate()
        self.menus.show_choices(self.preferences)
        if self.data.database is None:
            self.setWindowTitle(self.desk.words("shell.product"))
        else:
            self._show_undo()
        if hasattr(self, "navigator"):
            self._name_page()

    def _on_theme(self) -> None:
        self.sidebar.retheme()
        self.topbar.retheme()
        self.menus.retheme()
        self.menus.show_choices(self.preferences)

    def _restore_geometry(self) -> None:
        saved = QByteArray.fromBase64(self.preferences.geometry.encode())
        if not self.preferences.geometry or not self.restoreGeometry(saved):
            room = self.screen().availableSize()
            # The system's title bar and borders want some of the screen too.
            self.resize(min(1280, room.width() - 8), min(800, room.height() - 40))

    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() == QEvent.Type.Paint and not self._was_painted:
            self._was_painted = True
            self.painted.emit()
        elif event.type() == QEvent.Type.ShortcutOverride:
            note_keys()
        return handled

    # Files dropped anywhere

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if usable([Path(url.toLocalFile()) for url in event.mimeData().urls()]):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if self.files.take_files([Path(url.toLocalFile()) for url in event.mimeData().urls()]):
            event.acceptProposedAction()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.desk.programme_id is not None:
            self.preferences.last_programme = self.desk.programme_id
        if self.data.database is not None and not self._system_is_shutting_down():
            event.ignore()
            self.desk.cancel_all()
            self.data.leave(self.desk.words("shell.leaving"), self._close_now)
            return
        self.preferences.geometry = self.saveGeometry().toBase64().toStdString()
        super().closeEvent(event)

    def _close_now(self) -> None:
        self.close()

    def _system_is_shutting_down(self) -> bool:
        """Such a system does not wait for an answer; all that was stored is stored."""
        application = QApplication.instance()
        return isinstance(application, QApplication) and application.isSavingSession()

    def close_down(self) -> None:
        """Stop the worker and let go of the file; the window is about to go."""
        self.desk.close_down()
        self.data.blockSignals(True)
        self.data.close_down()
        self.appearance.close_down()


def _nothing() -> None:
    """Read nothing: what comes after it comes after all that was asked before."""
