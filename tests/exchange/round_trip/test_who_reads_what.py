"""What a workbook holds is what all who read it may read: columns, sheets, and the files themselves."""

from collections.abc import Iterator
from datetime import date
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import get_args

import openpyxl
import pytest
from sqlmodel import Session, select
from tests.support.audiences import AUDIENCE_OF
from tests.support.confirmed import amend_people, fill, pairs_of, put
from tests.support.earlier_workbooks import write_as_before
from tests.support.sessions import confirmed_programme
from tests.support.surveys import answer, asked_people, asked_wave
from tests.support.written_files import written_in

from nhipcau.common.words import Words
from nhipcau.database import Database
from nhipcau.database.audience import confided_fields, may_all_read
from nhipcau.exchange.models import SentWorkbook
from nhipcau.exchange.round_trip.outgoing.pair_workbooks import write_pair_workbooks
from nhipcau.exchange.round_trip.outgoing.programme_workbook import send
from nhipcau.exchange.round_trip.outgoing.recipients import WHOM, recipients
from nhipcau.exchange.round_trip.returned_batch import open_batch, take_in
from nhipcau.exchange.round_trip.sheets.readable_sheets import going_out
from nhipcau.exchange.round_trip.sheets.scope import scope_of
from nhipcau.exchange.round_trip.sheets.sensitive_parts import PARTS, Part
from nhipcau.exchange.round_trip.sheets.sheet_kinds import sheet_kinds
from nhipcau.journey.service import add_goal
from nhipcau.pairing.models import Pair, PairConstraint, Scenario, ScenarioPair
from nhipcau.participants.models import Answer, Participant, Question
from nhipcau.sessions.models import MentoringSession, PulseAnswer
from nhipcau.sessions.service import log_session, record_pulse
from nhipcau.sheets.declaration import SheetKind
from nhipcau.sheets.scope import FEELINGS
from nhipcau.skills.models import SkillWording
from nhipcau.surveys.sheet import about_form

DAY = date(2026, 3, 5)
ORGANISING = {
    "person.employee_code", "person.level", "person.manager_id", "person.assistant_name", "person.assistant_email",
    "participant.capacity", "participant.least", "participant.mentors_wanted", "level.rank",
}  # fmt: skip
"""Fields of the team or of the person that whoever helps to organise needs; beside those of how pairs are made."""
HOW_PAIRS_ARE_MADE = (
    "criterion.", "pairing_rules.", "quota.", "scenario.", "scenario_pair.", "skill.", "skill_wording.",
)  # fmt: skip
SECRETS: dict[Part, tuple[str, ...]] = {
    "surveys": ("kín khảo sát",),
    "feelings": ("kín cảm nhận", "Chưa hợp"),
    "wishes": ("kín nguyện vọng", "kín từ chối", "kín mong muốn", "kín chặn"),
    "answers": ("kín trả lời",),
    "notes": ("kín người", "kín cặp"),
    "personal": ("0911 333 555", "kín giới tính"),
}
TOPIC, NEXT, GOAL = "bàn về Đà Lạt", "gọi lại hôm sau", "dẫn dắt tám người"
TEAMS = tuple(secret for secrets in SECRETS.values() for secret in secrets)


@pytest.fixture
def programme_id(database: Database) -> int:
    """Return a programme in which something is held under every heading."""
    programme_id = confirmed_programme(database)
    first, second, third, *_ = pairs_of(database, programme_id)
    assistant = {"assistant_name": "Mai Lan", "assistant_email": "lan.mai@abc.vn"}
    amend_people(
        database, {first.mentor_name: {**assistant, "phone": "0911 333 555", "gender": "kín giới tính"}}
    )
    with database.step("participants.step.add", name="x") as db:
        pair = db.get_one(Pair, first.id)
        pair.fit_answer, pair.note = "not_good", "kín cặp"
        person = db.exec(select(Participant).where(Participant.id == pair.mentee_id)).one()
        person.wishes, person.refusals = ["kín nguyện vọng"], ["kín từ chối"]
        person.ideal_partner, person.note = "kín mong muốn", "kín người"
        question = Question(programme_id=programme_id, wording="Bạn lo điều gì?", kind="text", position=9)
        db.add(question)
        db.flush()
        assert question.id is not None
        assert person.id is not None
        db.add(Answer(question_id=question.id, participant_id=person.id, value="kín trả lời"))
        one = PairConstraint(
            programme_id=programme_id, mentor_id=second.mentor_id, mentee_id=third.mentee_id, kind="forbidden",
            note="kín chặn",
        )  # fmt: skip
        db.add(one)
        plan = Scenario(programme_id=programme_id, name="Phương án")
        db.add_all([plan, SkillWording(wording="x", folded="x")])
        db.flush()
        assert plan.id is not None
        db.add(ScenarioPair(scenario_id=plan.id, mentor_id=pair.mentor_id, mentee_id=pair.mentee_id, fit=50))
        log_session(
            db, first.id, {"held_on": DAY, "minutes": 45, "topic": TOPIC, "next_step": NEXT, "rating": 1}
        )
        add_goal(db, first.id, {"wording": GOAL})
        record_pulse(
            db, first.id, {"role": "mentee", "answered_on": DAY, "feeling": 1, "comment": "kín cảm nhận"}
        )
    wave_id = asked_wave(database, programme_id)
    answer(database, asked_people(database, wave_id)[0], "text", "kín khảo sát")
    return programme_id


