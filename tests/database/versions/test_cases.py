"""Two versions of one file, as they come about in an office, and what becomes of each thing in them."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import Session, select
from tests.support.office import Office, Work, amend
from tests.support.versions import opened, rows_by_id

from nhipcau.common.errors import Unavailable
from nhipcau.database import Database
from nhipcau.database.journal import KEPT, SPARE, close_all_steps
from nhipcau.database.sqlite import sqlite_engine
from nhipcau.database.versions import Divergence, compare, merge
from nhipcau.exchange.models import RememberedForm
from nhipcau.pairing.models import Pair, Scenario
from nhipcau.participants.models import Answer, Level, Participant, Person, Question
from nhipcau.participants.service import (
    add_person,
    add_question,
    amend_person,
    enrol,
    ensure_level,
    remove_person,
    set_answer,
)
from nhipcau.programmes.service import set_organisation_name
from nhipcau.sessions.models import MentoringSession


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def _kinds(divergence: Divergence) -> list[tuple[str, str, str]]:
    return [(one.table, one.column, one.kind) for one in divergence.conflicts]


def test_the_window_learns_who_did_what_on_either_side(office: Office) -> None:
    office.here(amend(office.mai, phone="0902"), amend(office.an, phone="0903"))
    office.there(amend(office.an, note="Mới"))
    divergence = office.compared()
    assert divergence.same_organisation
    assert divergence.common_past
    assert [entry.rows for entry in divergence.mine_steps] == [1, 1]
    assert [entry.name.label for entry in divergence.theirs_steps] == ["a.b"]
    assert divergence.mine_steps[0].made_at > divergence.mine_steps[1].made_at
    assert divergence.mine_steps[0].made_by


def test_an_older_version_under_the_name_gets_everything_back(office: Office) -> None:
    office.here(amend(office.mai, phone="0902"), lambda db: add_person(db, {"full_name": "Phạm Lan"}))
    report = office.merged()
    assert report.conflicts == ()
    assert report.counts == {"taken": 2}
    assert rows_by_id(office.theirs) == rows_by_id(office.mine)


def test_different_columns_of_one_person_are_both_there_and_what_follows_is_made_anew(office: Office) -> None:
    office.here(amend(office.mai, phone="0902"))
    office.there(amend(office.mai, department="Kế toán"))
    report = office.merged()
    assert report.conflicts == ()
    assert report.counts == {"merged": 1}
    assert office.person(office.mai)["folded"] == "le thi mai mai@ex.vn 0902 ke toan"


def test_one_cell_changed_both_ways_is_asked_and_theirs_stands_until_then(office: Office) -> None:
    office.here(amend(office.mai, full_name="Lê Thanh Mai"))
    office.there(amend(office.mai, full_name="Lê Thị Maika"))
    divergence = office.compared()
    (conflict,) = divergence.conflicts
    assert (conflict.table, conflict.column, conflict.kind) == ("person", "full_name", "changed")
    assert (conflict.base, conflict.mine, conflict.theirs) == ("Lê Thị Mai", "Lê Thanh Mai", "Lê Thị Maika")
    assert conflict.names == ("Lê Thị Maika",)
    report = office.merged()
    assert [(one.mine, version) for one, version in report.conflicts] == [("Lê Thanh Mai", "theirs")]
    assert office.person(office.mai)["full_name"] == "Lê Thị Maika"
    assert office.merged(changed="mine").counts == {"mine": 1}
    assert office.person(office.mai)["full_name"] == "Lê Thanh Mai"
    assert office.person(office.mai)["middle_name"] == "Thanh"


def _with_profile(name: str, programme: int) -> Work:
    def work(db: Session) -> None:
        person = add_person(db, {"full_name": name})
        enrolled = enrol(db, programme, person, {"is_mentee": True})
        question = add_question(db, programme, f"{name} hỏi gì?", "text")
        set_answer(db, enrolled, question, name)
        form = {"rows": {name: [person]}}
        db.add(RememberedForm(programme_id=programme, fingerprint=name, understanding=form))
        asked = [{"code": "question", "mentee_question_id": question, "mentor_question_id": None}]
        db.add(Scenario(programme_id=programme, name=name, settings={"criteria": asked}))

    return work


def test_what_was_added_in_both_is_kept_and_every_reference_follows_the_new_id(office: Office) -> None:
    office.here(_with_profile("Hà", office.programme))
    office.there(_with_profile("Bình", office.programme))
    report = office.merged()
    assert report.conflicts == ()
    assert report.counts == {"remapped": 6}
    with opened(office.theirs) as database, database.read() as db:
        for name in ("Hà", "Bình"):
            person = db.exec(select(Person).where(Person.full_name == name)).one()
            enrolled = db.exec(select(Participant).where(Participant.person_id == person.id)).one()
            answer = db.exec(select(Answer).where(Answer.participant_id == enrolled.id)).one()
            question = db.get_one(Question, answer.question_id)
            assert (answer.value, question.wording) == (name, f"{name} hỏi gì?")
            form = db.exec(select(RememberedForm).where(RememberedForm.fingerprint == name)).one()
            assert form.understanding == {"rows": {name: [person.id]}}
            kept = db.exec(select(Scenario).where(Scenario.name == name)).one()
            assert kept.settings["criteria"][0]["mentee_question_id"] == question.id


def test_somebody_enrolled_twice_is_one_participant_and_what_differs_is_asked(office: Office) -> None:
    def enrolled(note: str, days: str) -> Work:
        def work(db: Session) -> None:
            profile = {"is_mentee": True, "note": note}
            question = add_question(db, office.programme, days, "text")
            set_answer(db, enrol(db, office.programme, office.mai, profile), question, days)

        return work

    office.there(lambda db: enrol(db, office.programme, office.an, {"is_mentor": True}))
    office.there(enrolled("bận thứ hai", "Thứ mấy?"))
    office.here(enrolled("bận thứ ba", "Ngày nào?"))
    report = office.merged()
    asked = [(one.column, one.kind, version) for one, version in report.conflicts]
    assert asked == [("note", "twin", "theirs"), ("uid", "twin", "theirs")]
    with opened(office.theirs) as database, database.read() as db:
        one = db.exec(select(Participant).where(Participant.person_id == office.mai)).one()
        answers = db.exec(select(Answer.value).where(Answer.participant_id == one.id)).all()
    assert sorted(answers) == ["Ngày nào?", "Thứ mấy?"]


def test_the_same_address_added_twice_is_one_person(office: Office) -> None:
    office.here(lambda db: add_person(db, {"full_name": "Vũ Hoa", "email": "Hoa@ex.vn"}))
    office.there(lambda db: add_person(db, {"full_name": "Nguyễn Bình"}))
    office.there(lambda db: add_person(db, {"full_name": "Vũ Thị Hoa", "email": "hoa@ex.vn"}))
    assert {one.column for one in office.compared().conflicts} == {"full_name", "email", "uid", "created_at"}
    assert sorted(row["full_name"] for row in _after(office)["person"].values()) == [
        "Lê Thị Mai", "Nguyễn Bình", "Trần Văn An", "Vũ Thị Hoa",
    ]  # fmt: skip


def _after(office: Office) -> dict[str, dict[int, dict[str, str]]]:
    office.merged()
    return rows_by_id(office.theirs)


def test_deleted_here_and_changed_there_is_asked(office: Office) -> None:
    office.here(lambda db: remove_person(db, office.an))
    office.there(amend(office.an, phone="0909"))
    assert _kinds(office.compared()) == [("person", "", "deleted_here")]
    office.merged()
    assert office.person(office.an)["phone"] == "0909"
    assert office.merged(deleted_here="mine").counts == {"mine": 1}
    assert office.an not in rows_by_id(office.theirs)["person"]


def test_deleted_there_and_changed_here_is_asked(office: Office) -> None:
    office.here(amend(office.an, phone="0909"))
    office.there(lambda db: remove_person(db, office.an))
    assert _kinds(office.compared()) == [("person", "", "deleted_there")]
    office.merged()
    assert office.an not in rows_by_id(office.theirs)["person"]
    office.merged(deleted_there="mine")
    assert office.person(office.an)["phone"] == "0909"


def test_what_refers_to_something_deleted_there_waits_and_brings_it_back_when_chosen(office: Office) -> None:
    office.here(lambda db: enrol(db, office.programme, office.an, {"is_mentor": True}))
    office.there(lambda db: remove_person(db, office.an))
    (conflict,) = office.compared().conflicts
    assert (conflict.table, conflict.kind) == ("participant", "needs")
    assert conflict.names == ("Hạt Giống 2026", "Trần Văn An")
    assert office.merged().counts == {"theirs": 1}
    report = office.merged(needs="mine")
    assert report.restored == (("person", office.an),)
    assert len(rows_by_id(office.theirs)["participant"]) == 1


def test_what_was_deleted_here_stays_where_theirs_needs_it(office: Office) -> None:
    office.here(lambda db: remove_person(db, office.an))
    office.there(lambda db: enrol(db, office.programme, office.an, {"is_mentor": True}))
    assert _kinds(office.compared()) == [("person", "", "needed")]
    office.merged()
    assert office.an in rows_by_id(office.theirs)["person"]
    report = office.merged(needed="mine")
    assert [table for table, _ in report.removed] == ["participant"]
    assert office.an not in rows_by_id(office.theirs)["person"]


def _pair_with_session(office: Office) -> Work:
    def work(db: Session) -> None:
        ids = [enrol(db, office.programme, one, {"is_mentor": True}) for one in (office.mai, office.an)]
        pair = Pair(programme_id=office.programme, mentor_id=ids[0], mentee_id=ids[1])
        db.add(pair)
        db.flush()
        assert pair.id is not None
        db.add(MentoringSession(pair_id=pair.id, held_on=date(2026, 3, 1)))

    return work


def _drop_pair(db: Session) -> None:
    db.delete(db.exec(select(MentoringSession)).one())
    db.flush()
    db.delete(db.exec(select(Pair)).one())


def _note_pair(db: Session) -> None:
    db.exec(select(Pair)).one().note = "Hợp nhau"


def _part_again(office: Office) -> None:
    shutil.copy(office.mine, office.theirs)


def test_a_pair_that_stays_keeps_its_sessions_and_one_that_goes_takes_them_along(office: Office) -> None:
    office.here(_pair_with_session(office))
    _part_again(office)
    office.here(_drop_pair)
    office.there(_note_pair)
    assert _kinds(office.compared()) == [("mentoring_session", "", "goes_with"), ("pair", "", "deleted_here")]
    office.merged()
    assert len(rows_by_id(office.theirs)["mentoring_session"]) == 1
    office.merged(deleted_here="mine")
    assert rows_by_id(office.theirs)["mentoring_session"] == rows_by_id(office.theirs)["pair"] == {}


def test_a_pair_that_comes_back_brings_its_sessions(office: Office) -> None:
    office.here(_pair_with_session(office))
    _part_again(office)
    office.here(_note_pair)
    office.there(_drop_pair)
    report = office.merged(deleted_there="mine")
    assert [table for table, _ in report.restored] == ["mentoring_session"]
    assert rows_by_id(office.theirs)["pair"] == rows_by_id(office.mine)["pair"]


def test_a_part_that_theirs_deleted_stays_away_when_mine_changed_the_whole(office: Office) -> None:
    office.here(_pair_with_session(office))
    _part_again(office)
    office.here(_note_pair)
    office.there(lambda db: db.delete(db.exec(select(MentoringSession)).one()))
    assert office.merged().counts == {"taken": 1}
    assert rows_by_id(office.theirs)["mentoring_session"] == {}


def test_a_part_moved_here_to_something_new_and_deleted_there_is_asked_and_stays_away_until_then(
    office: Office,
) -> None:
    office.here(_pair_with_session(office))
    _part_again(office)

    def moved(db: Session) -> None:
        people = [add_person(db, {"full_name": name}) for name in ("Vũ Hoa", "Phạm Lan")]
        ids = [enrol(db, office.programme, one, {"is_mentor": True}) for one in people]
        pair = Pair(programme_id=office.programme, mentor_id=ids[0], mentee_id=ids[1])
        db.add(pair)
        db.flush()
        assert pair.id is not None
        db.exec(select(MentoringSession)).one().pair_id = pair.id

    office.here(moved)
    office.there(lambda db: db.delete(db.exec(select(MentoringSession)).one()))
    report = office.merged()
    assert [(one.table, one.kind, version) for one, version in report.conflicts] == [
        ("mentoring_session", "deleted_there", "theirs")
    ]
    assert report.restored == ()
    assert len(rows_by_id(office.theirs)["pair"]) == 2
    assert rows_by_id(office.theirs)["mentoring_session"] == {}
    office.merged(deleted_there="mine")
    assert rows_by_id(office.theirs)["mentoring_session"] == rows_by_id(office.mine)["mentoring_session"]


def test_what_may_be_there_only_once_is_asked_and_never_breaks(office: Office) -> None:
    office.here(lambda db: ensure_level(db, "Trưởng nhóm"))
    _part_again(office)

    def renamed(db: Session) -> None:
        db.exec(select(Level)).one().name = "Quản lý"

    office.there(renamed)
    office.here(lambda db: ensure_level(db, "Quản lý"))
    assert _kinds(office.compared()) == [("level", "", "clash")]
    report = office.merged(clash="mine")
    assert [one.kind for one in report.refused] == ["clash"]
    assert [row["name"] for row in rows_by_id(office.theirs)["level"].values()] == ["Quản lý"]


def test_a_row_whose_key_was_taken_there_stays_as_it_is_there(office: Office) -> None:
    office.here(lambda db: ensure_level(db, "Trưởng nhóm"))
    _part_again(office)

    def renamed(db: Session) -> None:
        level = db.exec(select(Level)).one()
        level.name, level.rank = "Quản lý", 3

    office.here(renamed)
    office.there(lambda db: ensure_level(db, "Quản lý"))
    report = office.merged()
    assert [(one.kind, one.names, version) for one, version in report.conflicts] == [
        ("clash", ("Trưởng nhóm",), "theirs")
    ]
    found = sorted((row["name"], row["rank"]) for row in rows_by_id(office.theirs)["level"].values())
    assert found == [("Quản lý", None), ("Trưởng nhóm", None)]


def test_rows_that_theirs_alone_changed_are_no_question_when_its_oldest_steps_are_closed(
    office: Office,
) -> None:
    with opened(office.theirs) as database:
        for number in range(KEPT + SPARE + 5):
            with database.step("a.b") as db:
                amend_person(db, office.an, {"note": str(number)})
                if number == 0:
                    amend_person(db, office.mai, {"note": "sớm"})
    office.here(amend(office.mai, phone="0902"))
    divergence = office.compared()
    assert _kinds(divergence) == []
    report = office.merged()
    assert report.counts == {"merged": 1}
    assert (office.person(office.mai)["phone"], office.person(office.mai)["note"]) == ("0902", "sớm")


def test_what_one_file_alone_changed_is_no_question_when_the_oldest_steps_of_both_are_closed(
    office: Office,
) -> None:
    for path, letter in ((office.mine, "m"), (office.theirs, "t")):
        with opened(path) as database:
            for number in range(KEPT + SPARE + 5):
                with database.step("a.b") as db:
                    amend_person(db, office.an, {"note": f"{letter}{number}"})
                    if number == 0 and path == office.mine:
                        amend_person(db, office.mai, {"phone": "0902"})
    assert _kinds(office.compared()) == [("person", "note", "unknown")]
    office.merged()
    assert office.person(office.mai)["phone"] == "0902"


def test_a_step_of_the_common_past_taken_back_on_one_side_is_asked(office: Office) -> None:
    with opened(office.theirs) as database:
        assert database.undo() is not None  # that Trần Văn An was added
    divergence = office.compared()
    assert _kinds(divergence) == [("person", "", "only_here")]
    office.merged()
    assert office.an not in rows_by_id(office.theirs)["person"]
    office.merged(only_here="mine")
    assert rows_by_id(office.theirs) == rows_by_id(office.mine)


def test_a_step_taken_back_and_left_behind_is_asked_too(office: Office) -> None:
    with opened(office.mine) as database:
        database.undo()
    office.here(amend(office.mai, phone="0902"))
    office.there(amend(office.an, phone="0903"))
    assert _kinds(office.compared()) == [("person", "", "only_there")]
    report = office.merged(only_there="mine")
    assert report.counts == {"taken": 1, "mine": 1}
    assert set(rows_by_id(office.theirs)["person"]) == {office.mai}


def _forget(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DELETE FROM journal_row")
        connection.execute("DELETE FROM journal_step")


def test_without_a_common_past_every_difference_is_a_question(office: Office) -> None:
    office.here(amend(office.mai, phone="0902"), lambda db: add_person(db, {"full_name": "Vũ Hoa"}))
    office.there(lambda db: add_person(db, {"full_name": "Đỗ Bình"}))
    _forget(office.mine)
    was = rows_by_id(office.theirs)
    divergence = office.compared()
    assert not divergence.common_past
    asked = {(one.kind, one.column) for one in divergence.conflicts}
    assert asked == {("unknown", "phone"), ("only_here", ""), ("only_there", "")}
    office.merged()
    assert rows_by_id(office.theirs) == was
    office.merged(unknown="mine", only_here="mine")
    names = {row["full_name"]: row["phone"] for row in rows_by_id(office.theirs)["person"].values()}
    assert names == {"Lê Thị Mai": "0902", "Trần Văn An": "", "Đỗ Bình": "", "Vũ Hoa": ""}


def test_images_that_a_migration_dropped_are_not_guessed(office: Office) -> None:
    office.here(amend(office.mai, phone="0902"))
    office.there(amend(office.mai, phone="0903", note="mới"))
    for path in (office.mine, office.theirs):
        engine = sqlite_engine(path, writes=True, wal=False)
        with engine.begin() as connection:
            close_all_steps(connection)
        engine.dispose()
    assert _kinds(office.compared()) == [("person", "note", "unknown"), ("person", "phone", "unknown")]


def test_a_file_of_an_older_version_is_read_as_it_will_be(tmp_path: Path) -> None:
    file = Path(__file__).parents[2] / "migrations" / "files" / "schema_0002.nhipcau"
    mine, theirs = (Path(shutil.copy(file, tmp_path / f"{name}.nhipcau")) for name in ("mine", "theirs"))
    was = mine.read_bytes()
    with opened(theirs) as database:
        divergence = compare(database, mine)
    assert divergence.same_organisation
    assert divergence.conflicts == ()
    assert divergence.rows == ()
    assert mine.read_bytes() == was


def test_a_file_of_another_organisation_is_not_merged(office: Office, tmp_path: Path) -> None:
    other = Office(tmp_path / "other")
    with opened(office.theirs) as database:
        divergence = compare(database, other.mine)
        assert not divergence.same_organisation
        with pytest.raises(Unavailable) as refused:
            merge(database, divergence)
        assert database.next_undo() is not None
    assert refused.value.code == "database.other_organisation"


def test_the_organisation_named_in_both_copies_since_is_one_and_its_name_is_asked(office: Office) -> None:
    office.here(lambda db: set_organisation_name(db, "Hạt Giống"))
    office.there(lambda db: set_organisation_name(db, "Hạt Giống Việt"))
    report = office.merged()
    asked = {one.column: (one.kind, version) for one, version in report.conflicts}
    assert asked["name"] == ("twin", "theirs")
    (organisation,) = rows_by_id(office.theirs)["organisation"].values()
    assert organisation["name"] == "Hạt Giống Việt"
    office.merged(twin="mine")
    assert rows_by_id(office.theirs)["organisation"] == rows_by_id(office.mine)["organisation"]


def test_what_changed_since_it_was_compared_is_not_merged(office: Office) -> None:
    office.here(amend(office.mai, phone="0902"))
    with opened(office.theirs) as database:
        divergence = compare(database, office.mine)
        with database.step("a.b") as db:
            amend_person(db, office.mai, {"phone": "0903"})
        with pytest.raises(Unavailable) as refused:
            merge(database, divergence)
    assert refused.value.code == "database.versions_changed"
    assert office.person(office.mai)["phone"] == "0903"


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:9000])


def _foreign(path: Path) -> None:
    path.write_text("no data file", encoding="utf-8")


@pytest.mark.parametrize(
    ("harm", "code"),
    [(_cut, "database.damaged"), (_foreign, "database.not_ours"), (Path.unlink, "database.missing")],
)
def test_a_file_that_cannot_be_read_is_refused(
    office: Office, harm: Callable[[Path], object], code: str
) -> None:
    harm(office.mine)
    with opened(office.theirs) as database, pytest.raises(Unavailable) as refused:
        compare(database, office.mine)
    assert refused.value.code == code


def test_listeners_hear_of_a_merge_as_of_any_step(office: Office) -> None:
    office.here(amend(office.mai, phone="0902"))
    heard: list[object] = []
    with opened(office.theirs) as database:
        database.subscribe(lambda changes: heard.append((changes.label, dict(changes.ids))))
        merge(database, compare(database, office.mine))
    assert heard == [("database.step.merge_versions", {"person": frozenset({office.mai})})]


def test_nothing_is_written_where_there_is_nothing_to_merge(office: Office) -> None:
    def last(database: Database) -> str:
        found = database.next_undo()
        assert found is not None
        return found.label

    with opened(office.theirs) as database:
        before = last(database)
        report = merge(database, compare(database, office.mine))
        assert last(database) == before
    assert report.total == 0
