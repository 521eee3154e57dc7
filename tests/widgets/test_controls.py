from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from nhipcau.widgets.controls import Chips, ElidedLabel, Pill, SearchBox, Segmented, button
from nhipcau.widgets.flow import FlowLayout


def chips(qtbot: QtBot) -> Chips:
    made = Chips()
    qtbot.addWidget(made)
    made.set_items([("all", "Tất cả", 5), ("mentor", "Người cố vấn", 2), ("mentee", "Người được cố vấn", 3)])
    made.show()
    return made


def test_the_first_chip_is_chosen_to_begin_with(qtbot: QtBot) -> None:
    assert chips(qtbot).current() == "all"


def test_clicking_a_chip_chooses_it_and_says_so(qtbot: QtBot) -> None:
    made = chips(qtbot)
    heard: list[str] = []
    made.chosen.connect(heard.append)
    QTest.mouseClick(made.chip("mentor"), Qt.MouseButton.LeftButton)
    assert heard == ["mentor"]
    assert made.current() == "mentor"
    assert not made.chip("all").isChecked()


def test_new_counts_keep_the_chosen_chip(qtbot: QtBot) -> None:
    made = chips(qtbot)
    made.choose("mentee")
    made.set_items([("all", "All", 7), ("mentor", "Mentors", 3), ("mentee", "Mentees", 4)])
    assert made.current() == "mentee"
    assert made.chip("mentee").text() == "Mentees  4"


def test_chips_wrap_where_the_room_ends_and_none_is_cut_off(qtbot: QtBot) -> None:
    made = chips(qtbot)
    made.resize(220, 40)
    qtbot.waitUntil(lambda: made.chip("mentee").y() > made.chip("all").y())
    for key in ("all", "mentor", "mentee"):
        assert made.rect().contains(made.chip(key).geometry())


def test_chips_are_reached_and_changed_by_keyboard(qtbot: QtBot) -> None:
    made = chips(qtbot)
    made.activateWindow()
    made.chip("all").setFocus()
    qtbot.waitUntil(made.chip("all").hasFocus)
    QTest.keyClick(made.chip("all"), Qt.Key.Key_Right)
    assert made.current() == "mentor"


def test_search_speaks_after_a_pause_and_only_once_for_the_same_text(qtbot: QtBot) -> None:
    box = SearchBox()
    qtbot.addWidget(box)
    with qtbot.waitSignal(box.searched, timeout=5000) as said:
        box.setText("Đặng")
    assert said.args == ["Đặng"]
    with qtbot.assertNotEmitted(box.searched):
        QTest.keyClick(box, Qt.Key.Key_Return)


def test_enter_searches_at_once(qtbot: QtBot) -> None:
    box = SearchBox(delay_ms=60_000)
    qtbot.addWidget(box)
    box.setText("lan")
    with qtbot.waitSignal(box.searched, timeout=1000):
        QTest.keyClick(box, Qt.Key.Key_Return)


def test_escape_empties_the_search_at_once(qtbot: QtBot) -> None:
    box = SearchBox(delay_ms=0)
    qtbot.addWidget(box)
    heard: list[str] = []
    box.searched.connect(heard.append)
    box.setText("lan")
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert heard == ["lan", ""]


def test_a_search_is_named_by_what_it_searches(qtbot: QtBot) -> None:
    box = SearchBox()
    qtbot.addWidget(box)
    box.set_texts("Tìm người", "Xoá")
    assert box.accessibleName() == "Tìm người"


def test_a_segment_clicked_is_announced_one_set_by_the_program_is_not(qtbot: QtBot) -> None:
    made = Segmented()
    qtbot.addWidget(made)
    made.set_items([("vi", "VI"), ("en", "EN")])
    heard: list[str] = []
    made.chosen.connect(heard.append)
    made.choose("en")
    assert heard == []
    QTest.mouseClick(made.segment("vi"), Qt.MouseButton.LeftButton)
    assert heard == ["vi"]


def test_a_button_with_only_an_icon_has_a_name(qtbot: QtBot) -> None:
    made = button(kind="ghost", icon="bell")
    qtbot.addWidget(made)
    made.set_hint("Nhắc việc")
    assert made.accessibleName() == made.toolTip() == "Nhắc việc"


def test_a_long_label_shortens_instead_of_widening_and_tells_all_in_its_tip(qtbot: QtBot) -> None:
    label = ElidedLabel("Chương trình cố vấn ngược dành cho ban giám đốc năm 2026")
    qtbot.addWidget(label)
    label.resize(100, 20)
    label.show()
    assert label.minimumSizeHint().width() < 100
    assert label.toolTip() == label.text()
    label.resize(900, 20)
    assert label.toolTip() == ""


def test_a_pill_changes_its_tone(qtbot: QtBot) -> None:
    pill = Pill("Chờ", "info")
    qtbot.addWidget(pill)
    before = pill.grab().toImage().pixelColor(8, pill.height() // 2)
    pill.set("Chờ", "bad")
    assert pill.grab().toImage().pixelColor(8, pill.height() // 2) != before


def test_a_flow_is_as_high_as_its_lines(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder, gap=4)
    for _ in range(4):
        made = QWidget()
        made.setFixedSize(50, 20)
        flow.addWidget(made)
    assert flow.heightForWidth(500) == 20
    assert flow.heightForWidth(110) == 44
    assert flow.heightForWidth(55) == 92


def test_a_row_with_chips_grows_when_they_wrap(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    row = QHBoxLayout(holder)
    made = Chips()
    made.set_items([(str(place), "Người được cố vấn", None) for place in range(5)])
    row.addWidget(made)
    holder.resize(400, 10)
    holder.show()
    qtbot.waitUntil(lambda: made.height() >= made.heightForWidth(made.width()))


def test_taking_back_passes_a_search_in_which_nothing_was_typed(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    box = SearchBox(window)
    taken_back: list[str] = []
    shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), window)
    shortcut.activated.connect(lambda: taken_back.append("step"))
    with qtbot.waitActive(window):
        window.show()
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert taken_back == ["step"]
    QTest.keyClicks(box, "mai")
    QTest.keyClick(box, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert box.text() == ""
    assert taken_back == ["step"]
