"""The letterhead of an organisation is set once, in the settings, and kept in the data file."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from tests.support.desk import RecordingDesk
from tests.support.small_pictures import png

from nhipcau.common.errors import Unavailable
from nhipcau.database import Database
from nhipcau.programmes.queries import letterhead_of
from nhipcau.shell.pages.letterhead_section import LetterheadSection
from nhipcau.workbook.page_parts import Letterhead, Logo


@pytest.fixture
def section(qtbot: QtBot, database: Database) -> LetterheadSection:
    made = LetterheadSection(RecordingDesk("vi"), cast("Any", SimpleNamespace(database=database)))
    qtbot.addWidget(made)
    made.retranslate()
    made.refresh()
    made.show()
    return made


def kept(database: Database) -> Letterhead:
    with database.read() as db:
        return letterhead_of(db, None)


def typed(field: Any, text: str) -> None:
    field.set_value(text)
    QTest.keyClick(field.edit, Qt.Key.Key_Return)


def test_name_colour_and_logo_are_stored_as_they_are_set_and_can_be_undone(
    section: LetterheadSection, database: Database, tmp_path: Path
) -> None:
    picture = tmp_path / "logo.png"
    picture.write_bytes(png(30, 10))
    typed(section.organisation, "Sóng Xanh")
    typed(section.colour, "#1d4ed8")
    section.ask_picture = lambda *_: str(picture)
    QTest.mouseClick(section.logo_button, Qt.MouseButton.LeftButton)
    whole = Letterhead("Sóng Xanh", "", "1D4ED8", Logo(png(30, 10), "png", 30, 10))
    assert kept(database) == whole
    QTest.mouseClick(section.remove_button, Qt.MouseButton.LeftButton)
    assert kept(database).logo is None
    assert not section.remove_button.isVisible()
    database.undo()
    assert kept(database) == whole


def test_a_colour_is_chosen_from_the_systems_own_dialog(
    section: LetterheadSection, database: Database
) -> None:
    section.ask_colour = lambda _present: "B3261E"
    QTest.mouseClick(section.colour_button, Qt.MouseButton.LeftButton)
    assert kept(database).colour == "B3261E"


def test_what_is_no_colour_is_said_beneath_the_field_and_not_stored(
    section: LetterheadSection, database: Database
) -> None:
    typed(section.colour, "xanh")
    assert "0F766E" in section.colour.problem.text()
    assert kept(database).colour == ""


def test_what_is_no_picture_is_refused_and_the_logo_stays(
    qtbot: QtBot, section: LetterheadSection, database: Database, tmp_path: Path
) -> None:
    wrong = tmp_path / "logo.png"
    wrong.write_bytes(b"%PDF-1.7")
    section.ask_picture = lambda *_: str(wrong)
    with qtbot.capture_exceptions() as caught:
        QTest.mouseClick(section.logo_button, Qt.MouseButton.LeftButton)
    ((_, refused, _),) = caught
    assert isinstance(refused, Unavailable), "the desk says it"
    assert refused.code == "workbook.picture.none"
    assert kept(database).logo is None
