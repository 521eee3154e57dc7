from PySide6.QtCore import QEvent, QModelIndex, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot
from tests.support.gallery import Someone, people_model, someone

from nhipcau.widgets.table.column_widths import shared_widths
from nhipcau.widgets.table.table_view import RowTableModel, TableView
from nhipcau.widgets.theme import LIGHT


def names(model: RowTableModel[Someone]) -> list[str]:
    return [row.name for row in model.shown_rows()]


def view_of(qtbot: QtBot, how_many: int = 20) -> tuple[TableView, RowTableModel[Someone]]:
    model = people_model(how_many)
    view = TableView(model)
    qtbot.addWidget(view)
    view.resize(900, 400)
    view.show()
    return view, model


def test_the_model_keeps_qts_rules_through_rows_filter_search_and_order(qtmodeltester: ModelTester) -> None:
    model = people_model(30)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt leaves it untyped
    model.set_filter(lambda row: row.meetings > 3)
    model.search("duc")
    model.sort(0)
    model.set_rows([someone(number) for number in range(5)])
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt leaves it untyped


def test_search_does_not_mind_accents_case_or_word_order() -> None:
    model = people_model(7)
    model.search("DUC hoang")
    assert names(model) == ["Hoàng Quốc Đức"]
    model.search("")
    assert len(names(model)) == 7


def test_search_filter_and_order_work_together() -> None:
    model = people_model(70)
    model.set_filter(lambda row: row.meetings < 5)
    model.search("duong")
    model.sort(3, Qt.SortOrder.DescendingOrder)
    rows = model.shown_rows()
    assert rows
    assert all(row.meetings < 5 and row.name == "Dương Thanh Oanh" for row in rows)
    assert [row.fit for row in rows] == sorted((row.fit for row in rows), reverse=True)


def test_people_are_ordered_by_given_name_in_vietnamese() -> None:
    model = people_model(7)
    model.sort(0)
    assert [name.split()[-1] for name in names(model)] == [
        "Ánh",
        "Đạt",
        "Đức",
        "Oanh",
        "Sơn",
        "Tú",
        "Thư",
    ] or [name.split()[-1] for name in names(model)] == ["Ánh", "Đạt", "Đức", "Oanh", "Sơn", "Thư", "Tú"]


def test_a_third_click_on_a_heading_gives_back_the_given_order() -> None:
    model = people_model(7)
    given = names(model)
    model.sort(3)
    model.sort(-1)
    assert names(model) == given


def test_unknown_values_stand_last_whichever_way_it_is_ordered() -> None:
    model = people_model(4)
    columns = list(model.columns)
    columns[2] = type(columns[2])("meetings", str, lambda row: "", sort_key=lambda row: row.meetings or None)
    other = RowTableModel(columns, lambda row: row.id)
    other.set_rows([someone(number) for number in range(4)])
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        other.sort(2, order)
        assert other.shown_rows()[-1].id == 0


