import pytest
from PySide6.QtCore import QObject, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QTabWidget, QToolButton, QWidget
from pytestqt.qtbot import QtBot
from tests.support.gallery import gallery

from nhipcau.widgets.controls import ElidedLabel
from nhipcau.widgets.focus_ring import FocusRing, note_keys
from nhipcau.widgets.theme import DARK, LIGHT, Tokens, apply_theme

DRESSES = pytest.mark.parametrize(
    ("tokens", "scale"),
    [(LIGHT, 1.0), (DARK, 1.0), (LIGHT, 1.5), (DARK, 1.5)],
    ids=["light", "dark", "light large", "dark large"],
)


def sheet(qtbot: QtBot, qapp: QApplication, tokens: Tokens, scale: float) -> QWidget:
    apply_theme(qapp, tokens, scale)
    made = gallery()
    qtbot.addWidget(made)
    made.resize(round(1280 * scale), round(1250 * scale))
    made.show()
    qapp.processEvents()
    return made


@DRESSES
def test_no_label_or_button_is_cut_off(
    qtbot: QtBot, qapp: QApplication, tokens: Tokens, scale: float
) -> None:
    made = sheet(qtbot, qapp, tokens, scale)
    texts: list[QLabel | QAbstractButton] = [*made.findChildren(QLabel), *made.findChildren(QAbstractButton)]
    for shown in texts:
        text = shown.text()
        if not shown.isVisible() or not text or isinstance(shown, (ElidedLabel, QToolButton)):
            continue
        if isinstance(shown, QLabel) and shown.wordWrap():
            assert shown.height() >= shown.heightForWidth(shown.width()), text
        else:
            assert shown.width() >= shown.minimumSizeHint().width(), text
            assert shown.height() >= shown.minimumSizeHint().height(), text


def test_everything_that_takes_the_focus_has_a_name(qtbot: QtBot, qapp: QApplication) -> None:
    made = sheet(qtbot, qapp, LIGHT, 1.0)
    nameless = [
        f"{type(one).__name__} in {type(one.parentWidget()).__name__}"
        for one in made.findChildren(QWidget)
        if one.isVisible()
        and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one.objectName() not in {"qt_spinbox_lineedit", "qt_tabwidget_tabbar"}
        and not isinstance(one, QTabWidget)
        and not one.accessibleName()
        and not (isinstance(one, QAbstractButton) and one.text())
    ]
    assert nameless == []


@DRESSES
def test_the_sheet_is_painted_in_its_theme(
    qtbot: QtBot, qapp: QApplication, tokens: Tokens, scale: float
) -> None:
    picture = sheet(qtbot, qapp, tokens, scale).grab().toImage()
    assert picture.pixelColor(4, 4).name().upper() == tokens.bg


def test_a_button_that_the_keyboard_has_reached_looks_different(qtbot: QtBot, qapp: QApplication) -> None:
    made = sheet(qtbot, qapp, LIGHT, 1.0)
    owner = QObject()
    FocusRing(qapp, owner)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    for one in made.findChildren(QAbstractButton):
        if not one.isVisible() or not one.isEnabled() or one.focusPolicy() == Qt.FocusPolicy.NoFocus:
            continue
        around = QRect(one.mapTo(made, QPoint(-4, -4)), one.size() + QSize(8, 8))
        if (had := QApplication.focusWidget()) is not None:
            had.clearFocus()
        before = made.grab(around).toImage()
        note_keys()
        one.setFocus()
        assert made.grab(around).toImage() != before, one.text() or one.accessibleName()
    owner.deleteLater()
