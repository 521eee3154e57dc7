"""What goes to people: workbooks, forms, letters and pages of theirs, and what carries their pairs."""

from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
from PySide6.QtWidgets import QDialog
from tests.privacy.scene import Scene, Written, copied, file_for, mailed, writes
from tests.privacy.secrets import PROGRAMME, TEAM, Eye, person
from tests.support.page_texts import pages_of, texts_of, title_of

from nhipcau.common.clock import today
from nhipcau.common.words import Words
from nhipcau.exchange.round_trip.outgoing.pair_workbooks import write_pair_workbooks
from nhipcau.exchange.round_trip.outgoing.programme_workbook import send
from nhipcau.exchange.round_trip.outgoing.recipients import Whom
from nhipcau.exchange.round_trip.outgoing.reminders import write_reminders
from nhipcau.exchange.round_trip.outgoing.sent_register import sent_register
from nhipcau.exchange.round_trip.outgoing.survey_workbooks import write_survey_workbooks, write_wave_workbook
from nhipcau.exchange.round_trip.sheets.sensitive_parts import PARTS
from nhipcau.exchange.ui.workbooks.page import WorkbooksPage
from nhipcau.exchange.ui.workbooks.whole_dialog import WholeDialog
from nhipcau.mail.queries import own_letters
from nhipcau.pairing.documents.pairs_workbook import pairs_workbook
from nhipcau.pairing.ui.dialogs import Dialogs
from nhipcau.pairing.ui.letters_dialog import LettersDialog
from nhipcau.shell.features import FEATURES
from nhipcau.surveys import queries
from nhipcau.surveys.service import open_wave
from nhipcau.surveys.ui.page import SurveysPage
from nhipcau.surveys.ui.text_dialog import TextDialog


@writes("whole_programme")
def _whole_programme(scene: Scene) -> Iterator[Written]:
    target = scene.folder("whole") / "whole.xlsx"
    yield file_for(send(scene.database, scene.programme_id, "x", target, scene.language, parts=PARTS), TEAM)


@writes("whole_programme_text")
def _whole_programme_text(scene: Scene) -> Iterator[Written]:
    WholeDialog(scene.desk, "x", scene.parent).copy_button.click()
    yield Written((TEAM,), (copied(),))


@writes("feelings_forms")
def _feelings_forms(scene: Scene) -> Iterator[Written]:
    folder = scene.folder("feelings_forms")
    write_pair_workbooks(scene.database, scene.programme_id, folder, scene.language, with_feelings=True)
    yield from mailed(scene, folder)


def _for_people(code: str, whom: Whom) -> None:
    @writes(code)
    def write(scene: Scene) -> Iterator[Written]:
        folder = scene.folder(code)
        write_pair_workbooks(scene.database, scene.programme_id, folder, scene.language, whom=whom)
        yield from mailed(scene, folder)


_for_people("pair_workbooks", "pairs")
_for_people("mentor_workbooks", "mentors")
_for_people("mentee_workbooks", "mentees")
_for_people("assistant_workbooks", "assistants")


def _reminders(code: str, whom: Whom, kinds: tuple[str, ...]) -> None:
    @writes(code)
    def write(scene: Scene) -> Iterator[Written]:
        database, programme_id = scene.database, scene.programme_id
        first = scene.folder(f"before {code}")
        write_pair_workbooks(database, programme_id, first, scene.language, whom=whom, with_feelings=True)
        steps = 1 + 2 * len(scene.planted.waves) if "form" in kinds else 1
        for wave_id in scene.planted.waves if "form" in kinds else ():
            with database.step("surveys.step.open") as db:  # everybody has answered those that are planted
                wave = queries.wave(db, wave_id)
                assert wave is not None
                asked = {"name": "x", "opens_on": today(), "anonymous": wave.anonymous}
                again = open_wave(db, wave.survey.id, asked)
            write_survey_workbooks(database, again, first, scene.language)
        with database.read() as db:
            rows = sent_register(db, programme_id, Words(scene.language), today(), 1)
        folder = scene.folder(code)
        unpaired = scene.planted.people["alone"][0].full_name  # has no partner to be named
        wanted = [row for row in rows if row.kind in kinds and row.is_awaited and row.name != unpaired]
        write_reminders(database, programme_id, wanted, folder)
        yield from mailed(scene, folder)
        for _ in range(steps):
            database.undo()


_reminders("pair_reminders", "pairs", ("pair",))
_reminders("own_reminders", "mentors", ("mentor", "feelings", "form"))
_reminders("assistant_reminders", "assistants", ("assistant",))


@writes("homecoming_plan")
def _homecoming_plan(scene: Scene) -> Iterator[Written]:
    folder = scene.folder("homecoming_plan")
    send(scene.database, scene.programme_id, "x", folder / "home.xlsx", scene.language, parts=PARTS)
    book = openpyxl.load_workbook(folder / "home.xlsx")
    known = scene.planted.people["leader"][0].preferred_name
    for cell in (cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == known):
        cell.value = "Khác"
    book.save(folder / "home.xlsx")
    page = WorkbooksPage(scene.desk, scene.database, scene.parent, features=FEATURES)
    page.ask_save = lambda *_: str(folder / "plan.xlsx")
    page.open_files([folder / "home.xlsx"])
    page.home.save_plan()
    yield file_for(folder / "plan.xlsx", TEAM)


