"""Rows that wait: at the head of the inbox, being decided, in the result, and on the first page."""

import datetime as dt

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from tests.gallery.test_gallery import ROOM
from tests.support import make
from tests.support.desk import RecordingDesk
from tests.support.looks import LOOKS, assert_reads_well, keep_picture
from tests.support.waiting import MENTEE, MENTOR, a_list, imported

from nhipcau.common.words import Language
from nhipcau.database import Database
from nhipcau.exchange.inbox.import_run import inbox_of
from nhipcau.exchange.ui.inbox.page import ImportPage
from nhipcau.overview.ui.home_page import HomePage
from nhipcau.shell.features import FEATURES
from nhipcau.widgets.page import Page
from nhipcau.widgets.theme import LIGHT, Tokens, apply_theme
from nhipcau.workbook import Source

BORN = dt.date(1994, 5, 6)
FIRST = "Đăng ký mentoring 2026 (câu trả lời).xlsx"


def _first() -> Source:
    return a_list(
        *((f"Nguyễn Thị {name}", f"{place}@vidu.vn", MENTOR if place % 3 else MENTEE, "Nhân sự", BORN, "Xanh")
          for place, name in enumerate(("Đào", "Mai", "Lan", "Cúc", "Trúc", "Sen"))),
        ("Trần Văn Ước", "uoc@vidu.vn", "", "Kinh doanh", BORN, "Đỏ"),
        ("Lê Minh Anh", "anh@vidu", MENTEE, "Kế toán", BORN, "Đỏ"),
        ("Nguyễn Thị Đào", "0@vidu.vn", MENTEE, "Nhân sự", BORN, "Tím"),
        ("Tổng cộng", "9", "", "", "", ""),
        name=FIRST,
    )  # fmt: skip


def _second() -> Source:
    return a_list(("Nguyễn Thị Mai", "", "", "Kho", "", ""), name="Danh sách bổ sung phòng Kho.xlsx")


def _scene(page: Page, scene: str, database: Database, programme_id: int) -> None:
    if isinstance(page, HomePage):
        page.refresh()
        return
    assert isinstance(page, ImportPage)
    page.refresh()
    if scene == "decide":
        page.arrive(waiting=True)
    if scene in ("result", "result-list"):
        page._on_taken_in(inbox_of(database, programme_id, [_first(), _second()]))
    if scene == "result-list":
        page.done.show_list("left_out")
        page.done.people.table.selectRow(0)


@pytest.mark.slow
@pytest.mark.parametrize("scene", ["home", "card", "decide", "result", "result-list"])
@pytest.mark.parametrize(("language", "tokens", "scale"), LOOKS)
def test_what_waits_is_read_whole(
    qapp: QApplication, database: Database, language: Language, tokens: Tokens, scale: float,
    scene: str, request: pytest.FixtureRequest,
) -> None:  # fmt: skip
    apply_theme(qapp, tokens, scale)
    programme_id = make.programme(database)
    imported(database, programme_id, _first())
    imported(database, programme_id, _second())
    desk = RecordingDesk(language, tokens, programme_id)
    page = HomePage(desk, database, features=FEATURES) if scene == "home" else ImportPage(desk, database)
    frame = QWidget()
    QVBoxLayout(frame).addWidget(page)
    frame.resize(ROOM[scale])
    frame.show()
    page.retranslate()
    _scene(page, scene, database, programme_id)
    for _ in range(4):  # a layout that wraps its text is settled at the second pass
        qapp.processEvents()
    keep_picture(frame, f"waiting-{request.node.callspec.id}")
    assert_reads_well(frame)
    frame.close()
    frame.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    apply_theme(qapp, LIGHT)