def abouts(db: Session, programme_id: int) -> Iterator[str]:
    for whom in WHOM:
        for one in recipients(db, programme_id, whom):
            yield one.about
            if whom in ("mentors", "mentees"):
                yield FEELINGS + one.about


def every_kind(db: Session, programme_id: int) -> Iterator[SheetKind]:
    for about in ("", *abouts(db, programme_id)):
        yield from sheet_kinds(db, programme_id, Words("vi"), about)
    for asked in db.exec(select(SentWorkbook.about)):
        yield from sheet_kinds(db, programme_id, Words("vi"), asked)


def test_every_column_says_what_it_holds(database: Database, programme_id: int) -> None:
    with database.read() as db:
        kinds = [*every_kind(db, programme_id)]
        form = about_form("-", "-")
        kinds += sheet_kinds(db, programme_id, Words("vi"), form)
    assert {kind.code.partition(":")[0] for kind in kinds} == {
        "programme", "participants", "pairs", "goals", "milestones", "sessions", "pulses", "constraints", "criteria",
        "rules",
        "shares", "levels", "skills", "wordings", "letters", "plans", "survey",
    }  # fmt: skip
    silent = {(kind.code, one.code) for kind in kinds for one in kind.fields if not one.holds}
    assert silent == set()
    assert {field for kind in kinds for one in kind.fields for field in one.holds} <= set(AUDIENCE_OF)


def test_no_workbook_has_a_column_above_its_readers(database: Database, programme_id: int) -> None:
    with database.read() as db:
        for about in abouts(db, programme_id):
            scope = scope_of(db, programme_id, about)
            for kind in going_out(sheet_kinds(db, programme_id, Words("vi"), about), scope):
                for one in kind.fields:
                    asked = scope.is_ones_own and one.private and (kind.confided or one.anew)
                    assert asked or may_all_read(scope.readers, *one.holds), (about, kind.code, one.code)
                    assert not (one.anew or kind.confided) or scope.is_ones_own


def test_an_assistants_workbook_holds_pairs_and_dates_alone(database: Database, programme_id: int) -> None:
    with database.read() as db:
        (one,) = recipients(db, programme_id, "assistants")
        scope = scope_of(db, programme_id, one.about)
        kinds = going_out(sheet_kinds(db, programme_id, Words("vi"), one.about), scope)
    held = {kind.code: [column.code for column in kind.fields] for kind in kinds}
    who = ["mentor", "mentor_email", "mentee", "mentee_email", "state"]
    dates = ["held_on", "minutes", "way"]
    assert held["pairs"] == who
    assert [code for code in held["sessions"] if code != "pair"] == dates
    assert set(held) == {"pairs", "sessions"}


@pytest.mark.parametrize("whom", WHOM)
def test_nothing_of_the_teams_is_in_any_small_file(
    database: Database, programme_id: int, tmp_path: Path, whom: str
) -> None:
    written = write_pair_workbooks(
        database, programme_id, tmp_path, "vi", whom=whom, with_feelings=True  # type: ignore[arg-type]
    )  # fmt: skip
    pair = pairs_of(database, programme_id)[0]
    texts = {path: written_in(path) for path in written.folder.iterdir()}
    hidden = {*TEAMS, *((TOPIC, NEXT, GOAL) if whom == "assistants" else ())} - {"0911 333 555"}
    assert not [(path.name, secret) for path, text in texts.items() for secret in hidden if secret in text]
    theirs = [text for path, text in texts.items() if TOPIC in text and path.suffix == ".xlsx"]
    assert len(theirs) == (0 if whom == "assistants" else 1)
    assert any(pair.mentee_name in text for text in texts.values())


