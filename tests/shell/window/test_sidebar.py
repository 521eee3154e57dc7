"""The sidebar before there is anything to go to."""

from PySide6.QtWidgets import QApplication
from tests.shell.conftest import Opener

from nhipcau.common.preferences import Preferences
from nhipcau.programmes.service import add_programme
from nhipcau.shell.startup import start
from nhipcau.shell.window.main_window import MainWindow
from nhipcau.shell.window.nav_rows import NavRow


def reachable(window: MainWindow) -> set[str]:
    rows = window.sidebar.findChildren(NavRow)
    return {row.text() for row in rows if row.isVisible() and row.isEnabled()}


def test_without_a_programme_only_the_import_can_be_gone_to(open_window: Opener) -> None:
    window = open_window()
    assert reachable(window) == {"Nhập câu trả lời"}
    database = window.data.database
    assert database is not None
    with database.step("a.b") as db:
        add_programme(db, {"name": "Hạt Giống", "kind": "traditional"})
    assert len(reachable(window)) > 10


def test_while_a_file_is_being_opened_nothing_is_said_of_it(qapp: QApplication) -> None:
    window = MainWindow(qapp, Preferences(language="vi"))
    try:
        window.show()
        assert window.topbar.title.text() == "Đang mở dữ liệu của bạn…"
        assert window.sidebar.switcher.placeholderText() == "Đang mở…"
        shown = [
            label for label in window.sidebar.findChildren(type(window.topbar.eyebrow)) if label.isVisible()
        ]
        assert not any("0/8" in label.text() for label in shown)
    finally:
        start.finish(window)


def test_once_an_empty_file_is_open_the_welcome_greets(open_window: Opener) -> None:
    window = open_window()
    assert window.topbar.title.text() == "Chào mừng bạn đến với Nhịp Cầu"
    assert window.sidebar.switcher.placeholderText() == "Chưa có chương trình"
