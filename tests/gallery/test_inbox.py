"""The import inbox in every look: nothing in doubt, some columns, unfolded, decided, and somebody asked."""

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from tests.gallery.test_gallery import ROOM
from tests.support.desk import RecordingDesk
from tests.support.looks import LOOKS, assert_reads_well, keep_picture

from nhipcau.common.words import Language
from nhipcau.database import Database
from nhipcau.exchange.ui.inbox.page import ImportPage
from nhipcau.programmes.models import ProgrammeDraft
from nhipcau.programmes.service import add_programme
from nhipcau.widgets.theme import LIGHT, Tokens, apply_theme

_HEADINGS = ["Họ và tên", "Email", "Vai trò", "Phòng ban", "Ngày sinh", "Bạn muốn học điều gì?", "Nhóm"]
_PEOPLE = [
    [f"{family} {given}", f"{place}@vidu.vn", "Mentor" if place % 3 == 0 else "Mentee", "Nhân sự",
     f"0{place % 9 + 1}/0{place % 7 + 1}/199{place % 10}", "Thuyết trình, Excel", f"A{place % 3}"]
    for place, (family, given) in enumerate(
        (family, given)
        for family in ("Nguyễn Thị", "Trần Văn", "Lê Minh", "Phạm Quốc")
        for given in ("Đào", "Ước", "Anh", "Bình", "Khôi", "Ngọc")
    )
]  # fmt: skip
_DEPARTMENTS = (
    "Kinh doanh",
    "KINH DOANH",
    "Phòng Kinh doanh",
    "CNTT",
    "Công nghệ thông tin",
    "Kế toán",
    "kế toán",
)
_TWICE = ["Nguyễn Thị Đào", "", "Mentor", "Kế toán", "", "", ""]


@pytest.mark.slow
@pytest.mark.parametrize("scene", ["clear", "doubt", "unfolded", "asked", "decided", "spellings"])
@pytest.mark.parametrize(("language", "tokens", "scale"), LOOKS)
def test_the_inbox_is_read_whole(
    qapp: QApplication, database: Database, language: Language, tokens: Tokens, scale: float,
    scene: str, tmp_path: Path, request: pytest.FixtureRequest,
) -> None:  # fmt: skip
    apply_theme(qapp, tokens, scale)
    with database.step("programmes.step.add", name="Hạt Giống") as db:
        programme_id = add_programme(db, ProgrammeDraft(name="Hạt Giống"))
    page = ImportPage(RecordingDesk(language, tokens, programme_id), database)
    frame = QWidget()
    QVBoxLayout(frame).addWidget(page)
    frame.resize(ROOM[scale])
    frame.show()
    page.arrive(paths=[_file(tmp_path, scene)])
    if scene == "unfolded":
        page.cards[0].unfold()
    if scene == "decided":
        for doubt in page.cards[0].doubts:
            next(iter(page.cards[0].doubts[doubt].choices.values())).radio.click()
        assert page.people.details.isVisible()
    for _ in range(4):  # a layout that wraps its text is settled at the second pass
        qapp.processEvents()
    keep_picture(frame, f"inbox-{request.node.callspec.id}")
    assert_reads_well(frame)
    frame.close()
    frame.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    apply_theme(qapp, LIGHT)


def _file(folder: Path, scene: str) -> Path:
    path = folder / "Đăng ký mentoring 2026.csv"
    without = {4, 6} if scene in ("clear", "asked", "spellings") else set()
    people = _PEOPLE
    if scene == "spellings":
        people = [[*row[:3], _DEPARTMENTS[place % 7], *row[4:]] for place, row in enumerate(_PEOPLE)]
    rows = [_HEADINGS, *people, *([_TWICE] if scene in ("asked", "decided", "spellings") else [])]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(
            [cell for place, cell in enumerate(row) if place not in without] for row in rows
        )
    return path
