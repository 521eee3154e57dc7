"""One workbook for all pairs of a mentor, a mentee, or of the leaders whom an assistant looks after."""

from collections import Counter
from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import openpyxl
import pytest
from sqlmodel import select
from tests.support.confirmed import amend_people, fill, offered, pairs_of, put
from tests.support.database import dump
from tests.support.mails import headers, recipients_of
from tests.support.sessions import confirmed_programme
from tests.support.sheet_tables import SheetTable

from nhipcau.common.errors import Unavailable
from nhipcau.database import Database
from nhipcau.exchange.round_trip.outgoing.mail_folder import Written
from nhipcau.exchange.round_trip.outgoing.pair_workbooks import write_pair_workbooks
from nhipcau.exchange.round_trip.outgoing.recipients import Whom
from nhipcau.exchange.round_trip.returned_batch import Decision, open_batch, take_in
from nhipcau.journey.models import PairGoal
from nhipcau.journey.service import add_goal
from nhipcau.pairing.store.service import end_pair
from nhipcau.sessions.models import MentoringSession, PulseAnswer
from nhipcau.sessions.service import log_session, record_pulse

DAY = date(2026, 3, 5)
SESSIONS, GOALS, PULSES = "Buổi gặp", "Mục tiêu", "Cảm nhận"


@pytest.fixture
def programme_id(database: Database) -> int:
    return confirmed_programme(database)


@pytest.fixture
def busy(database: Database, programme_id: int) -> str:
    """Return the name of the mentor who has two mentees."""
    counts = Counter(pair.mentor_name for pair in pairs_of(database, programme_id))
    return next(name for name, count in counts.items() if count == 2)


def write(database: Database, programme_id: int, folder: Path, whom: Whom) -> Written:
    return write_pair_workbooks(database, programme_id, folder, "vi", whom=whom)


def mail_of(book: Path) -> EmailMessage:
    found = message_from_bytes(book.with_suffix(".eml").read_bytes(), policy=default)
    assert isinstance(found, EmailMessage)
    return found


def test_a_mentor_gets_one_workbook_of_all_their_pairs(
    database: Database, programme_id: int, busy: str, tmp_path: Path
) -> None:
    written = write(database, programme_id, tmp_path, "mentors")
    mentors = {pair.mentor_name for pair in pairs_of(database, programme_id)}
    assert {book.stem for book in written.folder.glob("*.xlsx")} == mentors
    assert written.count == len(mentors) == 8
    mine = [p for p in pairs_of(database, programme_id) if p.mentor_name == busy]
    book = written.folder / f"{busy}.xlsx"
    assert offered(book, SESSIONS, "Cặp") == [f"{busy} – {pair.mentee_name}" for pair in mine]
    cover = [str(cell.value) for row in openpyxl.load_workbook(book).worksheets[0] for cell in row]
    assert all(any(pair.mentee_name in text for text in cover) for pair in mine)


def test_a_mentor_of_one_need_not_say_which_pair_it_is(
    database: Database, programme_id: int, busy: str, tmp_path: Path
) -> None:
    written = write(database, programme_id, tmp_path, "mentors")
    single = next(book for book in written.folder.glob("*.xlsx") if book.stem != busy)
    headings = [cell.value for cell in SheetTable(openpyxl.load_workbook(single)[SESSIONS])[1]]
    assert "Cặp" not in headings
    fill(single, SESSIONS, put(2, {"Ngày gặp": DAY, "Chủ đề": "Làm quen"}))
    take_in(database, open_batch(database, programme_id, [single]), "-")
    (pair,) = [p for p in pairs_of(database, programme_id) if p.mentor_name == single.stem]
    with database.read() as db:
        assert [row.pair_id for row in db.exec(select(MentoringSession))] == [pair.id]


def test_sessions_of_two_pairs_come_home_in_one_workbook(
    database: Database, programme_id: int, busy: str, tmp_path: Path
) -> None:
    before = dump(database)
    written = write(database, programme_id, tmp_path, "mentors")
    book = written.folder / f"{busy}.xlsx"
    mine = [p for p in pairs_of(database, programme_id) if p.mentor_name == busy]
    for row, pair in enumerate(mine, 2):
        cells = {"Cặp": f"{busy} – {pair.mentee_name}", "Ngày gặp": DAY, "Chủ đề": pair.mentee_name}
        fill(book, SESSIONS, put(row, cells))
        feeling = {
            "Cặp": cells["Cặp"],
            "Ngày trả lời": DAY,
            "Anh/Chị thấy việc đồng hành thế nào?": "4 – ổn",
        }
        fill(book, PULSES, put(row, feeling))
    sent = dump(database)
    batch = open_batch(database, programme_id, list(written.folder.glob("*.xlsx")))
    assert take_in(database, batch, "-").refused == ()
    with database.read() as db:
        held = {row.pair_id: row.topic for row in db.exec(select(MentoringSession))}
        felt = {(row.pair_id, row.role) for row in db.exec(select(PulseAnswer))}
    assert held == {pair.id: pair.mentee_name for pair in mine}
    assert felt == {(pair.id, "mentor") for pair in mine}, "a mentor's workbook asks the mentor"
    assert open_batch(database, programme_id, [book]).nothing_new, "sent again, it brings nothing"
    database.undo()
    assert dump(database) == sent
    database.undo()
    assert dump(database) == before