def test_the_whole_programme_holds_of_what_is_sensitive_only_what_was_chosen(
    database: Database, programme_id: int, tmp_path: Path
) -> None:
    assert set(PARTS) == set(get_args(Part)) == set(SECRETS)
    plain = written_in(send(database, programme_id, "x", tmp_path / "a.xlsx", "vi"))
    assert not [secret for secret in TEAMS if secret in plain]
    assert "Chỉ gửi cho người cùng điều phối" in plain
    assert TOPIC in plain
    for part in PARTS:
        text = written_in(send(database, programme_id, "x", tmp_path / f"{part}.xlsx", "vi", parts=[part]))
        found = {one for one, secrets in SECRETS.items() for secret in secrets if secret in text}
        assert found == {part}
        assert all(secret in text for secret in SECRETS[part])


def test_what_only_the_team_or_the_person_may_read_is_sensitive_or_needed_to_organise(
    database: Database, programme_id: int
) -> None:
    with database.read() as db:
        kinds = sheet_kinds(db, programme_id, Words("vi"))
    held = {field for kind in kinds for one in kind.fields for field in one.holds}
    closed = {field for field in held if AUDIENCE_OF[field] in ("team", "person")}
    undecided = {
        one for one in closed - set(confided_fields()) - ORGANISING if not one.startswith(HOW_PAIRS_ARE_MADE)
    }
    assert undecided == set()
    assert set(confided_fields()) <= held


def test_what_a_whole_programme_left_out_is_never_read_as_deleted(
    database: Database, programme_id: int, tmp_path: Path
) -> None:
    path = send(database, programme_id, "x", tmp_path / "a.xlsx", "vi")
    batch = open_batch(database, programme_id, [path])
    assert batch.nothing_new
    assert {one.kind.code for plan in batch.plans for one in plan.kinds}.isdisjoint({"pulses", "constraints"})

    def more(sheet: object, columns: object) -> None:
        assert hasattr(sheet, "cell")
        sheet.cell(1, 40).value, sheet.cell(2, 40).value = "Giới tính", "nữ"

    (plan,) = open_batch(database, programme_id, [fill(path, "Người tham gia", more)]).plans
    assert plan.count == 0
    (people,) = [one for one in plan.kinds if one.kind.code == "participants"]
    assert people.returned.unknown_columns == ("Giới tính",)


def test_a_sheet_that_was_not_in_the_workbook_is_named(
    database: Database, programme_id: int, tmp_path: Path
) -> None:
    path = send(database, programme_id, "x", tmp_path / "a.xlsx", "vi")
    book = openpyxl.load_workbook(path)
    book.create_sheet("Cảm nhận").append(["Ai trả lời", "Ngày trả lời"])
    book.save(path)
    (plan,) = open_batch(database, programme_id, [path]).plans
    assert [(one.sheet, one.problem.code) for one in plan.problems] == [
        ("Cảm nhận", "homecoming.problem.not_sent")
    ]


def test_each_of_a_pair_is_asked_in_a_form_of_their_own(
    database: Database, programme_id: int, tmp_path: Path
) -> None:
    plain = write_pair_workbooks(database, programme_id, tmp_path, "vi")
    pairs = pairs_of(database, programme_id)
    people = {pair.mentor_name for pair in pairs} | {pair.mentee_name for pair in pairs}
    written = write_pair_workbooks(database, programme_id, tmp_path, "vi", with_feelings=True)
    forms = sorted(written.folder.glob("*Phiếu cảm nhận riêng*.xlsx"))
    assert {path.name.partition(" - Phiếu")[0] for path in forms} == people
    assert written.count == plain.count + len(forms)
    first = pairs[0]
    form = written.folder / f"{first.mentee_name} - Phiếu cảm nhận riêng.xlsx"
    shown = [sheet.title for sheet in openpyxl.load_workbook(form) if sheet.sheet_state == "visible"]
    assert shown == ["Hướng dẫn", "Cảm nhận"]
    mail = message_from_bytes(form.with_suffix(".eml").read_bytes(), policy=default)
    assert [one.addr_spec for one in mail["To"].addresses] == [first.mentee_email]
    assert mail["Cc"] is None
    answers = {
        "Ngày trả lời": date(2026, 4, 2),
        "Anh/Chị thấy việc đồng hành thế nào?": "2 – không ổn",
        "Lời nhắn": "Riêng",
    }
    fill(form, "Cảm nhận", put(2, answers))
    batch = open_batch(database, programme_id, sorted(written.folder.glob("*.xlsx")))
    assert batch.count == 1
    assert take_in(database, batch, "-").refused == ()
    with database.read() as db:
        found = db.exec(select(PulseAnswer).where(PulseAnswer.comment == "Riêng")).one()
        assert (found.pair_id, found.role, found.feeling) == (first.id, "mentee", 2)
    assert open_batch(database, programme_id, [form]).nothing_new


