"""Surveys: a form for everybody who is asked, out into a folder, filled in, and home again with the rest."""

from collections.abc import Callable
from datetime import date
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from sqlmodel import select
from tests.support.database import dump
from tests.support.mails import recipients_of
from tests.support.sessions import confirmed_programme
from tests.support.surveys import answer, asked_people, asked_wave, given
from tests.support.whole_workbook import send
from tests.support.written_files import written_in

from nhipcau.common.clock import today
from nhipcau.common.errors import Unavailable
from nhipcau.common.progress import Cancelled, Progress
from nhipcau.database import Database
from nhipcau.exchange.round_trip.outgoing.mail_folder import Written
from nhipcau.exchange.round_trip.outgoing.survey_workbooks import write_survey_workbooks
from nhipcau.exchange.round_trip.returned_batch import Batch, Decision, open_batch, take_in, tried
from nhipcau.exchange.round_trip.sheets.offered_answers import option
from nhipcau.pairing.store.service import end_pair
from nhipcau.participants.models import Person
from nhipcau.sessions.models import PulseAnswer
from nhipcau.surveys.models import SurveyResponse, SurveyWave

FEELING = "Nhìn lại nửa chặng đường, anh/chị thấy việc đồng hành thế nào?"
USEFUL = "Các buổi gặp hữu ích với anh/chị đến mức nào?"
SLOW = "Điều gì đang làm hai người chậm lại?"
LEARNT = "Xin kể một điều cụ thể anh/chị đã học được hoặc làm khác đi"
ACTIVE = "Người được cố vấn chủ động đến mức nào trong việc học?"
MENTOR, FIRST, SECOND = "Trần Bảo Ngọc", "Phan Gia Bảo", "Dương Thanh Oanh"


@pytest.fixture
def programme_id(database: Database) -> int:
    return confirmed_programme(database)


@pytest.fixture
def wave_id(database: Database, programme_id: int) -> int:
    return asked_wave(database, programme_id)


@pytest.fixture
def written(database: Database, wave_id: int, tmp_path: Path) -> Written:
    return write_survey_workbooks(database, wave_id, tmp_path, "vi")


def form_of(written: Written, name: str = MENTOR) -> Path:
    (found,) = written.folder.glob(f"{name} - *.xlsx")
    return found


def form(book: Any) -> Worksheet:
    """Return the sheet to fill in."""
    found: Worksheet = book.worksheets[1]
    return found


def row_of(sheet: Worksheet, wording: str) -> int:
    return next(
        number
        for number, (said,) in enumerate(sheet.iter_rows(max_col=1, values_only=True), 1)
        if said == wording
    )


def column_of(sheet: Worksheet, partner: str) -> int:
    return next(cell.column for row in sheet.iter_rows() for cell in row if cell.value == partner)


Change = Callable[[Worksheet], None]


def put(wording: str, value: object, partner: str = FIRST) -> Change:
    def change(sheet: Worksheet) -> None:
        sheet.cell(row_of(sheet, wording), column_of(sheet, partner)).value = value  # type: ignore[assignment]

    return change


def filled(path: Path, *changes: Change, target: Path | None = None) -> Path:
    book = openpyxl.load_workbook(path)
    for change in changes:
        change(form(book))
    book.save(target or path)
    return target or path


def home(database: Database, programme_id: int, *paths: Path) -> Batch:
    return open_batch(database, programme_id, sorted(paths))


def problems(batch: Batch) -> list[tuple[str, str]]:
    return [(one.address, one.problem.code) for plan in batch.plans for one in plan.problems]


def test_everybody_who_is_asked_gets_a_form_and_a_draft(written: Written) -> None:
    assert (
        written.count
        == 17
        == len(list(written.folder.glob("*.xlsx")))
        == len(list(written.folder.glob("*.eml")))
    )
    mail = message_from_bytes(form_of(written).with_suffix(".eml").read_bytes(), policy=default)
    assert "ngoc.tran@hatgiong.vn" in str(mail["To"])
    (attached,) = mail.iter_attachments()
    assert attached.get_content() == form_of(written).read_bytes()


