"""After a step only the pairs it touched are read again: what comes of it is what reading everything brings."""

from random import Random

import pytest
from sqlmodel import Session, col, select
from tests.support.sessions import confirmed_programme, meet

from nhipcau.database import Changes, Database
from nhipcau.journey import service as journey
from nhipcau.journey.models import PairGoal
from nhipcau.pairing.models import Pair
from nhipcau.participants.models import Participant, Person
from nhipcau.sessions import service
from nhipcau.sessions.models import MentoringSession
from nhipcau.sessions.queries import pairs_together
from nhipcau.sessions.ui.page_data import Log, TouchedRows, log_of, read_log


def _read(database: Database, programme_id: int) -> Log:
    with database.read() as db:
        return log_of(programme_id, pairs_together(db, programme_id))


def _step(db: Session, programme_id: int, dice: Random) -> None:
    """Do something to some pair."""
    pair = dice.choice(db.exec(select(Pair).where(Pair.programme_id == programme_id)).all())
    assert pair.id is not None
    held = db.exec(select(MentoringSession)).all()
    what = dice.randrange(7)
    if what == 0 or not held:
        service.log_session(db, pair.id, {"held_on": "2026-04-02", "topic": f"Chủ đề {dice.random()}"})
    elif what == 1:
        service.amend_session(db, dice.choice(held).id or 0, {"minutes": dice.randrange(10, 90)})
    elif what == 2:
        service.remove_session(db, dice.choice(held).id or 0)
    elif what == 3:
        dice.choice(held).pair_id = pair.id  # as a merge of two files may do
    elif what == 4:
        who = db.get_one(Participant, dice.choice((pair.mentor_id, pair.mentee_id)))
        db.get_one(Person, who.person_id).full_name = f"Trần {dice.choice('ABCDE')}n"
    elif what == 5:
        pair.state = dice.choice(("active", "ended"))
    elif goals := db.exec(select(PairGoal).order_by(col(PairGoal.id))).all():
        journey.remove_goal(db, goals[0].id or 0)
    db.flush()


@pytest.mark.parametrize("seed", range(4))
def test_after_any_steps_and_undos_the_log_is_as_if_read_anew(database: Database, seed: int) -> None:
    programme_id, dice, touched = confirmed_programme(database), Random(seed), TouchedRows()
    meet(database, programme_id)

    def hear(changes: Changes) -> None:
        touched.add(changes.ids)

    database.subscribe(hear)
    log, rounds = Log(), 12
    for _ in range(rounds):
        log = read_log(database, programme_id, log, touched.asked())
        touched.shown()
        assert log == _read(database, programme_id)
        for _ in range(dice.randrange(1, 4)):
            if dice.random() < 0.25:
                database.undo()
            else:
                with database.step("sessions.step.log", pair="x") as db:
                    _step(db, programme_id, dice)


def test_rows_touched_between_the_question_and_its_answer_are_read_next_time() -> None:
    touched = TouchedRows()
    assert touched.asked() is None  # nothing has been read yet
    touched.add({"pair": {1}})
    touched.shown()
    assert touched.asked() == {"pair": {1}}
    touched.add({"pair": {2}})  # the answer on its way was dropped for a newer question
    assert touched.asked() == {"pair": {1, 2}}
    touched.shown()
    assert touched.asked() == {}
    touched.forget()
    assert touched.asked() is None
