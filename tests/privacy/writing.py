"""Every registered output written for everybody who may get it: a function an output, found by its code.

A new output takes one function here, marked with its code.
"""

from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any, Final

import openpyxl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QWidget
from tests.privacy.planting import Planted
from tests.privacy.reading import addressed, texts_in
from tests.privacy.secrets import PROGRAMME, PUBLIC, TEAM, Circle, Eye, person
from tests.support.confirmed import fill
from tests.support.desk import RecordingDesk

from nhipcau import __main__
from nhipcau.common import uncaught
from nhipcau.common.errors import Unavailable
from nhipcau.common.log import LOG, log_path, start_log, stop_log
from nhipcau.common.progress import Progress
from nhipcau.common.words import Words
from nhipcau.database import back_up, save_copy
from nhipcau.database.rescue import salvage
from nhipcau.evaluation import queries
from nhipcau.evaluation.ui.page import SurveysPage
from nhipcau.evaluation.ui.text_dialog import TextDialog
from nhipcau.exchange.inbox import open_files
from nhipcau.exchange.lists import save_list
from nhipcau.exchange.main_job import pair_files
from nhipcau.exchange.problem_copy import write_problem_copies
from nhipcau.exchange.round_trip.outgoing.pair_workbooks import write_pair_workbooks
from nhipcau.exchange.round_trip.outgoing.recipients import Whom
from nhipcau.exchange.round_trip.outgoing.sending import send
from nhipcau.exchange.round_trip.outgoing.survey_workbooks import write_survey_workbooks, write_wave_workbook
from nhipcau.exchange.ui.questionnaire_dialog import QuestionnaireDialog
from nhipcau.exchange.ui.workbooks_page import WorkbooksPage
from nhipcau.pairing.sheet import pairs_workbook
from nhipcau.pairing.ui.dialogs import Dialogs
from nhipcau.pairing.ui.letters_dialog import LettersDialog
from nhipcau.pairing.ui.reading import Reading, read
from nhipcau.participants.ui.page import ParticipantsPage
from nhipcau.shell.table_saving import save_table
from nhipcau.shell.trouble import TroubleDialog
from nhipcau.widgets.table_copying import TableCopying


@dataclass(frozen=True, slots=True)
class Written:
    """One file or text, and everybody who comes to read it."""

    eyes: tuple[Eye, ...]
    texts: tuple[str, ...]
    name: str = ""
    planned: bool = False
    """Made from the plan, which has pairs that nobody has confirmed."""


class Scene:
    """A planted file, a desk for its pages, and a folder to write into; asks nobody."""

    def __init__(self, planted: Planted, folder: Path) -> None:
        self.planted = planted
        self.database = planted.database
        self.programme_id = planted.programme_id
        self.language = planted.language
        self.words = Words(planted.language)
        self.desk = RecordingDesk(planted.language, programme_id=planted.programme_id)
        self.parent = QWidget()
        self._folder = folder
        self._reading: Reading | None = None

    def folder(self, name: str) -> Path:
        made = self._folder / name
        made.mkdir(exist_ok=True)
        return made

    @property
    def reading(self) -> Reading:
        """Return the people and the plan as the pairing page shows them."""
        self._reading = self._reading or read(self.database, self.programme_id, Progress())
        return self._reading

    @property
    def planned(self) -> Circle:
        """Return who is in a pair with whom in the plan."""
        pairs = self.reading.plan.pairs
        return self.planted.circle.with_pairs(
            (self.known_as(pair.mentor_id), self.known_as(pair.mentee_id)) for pair in pairs
        )

    def known_as(self, participant_id: int) -> str:
        return next(name for name, (_, one) in self.planted.people.items() if one.id == participant_id)

    def eyes_of(self, mail: bytes) -> tuple[Eye, ...]:
        """Return who gets a mail, by its addresses alone."""
        found = [self.planted.addresses[one] for one in addressed(mail)]
        return tuple(Eye("assistant" if role == "assistant" else "person", whose) for role, whose in found)


Write = Callable[[Scene], Iterator[Written]]
WRITERS: Final[dict[str, Write]] = {}


