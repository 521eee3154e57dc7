"""Answers to a survey as Google and Microsoft Forms hand them over."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select
from tests.support.database import dump
from tests.support.forms import write
from tests.support.sessions import confirmed_programme
from tests.support.surveys import asked_wave, given

from nhipcau.common.words import Language
from nhipcau.database import Database
from nhipcau.exchange.inbox.import_run import ComesHome, open_files
from nhipcau.exchange.round_trip.returned.anonymous_marks import is_anonymous_heading
from nhipcau.exchange.round_trip.returned_batch import Batch, open_batch, take_in
from nhipcau.surveys.models import SurveyResponse
from nhipcau.surveys.queries import questions, wave

MENTOR, FIRST, SECOND = "Trần Bảo Ngọc", "Phan Gia Bảo", "Dương Thanh Oanh"
FEELING = "Nhìn lại nửa chặng đường, anh/chị thấy việc đồng hành thế nào?"
USEFUL = "Các buổi gặp hữu ích với anh/chị đến mức nào?"
FAR = "Anh/Chị đã tiến được bao xa so với mục tiêu đặt ra?"
ACTIVE = "Người được cố vấn chủ động đến mức nào trong việc học?"
SLOW = "Điều gì đang làm hai người chậm lại?"
LEARNT = "Xin kể một điều cụ thể anh/chị đã học được hoặc làm khác đi"
CHANGE = "Nửa chặng còn lại, anh/chị muốn chương trình thay đổi điều gì?"
WORDINGS = (FEELING, USEFUL, FAR, ACTIVE, SLOW, LEARNT, CHANGE)
GOOGLE = (
    "Dấu thời gian", "Địa chỉ email", "1. Họ và tên của anh/chị", "2. Anh/Chị trả lời về ai?",
    *(f"{number}. {wording} " for number, wording in enumerate(WORDINGS, start=3)),
)  # fmt: skip
Answer = Sequence[Any]


@pytest.fixture
def programme_id(database: Database) -> int:
    return confirmed_programme(database)


@pytest.fixture
def wave_id(database: Database, programme_id: int) -> int:
    return asked_wave(database, programme_id)


def google(path: Path, *rows: Answer) -> Path:
    return write(
        path / "Khảo sát (Câu trả lời).xlsx", {"Câu trả lời biểu mẫu 1": [GOOGLE, *map(tuple, rows)]}
    )


def said(batch: Batch) -> list[tuple[str, str]]:
    return [(one.address, one.problem.code) for plan in batch.plans for one in plan.problems]


@pytest.mark.parametrize(
    ("name", "partner"),
    [
        ("1. Họ và tên của bạn", "2. Bạn trả lời về ai?"),
        ("1. Your full name", "2. About whom are you answering?"),
    ],
)
def test_a_form_headed_in_the_words_of_before_is_taken_in_as_well(
    database: Database, programme_id: int, wave_id: int, tmp_path: Path, name: str, partner: str
) -> None:
    headed = (GOOGLE[0], GOOGLE[1], name, partner, *GOOGLE[4:])
    row = ("14/03/2026 8:05:30", None, MENTOR, "Gia Bảo", 5, *[None] * 6)
    path = write(tmp_path / "Cũ.xlsx", {"Câu trả lời biểu mẫu 1": [headed, row]})
    batch = open_batch(database, programme_id, [path])
    assert (batch.count, said(batch)) == (1, [])
    take_in(database, batch, "-")
    assert given(database, wave_id) == {(MENTOR, FIRST, FEELING): 5}


def test_a_name_asked_as_anonymous_forms_did_before_is_told_from_one_that_was_not() -> None:
    assert is_anonymous_heading(("Họ và tên của bạn, chỉ để biết ai đã trả lời",))
    assert not is_anonymous_heading(("Họ và tên của bạn",))


def test_a_google_form_is_taken_in_as_answers_of_the_wave(
    database: Database, programme_id: int, wave_id: int, tmp_path: Path
) -> None:
    before = dump(database)
    path = google(
        tmp_path,
        ("14/03/2026 8:05:30", "ngoc.tran@hatgiong.vn", MENTOR, "Gia Bảo", 5, 4, None, 3,
         "Khó hẹn lịch, Khác biệt về cách nghĩ, cách làm việc", "Biết lắng nghe", None),
        ("15/03/2026 9:00:00", None, "duong thanh oanh", None, "4", None, "3 – Được một nửa", None, None, None,
         "Thêm buổi"),
    )  # fmt: skip
    batch = open_batch(database, programme_id, [path])
    assert (batch.count, said(batch)) == (2, [])
    take_in(database, batch, "-")
    assert given(database, wave_id) == {
        (MENTOR, FIRST, FEELING): 5,
        (MENTOR, FIRST, USEFUL): 4,
        (MENTOR, FIRST, ACTIVE): 3,
        (MENTOR, FIRST, SLOW): [0, 3],
        (MENTOR, FIRST, LEARNT): "Biết lắng nghe",
        (SECOND, MENTOR, FEELING): 4,
        (SECOND, MENTOR, FAR): 3,
        (SECOND, MENTOR, CHANGE): "Thêm buổi",
    }
    with database.read() as db:
        days = {row.answered_on for row in db.exec(select(SurveyResponse)) if row.answered_on}
    assert days == {dt.date(2026, 3, 14), dt.date(2026, 3, 15)}
    assert open_batch(database, programme_id, [path]).nothing_new
    database.undo()
    assert dump(database) == before


def test_a_microsoft_form_in_english_is_understood(
    database: Database, programme_id: int, wave_id: int, tmp_path: Path
) -> None:
    with database.read() as db:
        asked_in = wave(db, wave_id)
        assert asked_in is not None
        wordings = [one.wording("en") for one in questions(db, asked_in.survey.id)]
    head = ("ID", "Start time", "Completion time", "Email", "Name", "Your\xa0work email address", *wordings)
    moment = dt.datetime(2026, 3, 20, 10, 5, 30)  # noqa: DTZ001 - forms have no zone
    row = (
        1, moment, moment, "anonymous", None, "OANH.DUONG@hatgiong.vn", 5, "Useful", "Half-way", None,
        "Hard to find a time;Too much other work;", None, "More sessions",
    )  # fmt: skip
    path = write(tmp_path / "Mid-term survey(1-1).xlsx", {"Sheet1": [head, row]})
    batch = open_batch(database, programme_id, [path])
    assert (batch.count, said(batch)) == (1, [])
    take_in(database, batch, "-")
    assert given(database, wave_id) == {
        (SECOND, MENTOR, FEELING): 5,
        (SECOND, MENTOR, USEFUL): 4,
        (SECOND, MENTOR, FAR): 3,
        (SECOND, MENTOR, SLOW): [0, 4],
        (SECOND, MENTOR, CHANGE): "More sessions",
    }


def test_who_cannot_be_told_is_listed_and_the_others_are_taken(
    database: Database, programme_id: int, wave_id: int, tmp_path: Path
) -> None:
    path = google(
        tmp_path,
        ("14/03/2026 8:05:30", "ai@la.vn", "Người Lạ", None, 5),
        ("14/03/2026 9:05:30", None, MENTOR, None, 5),
        ("14/03/2026 9:06:30", None, None, None, 2),
        ("14/03/2026 9:10:30", None, SECOND, None, "tuyệt cú mèo", 4),
        ("14/03/2026 9:12:30", "ngoc.tran@hatgiong.vn", FIRST, None, 3),
    )
    batch = open_batch(database, programme_id, [path])
    assert batch.count == 1
    assert sorted(said(batch)) == [
        ("B2", "surveys.problem.stranger"),
        ("B3", "surveys.problem.about_whom"),
        ("B4", "surveys.problem.nameless"),
        ("B6", "surveys.problem.two_people"),
        ("E5", "homecoming.problem.not_offered"),
    ]
    take_in(database, batch, "-")
    assert given(database, wave_id) == {(SECOND, MENTOR, USEFUL): 4}


def test_of_two_answers_the_later_one_counts_and_it_is_said(
    database: Database, programme_id: int, wave_id: int, tmp_path: Path
) -> None:
    path = google(
        tmp_path,
        ("16/03/2026 8:05:30", None, SECOND, None, 5),
        ("14/03/2026 8:05:30", None, SECOND, None, 1),
    )
    batch = open_batch(database, programme_id, [path])
    notes = [note.code for plan in batch.plans for one in plan.kinds for note in one.returned.notes]
    assert notes == ["surveys.note.export", "surveys.note.twice"]
    take_in(database, batch, "-")
    assert given(database, wave_id) == {(SECOND, MENTOR, FEELING): 5}


def test_one_form_that_served_two_waves_fills_both(
    database: Database, programme_id: int, wave_id: int, tmp_path: Path
) -> None:
    from nhipcau.surveys.service import open_wave

    with database.step("programmes.step.add") as db:
        asked_in = wave(db, wave_id)
        assert asked_in is not None
        later = open_wave(db, asked_in.survey.id, {"name": "Tháng sáu", "opens_on": dt.date(2026, 6, 1)})
    path = google(
        tmp_path,
        ("14/03/2026 8:05:30", None, SECOND, None, 2),
        ("20/06/2026 8:05:30", None, SECOND, None, 5),
    )
    batch = open_batch(database, programme_id, [path])
    assert batch.count == 2
    take_in(database, batch, "-")
    assert given(database, wave_id) == {(SECOND, MENTOR, FEELING): 2}
    assert given(database, later) == {(SECOND, MENTOR, FEELING): 5}


def test_what_we_know_otherwise_is_hers_to_decide(
    database: Database, programme_id: int, wave_id: int, tmp_path: Path
) -> None:
    folder = tmp_path / "b"
    folder.mkdir()
    first = google(tmp_path, ("14/03/2026 8:05:30", None, SECOND, None, 2))
    take_in(database, open_batch(database, programme_id, [first]), "-")
    other = google(folder, ("20/03/2026 8:05:30", None, SECOND, None, 5))
    batch = open_batch(database, programme_id, [other])
    assert [len(row.conflicts) for plan in batch.plans for one in plan.kinds for row in one.merged.rows] == [
        1
    ]
    assert batch.count == 0


def test_a_csv_of_answers_is_read_as_well(
    database: Database, programme_id: int, wave_id: int, tmp_path: Path
) -> None:
    lines = [",".join(f'"{cell}"' for cell in GOOGLE), f'"14/03/2026 8:05:30","","{SECOND}","","4"']
    path = tmp_path / "kq.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    take_in(database, open_batch(database, programme_id, [path]), "-")
    assert given(database, wave_id) == {(SECOND, MENTOR, FEELING): 4}


def test_answers_dropped_where_people_are_taken_in_are_sent_where_they_belong(
    database: Database, programme_id: int, wave_id: int, tmp_path: Path
) -> None:
    path = google(tmp_path, ("14/03/2026 8:05:30", None, SECOND, None, 2))
    with pytest.raises(ComesHome) as where:
        open_files(database, programme_id, [path])
    assert where.value.paths == (path,)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_text_for_forms_heads_columns_that_are_understood(
    database: Database, programme_id: int, wave_id: int, tmp_path: Path, language: Language
) -> None:
    from nhipcau.common.words import Words
    from nhipcau.surveys.survey_text import FORM_FIELDS, form_question

    words = Words(language)
    with database.read() as db:
        asked_in = wave(db, wave_id)
        assert asked_in is not None
        asked = [one for one in questions(db, asked_in.survey.id) if one.asks("mentor")]
    head = (
        *(form_question(field, words) for field in FORM_FIELDS),
        *(one.wording(language) for one in asked),
    )
    row = (MENTOR, "ngoc.tran@hatgiong.vn", FIRST, 4, 4)
    path = write(tmp_path / "a.xlsx", {"Form": [head, row]})
    batch = open_batch(database, programme_id, [path])
    assert (batch.count, said(batch)) == (1, [])
    assert [one.returned.unknown_columns for plan in batch.plans for one in plan.kinds] == [()]


def test_marks_tell_those_apart_who_answer(
    database: Database, programme_id: int, wave_id: int, tmp_path: Path
) -> None:
    path = google(
        tmp_path,
        ("14/03/2026 8:05:30", None, "Dương Thanh Oánh", None, 5),
        ("14/03/2026 9:05:30", "van.phong@hatgiong.vn", "PHAN GIA BẢO", None, 4),
        ("14/03/2026 9:06:30", "van.phong@hatgiong.vn", "TS. Dương Thanh Oanh", None, 3),
    )
    batch = open_batch(database, programme_id, [path])
    assert said(batch) == [("B2", "surveys.problem.maybe")]
    take_in(database, batch, "-")
    assert given(database, wave_id) == {(FIRST, MENTOR, FEELING): 4, (SECOND, MENTOR, FEELING): 3}
