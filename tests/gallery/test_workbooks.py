"""The two tabs of workbooks, with nothing sent and with a register, and a cell to be mended, as pictures."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from tests.support.confirmed import fill, put
from tests.support.database import new_database
from tests.support.desk import RecordingDesk
from tests.support.looks import LOOKS, assert_reads_well, keep_picture
from tests.support.sessions import confirmed_programme
from tests.support.surveys import asked_wave

from nhipcau.common import clock
from nhipcau.common.progress import Progress
from nhipcau.common.words import Language
from nhipcau.database import Database
from nhipcau.exchange.round_trip.outgoing.pair_workbooks import write_pair_workbooks
from nhipcau.exchange.round_trip.outgoing.survey_workbooks import write_survey_workbooks
from nhipcau.exchange.round_trip.returned_batch import open_batch, take_in
from nhipcau.exchange.ui.workbooks.page import WorkbooksPage
from nhipcau.shell.features import FEATURES
from nhipcau.widgets.theme import LIGHT, Tokens, apply_theme

NOON = datetime(2026, 3, 2, 12, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Database, int, list[Path]]]:
    """Pairs whose workbooks went out two weeks ago: some are back, and some hold what cannot be read."""
    clock.set_clock(lambda: NOON)
    database = new_database(tmp_path_factory.mktemp("sent"))
    programme_id = confirmed_programme(database)
    folder = tmp_path_factory.mktemp("out")
    written = write_pair_workbooks(database, programme_id, folder, "vi", with_feelings=True)
    books = sorted(one for one in written.folder.glob("*.xlsx") if "Phiếu" not in one.name)
    clock.set_clock(lambda: NOON + timedelta(9))
    write_survey_workbooks(database, asked_wave(database, programme_id), folder, "vi")
    take_in(database, open_batch(database, programme_id, books[:3], Progress()), "x")
    clock.set_clock(lambda: NOON + timedelta(16))
    homes = []
    for book in books[3:5]:
        home = fill(
            book, "Mục tiêu", put(2, {"Mục tiêu": "Dẫn dắt một dự án từ đầu đến cuối", "Hạn": "mùa hè"})
        )
        for row, (day, topic) in enumerate((("05/03/2026", "Làm quen, hẹn mục tiêu"), ("tuần sau", "CV")), 2):
            home = fill(home, "Buổi gặp", put(row, {"Ngày gặp": day, "Chủ đề": topic}))
        homes.append(home)
    yield database, programme_id, homes
    database.close()


@pytest.mark.slow
@pytest.mark.parametrize(("language", "tokens", "scale"), LOOKS)
@pytest.mark.parametrize("view", ["out", "out-open", "home", "home-read", "out-empty"])
def test_both_tabs_cut_off_no_word(
    qapp: QApplication, qtbot: QtBot, sent: tuple[Database, int, list[Path]], language: Language, tokens: Tokens,
    scale: float, view: str, request: pytest.FixtureRequest, tmp_path: Path,
) -> None:  # fmt: skip
    database, programme_id, homes = sent
    if view == "out-empty":
        database = new_database(tmp_path)
        programme_id = confirmed_programme(database)
    clock.set_clock(lambda: NOON + timedelta(16))
    apply_theme(qapp, tokens, scale)
    frame = QWidget()
    column = QVBoxLayout(frame)
    column.setContentsMargins(0, 0, 0, 0)
    page = WorkbooksPage(RecordingDesk(language, tokens, programme_id), database, features=FEATURES)
    qtbot.addWidget(frame)
    column.addWidget(page)
    frame.resize(968 if scale == 1 else 904, 684 if scale == 1 else 656)
    page.refresh()
    page.retranslate()
    if view.startswith("home"):
        page.show_tab("home")
    if view == "home-read":
        page.open_files(homes)
    if view == "out-open":
        page.out.fold.setChecked(True)
    frame.show()
    qtbot.waitUntil(frame.isVisible)
    for _ in range(3):  # a layout that wraps its text is settled at the second pass
        QApplication.sendPostedEvents()
    keep_picture(frame, f"workbooks-{request.node.callspec.id}")
    assert_reads_well(frame)
    apply_theme(qapp, LIGHT)
    if view == "out-empty":
        database.close()