def test_a_form_never_goes_to_an_assistant(database: Database, wave_id: int, tmp_path: Path) -> None:
    with database.step("participants.step.add", name="x") as db:
        person = db.exec(select(Person).where(Person.full_name == MENTOR)).one()
        person.assistant_name, person.assistant_email = "Thư ký", "thuky@hatgiong.vn"
    first = write_survey_workbooks(database, wave_id, tmp_path, "vi")
    assert first.without_email == ()
    with database.step("participants.step.add", name="x") as db:
        db.exec(select(Person).where(Person.full_name == MENTOR)).one().email = ""
    second = write_survey_workbooks(database, wave_id, tmp_path, "vi")
    assert (second.without_email, second.lacking) == ((MENTOR,), 1)
    assert recipients_of(form_of(second).with_suffix(".eml")) == []
    for path in (*first.folder.glob("*.eml"), *second.folder.glob("*.eml")):
        found = message_from_bytes(path.read_bytes(), policy=default)
        assert "Cc" not in found
        assert "thuky" not in str(found["To"]) + found.get_body().get_content()  # type: ignore[union-attr]


def test_a_mentor_of_two_answers_about_both_and_only_there(written: Written) -> None:
    sheet = form(openpyxl.load_workbook(form_of(written)))
    assert sheet.protection.sheet
    first, second = column_of(sheet, FIRST), column_of(sheet, SECOND)
    row = row_of(sheet, FEELING)
    assert not sheet.cell(row, first).protection.locked
    assert not sheet.cell(row, second).protection.locked
    assert sheet.cell(row, 1).protection.locked
    assert ACTIVE in {cell.value for cell in sheet["A"]}
    assert "Anh/Chị đã tiến được bao xa so với mục tiêu đặt ra?" not in {cell.value for cell in sheet["A"]}


def test_what_is_offered_can_be_chosen_in_its_cells(written: Written) -> None:
    sheet = form(openpyxl.load_workbook(form_of(written)))
    areas = " ".join(str(rule.sqref) for rule in sheet.data_validations.dataValidation)
    assert sheet.cell(row_of(sheet, FEELING), column_of(sheet, SECOND)).coordinate in areas
    assert sheet.cell(row_of(sheet, LEARNT), column_of(sheet, SECOND)).coordinate not in areas


def test_forms_that_nobody_touched_bring_nothing_new(
    database: Database, programme_id: int, written: Written
) -> None:
    batch = home(database, programme_id, *written.folder.glob("*.xlsx"))
    assert batch.nothing_new
    assert [len(one.merged.rows) for plan in batch.plans for one in plan.kinds].count(2) == 1


def test_everything_filled_in_is_taken_in_one_step(
    database: Database, programme_id: int, wave_id: int, written: Written
) -> None:
    before = dump(database)
    filled(
        form_of(written), put(FEELING, "5 – Rất ổn"), put(FEELING, "2 – Không ổn", SECOND), put(SLOW, "1, 3")
    )
    filled(form_of(written, SECOND), put(LEARNT, "Hỏi trước khi làm", MENTOR), put(USEFUL, 4, MENTOR))
    batch = home(database, programme_id, *written.folder.glob("*.xlsx"))
    assert (batch.count, problems(batch)) == (3, [])
    assert tried(database, batch).refused == ()
    assert dump(database) == before, "trying leaves no trace"
    assert take_in(database, batch, "-").written == 3
    assert given(database, wave_id) == {
        (MENTOR, FIRST, FEELING): 5,
        (MENTOR, SECOND, FEELING): 2,
        (MENTOR, FIRST, SLOW): [0, 2],
        (SECOND, MENTOR, LEARNT): "Hỏi trước khi làm",
        (SECOND, MENTOR, USEFUL): 4,
    }
    with database.read() as db:
        days = {row.answered_on for row in db.exec(select(SurveyResponse)) if row.answered_on}
        assert days == {today()}
        assert sorted(one.feeling for one in db.exec(select(PulseAnswer))) == [2, 5]
    database.undo()
    assert dump(database) == before


