"""What is marked as sensitive, in both languages and themes and at large text: a column, a criterion, an answer."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget
from tests.gallery.test_gallery import ROOM
from tests.support.desk import RecordingDesk
from tests.support.looks import LOOKS, assert_reads_well, keep_picture
from tests.support.pairing_people import pairing_programme

from nhipcau.common.words import Language
from nhipcau.database import Database
from nhipcau.exchange.ui.inbox.page import ImportPage
from nhipcau.pairing.settings.pairing_input import CriterionSetting
from nhipcau.pairing.store.service import set_criteria
from nhipcau.pairing.ui.page import PairingPage
from nhipcau.participants.queries import participant_rows
from nhipcau.participants.service import add_question, set_answer
from nhipcau.participants.ui.page import ParticipantsPage
from nhipcau.widgets.card import Caution
from nhipcau.widgets.page import Page
from nhipcau.widgets.theme import LIGHT, Tokens, apply_theme

_HEADINGS = ("Họ và tên", "Email", "Bạn có từng bị trầm cảm không?", "Khác", "Sở thích")
_PERSON = ("Trần Văn Ước", "uoc@vidu.vn", "Không", "HIV", "Đọc sách")


@pytest.fixture
def programme_id(database: Database) -> int:
    programme_id = pairing_programme(database)
    with database.step("participants.step.add", name="x") as db:
        belief = add_question(db, programme_id, "Bạn theo đạo nào?", "one_choice", ["Phật giáo", "Không"])
        set_answer(db, participant_rows(db, programme_id)[0].id, belief, "Phật giáo")
        set_criteria(
            db,
            programme_id,
            [
                CriterionSetting("goals_strengths", "high"),
                CriterionSetting("question", "low", "alike", belief),
            ],
        )
    return programme_id


def _pages(desk: RecordingDesk, database: Database, folder: Path) -> Iterator[tuple[str, Page]]:
    inbox = ImportPage(desk, database)
    yield "import", inbox
    path = folder / "câu trả lời.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([_HEADINGS, _PERSON])
    inbox.arrive(paths=[path])
    inbox.cards[0].unfold()
    pairs = PairingPage(desk, database)
    pairs.handle.click()
    yield "pairing", pairs
    people = ParticipantsPage(desk, database)
    yield "profile", people
    with database.read() as db:
        people.arrive(participant_id=participant_rows(db, desk.programme_id or 0)[0].id)


@pytest.mark.slow
@pytest.mark.parametrize(("language", "tokens", "scale"), LOOKS)
def test_what_marks_a_sensitive_thing_is_read_whole(
    qapp: QApplication, database: Database, programme_id: int, language: Language, tokens: Tokens, scale: float,
    tmp_path: Path, request: pytest.FixtureRequest,
) -> None:  # fmt: skip
    apply_theme(qapp, tokens, scale)
    frames: dict[str, QWidget] = {}
    for name, page in _pages(RecordingDesk(language, tokens, programme_id), database, tmp_path):
        frame = QWidget()
        QVBoxLayout(frame).addWidget(page)
        frame.resize(ROOM[scale])
        frame.show()
        frames[name] = frame
    for _ in range(4):  # a layout that wraps its text is settled at the second pass
        qapp.processEvents()
    for name, frame in frames.items():
        marks = [one for one in frame.findChildren(Caution) if one.isVisible()]
        assert marks, name
        for scroll in frame.findChildren(QScrollArea):
            if scroll.isAncestorOf(marks[0]):
                scroll.ensureWidgetVisible(marks[0], 0, 200)
        keep_picture(frame, f"sensitive-{name}-{request.node.callspec.id}")
        assert_reads_well(frame)
        frame.hide()
        frame.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    apply_theme(qapp, LIGHT)
