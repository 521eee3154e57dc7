"""The sheet of kept plans, to be read and compared."""

from collections.abc import Iterator
from functools import partial
from typing import Any, Final

from sqlalchemy import select as sa_select
from sqlmodel import col, select

from nhipcau.pairing.models import Scenario, ScenarioPair
from nhipcau.participants.models import Participant
from nhipcau.participants.sheets.people_columns import known_participants
from nhipcau.sheets.columns import column
from nhipcau.sheets.declaration import SheetDeclaration, SheetKind, SheetRequest, only_shown

_FIT: Final = 100


def _sheets(asked: SheetRequest) -> Iterator[SheetKind]:
    """Return the kept plans, to be read and compared: they change in the program only."""
    db, programme_id, words = asked.db, asked.programme_id, asked.words
    if db.exec(select(Scenario.id).where(Scenario.programme_id == programme_id)).first() is None:
        return
    people = known_participants(db, programme_id)
    uids: dict[Any, str] = dict(
        db.exec(select(Participant.id, Participant.uid).where(Participant.programme_id == programme_id)).all()
    )
    yes_no = ((True, words("common.yes")), (False, words("common.no")))
    fixed = partial(column, words, editable=False)
    fields = (
        fixed("plan", width=36.0, holds=("scenario.name",)),
        fixed("mentor", "named", things=people, width=44.0, holds=("scenario_pair.mentor_id",)),
        fixed("mentee", "named", things=people, width=44.0, holds=("scenario_pair.mentee_id",)),
        fixed("fit", "number", width=20.0, holds=("scenario_pair.fit",)),
        fixed("plan_locked", "yes_no", choices=yes_no, width=14.0, holds=("scenario_pair.locked",)),
    )
    wanted = (
        sa_select(
            col(Scenario.uid), col(Scenario.name), col(ScenarioPair.mentor_id), col(ScenarioPair.mentee_id),
            col(ScenarioPair.fit), col(ScenarioPair.locked),
        )
        .join(ScenarioPair, col(ScenarioPair.scenario_id) == col(Scenario.id))
        .where(col(Scenario.programme_id) == programme_id)
        .order_by(col(Scenario.id), col(ScenarioPair.id))
    )  # fmt: skip
    rows: dict[str, dict[str, object]] = {
        f"{uid}-{uids[mentor]}-{uids[mentee]}": {
            "plan": name, "mentor": uids[mentor], "mentee": uids[mentee], "fit": fit / _FIT, "plan_locked": locked
        }
        for uid, name, mentor, mentee, fit, locked in db.connection().execute(wanted)
    }  # fmt: skip
    names = {
        key: f"{row['plan']}: {people.short(str(row['mentor']))} – {people.short(str(row['mentee']))}"
        for key, row in rows.items()
    }
    yield SheetKind(PLANS, fields, rows, names)


PLANS: Final = SheetDeclaration("plans", _sheets, only_shown, needs=frozenset({"plan", "mentor", "mentee"}))