def test_last_months_form_again_brings_nothing_new_and_an_answer_added_to_it_does(
    database: Database, programme_id: int, wave_id: int, written: Written
) -> None:
    first = filled(form_of(written), put(FEELING, "5 – Rất ổn"))
    take_in(database, home(database, programme_id, first), "-")
    assert home(database, programme_id, first).nothing_new
    again = filled(first, put(USEFUL, "3"), target=first.with_name("phiếu của tôi.xlsx"))
    batch = home(database, programme_id, again)
    assert batch.count == 1
    take_in(database, batch, "-")
    assert given(database, wave_id) == {(MENTOR, FIRST, FEELING): 5, (MENTOR, FIRST, USEFUL): 3}


def test_two_copies_of_a_form_that_disagree_are_hers_to_decide(
    database: Database, programme_id: int, wave_id: int, written: Written
) -> None:
    first = form_of(written)
    other = filled(first, put(FEELING, "2 – Không ổn"), put(USEFUL, "3"), target=first.with_name("Tổ 2.xlsx"))
    filled(first, put(FEELING, "5 – Rất ổn"))
    batch = home(database, programme_id, first, other)
    (clash,) = [row for plan in batch.plans for one in plan.kinds for row in one.merged.rows if row.conflicts]
    decided = batch.deciding(Decision(1, f"survey:{wave_uid(database, wave_id)}", "theirs", key=clash.key))
    take_in(database, decided, "-")
    assert given(database, wave_id) == {(MENTOR, FIRST, FEELING): 2, (MENTOR, FIRST, USEFUL): 3}


def wave_uid(database: Database, wave_id: int) -> str:
    with database.read() as db:
        return db.get_one(SurveyWave, wave_id).uid


def test_a_form_for_everybody_shows_no_answer_and_only_what_is_filled_in_replaces_one(
    database: Database, programme_id: int, wave_id: int, tmp_path: Path
) -> None:
    people = asked_people(database, wave_id)
    mentor = next(row for row in people if row.name == MENTOR and row.partner_name == FIRST)
    answer(database, mentor, "text", "Lời đầu, rất riêng")
    answer(database, mentor, "scale", 2)
    later = write_survey_workbooks(database, wave_id, tmp_path, "vi", everybody=True)
    for path in later.folder.iterdir():
        assert "Lời đầu" not in written_in(path)
    said = [str(cell.value) for cell in form(openpyxl.load_workbook(form_of(later)))["A"]]
    assert f"Về {FIRST}: đã trả lời ngày 09/03/2026; chỉ điền chỗ muốn đổi." in said
    assert home(database, programme_id, form_of(later)).nothing_new, "blank cells change nothing"
    path = filled(form_of(later), put(LEARNT, "Lời sau"))
    batch = home(database, programme_id, path)
    (row,) = [row for plan in batch.plans for one in plan.kinds for row in one.merged.changed]
    (cell,) = row.cells
    assert (cell.state, cell.ours, cell.theirs) == ("taken", "Lời đầu, rất riêng", "Lời sau")
    take_in(database, batch, "-")
    assert given(database, wave_id)[MENTOR, FIRST, LEARNT] == "Lời sau"
    assert home(database, programme_id, path).nothing_new
    answer(database, mentor, "text", "Lời của điều phối")
    (clash,) = [
        row
        for plan in home(database, programme_id, path).plans
        for one in plan.kinds
        for row in one.merged.rows
        if row.conflicts
    ]
    assert not clash.changes, "what was changed here since stays until she chooses"


def test_an_answer_we_have_changed_stays(
    database: Database, programme_id: int, wave_id: int, written: Written
) -> None:
    mentor = next(
        row for row in asked_people(database, wave_id) if (row.name, row.partner_name) == (MENTOR, FIRST)
    )
    answer(database, mentor, "text", "Lời của điều phối")
    assert home(database, programme_id, form_of(written)).count == 0


def test_what_cannot_be_taken_is_said_by_the_cell_that_the_person_sees(
    database: Database, programme_id: int, written: Written
) -> None:
    path = form_of(written)
    sheet = form(openpyxl.load_workbook(path))
    wrong = sheet.cell(row_of(sheet, FEELING), column_of(sheet, SECOND)).coordinate
    filled(path, put(FEELING, "tuyệt cú mèo", SECOND), put(USEFUL, "4 – Hữu ích"))
    batch = home(database, programme_id, path)
    assert problems(batch) == [(wrong, "homecoming.problem.not_offered")]
    assert batch.count == 1


