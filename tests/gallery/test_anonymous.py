"""Asking anonymously: the dialog, the preview of forms, the results before and after there are enough answers."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QWidget
from tests.support.anonymous import AnonymousSurvey, asked_anonymously, people_of, take
from tests.support.anonymous_files import fill, filled_forms
from tests.support.database import new_database
from tests.support.desk import RecordingDesk
from tests.support.looks import LOOKS, assert_reads_well, keep_picture
from tests.support.sessions import hold_clock

from nhipcau.common.words import Language
from nhipcau.database import Database
from nhipcau.exchange.ui.workbooks.page import WorkbooksPage
from nhipcau.pairing.explanation.results import ProposedPair
from nhipcau.pairing.store.service import confirm_pairs
from nhipcau.shell.features import FEATURES
from nhipcau.surveys.queries import surveys
from nhipcau.surveys.survey_editing import offers
from nhipcau.surveys.ui.page import SurveysPage
from nhipcau.surveys.ui.wave_dialogs import OpenWaveDialog
from nhipcau.widgets.theme import LIGHT, Tokens, apply_theme

ROOM = {1.0: QSize(968, 684), 1.5: QSize(904, 656)}
VIEWS = ("dialog", "refused", "few", "results", "people", "preview")


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Database, AnonymousSurvey, list[Path]]]:
    hold_clock()
    folder = tmp_path_factory.mktemp("anonymous")
    database = new_database(folder)
    survey = asked_anonymously(database, 24)
    people = [row.participant_id for row in people_of(database, survey)]
    with database.step("pairs.step.confirm", n=12) as db:
        twos = zip(people[1::2], people[::2], strict=True)
        confirm_pairs(db, survey.programme_id, [ProposedPair(*two, 5_000, (), ()) for two in twos])
    paths = filled_forms(database, survey, folder)
    take(database, survey, [row.id for row in people_of(database, survey)[:6]])
    fill(paths[8], {"Bạn hài lòng đến mức nào?": "rất nhiều"})
    yield database, survey, paths
    database.close()


def _frame(view: str, desk: RecordingDesk, database: Database, paths: list[Path]) -> QWidget:
    assert desk.programme_id is not None
    if view in ("dialog", "refused"):
        with database.read() as db:
            offered = offers(surveys(db, desk.programme_id), "traditional", desk.language)

        def save(answer: object) -> None:
            page.actions_of.open_wave(desk.programme_id or 0, **answer)  # type: ignore[arg-type]

        page = SurveysPage(desk, database)
        dialog = OpenWaveDialog(desk, save, page, offered=offered, names=(), due={})
        dialog.finished.connect(page.deleteLater)
        dialog.anonymous.set_value(["anonymous"])
        dialog.show()
        if view == "refused":
            dialog.survey.set_value("2")
            dialog.accept()
        return dialog
    if view in ("few", "results", "people"):
        page = SurveysPage(desk, database)
        page.arrive(view="people" if view == "people" else "results")
        return page
    workbooks = WorkbooksPage(desk, database, features=FEATURES)
    workbooks.retranslate()
    workbooks.open_files([*paths[4:12], *paths[4:5]])
    return workbooks


@pytest.mark.slow
@pytest.mark.parametrize(("language", "tokens", "scale"), LOOKS)
@pytest.mark.parametrize("view", VIEWS)
def test_asking_anonymously_reads_well(
    qapp: QApplication, asked: tuple[Database, AnonymousSurvey, list[Path]], view: str, language: Language,
    tokens: Tokens, scale: float, request: pytest.FixtureRequest,
) -> None:  # fmt: skip
    hold_clock()
    database, survey, paths = asked
    apply_theme(qapp, tokens, scale)
    more = [row.id for row in people_of(database, survey)[6:16]]
    if view == "results":
        take(database, survey, more)
    frame = _frame(view, RecordingDesk(language, tokens, survey.programme_id), database, paths)
    try:
        if view not in ("dialog", "refused"):
            frame.resize(ROOM[scale])
        frame.show()
        for _ in range(3):  # a layout that wraps its text is settled at the second pass
            QApplication.sendPostedEvents()
            QApplication.processEvents()
        keep_picture(frame, f"anonymous-{request.node.callspec.id}")
        assert_reads_well(frame)
    finally:
        frame.close()
        frame.deleteLater()
        if view == "results":
            database.undo()
        apply_theme(qapp, LIGHT)
