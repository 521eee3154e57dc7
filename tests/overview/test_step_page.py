"""What a step is for stands beside its picture, at every step that is visited first."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.support import make
from tests.support.desk import RecordingDesk

from nhipcau.database import Database
from nhipcau.overview.ui.step_page import StepPage
from nhipcau.shell.features import FEATURES


@pytest.mark.parametrize("step", range(1, 9))
def test_what_a_step_is_for_has_the_width_of_the_page(qtbot: QtBot, database: Database, step: int) -> None:
    page = StepPage(RecordingDesk(programme_id=make.programme(database)), database, features=FEATURES)
    qtbot.addWidget(page)
    page.resize(960, 640)
    page.arrive(step=step)
    page.show()
    QApplication.processEvents()
    assert page._purpose.width() > page.width() * 3 // 4