@pytest.mark.parametrize("lost", ["key", "identity", "all hidden", "copied"])
def test_a_form_is_recognised_whatever_was_lost(
    database: Database, programme_id: int, wave_id: int, written: Written, lost: str
) -> None:
    path = filled(form_of(written), put(FEELING, "4 – Ổn", SECOND))
    book = openpyxl.load_workbook(path)
    sheet = form(book)
    hidden = [row for row, shape in sheet.row_dimensions.items() if shape.hidden]
    if lost == "key":
        sheet.delete_rows(hidden[0])
    elif lost == "identity":
        del book["_nhipcau"]
    elif lost == "all hidden":
        del book["_nhipcau"]
        for row in reversed(hidden):
            sheet.delete_rows(row)
    else:
        copy = openpyxl.Workbook()
        assert copy.active is not None
        for cells in sheet.iter_rows():
            for cell in cells:
                if cell.row not in hidden and cell.value is not None:
                    copy.active.cell(cell.row, cell.column, cell.value)
        book = copy
    book.save(path.with_name("x.xlsx"))
    batch = home(database, programme_id, path.with_name("x.xlsx"))
    assert (batch.count, problems(batch)) == (1, [])
    take_in(database, batch, "-")
    assert given(database, wave_id) == {(MENTOR, SECOND, FEELING): 4}


def test_only_those_who_have_not_answered_get_a_form(
    database: Database, programme_id: int, wave_id: int, written: Written, tmp_path: Path
) -> None:
    for row in asked_people(database, wave_id):
        if row.name != SECOND:
            answer(database, row, "text", "Cảm ơn")
    again = write_survey_workbooks(database, wave_id, tmp_path, "vi")
    assert [path.stem.split(" - ")[0] for path in again.folder.glob("*.xlsx")] == [SECOND]
    answer(
        database, next(row for row in asked_people(database, wave_id) if row.name == SECOND), "text", "Xong"
    )
    with pytest.raises(Unavailable):
        write_survey_workbooks(database, wave_id, tmp_path, "vi")


def test_who_speaks_no_vietnamese_is_asked_in_english(
    database: Database, wave_id: int, tmp_path: Path
) -> None:
    with database.step("participants.step.add", name="x") as db:
        db.exec(select(Person).where(Person.full_name == MENTOR)).one().languages = ["English"]
    written = write_survey_workbooks(database, wave_id, tmp_path)
    said = {cell.value for cell in form(openpyxl.load_workbook(form_of(written)))["A"]}
    assert "Half-way through, how is it going with your pair?" in said
    assert FEELING in {cell.value for cell in form(openpyxl.load_workbook(form_of(written, SECOND)))["A"]}


def test_cancelled_half_way_nothing_is_left(database: Database, wave_id: int, tmp_path: Path) -> None:
    before = dump(database)

    def stop(done: int, _total: int) -> None:
        if done == 3:
            raise Cancelled

    folder = tmp_path / "phiếu"
    folder.mkdir()
    with pytest.raises(Cancelled):
        write_survey_workbooks(database, wave_id, folder, "vi", Progress(stop))
    assert list(folder.iterdir()) == []
    assert dump(database) == before


def test_the_whole_programme_holds_the_answers_of_every_wave(
    database: Database, programme_id: int, wave_id: int, tmp_path: Path
) -> None:
    other = asked_wave(database, programme_id, name="Tháng sáu")
    row = next(row for row in asked_people(database, wave_id) if row.name == SECOND)
    answer(database, row, "text", "Lần đầu")
    path = send(database, programme_id, "x", tmp_path / "x.xlsx", "vi")
    assert home(database, programme_id, path).nothing_new
    book = openpyxl.load_workbook(path)
    sheet = next(one for one in book.worksheets if "Tháng sáu" in one.title)
    columns = {str(cell.value): place for place, cell in enumerate(sheet[1], start=1)}
    place = next(
        one
        for one in range(2, sheet.max_row + 1)
        if sheet.cell(one, columns["Người trả lời"]).value == SECOND
    )
    sheet.cell(place, columns[LEARNT]).value = "Lần hai"
    sheet.cell(place, columns[ACTIVE]).value = "5"
    book.save(path)
    batch = home(database, programme_id, path)
    assert [code for _, code in problems(batch)] == ["surveys.problem.not_asked"]
    take_in(database, batch, "-")
    assert given(database, wave_id) == {(SECOND, MENTOR, LEARNT): "Lần đầu"}
    assert given(database, other) == {(SECOND, MENTOR, LEARNT): "Lần hai"}