def test_every_cell_says_its_column_and_text_to_screen_readers() -> None:
    model = people_model(1)
    said = model.data(model.index(0, 1), Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Lĩnh vực: Thiết kế"


def test_an_index_outside_answers_nothing() -> None:
    model = people_model(1)
    assert model.data(QModelIndex()) is None
    assert model.rowCount(model.index(0, 0)) == 0


def test_the_selected_person_stays_selected_through_order_filter_and_new_rows(qtbot: QtBot) -> None:
    view, model = view_of(qtbot)
    heard: list[object] = []
    view.row_selected.connect(heard.append)
    view.select_id(7)
    model.sort(0, Qt.SortOrder.DescendingOrder)
    model.set_filter(lambda row: row.id > 3)
    model.set_rows([someone(number) for number in range(15)])
    assert view.selected_id() == 7
    assert view.selected_ids() == [7]
    assert heard == [7]


def test_a_person_filtered_away_is_no_longer_selected(qtbot: QtBot) -> None:
    view, model = view_of(qtbot)
    heard: list[object] = []
    view.select_id(7)
    view.row_selected.connect(heard.append)
    model.set_filter(lambda row: row.id != 7)
    assert view.selected_id() is None
    assert view.selected_ids() == []
    assert heard == [None]


def test_arrow_keys_move_the_selection_and_enter_opens(qtbot: QtBot) -> None:
    view, _ = view_of(qtbot)
    view.select_id(0)
    opened: list[object] = []
    view.row_activated.connect(opened.append)
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.selected_id() == 1
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert opened == [1]


def test_a_double_click_opens_the_person(qtbot: QtBot) -> None:
    view, model = view_of(qtbot)
    opened: list[object] = []
    view.row_activated.connect(opened.append)
    spot = view.visualRect(model.index(2, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)
    assert opened == [2]


def test_a_double_click_stays_with_its_first_row_when_the_list_moves_under_it(qtbot: QtBot) -> None:
    view, model = view_of(qtbot)
    spot = view.visualRect(model.index(2, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)
    pushed = QMouseEvent(
        QEvent.Type.MouseButtonDblClick, view.visualRect(model.index(1, 0)).center().toPointF(),
        QPointF(), Qt.MouseButton.LeftButton, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), pushed)
    assert view.selected_id() == 2


def test_clicking_a_heading_orders_by_it(qtbot: QtBot) -> None:
    view, model = view_of(qtbot)
    header = view.horizontalHeader()
    spot = header.sectionViewportPosition(2) + 20
    place = header.viewport().rect().center()
    place.setX(spot)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    meetings = [row.meetings for row in model.shown_rows()]
    assert meetings == sorted(meetings)


def test_copy_puts_the_selected_rows_on_the_clipboard_with_tabs(qtbot: QtBot) -> None:
    model = people_model(5)
    view = TableView(model, several=True)
    qtbot.addWidget(view)
    view.show()
    view.selectAll()
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QApplication.clipboard().text().split("\n")
    assert len(lines) == 5
    assert lines[0].split("\t")[:3] == ["Hoàng Quốc Đức", "Thiết kế", "0"]


def test_tab_leaves_the_table_instead_of_walking_its_cells(qtbot: QtBot) -> None:
    view, _ = view_of(qtbot)
    assert not view.tabKeyNavigation()


def test_columns_fill_the_width_and_are_never_narrower_than_their_heading(qtbot: QtBot) -> None:
    view, model = view_of(qtbot)
    view.resize(1300, 400)
    total = sum(view.columnWidth(place) for place in range(len(model.columns)))
    assert total == view.viewport().width()
    used = view.horizontalHeader().fontMetrics()
    for place, column in enumerate(model.columns):
        assert view.columnWidth(place) >= used.horizontalAdvance(column.title())


def test_every_kind_of_cell_is_painted(qtbot: QtBot) -> None:
    view, model = view_of(qtbot)
    picture = view.grab().toImage()
    for place in range(len(model.columns)):
        area = view.visualRect(model.index(0, place)).translated(view.viewport().pos())
        colours = {
            picture.pixel(x, y)
            for x in range(area.left(), area.right(), 2)
            for y in range(area.top() + 6, area.bottom() - 6, 2)
        }
        assert len(colours) > 2, model.columns[place].key


def test_what_is_cut_gets_room_before_a_name_becomes_an_empty_field() -> None:
    least, wanted = {0: 200, 1: 100, 2: 80}, {0: 220, 1: 300, 2: 0}
    assert shared_widths(least, wanted, 0, 380) == least
    assert shared_widths(least, wanted, 0, 490) == {0: 210, 1: 200, 2: 80}
    wide = shared_widths(least, wanted, 0, 1000)
    assert sum(wide.values()) == 1000
    assert wide[2] == 80
    assert wide[1] > wide[0] > 220


def test_the_whole_row_under_the_pointer_is_marked(qtbot: QtBot) -> None:
    view, _ = view_of(qtbot)
    second = view.visualRect(view.model().index(1, 0))
    QTest.mouseMove(view.viewport(), second.center())
    QApplication.processEvents()
    assert view.hovered == 1
    picture = view.viewport().grab().toImage()
    ends = [
        picture.pixelColor(x, second.top() + 3) for x in (second.left() + 4, view.viewport().width() - 30)
    ]
    assert {one.name().upper() for one in ends} == {LIGHT.surface2}
    QApplication.sendEvent(view.viewport(), QEvent(QEvent.Type.Leave))
    assert view.hovered == -1


def test_the_row_that_has_the_keyboard_is_ringed_whole_once_keys_are_used(qtbot: QtBot) -> None:
    view, _ = view_of(qtbot)
    view.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    QTest.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(view.model().index(0, 1)).center()
    )
    QTest.keyClick(view, Qt.Key.Key_Down)
    row = view.visualRect(view.model().index(1, 0))
    picture = view.viewport().grab().toImage()
    middle = row.center().y()
    assert picture.pixelColor(1, middle) == QColor(LIGHT.primary)  # the bar of a chosen row
    length = min(view.viewport().width(), view.horizontalHeader().length())
    shades = [picture.pixelColor(x, middle).name() for x in range(length - 5, length)]
    assert any(QColor(shade).lightness() < 150 for shade in shades)
