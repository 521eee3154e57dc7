from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from nhipcau.widgets.card import EmptyState
from nhipcau.widgets.dialog import Dialog
from nhipcau.widgets.forms.fields import TextField
from nhipcau.widgets.panel import DetailsPanel
from nhipcau.widgets.progress import ProgressStrip
from nhipcau.widgets.qt_words import QtWords
from nhipcau.widgets.scroll import VScroll
from nhipcau.widgets.theme import LIGHT, apply_theme
from nhipcau.widgets.toast import Toast


def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    return made


def test_a_toast_says_it_and_offers_undo(qtbot: QtBot) -> None:
    above = window(qtbot)
    toast = Toast(above)
    toast.say("Đã gỡ Lan", undo="Hoàn tác", close="Đóng")
    assert toast.isVisible()
    assert above.rect().contains(toast.geometry())
    with qtbot.waitSignal(toast.undo):
        QTest.mouseClick(toast.undo_button, Qt.MouseButton.LeftButton)
    assert not toast.isVisible()


def test_a_toast_with_nothing_to_undo_offers_nothing(qtbot: QtBot) -> None:
    toast = Toast(window(qtbot))
    toast.say("Đã sao chép", close="Đóng")
    assert not toast.undo_button.isVisible()


def test_a_toast_goes_by_itself(qtbot: QtBot) -> None:
    toast = Toast(window(qtbot))
    toast.say("Đã lưu", seconds=0.01)
    qtbot.waitUntil(lambda: not toast.isVisible())


def test_a_short_toast_after_a_long_one_is_as_narrow_as_if_it_were_alone(qtbot: QtBot) -> None:
    above = window(qtbot)
    alone, after = Toast(above), Toast(above)
    alone.say("Đã lưu", close="Đóng")
    expected = alone.geometry()
    alone.leave()
    after.say("Đã khóa Nguyễn Quốc Cường và Thái Gia Khánh", undo="Hoàn tác", close="Đóng")
    QApplication.processEvents()
    after.say("Đã lưu", close="Đóng")
    assert after.geometry() == expected


def test_a_long_toast_wraps_and_stays_inside(qtbot: QtBot) -> None:
    above = window(qtbot)
    toast = Toast(above)
    toast.say(
        "Tệp này do phiên bản mới hơn tạo ra, hãy cập nhật chương trình rồi mở lại. " * 3, undo="Hoàn tác"
    )
    assert above.rect().contains(toast.geometry())
    assert toast.label.height() >= toast.label.heightForWidth(toast.label.width())
    above.resize(500, 400)
    qtbot.waitUntil(lambda: above.rect().contains(toast.geometry()))


def test_a_toast_stands_above_the_buttons_at_the_foot(qtbot: QtBot) -> None:
    above = window(qtbot)
    foot = QPushButton("Nhập", above)
    foot.setGeometry(380, 540, 140, 40)
    foot.show()
    toast = Toast(above)
    toast.say("Đã lưu", close="Đóng")
    assert toast.isVisible()
    assert not toast.geometry().intersects(foot.geometry())
    late = QPushButton("Xong", above)
    late.setGeometry(toast.geometry())
    late.show()
    qtbot.waitUntil(lambda: not toast.geometry().intersects(late.geometry()))


def test_a_toast_about_a_file_offers_its_folder_to_the_keyboard_too(qtbot: QtBot) -> None:
    above = window(qtbot)
    edit = QLineEdit(above)
    edit.show()
    edit.setFocus()
    above.activateWindow()
    qtbot.waitUntil(edit.hasFocus)
    toast = Toast(above)
    toast.say("Đã lưu cặp.xlsx", folder="Mở thư mục", close="Đóng", seconds=60)
    toast.take_keyboard()
    assert toast.folder_button.hasFocus()
    QTest.keyClick(toast.folder_button, Qt.Key.Key_Escape)
    assert not toast.isVisible()
    assert edit.hasFocus()
    toast.say("Đã lưu cặp.xlsx", folder="Mở thư mục", close="Đóng")
    toast.take_keyboard()
    with qtbot.waitSignal(toast.folder):
        QTest.keyClick(toast.folder_button, Qt.Key.Key_Return)
    assert edit.hasFocus()


