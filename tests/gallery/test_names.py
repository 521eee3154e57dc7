"""Names: the box that mends capitals in the inbox, the person's form, and a column that was sorted alone."""

import csv
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget
from tests.gallery.test_gallery import ROOM
from tests.support.desk import RecordingDesk
from tests.support.looks import LOOKS, assert_reads_well, keep_picture
from tests.support.make import participant, programme
from tests.support.whole_workbook import send

from nhipcau.common.words import Language
from nhipcau.database import Database
from nhipcau.exchange.ui.inbox.page import ImportPage
from nhipcau.exchange.ui.workbooks.page import WorkbooksPage
from nhipcau.participants.service import amend_person
from nhipcau.participants.ui.page import ParticipantsPage
from nhipcau.shell.features import FEATURES
from nhipcau.widgets.page import Page
from nhipcau.widgets.theme import LIGHT, Tokens, apply_theme

NAMES = ("NGUYỄN VĂN AN", "TRẦN THỊ BÌNH", "Lê Quốc Cường", "phạm thuỳ dung", "TS. HỒ THU GIANG")
Made = Callable[[RecordingDesk, Database, Path], Page]


def _inbox(desk: RecordingDesk, database: Database, folder: Path) -> Page:
    path = folder / "Danh sách.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        rows = [(name, f"p{place}@vidu.vn", "Mentee") for place, name in enumerate(NAMES)]
        csv.writer(file).writerows([("Họ và tên", "Email", "Vai trò"), *rows])
    page = ImportPage(desk, database)
    page.arrive(paths=[path])
    return page


def _form(desk: RecordingDesk, database: Database, _folder: Path) -> Page:
    made = participant(database, desk.programme_id or 0, "Trần Thị Lan", email="lan@vidu.vn")
    with database.step("participants.step.add", name="Lan") as db:
        amend_person(db, 1, {"salutation": "TS.", "preferred_name": "Lan"})
    page = ParticipantsPage(desk, database)
    page.arrive(participant_id=made)
    return page


def _moved(desk: RecordingDesk, database: Database, folder: Path) -> Page:
    programme_id = desk.programme_id or 0
    for number, name in enumerate(("Nguyễn Văn An", "Trần Thị Bình", "Lê Quốc Cường", "Phạm Thuỳ Dung")):
        participant(database, programme_id, name, email=f"p{number}@vidu.vn")
    path = send(database, programme_id, "x", folder / "về.xlsx", "vi")
    book = openpyxl.load_workbook(path)
    sheet = book["Người tham gia"]
    place = next(cell.column for cell in sheet[1] if cell.value == "Họ và tên")
    names = sorted(str(sheet.cell(row, place).value) for row in range(2, 6))
    for row, name in enumerate(names, start=2):
        sheet.cell(row, place).value = name
    book.save(path)
    page = WorkbooksPage(desk, database, features=FEATURES)
    page.refresh()
    page.retranslate()
    page.open_files([path])
    return page


@pytest.mark.slow
@pytest.mark.parametrize("made", [_inbox, _form, _moved])
@pytest.mark.parametrize(("language", "tokens", "scale"), LOOKS)
def test_what_is_said_of_names_is_read_whole(
    qapp: QApplication, database: Database, language: Language, tokens: Tokens, scale: float,
    made: Made, tmp_path: Path, request: pytest.FixtureRequest,
) -> None:  # fmt: skip
    apply_theme(qapp, tokens, scale)
    page = made(RecordingDesk(language, tokens, programme(database)), database, tmp_path)
    frame = QWidget()
    QVBoxLayout(frame).addWidget(page)
    frame.resize(ROOM[scale])
    frame.show()
    if isinstance(page, ParticipantsPage):
        page.details.edit_button.click()
    for _ in range(4):  # a layout that wraps its text is settled at the second pass
        qapp.processEvents()
    if isinstance(page, ParticipantsPage) and page.details.form is not None:
        for area in page.details.findChildren(QScrollArea):
            area.ensureWidgetVisible(page.details.form.form.fields["department"])
    keep_picture(frame, f"names-{request.node.callspec.id}")
    assert_reads_well(frame)
    frame.close()
    frame.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    apply_theme(qapp, LIGHT)
