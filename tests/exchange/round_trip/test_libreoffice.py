"""Workbooks that really went through LibreOffice: nothing is lost, and each change is seen as what it is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from sqlmodel import select
from tests.support.database import new_database
from tests.support.libreoffice import SOFFICE, Job, SheetAtHand, text, work_through
from tests.support.organisations import tough_organisation, write_organisation
from tests.support.pairing_people import pairing_programme
from tests.support.whole_workbook import send

from nhipcau.common.words import LANGUAGES, Words
from nhipcau.database import Database
from nhipcau.exchange.round_trip.merge.workbook_merge import said
from nhipcau.exchange.round_trip.outgoing.pair_workbooks import write_pair_workbooks
from nhipcau.exchange.round_trip.returned_batch import open_batch
from nhipcau.journey.models import PairGoal
from nhipcau.pairing.plan.plan_request import solve
from nhipcau.pairing.store.queries import pairing_input
from nhipcau.pairing.store.service import confirm_pairs
from nhipcau.participants.models import Answer, Participant, Question
from nhipcau.sessions.models import MentoringSession, PulseAnswer

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(SOFFICE is None, reason="LibreOffice Calc is not installed (soffice)"),
]
Change = tuple[str, str, str, str, str]
"""Kind of thing, who, what becomes of the row, column, what they wrote."""

DAY = date(2026, 5, 4)
SERIAL = (DAY - date(1899, 12, 30)).days
PEOPLE = "Người tham gia"
SESSIONS = "Buổi gặp"
QUESTIONS = {
    "one_choice": "Nhẹ nhàng",
    "several": ["Sách", "Phim"],
    "number": 4.5,
    "date": "2026-03-01",
    "text": "Có",
}


@dataclass(frozen=True)
class Trips:
    """The workbooks as they came back, by what was done to them."""

    tough: tuple[Database, int]
    plain: tuple[Database, int]
    folder: Path

    def changes(self, name: str, *, tough: bool = False) -> set[Change]:
        database, programme_id = self.tough if tough else self.plain
        batch = open_batch(database, programme_id, [self.folder / name])
        (plan,) = batch.plans
        found: set[Change] = set()
        for one in plan.kinds:
            fields = {field.code: field for field in one.kind.fields}
            for row in one.merged.rows:
                who = (one.kind.code, one.name_of(row.key), row.state)
                found |= {
                    (*who, cell.field, said(fields[cell.field], cell.theirs))
                    for cell in row.cells
                    if row.changes
                }
                if row.state == "removed":
                    found.add((*who, "", ""))
        found |= {("problem", each.address, each.problem.code, "", "") for each in plan.problems}
        return {each for each in found if each[2] != "added" or each[4]}


@pytest.fixture(scope="module")
def trips(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trips]:
    folder = tmp_path_factory.mktemp("libreoffice")
    tough, plain = new_database(folder, "tough.nhipcau"), new_database(folder, "plain.nhipcau")
    tough_id, plain_id = write_organisation(tough, tough_organisation()), _plain_programme(plain)
    jobs: list[Job] = []
    for language in LANGUAGES:
        sent = send(tough, tough_id, "a", folder / f"{language}.xlsx", language)
        ods = folder / f"{language}.ods"
        jobs += [
            Job(sent, folder / f"{language} again.xlsx"),
            Job(sent, ods),
            Job(ods, folder / f"{language} ods.xlsx"),
        ]
    sent = send(plain, plain_id, "b", folder / "plain.xlsx", "vi")
    jobs += [Job(sent, folder / f"{name}.xlsx", changes) for name, changes in _edits(sent).items()]
    names = openpyxl.load_workbook(sent, read_only=True).sheetnames
    jobs.append(Job(sent, folder / "people.csv", sheet=names.index(PEOPLE) + 1))
    jobs.append(Job(sent, folder / "filled.ods", _edits(sent)["filled"]))
    for book in sorted(write_pair_workbooks(plain, plain_id, folder, "vi").folder.glob("*.xlsx"))[:2]:
        jobs.append(Job(book, folder / f"pair {book.stem}.xlsx"))
    work_through(folder, jobs)
    yield Trips((tough, tough_id), (plain, plain_id), folder)
    tough.close()
    plain.close()


def _plain_programme(database: Database) -> int:
    made = pairing_programme(database)
    with database.read() as db:
        people = pairing_input(db, made)
    with database.step("pairs.step.confirm", n=1) as db:
        pair_ids = confirm_pairs(db, made, solve(people).pairs)
        joined = db.exec(select(Participant.id).where(Participant.programme_id == made)).all()
        for kind, value in QUESTIONS.items():
            question = Question(programme_id=made, wording=f"Câu {kind}", kind=kind, position=9)
            db.add(question)
            db.flush()
            for participant_id in joined:
                assert question.id is not None
                assert participant_id is not None
                db.add(Answer(question_id=question.id, participant_id=participant_id, value=value))
        for number, pair_id in enumerate(pair_ids):
            db.add(PairGoal(pair_id=pair_id, wording=f"Mục tiêu {number}", due_on=DAY))
            db.add(MentoringSession(pair_id=pair_id, held_on=DAY, topic=f"Chuyện {number}"))
            db.add(PulseAnswer(pair_id=pair_id, role="mentor", answered_on=DAY, feeling=4))
    return made


def _edits(sent: Path) -> Mapping[str, Sequence[str]]:
    book = openpyxl.load_workbook(sent)
    people, sessions = SheetAtHand(book[PEOPLE]), SheetAtHand(book[SESSIONS])
    mai, dat = people.names["Lê Thị Mai"], people.names["Phạm Quốc Đạt"]
    width = len(people.columns)
    edited = [
        people.open, people.put(mai, "Phòng ban", "Pháp chế"), people.put(mai, "Năm sinh", 1994),
        people.put(dat, "Sở thích", "Cờ vua; Đi bộ"), people.put(dat, "Câu date", SERIAL),
        people.put(dat, "Câu number", -2.5), people.put(mai, "Là người cố vấn", "có"),
    ]  # fmt: skip
    added = [
        people.open, people.put(people.last + 1, "Họ và tên", "Ngô Thị Mới"),
        people.put(people.last + 1, "Email", "moi@ex.vn"), people.put(people.last + 1, "Điện thoại", "0911222333"),
    ]  # fmt: skip
    removed = [people.open, f"sheet.Rows.removeByIndex({mai}, 1)"]
    pair = str(sessions.rows[1][1])
    filled = [
        sessions.open, sessions.put(1, "Chủ đề", "Chuyện khác"), sessions.put(sessions.last + 1, "Cặp", pair),
        sessions.put(sessions.last + 1, "Ngày gặp", SERIAL + 7), sessions.put(sessions.last + 1, "Số phút", 45),
    ]  # fmt: skip
    moved = [*people.move("Email", width), *people.move("Họ và tên", width)]
    heading = [people.open, people.put(0, "Phòng ban", "Bộ phận")]
    no_key = [people.open, "sheet.Columns.removeByIndex(0, 1)"]
    renamed = [people.open, 'sheet.Name = "Danh sách của tôi"']
    copied = [
        "old = doc",
        'doc = StarDesktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, Array(Named("Hidden", True)))',
        f"doc.Sheets.importSheet(old, {text(PEOPLE)}, 0)",
        "old.close(True)",
    ]
    return {
        "untouched": [], "edited": edited, "added": added, "removed": removed, "filled": filled,
        "sorted": people.sort("Phòng ban"), "moved": moved, "heading": heading, "no key": no_key, "renamed": renamed,
        "copied": copied,
        "everything": [*edited, *added, *removed, *heading, *renamed, *copied[:1], *copied[1:2],
                       'doc.Sheets.importSheet(old, "Danh sách của tôi", 0)', "old.close(True)",
                       "sheet = doc.Sheets.getByIndex(0)", *people.move("Email", width)[1:],
                       *people.sort("Câu text")[1:], "sheet.Columns.removeByIndex(0, 1)"],
    }  # fmt: skip


MAI, DAT = ("participants", "Lê Thị Mai"), ("participants", "Phạm Quốc Đạt")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["{} again.xlsx", "{} ods.xlsx", "{}.ods"])
def test_opened_and_saved_again_brings_nothing_new(trips: Trips, language: str, name: str) -> None:
    assert trips.changes(name.format(language), tough=True) == set()


@pytest.mark.parametrize("name", ["untouched", "sorted", "moved", "heading", "no key", "renamed", "copied"])
def test_what_people_do_to_sheets_changes_nothing(trips: Trips, name: str) -> None:
    assert trips.changes(f"{name}.xlsx") == set()


def _answer(changes: set[Change], who: tuple[str, str], value: str) -> None:
    (found,) = [each for each in changes if each[:2] == who and each[4] == value]
    assert found[3].startswith("question:")
    changes.remove(found)


def _assert_edited(changes: set[Change]) -> None:
    _answer(changes, DAT, "2026-05-04")
    _answer(changes, DAT, "-2.5")
    assert changes == {
        (*MAI, "changed", "department", "Pháp chế"),
        (*MAI, "changed", "birth_year", "1994"),
        (*MAI, "changed", "is_mentor", Words("vi")("common.yes")),
        (*DAT, "changed", "interests", "Cờ vua; Đi bộ"),
    }


def test_edited_cells_are_those_changes_and_no_others(trips: Trips) -> None:
    _assert_edited(trips.changes("edited.xlsx"))


NEW = ("participants", "Ngô Thị Mới", "added")
ADDED = {
    (*NEW, "full_name", "Ngô Thị Mới"),
    (*NEW, "email", "moi@ex.vn"),
    (*NEW, "phone", "0911222333"),
}


def test_an_added_row_is_somebody_new(trips: Trips) -> None:
    assert trips.changes("added.xlsx") == ADDED


def test_a_removed_row_is_asked_about(trips: Trips) -> None:
    assert trips.changes("removed.xlsx") == {(*MAI, "removed", "", "")}


@pytest.mark.parametrize("suffix", [".xlsx", ".ods"])
def test_a_session_filled_in_is_taken(trips: Trips, suffix: str) -> None:
    changes = {each[3:] for each in trips.changes(f"filled{suffix}") if each[3] != "pair"}
    assert changes == {("topic", "Chuyện khác"), ("held_on", "2026-05-11"), ("minutes", "45")}


def test_all_of_it_at_once_in_a_new_file_is_still_told_apart(trips: Trips) -> None:
    changes = trips.changes("everything.xlsx")
    assert changes >= ADDED | {(*MAI, "removed", "", "")}
    changes -= ADDED | {(*MAI, "removed", "", "")}
    _answer(changes, DAT, "2026-05-04")
    _answer(changes, DAT, "-2.5")
    assert changes == {(*DAT, "changed", "interests", "Cờ vua; Đi bộ")}


def test_one_sheet_as_text_brings_nothing_new(trips: Trips) -> None:
    assert trips.changes("people.csv") == set()


def test_workbooks_of_pairs_opened_and_saved_bring_nothing_new(trips: Trips) -> None:
    database, programme_id = trips.plain
    batch = open_batch(database, programme_id, sorted(trips.folder.glob("pair *.xlsx")))
    assert batch.nothing_new
    assert len(batch.plans) == 2