def test_a_dialog_accepts_on_enter_and_leaves_on_escape(qtbot: QtBot) -> None:
    for key, accepted in ((Qt.Key.Key_Return, True), (Qt.Key.Key_Escape, False)):
        dialog = Dialog("Rút khỏi chương trình", "Lý do sẽ được giữ lại.")
        qtbot.addWidget(dialog)
        edit = QLineEdit()
        edit.setAccessibleName("Lý do")
        dialog.add(edit)
        dialog.add_reject("Hủy")
        dialog.add_accept("Rút")
        dialog.show()
        edit.setFocus()
        QTest.keyClick(edit, key)
        assert not dialog.isVisible()
        assert (dialog.result() == Dialog.DialogCode.Accepted) is accepted


def test_a_dialog_stays_within_a_small_screen_at_large_text(qtbot: QtBot, qapp: QApplication) -> None:
    apply_theme(qapp, LIGHT, 1.5)
    dialog = Dialog("Thư giới thiệu")
    qtbot.addWidget(dialog)
    dialog.take_room(860, 640)
    assert (dialog.width(), dialog.height()) == (1200, 720)
    apply_theme(qapp, LIGHT)
    dialog.take_room(860, 640)
    assert (dialog.width(), dialog.height()) == (860, 640)


def test_an_empty_place_that_is_low_keeps_its_words_and_lets_the_picture_go(qtbot: QtBot) -> None:
    state = EmptyState("users", "Chưa có ai", "Nhập câu trả lời của biểu mẫu, hoặc thêm từng người một.")
    qtbot.addWidget(state)
    state.resize(400, 400)
    state.show()
    assert state.tile.isVisible()
    state.resize(400, 110)
    QApplication.processEvents()
    assert not state.tile.isVisible()
    assert state.text.height() >= state.text.heightForWidth(state.text.width())
    state.resize(400, 400)
    assert state.tile.isVisible()


def test_escape_closes_the_panel(qtbot: QtBot) -> None:
    panel = DetailsPanel()
    qtbot.addWidget(panel)
    panel.set_texts("Lan", "Đóng")
    with qtbot.waitSignal(panel.closed):
        QTest.keyClick(panel, Qt.Key.Key_Escape)
    assert panel.close_button.accessibleName() == "Đóng"


def test_work_can_be_cancelled(qtbot: QtBot) -> None:
    strip = ProgressStrip()
    qtbot.addWidget(strip)
    strip.begin("Đang nhập…", "Hủy")
    assert strip.bar.maximum() == 0
    strip.advance(3, 10)
    assert (strip.bar.value(), strip.bar.maximum()) == (3, 10)
    with qtbot.waitSignal(strip.cancelled):
        QTest.mouseClick(strip.cancel_button, Qt.MouseButton.LeftButton)


def test_scrolled_content_is_never_wider_than_the_page(qtbot: QtBot) -> None:
    pane = VScroll()
    qtbot.addWidget(pane)
    for _ in range(30):
        label = QLabel(
            "Một câu khá dài để xem nó có xuống dòng cho vừa bề rộng hay không, và không bị cắt mất."
        )
        label.setWordWrap(True)
        pane.add(label)
    pane.resize(300, 200)
    pane.show()
    assert pane.content.width() <= pane.viewport().width()
    assert pane.verticalScrollBar().maximum() > 0


def test_qt_speaks_vietnamese_when_asked_to(qapp: QApplication) -> None:
    words = QtWords()
    assert qapp.installTranslator(words)
    try:
        assert QCoreApplication.translate("QLineEdit", "&Copy") == "&Sao chép"
        assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Hủy"
        assert QCoreApplication.translate("QLineEdit", "Something new") == "Something new"
    finally:
        qapp.removeTranslator(words)
    assert QCoreApplication.translate("QLineEdit", "&Copy") == "&Copy"


def test_ctrl_enter_accepts_a_dialog_from_a_field_of_several_lines(qtbot: QtBot) -> None:
    dialog = Dialog("Buổi gặp")
    qtbot.addWidget(dialog)
    field = TextField()
    dialog.add(field)
    dialog.add_accept("Lưu")
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    field.edit.setFocus()
    QTest.keyClick(field.edit, Qt.Key.Key_Return)
    assert dialog.isVisible()
    QTest.keyClick(field.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.result() == QDialog.DialogCode.Accepted
