"""A programme whose pairs have met, set themselves goals and said how they feel."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from tests.support.pairing_people import pairing_programme

from nhipcau.common import clock
from nhipcau.database import Database
from nhipcau.journey.service import add_goal
from nhipcau.pairing.plan.plan_request import solve
from nhipcau.pairing.store.queries import pairing_input
from nhipcau.pairing.store.service import confirm_pairs
from nhipcau.sessions.queries import PairTogether, pairs_together
from nhipcau.sessions.service import log_session, record_pulse

TODAY = date(2026, 5, 20)
_TOPICS = ("Giao việc cho người mới", "Chuẩn bị buổi trình bày với ban giám đốc", "Quản lý thời gian")


def hold_clock() -> None:
    """Let it be noon of `TODAY`."""
    noon = datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    clock.set_clock(lambda: noon)


def confirmed_programme(database: Database) -> int:
    """Make a programme with confirmed pairs that have done nothing yet."""
    made = pairing_programme(database)
    return confirm_all(database, made)


def confirm_all(database: Database, programme_id: int) -> int:
    with database.read() as db:
        people = pairing_input(db, programme_id)
    with database.step("pairs.step.confirm", n=1) as db:
        confirm_pairs(db, programme_id, solve(people).pairs)
    return programme_id


def meet(database: Database, programme_id: int) -> None:
    """Let all pairs but every third meet, the first most often."""
    for place, pair in enumerate(pairs_of(database, programme_id)):
        with database.step("sessions.step.log", pair=pair.mentee) as db:
            add_goal(
                db,
                pair.id,
                {"wording": "Tự dẫn dắt một dự án nhỏ", "due_on": date(2026, 9, 30), "progress": 40},
            )
            if place % 3 == 2:
                continue
            for turn in range(3 if place == 0 else 1):
                log_session(
                    db, pair.id,
                    {
                        "held_on": TODAY - timedelta(days=3 + 21 * turn + place % 5), "minutes": 60 - 15 * (turn % 2),
                        "way": "online" if place % 2 else "in_person", "topic": _TOPICS[(place + turn) % 3],
                        "rating": 5 - turn, "next_step": "Viết thử kế hoạch một trang" if turn == 0 else "",
                    },
                )  # fmt: skip
            feeling = 2 if place == 1 else 4
            values = {
                "role": "mentee",
                "answered_on": TODAY,
                "feeling": feeling,
                "comment": "Chị rất tận tình.",
            }
            record_pulse(db, pair.id, values)


def pairs_of(database: Database, programme_id: int) -> tuple[PairTogether, ...]:
    with database.read() as db:
        return pairs_together(db, programme_id)