def test_nobody_reads_what_the_other_one_feels(
    database: Database, programme_id: int, busy: str, tmp_path: Path
) -> None:
    with database.step("sessions.step.pulse") as db:
        for pair in pairs_of(database, programme_id):
            values = {"role": "mentee", "answered_on": DAY, "feeling": 2, "comment": "Hơi ngại"}
            record_pulse(db, pair.id, values)
    for whom in ("mentors", "mentees"):
        written = write(database, programme_id, tmp_path, whom)
        for book in written.folder.glob("*.xlsx"):
            texts = [cell.value for row in openpyxl.load_workbook(book)[PULSES].iter_rows() for cell in row]
            assert "Hơi ngại" not in texts
        batch = open_batch(database, programme_id, sorted(written.folder.glob("*.xlsx")))
        assert batch.nothing_new


def test_a_new_feeling_is_added_to_those_of_other_months(
    database: Database, programme_id: int, tmp_path: Path
) -> None:
    first = pairs_of(database, programme_id)[0]
    with database.step("sessions.step.pulse") as db:
        record_pulse(
            db, first.id, {"role": "mentor", "answered_on": DAY, "feeling": 2, "comment": "Còn ngại"}
        )
    written = write(database, programme_id, tmp_path, "mentors")
    book = written.folder / f"{first.mentor_name}.xlsx"
    answer = {
        "Ngày trả lời": date(2026, 4, 2),
        "Anh/Chị thấy việc đồng hành thế nào?": "5 – rất ổn",
    }  # fmt: skip
    fill(book, PULSES, put(2, answer))
    take_in(database, open_batch(database, programme_id, [book]), "-")
    with database.read() as db:
        assert [row.feeling for row in db.exec(select(PulseAnswer))] == [2, 5]
    assert open_batch(database, programme_id, [book]).nothing_new


def test_a_goal_in_two_workbooks_is_one_goal(
    database: Database, programme_id: int, busy: str, tmp_path: Path
) -> None:
    pair = next(p for p in pairs_of(database, programme_id) if p.mentor_name == busy)
    with database.step("journey.step.goal") as db:
        add_goal(db, pair.id, {"wording": "Tự tin thuyết trình", "progress": 10})
    of_mentor = write(database, programme_id, tmp_path, "mentors").folder / f"{busy}.xlsx"
    of_pair = write(database, programme_id, tmp_path, "pairs").folder / f"{busy} - {pair.mentee_name}.xlsx"
    fill(of_mentor, GOALS, put(2, {"Đã đạt (%)": 40}))
    fill(of_pair, GOALS, put(2, {"Đã đạt (%)": 60, "Hạn": date(2026, 9, 1)}))
    batch = open_batch(database, programme_id, [of_mentor, of_pair])
    (clash,) = [row for one in batch.plans[1].kinds for row in one.merged.rows if row.conflicts]
    assert [cell.field for cell in clash.conflicts] == ["progress"]
    take_in(database, batch.deciding(Decision(1, "goals", "theirs", key=clash.key)), "-")
    with database.read() as db:
        assert [(g.progress, g.due_on) for g in db.exec(select(PairGoal))] == [(60, date(2026, 9, 1))]


def test_a_session_noted_in_two_workbooks_is_one_session(
    database: Database, programme_id: int, busy: str, tmp_path: Path
) -> None:
    pair = next(p for p in pairs_of(database, programme_id) if p.mentor_name == busy)
    of_mentor = write(database, programme_id, tmp_path, "mentors").folder / f"{busy}.xlsx"
    english = write_pair_workbooks(database, programme_id, tmp_path, "en")
    of_pair = english.folder / f"{busy} - {pair.mentee_name}.xlsx"
    said = {"Cặp": f"{busy} – {pair.mentee_name}", "Ngày gặp": DAY, "Hình thức gặp": "Trực tuyến"}
    fill(of_mentor, SESSIONS, put(2, said))
    fill(of_pair, "Sessions", put(2, {"Date": DAY, "Way of meeting": "Online"}))
    assert open_batch(database, programme_id, [of_mentor, of_pair]).count == 1


def test_a_pair_that_ended_meanwhile_is_still_theirs(
    database: Database, programme_id: int, busy: str, tmp_path: Path
) -> None:
    book = write(database, programme_id, tmp_path, "mentors").folder / f"{busy}.xlsx"
    pair = next(p for p in pairs_of(database, programme_id) if p.mentor_name == busy)
    named = f"{busy} – {pair.mentee_name}"
    fill(book, SESSIONS, put(2, {"Cặp": named, "Ngày gặp": DAY, "Chủ đề": "Buổi cuối"}))
    with database.step("pairs.step.end", mentor="", mentee="") as db:
        end_pair(db, pair.id, "Chuyển công tác")
    assert take_in(database, open_batch(database, programme_id, [book]), "-").written == 1
    again = write(database, programme_id, tmp_path, "mentors")
    headings = [
        cell.value for cell in SheetTable(openpyxl.load_workbook(again.folder / f"{busy}.xlsx")[SESSIONS])[1]
    ]
    assert "Cặp" not in headings, "the one that is left need not be said"


