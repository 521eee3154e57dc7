"""Letters and the mails of workbooks and surveys, where somebody cannot be written to, as pictures."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from tests.support.confirmed import amend_people, pairs_of
from tests.support.database import new_database
from tests.support.desk import RecordingDesk
from tests.support.looks import LOOKS, assert_reads_well, keep_picture
from tests.support.sessions import confirmed_programme
from tests.support.surveys import asked_wave

from nhipcau.common.preferences import Preferences
from nhipcau.common.progress import Progress
from nhipcau.common.words import Language
from nhipcau.database import Database
from nhipcau.exchange.ui.workbooks.page import WorkbooksPage
from nhipcau.exchange.ui.workbooks.survey_dialog import SurveyDialog
from nhipcau.mail.letter_texts import LetterTexts
from nhipcau.mail.signature import Sender
from nhipcau.pairing.ui.letter_text_dialog import LetterTextDialog
from nhipcau.pairing.ui.letters_dialog import LetterEditing, LettersDialog
from nhipcau.pairing.ui.page_data import read
from nhipcau.shell.features import FEATURES
from nhipcau.shell.startup import start
from nhipcau.shell.window.main_window import MainWindow
from nhipcau.widgets.theme import LIGHT, Tokens, apply_theme


@pytest.fixture(scope="module")
def lacking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Database, int]]:
    """A programme in which a few have no address, and one of them an assistant."""
    database = new_database(tmp_path_factory.mktemp("letters"))
    programme_id = confirmed_programme(database)
    first, second, third, *_ = pairs_of(database, programme_id)
    assistant = {"assistant_name": "Ngô Mai Lan", "assistant_email": "lan.ngo@hatgiong.vn"}
    amend_people(database, {
        first.mentor_name: {"email": "", **assistant}, second.mentee_name: {"email": ""}, third.mentor_name: assistant,
    })  # fmt: skip
    asked_wave(database, programme_id)
    yield database, programme_id
    database.close()


def widgets(database: Database, desk: RecordingDesk) -> Iterator[tuple[str, QWidget]]:
    """Make everything that says who cannot be written to."""
    assert desk.programme_id is not None
    reading = read(database, desk.programme_id, Progress())
    sender = Sender(reading.programme, reading.letterhead.organisation, "Trần Thu Hà")
    editing = LetterEditing({}, lambda _texts: None, lambda _dialog: False)
    pairs = reading.plan.pairs
    yield "dialog", LettersDialog(desk, reading.people, pairs, sender, lambda _title: "", editing=editing)
    for name, kind, wrong in (("text", "traditional", ""), ("note", "assistant", " {lý do ghép}")):
        texts = LetterTextDialog(desk, reading.people, pairs, sender, LetterTexts(), lambda _texts: None)
        texts.begin("assistant" if kind == "assistant" else "traditional", desk.language, pairs[0])
        texts.letter.appendPlainText(wrong)
        yield name, texts
    parent = QWidget()
    yield "survey", SurveyDialog(desk, database, desk.programme_id, None, parent)
    frame = QWidget()
    column = QVBoxLayout(frame)
    column.setContentsMargins(0, 0, 0, 0)
    page = WorkbooksPage(desk, database, features=FEATURES)
    page.refresh()
    page.retranslate()
    column.addWidget(page)
    frame.resize(968, 684)
    yield "workbooks", frame


@pytest.mark.slow
@pytest.mark.parametrize(("language", "tokens", "scale"), LOOKS)
def test_what_is_said_before_letters_leave_cuts_off_no_word(
    qapp: QApplication, qtbot: QtBot, lacking: tuple[Database, int], language: Language, tokens: Tokens, scale: float,
    request: pytest.FixtureRequest,
) -> None:  # fmt: skip
    database, programme_id = lacking
    apply_theme(qapp, tokens, scale)
    for name, widget in widgets(database, RecordingDesk(language, tokens, programme_id)):
        qtbot.addWidget(widget)
        widget.show()
        qtbot.waitUntil(widget.isVisible)
        for _ in range(3):  # a layout that wraps its text is settled at the second pass
            QApplication.sendPostedEvents()
        keep_picture(widget, f"letters-{name}-{request.node.callspec.id}")
        assert_reads_well(widget)
        widget.hide()
    apply_theme(qapp, LIGHT)


@pytest.mark.slow
@pytest.mark.parametrize(("language", "tokens", "scale"), LOOKS)
def test_the_settings_say_who_signs(
    qapp: QApplication, qtbot: QtBot, language: Language, tokens: Tokens, scale: float,
    request: pytest.FixtureRequest,
) -> None:  # fmt: skip
    preferences = Preferences(
        language=language,
        theme="dark" if tokens.name == "dark" else "light",
        text_size=round(scale * 100),
        signed_by="Trần Thu Hà",
    )
    window = MainWindow(qapp, preferences)
    window.resize(1280, 800)
    window.show()
    window.go("settings")
    page = window.navigator.current()
    assert page is not None
    for _ in range(3):
        QApplication.sendPostedEvents()
    keep_picture(window, f"letters-settings-{request.node.callspec.id}")
    assert_reads_well(page)
    start.finish(window)
    apply_theme(qapp, LIGHT)
