"""Sheets of settings that really went through LibreOffice, worked on there as people do."""

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from tests.exchange.round_trip.test_settings import LOCKS, RULES, decide
from tests.support.database import new_database
from tests.support.libreoffice import SOFFICE, Job, SheetAtHand, work_through
from tests.support.pairing_people import pairing_programme
from tests.support.whole_workbook import send

from nhipcau.database import Database
from nhipcau.exchange.round_trip.merge.workbook_merge import said
from nhipcau.exchange.round_trip.returned_batch import open_batch, take_in

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(SOFFICE is None, reason="LibreOffice Calc is not installed (soffice)"),
]


@pytest.fixture(scope="module")
def trips(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Database, int, Path]]:
    folder = tmp_path_factory.mktemp("libreoffice")
    database = new_database(folder)
    programme_id = pairing_programme(database)
    with database.step("pairs.step.confirm", n=1) as db:
        decide(db, programme_id)
    sent = send(database, programme_id, "x", folder / "sent.xlsx", "vi")
    book = openpyxl.load_workbook(sent)
    rules, locks = SheetAtHand(book[RULES]), SheetAtHand(book[LOCKS])
    shared = rules.names["Phải có ngôn ngữ chung"]
    edited = [
        rules.open, rules.put(shared, "Giá trị", "Không"),
        rules.put(rules.names["Lệch múi giờ nhiều nhất (giờ)"], "Giá trị", 3), *rules.sort("Quy tắc"),
        locks.open, locks.put(locks.last + 1, "Người cố vấn", "Trần Bảo Ngọc"),
        locks.put(locks.last + 1, "Người được cố vấn", "bao.phan@hatgiong.vn"),
        locks.put(locks.last + 1, "Khóa hay chặn", "chặn: không bao giờ ghép"),
    ]  # fmt: skip
    number = book.sheetnames.index(RULES) + 1
    work_through(
        folder,
        [
            Job(sent, folder / "edited.xlsx", edited),
            Job(sent, folder / "edited.ods", edited),
            Job(sent, folder / "rules.csv", sheet=number),
        ],
    )
    yield database, programme_id, folder
    database.close()


@pytest.mark.parametrize("name", ["edited.xlsx", "edited.ods"])
def test_what_was_changed_there_is_exactly_what_is_seen(trips: tuple[Database, int, Path], name: str) -> None:
    database, programme_id, folder = trips
    batch = open_batch(database, programme_id, [folder / name])
    changes = {
        (one.name_of(row.key), row.state, cell.field, said(one.kind.field(cell.field), cell.theirs))
        for one in batch.plans[0].kinds
        for row in one.merged.changed
        for cell in row.cells
        if said(one.kind.field(cell.field), cell.theirs)
    }
    added = ("Trần Bảo Ngọc – Phan Gia Bảo", "added")
    assert changes == {
        ("Phải có ngôn ngữ chung", "changed", "rule_value", "Không"),
        ("Lệch múi giờ nhiều nhất (giờ)", "changed", "rule_value", "3"),
        (*added, "mentor", "Trần Bảo Ngọc (ngoc.tran@hatgiong.vn)"),
        (*added, "mentee", "Phan Gia Bảo (bao.phan@hatgiong.vn)"),
        (*added, "constraint", "Chặn: không bao giờ ghép"),
    }
    assert not batch.plans[0].problems
    assert take_in(database, batch, "-").refused == ()
    assert open_batch(database, programme_id, [folder / name]).nothing_new
    database.undo()


def test_a_sheet_of_rules_as_text_brings_nothing_new(trips: tuple[Database, int, Path]) -> None:
    database, programme_id, folder = trips
    assert open_batch(database, programme_id, [folder / "rules.csv"]).nothing_new
