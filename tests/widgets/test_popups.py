"""What lies over the window as a window of its own is opaque and can be read, in light and in dark."""

from collections import Counter

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCalendarWidget,
    QComboBox,
    QCompleter,
    QLabel,
    QLineEdit,
    QMenu,
    QToolButton,
    QToolTip,
    QWidget,
)
from pytestqt.qtbot import QtBot
from tests.support.looks import keep_picture

from nhipcau.participants.ui.fields import complete
from nhipcau.widgets.forms.date_field import DateField
from nhipcau.widgets.forms.fields import CalmComboBox
from nhipcau.widgets.forms.named_choice import NamedChoice
from nhipcau.widgets.theme import DARK, LIGHT, Tokens, apply_theme

_NAMES = ("Kinh doanh", "Kinh tế", "Kiểm toán")
_READABLE = 4.5


@pytest.fixture(params=[LIGHT, DARK], ids=["light", "dark"])
def tokens(request: pytest.FixtureRequest, qapp: QApplication) -> Tokens:
    chosen: Tokens = request.param
    apply_theme(qapp, chosen)
    return chosen


def _luminance(colour: QColor) -> float:
    red, green, blue = (_linear(one) for one in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.03928 else float(((part + 0.055) / 1.055) ** 2.4)


def _contrast(one: QColor, other: QColor) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _assert_readable(popup: QWidget, name: str, ground: str, part: QWidget | None = None) -> None:
    """Read the pixels: it has a surface of its own, and what is written stands out from that."""
    keep_picture(popup, name)
    image = popup.grab().toImage()
    if part is not None:
        image = image.copy(QRect(part.mapTo(popup, QPoint()), part.size()))
    inside = image.rect().adjusted(3, 3, -3, -3)
    counted: Counter[int] = Counter()
    for across in range(inside.left(), inside.right()):
        for down in range(inside.top(), inside.bottom()):
            counted[image.pixel(across, down)] += 1
    surface = QColor(counted.most_common(1)[0][0])
    assert surface == QColor(ground), f"{surface.name()} shows through"
    assert max(_contrast(QColor(pixel), surface) for pixel in counted) >= _READABLE


def _typed(edit: QLineEdit, completer: QCompleter | None, text: str) -> QWidget:
    assert completer is not None
    edit.setFocus()
    QTest.keyClicks(edit, text)
    completer.complete()
    QApplication.processEvents()
    popup = completer.popup()
    assert popup is not None
    assert popup.isVisible()
    return popup


def test_what_a_line_proposes_can_be_read(qtbot: QtBot, tokens: Tokens) -> None:
    edit = QLineEdit()
    qtbot.addWidget(edit)
    complete(edit, _NAMES)
    edit.show()
    popup = _typed(edit, edit.completer(), "ki")
    _assert_readable(popup, f"popup-line-{tokens.name}", tokens.surface)
    assert popup.palette().color(popup.foregroundRole()) == QColor(tokens.text)
    popup.hide()


def test_the_pairs_that_are_proposed_can_be_read(qtbot: QtBot, tokens: Tokens) -> None:
    field = NamedChoice([(place, name) for place, name in enumerate(_NAMES)], "sessions.problem.pair_missing")
    qtbot.addWidget(field)
    field.show()
    edit = field.combo.lineEdit()
    assert edit is not None
    popup = _typed(edit, field.combo.completer(), "ki")
    _assert_readable(popup, f"popup-pairs-{tokens.name}", tokens.surface)
    popup.hide()


def test_an_open_choice_can_be_read(qtbot: QtBot, tokens: Tokens) -> None:
    for number, combo in enumerate((CalmComboBox(), QComboBox())):
        qtbot.addWidget(combo)
        combo.addItems(_NAMES)
        combo.show()
        combo.showPopup()
        QApplication.processEvents()
        _assert_readable(combo.view().window(), f"popup-choice-{number}-{tokens.name}", tokens.surface)
        combo.hidePopup()


def test_a_menu_can_be_read(qtbot: QtBot, tokens: Tokens) -> None:
    menu = QMenu()
    qtbot.addWidget(menu)
    for name in _NAMES:
        menu.addAction(name)
    menu.popup(QPoint(10, 10))
    QApplication.processEvents()
    _assert_readable(menu, f"popup-menu-{tokens.name}", tokens.surface)
    menu.close()


def test_a_calendar_can_be_read(qtbot: QtBot, tokens: Tokens) -> None:
    field = DateField()
    qtbot.addWidget(field)
    field.show()
    field.open_button.click()
    QApplication.processEvents()
    calendar = field.findChild(QCalendarWidget)
    assert calendar is not None
    _assert_readable(calendar, f"popup-calendar-{tokens.name}", tokens.surface)
    for name in ("qt_calendar_prevmonth", "qt_calendar_nextmonth"):
        arrow = calendar.findChild(QToolButton, name)
        assert arrow is not None
        _assert_readable(calendar, f"popup-calendar-{tokens.name}", tokens.surface, arrow)
    calendar.close()


def test_a_tip_can_be_read(qtbot: QtBot, tokens: Tokens) -> None:
    label = QLabel("Kinh doanh")
    qtbot.addWidget(label)
    label.show()
    QToolTip.showText(QPoint(20, 20), "Phòng ban của người này", label)
    tips = [one for one in QApplication.topLevelWidgets() if one.objectName() == "qtooltip_label"]
    assert tips
    _assert_readable(tips[0], f"popup-tip-{tokens.name}", tokens.text)
    QToolTip.hideText()