def test_a_mentee_gets_a_workbook_too(database: Database, programme_id: int, tmp_path: Path) -> None:
    written = write(database, programme_id, tmp_path, "mentees")
    pair = pairs_of(database, programme_id)[0]
    book = written.folder / f"{pair.mentee_name}.xlsx"
    assert pair.mentor_name in mail_of(book).get_body().get_content()  # type: ignore[union-attr]
    assert str(mail_of(book)["To"].addresses[0].addr_spec) == pair.mentee_email
    short = pair.mentee_name.split()[-1]
    assert mail_of(book).get_body().get_content().startswith("Kính gửi ")  # type: ignore[union-attr]
    assert f"{short}," in mail_of(book).get_body().get_content().splitlines()[0]  # type: ignore[union-attr]


def test_an_assistant_gets_the_pairs_of_all_their_leaders(
    database: Database, programme_id: int, tmp_path: Path
) -> None:
    first, second, third, *_ = pairs_of(database, programme_id)
    mine = {"assistant_name": "Mai Lan", "assistant_email": "Lan.Mai@abc.vn"}
    amend_people(database, {
        first.mentor_name: mine,
        second.mentor_name: {"assistant_email": "lan.mai@abc.vn"},
        third.mentee_name: {"assistant_name": "Anh Tuấn"},
    })  # fmt: skip
    written = write(database, programme_id, tmp_path, "assistants")
    assert {book.stem for book in written.folder.glob("*.xlsx")} == {"Mai Lan", "Anh Tuấn"}
    assert written.without_email == ("Anh Tuấn",)
    book = written.folder / "Mai Lan.xlsx"
    leaders = {first.mentor_name, second.mentor_name}
    theirs = [p for p in pairs_of(database, programme_id) if p.mentor_name in leaders]
    assert len(offered(book, SESSIONS, "Cặp")) == len(theirs) >= 2
    mail = mail_of(book)
    assert [str(one) for one in mail["To"].addresses] == ["Mai Lan <Lan.Mai@abc.vn>"]
    body = mail.get_body().get_content()  # type: ignore[union-attr]
    assert all(name in body for name in leaders)
    row = {"Cặp": f"{first.mentor_name} – {first.mentee_name}", "Ngày gặp": DAY}
    fill(book, SESSIONS, put(2, row))
    assert take_in(database, open_batch(database, programme_id, [book]), "-").written == 1


def test_no_mail_goes_in_copy_to_the_assistant_of_a_leader(
    database: Database, programme_id: int, tmp_path: Path
) -> None:
    pair = pairs_of(database, programme_id)[0]
    assistant = {"assistant_name": "Mai Lan", "assistant_email": "lan.mai@abc.vn"}
    amend_people(database, {pair.mentee_name: assistant})
    for whom, name in (("pairs", f"{pair.mentor_name} - {pair.mentee_name}"), ("mentees", pair.mentee_name)):
        written = write(database, programme_id, tmp_path, whom)  # type: ignore[arg-type]
        assert (written.folder / f"{name}.xlsx").exists()
        for path in written.folder.glob("*.eml"):
            assert "cc" not in headers(path.read_bytes())
            assert "lan.mai@abc.vn" not in {email for _, email in recipients_of(path)}


def test_without_any_assistant_it_says_what_to_do(
    database: Database, programme_id: int, tmp_path: Path
) -> None:
    before = dump(database)
    with pytest.raises(Unavailable) as refused:
        write(database, programme_id, tmp_path, "assistants")
    assert refused.value.code == "homecoming.nobody.assistants"
    assert list(tmp_path.glob("Sổ*")) == []
    assert dump(database) == before


def test_a_session_noted_under_the_wrong_pair_moves_to_the_right_one(
    database: Database, programme_id: int, busy: str, tmp_path: Path
) -> None:
    wrong, right = [p for p in pairs_of(database, programme_id) if p.mentor_name == busy]
    with database.step("sessions.step.log") as db:
        log_session(db, wrong.id, {"held_on": DAY, "minutes": 45, "topic": "Nhầm cặp"})
    book = write(database, programme_id, tmp_path, "mentors").folder / f"{busy}.xlsx"
    fill(book, SESSIONS, put(2, {"Cặp": f"{busy} – {right.mentee_name}"}))
    batch = open_batch(database, programme_id, [book])
    assert take_in(database, batch, "-").written == 1
    with database.read() as db:
        assert [(s.pair_id, s.topic) for s in db.exec(select(MentoringSession))] == [(right.id, "Nhầm cặp")]
    assert open_batch(database, programme_id, [book]).nothing_new
