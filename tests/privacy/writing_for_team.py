"""What the team keeps for itself or shows: lists, tables, questionnaires, copies of the file, reports of faults."""

from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

from PySide6.QtGui import QGuiApplication
from tests.privacy.scene import Scene, Written, copied, file_for, writes
from tests.privacy.secrets import PROGRAMME, PUBLIC, TEAM, Eye

from nhipcau import __main__
from nhipcau.common import uncaught_errors as uncaught
from nhipcau.common.errors import Unavailable
from nhipcau.common.log import LOG, log_path, start_log, stop_log
from nhipcau.common.progress import Progress
from nhipcau.database import back_up, save_copy
from nhipcau.database.rescue import salvage
from nhipcau.exchange.inbox.import_run import open_files
from nhipcau.exchange.inbox.problem_copy import write_problem_copies
from nhipcau.exchange.lists.calendar_file import save_calendar
from nhipcau.exchange.lists.people_lists import save_list
from nhipcau.exchange.terminal.pair_command import pair_files
from nhipcau.exchange.ui.questionnaire_dialog import QuestionnaireDialog
from nhipcau.participants.ui.page import ParticipantsPage
from nhipcau.shell.crash_dialog import TroubleDialog
from nhipcau.shell.features import FEATURES
from nhipcau.shell.table_saving import save_table
from nhipcau.widgets.table.table_copy import TableCopying


def _list(kind: str, code: str, *eyes: Eye, endings: tuple[str, ...]) -> None:
    @writes(code)
    def write(scene: Scene) -> Iterator[Written]:
        for ending in endings:
            target = scene.folder(code) / f"list{ending}"
            yield file_for(save_list(scene.database, scene.programme_id, kind, target, scene.words), *eyes)


_list("pairs", "list_pairs", TEAM, endings=(".xlsx", ".csv"))
_list("mailing", "list_mailing", TEAM, endings=(".xlsx", ".csv"))
_list("merge", "list_merge", TEAM, endings=(".xlsx", ".csv"))
_list("summary", "list_summary", PUBLIC, endings=(".xlsx",))


@writes("calendar")
def _calendar(scene: Scene) -> Iterator[Written]:
    target = scene.folder("calendar") / "list.ics"
    yield file_for(save_calendar(scene.database, scene.programme_id, target, scene.words, FEATURES), TEAM)


@writes("people")
def _people(scene: Scene) -> Iterator[Written]:
    target = scene.folder("people") / "people.xlsx"
    page = _people_page(scene)
    page.ask_save = lambda *_: str(target)
    page._on_export()
    yield file_for(target, TEAM)


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
        save_table(scene.desk, title, headings, rows, lambda *_, to=target: str(to))
        yield file_for(target, TEAM)


@writes("table_copied")
def _table_copied(scene: Scene) -> Iterator[Written]:
    for copying in _people_page(scene).findChildren(TableCopying):
        copying.copy_all()
        yield Written((TEAM,), (copied(), QGuiApplication.clipboard().mimeData().html()))


def _questionnaire_dialog(scene: Scene) -> QuestionnaireDialog:
    return QuestionnaireDialog(scene.desk, scene.database, scene.programme_id, scene.parent)


@writes("questionnaire")
def _questionnaire(scene: Scene) -> Iterator[Written]:
    target, dialog = scene.folder("questionnaire") / "form.xlsx", _questionnaire_dialog(scene)
    dialog.ask_save = lambda *_: str(target)
    dialog.save_button.click()
    yield file_for(target, PROGRAMME)


@writes("questionnaire_text")
def _questionnaire_text(scene: Scene) -> Iterator[Written]:
    _questionnaire_dialog(scene).copy_button.click()
    yield Written((PROGRAMME,), (copied(),))


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
        yield file_for(path.parent / name, TEAM)


@writes("pairs_of_files")
def _pairs_of_files(scene: Scene) -> Iterator[Written]:
    path = _answers(scene, "pairs_of_files")
    pair_files([path], path.with_name("pairs.xlsx"), language=scene.language)
    yield file_for(path.with_name("pairs.xlsx"), TEAM)


@writes("pairs_of_files_said")
def _pairs_of_files_said(scene: Scene) -> Iterator[Written]:
    path = _answers(scene, "pairs_of_files_said")
    with redirect_stdout(StringIO()) as said:
        __main__.main(["pair", str(path), "--out", str(path.with_name("pairs.xlsx")), "--json"])
    yield Written((TEAM,), (said.getvalue(),))


@writes("reading_said")
def _reading_said(scene: Scene) -> Iterator[Written]:
    path = _answers(scene, "reading_said")
    with redirect_stdout(StringIO()) as said:
        __main__.main(["read", str(path), "--json"])
    yield Written((TEAM,), (said.getvalue(),))


def _data_file(scene: Scene, name: str) -> Path:
    target = scene.folder(name) / "copy.nhipcau"
    save_copy(scene.database.path, target)
    return target


@writes("copy")
def _copy(scene: Scene) -> Iterator[Written]:
    yield file_for(_data_file(scene, "copy"), TEAM)


@writes("backup")
def _backup(scene: Scene) -> Iterator[Written]:
    yield file_for(back_up(scene.database.path, "manual"), TEAM)


@writes("salvaged")
def _salvaged(scene: Scene) -> Iterator[Written]:
    path = _data_file(scene, "salvaged")
    salvage(path, path.with_name("saved.nhipcau"), Progress(), unknown="?")
    yield file_for(path.with_name("saved.nhipcau"), TEAM)


@writes("check_said")
def _check_said(scene: Scene) -> Iterator[Written]:
    with redirect_stdout(StringIO()) as said:
        __main__.main(["check", str(_data_file(scene, "check_said"))])
    yield Written((TEAM,), (said.getvalue(),))


def _fault(scene: Scene) -> Exception:
    """Let something go wrong that holds secrets wherever an exception can."""
    someone: Any = scene.planted.people["leader"][0]
    try:
        _fail(someone)
    except Unavailable as error:
        return ExceptionGroup(someone.full_name, [error, OSError(2, someone.note, str(scene.database.path))])
    raise AssertionError


def _fail(someone: Any) -> None:
    cause = KeyError(someone.full_name, someone.email)
    cause.add_note(someone.phone)
    raise Unavailable("pairs.letter.not_written", folder=someone.full_name) from cause


@writes("bug_report")
def _bug_report(scene: Scene) -> Iterator[Written]:
    dialog = TroubleDialog(scene.desk, _fault(scene), scene.parent)
    dialog.copy_button.click()
    yield Written((PUBLIC,), (copied(),))


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
