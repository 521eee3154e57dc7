"""The programme dialog: every kind of mentoring can be chosen, and says what it is."""

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from tests.support.desk import RecordingDesk
from tests.support.make import programme

from nhipcau.common.words import LANGUAGES, Language
from nhipcau.database import Database
from nhipcau.programmes import queries
from nhipcau.programmes.models import PROGRAMME_KINDS
from nhipcau.programmes.ui.editor import ProgrammeDialog


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", PROGRAMME_KINDS)
def test_every_kind_can_be_chosen_and_says_what_it_is(
    qtbot: QtBot, database: Database, kind: str, language: Language
) -> None:
    desk = RecordingDesk(language)
    dialog = ProgrammeDialog(desk, database)
    qtbot.addWidget(dialog)
    dialog.show()
    radio = dialog.kind.radios[kind]
    assert radio.isVisible()
    assert radio.text() == desk.words(f"common.{kind}")
    seen = {label.text() for label in dialog.findChildren(QLabel) if label.isVisible()}
    assert desk.words(f"programmes.kind.{kind}.about") in seen
    radio.click()
    dialog.form.set_values({"name": "Mùa thu"})
    dialog.save_button.click()
    assert dialog.saved_id is not None
    with database.read() as db:
        made = queries.programme(db, dialog.saved_id)
    assert made is not None
    assert made.kind == kind


def test_the_kind_of_a_programme_can_be_amended(qtbot: QtBot, database: Database) -> None:
    programme_id = programme(database, kind="peer")
    dialog = ProgrammeDialog(RecordingDesk("vi"), database, programme_id)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.kind.value() == "peer"
    dialog.kind.radios["group"].click()
    dialog.save_button.click()
    with database.read() as db:
        row = queries.programme(db, programme_id)
    assert row is not None
    assert row.kind == "group"
