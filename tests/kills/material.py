"""The files that operations begin with, made once, by the program itself."""

import shutil
from pathlib import Path
from typing import Final

from tests.support.answers import answers_workbook
from tests.support.pairing_people import pairing_programme
from tests.support.sessions import confirm_all, meet
from tests.support.surveys import asked_wave

from nhipcau.database import Database, create, open_file
from nhipcau.participants.service import add_person

FILES: Final = Path(__file__).parents[1] / "migrations" / "files"
OLDER: Final = ("schema_0001", "schema_0002")
PROGRAMME: Final = 1
WAVE: Final = 1
PAIRS: Final = 4
_NOTE: Final = "Ghi chú dài, để tệp lớn như tệp thật. " * 80
_PAGE: Final = 4096


def make_material(folder: Path) -> None:
    """Write `base`, `before` (what a backup of it holds), `other`, `unfinished`, `damaged`, the older ones, answers."""
    folder.mkdir(parents=True)

    def path(name: str) -> Path:
        return folder / f"{name}.nhipcau"

    database = create(path("before"), backups=False)
    programme = confirm_all(database, pairing_programme(database, mentors=PAIRS, mentees=PAIRS))
    _add(database, "Người", 50)
    database.close()
    shutil.copyfile(path("before"), path("base"))
    database = open_file(path("base"), backups=False)
    meet(database, programme)
    asked_wave(database, programme)
    database.close()
    database = create(path("other"), backups=False)
    _add(database, "Người khác", 30)
    database.close()
    _leave_unfinished(path("other"), path("unfinished"))
    _damage(path("base"), path("damaged"))
    for name in OLDER:
        shutil.copyfile(FILES / path(name).name, path(name))
        shutil.copyfile(path(name), path(f"{name}_now"))
        open_file(path(f"{name}_now"), backups=False).close()
    answers_workbook(folder / "answers.xlsx", 4, 8)


def _add(database: Database, name: str, count: int) -> None:
    with database.step("participants.step.add", name=name) as db:
        for number in range(count):
            add_person(db, {"full_name": f"{name} {number}", "note": _NOTE})


def _leave_unfinished(source: Path, target: Path) -> None:
    """Leave a file as a window does that was killed: with steps that are in its log only."""
    work = target.with_name("work.nhipcau")
    shutil.copyfile(source, work)
    database = open_file(work, backups=False)
    _add(database, "Người mới", 20)
    for ending in ("", "-wal"):
        shutil.copyfile(work.with_name(work.name + ending), target.with_name(target.name + ending))
    database.close()
    work.unlink()


def _damage(source: Path, target: Path) -> None:
    data = bytearray(source.read_bytes())
    for page in (len(data) // _PAGE // 3, len(data) // _PAGE // 2):
        data[page * _PAGE : page * _PAGE + _PAGE] = b"\xa5" * _PAGE
    target.write_bytes(data)
