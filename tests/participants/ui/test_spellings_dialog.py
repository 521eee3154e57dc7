"""The spellings of departments, places and levels, through what is seen of them."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from tests.support.desk import RecordingDesk
from tests.support.make import person

from nhipcau.database import Database
from nhipcau.participants import queries
from nhipcau.participants.spellings import SpelledField, ValueCount
from nhipcau.participants.ui.actions import Actions
from nhipcau.participants.ui.spellings_dialog import SpellingsDialog


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[RecordingDesk]:
    desk = RecordingDesk("vi")
    yield desk
    desk.deleteLater()


@pytest.fixture
def remembered() -> list[tuple[str, tuple[str, ...], str]]:
    return []


@pytest.fixture
def dialog(
    qtbot: QtBot,
    desk: RecordingDesk,
    database: Database,
    remembered: list[tuple[str, tuple[str, ...], str]],
) -> SpellingsDialog:
    for name, department in (
        ("An", "Kinh doanh"),
        ("Bo", "KINH DOANH"),
        ("Chi", "Kinh doanh"),
        ("Dung", "Kho"),
    ):
        person(database, name, department=department, place="Huế")

    def counts(name: SpelledField) -> tuple[ValueCount, ...]:
        with database.read() as db:
            return queries.value_counts(db, name)

    actions = Actions(
        desk, database, merged=lambda _db, name, texts, into: remembered.append((name, tuple(texts), into))
    )
    dialog = SpellingsDialog(desk.words, counts, actions.merge_spellings)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def _listed(dialog: SpellingsDialog) -> list[str]:
    return [dialog.list.item(row).text() for row in range(dialog.list.count())]


def test_every_spelling_is_listed_with_how_many_have_it_and_what_may_be_one_is_proposed(
    dialog: SpellingsDialog,
) -> None:
    assert _listed(dialog) == ["Kinh doanh (2)", "Kho (1)", "KINH DOANH (1)"]
    assert [one.text() for one in dialog.proposals] == ["Gộp KINH DOANH (1) thành “Kinh doanh”"]


def test_a_proposal_is_merged_by_its_button_remembered_and_can_be_undone(
    dialog: SpellingsDialog,
    desk: RecordingDesk,
    database: Database,
    remembered: list[tuple[str, tuple[str, ...], str]],
) -> None:
    dialog.proposals[0].click()
    assert _listed(dialog) == ["Kinh doanh (3)", "Kho (1)"]
    assert dialog.proposals == []
    assert remembered == [("department", ("Kinh doanh", "KINH DOANH"), "Kinh doanh")]
    database.undo()
    dialog.show_values()
    assert len(_listed(dialog)) == 3


def test_what_is_ticked_is_merged_into_the_one_chosen(dialog: SpellingsDialog) -> None:
    assert not dialog.merge_button.isEnabled()
    for row in (0, 1):
        dialog.list.item(row).setCheckState(Qt.CheckState.Checked)
    dialog.into.setCurrentText("Kho")
    dialog.merge_button.click()
    assert _listed(dialog) == ["Kho (3)", "KINH DOANH (1)"]


def test_another_field_shows_its_own_spellings(dialog: SpellingsDialog) -> None:
    dialog.field.setCurrentIndex(1)
    dialog.field.activated.emit(1)
    assert _listed(dialog) == ["Huế (4)"]
