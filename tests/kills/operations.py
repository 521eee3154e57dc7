"""What is killed: each operation as the window does it, in one small function, and what must be true after its kill.

`work` runs in the child that is killed and says what is stored; `check` reads what is left, in the parent.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from sqlmodel import select
from tests.kills import checks
from tests.kills.checks import Check
from tests.kills.material import OLDER, PAIRS, PROGRAMME, WAVE
from tests.kills.scenes import Scene
from tests.support.sessions import TODAY

from nhipcau.common.errors import Rejected
from nhipcau.common.progress import Progress
from nhipcau.database import Database, back_up, create, open_file, rescue, restore, save_copy
from nhipcau.exchange.inbox.import_run import open_files, take_in
from nhipcau.exchange.round_trip.outgoing.pair_workbooks import write_pair_workbooks
from nhipcau.exchange.round_trip.outgoing.survey_workbooks import write_survey_workbooks
from nhipcau.mail.signature import Sender
from nhipcau.pairing.documents.introduction_letters import introductions, save_drafts
from nhipcau.pairing.models import Pair
from nhipcau.pairing.plan.plan_request import solve
from nhipcau.pairing.store.queries import pairing_input
from nhipcau.participants.models import Consent, Person
from nhipcau.participants.service import add_person, give_consent
from nhipcau.sessions.service import log_session

Say = Callable[..., None]
"""Tells the parent, at once and for good: `say("stored", number of the step)`, `say("undone")`, `say("done")` …"""


@dataclass(frozen=True)
class Operation:
    """`lay` puts the files in their places. `watched` are the names under which there must be a whole file always."""

    lay: Callable[[Scene], None]
    work: Callable[[Scene, Say], None]
    check: Check
    watched: tuple[str, ...] = ("mine",)
    opened_next: str = "mine"
    """What is opened when the program is started again."""


def copy_open_file(scene: Scene, say: Say) -> None:
    """Save a copy of the file that is open, with steps that are in its log only."""
    database = open_file(scene.file("mine"), backups=False)
    _add_people(database, say, 3)
    save_copy(scene.file("mine"), scene.file("target"))
    say("done")


def back_up_by_hand(scene: Scene, say: Say) -> None:
    database = open_file(scene.file("mine"), backups=True)
    _add_people(database, say, 3)
    database.back_up("manual")
    say("done")
    back_up(scene.file("mine"), "manual")
    say("done")


def restore_backup(scene: Scene, say: Say) -> None:
    restore(scene.file("mine"), scene.home / "backups" / "kept.nhipcau")
    say("done")


def salvage_damaged(scene: Scene, say: Say) -> None:
    rescue.salvage(scene.file("damaged"), scene.file("target"), Progress(), unknown="Chưa rõ")
    say("done")


def send_pair_workbooks(scene: Scene, say: Say) -> None:
    database = open_file(scene.file("mine"), backups=False)
    write_pair_workbooks(database, PROGRAMME, scene.out, "vi", None, "pairs")
    say("stored", _newest_step(database))


def send_survey_forms(scene: Scene, say: Say) -> None:
    database = open_file(scene.file("mine"), backups=False)
    write_survey_workbooks(database, WAVE, scene.out, "vi", everybody=True)
    say("stored", _newest_step(database))


def write_letters(scene: Scene, say: Say) -> None:
    database = open_file(scene.file("mine"), backups=False)
    with database.read() as db:
        people = pairing_input(db, PROGRAMME)
    letters = introductions(people, solve(people).pairs, Sender("Hạt Giống"), "vi")
    save_drafts(scene.out, letters, "Thư giới thiệu")
    say("done")


def import_answers(scene: Scene, say: Say) -> None:
    database = open_file(scene.file("mine"), backups=True)
    inbox = open_files(database, PROGRAMME, [scene.material / "answers.xlsx"])
    take_in(database, PROGRAMME, inbox)
    say("stored", _newest_step(database))


def undo_and_redo(scene: Scene, say: Say) -> None:
    """Do steps of all sizes, take them back and do them again, and have one refused."""
    database = open_file(scene.file("mine"), backups=False)
    _add_people(database, say, 1)
    _hold_sessions(database, say)
    _turn(database, say, "uurru")
    _amend_everybody(database, say)
    _refused(database)
    _turn(database, say, "uuurr")
    _add_people(database, say, 20)
    _turn(database, say, "uuuurrrr")


def close_file(scene: Scene, say: Say) -> None:
    """Close after some work: the log is folded into the file, and a backup is made."""
    database = open_file(scene.file("mine"), backups=True)
    _add_people(database, say, 3)
    _hold_sessions(database, say)
    database.close()
    say("done")


def open_older(scene: Scene, say: Say) -> None:
    database = open_file(scene.file("mine"), backups=True)
    say("done")
    database.close()


def create_new(scene: Scene, say: Say) -> None:
    create(scene.file("mine"), backups=False)
    say("done")


def _newest_step(database: Database) -> int:
    with database.read() as db:
        found: Any = db.connection().exec_driver_sql("SELECT max(id) FROM journal_step").scalar()
    return int(found)


def _add_people(database: Database, say: Say, count: int) -> None:
    with database.step("participants.step.add", name="Người thêm") as db:
        for number in range(count):
            give_consent(db, add_person(db, {"full_name": f"Người thêm {number}", "note": "x" * 2000}))
    say("stored", _newest_step(database))


def _hold_sessions(database: Database, say: Say) -> None:
    with database.step("sessions.step.log", pair="x") as db:
        for pair in db.exec(select(Pair.id)).all():
            assert pair is not None
            log_session(db, pair, {"held_on": TODAY, "minutes": 45, "way": "online", "topic": "y" * 150})
    say("stored", _newest_step(database))


def _amend_everybody(database: Database, say: Say) -> None:
    with database.step("participants.step.amend", name="x") as db:
        for person in db.exec(select(Person)):
            person.note = f"{person.note[:500]} – sửa"
    say("stored", _newest_step(database))


def _refused(database: Database) -> None:
    with suppress(Rejected), database.step("participants.step.add", name="x") as db:
        db.add(Person(full_name="Không được giữ lại"))
        db.flush()
        for consent in db.exec(select(Consent)):
            db.delete(consent)
        db.flush()
        raise Rejected


def _turn(database: Database, say: Say, ways: str) -> None:
    for way in ways:
        turned = database.undo() if way == "u" else database.redo()
        if turned is not None:
            say("undone" if way == "u" else "redone")


def _lay(*pairs: tuple[str, str]) -> Callable[[Scene], None]:
    def lay(scene: Scene) -> None:
        for name, made in pairs:
            scene.lay(name, made)

    return lay


def _lay_with_backup(made: str) -> Callable[[Scene], None]:
    def lay(scene: Scene) -> None:
        scene.lay("mine", made)
        backups = scene.home / "backups"
        backups.mkdir()
        (backups / "kept.nhipcau").write_bytes(scene.made("before").read_bytes())

    return lay


_MINE: Final = _lay(("mine", "base"))
_BOTH: Final = ("mine", "target")


def _all() -> Iterator[tuple[str, Operation]]:
    yield "save-copy", Operation(_MINE, copy_open_file, partial(checks.copied, onto=None))
    yield (
        "save-copy-onto-another",
        Operation(
            _lay(("mine", "base"), ("target", "other")),
            copy_open_file,
            partial(checks.copied, onto="other"),
            _BOTH,
        ),
    )
    yield (
        "save-copy-onto-unfinished",
        Operation(
            _lay(("mine", "base"), ("target", "unfinished")),
            copy_open_file,
            partial(checks.copied, onto="unfinished"),
            _BOTH,
        ),
    )
    yield (
        "restore",
        Operation(_lay_with_backup("base"), restore_backup, partial(checks.restored, over="base")),
    )
    yield (
        "restore-over-unfinished",
        Operation(
            _lay_with_backup("unfinished"), restore_backup, partial(checks.restored, over="unfinished")
        ),
    )
    yield "back-up", Operation(_MINE, back_up_by_hand, checks.backed_up)
    yield (
        "salvage",
        Operation(
            _lay(("mine", "base"), ("damaged", "damaged")), salvage_damaged, checks.salvaged, ("mine",)
        ),
    )
    yield (
        "send-pairs",
        Operation(_MINE, send_pair_workbooks, partial(checks.sent, label="send_pairs", letters=PAIRS)),
    )
    yield (
        "send-surveys",
        Operation(_MINE, send_survey_forms, partial(checks.sent, label="surveys", letters=2 * PAIRS)),
    )
    yield "letters", Operation(_MINE, write_letters, partial(checks.written, letters=PAIRS))
    yield "import", Operation(_MINE, import_answers, checks.imported)
    yield "undo", Operation(_MINE, undo_and_redo, checks.worked)
    yield "close", Operation(_MINE, close_file, checks.closed)
    for older in OLDER:
        yield (
            f"open-{older}",
            Operation(_lay(("mine", older)), open_older, partial(checks.upgraded, older=older)),
        )
    yield "create", Operation(_lay(), create_new, checks.created, watched=())


OPERATIONS: Final = dict(_all())