def writes(code: str) -> Callable[[Write], Write]:
    def mark(write: Write) -> Write:
        WRITERS[code] = write
        return write

    return mark


def _file(path: Path, *eyes: Eye) -> Written:
    return Written(eyes, tuple(texts_in(path)), path.name)


def _mailed(scene: Scene, folder: Path, *, planned: bool = False) -> Iterator[Written]:
    """Return each mail with its readers, and each workbook with those of the mail beside it."""
    for path in sorted(folder.rglob("*.*")):
        eyes = scene.eyes_of(path.with_suffix(".eml").read_bytes())
        yield Written(eyes, tuple(texts_in(path)), path.name, planned)


def _copied() -> str:
    return QGuiApplication.clipboard().text()


@writes("whole_programme")
def _whole_programme(scene: Scene) -> Iterator[Written]:
    target = scene.folder("whole") / "whole.xlsx"
    yield _file(send(scene.database, scene.programme_id, "x", target, scene.language), TEAM)


def _for_people(code: str, whom: Whom) -> None:
    @writes(code)
    def write(scene: Scene) -> Iterator[Written]:
        folder = scene.folder(code)
        write_pair_workbooks(scene.database, scene.programme_id, folder, scene.language, whom=whom)
        yield from _mailed(scene, folder)


_for_people("pair_workbooks", "pairs")
_for_people("mentor_workbooks", "mentors")
_for_people("mentee_workbooks", "mentees")
_for_people("assistant_workbooks", "assistants")


@writes("homecoming_plan")
def _homecoming_plan(scene: Scene) -> Iterator[Written]:
    folder = scene.folder("homecoming_plan")
    send(scene.database, scene.programme_id, "x", folder / "home.xlsx", scene.language)
    title = openpyxl.load_workbook(folder / "home.xlsx").sheetnames[1]
    fill(folder / "home.xlsx", title, lambda sheet, _: setattr(sheet.cell(2, 3), "value", "Trần Thị Khác"))
    page = WorkbooksPage(scene.desk, scene.database, scene.parent)
    page.ask_save = lambda *_: str(folder / "plan.xlsx")
    page.open_files([folder / "home.xlsx"])
    page.save_plan()
    yield _file(folder / "plan.xlsx", TEAM)


@writes("survey_forms")
def _survey_forms(scene: Scene) -> Iterator[Written]:
    for wave_id in scene.planted.waves:
        folder = scene.folder(f"forms {wave_id}")
        write_survey_workbooks(scene.database, wave_id, folder, scene.language, everybody=True)
        yield from _mailed(scene, folder)


@writes("survey_list")
def _survey_list(scene: Scene) -> Iterator[Written]:
    target = scene.folder("survey_list") / "list.xlsx"
    for wave_id in scene.planted.waves:
        yield _file(write_wave_workbook(scene.database, wave_id, target, scene.language), TEAM)


@writes("survey_text")
def _survey_text(scene: Scene) -> Iterator[Written]:
    for wave_id in scene.planted.waves:
        with scene.database.read() as db:
            wave = queries.wave(db, wave_id)
            assert wave is not None
            asked, people = queries.questions(db, wave.survey.id), queries.responses(db, wave_id)
        dialog = TextDialog(scene.desk, scene.parent, questions=asked, people=people)
        dialog.copy_button.click()
        yield Written((PROGRAMME,), (_copied(),))


@writes("survey_reminder")
def _survey_reminder(scene: Scene) -> Iterator[Written]:
    page = SurveysPage(scene.desk, scene.database, scene.parent)
    page.refresh()
    for wave_id in scene.planted.waves:
        page.arrive(survey=wave_id)
        page._copy_emails()
        yield Written((TEAM,), (_copied(),))


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

    _dialogs(scene, answer, show).letters(scene.reading, None)


@writes("letters")
def _letters(scene: Scene) -> Iterator[Written]:
    folder = scene.folder("letters")
    _letters_dialog(scene, folder, lambda dialog: dialog.save_button.click())
    yield from _mailed(scene, folder, planned=True)


