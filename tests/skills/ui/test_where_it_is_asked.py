"""Unknown wordings are mentioned where they matter: after an import and beside the plan."""

import csv
from pathlib import Path

from pytestqt.qtbot import QtBot
from tests.support.desk import RecordingDesk
from tests.support.make import programme
from tests.support.pairing_page import shown

from nhipcau.database import Database
from nhipcau.exchange.ui.inbox.page import ImportPage
from nhipcau.participants.models import Participant
from nhipcau.participants.service import amend_profile
from nhipcau.skills.service import remember


def test_the_import_says_how_many_wordings_it_brought_that_nobody_knows(
    qtbot: QtBot, database: Database, tmp_path: Path
) -> None:
    path = tmp_path / "câu trả lời.csv"
    rows = [
        ["Họ và tên", "Email", "Vai trò", "Bạn muốn học điều gì?"],
        ["Trần Văn Ước", "uoc@vidu.vn", "Người được cố vấn", "Thuyết trình, Nuôi ong"],
        ["Lê Minh Anh", "anh@vidu.vn", "Người được cố vấn", "Nuôi ong"],
        ["Phạm Thị Chờ", "cho@vidu.vn", "", "Nuôi ong"],  # who waits keeps the page of the result open
    ]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    desk = RecordingDesk("vi", programme_id=programme(database))
    page = ImportPage(desk, database)
    qtbot.addWidget(page)
    page.show()
    page.arrive(paths=[path])
    page.import_button.click()
    assert page.wordings.isVisible()
    assert page.wordings.link.text() == "1 cách viết chưa rõ là kỹ năng nào"
    page.wordings.link.click()
    assert desk.gone[-1] == ("skills", {"view": "ask"})


def test_the_pairing_page_mentions_them_until_they_are_answered(qtbot: QtBot, database: Database) -> None:
    page, desk = shown(qtbot, database)
    assert not page.wordings.isVisible()
    someone = page.reading.people.mentees[0].participant_id if page.reading else 0
    with database.step("participants.step.amend", name="x", field="x") as db:
        goals = [*db.get_one(Participant, someone).goals, {"topic": "Nuôi ong", "importance": 5}]
        amend_profile(db, someone, {"goals": goals})
    assert page.wordings.isVisible()
    assert page.wordings.link.text() == "1 wording we do not know yet"
    page.wordings.link.click()
    assert desk.gone[-1] == ("skills", {"view": "ask"})
    with database.step("skills.step.remember", wording="Nuôi ong", skill="x") as db:
        remember(db, "Nuôi ong", "agriculture")
    assert not page.wordings.isVisible()
