"""A month of workbooks: sent out, worked on in a spreadsheet program, taken in again, and all of it taken back."""

import os
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtWidgets import QApplication
from tests.stories.conftest import SitDown
from tests.support.coordinator import Coordinator
from tests.support.database import dump, new_file
from tests.support.libreoffice import SOFFICE, Job, SheetAtHand, text, work_through
from tests.support.pairing_people import pairing_programme
from tests.support.sessions import confirm_all
from tests.support.surveys import asked_wave
from tests.support.workbook_headings import heading_of

from nhipcau.common.words import LANGUAGES, Language, Words
from nhipcau.database import open_file
from nhipcau.exchange.ui.workbooks.page import WorkbooksPage
from nhipcau.exchange.ui.workbooks.survey_dialog import SurveyDialog
from nhipcau.exchange.ui.workbooks.whole_dialog import WholeDialog
from nhipcau.participants.queries import PersonRow, participant_rows, person_details
from nhipcau.participants.service import amend_person
from nhipcau.sessions.queries import pairs_together
from nhipcau.surveys.queries import questions, wave

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(SOFFICE is None, reason="LibreOffice Calc is not installed (soffice)"),
]
HELD = date(2026, 5, 4)
SERIAL = (HELD - date(1899, 12, 30)).days


class Month:
    """One sitting at the page of workbooks; `picture` leaves what she sees in the gallery's folder."""

    def __init__(self, coordinator: Coordinator, folder: Path, language: Language) -> None:
        self.her = coordinator
        self.folder = folder
        self.words = Words(language)
        self._shots = 0
        coordinator.window.go("workbooks")
        coordinator.rest()
        page = coordinator.window.navigator.current()
        assert isinstance(page, WorkbooksPage)
        self.page = page
        page.ask_save = lambda _title, name: str(folder / name)
        page.ask_folder = lambda _title: str(folder)

    @property
    def programme_id(self) -> int:
        found = self.her.window.desk.programme_id
        assert found is not None
        return found

    def send_whole(self) -> None:
        """Send the whole programme with everything that is sensitive."""
        self.her.press(self.page.out.send_button)
        dialog = self.page.findChildren(WholeDialog)[-1]
        for box in dialog.boxes.values():
            box.setChecked(True)
        self.her.press(dialog.write_button)

    def picture(self) -> None:
        shots = os.environ.get("NHIPCAU_GALLERY")
        self._shots += 1
        if shots:
            QApplication.processEvents()
            name = f"workbooks-{self.words.language}-{self._shots:02}.png"
            self.her.window.grab().save(str(Path(shots) / name))

    def heading(self, code: str) -> str:
        return heading_of(code, self.words)

    def sheet(self, book: Path, code: str) -> SheetAtHand:
        return SheetAtHand(openpyxl.load_workbook(book)[self.words(f"homecoming.sheet.{code}")])

    def person(self, name: str) -> PersonRow:
        with self.her.database.read() as db:
            row = next(row for row in participant_rows(db, self.programme_id) if row.name == name)
            return person_details(db, row.id).person

    def send_survey(self, wave_id: int) -> Path:
        """Send everybody the form of a wave; return the folder that was written."""
        before = set(self.folder.iterdir())
        self.her.window.desk.go("workbooks", survey=wave_id)
        (dialog,) = self.page.findChildren(SurveyDialog)
        dialog.language.set_value(self.words.language)
        self.picture()
        self.her.press(dialog.write_button)
        (made,) = set(self.folder.iterdir()) - before
        return made

    def take(self, *paths: Path) -> None:
        """Drop what came back, look, and take it in."""
        self.page.open_files(list(paths))
        self.her.rest()
        self.picture()
        self.her.press(self.page.home.take_button)
        self.picture()

    def brings_nothing(self, *paths: Path) -> bool:
        self.page.open_files(list(paths))
        self.her.rest()
        self.picture()
        button = self.page.home.take_button
        ready = button.isEnabled() and button.text() != self.words("homecoming.note_returned")
        self.her.press(self.page.home.back_button)
        return not ready

    def asked(self) -> list[str]:
        """Return what is hers to decide, by name, as the preview lists it."""
        model = self.page.home.preview.table.model()
        wanted = [self.words(f"homecoming.state.{state}") for state in ("conflict", "removed")]
        rows = [
            [str(model.index(row, column).data()) for column in (0, 1)] for row in range(model.rowCount())
        ]
        return [name for name, state in rows if state in wanted]


