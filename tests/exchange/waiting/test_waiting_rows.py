"""Rows nobody has decided about stay in the data file until somebody does."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from sqlmodel import select
from tests.support import make
from tests.support.database import assert_undoable, dump, new_database
from tests.support.sheet_shapes import shaped
from tests.support.waiting import MENTEE, MENTOR, a_list, decided, imported, waits

from nhipcau.common.errors import Rejected
from nhipcau.database import Database, back_up, open_file
from nhipcau.exchange.inbox.import_run import drop_waiting, inbox_of, open_waiting, take_in
from nhipcau.exchange.models import WaitingForm, WaitingRow
from nhipcau.exchange.preview.import_plan import RowDecision
from nhipcau.exchange.preview.row_decisions import with_decision
from nhipcau.exchange.waiting.queries import waiting_files
from nhipcau.participants.models import Person

DAO = ("Nguyễn Thị Đào", "dao@vidu.vn", MENTOR, "Nhân sự", dt.date(1980, 5, 6), "Xanh")
UOC = ("Trần Văn Ước", "uoc@vidu.vn", "", "Kinh doanh", dt.date(1999, 1, 2), "Đỏ")
ANH = ("Lê Minh Anh", "anh@vidu.vn", "", "Kế toán", "", "Vàng")


@pytest.fixture
def programme_id(database: Database) -> int:
    return make.programme(database)


def names(database: Database) -> list[str]:
    with database.read() as db:
        return sorted(person.full_name for person in db.exec(select(Person)))


def test_rows_left_undecided_wait_with_all_that_was_said_of_them(
    database: Database, programme_id: int
) -> None:
    imported(database, programme_id, a_list(DAO, UOC, ANH))
    assert names(database) == ["Nguyễn Thị Đào"]
    assert waits(database, programme_id) == 2
    with database.read() as db:
        (form,) = db.exec(select(WaitingForm)).all()
        rows = db.exec(select(WaitingRow).order_by(WaitingRow.row_number)).all()  # type: ignore[arg-type]
        (file,) = waiting_files(db, programme_id)
    assert (form.file_name, form.digest, form.sheet) == (
        "câu trả lời.xlsx",
        "digest of câu trả lời.xlsx",
        "S",
    )
    assert form.headings[0] == "Họ và tên"
    assert [row.row_number for row in rows] == [3, 4]
    assert rows[0].cells[4] == {"kind": "date", "value": "1999-01-02"}
    assert (file.file_name, file.rows) == ("câu trả lời.xlsx", 2)


def test_what_waits_reads_again_as_the_file_did(database: Database, programme_id: int) -> None:
    before = imported(database, programme_id, a_list(DAO, UOC, ANH))
    again = open_waiting(database, programme_id)
    assert before.plan.basis is not None
    assert again.plan.basis is not None
    asked = [row for row in before.plan.basis.rows if not row.role]
    assert [(r.person, r.profile, r.answers, r.row_number, r.problems) for r in again.plan.basis.rows] == [
        (r.person, r.profile, r.answers, r.row_number, r.problems) for r in asked
    ]
    assert [row.state for row in again.plan.rows] == ["needs_you", "needs_you"]


def test_one_that_is_decided_is_taken_in_and_waits_no_longer(database: Database, programme_id: int) -> None:
    imported(database, programme_id, a_list(DAO, UOC, ANH))
    take_in(database, programme_id, decided(open_waiting(database, programme_id), Ước=RowDecision("mentee")))
    assert names(database) == ["Nguyễn Thị Đào", "Trần Văn Ước"]
    assert waits(database, programme_id) == 1
    with database.read() as db:
        assert {person.birth_year for person in db.exec(select(Person))} == {1980, 1999}
    done = database.undo()
    assert done is not None
    assert done.label == "exchange.step.settle"
    assert waits(database, programme_id) == 2


def test_one_that_is_left_out_waits_no_longer(database: Database, programme_id: int) -> None:
    imported(database, programme_id, a_list(UOC, ANH))
    assert waits(database, programme_id) == 2
    take_in(
        database, programme_id, decided(open_waiting(database, programme_id), Anh=RowDecision("leave_out"))
    )
    assert waits(database, programme_id) == 1
    assert names(database) == []


def test_rows_wait_after_the_file_was_closed_and_in_its_backups(tmp_path: Path) -> None:
    database = new_database(tmp_path)
    programme_id = make.programme(database)
    imported(database, programme_id, a_list(DAO, UOC))
    path = database.path
    database.close()
    for kept in (path, back_up(path, "import")):
        again = open_file(kept, backups=False)
        try:
            assert [row.name for row in open_waiting(again, programme_id).plan.rows] == ["Trần Văn Ước"]
        finally:
            again.close()


def test_keeping_deciding_and_dropping_are_steps_that_can_be_taken_back_and_done_again(
    database: Database, programme_id: int
) -> None:
    assert_undoable(database, lambda each: imported(each, programme_id, a_list(DAO, UOC, ANH)))
    shown = decided(open_waiting(database, programme_id), Ước=RowDecision("both"))
    assert_undoable(database, lambda each: take_in(each, programme_id, shown))
    with database.read() as db:
        (file,) = waiting_files(db, programme_id)
    assert_undoable(database, lambda each: drop_waiting(each, programme_id, file.form_ids))
    assert waits(database, programme_id) == 0
    assert dump(database)["waiting_form"] == []


def test_the_same_file_again_does_not_make_its_rows_wait_twice(database: Database, programme_id: int) -> None:
    for _ in range(2):
        imported(database, programme_id, a_list(DAO, UOC, ANH))
    assert waits(database, programme_id) == 2


def test_what_a_newer_version_decides_waits_no_longer(database: Database, programme_id: int) -> None:
    imported(database, programme_id, a_list(DAO, UOC, ANH))
    newer = a_list(DAO, (*UOC[:2], MENTEE, *UOC[3:]), ANH, name="câu trả lời (1).xlsx")
    imported(database, programme_id, newer)
    assert names(database) == ["Nguyễn Thị Đào", "Trần Văn Ước"]
    assert [row.name for row in open_waiting(database, programme_id).plan.rows] == ["Lê Minh Anh"]


def test_a_row_whose_address_was_mended_in_the_file_is_the_same_row(
    database: Database, programme_id: int
) -> None:
    wrong = ("Trần Văn Ước", "uoc@vidu", MENTEE, "Kinh doanh")
    imported(database, programme_id, a_list(DAO, wrong))
    assert waits(database, programme_id) == 1
    imported(database, programme_id, a_list(DAO, (wrong[0], "uoc@vidu.vn", *wrong[2:])))
    assert waits(database, programme_id) == 0
    assert names(database) == ["Nguyễn Thị Đào", "Trần Văn Ước"]


def test_a_row_of_another_file_with_the_same_name_takes_nothing_out(
    database: Database, programme_id: int
) -> None:
    imported(database, programme_id, a_list(UOC))
    other = ("Trần Văn Ước", "khac@vidu.vn", MENTEE, "Kho", dt.date(1970, 1, 1), "Tím")
    imported(database, programme_id, a_list(other, name="danh sách khác.xlsx"))
    assert waits(database, programme_id) == 1


def test_what_was_decided_is_the_same_when_its_file_comes_again(
    database: Database, programme_id: int
) -> None:
    source = a_list(DAO, UOC, ANH)
    imported(database, programme_id, source)
    everybody = decided(
        open_waiting(database, programme_id), Ước=RowDecision("mentee"), Anh=RowDecision("mentor")
    )
    take_in(database, programme_id, everybody)
    again = inbox_of(database, programme_id, [source])
    take_in(database, programme_id, again)
    assert len(names(database)) == 3


def test_candidates_are_those_whom_the_programme_holds_when_it_is_looked_at(
    database: Database, programme_id: int
) -> None:
    imported(database, programme_id, a_list(("Trần Văn Ước", "", "", "Kinh doanh")))
    imported(database, programme_id, a_list(("Trần Văn Ước", "uoc@vidu.vn", MENTEE, "Kho"), name="hai.xlsx"))
    (row,) = open_waiting(database, programme_id).plan.rows
    assert [candidate.name for candidate in row.candidates] == ["Trần Văn Ước"]


def test_rows_that_another_step_has_settled_are_not_settled_again(
    database: Database, programme_id: int
) -> None:
    imported(database, programme_id, a_list(DAO, UOC))
    shown = decided(open_waiting(database, programme_id), Ước=RowDecision("mentee"))
    with database.read() as db:
        (file,) = waiting_files(db, programme_id)
    drop_waiting(database, programme_id, file.form_ids)
    with pytest.raises(Rejected):
        take_in(database, programme_id, shown)
    assert names(database) == ["Nguyễn Thị Đào"]


def test_rows_of_other_programmes_are_left_alone(database: Database, programme_id: int) -> None:
    other = make.programme(database, "Đồng Hành")
    imported(database, programme_id, a_list(UOC))
    imported(database, other, a_list(UOC))
    with database.read() as db:
        (file,) = waiting_files(db, other)
    assert drop_waiting(database, programme_id, file.form_ids) == 0
    assert (waits(database, programme_id), waits(database, other)) == (1, 1)


@pytest.mark.parametrize("lost", [{}, {"sheet": {"columns": 3}}, "a meaning of another version"])
def test_where_the_understanding_is_lost_the_rows_are_understood_anew(
    database: Database, programme_id: int, lost: object
) -> None:
    imported(database, programme_id, a_list(DAO, UOC))
    with database.step("a.b") as db:
        form = db.exec(select(WaitingForm)).one()
        if isinstance(lost, dict):
            form.reading = lost
        else:
            columns = [{**column, "meaning": "shoe_size"} for column in form.reading["sheet"]["columns"]]
            form.reading = {**form.reading, "sheet": {**form.reading["sheet"], "columns": columns}}
    (row,) = open_waiting(database, programme_id).plan.rows
    assert (row.name, row.email, row.state, row.row_numbers) == (
        "Trần Văn Ước", "uoc@vidu.vn", "needs_you", (3,),
    )  # fmt: skip


def test_a_row_taken_in_although_something_is_wrong_does_not_ask_again_in_its_file(
    database: Database, programme_id: int
) -> None:
    wrong = ("Trần Văn Ước", "uoc@vidu", MENTEE, "Kinh doanh")
    source = a_list(DAO, wrong)
    imported(database, programme_id, source)
    take_in(
        database, programme_id, decided(open_waiting(database, programme_id), Ước=RowDecision("new_person"))
    )
    again = imported(database, programme_id, source)
    assert [row.state for row in again.plan.rows] == ["same", "same"]
    assert waits(database, programme_id) == 0
    worse = imported(database, programme_id, a_list(DAO, (*wrong[:2], MENTOR, *wrong[3:])))
    assert [row.state for row in worse.plan.rows] == ["same", "needs_you"], "the row is another one now"


@pytest.mark.parametrize("way", ["one by one", "all at once"])
def test_a_row_that_was_left_out_is_left_out_again_until_it_says_something_else(
    database: Database, programme_id: int, way: str
) -> None:
    imported(database, programme_id, a_list(DAO, UOC))
    if way == "one by one":
        shown = decided(open_waiting(database, programme_id), Ước=RowDecision("leave_out"))
        take_in(database, programme_id, shown)
    else:
        with database.read() as db:
            (file,) = waiting_files(db, programme_id)
        drop_waiting(database, programme_id, file.form_ids)
    again = inbox_of(database, programme_id, [a_list(DAO, UOC)])
    assert [row.state for row in again.plan.rows] == ["same", "left_out"]
    (left,) = [row for row in again.plan.rows if row.state == "left_out"]
    assert [note.code for note in left.notes] == ["exchange.left_out.before"]
    brought_back = with_decision(
        with_decision(again.plan, left.id, RowDecision("new_person")), left.id, RowDecision("mentee")
    )
    assert [row.state for row in brought_back.rows] == ["same", "new"]
    newer = inbox_of(database, programme_id, [a_list(DAO, (*UOC[:2], MENTEE, *UOC[3:]))])
    assert [row.state for row in newer.plan.rows] == ["same", "new"]
    for _ in range(2):  # the decision, and the import
        database.undo()
    fresh = inbox_of(database, programme_id, [a_list(DAO, UOC)])
    assert [row.state for row in fresh.plan.rows] == ["new", "needs_you"]


def test_what_is_said_of_a_row_is_kept_with_its_own_table_where_two_stand_on_one_sheet(
    database: Database, programme_id: int
) -> None:
    source = shaped("stacked", "vi", 1).source
    inbox = inbox_of(database, programme_id, [source])
    last = inbox.plan.rows[-1]
    out = replace(inbox, plan=with_decision(inbox.plan, last.id, RowDecision("leave_out")))
    take_in(database, programme_id, out)
    again = inbox_of(database, programme_id, [source])
    assert [row.name for row in again.plan.rows if row.state == "left_out"] == [last.name]
    assert {row.state for row in again.plan.rows} == {"same", "left_out"}
