"""A page of which nothing is known yet says so, but not where it is known at once."""

from pytestqt.qtbot import QtBot
from tests.support.desk import RecordingDesk
from tests.support.reading import wait_until

from nhipcau.widgets.card import Muted
from nhipcau.widgets.still_reading import StillReading


def test_what_is_read_for_long_is_said_to_be_read(qtbot: QtBot) -> None:
    desk = RecordingDesk("en")
    place = StillReading(desk)
    qtbot.addWidget(place)
    place.show()
    word = place.findChild(Muted)
    assert word is not None
    assert not word.isVisible(), "a short reading would only flicker"
    wait_until(word.isVisible)
    assert word.text() == desk.words("common.reading")
    place.hide()
    place.show()
    assert not word.isVisible()
    desk.deleteLater()