def test_how_useful_a_session_was_is_asked_anew_in_ones_own_workbook(
    database: Database, programme_id: int, tmp_path: Path
) -> None:
    pair = pairs_of(database, programme_id)[0]
    written = write_pair_workbooks(database, programme_id, tmp_path, "vi", whom="mentees")
    book = written.folder / f"{pair.mentee_name}.xlsx"
    assert open_batch(database, programme_id, [book]).nothing_new
    fill(book, "Buổi gặp", put(2, {"Buổi gặp hữu ích thế nào": "4 – hữu ích"}))
    take_in(database, open_batch(database, programme_id, [book]), "-")
    with database.read() as db:
        assert [(one.topic, one.rating) for one in db.exec(select(MentoringSession))] == [(TOPIC, 4)]
    assert open_batch(database, programme_id, [book]).nothing_new


def test_a_workbook_that_went_out_with_everything_in_it_still_comes_home_whole(
    database: Database, programme_id: int, tmp_path: Path
) -> None:
    pair = pairs_of(database, programme_id)[0]
    with database.read() as db:
        about = db.get_one(Pair, pair.id).uid
    book = write_as_before(database, programme_id, about, tmp_path / "cũ.xlsx")
    assert open_batch(database, programme_id, [book]).nothing_new
    fill(book, "Các cặp", put(2, {"Hai người thấy hợp không": "Hợp nhau", "Ghi chú": "đổi ý"}))
    fill(book, "Buổi gặp", put(2, {"Buổi gặp hữu ích thế nào": "5 – rất hữu ích"}))
    feeling = {"Ai trả lời": "Người cố vấn", "Ngày trả lời": DAY, "Anh/Chị thấy việc đồng hành thế nào?": 4}
    fill(book, "Cảm nhận", put(2, feeling))
    outcome = take_in(database, open_batch(database, programme_id, [book]), "-")
    assert (outcome.written, outcome.refused) == (3, ())
    with database.read() as db:
        now = db.get_one(Pair, pair.id)
        assert (now.fit_answer, now.note) == ("good", "đổi ý")
        assert [one.rating for one in db.exec(select(MentoringSession))] == [5]
        assert sorted(one.feeling for one in db.exec(select(PulseAnswer))) == [1, 4]


def test_a_form_that_showed_earlier_answers_still_takes_one_back(
    database: Database, programme_id: int, tmp_path: Path
) -> None:
    with database.read() as db:
        wave_uid = next(
            kind.code.partition(":")[2]
            for kind in sheet_kinds(db, programme_id, Words("vi"))
            if kind.code.startswith("survey:")
        )
        who = db.exec(select(Participant.uid)).all()
        kinds = {uid: sheet_kinds(db, programme_id, Words("vi"), about_form(wave_uid, uid)) for uid in who}
    uid = next(
        uid
        for uid, (kind,) in kinds.items()
        if any("kín khảo sát" in row.values() for row in kind.rows.values())
    )
    book = write_as_before(database, programme_id, about_form(wave_uid, uid), tmp_path / "cũ.xlsx")
    page = openpyxl.load_workbook(book)
    for row in page.worksheets[0].iter_rows():
        for cell in row:
            if cell.value == "kín khảo sát":
                cell.value = None
    page.save(book)
    batch = open_batch(database, programme_id, [book])
    assert batch.count == 1
    (taken,) = [
        each for plan in batch.plans for one in plan.kinds for row in one.merged.changed for each in row.cells
    ]
    assert (taken.ours, taken.theirs) == ("kín khảo sát", None)
