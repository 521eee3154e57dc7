"""The palette by keys: a name and Enter leads to somebody, and never takes work back."""

import threading
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.shell.conftest import Opener
from tests.support import make
from tests.support.reading import wait_until
from tests.support.sessions import confirm_all

from nhipcau.common.preferences import Preferences
from nhipcau.database import Database, create
from nhipcau.exchange.ui.inbox.page import ImportPage
from nhipcau.pairing.ui.page import PairingPage
from nhipcau.shell.startup import start
from nhipcau.shell.window.main_window import MainWindow
from nhipcau.shell.window.palette import Palette
from nhipcau.widgets.card import Muted


def _database(window: MainWindow) -> Database:
    assert window.data.database is not None
    return window.data.database


@pytest.fixture
def window(open_window: Opener) -> MainWindow:
    """Return a window whose last step names a person: she has just added them."""
    made = open_window()
    programme_id = make.programme(_database(made))
    make.participant(_database(made), programme_id, "Tô Minh Thư", mentor=True)
    make.participant(_database(made), programme_id, "Dương Thị Bích")
    return made


def _typed(window: MainWindow, text: str) -> Palette:
    window.do("palette")
    palette = window.findChild(Palette)
    assert palette is not None
    palette.search.clear()
    palette.search.insert(text)  # QTest types no letters beyond ASCII
    wait_until(lambda: palette.is_complete)
    return palette


def _lines(palette: Palette) -> list[str]:
    return [palette.list.item(row).text() for row in range(palette.list.count())]


@pytest.mark.parametrize("name", ["duong", "bich", "duong thi bich"])
def test_a_name_and_enter_leads_to_the_person_and_takes_nothing_back(
    window: MainWindow, qtbot: QtBot, name: str
) -> None:
    last = _database(window).next_undo()
    assert last is not None
    assert "Bích" in str(last.values), "the step that could be undone names her"
    palette = _typed(window, name)
    assert _lines(palette) == ["Dương Thị Bích"]
    QTest.keyClick(palette.search, Qt.Key.Key_Return)
    qtbot.wait(0)
    assert window.navigator.route == "participants"
    assert _database(window).next_undo() == last


@pytest.mark.parametrize("typed", ["hoan", "hoàn tá", "und", "dong", "mo to", "tho"])
def test_half_a_word_and_enter_takes_nothing_back(window: MainWindow, qtbot: QtBot, typed: str) -> None:
    before = (_database(window).next_undo(), _database(window).path)
    palette = _typed(window, typed)
    QTest.keyClick(palette.search, Qt.Key.Key_Return)
    qtbot.wait(0)
    assert (_database(window).next_undo(), _database(window).path) == before


@pytest.mark.parametrize("typed", ["hoàn tác", "hoan tac", "undo", "Undo"])
def test_its_own_name_written_out_takes_the_last_step_back(
    window: MainWindow, qtbot: QtBot, typed: str
) -> None:
    palette = _typed(window, typed)
    assert _lines(palette)[0].startswith("Hoàn tác: ")
    QTest.keyClick(palette.search, Qt.Key.Key_Return)
    qtbot.waitUntil(window.menus.actions["redo"].isEnabled)


def test_people_and_pages_stand_before_everything_that_is_done(window: MainWindow) -> None:
    make.participant(_database(window), window.desk.programme_id or 0, "Hoàn Lâm Quốc Tác")
    palette = _typed(window, "hoan tac")
    lines = _lines(palette)
    assert lines[0] == "Hoàn Lâm Quốc Tác"
    assert lines[-1].startswith("Hoàn tác: ")
    assert palette.list.currentRow() == 0


def test_a_pair_is_found_by_either_name_and_opened(window: MainWindow, qtbot: QtBot) -> None:
    confirm_all(_database(window), window.desk.programme_id or 0)
    palette = _typed(window, "bich thu")
    assert _lines(palette) == ["Tô Minh Thư và Dương Thị Bích"]
    QTest.keyClick(palette.search, Qt.Key.Key_Return)
    assert window.navigator.route == "pairing"
    page = window.navigator.current()
    assert isinstance(page, PairingPage)
    qtbot.waitUntil(page.details.isVisible, timeout=30_000)
    row = page.row()
    assert row is not None
    assert (row.mentor_name, row.mentee_name) == ("Tô Minh Thư", "Dương Thị Bích")


def test_with_no_programme_the_import_is_found_and_opened(open_window: Opener) -> None:
    window = open_window()
    palette = _typed(window, "nhap")
    assert _lines(palette)[0] == "Nhập câu trả lời"
    QTest.keyClick(palette.search, Qt.Key.Key_Return)
    assert window.navigator.route == "import"
    page = window.navigator.current()
    assert isinstance(page, ImportPage)


def test_a_file_read_there_gets_a_programme_of_its_own(
    open_window: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window()
    window.go("import")
    page = window.navigator.current()
    assert isinstance(page, ImportPage)
    answers = tmp_path / "answers.csv"
    answers.write_text("Full name,Email,Role\nAn Le,an@ex.vn,Mentor\n", encoding="utf-8")
    page.drop_zone.chosen.emit([answers])
    qtbot.waitUntil(page.import_button.isVisible, timeout=30_000)
    assert window.navigator.current() is page
    assert window.desk.programme_id is not None


def test_enter_waits_until_everybody_has_been_read(window: MainWindow, qtbot: QtBot) -> None:
    held = threading.Event()
    window.desk.read(lambda: held.wait(20), lambda _: None)
    window.do("palette")
    palette = window.findChild(Palette)
    assert palette is not None
    palette.search.insert("bich")
    QTest.keyClick(palette.search, Qt.Key.Key_Return)
    assert not palette.is_complete
    assert palette.isVisible()
    held.set()
    qtbot.waitUntil(lambda: window.navigator.route == "participants")


def test_what_is_asked_before_the_file_is_open_is_found_when_it_is(
    qapp: QApplication, tmp_path: Path
) -> None:
    path = tmp_path / "earlier.nhipcau"
    with closing(create(path, backups=False)) as before:
        make.participant(before, make.programme(before), "Dương Thị Bích")
    window = MainWindow(qapp, Preferences(language="vi"))
    try:
        window.show()
        window.files.begin(path, sample=False)
        window.do("palette")
        palette = window.findChild(Palette)
        assert palette is not None
        palette.search.insert("bich")
        assert not palette.is_complete
        assert not _lines(palette)
        said = [label.text() for label in palette.findChildren(Muted) if label.isVisible()]
        assert window.desk.words("shell.palette.reading") in said
        assert window.desk.words("shell.palette.none") not in said
        wait_until(lambda: _lines(palette) == ["Dương Thị Bích"])
    finally:
        start.finish(window)