def test_a_form_of_a_wave_that_is_no_more_changes_nothing(
    database: Database, programme_id: int, wave_id: int, written: Written
) -> None:
    from nhipcau.surveys.service import remove_wave

    path = filled(form_of(written), put(FEELING, "4 – Ổn"))
    with database.step("programmes.step.add") as db:
        remove_wave(db, wave_id)
    later = asked_wave(database, programme_id, name="Sau", opens_on=date(2026, 5, 1))
    batch = home(database, programme_id, path)
    assert (batch.count, problems(batch)) == (0, [("A1", "surveys.problem.wave_gone")])
    assert given(database, later) == {}


def test_a_form_whose_sending_was_undone_is_still_understood(
    database: Database, programme_id: int, wave_id: int, written: Written
) -> None:
    path = filled(form_of(written), put(FEELING, "4 – Ổn"))
    database.undo()
    batch = home(database, programme_id, path)
    assert (batch.count, problems(batch)) == (1, [])
    take_in(database, batch, "-")
    assert given(database, wave_id) == {(MENTOR, FIRST, FEELING): 4}


def test_somebody_elses_form_put_into_the_same_file_is_taken_as_well(
    database: Database, programme_id: int, wave_id: int, written: Written
) -> None:
    path = filled(form_of(written), put(FEELING, "4 – Ổn"))
    other = form(openpyxl.load_workbook(filled(form_of(written, SECOND), put(FEELING, "2", MENTOR))))
    book = openpyxl.load_workbook(path)
    copy = book.create_sheet("Của Oanh")
    for cells in other.iter_rows():
        for cell in cells:
            if cell.value is not None:
                copy.cell(cell.row or 1, cell.column or 1, cell.value)
    book.save(path)
    batch = home(database, programme_id, path)
    assert (batch.count, problems(batch)) == (2, [])
    take_in(database, batch, "-")
    assert given(database, wave_id) == {(MENTOR, FIRST, FEELING): 4, (SECOND, MENTOR, FEELING): 2}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("còn cân nhắc", 1), ("Còn", 1), ("R", None), ("còn c", None), ("hợp", None), ("2", None)],
)
def test_the_beginning_of_one_option_alone_is_that_option(typed: str, meant: int | None) -> None:
    offered = [(0, "Rất hợp"), (1, "Còn cân nhắc, cần thêm một buổi nữa"), (2, "Chưa hợp")]
    assert option(typed, offered) == meant


def test_what_two_options_begin_with_is_neither() -> None:
    assert option("Chưa", [(0, "Chưa gặp"), (1, "Chưa hợp")]) is None


def test_a_form_does_not_ask_how_a_pair_goes_that_has_ended(
    database: Database, programme_id: int, wave_id: int, tmp_path: Path
) -> None:
    about = next(row for row in asked_people(database, wave_id) if row.partner_name == FIRST)
    before = write_survey_workbooks(database, wave_id, tmp_path, "vi")
    with database.step("pairs.step.end", name="x") as db:
        end_pair(db, about.pair_id or 0, "Không hợp")
    after = write_survey_workbooks(database, wave_id, tmp_path, "vi")
    assert not list(after.folder.glob(f"{FIRST} - *")), "nothing else is asked of that mentee"
    texts = written_in(form_of(after))
    assert SECOND in texts
    assert FIRST not in texts
    # What was on its way already is taken in all the same.
    old = filled(form_of(before), put(FEELING, "4 – Ổn", FIRST))
    assert take_in(database, home(database, programme_id, old), "-").written == 1