@writes("survey_forms")
def _survey_forms(scene: Scene) -> Iterator[Written]:
    for wave_id in scene.planted.waves:
        folder = scene.folder(f"forms {wave_id}")
        write_survey_workbooks(scene.database, wave_id, folder, scene.language, everybody=True)
        yield from mailed(scene, folder)


@writes("survey_list")
def _survey_list(scene: Scene) -> Iterator[Written]:
    target = scene.folder("survey_list") / "list.xlsx"
    for wave_id in scene.planted.waves:
        yield file_for(write_wave_workbook(scene.database, wave_id, target, scene.language), TEAM)


@writes("survey_text")
def _survey_text(scene: Scene) -> Iterator[Written]:
    for wave_id in scene.planted.waves:
        with scene.database.read() as db:
            wave = queries.wave(db, wave_id)
            assert wave is not None
            asked, people = queries.questions(db, wave.survey.id), queries.responses(db, wave_id)
        dialog = TextDialog(scene.desk, scene.parent, questions=asked, people=people)
        dialog.copy_button.click()
        yield Written((PROGRAMME,), (copied(),))


@writes("survey_reminder")
def _survey_reminder(scene: Scene) -> Iterator[Written]:
    page = SurveysPage(scene.desk, scene.database, scene.parent)
    page.refresh()
    for wave_id in scene.planted.waves:
        page.arrive(survey=wave_id)
        page._copy_emails()
        yield Written((TEAM,), (copied(),))


def _dialogs(scene: Scene, answer: Path, show: Callable[[QDialog], None]) -> Dialogs:
    dialogs = Dialogs(scene.desk, scene.parent)

    def shown(dialog: QDialog) -> bool:
        show(dialog)
        return False

    dialogs.show = shown
    dialogs.ask_folder = lambda *_: str(answer)
    dialogs.ask_save = lambda *_: str(answer)
    return dialogs


def _letters_dialog(scene: Scene, answer: Path, use: Callable[[LettersDialog], None]) -> None:
    def show(dialog: QDialog) -> None:
        assert isinstance(dialog, LettersDialog)
        use(dialog)

    with scene.database.read() as db:
        own = own_letters(db)
    _dialogs(scene, answer, show).letters(scene.reading, None, lambda _: None, own, lambda _: None)


def _drafts(scene: Scene, name: str) -> list[Written]:
    """Return the drafts of all mails that introduce people, in their order."""
    folder = scene.folder(name)
    _letters_dialog(scene, folder, lambda dialog: dialog.save_button.click())
    return list(mailed(scene, folder, planned=True))


def _people_in(written: Written) -> tuple[Eye, ...]:
    return tuple(eye for eye in written.eyes if eye.role == "person")


@writes("letters")
def _letters(scene: Scene) -> Iterator[Written]:
    yield from filter(_people_in, _drafts(scene, "letters"))


@writes("assistant_notes")
def _assistant_notes(scene: Scene) -> Iterator[Written]:
    yield from (one for one in _drafts(scene, "assistant_notes") if not _people_in(one))


def _has_body(draft: Written, text: str) -> bool:
    """Say whether a copied text is that of a draft, however either breaks its lines."""
    flat = " ".join(text.split())
    bodies = (" ".join(one.split()) for one in draft.texts if len(one) > 100)  # longer than any header
    return any(body in flat for body in bodies)


@writes("letter_text")
def _letter_text(scene: Scene) -> Iterator[Written]:
    """Take each text for those to whom its draft goes: it is pasted into a mail to them."""
    texts: list[str] = []

    def copy(dialog: LettersDialog) -> None:
        for place in range(dialog.which.count()):
            dialog.which.setCurrentIndex(place)
            dialog.copy_button.click()
            texts.append(copied())

    drafts = _drafts(scene, "letter_text")
    _letters_dialog(scene, scene.folder("letter_text"), copy)
    for text in texts:
        draft = next(one for one in drafts if _has_body(one, text))
        if both := _people_in(draft):
            yield Written(both, (text,), draft.name, planned=True)


@writes("plan_workbook")
def _plan_workbook(scene: Scene) -> Iterator[Written]:
    target = scene.folder("plan") / "plan.xlsx"
    _dialogs(scene, target, lambda _: None).export(scene.reading, scene.language)
    yield file_for(target, TEAM)


@writes("hand_outs")
def _hand_outs(scene: Scene) -> Iterator[Written]:
    """Read each page that is cut out of the plan's workbook for one person."""
    names = {one.full_name: name for name, (one, _) in scene.planted.people.items()}
    reading = scene.reading
    sheets = pairs_workbook(
        reading.people, reading.plan, scene.language, reading.programme, rows=reading.rows
    )
    for page in (page for sheet in sheets for page in pages_of(sheet) if title_of(page) in names):
        yield Written((person(names[title_of(page)]),), tuple(texts_of(page)), planned=True)
