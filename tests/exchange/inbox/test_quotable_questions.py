"""Answers to own questions are told to partners only as the coordinator said in the inbox, asked once of each."""

import csv
from dataclasses import replace
from pathlib import Path

from sqlmodel import select
from tests.support.database import assert_undoable
from tests.support.forms import google_forms_vi

from nhipcau.common.words import Words
from nhipcau.database import Database
from nhipcau.exchange.inbox.import_run import Inbox, open_files, take_in, understood_anew
from nhipcau.exchange.inbox.quotable_questions import subject_of, unasked, with_choices
from nhipcau.exchange.mapping.file_proposal import corrected
from nhipcau.exchange.terminal.pair_command import import_files
from nhipcau.participants.models import Question
from nhipcau.participants.service import set_quotable
from nhipcau.programmes.models import ProgrammeDraft
from nhipcau.programmes.service import add_programme

TEAM = "Bạn ở đội dự án nào?"
FOOD = "Món ăn bạn thích nhất?"
LOW = "Bạn có từng bị trầm cảm hay lo âu không?"
HEADINGS = ["Họ và tên", "Email", "Vai trò", FOOD, LOW, TEAM]


def file(folder: Path, name: str = "trả lời.csv") -> Path:
    path = folder / name
    with path.open("w", encoding="utf-8-sig", newline="") as target:
        rows = [
            (
                f"Trần Văn {place}", f"t{place}@x.vn", ("Mentee", "Mentor")[place % 2],
                ("Phở", "Bún chả")[place % 2], ("Có", "Không")[place % 2], ("Sông", "Núi")[place % 2],
            )
            for place in range(8)
        ]  # fmt: skip
        csv.writer(target).writerows([HEADINGS, *rows])
    return path


def programme(database: Database, name: str = "Hạt Giống") -> int:
    with database.step("programmes.step.add", name=name) as db:
        return add_programme(db, ProgrammeDraft(name=name))


def stored(database: Database, programme_id: int) -> dict[str, bool | None]:
    with database.read() as db:
        asked = select(Question).where(Question.programme_id == programme_id)
        return {one.wording: one.quotable for one in db.exec(asked)}


def proposed(inbox: Inbox) -> dict[str, bool | None]:
    return {
        column.wording: column.quotable
        for sheet in inbox.understanding.sheets
        for column in sheet.columns
        if column.meaning == "question"
    }


def ticked(inbox: Inbox, **choices: bool) -> Inbox:
    """Return the inbox after boxes were clicked, by the name of the constant here that holds the wording."""
    chosen = {
        subject_of(column): choices[name]
        for name in choices
        for sheet in inbox.understanding.sheets
        for column in sheet.columns
        if column.wording == {"FOOD": FOOD, "LOW": LOW, "TEAM": TEAM}[name]
    }
    return replace(inbox, understanding=with_choices(inbox.understanding, chosen))


def test_only_what_colleagues_tell_each_other_is_proposed_and_all_is_stored(
    database: Database, tmp_path: Path
) -> None:
    programme_id = programme(database)
    inbox = open_files(database, programme_id, [file(tmp_path)])
    assert proposed(inbox) == {FOOD: True, LOW: False, TEAM: False}
    assert_undoable(database, lambda made: take_in(made, programme_id, inbox))
    assert stored(database, programme_id) == {FOOD: True, LOW: False, TEAM: False}


def test_what_she_ticks_and_clears_is_what_is_stored(database: Database, tmp_path: Path) -> None:
    programme_id = programme(database)
    inbox = ticked(open_files(database, programme_id, [file(tmp_path)]), FOOD=False, TEAM=True)
    take_in(database, programme_id, inbox)
    assert stored(database, programme_id) == {FOOD: False, LOW: False, TEAM: True}


def test_a_question_decided_before_is_not_asked_again(database: Database, tmp_path: Path) -> None:
    programme_id = programme(database)
    path = file(tmp_path)
    take_in(database, programme_id, open_files(database, programme_id, [path]))
    with database.read() as db:
        ids = {one.wording: one.id for one in db.exec(select(Question))}
    with database.step("participants.step.quotable") as db:
        set_quotable(db, ids[FOOD] or 0, value=False)
        set_quotable(db, ids[TEAM] or 0, value=None)
    again = open_files(database, programme_id, [path])
    assert proposed(again) == {FOOD: False, LOW: False, TEAM: None}
    assert proposed(understood_anew(again, again.understanding)) == proposed(again)
    take_in(database, programme_id, again)
    assert stored(database, programme_id) == {FOOD: False, LOW: False, TEAM: None}
    take_in(database, programme_id, ticked(again, FOOD=True))
    assert stored(database, programme_id) == {FOOD: True, LOW: False, TEAM: None}


def test_the_next_season_begins_with_what_was_said_of_the_same_form(
    database: Database, tmp_path: Path
) -> None:
    first, second = programme(database), programme(database, "Mùa sau")
    path = file(tmp_path)
    take_in(database, first, ticked(open_files(database, first, [path]), FOOD=False, TEAM=True))
    take_in(database, second, open_files(database, second, [path]))
    assert stored(database, second) == {FOOD: False, LOW: False, TEAM: True}


def test_a_form_remembered_from_before_she_was_asked_leaves_it_open(
    database: Database, tmp_path: Path
) -> None:
    first, second = programme(database), programme(database, "Mùa sau")
    path = file(tmp_path)
    inbox = open_files(database, first, [path])
    take_in(database, first, replace(inbox, understanding=unasked(inbox.understanding)))
    take_in(database, second, open_files(database, second, [path]))
    assert set(stored(database, second).values()) == {None}


def test_nothing_is_decided_where_nobody_looks(database: Database, tmp_path: Path) -> None:
    programme_id = programme(database)
    import_files(database, programme_id, [file(tmp_path)], Words())
    assert set(stored(database, programme_id).values()) == {None}


def test_the_lines_of_a_grid_are_decided_together(database: Database, tmp_path: Path) -> None:
    programme_id = programme(database)
    path = google_forms_vi(tmp_path / "form.xlsx")
    inbox = open_files(database, programme_id, [path])
    lines = [column for column in inbox.understanding.sheets[0].columns if column.kind == "graded"]
    assert len(lines) == 2
    assert not any(line.quotable for line in lines)
    chosen = with_choices(inbox.understanding, {subject_of(lines[0]): True})
    take_in(database, programme_id, replace(inbox, understanding=chosen))
    found = stored(database, programme_id)
    assert [found[line.wording] for line in lines] == [True, True]


def test_a_column_made_a_question_by_hand_is_judged_like_any_other(
    database: Database, tmp_path: Path
) -> None:
    inbox = open_files(database, programme(database), [file(tmp_path)])
    index = next(column.index for column in inbox.understanding.sheets[0].columns if column.wording == FOOD)
    ignored = corrected(inbox.understanding, inbox.sources, 0, index, "ignore")
    assert ignored.sheets[0].column(index).quotable is None
    asked = corrected(ignored, inbox.sources, 0, index, "question")
    assert asked.sheets[0].column(index).quotable is True
