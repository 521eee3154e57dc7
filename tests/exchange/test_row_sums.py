"""The sums add up, whatever a list looks like: before the import, after it, and in what `nhipcau read` prints."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from sqlmodel import select
from tests.support import make
from tests.support.forms import source_of
from tests.support.random_lists import RandomList, random_lists
from tests.support.waiting import HEADINGS, MENTEE, MENTOR, a_list, waits

from nhipcau.common.words import Words
from nhipcau.database import Database
from nhipcau.exchange.inbox.import_run import inbox_of, open_waiting, take_in
from nhipcau.exchange.inbox.sum_text import parts_text, rows_text
from nhipcau.exchange.mapping.answer_rows import answers
from nhipcau.exchange.mapping.file_proposal import understand
from nhipcau.exchange.preview.import_plan import Existing, RowDecision
from nhipcau.exchange.preview.import_plan_builder import make_plan
from nhipcau.exchange.preview.row_accounting import left_rows, row_sum
from nhipcau.exchange.preview.row_decisions import with_decision, with_decisions
from nhipcau.exchange.terminal.dry_reading import read_files
from nhipcau.participants.models import Person
from nhipcau.shell.terminal.reading_lines import as_lines

pytestmark = pytest.mark.slow

_UNSHRUNK = (Phase.explicit, Phase.reuse, Phase.generate)
"""A workbook is small enough to be looked at as it is; to shrink one takes minutes."""
_SLOW = (HealthCheck.function_scoped_fixture, HealthCheck.too_slow)


def people(database: Database) -> int:
    with database.read() as db:
        return len(db.exec(select(Person)).all())


@settings(max_examples=80, deadline=None, phases=_UNSHRUNK, suppress_health_check=_SLOW)
@given(first=random_lists(), second=random_lists(name="danh sách hai.xlsx"))
def test_every_row_of_every_file_is_accounted_for_once(first: RandomList, second: RandomList) -> None:
    sources = [first.source, second.source]
    understanding = understand(sources)
    rows = answers(understanding, sources)
    plan, left = make_plan(rows, Existing(), understanding), left_rows(understanding, sources)
    places = [place for row in plan.rows for place in (row.places or (row.id,))]
    found = [(rows[place].file_name, rows[place].sheet, rows[place].row_number) for place in places]
    found += [(row.file_name, row.sheet, number) for row in left for number in row.row_numbers]
    heads = {
        (sheet.file_name, sheet.sheet, row) for sheet in understanding.sheets for row in sheet.heading_rows
    }
    written = [
        (one.source.path.name, *row)
        for one in (first, second)
        for row in one.rows
        if (one.source.path.name, *row) not in heads
    ]
    assert sorted(found) == sorted(written)
    assert row_sum(plan, left).rows == len(written)


@settings(max_examples=25, deadline=None, phases=_UNSHRUNK, suppress_health_check=_SLOW)
@given(written=random_lists())
def test_after_the_import_rows_are_people_or_wait_or_were_left_out(
    database: Database, written: RandomList
) -> None:
    before = people(database)
    programme_id = make.programme(database)
    inbox = inbox_of(database, programme_id, [written.source])
    total = row_sum(inbox.plan, inbox.left)
    take_in(database, programme_id, inbox)
    assert people(database) - before == inbox.plan.count("new")
    assert waits(database, programme_id) == total.of("needs_you").rows
    again = open_waiting(database, programme_id)
    assert again.plan.basis is None or len(again.plan.basis.rows) == total.of("needs_you").rows
    assert row_sum(again.plan, again.left).rows == total.of("needs_you").rows

    take_in(database, programme_id, inbox_of(database, programme_id, [written.source]))
    rest = open_waiting(database, programme_id)
    stand = [(*row.table[1:], row.row_number) for row in rest.plan.basis.rows] if rest.plan.basis else []
    assert len(stand) == len(set(stand)) == waits(database, programme_id), "no row waits twice"
    dropped = with_decisions(rest.plan, {row.id: RowDecision("leave_out") for row in rest.plan.rows})
    take_in(database, programme_id, replace(rest, plan=dropped))
    assert waits(database, programme_id) == 0


def test_one_who_answered_twice_is_two_rows_and_one_person(database: Database) -> None:
    an = ("Nguyễn An", "an@vidu.vn", MENTOR)
    inbox = inbox_of(database, make.programme(database), [a_list(an, an, ("Lê Bình", "binh@vidu.vn", ""))])
    total = row_sum(inbox.plan, inbox.left)
    assert (total.rows, total.of("new").rows, total.of("new").people) == (3, 2, 1)
    assert parts_text(total, Words("vi")) == "2 mới (1 người) + 1 cần bạn quyết định"
    assert parts_text(total, Words("en")) == "2 new (1 person) + 1 needs your decision"


def test_rows_of_sheets_that_are_not_used_are_left_out_with_the_reason(database: Database) -> None:
    people = [HEADINGS, ("Nguyễn An", "an@vidu.vn", MENTOR, "", "", "")]
    prices = [("Mặt hàng", "Giá"), ("Bút", 5), ("Vở", 7)]
    inbox = inbox_of(
        database, make.programme(database), [source_of("a.xlsx", {"Người": people, "Giá": prices})]
    )
    (left,) = inbox.left
    assert (left.sheet, left.row_numbers, left.state) == ("Giá", (2, 3), "left_out")
    assert row_sum(inbox.plan, inbox.left).rows == 3


@pytest.mark.parametrize(
    ("numbers", "text"), [((3,), "3"), ((3, 4, 5), "3–5"), ((2, 4, 5, 9), "2, 4–5, 9"), ((), "")]
)
def test_numbers_of_rows_are_told_as_spans(numbers: tuple[int, ...], text: str) -> None:
    assert rows_text(numbers) == text


def test_the_page_of_a_dry_reading_says_its_sums_and_what_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "danh sách.csv"
    rows = [
        "Họ và tên,Email,Vai trò", f"Nguyễn An,an@vidu.vn,{MENTOR}", f"Nguyễn An,an@vidu.vn,{MENTOR}",
        f"Lê Bình,binh@vidu.vn,{MENTEE}", "Vũ Chi,chi@vidu.vn,", "Tổng cộng,4,",
    ]  # fmt: skip
    path.write_text("\n".join(rows), encoding="utf-8-sig")
    report = read_files([path])
    vi, en = (as_lines(report, Words(language)) for language in ("vi", "en"))
    assert "    Dòng 6: bỏ qua (Dòng tổng cộng, không phải một người)" in vi
    assert "    5 dòng = 3 mới (2 người) + 1 cần bạn quyết định + 1 bỏ qua" in vi
    assert "    5 rows = 3 new (2 people) + 1 needs your decision + 1 left out" in en


def test_somebody_who_answered_twice_is_left_out_with_both_rows(database: Database) -> None:
    an = ("Nguyễn An", "an@vidu.vn", "")
    inbox = inbox_of(database, make.programme(database), [a_list(an, an)])
    plan = with_decision(inbox.plan, 0, RowDecision("leave_out"))
    assert [(row.state, row.row_numbers) for row in plan.rows] == [("left_out", (2,)), ("left_out", (3,))]
    assert [row.state for row in with_decision(plan, 0, None).rows] == ["needs_you", "left_out"]
