"""While another programme is being read, nothing can be done to what is still held of the one before."""

import threading

import pytest
from PySide6.QtWidgets import QAbstractButton
from tests.shell.conftest import Opener
from tests.support import make
from tests.support.reading import wait_until

from nhipcau.participants.ui.page import ParticipantsPage
from nhipcau.shell.window.main_window import MainWindow
from nhipcau.surveys.ui.page import SurveysPage


@pytest.fixture
def window(open_window: Opener) -> MainWindow:
    made = open_window()
    assert made.data.database is not None
    for name, person in (("Xuân", "Tô Minh Thư"), ("Thu", "Dương Thị Bích")):
        make.participant(made.data.database, make.programme(made.data.database, name=name), person)
    wait_until(lambda: len(made.data.programmes) == 2)
    made.choose_programme(made.data.programmes[0].id)
    return made


def _of_the_programme(window: MainWindow) -> list[QAbstractButton]:
    page = window.navigator.current()
    if isinstance(page, ParticipantsPage):
        return [page.export_button, page.spellings_button]
    assert isinstance(page, SurveysPage)
    return [page.open_button, page.questions_button]


@pytest.mark.parametrize("route", ["participants", "surveys"])
def test_what_is_done_to_a_programme_waits_until_it_has_been_read(window: MainWindow, route: str) -> None:
    window.go(route)
    buttons = _of_the_programme(window)
    wait_until(lambda: all(made.isEnabled() for made in buttons))
    held = threading.Event()
    window.desk.read(lambda: held.wait(20), lambda _: None)
    window.choose_programme(window.data.programmes[1].id)
    assert not any(made.isEnabled() for made in buttons)
    held.set()
    wait_until(lambda: all(made.isEnabled() for made in buttons))
