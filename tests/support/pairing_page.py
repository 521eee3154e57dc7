"""The pairing page over a small programme, driven as a coordinator would."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot
from sqlmodel import Session
from tests.support.desk import RecordingDesk
from tests.support.pairing_people import pairing_programme

from nhipcau.common.words import Language
from nhipcau.database import Changes, Database
from nhipcau.pairing.ui.page import PairingPage


def shown(
    qtbot: QtBot,
    database: Database,
    *,
    language: Language = "en",
    before: Callable[[Session, int], None] | None = None,
    **programme: Any,
) -> tuple[PairingPage, RecordingDesk]:
    """Show the page over a programme, hearing of every step as in the window; `before` sets what is set by then."""
    programme_id = pairing_programme(database, **programme)
    if before is not None:
        with database.step("programmes.step.add") as db:
            before(db, programme_id)
    desk = RecordingDesk(language, programme_id=programme_id)
    page = PairingPage(desk, database)
    qtbot.addWidget(page)

    def hear(changes: Changes) -> None:
        page.tables_changed(changes.ids)

    database.subscribe(hear)
    page.resize(1400, 800)
    page.show()
    return page, desk


def open_criteria(page: PairingPage) -> None:
    """Open the drawer with the criteria, as a click on its handle does."""
    if not page.handle.isChecked():
        page.handle.click()
    QApplication.processEvents()


def pairs(page: PairingPage) -> dict[int, int]:
    assert page.reading is not None
    return {pair.mentee_id: pair.mentor_id for pair in page.reading.plan.pairs}


def texts(widget: QWidget) -> str:
    QApplication.processEvents()  # a layout shows what it was given when it next has time
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def choose_first(page: PairingPage) -> int:
    page.plan.list.setCurrentIndex(page.plan.list.items.index(0))
    key = page.plan.list.current_key()
    assert key is not None
    return key


def answering(page: PairingPage, answer: Callable[[Any], None]) -> None:
    """Put an answer in the place of the next dialogs."""

    def show(dialog: QDialog) -> bool:
        dialog.show()
        answer(dialog)
        accepted = dialog.result() == QDialog.DialogCode.Accepted
        dialog.close()
        return accepted

    page.dialogs.show = show
