"""Theme and text size change under a window that is in use: what is seen at once, what is hidden soon after."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QColor, QImage, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCalendarWidget, QMenu, QToolButton, QWidget
from pytestqt.qtbot import QtBot
from tests.shell.conftest import Opener

from nhipcau.common.clock import set_clock
from nhipcau.common.preferences import Preferences, Theme
from nhipcau.database import create
from nhipcau.exchange.sample_organisation import build_sample
from nhipcau.shell.window.main_window import MainWindow
from nhipcau.shell.window.palette import Palette
from nhipcau.widgets.card import Body
from nhipcau.widgets.dialog import Dialog
from nhipcau.widgets.forms.date_field import DateField
from nhipcau.widgets.theme import DARK, LIGHT, undressed

ROUTES = (
    "overview", "participants", "import", "workbooks", "sessions", "surveys", "skills", "settings", "about",
)  # fmt: skip
"""Without pairing, whose picture changes by itself while ways are compared."""
ROLE = QPalette.ColorRole


class _Heard(QObject):
    """Counts how often a widget is dressed."""

    restyled = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.restyled += event.type() == QEvent.Type.StyleChange
        return False


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    set_clock(lambda: datetime(2026, 3, 2, 9, 30, tzinfo=UTC))
    path = tmp_path / "sample.nhipcau"
    database = create(path, backups=False)
    build_sample(database)
    database.close()
    return path


def _visit(window: MainWindow, qtbot: QtBot, route: str) -> QWidget:
    window.go(route)
    qtbot.waitUntil(lambda: not window.desk.is_busy, timeout=20_000)
    QCoreApplication.processEvents()
    page = window.navigator.current()
    assert page is not None
    return page


def _take_the_pointer_away(window: MainWindow) -> None:
    """Let nothing look hovered over: where the pointer rests, and what hears of it, is left by earlier tests."""
    for widget in window.findChildren(QWidget):
        widget.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)


def _pictures(window: MainWindow, qtbot: QtBot) -> dict[str, QImage]:
    found = {}
    for route in ROUTES * 2:  # at the second visit nothing is laid out any more
        _visit(window, qtbot, route)
        window.toast.hide()
        window.setFocus()
        QCoreApplication.processEvents()
        _take_the_pointer_away(window)
        found[route] = window.grab().toImage()
    return found


def _text(page: QWidget) -> QColor:
    label = next(one for one in page.findChildren(Body) if one.isVisibleTo(page))
    return label.palette().color(ROLE.WindowText)


@pytest.mark.parametrize(("theme", "size"), [("dark", 100), ("light", 150), ("dark", 125)])
def test_a_window_that_has_changed_looks_like_one_that_began_so(
    open_window: Opener, qtbot: QtBot, sample: Path, theme: Theme, size: int
) -> None:
    window = open_window(sample, Preferences(language="vi", theme="light"))
    for route in ROUTES:
        _visit(window, qtbot, route)
    window.appearance.set_theme(theme)
    window.appearance.set_text_size(size)
    qtbot.waitUntil(lambda: next(undressed(), None) is None)
    changed = _pictures(window, qtbot)
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())
    fresh = _pictures(open_window(sample, Preferences(language="vi", theme=theme, text_size=size)), qtbot)
    # A page that is cut off in so narrow a window depends on what was laid out first.
    compared = [route for route in ROUTES if size == 100 or route != "workbooks"]
    assert [route for route in compared if changed[route] != fresh[route]] == []


def test_the_page_in_sight_changes_at_once_and_a_hidden_one_soon_after(
    open_window: Opener, qtbot: QtBot, sample: Path
) -> None:
    window = open_window(sample)
    hidden = _visit(window, qtbot, "workbooks")
    shown = _visit(window, qtbot, "settings")
    QTest.mouseClick(window.sidebar.theme, Qt.MouseButton.LeftButton)
    assert _text(shown) == QColor(DARK.text2)
    assert _text(hidden) == QColor(LIGHT.text2)
    QCoreApplication.processEvents()
    assert window.grab().toImage().pixelColor(window.stack.mapTo(window, QPoint())) == QColor(DARK.bg)
    qtbot.waitUntil(lambda: _text(hidden) == QColor(DARK.text2))
    assert not hidden.isVisible()


def test_a_page_that_is_visited_before_its_turn_is_changed_when_it_is_seen(
    open_window: Opener, qtbot: QtBot, sample: Path
) -> None:
    window = open_window(sample)
    hidden = _visit(window, qtbot, "workbooks")
    _visit(window, qtbot, "settings")
    QTest.mouseClick(window.sidebar.theme, Qt.MouseButton.LeftButton)
    window.go("workbooks")
    assert _text(hidden) == QColor(DARK.text2)


def test_what_is_hidden_is_not_gone_through_while_the_theme_changes(
    open_window: Opener, qtbot: QtBot, sample: Path
) -> None:
    window = open_window(sample)
    hidden = _visit(window, qtbot, "workbooks")
    _visit(window, qtbot, "settings")
    label = hidden.findChild(Body)
    assert label is not None
    label.installEventFilter(heard := _Heard())
    window.appearance.set_theme("dark")
    assert heard.restyled == 0
    qtbot.waitUntil(lambda: heard.restyled > 0)


def test_what_opens_after_a_change_wears_the_new_theme(open_window: Opener, qtbot: QtBot) -> None:
    window = open_window()
    QTest.mouseClick(window.sidebar.theme, Qt.MouseButton.LeftButton)
    dialog = Dialog("Tên", "Lời", window)
    dialog.show()
    assert dialog.text.palette().color(ROLE.WindowText) == QColor(DARK.text2)
    assert dialog.grab().toImage().pixelColor(4, 4) == QColor(DARK.bg)
    dialog.close()
    window.do("palette")
    palette = window.findChild(Palette)
    assert palette is not None
    assert palette.search.palette().color(ROLE.Text) == QColor(DARK.text)
    palette.close()
    menu = next(menu for menu in window.menuBar().findChildren(QMenu) if not menu.isEmpty())
    menu.ensurePolished()
    assert menu.palette().color(ROLE.WindowText) == QColor(DARK.text)


def test_an_open_dialog_goes_with_the_system_when_that_turns_dark(
    open_window: Opener, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    dialog = Dialog("Tên", "Lời", window)
    dialog.show()
    monkeypatch.setattr("nhipcau.shell.appearance.resolve_theme", lambda preference, app: DARK)
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    application.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert dialog.text.palette().color(ROLE.WindowText) == QColor(DARK.text2)
    dialog.close()


def test_back_in_the_theme_it_began_with_nothing_wears_a_sheet_of_its_own(
    open_window: Opener, qtbot: QtBot
) -> None:
    window = open_window()
    for _ in range(2):
        QTest.mouseClick(window.sidebar.theme, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: next(undressed(), None) is None)
    assert window.sidebar.styleSheet() == ""
    assert window.welcome.findChildren(Body)[0].palette().color(ROLE.WindowText) == QColor(LIGHT.text2)


def test_a_calendar_speaks_the_language_of_the_window(open_window: Opener, qtbot: QtBot) -> None:
    window = open_window()
    field = DateField()
    qtbot.addWidget(field)
    field.set_value(date(2026, 3, 2))
    field.show()
    for language, month in (("vi", "tháng 3"), ("en", "march")):
        QTest.mouseClick(window.sidebar.languages.segment(language), Qt.MouseButton.LeftButton)
        field.open_button.click()
        calendar = field.findChild(QCalendarWidget)
        assert calendar is not None
        chooser = calendar.findChild(QToolButton, "qt_calendar_monthbutton")
        assert chooser is not None
        assert chooser.text().lower() == month
        calendar.close()


def test_the_box_of_programmes_is_as_high_as_before_when_the_text_is_small_again(
    open_window: Opener, sample: Path
) -> None:
    window = open_window(sample)
    before = window.sidebar.switcher.height()
    window.appearance.set_text_size(150)
    QCoreApplication.processEvents()
    assert window.sidebar.switcher.height() > before
    window.appearance.set_text_size(100)
    QCoreApplication.processEvents()
    assert window.sidebar.switcher.height() == before
