"""What letters and pages to hand out may quote: asked once in the letters dialog, changed beside the criterion."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox
from pytestqt.qtbot import QtBot
from sqlmodel import Session, select
from tests.support.desk import RecordingDesk
from tests.support.pairing_page import answering, open_criteria, shown

from nhipcau.database import Database
from nhipcau.pairing.settings.pairing_input import CriterionSetting
from nhipcau.pairing.store import service
from nhipcau.pairing.ui.letters_dialog import LettersDialog
from nhipcau.pairing.ui.page import PairingPage
from nhipcau.participants.models import Question
from nhipcau.participants.service import set_quotable
from nhipcau.workbook import read_source

ASKED = "Bạn thích trò chuyện thế nào?"


def _by_the_question(db: Session, programme_id: int) -> None:
    """Pair by the one own question there is, so that it is the reason of every pair it speaks for."""
    question_id = db.exec(select(Question.id)).one()
    service.set_criteria(db, programme_id, [CriterionSetting("question", "high", "alike", question_id)])


def opened(qtbot: QtBot, database: Database) -> tuple[PairingPage, RecordingDesk]:
    return shown(qtbot, database, before=_by_the_question)


def stored(database: Database) -> bool | None:
    with database.read() as db:
        return db.exec(select(Question.quotable)).one()


def letters(page: PairingPage, *, tick: bool | None = None, store: bool = False) -> tuple[bool, list[str]]:
    """Open the letters as she does; return whether she was asked, and what the letters say in the end."""
    found: list[str] = []
    asked: list[bool] = []

    def answer(dialog: LettersDialog) -> None:
        dialog.show()
        asked.append(dialog.quoting.isVisible())
        if tick is not None:
            dialog.quoting.rows[0].box.setChecked(tick)
        if store:
            QTest.mouseClick(dialog.quoting.store, Qt.MouseButton.LeftButton)
            assert not dialog.quoting.isVisible()
        for place in range(dialog.which.count()):
            dialog.which.setCurrentIndex(place)
            found.append(dialog.letter.toPlainText())
        dialog.hide()

    answering(page, answer)
    QTest.mouseClick(page.headline.letters, Qt.MouseButton.LeftButton)
    return asked[0], found


def quoting(found: list[str]) -> int:
    return sum(ASKED in letter for letter in found)


def click(box: QCheckBox) -> None:
    QApplication.processEvents()  # laid out, so that the mouse meets it
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(10, box.height() // 2))


def pages_to_hand_out(page: PairingPage, target: Path) -> str:
    page.dialogs.ask_save = lambda _title, _name: str(target)
    page.headline.export_en.trigger()
    sheets = [sheet for sheet in read_source(target).sheets if "pages" in sheet.name]
    assert len(sheets) == 2
    return "\n".join(str(cell) for sheet in sheets for row in sheet.rows for cell in row if cell)


def test_letters_quote_nothing_while_she_was_not_asked(
    qtbot: QtBot, database: Database, tmp_path: Path
) -> None:
    page, _ = opened(qtbot, database)
    asked, found = letters(page)
    assert asked
    assert quoting(found) == 0
    assert ASKED not in pages_to_hand_out(page, tmp_path / "pairs.xlsx")
    assert stored(database) is None


@pytest.mark.parametrize("tick", [True, False])
def test_she_is_asked_once_and_what_she_says_holds_at_once(
    qtbot: QtBot, database: Database, tmp_path: Path, tick: bool
) -> None:
    page, desk = opened(qtbot, database)
    asked, found = letters(page, tick=tick, store=True)
    assert asked
    assert bool(quoting(found)) == tick
    assert stored(database) is tick
    assert desk.said[-1].undo
    again, found = letters(page)
    assert not again
    assert bool(quoting(found)) == tick
    assert (ASKED in pages_to_hand_out(page, tmp_path / "pairs.xlsx")) == tick
    undone = database.undo()
    assert undone is not None
    assert undone.label == "participants.step.quotable"
    again, found = letters(page)
    assert again
    assert quoting(found) == 0


def test_what_colleagues_tell_each_other_anyway_is_ticked_for_her(qtbot: QtBot, database: Database) -> None:
    page, _ = opened(qtbot, database)
    letters(page, store=True)
    assert stored(database) is True


def test_nobody_is_asked_about_a_sensitive_question_with_a_tick_in_the_box(
    qtbot: QtBot, database: Database
) -> None:
    page, _ = opened(qtbot, database)
    with database.step("programmes.step.add") as db:
        db.exec(select(Question)).one().wording = "Bạn theo đạo nào?"
    letters(page, store=True)
    assert stored(database) is False


def test_it_is_changed_beside_the_criterion(qtbot: QtBot, database: Database, tmp_path: Path) -> None:
    page, desk = opened(qtbot, database)
    open_criteria(page)
    (row,) = page.panel.rows.values()
    qtbot.waitUntil(row.quoted.isVisible)
    assert not row.quoted.isChecked()
    click(row.quoted)
    assert stored(database) is True
    assert desk.said[-1].undo
    assert quoting(letters(page)[1])
    (row,) = page.panel.rows.values()
    click(row.quoted)
    assert stored(database) is False
    asked, found = letters(page)
    assert not asked
    assert quoting(found) == 0
    assert ASKED not in pages_to_hand_out(page, tmp_path / "pairs.xlsx")
    database.undo()
    assert stored(database) is True
    assert next(iter(page.panel.rows.values())).quoted.isChecked()


def test_a_criterion_without_an_own_question_has_no_such_box(qtbot: QtBot, database: Database) -> None:
    page, _ = shown(qtbot, database)
    own = {key for key, row in page.panel.rows.items() if row.quoted.isVisibleTo(row)}
    assert own == {key for key in page.panel.rows if key.startswith("question:")}


def test_a_permission_taken_back_holds_before_the_plan_is_made_again(
    qtbot: QtBot, database: Database, tmp_path: Path
) -> None:
    page, _ = opened(qtbot, database)
    letters(page, tick=True, store=True)
    page.solving.ask = lambda *_: None  # type: ignore[method-assign]  # as if pairing again took long
    with database.step("participants.step.quotable") as db:
        question_id = db.exec(select(Question.id)).one()
        assert question_id is not None
        set_quotable(db, question_id, value=False)
    assert page.reading is not None
    assert page.reading.people.questions[0].quotable is True
    assert quoting(letters(page)[1]) == 0
    assert ASKED not in pages_to_hand_out(page, tmp_path / "pairs.xlsx")