@writes("letter_text")
def _letter_text(scene: Scene) -> Iterator[Written]:
    texts: list[str] = []

    def copy(dialog: LettersDialog) -> None:
        for place in range(dialog.which.count()):
            dialog.which.setCurrentIndex(place)
            dialog.copy_button.click()
            texts.append(_copied())

    _letters_dialog(scene, scene.folder("letter_text"), copy)
    for pair, text in zip(scene.reading.plan.pairs, texts, strict=True):
        both = (person(scene.known_as(one)) for one in (pair.mentor_id, pair.mentee_id))
        yield Written(tuple(both), (text,), planned=True)


@writes("plan_workbook")
def _plan_workbook(scene: Scene) -> Iterator[Written]:
    target = scene.folder("plan") / "plan.xlsx"
    _dialogs(scene, target, lambda _: None).export(scene.reading, scene.language)
    yield _file(target, TEAM)


@writes("hand_outs")
def _hand_outs(scene: Scene) -> Iterator[Written]:
    """Read each page that is cut out of the plan's workbook for one person."""
    names = {one.full_name: name for name, (one, _) in scene.planted.people.items()}
    reading = scene.reading
    sheets = pairs_workbook(
        reading.people, reading.plan, scene.language, reading.programme, rows=reading.rows
    )
    for block in (block for sheet in sheets for block in sheet.blocks if block.heading in names):
        texts = (block.heading, *block.intro, *(str(part) for fact in block.facts for part in fact))
        yield Written((person(names[block.heading]),), tuple(map(str, texts)), planned=True)


def _list(kind: str, code: str, *eyes: Eye, endings: tuple[str, ...]) -> None:
    @writes(code)
    def write(scene: Scene) -> Iterator[Written]:
        for ending in endings:
            target = scene.folder(code) / f"list{ending}"
            yield _file(save_list(scene.database, scene.programme_id, kind, target, scene.words), *eyes)


_list("pairs", "list_pairs", TEAM, endings=(".xlsx", ".csv"))
_list("mailing", "list_mailing", TEAM, endings=(".xlsx", ".csv"))
_list("merge", "list_merge", TEAM, endings=(".xlsx", ".csv"))
_list("summary", "list_summary", PUBLIC, endings=(".xlsx",))
_list("calendar", "calendar", TEAM, endings=(".ics",))


@writes("people")
def _people(scene: Scene) -> Iterator[Written]:
    target = scene.folder("people") / "people.xlsx"
    page = _people_page(scene)
    page.ask_save = lambda *_: str(target)
    page._on_export()
    yield _file(target, TEAM)


def _people_page(scene: Scene) -> ParticipantsPage:
    page = ParticipantsPage(scene.desk, scene.database, scene.parent)
    page.refresh()
    return page


@writes("table")
def _table(scene: Scene) -> Iterator[Written]:
    for copying in _people_page(scene).findChildren(TableCopying):
        copying.save()
    title, headings, rows = scene.desk.saved[-1]
    for ending in (".xlsx", ".csv"):
        target = scene.folder("table") / f"table{ending}"
        save_table(scene.desk, title, headings, rows, lambda *_, to=target: str(to))  # type: ignore[misc]
        yield _file(target, TEAM)


@writes("table_copied")
def _table_copied(scene: Scene) -> Iterator[Written]:
    for copying in _people_page(scene).findChildren(TableCopying):
        copying.copy_all()
        yield Written((TEAM,), (_copied(), QGuiApplication.clipboard().mimeData().html()))


def _questionnaire_dialog(scene: Scene) -> QuestionnaireDialog:
    return QuestionnaireDialog(scene.desk, scene.database, scene.programme_id, scene.parent)


@writes("questionnaire")
def _questionnaire(scene: Scene) -> Iterator[Written]:
    target, dialog = scene.folder("questionnaire") / "form.xlsx", _questionnaire_dialog(scene)
    dialog.ask_save = lambda *_: str(target)
    dialog.save_button.click()
    yield _file(target, PROGRAMME)


@writes("questionnaire_text")
def _questionnaire_text(scene: Scene) -> Iterator[Written]:
    _questionnaire_dialog(scene).copy_button.click()
    yield Written((PROGRAMME,), (_copied(),))


