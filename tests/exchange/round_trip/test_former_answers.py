"""Workbooks whose drop-downs offered other words when they went out still come home."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlmodel import select
from tests.support.database import new_database
from tests.support.pairing_people import pairing_programme
from tests.support.whole_workbook import send

from nhipcau.common.paths import resource
from nhipcau.common.words import LANGUAGES, Language, Words, text
from nhipcau.database import Database
from nhipcau.exchange.models import SentWorkbook
from nhipcau.exchange.round_trip.merge.workbook_merge import compare
from nhipcau.exchange.round_trip.sheets.cell_reading import read
from nhipcau.pairing.models import Pair
from nhipcau.pairing.plan.plan_request import solve
from nhipcau.pairing.store.queries import pairing_input
from nhipcau.pairing.store.service import confirm_pairs
from nhipcau.sessions.service import log_session, record_pulse
from nhipcau.sheets.columns import SheetField
from nhipcau.workbook import read_source

FORMER: dict[str, list[str]] = json.loads(
    resource("import", "former_answers.json").read_text(encoding="utf-8")
)
CODES = {"feeling": "pulse.feeling", "rating": "session.rating"}
DAY = date(2026, 4, 2)
SCALES = [key for key in FORMER if key.startswith("sessions.")]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = new_database(tmp_path)
    yield database
    database.close()


@pytest.mark.parametrize("key", SCALES)
def test_an_answer_in_the_words_of_before_is_the_point_it_was(key: str) -> None:
    group, _, point = key.rpartition(".")
    for language in LANGUAGES:
        choices = tuple((one, text(language, f"{group}.{one}")) for one in range(1, 6))
        field = SheetField("feeling", "x", choices=choices)
        for former in FORMER[key]:
            assert read(field, former) == int(point)


def test_usefulness_and_feeling_were_the_same_words_once_and_are_told_apart_by_their_column() -> None:
    for name, wanted in (("feeling", 3), ("rating", 3)):
        choices = tuple((one, text("en", f"sessions.{name}.{one}")) for one in range(1, 6))
        assert read(SheetField(name, "x", choices=choices), "3 – fair") == wanted


def in_former_words(database: Database, path: Path, language: Language) -> Path:
    """Make a workbook, and what is remembered of it, as if it had gone out with the answers of before."""
    once = {text(language, key): former[0 if language == "vi" else -1] for key, former in FORMER.items()}
    with database.step("homecoming.step.send", name="x") as db:
        for sent in db.exec(select(SentWorkbook)).all():
            stored = json.dumps(sent.content, ensure_ascii=False)
            for now, before in once.items():
                stored = stored.replace(
                    json.dumps(now, ensure_ascii=False), json.dumps(before, ensure_ascii=False)
                )
            sent.content = json.loads(stored)
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if str(cell.value) in once:
                    cell.value = once[str(cell.value)]
    book.save(path)
    return path


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_workbook_sent_with_the_answers_of_before_brings_what_was_changed_and_nothing_else(
    database: Database, tmp_path: Path, language: Language
) -> None:
    programme_id = pairing_programme(database, mentors=2, mentees=2)
    with database.read() as db:
        people = pairing_input(db, programme_id)
    with database.step("pairs.step.confirm", n=1) as db:
        confirm_pairs(db, programme_id, solve(people).pairs[:1])
        (pair_id,) = (one.id for one in db.exec(select(Pair)))
        assert pair_id is not None
        for point in range(1, 6):
            record_pulse(db, pair_id, {"role": "mentor", "feeling": point, "answered_on": DAY})
            log_session(db, pair_id, {"held_on": DAY, "minutes": 30 + point, "rating": point})
    words = Words(language)
    path = in_former_words(
        database, send(database, programme_id, "x", tmp_path / "a.xlsx", language), language
    )
    assert changes(database, programme_id, path) == []
    book = openpyxl.load_workbook(path)
    for name, field in (("pulses", "feeling"), ("sessions", "rating")):
        sheet = book[words(f"homecoming.sheet.{name}")]
        column = next(one.column for one in sheet[1] if one.value == words(f"fields.{CODES[field]}"))
        former = [FORMER[f"sessions.{field}.{point}"][0 if language == "vi" else -1] for point in (1, 5)]
        cells = (row[column - 1] for row in sheet.iter_rows(min_row=2))
        next(cell for cell in cells if cell.value == former[0]).value = former[1]
    book.save(path)
    assert sorted(changes(database, programme_id, path)) == [("feeling", 5), ("rating", 5)]


def changes(database: Database, programme_id: int, path: Path) -> list[tuple[str, Any]]:
    with database.read() as db:
        found = compare(db, programme_id, read_source(path))
    assert not found.problems
    rows = [row for one in found.kinds for row in one.merged.rows if row.state != "unchanged"]
    assert all(row.state == "changed" for row in rows)
    return [(cell.field, cell.result) for row in rows for cell in row.cells if cell.changes]
