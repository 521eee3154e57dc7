"""The pairs' page of the real window when nobody can be paired yet, and when the program makes a mistake."""

from pathlib import Path

import pytest
from tests.stories.conftest import SitDown
from tests.support.coordinator import Coordinator
from tests.support.database import new_database
from tests.support.pairing_people import pairing_programme

from nhipcau.pairing.settings.pairing_input import QuotaSetting
from nhipcau.pairing.store.service import set_quotas
from nhipcau.pairing.ui import page_data as reading
from nhipcau.pairing.ui.page import PairingPage
from nhipcau.shell.crash_dialog import TroubleDialog, catch_bugs


def at_the_pairs(coordinator: Coordinator, path: Path) -> PairingPage:
    coordinator.open(path)
    coordinator.window.go("pairing")
    coordinator.rest()
    page = coordinator.window.navigator.current()
    assert isinstance(page, PairingPage)
    return page


def a_file(folder: Path, mentors: int) -> Path:
    database = new_database(folder)
    programme_id = pairing_programme(database, mentors=mentors, mentees=3)
    with database.step("programmes.step.add") as db:
        set_quotas(db, programme_id, [QuotaSetting("different", "place", percent=50)])
    database.close()
    return database.path


def test_mentees_and_a_share_without_a_mentor_are_told_that_mentors_are_missing(
    sit_down: SitDown, tmp_path: Path
) -> None:
    coordinator = sit_down("en")
    page = at_the_pairs(coordinator, a_file(tmp_path, 0))
    assert "No mentors yet" in coordinator.seen(page)
    coordinator.press(page.empty.people)
    assert coordinator.window.navigator.route == "participants"


def test_a_mistake_of_the_program_is_reported_and_the_pairs_can_be_worked_out_again(
    sit_down: SitDown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_arguments: object, **_named: object) -> None:
        raise ZeroDivisionError

    coordinator = sit_down("en")
    catch_bugs(coordinator.window, coordinator.window.desk)
    monkeypatch.setattr(reading, "solve", fail)
    page = at_the_pairs(coordinator, a_file(tmp_path, 2))
    (dialog,) = coordinator.window.findChildren(TroubleDialog)
    assert "ZeroDivisionError" in dialog.report.toPlainText()
    dialog.accept()
    assert "The pairs could not be worked out" in coordinator.seen(page)
    monkeypatch.undo()
    coordinator.press(page.no_plan.again)
    assert "3 of 3 mentees have a partner" in coordinator.seen(page)
    assert "ZeroDivisionError" in caplog.text