def _answers(scene: Scene, name: str) -> Path:
    """Write the answers of a form, with a line nobody could take in."""
    path = scene.folder(name) / "answers.csv"
    lines = ["Họ và tên,Email,Vai trò"]
    for place, (one, _) in enumerate(scene.planted.people.values()):
        lines.append(f"{one.full_name},{one.email},{('Người cố vấn', 'Người được cố vấn')[place % 2]}")
    path.write_text("\n".join([*lines, f",{one.email[:9]},"]) + "\n", encoding="utf-8")
    return path


@writes("problem_copies")
def _problem_copies(scene: Scene) -> Iterator[Written]:
    path = _answers(scene, "problem_copies")
    inbox = open_files(scene.database, scene.programme_id, [path])
    for name in write_problem_copies(inbox, path.parent, scene.words):
        yield _file(path.parent / name, TEAM)


@writes("pairs_of_files")
def _pairs_of_files(scene: Scene) -> Iterator[Written]:
    path = _answers(scene, "pairs_of_files")
    pair_files([path], path.with_name("pairs.xlsx"), language=scene.language)
    yield _file(path.with_name("pairs.xlsx"), TEAM)


@writes("pairs_of_files_said")
def _pairs_of_files_said(scene: Scene) -> Iterator[Written]:
    path = _answers(scene, "pairs_of_files_said")
    with redirect_stdout(StringIO()) as said:
        __main__.main(["pair", str(path), "--out", str(path.with_name("pairs.xlsx")), "--json"])
    yield Written((TEAM,), (said.getvalue(),))


def _data_file(scene: Scene, name: str) -> Path:
    target = scene.folder(name) / "copy.nhipcau"
    save_copy(scene.database.path, target)
    return target


@writes("copy")
def _copy(scene: Scene) -> Iterator[Written]:
    yield _file(_data_file(scene, "copy"), TEAM)


@writes("backup")
def _backup(scene: Scene) -> Iterator[Written]:
    yield _file(back_up(scene.database.path, "manual"), TEAM)


@writes("salvaged")
def _salvaged(scene: Scene) -> Iterator[Written]:
    path = _data_file(scene, "salvaged")
    salvage(path, path.with_name("saved.nhipcau"), Progress(), unknown="?")
    yield _file(path.with_name("saved.nhipcau"), TEAM)


@writes("check_said")
def _check_said(scene: Scene) -> Iterator[Written]:
    with redirect_stdout(StringIO()) as said:
        __main__.main(["check", str(_data_file(scene, "check_said"))])
    yield Written((TEAM,), (said.getvalue(),))


def _fault(scene: Scene) -> Exception:
    """Let something go wrong that holds secrets wherever an exception can."""
    someone: Any = scene.planted.people["leader"][0]
    held = {"name": someone.full_name, "file": str(scene.database.path)}
    try:
        try:
            raise KeyError(someone.full_name, someone.email)
        except KeyError as error:
            error.add_note(someone.phone)
            raise Unavailable("pairs.letter.not_written", folder=held["name"]) from error
    except Unavailable as error:
        return ExceptionGroup(someone.full_name, [error, OSError(2, someone.note, held["file"])])


@writes("bug_report")
def _bug_report(scene: Scene) -> Iterator[Written]:
    dialog = TroubleDialog(scene.desk, _fault(scene), scene.parent)
    dialog.copy_button.click()
    yield Written((PUBLIC,), (_copied(),))


@writes("uncaught")
def _uncaught(scene: Scene) -> Iterator[Written]:
    with redirect_stderr(StringIO()) as said:
        uncaught._tell(_fault(scene))
    yield Written((PUBLIC,), (said.getvalue(),))


@writes("log")
def _log(scene: Scene) -> Iterator[Written]:
    fault = _fault(scene)
    start_log()
    LOG.error("it failed for %s", scene.planted.people["leader"][0].full_name, exc_info=fault)
    stop_log()
    yield Written((PUBLIC,), (log_path().read_text(encoding="utf-8"),))