def _office(folder: Path) -> Path:
    file = new_file(folder, "office.nhipcau")
    database = open_file(file, backups=False)
    confirm_all(database, pairing_programme(database))
    database.close()
    return file


def _worked_on(month: Month, sent: Path) -> Sequence[str]:
    """Return what a head of department does to the whole workbook: fills in, sorts, moves, adds, deletes."""
    people, sessions = month.sheet(sent, "participants"), month.sheet(sent, "sessions")
    mai, son, last = people.names["Lê Thị Mai"], people.names["Ngô Hữu Sơn"], people.last + 1
    pair = next(iter(_pairs(month)))
    new = sessions.last + 1
    return [
        people.open,
        people.put(mai, month.heading("department"), "Pháp chế"),
        people.put(mai, month.heading("phone"), "0911 222 333"),
        people.put(son, month.heading("phone"), "0988 000 111"),
        people.put(last, month.heading("full_name"), "Trần Thị Mới"),
        people.put(last, month.heading("email"), "moi@hatgiong.vn"),
        people.put(last, month.heading("is_mentee"), month.words("common.yes")),
        *people.sort(month.heading("email"), through=last)[1:],
        f"sheet.Rows.removeByIndex({_sorted_place(people, month.heading('email'), son)}, 1)",
        *people.move(month.heading("full_name"), len(people.columns))[1:],
        sessions.open,
        sessions.put(new, month.heading("pair"), pair),
        sessions.put(new, month.heading("held_on"), SERIAL - 9),  # another day than in their own workbooks
        sessions.put(new, month.heading("minutes"), 45),
        sessions.put(new, month.heading("topic"), "Giao việc cho người mới"),
    ]


def _sorted_place(people: SheetAtHand, column: str, row: int) -> int:
    """Return the row at which somebody stands once the new person is there and all are sorted, last first."""
    place = people.columns[column]
    emails = [str(each[place]) for each in people.rows[1 : people.last + 1]] + ["moi@hatgiong.vn"]
    return 1 + sorted(emails, reverse=True).index(str(people.rows[row][place]))


def _pairs(month: Month) -> list[str]:
    with month.her.database.read() as db:
        return [f"{one.mentor} – {one.mentee}" for one in pairs_together(db, month.programme_id)]


def _answered(month: Month, form: Path, wave_id: int) -> Sequence[str]:
    """Return what somebody answers in their form: how they feel, in the first column of answers."""
    sheet: Any = openpyxl.load_workbook(form).worksheets[1]
    with month.her.database.read() as db:
        found = wave(db, wave_id)
        assert found is not None
        asked = next(one for one in questions(db, found.survey.id) if one.means == "feeling")
    wording = asked.wording(month.words.language)
    row = next(number for number, cells in enumerate(sheet.iter_rows(max_col=1)) if cells[0].value == wording)
    return [
        f"sheet = doc.Sheets.getByName({text(sheet.title)})",
        f"sheet.getCellByPosition(2, {row}).Value = 5",
    ]


