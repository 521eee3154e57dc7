"""Where she says which answers may be quoted, in both languages and themes and at large text."""

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtWidgets import QApplication, QWidget
from tests.exchange.inbox.test_quotable_questions import file, programme
from tests.support.desk import RecordingDesk
from tests.support.looks import LOOKS, assert_reads_well, keep_picture
from tests.support.pairing_page import open_criteria
from tests.support.pairing_people import pairing_programme

from nhipcau.common.words import Language
from nhipcau.database import Database
from nhipcau.exchange.ui.inbox.page import ImportPage
from nhipcau.mail.signature import Sender
from nhipcau.pairing.plan.plan_request import solve
from nhipcau.pairing.settings.pairing_input import CriterionSetting
from nhipcau.pairing.store.queries import pairing_input
from nhipcau.pairing.store.service import set_criteria
from nhipcau.pairing.ui.letters_dialog import LettersDialog
from nhipcau.pairing.ui.page import PairingPage
from nhipcau.participants.service import add_question, set_answer
from nhipcau.widgets.scroll import VScroll
from nhipcau.widgets.theme import LIGHT, Tokens, apply_theme

ROOM = {1.0: QSize(968, 684), 1.5: QSize(904, 656)}


def settled(shown: QWidget, name: str) -> None:
    """Look at a widget, and let go of it."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    try:
        for _ in range(3):
            QApplication.sendPostedEvents()
        keep_picture(shown, name)
        assert_reads_well(shown)
    finally:
        shown.hide()
        shown.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        apply_theme(application, LIGHT)


@pytest.mark.slow
@pytest.mark.parametrize(("language", "tokens", "scale"), LOOKS)
def test_the_box_of_an_own_question_reads_well(
    qapp: QApplication, database: Database, tmp_path: Path, language: Language, tokens: Tokens, scale: float,
    request: pytest.FixtureRequest,
) -> None:  # fmt: skip
    apply_theme(qapp, tokens, scale)
    page = ImportPage(RecordingDesk(language, tokens, programme(database)), database)
    page.resize(ROOM[scale])
    page.show()
    page.arrive(paths=[file(tmp_path)])
    settled(page, f"quoting-inbox-{request.node.callspec.id}")


def asking(database: Database) -> int:
    """Return a programme whose pairs have two own questions as reasons, undecided."""
    programme_id = pairing_programme(database)
    with database.read() as db:
        people = pairing_input(db, programme_id)
    with database.step("programmes.step.add") as db:
        low = add_question(db, programme_id, "Bạn có từng bị trầm cảm hay lo âu không?", "one_choice", ["Có"])
        for person in people.candidates:
            set_answer(db, person.participant_id, low, "Có")
        asked = [people.questions[0].id, low]
        set_criteria(
            db, programme_id, [CriterionSetting("question", "high", "alike", each) for each in asked]
        )
    return programme_id


@pytest.mark.slow
@pytest.mark.parametrize(("language", "tokens", "scale"), LOOKS)
def test_the_card_of_the_letters_reads_well(
    qapp: QApplication, database: Database, language: Language, tokens: Tokens, scale: float,
    request: pytest.FixtureRequest,
) -> None:  # fmt: skip
    apply_theme(qapp, tokens, scale)
    programme_id = asking(database)
    with database.read() as db:
        people = pairing_input(db, programme_id)
    desk = RecordingDesk(language, tokens, programme_id)
    dialog = LettersDialog(
        desk,
        people,
        solve(people).pairs,
        Sender("Hạt Giống 2026"),
        lambda _title: "",
        decide=lambda _said: None,
    )
    dialog.show()
    assert len(dialog.quoting.rows) == 2
    settled(dialog, f"quoting-letters-{request.node.callspec.id}")


@pytest.mark.slow
@pytest.mark.parametrize(("language", "tokens", "scale"), LOOKS)
def test_the_box_of_a_criterion_reads_well(
    qapp: QApplication, database: Database, language: Language, tokens: Tokens, scale: float,
    request: pytest.FixtureRequest,
) -> None:  # fmt: skip
    apply_theme(qapp, tokens, scale)
    page = PairingPage(RecordingDesk(language, tokens, asking(database)), database)
    page.resize(ROOM[scale])
    page.show()
    open_criteria(page)
    for _ in range(3):
        QApplication.processEvents()
    (panel,) = [one for one in page.panel.findChildren(VScroll) if one.isVisible()]
    panel.ensureWidgetVisible(next(iter(page.panel.rows.values())).quoted)
    settled(page, f"quoting-criterion-{request.node.callspec.id}")
