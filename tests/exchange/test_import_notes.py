"""What an import notes besides the people: its files, its counts, how each form was read and who its rows were."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlmodel import col, select
from tests.support import forms
from tests.support.make import programme

from nhipcau.common import clock
from nhipcau.database import Database
from nhipcau.exchange.formats.column_mapping import Understanding
from nhipcau.exchange.inbox import queries, service
from nhipcau.exchange.mapping.answer_rows import answers
from nhipcau.exchange.mapping.file_proposal import understand
from nhipcau.exchange.models import ImportBatch, RememberedForm
from nhipcau.exchange.preview.import_plan import ImportPlan, RowDecision
from nhipcau.exchange.preview.import_plan_builder import make_plan
from nhipcau.exchange.preview.row_decisions import with_decision
from nhipcau.participants.models import Person
from nhipcau.workbook import Source

HEAD = ("Họ và tên", "Email", "Vai trò")
AN, BO, CHI = (("An Trần", "an@x.vn", "Mentor"), ("Bo Lê", "bo@x.vn", "Mentee"), ("Chi Vũ", "chi", "Mentee"))
MORNING = datetime(2026, 3, 1, 8, tzinfo=UTC)


def source(*rows: tuple[Any, ...], name: str = "a.xlsx", **sheets: list[tuple[Any, ...]]) -> Source:
    return forms.source_of(name, {"S": [HEAD, *rows], **sheets})


def planned(database: Database, programme_id: int, *sources: Source) -> tuple[ImportPlan, Understanding]:
    with database.read() as db:
        existing = queries.existing(db, programme_id)
        understanding = understand(sources, queries.remembered_forms(db, programme_id))
    return make_plan(answers(understanding, sources), existing, understanding), understanding


def applied(
    database: Database, programme_id: int, plan: ImportPlan, understanding: Understanding, *files: str
) -> dict[str, int]:
    with database.step("exchange.step.import", file="a.xlsx", n=1) as db:
        named = [(name, f"digest of {name}") for name in files]
        return dict(service.apply(db, programme_id, plan, understanding, files=named))


def taken_in(database: Database, programme_id: int, *sources: Source) -> dict[str, int]:
    return applied(database, programme_id, *planned(database, programme_id, *sources))


def at(moment: datetime) -> Callable[[], datetime]:
    return lambda: moment


def remembered(database: Database) -> list[RememberedForm]:
    with database.read() as db:
        return list(db.exec(select(RememberedForm).order_by(col(RememberedForm.id))))


def test_each_file_is_noted_with_what_became_of_the_rows(database: Database) -> None:
    first, second = programme(database), programme(database, "Cầu Nối Số")
    plan, understanding = planned(database, second, source(AN, BO, CHI))
    plan = with_decision(plan, 1, RowDecision("leave_out"))
    expected = {"new": 1, "changed": 0, "same": 0, "needs_you": 1, "left_out": 1}
    assert applied(database, second, plan, understanding, "a.xlsx", "b.xlsx") == expected
    with database.read() as db:
        noted = [
            (one.programme_id, one.file_name, one.digest, one.counts)
            for one in db.exec(select(ImportBatch).order_by(col(ImportBatch.id)))
        ]
    assert noted == [(second, name, f"digest of {name}", expected) for name in ("a.xlsx", "b.xlsx")]
    assert first != second


def test_a_plan_made_without_what_is_there_is_written_and_remembers_no_rows(database: Database) -> None:
    made = programme(database)
    plan, understanding = planned(database, made, source(AN))
    assert applied(database, made, replace(plan, basis=None), understanding)["new"] == 1
    assert [form.understanding["rows"] for form in remembered(database)] == [{}]


def test_a_form_is_remembered_once_in_each_programme(database: Database) -> None:
    first, second = programme(database), programme(database, "Cầu Nối Số")
    for made in (first, second, first):
        taken_in(database, made, source(AN))
    assert [form.programme_id for form in remembered(database)] == [first, second]
    assert len({form.fingerprint for form in remembered(database)}) == 1


def test_two_forms_of_one_import_are_two_and_two_sheets_of_one_form_are_one(database: Database) -> None:
    made = programme(database)
    other = [("Họ và tên", "Email", "Phòng ban"), ("Dũng Đỗ", "dung@x.vn", "Kinh doanh")]
    taken_in(database, made, source(AN, Mentor=other), source(BO, name="b.xlsx"))
    rows = [len(form.understanding["rows"]) for form in remembered(database)]
    assert sorted(rows) == [1, 2]


def test_what_is_remembered_grows_with_each_file_and_its_day_only_with_news(database: Database) -> None:
    made = programme(database)
    seen = []
    for hours, rows in enumerate(((AN,), (BO,), (AN, BO))):
        clock.set_clock(at(MORNING + timedelta(hours=hours)))
        taken_in(database, made, source(*rows))
        (form,) = remembered(database)
        seen.append((len(form.understanding["rows"]), form.used_at.replace(tzinfo=UTC).hour - MORNING.hour))
    assert seen == [(1, 0), (2, 1), (2, 1)]


def test_each_row_is_remembered_as_the_person_it_turned_out_to_be(database: Database) -> None:
    made = programme(database)
    plan, understanding = planned(database, made, source(AN, BO, CHI))
    applied(database, made, with_decision(plan, 1, RowDecision("leave_out")), understanding)
    with database.read() as db:
        (an,) = db.exec(select(Person.id)).all()
    (form,) = remembered(database)
    assert list(form.understanding["rows"].values()) == [[an]], "rows not taken in are nobody yet"


def test_a_form_that_comes_twice_in_one_file_leaves_the_others_as_they_were_read(database: Database) -> None:
    made = programme(database)
    other = forms.source_of("b.xlsx", {"S": [("Họ và tên", "Email", "Phòng ban"), ("Dũng", "d@x.vn", "A")]})
    taken_in(database, made, source(AN))
    taken_in(database, made, other)
    before = remembered(database)[1]
    taken_in(database, made, source(AN, Hai=[HEAD, BO]))
    first, second = remembered(database)
    assert second == before
    assert len(first.understanding["rows"]) == 2


def test_a_sheet_that_is_not_used_is_not_remembered(database: Database) -> None:
    made = programme(database)
    plan, understanding = planned(database, made, source(AN))
    sheets = tuple(replace(sheet, used=False) for sheet in understanding.sheets)
    applied(database, made, plan, replace(understanding, sheets=sheets))
    assert remembered(database) == []