def _logged(month: Month, book: Path, number: int) -> Sequence[str]:
    """Return what a pair fills in: a session, a goal, and how one of them feels."""
    sessions, goals = month.sheet(book, "sessions"), month.sheet(book, "goals")
    pulses, words = month.sheet(book, "pulses"), month.words
    return [
        sessions.open,
        sessions.put(sessions.top + 1, month.heading("held_on"), SERIAL + number),
        sessions.put(sessions.top + 1, month.heading("minutes"), 60),
        sessions.put(sessions.top + 1, month.heading("topic"), "Chuẩn bị buổi trình bày"),
        sessions.put(sessions.top + 1, month.heading("rating"), words("sessions.rating.5")),
        goals.open,
        goals.put(goals.top + 1, month.heading("wording"), f"Tự dẫn dắt dự án {number}"),
        pulses.open,
        pulses.put(pulses.top + 1, month.heading("answered_on"), SERIAL + number),
        pulses.put(pulses.top + 1, month.heading("feeling"), words("sessions.feeling.4")),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_month_of_workbooks(sit_down: SitDown, tmp_path: Path, language: Language) -> None:
    her = sit_down(language)
    her.open(_office(tmp_path))
    month = Month(her, tmp_path, language)
    before, begun = dump(her.database), len(her.database.history())

    month.send_whole()
    (whole,) = tmp_path.glob("*.xlsx")
    theirs = month.page.out.people.language
    theirs.setCurrentIndex(theirs.findData(language))
    month.page.out.people.whom.setCurrentIndex(month.page.out.people.whom.findData("mentees"))
    her.press(month.page.out.people.write_button)
    (folder,) = (path for path in tmp_path.iterdir() if path.is_dir())
    books = sorted(folder.glob("*.xlsx"))
    assert len(books) == len(_pairs(month))
    wave_id = asked_wave(her.database, month.programme_id, "pulse")
    forms = month.send_survey(wave_id)
    assert month.brings_nothing(whole)
    assert month.brings_nothing(folder)
    assert month.brings_nothing(forms)

    # Meanwhile she learns another telephone number herself.
    mai = month.person("Lê Thị Mai").id
    with her.database.step("participants.step.edit", name="Lê Thị Mai") as db:
        amend_person(db, mai, {"phone": "0900 111 222", "title": "Trưởng nhóm"})
    home, filled = tmp_path / "home.xlsx", tmp_path / "filled"
    filled.mkdir()
    one_each, two_forms = books[:3], sorted(forms.glob("*.xlsx"))[:2]
    work_through(
        tmp_path,
        [
            Job(whole, home, _worked_on(month, whole)),
            *(Job(book, filled / book.name, _logged(month, book, n)) for n, book in enumerate(one_each)),
            *(Job(form, filled / f"form {form.name}", _answered(month, form, wave_id)) for form in two_forms),
        ],
    )

    month.page.open_files([home])
    her.rest()
    assert month.asked() == ["Lê Thị Mai", "Ngô Hữu Sơn"]
    her.press(month.page.home.preview.details.choice("phone").segment("theirs"))
    month.picture()
    her.press(month.page.home.take_button)
    after = month.person("Lê Thị Mai")
    assert (after.department, after.values["phone"], after.title) == (
        "Pháp chế",
        "0911 222 333",
        "Trưởng nhóm",
    )
    assert month.person("Trần Thị Mới").values["email"] == "moi@hatgiong.vn"
    assert month.person("Ngô Hữu Sơn").values["phone"] != "0988 000 111", (
        "the row with that number was deleted"
    )
    assert month.brings_nothing(home)

    month.take(filled)
    assert month.brings_nothing(filled)
    with her.database.read() as db:
        met = pairs_together(db, month.programme_id)
    assert sum(len(one.sessions) for one in met) == 4
    assert sum(len(one.goals) for one in met) == len(one_each)
    assert sum(len(one.pulses) for one in met) == len(one_each) + len(two_forms), (
        "how they feel, by either way"
    )
    assert max(one.last_on for one in met if one.last_on) == HELD + timedelta(days=2)

    after_all = dump(her.database)
    steps = len(her.database.history()) - begun
    for _ in range(steps):
        her.choose(her.window.menus.actions["undo"])
    assert dump(her.database) == before
    assert her.redo_everything() == steps
    assert dump(her.database) == after_all
    her.leave()
