"""A list on screen, copied into a spreadsheet or saved, as it stands."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout
from pytestqt.qtbot import QtBot
from tests.support.desk import RecordingDesk
from tests.support.gallery import Someone, people_model

from nhipcau.common.words import LANGUAGES, Language
from nhipcau.widgets.page import Page
from nhipcau.widgets.table.table_copy import CopiedCell, Excerpt, as_html, as_text
from nhipcau.widgets.table.table_view import Column, RowTableModel, TableView

BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class ListPage(Page):
    """A page with one list."""

    def __init__(self, desk: RecordingDesk, model: RowTableModel[Someone]) -> None:
        super().__init__(desk)
        self.view = TableView(model, several=True)
        QVBoxLayout(self).addWidget(self.view)

    def title(self) -> str:
        return "Người tham gia"

    def refresh(self) -> None:
        """Nothing to read."""

    def retranslate(self) -> None:
        """Nothing to say."""


def page_of(qtbot: QtBot, language: Language = "vi") -> tuple[ListPage, RecordingDesk]:
    desk = RecordingDesk(language)
    page = ListPage(desk, people_model(20))
    qtbot.addWidget(page)
    page.show()
    return page, desk


def test_everything_shown_is_copied_with_headings_in_its_filter_and_order(qtbot: QtBot) -> None:
    page, desk = page_of(qtbot)
    model = page.view._rows
    model.set_filter(lambda row: row.meetings > 5)
    model.sort(2, Qt.SortOrder.DescendingOrder)
    QTest.keyClick(page.view, Qt.Key.Key_C, BOTH)
    clipboard = QApplication.clipboard().mimeData()
    lines = clipboard.text().split("\n")
    assert lines[0] == "Họ và tên\tLĩnh vực\tBuổi gặp\tMức phù hợp\tTrạng thái"
    assert [int(line.split("\t")[2]) for line in lines[1:]] == [row.meetings for row in model.shown_rows()]
    assert clipboard.html().count("<tr>") == len(lines) == 9
    assert desk.said[-1].text == "Đã sao chép 8 dòng; dán vào Excel hoặc thư."


def test_what_is_chosen_is_copied_without_headings(qtbot: QtBot) -> None:
    page, desk = page_of(qtbot, "en")
    page.view.select_id(3)
    QTest.keyClick(page.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text().split("\t")[0] == "Vũ Văn Tú"
    assert desk.said[-1].text == "Copied 1 row; paste it into Excel or a mail."


def test_the_list_is_saved_as_it_stands_with_numbers_as_numbers(qtbot: QtBot) -> None:
    page, desk = page_of(qtbot)
    page.view._rows.search("tu")
    page.view.setColumnHidden(1, True)
    QTest.keyClick(page.view, Qt.Key.Key_E, BOTH)
    ((title, headings, rows),) = desk.saved
    assert title == "Người tham gia"
    assert headings[2] == "Buổi gặp"
    assert [row[0] for row in rows] == [row.name for row in page.view._rows.shown_rows()]
    assert all(isinstance(row[2], int) and isinstance(row[3], int) for row in rows)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_menu_says_what_it_does_and_its_keys(qtbot: QtBot, language: Language) -> None:
    page, desk = page_of(qtbot, language)
    menu = page.view.copying.menu()
    assert menu is not None
    chosen, whole, _, saved = menu.actions()
    assert not chosen.isEnabled()
    assert whole.text() == f"{desk.words('common.table.copy_all')}\tCtrl+Shift+C"
    saved.trigger()
    assert len(desk.saved) == 1
    menu.deleteLater()


def test_a_list_outside_a_page_is_copied_without_a_word(qtbot: QtBot) -> None:
    view = TableView(people_model(3))
    qtbot.addWidget(view)
    view.show()
    assert view.copying.menu() is None
    QTest.keyClick(view, Qt.Key.Key_C, BOTH)
    assert len(QApplication.clipboard().text().split("\n")) == 4
    QTest.keyClick(view, Qt.Key.Key_E, BOTH)


def test_a_column_knows_days_and_numbers_and_leaves_the_rest_as_text() -> None:
    day: Column[int] = Column("d", str, lambda n: "05/03/2026", "date", sort_key=lambda n: date(2026, 3, 5))
    phone: Column[int] = Column("p", str, lambda n: "0912345678", sort_key=lambda n: 912345678)
    empty: Column[int] = Column("n", str, lambda n: "", "number", sort_key=lambda n: None)
    assert (day.plain(1), phone.plain(1), empty.plain(1)) == (date(2026, 3, 5), "0912345678", "")


def test_nothing_copied_is_run_or_changed_by_a_spreadsheet() -> None:
    texts = ("=1+1", "+84 912 345 678", "-5", "@lan", "- xem lại", "a\tb\nc", "0912", "<b>")
    excerpt = Excerpt(("A", "B"), tuple((CopiedCell(text, text), CopiedCell("2,8", 2.8)) for text in texts))
    lines = as_text(excerpt, with_headings=False).split("\n")
    assert [line.split("\t")[0] for line in lines] == [
        "'=1+1", "+84 912 345 678", "-5", "'@lan", "'- xem lại", "a b c", "0912", "<b>"
    ]  # fmt: skip
    html = as_html(excerpt, with_headings=True)
    assert r"""<td style="mso-number-format:'\@'">0912</td>""" in html
    assert '<td x:num="2.8" sdval="2.8">2,8</td>' in html
    assert "&lt;b&gt;" in html
    days = as_html(Excerpt(("A",), ((CopiedCell("05/03/2026", date(2026, 3, 5)),),)), with_headings=False)
    assert ">2026-03-05</td>" in days
