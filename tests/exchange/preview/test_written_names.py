"""Names as files write them: what is kept as the name, and what becomes of all that stands around it."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select
from tests.support import forms, make

from nhipcau.database import Database
from nhipcau.exchange.inbox.import_run import Inbox, open_files, take_in, understood_anew
from nhipcau.exchange.mapping.answer_rows import answers
from nhipcau.exchange.mapping.file_proposal import understand
from nhipcau.exchange.preview.import_plan import Existing
from nhipcau.exchange.preview.import_plan_builder import make_plan
from nhipcau.exchange.preview.written_names import names_to_mend
from nhipcau.participants.models import Participant, Person

HEADINGS = ("Họ và tên", "Email", "Vai trò")


def people(database: Database) -> dict[str, Person]:
    with database.read() as db:
        return {person.full_name: person for person in db.exec(select(Person)).all()}


def opened(database: Database, programme_id: int, folder: Path, *names: str, **columns: str) -> Inbox:
    rows: list[Any] = [(*HEADINGS, *columns)]
    rows += [(name, f"p{place}@vidu.vn", "Mentee", *columns.values()) for place, name in enumerate(names)]
    return open_files(database, programme_id, [forms.write(folder / "Danh sách.xlsx", {"Trang": rows})])


@pytest.fixture
def programme_id(database: Database) -> int:
    return make.programme(database)


def test_titles_and_remarks_are_kept_beside_the_name(
    database: Database, programme_id: int, tmp_path: Path
) -> None:
    names = (
        "TS. Trần Thị Lan",
        "Lê Quốc Cường (Sales)",
        "Yildiz, Efe",
        "REID, FAY",
        "Lan 2",
        "Dr. Bruno Costa, PhD",
    )
    take_in(database, programme_id, opened(database, programme_id, tmp_path, *names))
    found = people(database)
    assert set(found) == {"Trần Thị Lan", "Lê Quốc Cường", "Efe Yildiz", "FAY REID", "Lan 2", "Bruno Costa"}
    assert (found["Trần Thị Lan"].salutation, found["Bruno Costa"].salutation) == ("TS.", "Dr.")
    assert found["FAY REID"].preferred_name == "Fay"
    with database.read() as db:
        notes: dict[int | None, str] = {one.person_id: one.note for one in db.exec(select(Participant)).all()}
    assert (notes[found["Lê Quốc Cường"].id], notes[found["Bruno Costa"].id]) == ("(Sales)", "PhD")


def test_the_same_file_brings_nothing_when_it_is_read_again(
    database: Database, programme_id: int, tmp_path: Path
) -> None:
    names = ("TS. Trần Thị Lan", "Lê Quốc Cường (Sales)", "REID, FAY", "NGUYỄN VĂN AN")
    take_in(database, programme_id, opened(database, programme_id, tmp_path, *names))
    again = opened(database, programme_id, tmp_path, *names)
    assert [row.state for row in again.plan.rows] == ["same"] * 4


def test_a_title_in_a_file_does_not_replace_the_one_that_was_set(
    database: Database, programme_id: int, tmp_path: Path
) -> None:
    take_in(database, programme_id, opened(database, programme_id, tmp_path, "TS. Trần Thị Lan"))
    later = opened(database, programme_id, tmp_path, "Ms. Trần Thị Lan")
    assert [row.state for row in later.plan.rows] == ["same"]


def test_a_column_of_titles_says_more_than_the_name(
    database: Database, programme_id: int, tmp_path: Path
) -> None:
    inbox = opened(database, programme_id, tmp_path, "Ms. Trần Thị Lan", **{"Danh xưng": "PGS."})
    take_in(database, programme_id, inbox)
    assert people(database)["Trần Thị Lan"].salutation == "PGS."


def test_somebody_kept_with_a_title_in_the_name_is_known_again(
    database: Database, programme_id: int, tmp_path: Path
) -> None:
    make.participant(database, programme_id, "ThS. Đặng Thị Chi", email="p0@vidu.vn")
    inbox = opened(database, programme_id, tmp_path, "ThS. Đặng Thị Chi")
    (row,) = inbox.plan.rows
    assert row.person_id is not None
    assert {change.field for change in row.changes} <= {"role", "consent"}


def test_of_two_rows_of_one_person_the_name_in_fuller_letters_is_kept(
    database: Database, programme_id: int, tmp_path: Path
) -> None:
    rows = [HEADINGS, ("Nguyễn Văn An", "an@vidu.vn", "Mentee"), ("NGUYEN VAN AN", "an@vidu.vn", "Mentee")]
    path = forms.write(tmp_path / "Danh sách.xlsx", {"Trang": rows})
    inbox = open_files(database, programme_id, [path])
    assert [row.name for row in inbox.plan.rows] == ["Nguyễn Văn An"]


def test_names_in_capitals_are_mended_only_where_that_was_agreed(
    database: Database, programme_id: int, tmp_path: Path
) -> None:
    inbox = opened(database, programme_id, tmp_path, "NGUYỄN VĂN AN", "trần thị bình", "Lê Hà")
    assert names_to_mend(inbox.plan) == ["NGUYỄN VĂN AN", "trần thị bình"]
    assert [row.name for row in inbox.plan.rows] == ["NGUYỄN VĂN AN", "trần thị bình", "Lê Hà"]
    mended = understood_anew(inbox, inbox.understanding.mending_names(True))
    assert [row.name for row in mended.plan.rows] == ["Nguyễn Văn An", "Trần Thị Bình", "Lê Hà"]
    assert names_to_mend(mended.plan) == ["NGUYỄN VĂN AN", "trần thị bình"]
    take_in(database, programme_id, mended)
    next_file = opened(database, programme_id, tmp_path, "NGUYỄN VĂN AN", "trần thị bình", "Lê Hà", "ĐỖ THU")
    assert [row.state for row in next_file.plan.rows] == ["same", "same", "same", "new"]
    assert next_file.plan.rows[-1].name == "Đỗ Thu"


NAMES = st.sampled_from(
    ["Nguyễn Văn Hùng", "Nguyễn Văn Hưng", "Trần Thị Bình", "Lê Minh Anh", "Fay Reid", "José García"]
)


@given(st.lists(st.tuples(NAMES, st.booleans(), st.sampled_from("abcdef")), max_size=12))
def test_who_is_who_does_not_hang_on_the_letters(people_: list[tuple[str, bool, str]]) -> None:
    rows = [(name.upper() if loud else name, f"{mark}@vidu.vn", "Mentee") for name, loud, mark in people_]
    source = forms.source_of("Danh sách.xlsx", {"Trang": [HEADINGS, *rows]})
    understanding = understand([source])
    known = [
        [
            (row.state, row.places, [(one.person_id, one.row_id) for one in row.candidates])
            for row in make_plan(answers(read, [source]), Existing(()), read).rows
        ]
        for read in (understanding, understanding.mending_names(True))
    ]
    assert known[0] == known[1]
